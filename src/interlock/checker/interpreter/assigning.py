"""Assignment: to names, attributes, items, and several at once."""

from __future__ import annotations

from dataclasses import replace

from mypy.nodes import (
    Decorator,
    Expression,
    IndexExpr,
    ListExpr,
    MemberExpr,
    NameExpr,
    OverloadedFuncDef,
    StarExpr,
    TupleExpr,
    Var,
)
from mypy.types import Instance, Type, get_proper_type

from .. import messages
from ..relations import differ
from ..rules.arguments import whole
from ..shapes import Shape
from ..sizes import Size
from ..values import UNKNOWN, Array, Each, List, Sizes, scalar, unknown_array
from .applying import apply_rule
from .attributes import SELF, path_of, scope_of
from .declarations import declared_value, held_against
from .fields import is_declared
from .joins import join
from .lasting import said_of
from .parameters import Call, matched
from .resizing import is_resized
from .scopes import Body, OwnFields, Scope
from .storing import assign_item
from .things import Cell, Mapping, Object, Record
from .tuples import fields_of_tuple
from .walk import Walk, defining_class


def assign(walk: Walk, target: Expression, value: object, source: Expression) -> None:
    """Give a target a value; `source` is where a value that does not fit is reported."""
    if isinstance(target, NameExpr):
        _assign_name(walk, target, value, source)
    elif isinstance(target, MemberExpr):
        _assign_member(walk, target, value, source)
    elif isinstance(target, (TupleExpr, ListExpr)):
        _assign_several(walk, target.items, value, source)
    elif isinstance(target, IndexExpr):
        assign_item(walk, target, value)
    elif isinstance(target, StarExpr):
        assign(walk, target.expr, value, source)


def _assign_name(walk: Walk, target: NameExpr, value: object, source: Expression) -> None:
    variable = target.node
    if not isinstance(variable, Var):
        return
    rebound = is_parameter(walk, variable)
    typ = walk.declared.get(variable, None if rebound else explicit_type(variable))
    if value is UNKNOWN and variable in walk.declared:
        value = unknown_array()  # the type that mypy knows is the first one
    elif value is UNKNOWN:
        value = said_of(walk, target)
        value = unknown_array(value.kind) if rebound and isinstance(value, Array) else value
    if variable in walk.shared and isinstance(value, (Array, Size)):
        value = unknown_array() if isinstance(value, Array) else scalar("i")
    if value == scalar("i") or (isinstance(value, Size) and value.constant is None):
        value = _number(walk, target, value)
    if typ is not None:
        value = _held(walk, walk.scope, typ, value, target.name, source)
    walk.environment.assign(variable, value)


def redeclare(
    walk: Walk, target: NameExpr, typ: Type | None, value: object, source: Expression
) -> None:
    """Annotate a variable anew: mypy leaves the name without its variable, and reports it."""
    for variable in [*walk.environment.values]:
        if isinstance(variable, Var) and variable.name == target.name:
            walk.declared[variable] = typ
            again = NameExpr(target.name)
            again.node = variable
            _assign_name(walk, again, value, source)


def _number(walk: Walk, target: NameExpr, value: object) -> object:
    """A whole number under its variable's name: the same one wherever it is used."""
    if value == scalar("i"):
        return walk.fresh(target.name, target)
    return named_index(value, target.name)


def named_index(value: object, name: str) -> object:
    """A loop's index under the name of its variable."""
    symbols = value.symbols if isinstance(value, Size) else frozenset()
    if len(symbols) != 1 or not isinstance(value, Size):
        return value
    (symbol,) = symbols
    if symbol.name != "index":
        return value
    return value.substitute({symbol: Size.of(replace(symbol, name=name))})


def is_parameter(walk: Walk, variable: Var) -> bool:
    """Whether a variable is a parameter: its annotation speaks of the call, not of what follows."""
    scope: Body | None = walk.scope
    while scope is not None:
        arguments = scope.function.arguments if scope.function is not None else []
        if any(argument.variable is variable for argument in arguments):
            return True
        scope = scope.parent
    return False


def explicit_type(variable: Var) -> Type | None:
    """The type that the code declares for a variable."""
    return None if variable.is_inferred or variable.type is None else variable.type


def _assign_member(walk: Walk, target: MemberExpr, value: object, source: Expression) -> None:
    thing = walk.evaluate(target.expr)
    key = path_of(walk, target)
    if isinstance(thing, Object) and _is_method(thing, target.name):
        walk.environment.forget_cells()  # the setter of a property may set any
        return
    if isinstance(thing, Object):
        value = _checked_field(walk, thing, target.name, value, source)
        if thing.label == SELF and thing.info is walk.scope.info:
            before = walk.stored.get(target.name, value)
            walk.stored[target.name] = join(before, value)
    if isinstance(thing, Object) and thing.place:
        key = Cell(thing.place, target.name)
    elif not isinstance(thing, Array):
        walk.environment.forget_cells(target.name)  # it may be an attribute of any object
    if key is not None:
        walk.environment.values[key] = value


def _is_method(thing: Object, name: str) -> bool:
    symbol = thing.info.get(name)
    return symbol is not None and isinstance(symbol.node, (Decorator, OverloadedFuncDef))


def containers_of(walk: Walk) -> dict[str, object]:
    """The lists and dictionaries that the attributes of `self` are at the end of a method."""
    own = walk.scope.function.arguments[0].variable if walk.scope.function else None
    found = {key[1]: v for key, v in walk.environment.values.items()
             if isinstance(key, tuple) and key[0] is own and len(key) == 2}  # fmt: skip
    return {
        name: found.get(name, UNKNOWN)
        for name, value in walk.stored.items()
        if isinstance(value, (List, Each, Record, Mapping)) and name not in walk.inherited
    }


def _checked_field(
    walk: Walk, thing: Object, name: str, value: object, source: Expression
) -> object:
    symbol = thing.info.get(name)
    node = symbol.node if symbol is not None else None
    base = defining_class(node)
    if not isinstance(node, Var) or base is None or node.type is None or not is_declared(node):
        return value
    scope = scope_of(walk, thing, base)
    if isinstance(scope, OwnFields) and (
        walk.scope.apart or is_resized(walk, node, scope, value, source)
    ):
        return value  # what the object is given has whatever axes it has from there on
    label = f"{thing.label}.{name}" if thing.label else name
    held = _held(walk, scope, node.type, value, label, source)
    function = walk.scope.function
    if isinstance(scope, OwnFields) and function is not None and function.name == "__init__":
        _learn(walk, Call(walk, source, scope), node.type, value)
    return held


def _learn(walk: Walk, call: Call, typ: Type, value: object) -> None:
    """A constructor says what the axes of its object are, by the first attribute that has them."""
    matched(call, typ, value, "")
    for name in call.binding.sizes:
        symbol, size = walk.scope.symbol(name), call.binding.size_of(name)
        if symbol is None or size is None or name in walk.scope.signature_names:
            continue
        if symbol not in size.symbols:
            walk.environment.equal.setdefault(symbol, size)


def _held(
    walk: Walk, scope: Scope, typ: Type, value: object, target: str, source: Expression
) -> object:
    """The value under its target's declaration; what does not fit it is reported."""
    mismatch = held_against(walk, scope, typ, value, source)
    if mismatch is None:
        return declared_value(walk, scope, typ, value, source)
    walk.complain(messages.value_differs(target, mismatch), source)
    return declared_value(walk, scope, typ, UNKNOWN, source)


def _assign_several(
    walk: Walk, targets: list[Expression], value: object, source: Expression
) -> None:
    starred = any(isinstance(target, StarExpr) for target in targets)
    parts = _unpacked(walk, targets, value, source, starred)
    for target, part in zip(targets, parts, strict=False):
        if part is UNKNOWN:
            part = said_of(walk, target)
        assign(walk, target, part, source)


def _unpacked(
    walk: Walk, targets: list[Expression], value: object, source: Expression, starred: bool
) -> list[object]:
    count = len(targets)
    if isinstance(value, Object):
        value = fields_of_tuple(walk, value)
    if isinstance(value, tuple) and starred:
        return _around_star(targets, value)
    if isinstance(value, tuple):
        is_open = isinstance(value, List) or _is_open_tuple(walk.type_of(source))
        if len(value) != count and is_open:
            walk.complain(messages.values_differ(len(value), count), source)
        return list(value) if len(value) == count else [UNKNOWN] * count
    if isinstance(value, Sizes):
        return _of_open_shape(targets, value.shape)
    if isinstance(value, Each):
        return [UNKNOWN if isinstance(t, StarExpr) else value.item for t in targets]
    if isinstance(value, Array) and not starred:
        return _rows(walk, count, value, source)
    return [UNKNOWN] * count


def _is_open_tuple(typ: Type | None) -> bool:
    """Whether mypy takes a value for a tuple of any length, and so says nothing of its own."""
    proper = get_proper_type(typ)
    return isinstance(proper, Instance) and proper.type.fullname == "builtins.tuple"


def _of_open_shape(targets: list[Expression], shape: Shape) -> list[object]:
    """The sizes of a shape with a stretch, which a starred target takes in."""
    star = next((k for k, target in enumerate(targets) if isinstance(target, StarExpr)), None)
    if star is None:
        missing = len(targets) - len(shape.before) - len(shape.after)
        sizes = (*shape.before, *(None,) * missing, *shape.after)
        return [whole(size) for size in sizes] if missing >= 0 else [scalar("i")] * len(targets)
    behind = len(targets) - star - 1
    if star > len(shape.before) or behind > len(shape.after):
        return [UNKNOWN] * len(targets)
    middle = Sizes(Shape(shape.axes[star : len(shape.axes) - behind]))
    last = shape.after[len(shape.after) - behind :]
    return [*map(whole, shape.before[:star]), middle, *map(whole, last)]


def _around_star(targets: list[Expression], value: tuple[object, ...]) -> list[object]:
    at = next(k for k, target in enumerate(targets) if isinstance(target, StarExpr))
    behind = len(targets) - at - 1
    if len(value) < at + behind:
        return [UNKNOWN] * len(targets)
    stop = len(value) - behind
    return [*value[:at], List(value[at:stop]), *value[stop:]]


def _rows(walk: Walk, count: int, value: Array, source: Expression) -> list[object]:
    """Unpacking an array: as many rows as there are targets.

    Where some other axis has so many places, `x, y = points` is meant to be `x, y = points.T`.
    """
    before, wanted = value.shape.before, Size.of(count)
    rows = before[0] if before else None
    is_turned = rows is not None and rows.constant is None and wanted in value.shape.axes[1:]
    if rows is not None and (is_turned or differ(rows, wanted)):
        walk.complain(messages.cannot_unpack(value.shape, count), source)
        return [UNKNOWN] * count
    row = apply_rule(walk, "operator.iter", [value], {}, source)
    return [row] * count


def refined_shape(walk: Walk, targets: list[Expression], value: Expression) -> object:
    """`n, d = x.shape` names the axes of an array that have no name yet."""
    if not isinstance(value, MemberExpr) or value.name != "shape":
        return UNKNOWN
    key, array = path_of(walk, value.expr), walk.evaluate(value.expr)
    simple = all(isinstance(target, NameExpr) for target in targets)
    if not isinstance(array, Array) or not simple or array.shape.rank not in (None, len(targets)):
        return UNKNOWN
    known = array.shape.sizes or (*array.shape.before, *[None] * len(targets))[: len(targets)]
    if array.shape.rank is None and (array.shape.after or len(array.shape.before) > len(targets)):
        return UNKNOWN
    sizes = tuple(
        size if size is not None else walk.fresh(getattr(target, "name", "_"), target)
        for size, target in zip(known, targets, strict=False)
    )
    if key is not None:
        walk.environment.values[key] = Array(Shape(sizes), array.kind)
    return sizes
