"""Names and attributes: variables, functions, classes, fields and methods."""

from __future__ import annotations

from typing import Final

from mypy.nodes import (
    Decorator,
    Expression,
    FuncDef,
    MemberExpr,
    MypyFile,
    NameExpr,
    Node,
    OverloadedFuncDef,
    SuperExpr,
    SymbolNode,
    TypeAlias,
    TypeInfo,
    Var,
)
from mypy.types import (
    CallableType,
    Instance,
    Overloaded,
    Type,
    TypeVarType,
    UnionType,
    get_proper_type,
)

from ..bridge.encoding import is_array
from ..registry import RULES
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Complaint, Each, List, Sizes, scalar
from ..values import Named as NamedTuple
from .classes import size_parameters
from .declared import BLIND, inferred, value_of
from .environment import both
from .scopes import Outside, OwnFields, Scope
from .things import BoundRule, ClassObject, Function, ListMethod, Mapping, Named, Object, Record
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
_CONSTANTS: Final = {"builtins.True": True, "builtins.False": False, "builtins.None": None,
                     "numpy.newaxis": None, "builtins.Ellipsis": ...}  # fmt: skip
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
_TRANSPARENT: Final = frozenset(
    [
        "shaped",
        "jaxtyped",
        "beartype",
        "jit",
        "njit",
        "jitted",
        "wraps",
        "cache",
        "lru_cache",
        "typechecked",
        "final",
        "override",
        "no_grad",
        "staticmethod",
        "classmethod",
        "property",
        "cached_property",
        "abstractmethod",
    ]
)
SELF: Final = "self"


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
    if node.fullname in _CONSTANTS:
        return _CONSTANTS[node.fullname]
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
    if fullname in _CONSTANTS or canonical(fullname) in _CONSTANTS:
        return _CONSTANTS.get(fullname, _CONSTANTS.get(canonical(fullname)))
    if fullname.startswith(_RULED) and canonical(fullname) in RULES:
        return Named(canonical(fullname))
    if isinstance(node.final_value, int) and not isinstance(node.final_value, bool):
        return Size.of(node.final_value)
    value = walk.globals(node)
    return value if value is not UNKNOWN else inferred(walk.type_of(expression))


def _narrowed(walk: Walk, node: Var, value: object, expression: Expression) -> object:
    """A parameter of several types where mypy has narrowed it to its one kind of array."""
    declared = get_proper_type(node.type)
    if not isinstance(declared, UnionType) or walk.entry.get(node.name) is not value:
        return value
    arrays = [item for item in map(get_proper_type, declared.items) if is_array(item)]
    typ = get_proper_type(walk.type_of(expression))
    if typ is None or not is_array(typ) or len(arrays) != 1:
        return value
    return value_of(arrays[0], walk.scope, node.name)


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


def function_of(walk: Walk, node: Node | None) -> object:
    """The function that a definition gives, decorated or not."""
    typ = signature_of(node)
    if typ is None:
        return UNKNOWN
    assert isinstance(node, SymbolNode)
    return Function(typ, node.name, node.fullname, owner=defining_class(node))


def signature_of(node: Node | None) -> CallableType | Overloaded | None:
    """The declared signature of a function, through the decorators that keep it."""
    if isinstance(node, Decorator):
        return _decorated(node)
    typ = get_proper_type(node.type) if isinstance(node, (FuncDef, OverloadedFuncDef)) else None
    return typ if isinstance(typ, (CallableType, Overloaded)) else None


def _decorated(node: Decorator) -> CallableType | Overloaded | None:
    typ = get_proper_type(node.var.type)
    if isinstance(typ, (CallableType, Overloaded)):
        return typ
    names = [_decorator_name(decorator) for decorator in node.original_decorators]
    own = get_proper_type(node.func.type)
    return own if isinstance(own, CallableType) and all(n in _TRANSPARENT for n in names) else None


def _decorator_name(decorator: Expression) -> str:
    callee = getattr(decorator, "callee", decorator)
    return getattr(callee, "name", "")


@handles(MemberExpr)
def member(walk: Walk, node: MemberExpr) -> object:
    """An attribute of a value, or a name of a module."""
    if node.node is not None and (isinstance(node.node, (MypyFile, TypeInfo)) or _of_module(node)):
        if node.fullname in _CONSTANTS or canonical(node.fullname) in _CONSTANTS:
            return _CONSTANTS.get(node.fullname, _CONSTANTS.get(canonical(node.fullname)))
        return meaning(walk, node.node, node)
    receiver = walk.evaluate(node.expr)
    key = path_of(node)
    if key is not None and key in walk.environment.values:
        return bounded(walk, walk.environment.values[key])
    value = attribute(walk, receiver, node.name, path_of(node.expr))
    return value if value is not UNKNOWN else inferred(walk.type_of(node))


def _of_module(node: MemberExpr) -> bool:
    return isinstance(getattr(node.expr, "node", None), MypyFile)


def path_of(node: Expression) -> object | None:
    """The key of a variable or of an attribute reached from one; `None` for everything else."""
    if isinstance(node, NameExpr):
        return node.node if isinstance(node.node, Var) else None
    if isinstance(node, MemberExpr) and not _of_module(node):
        root = path_of(node.expr)
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
    signature = signature_of(symbol.node) if symbol is not None else None
    if signature is None or symbol is None or symbol.node is None:
        return UNKNOWN
    bound = is_classmethod(symbol.node)
    holder = ClassObject(receiver.info) if bound else None
    owner = defining_class(symbol.node)
    return Function(signature, name, symbol.node.fullname, holder, owner, drops_first=bound)


def is_classmethod(node: SymbolNode) -> bool:
    """Whether a method is bound to the class."""
    inner = node.func if isinstance(node, Decorator) else node
    return bool(getattr(inner, "is_class", False))


def is_static(node: SymbolNode) -> bool:
    """Whether a method is bound to nothing."""
    inner = node.func if isinstance(node, Decorator) else node
    return bool(getattr(inner, "is_static", False))


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
        made = _made(walk, thing, node, scope)
        return made if isinstance(made, Size) else better(_field(walk, thing, node, known), made)
    signature = signature_of(node)
    if _is_property(node):
        own = node.func.type if isinstance(node, Decorator) else None
        typ = get_proper_type(own)
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
    made = walk.made(node.info) if defining_class(node) is not None else None
    if made is None:
        return UNKNOWN
    return made.of(thing, node.name, scope.size, walk.scope.views_of_number)


def better(declared: object, made: object) -> object:
    """What is known of an attribute from its type and from what it is set to."""
    if isinstance(declared, Array) and isinstance(made, Array):
        return Array(both(declared.shape, made.shape), declared.kind or made.kind)
    if isinstance(made, Record):
        return made
    if isinstance(declared, Object) and isinstance(made, Object):
        return made if made.info is declared.info else declared
    if isinstance(made, (Each, List)) and isinstance(declared, Each):
        return made
    if type(made) is tuple and type(declared) is tuple and len(made) == len(declared):
        return tuple(map(better, declared, made))
    return made if declared is UNKNOWN else declared


def _is_property(node: SymbolNode) -> bool:
    if isinstance(node, Decorator):
        return node.var.is_property or bool(getattr(node.func, "is_property", False))
    return isinstance(node, OverloadedFuncDef) and node.is_property


def _label(thing: Object, name: str) -> str:
    return f"{thing.label}.{name}" if thing.label else ""


def _field(walk: Walk, thing: Object, node: Var, scope: Scope) -> object:
    name, typ = node.name, node.type
    label = _label(thing, name)
    value = value_of(typ, scope, label)
    known = dict(thing.sizes).get(f".{name}")
    if known is not None and value == scalar("i"):
        return known
    if value == scalar("i") and thing.label and not isinstance(get_proper_type(typ), TypeVarType):
        owner = f"{thing.info.fullname}.{thing.label}"
        views = walk.scope.views_of_number(owner, label)
        views -= {owner} if _is_set_in_sight(walk, node) else set()
        return Size.of(Symbol(label, owner, views=views, is_axis=False))
    return value


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
            signature = signature_of(found)
            if signature is not None and found is not None:
                thing = Object(info, own_sizes(walk, info), SELF)
                return Function(signature, node.name, found.fullname, thing, base, drops_first=True)
    return UNKNOWN


def own_sizes(walk: Walk, info: TypeInfo) -> tuple[tuple[str, Size | None], ...]:
    """The size parameters of a class as its own methods see them."""
    names = dict.fromkeys(size_parameters(info).values())
    return tuple((name, walk.scope.size(name)) for name in names)
