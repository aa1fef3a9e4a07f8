"""The function that stands in for a decorated one, and how it changes at its first call."""

import functools
import inspect
import threading
from collections.abc import Callable
from types import CodeType
from typing import Any, TypeVar, cast

from interlock.contracts.contract import Contract
from interlock.contracts.hints import is_method, owner_of
from interlock.contracts.source import argument_key, default_name, final_source, first_source

_F = TypeVar("_F", bound=Callable[..., Any])


def wrap(function: _F, owner: type | None = None) -> _F:
    """The function under its contract.

    Args:
        function: A plain function; that of a coroutine is judged when it is awaited.
        owner: The class that defines it, if that exists already.
    """
    lock = threading.Lock()
    contracts: dict[type | None, Contract] = {}
    signature = inspect.signature(function)
    later = inspect.iscoroutinefunction(function)

    def begin(*args: Any, **kwargs: Any) -> Callable[..., Any]:
        first = next(iter((*args, *kwargs.values())), None)
        found = owner or (owner_of(function, first) if is_method(function) else None)
        with lock:
            if found not in contracts:
                contracts[found] = Contract(function, found)
                if found is not None or not is_method(function):
                    wrapper.__code__ = _final_code(contracts[found], space)
        if found is not None or not is_method(function):
            again: Callable[..., Any] = wrapper
            return again
        # A static method under an outer decorator, or a call on something foreign.
        return contracts[None].inside_later if later else contracts[None].inside

    space = {"_shaped_begin": begin, "_shaped_function": function}
    exec(first_source(signature, later), space)
    wrapper: Any = space["call"]
    _set_defaults(wrapper, signature)
    functools.update_wrapper(wrapper, function)
    return cast(_F, wrapper)


def _final_code(contract: Contract, space: dict[str, Any]) -> CodeType:
    """The code for a known class; the contract gets the keys that go with it."""
    function, signature = contract.function, contract.signature
    key = argument_key(signature, contract.sources, contract.optional)
    if _looks_inside(inspect.unwrap(function)):
        key = None
    space |= {
        default_name(name): signature.parameters[name].default for name in contract.optional
    } | {
        "_shaped_known": contract.known,
        "_shaped_admit": contract.admit,
        "_shaped_conclude": contract.conclude,
        "_shaped_inside": contract.inside,
    }
    later = inspect.iscoroutinefunction(function)
    if later:
        space["_shaped_inside"] = contract.inside_later
    exec(final_source(signature, key, later), space)
    contract.key, contract.result_key = space.get("key"), space.get("result_key")
    code: CodeType = space["call"].__code__
    return code.replace(co_name=function.__name__, co_qualname=function.__qualname__)


def _looks_inside(function: Any) -> bool:
    """Whether the body asks `isinstance` anything: perhaps of an array, by its axes.

    jaxtyping answers by what the call has bound, so such a body runs where that is known. So does
    not what it calls in turn, unless that is decorated too.
    """
    codes = [getattr(function, "__code__", None)]
    while codes:
        code = codes.pop()
        if code is not None:
            if "isinstance" in code.co_names:
                return True
            codes += [constant for constant in code.co_consts if isinstance(constant, CodeType)]
    return False


def _set_defaults(wrapper: Any, signature: inspect.Signature) -> None:
    optional = [each for each in signature.parameters.values() if each.default is not each.empty]
    named = {each.name: each.default for each in optional if each.kind is each.KEYWORD_ONLY}
    wrapper.__defaults__ = tuple(each.default for each in optional if each.name not in named)
    wrapper.__kwdefaults__ = named
