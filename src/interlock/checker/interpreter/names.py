"""Names: what a variable holds, and what a name of a module means."""

from __future__ import annotations

from typing import Final

from mypy.nodes import (
    Decorator,
    Expression,
    FuncDef,
    MemberExpr,
    NameExpr,
    OverloadedFuncDef,
    SymbolNode,
    TypeAlias,
    TypeInfo,
    Var,
)
from mypy.types import (
    Instance,
    UnionType,
    get_proper_type,
)

from ..bridge.encoding import is_array
from ..registry import RULES
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, known_kind
from .declared import inferred, value_of
from .definitions import function_of
from .joins import both
from .lasting import lasting
from .things import ClassObject, Named
from .walk import Walk, handles

CONSTANTS: Final[dict[str, object]] = {
    "builtins.True": True,
    "builtins.False": False,
    "builtins.None": None,
    "numpy.newaxis": None,
    "builtins.Ellipsis": ...,
}
_RULED: Final = (
    "numpy.",
    "builtins.",
    "einops.",
    "scipy.",
    "math.",
    "functools.",
    "itertools.",
    "_operator.",
    "operator.",
)


def canonical(fullname: str) -> str:
    """The public name of something of NumPy's: `numpy._core.fromnumeric.sum` is `numpy.sum`."""
    parts = fullname.split(".")
    if parts[0] != "numpy":
        return fullname
    public = [
        part
        for part in parts[1:-1]
        if part in ("linalg", "random", "fft", "stride_tricks", "ndarray", "Generator", "ufunc")
    ]
    if public == ["random", "Generator"]:
        return f"numpy.random.Generator.{parts[-1]}"
    if public[-1:] == ["ndarray"]:
        return f"numpy.ndarray.{parts[-1]}"
    if "stride_tricks" in public or parts[-1] in ("sliding_window_view", "as_strided"):
        return f"numpy.lib.stride_tricks.{parts[-1]}"
    return ".".join(["numpy", *public[:1], parts[-1]])


@handles(NameExpr)
def name(walk: Walk, node: NameExpr) -> object:
    """A variable, or what a name of the module means."""
    if node.fullname in CONSTANTS:
        return CONSTANTS[node.fullname]
    return meaning(walk, node.node, node)


def meaning(walk: Walk, node: SymbolNode | None, expression: NameExpr | MemberExpr) -> object:
    """The value of a name that is bound to a node."""
    if isinstance(node, Var):
        return _variable(walk, node, expression)
    fullname = node.fullname if node is not None else ""
    if canonical(fullname) in RULES or fullname.startswith(_RULED):
        return Named(canonical(fullname))
    if isinstance(node, TypeInfo):
        return ClassObject(node)
    if isinstance(node, TypeAlias):
        target = get_proper_type(node.target)
        return ClassObject(target.type) if isinstance(target, Instance) else UNKNOWN
    if isinstance(node, (FuncDef, OverloadedFuncDef, Decorator)):
        known = walk.environment.values.get(node)
        return known if known is not None else function_of(walk, node)
    return inferred(walk.type_of(expression))


def _variable(walk: Walk, node: Var, expression: NameExpr | MemberExpr) -> object:
    value = _narrowed(walk, node, walk.environment.values.get(node, UNKNOWN), expression)
    if value is not UNKNOWN:
        return bounded(walk, value)
    fullname = node.fullname or ""
    if fullname in CONSTANTS or canonical(fullname) in CONSTANTS:
        return CONSTANTS.get(fullname, CONSTANTS.get(canonical(fullname)))
    if fullname.startswith(_RULED) and canonical(fullname) in RULES:
        return Named(canonical(fullname))
    if isinstance(node.final_value, int) and not isinstance(node.final_value, bool):
        return Size.of(node.final_value)
    if node.name == "__name__" and fullname == f"{walk.target.tree.fullname}.__name__":
        return "__main__"
    value = walk.globals(node)
    return value if value is not UNKNOWN else lasting(node, inferred(walk.type_of(expression)))


def _narrowed(walk: Walk, node: Var, value: object, expression: Expression) -> object:
    """A parameter of several types where mypy has narrowed it to its one kind of array."""
    declared = get_proper_type(node.type)
    if not isinstance(declared, UnionType) or walk.entry.get(node.name) is not value:
        return value
    arrays = [item for item in map(get_proper_type, declared.items) if is_array(item)]
    typ = get_proper_type(walk.type_of(expression))
    if typ is None or not is_array(typ) or len(arrays) != 1:
        return value
    known = value_of(arrays[0], walk.scope, node.name)
    if isinstance(known, Array) and isinstance(value, Array):
        return Array(both(known.shape, value.shape), known_kind(known.kind, value.kind))
    return known


def bounded(walk: Walk, value: object) -> object:
    """The value; where a condition is not understood, an index is not known to reach its bounds."""
    if walk.uncertain and isinstance(value, Size) and any(s.is_index for s in value.symbols):
        return unbounded(value)
    return value


def unbounded(size: Size) -> Size:
    """A size whose indices have no bounds."""
    symbols = {
        s: Size.of(Symbol(s.name, s.owner, views=frozenset(), is_axis=False))
        for s in size.symbols
        if s.is_index
    }
    return size.substitute(symbols)
