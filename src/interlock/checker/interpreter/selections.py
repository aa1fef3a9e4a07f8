"""Rows that a mask selects: so many as the mask has true elements, whatever is selected by it."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from mypy.nodes import Expression, IndexExpr, NameExpr

from ..rules.places import replaced
from ..shapes import Axis
from ..sizes import Size
from ..values import Array, Slice
from .walk import Walk

_COUNT: Final = "count"


def with_count(walk: Walk, base: Array, index: object, selected: Array, node: Expression) -> Array:
    """What is selected, the number of its rows being a size of its own."""
    at = _place(index)
    if at is None or selected.shape.rank is None or len(base.shape.before) <= at:
        return selected
    if selected.shape.axes[at] is not None:
        return selected
    count = _count(walk, base.shape.axes, node)
    return Array(replaced(selected.shape, at, count), selected.kind)


def _place(index: object) -> int | None:
    """The axis along which one mask selects; `None` where there is anything else."""
    items = index if type(index) is tuple else (index,)
    masks = [k for k, item in enumerate(items) if _is_mask(item)]
    others = all(isinstance(item, Slice) or _is_mask(item) for item in items)
    return masks[0] if len(masks) == 1 and others else None


def _is_mask(item: object) -> bool:
    return isinstance(item, Array) and item.kind == "b" and item.shape.rank == 1


def _count(walk: Walk, axes: tuple[Axis, ...], node: Expression) -> Size:
    """The number of true elements of a mask; the same wherever one variable selects."""
    own = {axis for axis in axes if isinstance(axis, Size)}
    apart = frozenset(
        s for axis in own for s in axis.symbols if axis == Size.of(s) and s.is_axis and s.views
    )
    mask = node.index if isinstance(node, IndexExpr) else None
    key = (mask.node, _COUNT) if isinstance(mask, NameExpr) else None
    known = walk.environment.values.get(key) if key is not None else None
    if not isinstance(known, Size):
        known = walk.fresh(_COUNT, node)
    (symbol,) = known.symbols
    count = Size.of(replace(symbol, apart=symbol.apart | apart))
    if key is not None:
        walk.environment.values[key] = count
    return count
