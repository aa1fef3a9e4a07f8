"""What is wrong with a shape that was declared, and what became of one."""

from __future__ import annotations

from typing import Final

from ..relations import Mismatch, Where
from .indices import NUMBERS


def argument_differs(argument: str, function: str, mismatch: Mismatch) -> str:
    return f'Argument "{argument}" of "{function}" {_has_not_the_shape(mismatch)}'


def argument_is(argument: str, function: str, kind: str, asked: str) -> str:
    return f'Argument "{argument}" of "{function}" is {kind}; expected {asked}'


def is_no_operand(kind: str) -> str:
    return f'"matmul": an operand is {kind}; expected an array'


def result_differs(function: str, mismatch: Mismatch) -> str:
    return f'Result of "{function}" {_has_not_the_shape(mismatch)}'


def value_differs(target: str, mismatch: Mismatch) -> str:
    return f'Value of "{target}" {_has_not_the_shape(mismatch)}'


def _has_not_the_shape(mismatch: Mismatch) -> str:
    if mismatch.kinds is not None:
        holds, expected = (NUMBERS[kind] for kind in mismatch.kinds)
        return f"holds {holds}; expected {expected}"
    where = " and ".join(map(_meaning, mismatch.where))
    condition = f" where {where}" if where else ""
    return f"has shape {mismatch.actual}; expected {mismatch.expected}{condition}"


def _meaning(where: Where) -> str:
    source = f' (from argument "{where.source}")' if where.source else ""
    return f"{where.name} is {where.value}{source}"


def is_called_so(function: str, caller: str) -> str:
    place = f'in "{caller}"' if caller else "at the top level"
    return f'"{function}" is called with these sizes {place}'


def revealed(shape: object) -> str:
    return f'Revealed shape is "{shape}"'


def shape_lost(operation: str) -> str:
    return f'The shape is lost in "{operation}"'


def cannot_unpack(shape: object, count: int) -> str:
    return f"an array of shape {shape} does not unpack into {count} values"


def values_differ(given: int, wanted: int) -> str:
    return f"{given} values do not unpack into {wanted}"


def layers_do_not_fit(place: int, gives: str, takes: str) -> str:
    return f"Layers do not fit: layer {place} gives {gives}, layer {place + 1} takes {takes}"


RESULT: Final = "the result"


def annotate(name: str, owner: str, annotation: str) -> str:
    what = name if name == RESULT else f'"{name}"'
    return f'Annotate {what} of "{owner}" as {annotation}'
