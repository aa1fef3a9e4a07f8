"""Broadcasting with both shapes in the complaint, and results that go into an array."""

from __future__ import annotations

from .. import messages
from ..relations import broadcast, fits
from ..shapes import Shape
from ..values import Array, Complaint
from .arguments import as_array


def elementwise(*operands: object) -> Shape:
    """The shape to which operands broadcast; raises `Complaint` with both shapes in it."""
    shape = as_array(operands[0]).shape
    for operand in operands[1:]:
        other = as_array(operand).shape
        try:
            shape = broadcast(shape, other)
        except Complaint as cause:
            raise Complaint(messages.do_not_broadcast(shape, other, cause)) from None
    return shape


def fitted(shape: Shape, out: object, where: object) -> Shape:
    """The shape of the result, given where it is to be written and which elements are computed."""
    if isinstance(where, Array):
        shape = elementwise(Array(shape), where)
    target = out[0] if isinstance(out, tuple) and len(out) == 1 else out
    return into(shape, target.shape) if isinstance(target, Array) else shape


def into(shape: Shape, target: Shape) -> Shape:
    """The shape of an array that takes up a result; raises `Complaint` where it does not fit in."""
    cause: object = None
    try:
        if fits(target, broadcast(target, shape)) is None:
            return target
    except Complaint as complaint:
        cause = complaint
    raise Complaint(messages.not_taken_up(shape, target, cause))
