"""The rules of einops: patterns such as `"b (h w) c -> b c h w"`, solved for the sizes not given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

from .. import messages
from ..relations import differ
from ..shapes import Axis, Shape, shape_of
from ..sizes import Size
from ..values import Array, Complaint
from .arguments import Undecided, array_rule, as_array, common_kind, total

Group = tuple[str, ...]
_WORD: Final = re.compile(r"\([^()]*\)|\.\.\.|[^\s()]+")


def _groups(text: str) -> list[Group]:
    """The axes of one side; each is the names that it is composed of."""
    return [tuple(word.strip("()").split()) for word in _WORD.findall(text)]


def _sides(pattern: object) -> tuple[list[Group], list[Group]]:
    if not isinstance(pattern, str) or pattern.count("->") != 1:
        raise Undecided
    left, _, right = pattern.partition("->")
    return _groups(left), _groups(right)


class _Sizes:
    """The sizes of the names of a pattern."""

    def __init__(self, given: Mapping[str, object]) -> None:
        self.known: dict[str, Size | None] = {
            name: size for name, size in given.items() if isinstance(size, Size)
        }
        self.dots: tuple[Axis, ...] | None = None

    def of(self, name: str) -> Size | None:
        """The size of a name, or of a plain number."""
        return Size.of(int(name)) if name.isdigit() else self.known.get(name)

    def bind(self, group: Group, size: Size | None, shape: Shape) -> None:
        """Take over that the names of a group multiply to a size."""
        missing = [name for name in group if self.of(name) is None]
        product = total(self.of(name) for name in group if name not in missing)
        if not missing:
            if differ(product, size):
                raise Complaint(messages.group_differs(" ".join(group), product, shape, size))
        elif len(missing) == 1 and size is not None and product is not None:
            self.known[missing[0]] = _quotient(size, product, group, shape)
        elif len(missing) == 1 and len(group) == 1:
            self.known.setdefault(group[0], size)

    def product(self, group: Group) -> Axis:
        """The size of an axis composed of several names."""
        return total(self.of(name) for name in group)

    def shape(self, groups: list[Group]) -> Shape:
        """The shape of one side."""
        axes: list[Axis] = []
        for group in groups:
            if group == ("...",):
                axes += Shape.unknown().axes if self.dots is None else self.dots
            else:
                axes.append(self.product(group))
        return shape_of(axes)


def _quotient(size: Size, product: Size, group: Group, shape: Shape) -> Size | None:
    if product.constant == 0:
        return None
    exact = size.divided(product)
    if exact is None and size.constant is not None and product.constant is not None:
        raise Complaint(messages.group_differs(" ".join(group), product, shape, size))
    return exact


def _read(shape: Shape, groups: list[Group], sizes: _Sizes) -> None:
    """Bind the names of the left side to the axes of a shape."""
    if shape.rank is None:
        return
    at = groups.index(("...",)) if ("...",) in groups else None
    if at is None and len(groups) != shape.rank or len(groups) - (at is not None) > shape.rank:
        raise Complaint(messages.pattern_differs(len(groups), shape))
    axes = list(shape.sizes or ())
    if at is not None:
        stop = len(axes) - (len(groups) - at - 1)
        sizes.dots = tuple(axes[at:stop])
        axes[at:stop] = []
    for group, size in zip([g for g in groups if g != ("...",)], axes, strict=True):
        sizes.bind(group, size, shape)


def _apply(tensor: object, pattern: object, given: Mapping[str, object]) -> Array:
    array = as_array(tensor)
    left, right = _sides(pattern)
    sizes = _Sizes(given)
    _read(array.shape, left, sizes)
    return Array(sizes.shape(right), array.kind)


@array_rule("einops.rearrange")
def rearrange(tensor: object, pattern: object, **axes_lengths: object) -> object:
    """The same elements under other axes."""
    left, right = _sides(pattern)
    names = [{name for group in side for name in group if not name.isdigit()} for side in (left, right)]
    if names[0] != names[1]:
        raise Complaint(messages.names_differ(sorted(names[0] ^ names[1])))
    return _apply(tensor, pattern, axes_lengths)


@array_rule("einops.reduce")
def reduce(tensor: object, pattern: object, reduction: object, **axes_lengths: object) -> object:
    """The elements of the axes that are missing on the right, reduced."""
    return _apply(tensor, pattern, axes_lengths)


@array_rule("einops.repeat")
def repeat(tensor: object, pattern: object, **axes_lengths: object) -> object:
    """The elements repeated along the axes that are new on the right."""
    return _apply(tensor, pattern, axes_lengths)


@array_rule("einops.einsum")
def einsum(*tensors_and_pattern: object) -> object:
    """The sum that a pattern with names for letters describes; the pattern comes last."""
    *tensors, pattern = tensors_and_pattern
    if not isinstance(pattern, str) or pattern.count("->") != 1:
        raise Undecided
    left, _, right = pattern.partition("->")
    words = left.split(",")
    arrays = [as_array(tensor) for tensor in tensors]
    if len(words) != len(arrays):
        raise Complaint(messages.operands_differ(len(words), len(arrays)))
    sizes = _Sizes({})
    for word, array in zip(words, arrays, strict=True):
        _read(array.shape, _groups(word), sizes)
    return Array(sizes.shape(_groups(right)), common_kind(arrays))
