"""From a declared type to the value that something of this type is known to be."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mypy.nodes import TypeInfo
from mypy.types import (
    AnyType,
    CallableType,
    Instance,
    LiteralType,
    NoneType,
    Overloaded,
    TupleType,
    Type,
    TypeAliasType,
    TypedDictType,
    TypeType,
    TypeVarType,
    UnionType,
    get_proper_type,
)

from ..bridge.encoding import array_kind, axes_text
from ..shapes import Axis, Shape, Stretch
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, scalar
from .classes import axes_in, is_size_variable
from .joins import join
from .outside import Apart
from .scopes import Scope, shape_in
from .things import ClassObject, Function, Mapping, Object

_CONTAINERS: Final = frozenset(
    f"{module}.{name}"
    for module, names in {
        "builtins": "list tuple set frozenset enumerate reversed",
        "typing": "Sequence MutableSequence Iterable Iterator Collection Generator AbstractSet "
        "Reversible AsyncIterator AsyncIterable AsyncGenerator",
        "collections": "deque",
    }.items()
    for name in names.split()
)
_MAPPINGS: Final = frozenset(
    [
        "builtins.dict",
        "typing.Mapping",
        "typing.MutableMapping",
        "collections.OrderedDict",
        "collections.defaultdict",
    ]
)
_AWAITED: Final = {"typing.Coroutine": 2, "typing.Awaitable": 0}
_SCALARS: Final = {
    "builtins.int": "i", "builtins.float": "f", "builtins.bool": "b", "builtins.complex": "c",
    "numpy.floating": "f", "numpy.integer": "i", "numpy.bool": "b", "numpy.bool_": "b",
    "numpy.complexfloating": "c", "numpy.number": "", "numpy.generic": "",
}  # fmt: skip
INDEX: Final = "interlock.dimensions.Index"


class Blind:
    """The scope of a type that mypy inferred: its names belong to nobody knows which scope."""

    def size(self, name: str) -> Size | None:
        """Unknown."""
        return None

    def stretch(self, name: str) -> tuple[Axis, ...]:
        """Unknown."""
        return (Stretch(),)

    def hole(self, text: str) -> Size | None:
        """Unknown."""
        return None

    def variable(self, variable: TypeVarType) -> object | None:
        """Unknown."""
        return None


BLIND: Final = Blind()


def value_of(typ: Type | None, scope: Scope, label: str = "") -> object:
    """The value of something declared with a type.

    Args:
        typ: The type, with its axes written in it.
        scope: What the axes and type variables stand for.
        label: A name for the object, where the code gives it one of its own.
    """
    if typ is None or (isinstance(typ, TypeAliasType) and typ.is_recursive):
        return UNKNOWN
    proper = get_proper_type(typ)
    if isinstance(typ, TypeAliasType) and isinstance(proper, CallableType):
        scope = Apart(scope, frozenset(axes_in(proper)))
    reader = _READERS.get(type(proper).__name__)
    return UNKNOWN if reader is None else reader(proper, scope, label)


def _union(proper: UnionType, scope: Scope, label: str) -> object:
    items = [item for item in proper.items if not isinstance(get_proper_type(item), NoneType)]
    values = [value_of(item, scope, label) for item in items]
    if not values or any(isinstance(get_proper_type(item), AnyType) for item in items):
        return UNKNOWN
    result = values[0]
    for value in values[1:]:
        result = join(result, value)
    return result


def _literal(proper: LiteralType, scope: Scope, label: str) -> object:
    value = proper.value
    if isinstance(value, (bool, str)):
        return value if proper.fallback.type.fullname != "builtins.bytes" else UNKNOWN
    return Size.of(value) if isinstance(value, int) else UNKNOWN


def _tuple(proper: TupleType, scope: Scope, label: str) -> object:
    info = proper.partial_fallback.type
    if info.fullname != "builtins.tuple":
        return Object(info, (), label)
    is_open = any(type(get_proper_type(item)).__name__ == "UnpackType" for item in proper.items)
    if is_open or not proper.items:  # of the type of `()`, as mypy has it, are all tuples
        return UNKNOWN
    return tuple(value_of(item, scope) for item in proper.items)


def _typed_dictionary(proper: TypedDictType, scope: Scope, label: str) -> object:
    return Object(proper.fallback.type, (), label) if not proper.is_anonymous() else UNKNOWN


def _variable(proper: TypeVarType, scope: Scope, label: str) -> object:
    value = scope.variable(proper)
    if value is not None:
        return value
    if is_size_variable(proper):
        return scalar("i")
    bound = value_of(proper.upper_bound, scope, label)
    return bound if isinstance(bound, (Array, Object)) else UNKNOWN


def _callable(proper: CallableType | Overloaded, scope: Scope, label: str) -> object:
    if isinstance(proper, CallableType) and proper.is_type_obj():
        return ClassObject(proper.type_object())
    return Function(proper, label or "function", scope=scope)


def _type_object(proper: TypeType, scope: Scope, label: str) -> object:
    item = get_proper_type(proper.item)
    return ClassObject(item.type) if isinstance(item, Instance) else UNKNOWN


def _instance(proper: Instance, scope: Scope, label: str) -> object:
    info, name = proper.type, proper.type.fullname
    if name == "numpy.ndarray" or info.has_base("numpy.ndarray"):
        return _array(proper, scope)
    if name == INDEX:
        return _index(proper, scope, label)
    if proper.last_known_value is not None:
        return value_of(proper.last_known_value, scope)
    if info.has_base("numpy.generic") or name in _SCALARS:
        return scalar(_scalar_kind(info))
    if name in _CONTAINERS:
        return Each(value_of(proper.args[0], scope)) if proper.args else UNKNOWN
    if name in _MAPPINGS:
        return Mapping(value_of(proper.args[-1], scope)) if proper.args else UNKNOWN
    if name in _AWAITED:
        return value_of(proper.args[_AWAITED[name]], scope, label) if proper.args else UNKNOWN
    return _object(proper, scope, label)


def _scalar_kind(info: TypeInfo) -> str:
    return next((_SCALARS[base.fullname] for base in info.mro if base.fullname in _SCALARS), "")


def _array(proper: Instance, scope: Scope) -> Array:
    text = axes_text(proper)
    if text is not None:
        return Array(shape_in(text, scope), array_kind(proper) or dtype_kind(proper))
    shape = get_proper_type(proper.args[0]) if proper.args else None
    known = (
        isinstance(shape, TupleType) and shape.partial_fallback.type.fullname == "builtins.tuple"
    )
    if not known or not isinstance(shape, TupleType):
        return Array(Shape.unknown(), dtype_kind(proper))
    sizes = [value_of(item, scope) for item in shape.items]
    axes = tuple(size if isinstance(size, Size) else None for size in sizes)
    return Array(Shape(axes), dtype_kind(proper))


def dtype_kind(proper: Instance) -> str:
    """The kind of numbers that mypy knows to be in an array; "" where that is open."""
    dtype = get_proper_type(proper.args[1]) if len(proper.args) > 1 else None
    if not isinstance(dtype, Instance) or not dtype.args:
        return ""
    item = get_proper_type(dtype.args[0])
    return _scalar_kind(item.type) if isinstance(item, Instance) else ""


def _index(proper: Instance, scope: Scope, label: str) -> object:
    size = value_of(proper.args[0], scope) if proper.args else UNKNOWN
    if not isinstance(size, Size) or not label:
        return scalar("i")
    owner = f"index {label}"
    symbol = Symbol(label, owner, Size.of(0), size - 1, views=frozenset(), is_axis=False)
    return Size.of(symbol)


def _object(proper: Instance, scope: Scope, label: str) -> object:
    sizes: list[tuple[str, Size | None]] = []
    for variable, argument in zip(proper.type.defn.type_vars, proper.args, strict=False):
        if is_size_variable(variable):
            size = value_of(argument, scope)
            sizes.append((variable.name, size if isinstance(size, Size) else None))
    return Object(proper.type, tuple(sizes), label)


def inferred(typ: Type | None) -> object:
    """The value of something whose type mypy inferred: what the type says in every scope."""
    return value_of(typ, BLIND)


_READERS: Final[dict[str, Callable[..., object]]] = {
    "UnionType": _union,
    "LiteralType": _literal,
    "TupleType": _tuple,
    "TypeVarType": _variable,
    "CallableType": _callable,
    "Overloaded": _callable,
    "TypeType": _type_object,
    "TypedDictType": _typed_dictionary,
    "Instance": _instance,
    "NoneType": lambda proper, scope, label: None,
}
