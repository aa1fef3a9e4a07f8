"""The rules of einops: patterns such as `"b (h w) c -> b c h w"`, solved for sizes not given."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping

from .. import messages
from ..relations import differ
from ..shapes import Axis, Shape, shape_of
from ..sizes import Size
from ..values import Array, Complaint
from .arguments import Undecided, array_rule, as_array, common_kind, total
from .einsum import spread, summed

Group = tuple[str, ...]
"""The names that one axis is composed of."""
_TOKEN = r"\w+|\.\.\."
_SIDE = re.compile(rf"(\s|{_TOKEN}|\((\s|{_TOKEN})*\))*")
_DOTS = ("...",)


def _groups(text: str) -> list[Group]:
    """The axes of one side of a pattern."""
    if not _SIDE.fullmatch(text):
        raise Complaint(messages.not_a_pattern(text.strip()))
    parts = re.findall(rf"\([^()]*\)|{_TOKEN}", re.sub(r"\(\s*\.\.\.\s*\)", "(... 1)", text))
    groups = [tuple(re.findall(_TOKEN, part)) for part in parts]
    for name, count in Counter(name for group in groups for name in group).items():
        if count > 1 and not name.isdigit():
            raise Complaint(messages.name_repeated(name))
    return groups


def _sides(pattern: object) -> tuple[list[Group], list[Group]]:
    if not isinstance(pattern, str):
        raise Undecided
    left, arrow, right = pattern.partition("->")
    if not arrow:
        raise Complaint(messages.not_a_pattern(pattern))
    groups = _groups(left), _groups(right)
    if any("..." in group and group != _DOTS for group in groups[0]):
        raise Complaint(messages.dots_in_parentheses())
    return groups


def _names(groups: list[Group]) -> set[str]:
    """The names of a side; a plain number but 1 counts as one."""
    return {name for group in groups for name in group if name != "1"}


def _only(names: Iterable[str], side: str) -> None:
    """Raise `Complaint` where there are names that stand on one side of the pattern only."""
    if quoted := _quoted(names):
        raise Complaint(messages.names_on_one_side(quoted, side))


def _quoted(names: Iterable[str]) -> str:
    return ", ".join(f'"{name}"' for name in sorted(names))


class _Sizes:
    """The sizes of the names of a pattern."""

    def __init__(self, given: Mapping[str, object]) -> None:
        self.given = given
        self.known: dict[str, Size | None] = {
            name: size for name, size in given.items() if isinstance(size, Size)
        }
        self.dots = Shape.unknown()

    def of(self, name: str) -> Size | None:
        """The size of a name, or of a plain number."""
        return Size.of(int(name)) if name.isdigit() else self.known.get(name)

    def read(self, shape: Shape, groups: list[Group]) -> None:
        """Bind the names of the left side to the axes of a shape."""
        word = tuple("..." if group == _DOTS else " ".join(group) for group in groups)
        numbered = tuple(name if name == "..." else f"{name}#{k}" for k, name in enumerate(word))
        try:
            axes, self.dots = spread(numbered, shape)
        except Complaint:
            raise Complaint(messages.names_do_not_fit(_spell(groups), shape)) from None
        for name, size in axes:
            self.bind(groups[int(name.rpartition("#")[2])], size, shape)

    def bind(self, group: Group, size: Size | None, shape: Shape) -> None:
        """Take over that the names of a group multiply to a size."""
        unbound = [n for n in group if not n.isdigit() and n not in {*self.given, *self.known}]
        if len(unbound) > 1:
            raise Complaint(messages.names_not_inferred(_quoted(unbound)))
        missing = [name for name in group if self.of(name) is None]
        product = total(self.of(name) for name in group if name not in missing)
        if not missing and differ(product, size):
            raise Complaint(messages.group_differs(" ".join(group), product, shape, size))
        if len(missing) == 1 and size is not None and product is not None:
            self.known[missing[0]] = _quotient(size, product, group)

    def shape(self, groups: list[Group]) -> Shape:
        """The shape of one side."""
        axes: list[Axis] = []
        for group in groups:
            axes += self.dots.axes if group == _DOTS else (self._product(group),)
        return shape_of(axes)

    def _product(self, group: Group) -> Size | None:
        parts: list[Axis] = []
        for name in group:
            parts += self.dots.axes if name == "..." else (self.of(name),)
        return total(parts)


def _quotient(size: Size, product: Size, group: Group) -> Size | None:
    if product.constant == 0:
        return None
    if (size % product).constant:
        raise Complaint(messages.group_does_not_divide(" ".join(group), product, size))
    return size // product


def _spell(groups: list[Group]) -> str:
    return " ".join(g[0] if len(g) == 1 else f"({' '.join(g)})" for g in groups)


def _apply(
    tensor: object, left: list[Group], right: list[Group], given: Mapping[str, object]
) -> Array:
    array = as_array(tensor)
    unused = set(given) - _names(left) - _names(right)
    if unused:
        raise Complaint(messages.not_in_pattern(_quoted(unused)))
    sizes = _Sizes(given)
    sizes.read(array.shape, left)
    return Array(sizes.shape(right), array.kind)


@array_rule("einops.rearrange", "einops.einops.rearrange")
def rearrange(tensor: object, pattern: object, **axes_lengths: object) -> object:
    """The same elements under other axes."""
    left, right = _sides(pattern)
    _only(_names(left) - _names(right) | _numbers(left), "left")
    _only(_names(right) - _names(left) | _numbers(right), "right")
    return _apply(tensor, left, right, axes_lengths)


def _numbers(groups: list[Group]) -> set[str]:
    return {name for name in _names(groups) if name.isdigit()}


@array_rule("einops.reduce", "einops.einops.reduce")
def reduce(tensor: object, pattern: object, reduction: object, **axes_lengths: object) -> object:
    """The elements of the axes that are missing on the right, reduced."""
    left, right = _sides(pattern)
    _only(_names(right) - _names(left) | _numbers(right), "right")
    result = _apply(tensor, left, right, axes_lengths)
    return Array(result.shape, result.kind if result.kind in ("f", "c") else "")


@array_rule("einops.repeat", "einops.einops.repeat")
def repeat(tensor: object, pattern: object, **axes_lengths: object) -> object:
    """The elements repeated along the axes that are new on the right."""
    left, right = _sides(pattern)
    _only(_names(left) - _names(right) | _numbers(left), "left")
    new = _names(right) - _names(left) - _numbers(right)
    _only({"..."} & new, "right")
    if missing := new - set(axes_lengths):
        raise Complaint(messages.size_not_given(_quoted(missing)))
    return _apply(tensor, left, right, axes_lengths)


@array_rule("einops.einsum", "einops.einops.einsum")
def einsum(*tensors_and_pattern: object) -> object:
    """The sum that a pattern with names for letters describes; the pattern comes last."""
    *tensors, pattern = tensors_and_pattern
    if not isinstance(pattern, str) or "(" in pattern:
        raise Undecided
    left, arrow, right = pattern.partition("->")
    if not arrow:
        raise Complaint(messages.not_a_pattern(pattern))
    arrays = [as_array(tensor) for tensor in tensors]
    words = [tuple(re.findall(_TOKEN, word)) for word in left.split(",")]
    return Array(summed(words, tuple(re.findall(_TOKEN, right)), arrays), common_kind(arrays))
