"""Things of another kind than the one declared for them, where mypy takes them for `Any`."""

from __future__ import annotations

from typing import Final

from mypy.nodes import Expression
from mypy.types import AnyType, Instance, Type, UnionType, get_proper_type

from ..bridge.encoding import is_array
from ..shapes import Shape
from ..sizes import Size
from ..values import ANYTHING, Array, List
from .classes import subclasses
from .things import Mapping, Object, Record
from .walk import Walk

_NAMES: Final = (
    "init post_init repr str call doc slots eq ne lt le gt ge hash module bool new enter exit "
    "dataclass_fields match_args replace init_subclass annotations getstate setstate reduce"
)
_PLAIN: Final = frozenset(f"__{name}__" for name in _NAMES.split())
"""Methods that make an object neither a sequence nor an operand."""
_NUMBERS: Final = ("builtins.int", "builtins.float", "builtins.bool", "builtins.complex")
_CONTAINERS: Final = {
    "builtins.list": ("a list", "a tuple"),
    "builtins.tuple": ("a list", "a tuple"),
    "builtins.dict": ("a dictionary",),
    "builtins.str": ("a string",),
}


def of_another_kind(
    walk: Walk, typ: Type, value: object, node: Expression
) -> tuple[str, str] | None:
    """What a value is and what was asked for, where it certainly is something else.

    Where mypy knows the type of the expression, it speaks for itself.
    """
    kind = kind_of(value)
    if not kind or not is_unseen(walk, node):
        return None
    return (kind, _asked(typ)) if _refuses(walk, typ, value) else None


def is_unseen(walk: Walk, node: Expression) -> bool:
    """Whether mypy says nothing of an expression: it is `Any`, or stands in an untyped body."""
    function, known = walk.scope.function, get_proper_type(walk.type_of(node))
    if function is not None and function.is_dynamic() and not walk.target.checks_untyped:
        return True
    return known is None or isinstance(known, AnyType)


def is_no_operand(walk: Walk, value: object) -> bool:
    """Whether no matrix product takes a thing: a dictionary, a plain object."""
    if isinstance(value, (Record, Mapping)):
        return True
    if not isinstance(value, Object) or value.info.metaclass_type is not None:
        return False
    bases = [base.fullname for base in value.info.mro[:-1]]
    own = f"{walk.target.tree.fullname}."
    if not all(name.startswith((own, "numpy.random.")) for name in bases):
        return False
    names = {name for base in value.info.mro[:-1] for name in base.names}
    odd = {name for name in names if name.startswith("__") and name.endswith("__")} - _PLAIN
    return not odd and not _may_be_of_subclass(walk, value)


def _may_be_of_subclass(walk: Walk, thing: Object) -> bool:
    """Whether the object may be one of a class below that of the module."""
    return not thing.place and bool(subclasses(walk.target.tree, thing.info))


def kind_of(value: object) -> str:
    """What a value is, in words; nothing where that is not certain."""
    if isinstance(value, (Record, Mapping)):
        return "a dictionary"
    if isinstance(value, Object):
        return f'of the class "{value.info.name}"'
    if isinstance(value, Array):
        is_open = value.shape.rank is None or (
            value.shape == Shape() and value.kind in ("", ANYTHING)
        )
        return "" if is_open else "an array" if value.shape.rank else "a number"
    kinds = {Size: "a number", str: "a string", List: "a list", tuple: "a tuple"}
    return kinds.get(type(value), "")


def _asked(typ: Type) -> str:
    proper = get_proper_type(typ)
    if is_array(proper):
        return "an array"
    return f'"{proper.type.name}"' if isinstance(proper, Instance) else "something else"


def _refuses(walk: Walk, typ: Type, value: object) -> bool:
    proper = get_proper_type(typ)
    if isinstance(proper, UnionType):
        return all(_refuses(walk, item, value) for item in proper.items)
    if not isinstance(proper, Instance) or proper.type.is_protocol:
        return False
    if isinstance(value, Object):
        apart = proper.type not in value.info.mro and value.info not in proper.type.mro
        return apart and _is_of_one_kind(walk, proper)
    if is_array(proper) or proper.type.fullname in _NUMBERS:
        return not isinstance(value, (Array, Size))  # which of them are told apart by their axes
    if proper.type.fullname in _CONTAINERS:
        return kind_of(value) not in _CONTAINERS[proper.type.fullname]
    return _is_of_one_kind(walk, proper)


def _is_of_one_kind(walk: Walk, proper: Instance) -> bool:
    """Whether nothing but objects of a class, and of those below it, are of its type."""
    name = proper.type.fullname
    own = name.startswith(f"{walk.target.tree.fullname}.")
    plain = own and proper.type.metaclass_type is None and not proper.type.is_newtype
    builtin = name in (*_NUMBERS, *_CONTAINERS) or is_array(proper)
    return plain or builtin or name.startswith("numpy.random.")
