"""Attributes: fields, properties and methods of values; names of a module."""

from __future__ import annotations

from typing import Final

from mypy.nodes import (
    Decorator,
    Expression,
    MemberExpr,
    MypyFile,
    NameExpr,
    SuperExpr,
    TypeInfo,
    Var,
)
from mypy.types import (
    CallableType,
    Instance,
    Type,
    TypeVarType,
    get_proper_type,
)

from ..registry import RULES
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Complaint, Each, List, Sizes, scalar
from ..values import Named as NamedTuple
from .classes import size_parameters
from .constants import class_value
from .declared import BLIND, inferred, value_of
from .definitions import is_classmethod, is_property, is_static, signature_of
from .joins import better
from .lasting import lasting_field
from .names import CONSTANTS, bounded, canonical, meaning
from .outside import Outside
from .properties import of_untyped, size_given
from .scopes import OwnFields, OwnProperties, Scope
from .things import (
    BoundRule,
    Cell,
    ClassObject,
    Function,
    ListMethod,
    Mapping,
    Named,
    Object,
    Record,
)
from .walk import Walk, defining_class, handles

ATTRIBUTES: Final = frozenset(
    [
        "T",
        "mT",
        "shape",
        "size",
        "ndim",
        "nbytes",
        "itemsize",
        "real",
        "imag",
        "flat",
        "dtype",
        "strides",
    ]
)


SELF: Final = "self"


@handles(MemberExpr)
def member(walk: Walk, node: MemberExpr) -> object:
    """An attribute of a value, or a name of a module."""
    if node.node is not None and (isinstance(node.node, (MypyFile, TypeInfo)) or _of_module(node)):
        if node.fullname in CONSTANTS or canonical(node.fullname) in CONSTANTS:
            return CONSTANTS.get(node.fullname, CONSTANTS.get(canonical(node.fullname)))
        return meaning(walk, node.node, node)
    receiver = walk.evaluate(node.expr)
    key = path_of(walk, node)
    if isinstance(receiver, Object) and receiver.place:
        key = Cell(receiver.place, node.name)
    known = walk.environment.values.get(key, UNKNOWN) if key is not None else UNKNOWN
    if known is not UNKNOWN or (isinstance(key, tuple) and key in walk.environment.values):
        return bounded(walk, known)
    if isinstance(key, Cell) and key in walk.environment.values:
        return _said_of(walk, receiver, node)  # it was changed to something
    value = attribute(walk, receiver, node.name, path_of(walk, node.expr))
    if value is UNKNOWN and isinstance(receiver, Object):
        value = of_untyped(walk, receiver, node)
    return value if value is not UNKNOWN else _said_of(walk, receiver, node)


def _said_of(walk: Walk, receiver: object, node: MemberExpr) -> object:
    """What mypy knows of an attribute."""
    value = inferred(walk.type_of(node))
    symbol = receiver.info.get(node.name) if isinstance(receiver, Object) else None
    field = symbol.node if symbol is not None else None
    return lasting_field(field, value) if isinstance(field, Var) else value


def _of_module(node: MemberExpr) -> bool:
    return isinstance(getattr(node.expr, "node", None), MypyFile)


def path_of(walk: Walk, node: Expression) -> object | None:
    """The key of a variable or of an attribute reached from one; `None` for everything else."""
    if isinstance(node, NameExpr):
        return node.node if isinstance(node.node, Var) else None
    if isinstance(node, MemberExpr) and not _of_module(node):
        root = path_of(walk, node.expr)
        owner = walk.environment.values.get(root) if root is not None else None
        if isinstance(owner, Object) and owner.place:
            return Cell(owner.place, node.name)
        if isinstance(root, tuple):
            return (*root, node.name)
        return None if root is None else (root, node.name)
    return None


def attribute(walk: Walk, receiver: object, name: str, key: object = None) -> object:
    """An attribute of a value: a field, a property, or a method bound to it."""
    if isinstance(receiver, (Array, Sizes, Size)):
        return _array_attribute(receiver, name)
    if isinstance(receiver, NamedTuple):
        return receiver.named(name)
    if isinstance(receiver, Object):
        return member_of(walk, receiver, name)
    if isinstance(receiver, str) and f"builtins.str.{name}" in RULES:
        return BoundRule(f"builtins.str.{name}", receiver)
    if isinstance(receiver, Named):
        return _named_attribute(receiver, name)
    if isinstance(receiver, ClassObject):
        return _class_attribute(walk, receiver, name)
    if isinstance(receiver, (List, Each, Record, Mapping)):
        return ListMethod(key, name, receiver)
    return UNKNOWN


def _array_attribute(receiver: object, name: str) -> object:
    fullname = f"numpy.ndarray.{name}"
    rule = RULES.get(fullname)
    if name in ATTRIBUTES:
        try:
            return rule(receiver) if rule is not None else UNKNOWN
        except Complaint:
            return UNKNOWN
    return BoundRule(fullname, receiver)


def _named_attribute(receiver: Named, name: str) -> object:
    fullname = f"{receiver.fullname}.{name}"
    if fullname in RULES:
        return Named(fullname)
    return BoundRule(f"numpy.ufunc.{name}", receiver)


def _class_attribute(walk: Walk, receiver: ClassObject, name: str) -> object:
    symbol = receiver.info.get(name)
    if symbol is not None and isinstance(symbol.node, Var):
        return class_value(walk, Object(receiver.info, place=-1), symbol.node)
    signature = signature_of(walk, symbol.node) if symbol is not None else None
    if signature is None or symbol is None or symbol.node is None:
        return UNKNOWN
    bound = is_classmethod(symbol.node)
    holder = ClassObject(receiver.info) if bound else None
    owner = defining_class(symbol.node)
    return Function(signature, name, symbol.node.fullname, holder, owner, drops_first=bound)


def scope_of(walk: Walk, thing: Object, base: TypeInfo) -> Scope:
    """What the axes of a class mean for one of its objects; for `self`, in the body."""
    if thing.label == SELF and not (set(size_parameters(base)) - set(walk.scope.parameters)):
        return OwnFields(walk.scope)
    if thing.label and thing.label == walk.scope.linked:
        return OwnFields(walk.scope)
    return Outside(thing, base)


def member_of(walk: Walk, thing: Object, name: str) -> object:
    """A field, property or method of an object."""
    symbol = thing.info.get(name)
    node = symbol.node if symbol is not None else None
    base = defining_class(node)
    if thing.info.fullname == "numpy.random.mtrand.RandomState":
        return Named(f"numpy.random.{name}")
    if node is None or base is None:
        return BoundRule(canonical(f"{thing.info.fullname}.{name}"), thing)
    if thing.info.fullname.startswith("numpy."):
        return BoundRule(canonical(f"{thing.info.fullname}.{name}"), thing)
    scope = scope_of(walk, thing, base)
    if isinstance(node, Var):
        known = scope if walk.scope.attributes.has_shape(node) else BLIND
        constant = class_value(walk, thing, node)
        if constant is not UNKNOWN:
            return constant
        field = _field(walk, thing, node, known)
        return better(field, _made(walk, thing, node, scope))
    signature = signature_of(walk, node)
    if is_property(node):
        size = size_given(walk, thing, name)
        if size is not None:
            return size
        own = node.func.type if isinstance(node, Decorator) else None
        typ = get_proper_type(own)
        if isinstance(scope, OwnFields):
            scope = OwnProperties(scope.body, f"properties of {thing.info.fullname} {thing.label}")
        return (
            value_of(typ.ret_type, scope, _label(thing, name))
            if isinstance(typ, CallableType)
            else UNKNOWN
        )
    if signature is None:
        return UNKNOWN
    return Function(signature, name, node.fullname, thing, base, drops_first=not is_static(node))


def _made(walk: Walk, thing: Object, node: Var, scope: Scope) -> object:
    """What the constructor makes of an attribute, where nothing makes it something else."""
    makers = map(walk.made, (thing.info, node.info) if defining_class(node) is not None else ())
    made = next((one for one in makers if one is not None and node.name in one.values), None)
    if made is None:
        return UNKNOWN
    return made.of(thing, node.name, scope.size, walk.scope.views_of_number)


def _label(thing: Object, name: str) -> str:
    return f"{thing.label}.{name}" if thing.label else ""


def _field(walk: Walk, thing: Object, node: Var, scope: Scope) -> object:
    name, typ = node.name, node.type
    if _is_descriptor(typ):
        return UNKNOWN
    label = _label(thing, name)
    value = lasting_field(node, value_of(typ, scope, label))
    known = _kept_by(walk, thing, node)
    if known is not None and value == scalar("i"):
        return known
    if value == scalar("i") and thing.label and not isinstance(get_proper_type(typ), TypeVarType):
        owner = f"{thing.info.fullname}.{thing.label}"
        views = walk.scope.views_of_number(owner, label)
        views -= {owner} if _is_set_in_sight(walk, node) else set()
        return Size.of(Symbol(label, owner, views=views, is_axis=False))
    return value


def _kept_by(walk: Walk, thing: Object, node: Var) -> Size | None:
    """The number that a generated constructor has put into a field; nothing is seen to set it."""
    made = walk.made(node.info)
    if thing.given.constructor != thing.info.fullname or (made is not None and made.is_own):
        return None
    return thing.given.size_of(node.name)


def _is_descriptor(typ: Type | None) -> bool:
    """Whether what stands in the class says itself what its objects have."""
    proper = get_proper_type(typ)
    return isinstance(proper, Instance) and proper.type.has_readable_member("__get__")


def _is_set_in_sight(walk: Walk, node: Var) -> bool:
    """Whether the constructor was looked into, and did not say which number an attribute is."""
    made = walk.made(node.info)
    return made is not None and made.constructor is not None


@handles(SuperExpr)
def super_member(walk: Walk, node: SuperExpr) -> object:
    """`super().method`: the method of the next base, for the same object."""
    info = node.info
    if info is None:
        return UNKNOWN
    for base in info.mro[1:]:
        if node.name in base.names:
            found = base.names[node.name].node
            signature = signature_of(walk, found)
            if signature is not None and found is not None:
                thing = own_object(walk, info)
                return Function(signature, node.name, found.fullname, thing, base, drops_first=True)
    return UNKNOWN


def own_object(walk: Walk, info: TypeInfo) -> Object:
    """The object whose method the body is."""
    function = walk.scope.function
    own = function.arguments[0].variable.name if function and function.arguments else ""
    known = walk.entry.get(own)
    if isinstance(known, Object) and known.place:
        return known
    return Object(info, own_sizes(walk, info), SELF)


def own_sizes(walk: Walk, info: TypeInfo) -> tuple[tuple[str, Size | None], ...]:
    """The size parameters of a class as its own methods see them."""
    names = dict.fromkeys(size_parameters(info).values())
    return tuple((name, walk.scope.size(name)) for name in names)
