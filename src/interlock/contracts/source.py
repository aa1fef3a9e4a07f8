"""The source code of the function that stands in for a decorated one.

A call whose signature is remembered costs one look-up before the body and one behind it. That is
to be had only by code that names its parameters, written as dataclasses write their `__init__`.
"""

import inspect
from typing import Any

from interlock.contracts.memory import key_of
from interlock.contracts.ties import Source

_STARS: dict[Any, str] = {
    inspect.Parameter.VAR_POSITIONAL: "*",
    inspect.Parameter.VAR_KEYWORD: "**",
}
# The keys call these, so no parameter may hide them.
_CALLED = {"type", "len", "getattr"}

# What a function starts with: the first call finds its class and puts other code in place.
_FIRST = """
{define} call({parameters}):
    __tracebackhide__ = True
    return {wait}_shaped_begin({arguments})({arguments})
"""

# For verdicts that depend on more than a key can hold.
_FORGETFUL = """
{define} call({parameters}):
    __tracebackhide__ = True
    return {wait}_shaped_inside({arguments})
"""

_REMEMBERING = """
{define} call({parameters}):
    __tracebackhide__ = True
    try:
        _shaped_passed = _shaped_known[{key}]
    except Exception:
        _shaped_passed = _shaped_admit({arguments})
    _shaped_result = {wait}_shaped_function({arguments})
    try:
        if {result_key} in _shaped_passed:
            return _shaped_result
    except Exception:
        pass
    return _shaped_conclude(_shaped_passed, _shaped_result, {arguments})

def key({parameters}):
    return {key}

def result_key(_shaped_result, {parameters}):
    return {result_key}
"""


def default_name(parameter: str) -> str:
    """What the source calls the default of a parameter."""
    return f"_shaped_default_{parameter}"


def first_source(signature: inspect.Signature, wait: bool) -> str:
    """The source of a function that has not been called yet."""
    return _FIRST.format(**_words(signature, wait))


def final_source(signature: inspect.Signature, key: str | None, wait: bool) -> str:
    """The source of a function whose class is known, if it has one.

    Args:
        signature: Its hints are resolved.
        key: What the verdict on the arguments depends on; None if no key can hold that.
        wait: Whether it is a coroutine function.
    """
    words = _words(signature, wait)
    if key is None:
        return _FORGETFUL.format(**words)
    names = signature.parameters
    hint = signature.return_annotation
    # An uncertain result is judged anew each time, since None is never among those that passed.
    result_key = key_of(Any if hint is signature.empty else hint, "_shaped_result", names)
    result = None if result_key is None else f"({result_key})"
    return _REMEMBERING.format(key=key, result_key=result, **words)


def argument_key(
    signature: inspect.Signature, sources: list[Source], optional: list[str]
) -> str | None:
    """The source of the key under which a call's arguments are remembered, if there is one."""
    names = signature.parameters
    if _CALLED & set(names):
        return None
    parts: list[str | None] = [f"{source.expression}," for source in sources]
    parts += [f"{name} is {default_name(name)}," for name in optional]
    for name, parameter in names.items():
        hint = Any if parameter.annotation is parameter.empty else parameter.annotation
        starred = parameter.kind in _STARS and hint is not Any
        parts.append(None if starred else key_of(hint, name, names))
    known = [part for part in parts if part is not None]
    return f"({' '.join(known)})" if len(known) == len(parts) else None


def _words(signature: inspect.Signature, wait: bool) -> dict[str, str]:
    parameters = signature.parameters.values()
    bare = [inspect.Parameter(each.name, each.kind) for each in parameters]
    return {
        "define": "async def" if wait else "def",
        "wait": "await " if wait else "",
        "parameters": str(inspect.Signature(bare))[1:-1],
        "arguments": ", ".join(_passed_on(each) for each in parameters),
    }


def _passed_on(parameter: inspect.Parameter) -> str:
    if parameter.kind is parameter.KEYWORD_ONLY:
        return f"{parameter.name}={parameter.name}"
    return _STARS.get(parameter.kind, "") + parameter.name
