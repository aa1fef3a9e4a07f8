"""What a checked call costs: plain, under `@shaped`, and under jaxtyping with beartype.

    python benchmarks/contracts.py

The three are timed in turns, so that what else the machine does falls on all of them alike. A
call of an empty body shows the cost of the check alone; the arguments are remembered, and the
result is checked.
"""

from __future__ import annotations

from collections.abc import Callable
from timeit import Timer
from typing import Any, Generic

import numpy as np
from beartype import beartype
from jaxtyping import Float, jaxtyped

from interlock.contracts import shaped
from interlock.dimensions import Array, I, O

ROUNDS = 101
CALLS = {"plain": 5000, "@shaped": 2000, "jaxtyped": 50}  # in a round: a millisecond or so
FORMS: dict[str, Callable[[Any], Any]] = {
    "plain": lambda function: function,
    "@shaped": shaped,
    "jaxtyped": jaxtyped(typechecker=beartype),
}


def two(a: Float[Array, "n m"], b: Float[Array, "m"]) -> Float[Array, "n m"]:
    """A function of two arrays."""
    return a


def three(
    a: Float[Array, "*batch n"], b: Float[Array, "n m"], c: Float[Array, "m"]
) -> Float[Array, "*batch n"]:
    """A function of three arrays."""
    return a


class Sized(Generic[I, O]):
    """A class whose axes are its sizes; jaxtyping alone takes i and o for sizes of the call."""

    num_inputs: I
    num_outputs: O

    def __init__(self, inputs: I, outputs: O) -> None:
        self.num_inputs = inputs
        self.num_outputs = outputs

    def forward(
        self, x: Float[Array, "*batch i"], y: Float[Array, "*batch o"]
    ) -> Float[Array, "*batch i"]:
        """A method of two arrays."""
        return x

    def backward(
        self,
        x: Float[Array, "*batch i"],
        y: Float[Array, "*batch o"],
        w: Float[Array, "o i"],
    ) -> Float[Array, "*batch i"]:
        """A method of three arrays."""
        return x


def timer(function: Callable[..., Any], arguments: tuple[Any, ...]) -> Timer:
    """A timer of the bare call, without a lambda around it."""
    names = [f"a{place}" for place in range(len(arguments))]
    function(*arguments)
    function(*arguments)
    known = {"function": function, **dict(zip(names, arguments, strict=True))}
    return Timer(f"function({', '.join(names)})", globals=known)


def cases() -> dict[str, tuple[Any, ...]]:
    """The functions to decorate, and the arguments to call them with."""
    x, y, w = np.ones((32, 784)), np.ones((32, 10)), np.ones((10, 784))
    layer = Sized(784, 10)
    return {
        "function, 2 arrays": (two, x, w[0]),
        "function, 3 arrays": (three, y, w, w[0]),
        "method, 2 arrays": (Sized.forward, layer, x, y),
        "method, 3 arrays": (Sized.backward, layer, x, y, w),
    }


def main() -> None:
    """Prints a row per case and form, in microseconds per call."""
    print("µs per call, arguments remembered and result checked")
    print(f"{'':20}{'form':10}{'median':>8}{'quartiles':>16}{'best':>8}")
    for name, (function, *arguments) in cases().items():
        timers = {form: timer(make(function), tuple(arguments)) for form, make in FORMS.items()}
        times: dict[str, list[float]] = {form: [] for form in timers}
        for _ in range(ROUNDS):
            for form, each in timers.items():
                times[form].append(each.timeit(CALLS[form]) / CALLS[form] * 1e6)
        for form, found in times.items():
            low, middle, high = np.quantile(found, (0.25, 0.5, 0.75))
            spread = f"{low:.2f} to {high:.2f}"
            print(f"{name:20}{form:10}{middle:8.2f}{spread:>16}{min(found):8.2f}")


if __name__ == "__main__":
    main()
