"""`network(a, b, ...)` of any number of layers: what each gives is what the next one takes."""

from __future__ import annotations

from typing import Final

from mypy.maptype import map_instance_to_supertype
from mypy.nodes import ARG_POS, Expression
from mypy.plugin import FunctionContext, FunctionSigContext
from mypy.types import (
    AnyType,
    FunctionLike,
    Instance,
    LiteralType,
    ProperType,
    Type,
    TypeOfAny,
    TypeVarType,
    get_proper_type,
)

from .. import messages
from .codes import SHAPE

NETWORK: Final = "interlock.linking.network"
MODULE: Final = "interlock.module.Module"


def loosen(context: FunctionSigContext) -> FunctionLike:
    """Let mypy take any layers: whether they fit is said by `link`, in words about layers."""
    signature = context.default_signature
    anything = context.api.named_generic_type("builtins.object", [])
    return signature.copy_modified(arg_types=[anything] * len(signature.arg_types))


def link(context: FunctionContext) -> Type:
    """The network's own type; two neighbours that do not fit are reported at the second."""
    expressions = [part for group in context.args for part in group]
    layers = [get_proper_type(part) for group in context.arg_types for part in group]
    starred = any(kind != ARG_POS for kinds in context.arg_kinds for kind in kinds)
    sizes = [_sizes(layer) for layer in layers]
    network = get_proper_type(context.default_return_type)
    if not isinstance(network, Instance):
        return context.default_return_type
    known = [pair for pair in sizes if pair is not None]
    if starred or len(known) != len(sizes):
        return network.copy_modified(args=[AnyType(TypeOfAny.special_form)] * len(network.args))
    _complain(context, known, expressions)
    return network.copy_modified(args=[known[0][0], known[-1][1]])


def _complain(
    context: FunctionContext, sizes: list[tuple[ProperType, ProperType]], layers: list[Expression]
) -> None:
    for place in range(1, len(sizes)):
        gives, takes = sizes[place - 1][1], sizes[place][0]
        if _differ(gives, takes):
            text = messages.layers_do_not_fit(place, _spell(gives), _spell(takes))
            context.api.fail(text, layers[place], code=SHAPE)


def _sizes(layer: ProperType) -> tuple[ProperType, ProperType] | None:
    bases = layer.type.mro if isinstance(layer, Instance) else []
    for base in bases:
        if base.fullname == MODULE and isinstance(layer, Instance):
            taken, given = map(_size, map_instance_to_supertype(layer, base).args)
            return taken, given
    return None


def _size(written: Type) -> ProperType:
    proper = get_proper_type(written)
    if isinstance(proper, Instance) and proper.last_known_value is not None:
        return proper.last_known_value
    return proper


def _differ(gives: ProperType, takes: ProperType) -> bool:
    """Whether two sizes are unlike; an `int` is like an `int` alone, as in any other link."""
    return gives != takes and _is_size(gives) and _is_size(takes)


def _is_size(given: ProperType) -> bool:
    return isinstance(given, (Instance, LiteralType, TypeVarType))


def _spell(size: ProperType) -> str:
    if isinstance(size, LiteralType):
        return str(size.value)
    return size.type.name if isinstance(size, Instance) else str(size)
