"""The annotations of a function as objects, and the class that it is a method of."""

import inspect
from collections.abc import Callable
from types import SimpleNamespace
from typing import Any, Self, get_type_hints

from beartype.door import is_bearable
from beartype.roar import BeartypeDecorHintException

from interlock.contracts.axes import parts_of


def is_method(function: Callable[..., Any]) -> bool:
    """Whether a function was defined in the body of a class."""
    path = function.__qualname__.rpartition(".")[0]
    return bool(path) and not path.endswith("<locals>")


def owner_of(function: Callable[..., Any], first: object) -> type | None:
    """The class that defines a method, found through the first argument of a call of it.

    A decorator runs before the class exists, and cannot know it earlier.
    """
    path = function.__qualname__.rpartition(".")[0]
    also = first.__mro__ if isinstance(first, type) else ()
    for candidate in (*type(first).__mro__, *also):
        if (candidate.__qualname__, candidate.__module__) == (path, function.__module__):
            return candidate
    return None


def resolved(function: Callable[..., Any], owner: type | None) -> inspect.Signature:
    """The signature with its hints evaluated; one that cannot be, or be judged, is Any.

    Args:
        function: Its annotations may be text, and may name a class that came after it.
        owner: The class that defines it, whose type parameters the text may mention.
    """
    signature = inspect.signature(function)
    names = _names_around(function, owner)
    parameters = [
        parameter.replace(annotation=_evaluated(parameter.annotation, function, names))
        for parameter in signature.parameters.values()
    ]
    result = _evaluated(signature.return_annotation, function, names)
    return signature.replace(parameters=parameters, return_annotation=result)


def _names_around(function: Callable[..., Any], owner: type | None) -> dict[str, Any]:
    variables: list[Any] = [*getattr(function, "__type_params__", ())]
    if owner is not None:
        variables += [owner, *getattr(owner, "__parameters__", ())]
    return {variable.__name__: variable for variable in variables}


def _evaluated(hint: Any, function: Callable[..., Any], names: dict[str, Any]) -> Any:
    if hint is inspect.Signature.empty:
        return hint
    holder = SimpleNamespace(__annotations__={"hint": hint})
    module = getattr(inspect.unwrap(function), "__globals__", {})
    try:
        found = get_type_hints(holder, module, names, include_extras=True)["hint"]
    except Exception:
        return Any
    return found if _can_be_judged(found) else Any


def _can_be_judged(hint: Any) -> bool:
    """Whether beartype makes something of a hint; of a generic named tuple it does not.

    Nor of `Self`, unless it decorates the whole class.
    """
    if Self in parts_of(hint):
        return False
    try:
        is_bearable(None, hint)
    except BeartypeDecorHintException:
        return False
    return True
