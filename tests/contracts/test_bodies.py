"""The axes of a call are known in its body, whatever is remembered, and to nothing else."""

from typing import Any, Generic

import numpy as np
import pytest
from beartype import beartype
from jaxtyping import Float, jaxtyped

from contracts.calls import same
from interlock.contracts import shaped
from interlock.dimensions import Array, I
from interlock.errors import ShapeError

# As a type checker sees it, an annotation is no class to ask `isinstance` of.
AXIS: dict[str, Any] = {axis: Float[Array, axis] for axis in "nik"}


def test_the_axes_of_the_caller_do_not_leak_in() -> None:
    inner = shaped(same)

    @jaxtyped(typechecker=beartype)
    def outer(n: Float[Array, "n"], other: Float[Array, "m"]) -> Float[Array, "n"]:
        inner(other, other)
        fits = isinstance(n, AXIS["n"]), isinstance(other, AXIS["n"])
        assert fits == (True, False)
        return n

    for _ in range(3):
        outer(np.ones(3), np.ones(4))


def test_isinstance_in_the_body_knows_the_axes_of_the_call_every_time() -> None:
    class Held(Generic[I]):
        size: I

        @shaped
        def check(self, a: Float[Array, "n"]) -> tuple[bool, bool, bool]:
            fits = isinstance(np.ones(3), AXIS["n"])
            return fits, isinstance(np.ones(3), AXIS["i"]), self is None

    held: Held[Any] = Held()
    held.size = 3

    @jaxtyped(typechecker=beartype)
    def caller(n: Float[Array, "n"], i: Float[Array, "i"]) -> None:
        for _ in range(3):
            assert held.check(np.ones(3))[:2] == (True, True)
            assert held.check(np.ones(4))[:2] == (False, True)

    caller(np.ones(7), np.ones(8))


def test_axes_bound_by_isinstance_in_the_body_hold_for_the_result() -> None:
    @shaped
    def bound(a: Float[Array, "n"], size: int) -> Float[Array, "k"]:
        assert isinstance(np.ones(2), AXIS["k"])
        return np.ones(size)

    for _ in range(2):
        assert bound(np.ones(3), 2).shape == (2,)
        with pytest.raises(ShapeError):
            bound(np.ones(3), 3)
        with pytest.raises(ShapeError):
            bound(np.ones((3, 3)), 2)


def test_an_error_of_what_such_a_body_calls_is_not_its_own() -> None:
    inner = shaped(same)

    @shaped
    def outer(a: Float[Array, "n"]) -> Float[Array, "n"]:
        return inner(a, np.ones(7)) if isinstance(a, AXIS["n"]) else a

    with pytest.raises(ShapeError, match=r'^same: the length of "b" must be n'):
        outer(np.ones(3))
