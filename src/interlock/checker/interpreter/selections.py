"""Rows that a mask selects: so many as the mask has true elements, whatever is selected by it."""

from __future__ import annotations

from collections.abc import Set
from dataclasses import replace
from typing import Final

from mypy.nodes import Context, Expression, IndexExpr, NameExpr, TupleExpr
from mypy.types import Instance, get_proper_type

from ..rules.places import replaced
from ..shapes import Axis, Shape
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, Slice
from .walk import Walk

_COUNT: Final = "count"
_FINDERS: Final = frozenset(
    f"numpy.{name}"
    for name in ("flatnonzero", "nonzero", "argwhere", "where", "ndarray.nonzero", "unique")
)
_ALSO_COUNTED: Final = {
    "numpy.unique": frozenset({"return_index", "return_inverse", "return_counts", "axis"})
}


def index_of(walk: Walk, node: IndexExpr) -> object:
    """What stands in the brackets; a tuple of open length is an index for no one knows what."""
    index = walk.evaluate(node.index)
    if not isinstance(index, Each):
        return index
    typ = get_proper_type(walk.type_of(node.index))
    is_list = isinstance(typ, Instance) and typ.type.fullname == "builtins.list"
    return index if is_list else UNKNOWN


def with_count(walk: Walk, base: Array, index: object, selected: Array, node: Expression) -> Array:
    """What is selected, the number of its rows being a size of its own."""
    axis, at = _place(index)
    if axis is None or selected.shape.rank is None or len(base.shape.before) <= axis:
        axes = tuple(_kept_apart(axis, base) for axis in selected.shape.axes)
        return Array(Shape(axes), selected.kind)
    if selected.shape.axes[at] is not None:
        return selected
    count = _fewer(_count(walk, base.shape.axes, node), base.shape.axes[axis])
    return Array(replaced(selected.shape, at, count), selected.kind)


def _kept_apart(axis: Axis, base: Array) -> Axis:
    """A number of places found before, which is none of the axes of what they are looked up in."""
    symbols = axis.symbols if isinstance(axis, Size) else frozenset()
    if len(symbols) != 1 or not isinstance(axis, Size):
        return axis
    (symbol,) = symbols
    if symbol.name != _COUNT:
        return axis
    return axis.substitute({symbol: _apart_from(symbol, base.shape.axes)})


def with_counted(
    walk: Walk, name: str, values: list[object], named: Set[str], found: object, node: Context
) -> object:
    """The places of all true elements, or what is different: so many as there are of them."""
    is_asked = name in _FINDERS and named <= _ALSO_COUNTED.get(name, frozenset())
    if not is_asked or len(values) != 1 or not isinstance(values[0], Array):
        return found
    axes = values[0].shape.axes
    if named and axes[:1] == (None,):
        return found
    (symbol,) = walk.fresh(_COUNT, node).symbols
    count = _apart_from(symbol, axes)
    count = _fewer(count, axes[0]) if len(axes) == 1 else count

    def counted(array: object) -> object:
        if not isinstance(array, Array) or array.shape.axes[:1] != (None,):
            return array
        return Array(replaced(array.shape, 0, count), array.kind)

    return tuple(map(counted, found)) if type(found) is tuple else counted(found)


def _apart_from(symbol: Symbol, axes: tuple[Axis, ...]) -> Size:
    """The number of rows, apart from axes that have a name of their own."""
    own = {axis for axis in axes if isinstance(axis, Size)}
    symbols = {s for axis in own for s in axis.symbols if axis == Size.of(s)}
    alike = {s for s in symbols if s.is_axis and s.views}
    before = frozenset[Symbol | int | None]().union(*(s.apart for s in symbols))
    return Size.of(replace(symbol, apart=symbol.apart | alike | before))


def _fewer(count: Size, axis: Axis) -> Size:
    """The number of rows, apart from that of all rows, which a program may give."""
    (symbol,) = count.symbols
    number = axis.constant if isinstance(axis, Size) else None
    return (
        count if number in (None, 0, 1) else Size.of(replace(symbol, apart=symbol.apart | {number}))
    )


def _place(index: object) -> tuple[int | None, int]:
    """The axis along which one mask selects, and where what it selects stands in the result.

    The first is `None` where there is anything else than slices, new axes and single places.
    """
    items = index if type(index) is tuple else (index,)
    masks = [k for k, item in enumerate(items) if _is_mask(item)]
    pickers = [k for k, item in enumerate(items) if _is_mask(item) or _is_place(item)]
    others = all(k in pickers or item is None or isinstance(item, Slice)
                 for k, item in enumerate(items))  # fmt: skip
    if len(masks) != 1 or not others:
        return None, 0
    first, last = pickers[0], pickers[-1]
    together = last - first + 1 == len(pickers)
    return sum(item is not None for item in items[: masks[0]]), first if together else 0


def _is_place(item: object) -> bool:
    number = isinstance(item, Array) and item.kind == "i" and item.shape == Shape()
    return isinstance(item, Size) or number


def _is_mask(item: object) -> bool:
    return isinstance(item, Array) and item.kind == "b" and item.shape.rank == 1


def _mask_in(walk: Walk, index: Expression) -> NameExpr | None:
    """The variable that selects: `mask` in `x[mask]`, `x[:, mask]` and `x[mask, k]`."""
    items = index.items if isinstance(index, TupleExpr) else [index]
    names = [item for item in items if isinstance(item, NameExpr)]
    return next((name for name in names if _is_mask(walk.evaluate(name))), None)


def _count(walk: Walk, axes: tuple[Axis, ...], node: Expression) -> Size:
    """The number of true elements of a mask; the same wherever one variable selects."""
    mask = _mask_in(walk, node.index) if isinstance(node, IndexExpr) else None
    key = None if mask is None else (mask.node, _COUNT)
    known = walk.environment.values.get(key) if key is not None else None
    if not isinstance(known, Size):
        known = walk.fresh(_COUNT, node)
    (symbol,) = known.symbols
    count = _apart_from(symbol, axes)
    if key is not None:
        walk.environment.values[key] = count
    return count
