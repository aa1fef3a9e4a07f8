"""The full verdict on a call: jaxtyping's and beartype's own, with the tied axes bound first."""

import inspect
from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

from beartype import beartype
from jaxtyping import Shaped, TypeCheckError, jaxtyped

from interlock.contracts.ties import Tie


class _Axis:
    """Stands for one axis of a known size, in the form that jaxtyping asks an array for."""

    dtype = "size"

    def __init__(self, size: int) -> None:
        self.shape = (size,)


@cache
def _axis_hint(name: str) -> Any:
    return Shaped[_Axis, name]


class Call:
    """One call to judge: the axes that are tied, and how to come by the result."""

    def __init__(self, ties: Sequence[Tie], run: Callable[[], Any] = lambda: None) -> None:
        self.ties = ties
        self.run = run


class _Binding(type):
    # jaxtyping binds an axis when `isinstance` succeeds, and offers no other way to do it. As the
    # hint of the first parameter of every judged call, `Bound` binds the ties before the rest.
    def __instancecheck__(cls, call: object) -> bool:
        return isinstance(call, Call) and all(
            isinstance(_Axis(tie.size), _axis_hint(tie.axis)) for tie in call.ties
        )


class Bound(metaclass=_Binding):
    """What a `Call` is an instance of if its ties agree; asking binds them."""


def judge(signature: inspect.Signature) -> Callable[..., Any]:
    """A function that takes a `Call` and the arguments, and lets jaxtyping and beartype judge.

    Args:
        signature: Its hints are resolved; without a return hint the result goes unjudged.

    Raises:
        TypeCheckError: by the function that is returned, where the verdict is no.
    """

    def stub(call: Call, /, *args: Any, **kwargs: Any) -> Any:
        return call.run()

    name = "_" + "_".join(("call", *signature.parameters))  # longer than any of them
    first = inspect.Parameter(name, inspect.Parameter.POSITIONAL_ONLY, annotation=Bound)
    parameters = [first, *signature.parameters.values()]
    stub.__signature__ = signature.replace(parameters=parameters)  # type: ignore[attr-defined]
    judged: Callable[..., Any] = jaxtyped(stub, typechecker=beartype)
    return judged


def accepts(judged: Callable[..., Any], call: Call, args: Any, kwargs: Any) -> bool:
    """Whether the verdict on a call is yes."""
    try:
        judged(call, *args, **kwargs)
    except TypeCheckError:
        return False
    return True
