"""What covers two values, where two ways through the code meet."""

from __future__ import annotations

import functools
from collections.abc import Sequence
from dataclasses import replace

from mypy.types import CallableType

from ..relations import agree
from ..shapes import Axis, Shape, Stretch, shape_of
from ..sizes import Size, Symbol
from ..values import ANYTHING, UNKNOWN, Array, Each, List, known_kind, unknown_array
from .things import Function, Mapping, Object, Record


def join_all(values: Sequence[object]) -> object:
    """The value that covers all; `UNKNOWN` where there are none."""
    return functools.reduce(join, values) if values else UNKNOWN


def join(left: object, right: object) -> object:
    """The value that covers both: equal parts are kept, parts that differ are lost."""
    if left is right:
        return left
    if isinstance(left, Array) and isinstance(right, Array):
        return _join_arrays(left, right)
    if type(left) is type(right) and left == right:
        return _on_both_ways(left, right) if isinstance(left, Size) else left
    if isinstance(left, Size) and isinstance(right, (Size, Array)):
        return join(Array(Shape.of(), "i"), right)
    if isinstance(right, Size) and isinstance(left, Array):
        return join(left, Array(Shape.of(), "i"))
    if left is None or right is None:
        # as in a declared `Array | None`, what is known holds where there is an array at all
        one = right if left is None else left
        return one if isinstance(one, Array) and one.shape.rank != 0 else UNKNOWN
    if isinstance(left, Object) and isinstance(right, Object) and left.info is right.info:
        return left.joined(right)
    if isinstance(left, Function) and isinstance(right, Function):
        return _join_functions(left, right)
    return _join_containers(left, right)


def _join_arrays(left: Array, right: Array) -> Array:
    shape, kinds = join_shapes(left.shape, right.shape), {left.kind, right.kind}
    kind = left.kind if len(kinds) == 1 else ANYTHING if ANYTHING in kinds else ""
    return left if shape is left.shape and kind == left.kind else Array(shape, kind)


def _join_functions(left: Function, right: Function) -> object:
    """A function that may be either of two that declare the same."""
    one, other = left.signature, right.signature
    if not isinstance(one, CallableType) or not isinstance(other, CallableType):
        return UNKNOWN
    same = one.arg_types == other.arg_types and one.ret_type == other.ret_type
    alike = same and one.arg_kinds == other.arg_kinds and one.arg_names == other.arg_names
    return Function(one, left.name) if alike and left.is_free and right.is_free else UNKNOWN


def _join_containers(left: object, right: object) -> object:
    if type(left) is tuple and type(right) is tuple and len(left) == len(right):
        return tuple(map(join, left, right))
    if isinstance(left, (List, Each)) and isinstance(right, (List, Each)):
        return _join_lists(left, right)
    if isinstance(left, (Record, Mapping)) and isinstance(right, (Record, Mapping)):
        return _join_dictionaries(left, right)
    return UNKNOWN


def _join_dictionaries(left: Record | Mapping, right: Record | Mapping) -> object:
    """One value for each key where both have the same, else one for all."""
    if isinstance(left, Record) and isinstance(right, Record):
        others = dict(right.items)
        if dict(left.items).keys() == others.keys():
            return Record(tuple((key, join(value, others[key])) for key, value in left.items))
    return of_arrays([*left.held, *right.held])


def of_arrays(values: Sequence[object]) -> object:
    """A dictionary of these values under whatever keys, where all are arrays."""
    return Mapping(join_all(values)) if all(isinstance(v, Array) for v in values) else UNKNOWN


def value_at(record: Record, key: object) -> object:
    """The value of a key; of one that is not known, what all values have in common."""
    if isinstance(key, str) or (isinstance(key, Size) and key.constant is not None):
        return dict(record.items).get(key, UNKNOWN)
    return join_all(record.held)


def _join_lists(left: List | Each, right: List | Each) -> object:
    if isinstance(left, List) and isinstance(right, List) and len(left) == len(right):
        return List(map(join, left, right))
    return Each(join_all([*items_of(left), *items_of(right)]))


def chained(parts: Sequence[List | Each]) -> List | Each:
    """One list after the other; where some are of open length, one item stands for all."""
    items = [item for part in parts for item in items_of(part)]
    if all(isinstance(part, List) for part in parts):
        return List(items)
    common, length = join_all(items), Size.of(0)
    for part in parts:
        count = part.length if isinstance(part, Each) else Size.of(len(part))
        if count is None:
            return Each(common, parts=tuple(parts))
        length = length + count
    return Each(common, length, parts=tuple(parts))


def items_of(value: tuple[object, ...] | Each) -> tuple[object, ...]:
    """The items that stand for all items of a list or tuple."""
    return (value.item,) if isinstance(value, Each) else tuple(value)


def join_shapes(left: Shape, right: Shape) -> Shape:
    """The shape that covers both."""
    if left is right:
        return left
    if len(left.axes) != len(right.axes) or left.stretch_at != right.stretch_at:
        return unknown_array().shape
    axes = [*map(_join_axes, left.axes, right.axes)]
    same = all(axis is one for axis, one in zip(axes, left.axes, strict=True))
    return left if same else shape_of(axes)


def _join_axes(left: Axis, right: Axis) -> Axis:
    if left is right:
        return left
    if left == right:
        return _on_both_ways(left, right) if isinstance(left, Size) else left
    return Stretch() if isinstance(left, Stretch) else None


def _on_both_ways(one: Size, other: object) -> Size:
    """A size, its symbols as independent as they are on both ways."""
    assert isinstance(other, Size)
    known = {symbol: symbol for symbol in other.symbols}

    def narrowed(symbol: Symbol) -> Size:
        found = known[symbol]
        views, is_axis = symbol.views & found.views, symbol.is_axis and found.is_axis
        return Size.of(replace(symbol, views=views, is_axis=is_axis))

    return (
        one if all(s.views <= known[s].views for s in one.symbols) else one.replace(narrowed) or one
    )


def both(declared: Shape, actual: Shape) -> Shape:
    """The known sizes of two descriptions of one shape."""
    if declared.is_unknown:
        return actual
    if declared.sizes is None or actual.sizes is None or declared.rank != actual.rank:
        return declared if actual.rank is None else actual
    return shape_of(map(agree, actual.sizes, declared.sizes))


def better(declared: object, made: object) -> object:
    """What is known of an attribute from its type and from what it is set to."""
    if isinstance(declared, Array) and isinstance(made, Array):
        return Array(both(declared.shape, made.shape), known_kind(declared.kind, made.kind))
    if isinstance(made, (Size, Record)) or (isinstance(made, Function) and made.is_free):
        return made
    if isinstance(declared, Object) and isinstance(made, Object):
        return made if made.info is declared.info else declared
    if isinstance(made, (Each, List)) and isinstance(declared, Each):
        return made
    if type(made) is tuple and type(declared) is tuple and len(made) == len(declared):
        return tuple(map(better, declared, made))
    return made if declared is UNKNOWN else declared
