"""NumPy's functions that call a function, and those that go through all places of an array."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from mypy.nodes import Expression
from mypy.types import CallableType

from ..rules.arguments import Undecided, as_array, shape_argument, sized
from ..rules.places import along
from ..shapes import Shape
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint, Each, scalar, unknown_array
from .applying import apply_rule
from .arguments import Argument
from .items import item_of, items_exactly
from .things import Closure, Function, Named, Partial
from .walk import Walk

_PAIRS: Final = ("math.frexp", "math.modf")


def through(walk: Walk, name: str, arguments: list[Argument], node: Expression) -> object:
    """The result of such a function; `UNKNOWN` where the arguments do not say enough."""
    if any(a.starred or a.name not in (None, "otypes") for a in arguments):
        return UNKNOWN
    return FUNCTIONALS[name](walk, arguments, node)


def _along_axis(walk: Walk, arguments: list[Argument], node: Expression) -> object:
    """What becomes of one line along an axis stands in the place of each."""
    if len(arguments) < 3:
        return UNKNOWN
    function, axis, array, *others = arguments
    try:
        of, at = along(array.value, axis.value)
        line = Array(Shape.of(sized(of.shape.axes[at])), of.kind)
    except (Complaint, Undecided):
        line = unknown_array()
    made = walk.call(function.value, [Argument(line, array.node), *others], node)
    name = "numpy.apply_along_axis"
    return apply_rule(walk, name, [made, axis.value, array.value], {}, node)


def _from_function(walk: Walk, arguments: list[Argument], node: Expression) -> object:
    """A function of the places of all elements, one array for each axis."""
    if len(arguments) != 2:
        return UNKNOWN
    function, wanted = arguments
    shape = shape_argument(wanted.value)
    if shape.rank is None:
        return UNKNOWN
    places = [Argument(Array(shape, "f"), wanted.node)] * shape.rank
    return walk.call(function.value, places, node)


def _all_places(walk: Walk, arguments: list[Argument], node: Expression) -> object:
    """`ndindex(rows, columns)`: one index for each axis."""
    values = [argument.value for argument in arguments]
    shape = shape_argument(values[0] if len(values) == 1 else tuple(values))
    return UNKNOWN if shape.rank is None else Each((scalar("i"),) * shape.rank)


def _all_elements(walk: Walk, arguments: list[Argument], node: Expression) -> object:
    """`ndenumerate(array)`: the place of each element, and the element."""
    if len(arguments) != 1:
        return UNKNOWN
    array = as_array(arguments[0].value)
    if array.shape.rank is None:
        return UNKNOWN
    return Each(((scalar("i"),) * array.shape.rank, scalar(array.kind)))


def _for_each(walk: Walk, arguments: list[Argument], node: Expression) -> object:
    """`vectorize(function)`, where what the function makes of numbers is a number."""
    function = arguments[0].value if arguments else UNKNOWN
    if isinstance(function, Named):
        single = function.fullname.startswith("math.") and function.fullname not in _PAIRS
    else:
        given = [Argument(scalar(""), node)] * _parameters(function)
        with walk.hushed():
            made = walk.call(function, given, node)
        single = isinstance(made, Size) or (isinstance(made, Array) and made.shape == Shape())
    return Partial(Named("numpy.vectorize.__call__"), (), ()) if single else UNKNOWN


def _parameters(function: object) -> int:
    """The number of parameters of a function."""
    if isinstance(function, Closure):
        return len(function.body.arguments)
    signature = function.signature if isinstance(function, Function) else None
    return len(signature.arg_names) if isinstance(signature, CallableType) else 0


def _reduced(walk: Walk, arguments: list[Argument], node: Expression) -> object:
    """`reduce(function, items)`: what becomes of the first two, and of that and the next."""
    if len(arguments) not in (2, 3):
        return UNKNOWN
    function, source, *start = arguments
    items = items_exactly(source.value)
    if items is None:
        item = item_of(walk, source.value, source.node)
        made = walk.call(function.value, _both(start[0].value if start else item, item, node), node)
        return made if made == item else UNKNOWN
    found = [argument.value for argument in start] + items
    result = found[0] if found else UNKNOWN
    for item in found[1:]:
        result = walk.call(function.value, _both(result, item, node), node)
    return result


def _both(one: object, other: object, node: Expression) -> list[Argument]:
    return [Argument(one, node), Argument(other, node)]


FUNCTIONALS: Final[dict[str, Callable[[Walk, list[Argument], Expression], object]]] = {
    "numpy.apply_along_axis": _along_axis,
    "numpy.fromfunction": _from_function,
    "numpy.ndindex": _all_places,
    "numpy.ndenumerate": _all_elements,
    "numpy.vectorize": _for_each,
    "functools.reduce": _reduced,
}
