"""Annotations in every position: each is read where it stands."""

from __future__ import annotations

from collections.abc import AsyncIterator, Callable, Iterator
from dataclasses import dataclass
from functools import partial
from typing import Generic, NamedTuple, Optional, Protocol, Union, overload

import jaxtyping as jt
import numpy as np
from interlock.contracts import shaped
from interlock.dimensions import Array, I, O
from jaxtyping import Bool, Float, Float32, Int, Shaped
from jaxtyping import Num as Number

Vector = Float[Array, "n"]


def renamed(x: jt.Float[np.ndarray, "n m"], y: Number[np.ndarray, "n"]) -> Shaped[np.ndarray, "m"]:
    """Dtypes imported under any name."""
    # E: "matmul": shapes (n, m) and (n,) do not fit: m is not n  [shape]
    return x @ y


def aliased(x: Vector, y: Float[Array, "m"]) -> Vector:
    """An alias of an annotation."""
    # E: Result of "aliased" has shape (m,); expected (n,)  [shape]
    return y


def named_integer(x: Float[Array, "rows=4 3"]) -> Float32[Array, "3"]:
    """`rows=4` is 4."""
    # E: "matmul": shapes (4, 3) and (4,) do not fit: 3 is not 4  [shape]
    return x @ np.ones(4)


def anonymous(x: Float[Array, "_ _"], y: Float[Array, "..."]) -> Float[Array, "_"]:
    """Only the number of axes is said."""
    # E: Result of "anonymous" has shape (?, ?); expected (_,)  [shape]
    return x


def broadcast(x: Float[Array, "#n"], y: Float[Array, "#n"]) -> Float[Array, "n"]:
    """Both may be 1, so nothing but the number of axes is known."""
    # E: Result of "broadcast" has shape (1, ?); expected (n,)  [shape]
    return (x + y)[None]


def scalar(x: Float[Array, "n"]) -> Float[Array, ""]:
    """An empty string is a number."""
    # E: Result of "scalar" has shape (n,); expected ()  [shape]
    return x


def runs(x: Float[Array, "*batch n"], w: Float[Array, "m k"]) -> Float[Array, "*batch k"]:
    """Any number of axes in front."""
    # E: "matmul": shapes (*batch, n) and (k, m) do not fit: n is not k  [shape]
    # N: Annotate "x" of "runs" as Float[Array, "*batch k"]
    return x @ w.T


def expressions(x: Float[Array, "n"], y: Float[Array, "m"]) -> Float[Array, "n+m-1"]:
    """Arithmetic in a string."""
    # E: Result of "expressions" has shape (m + n,); expected (m + n - 1,)  [shape]
    return np.concatenate([x, y])


def halves(x: Float[Array, "2*n"]) -> Float[Array, "n"]:
    """A multiple of a size."""
    # E: Result of "halves" has shape (2,); expected (n,)  [shape]
    return x.reshape(2, -1)[:, 0]


def steps(x: Float[Array, "n"], count: int) -> Float[Array, "{count} n"]:
    """A size tied to an argument."""
    # E: Result of "steps" has shape (count + 1, n); expected (count, n)  [shape]
    return np.zeros((count + 1, len(x)))


def steps_of_three(x: Float[Array, "n"]) -> Float[Array, "4 n"]:
    """A literal argument gives its value."""
    # E: Result of "steps_of_three" has shape (3, n); expected (4, n)  [shape]
    return steps(x, count=3)


def pair(x: Float[Array, "n m"]) -> tuple[Float[Array, "n"], Float[Array, "m"]]:
    """In a tuple."""
    # E: Result of "pair" has shape (m,); expected (n,)  [shape]
    return x.sum(axis=0), x.sum(axis=1)


def rows(x: Float[Array, "n m"]) -> list[Float[Array, "m"]]:
    """In a list."""
    # E: Result of "rows" has shape (n,); expected (m,)  [shape]
    return [column for column in x.T]


def optional(x: Float[Array, "n"], bias: Optional[Float[Array, "m"]] = None) -> Float[Array, "n"]:
    """Where there may be none."""
    # E: "add": shapes (n,) and (m,) do not broadcast: n is not m  [shape]
    return x if bias is None else x + bias


def union(x: Union[Float[Array, "n n"], float], y: Float[Array, "n m"]) -> Float[Array, "n m"]:
    """One of two."""
    # E: "matmul": shapes (n, m) and (n, n) do not fit: m is not n  [shape]
    return y @ x if isinstance(x, np.ndarray) else y * x


def calls_back(f: Callable[[Float[Array, "n"]], Float[Array, "n"]], x: Float[Array, "m n"]) -> None:
    """A function as an argument."""
    f(x[0])
    # E: Argument "1" of "f" has shape (m,); expected (n,)  [shape]
    f(x[:, 0])


def given_a_lambda(x: Float[Array, "3 4"]) -> None:
    """What is passed must keep the promise."""
    # E: "matmul": shapes (4, 1) and (2, 1) do not fit: 1 is not 2  [shape]
    calls_back(lambda row: row[:, None] @ np.ones((2, 1)), x)


def local(x: Float[Array, "n m"]) -> None:
    """A local variable."""
    # E: Value of "total" has shape (m,); expected (n,)  [shape]
    total: Float[Array, "n"] = x.sum(axis=0)
    del total


class Point(NamedTuple):
    """A tuple with names."""

    place: Float[Array, "3"]
    speed: Float[Array, "3"]


@dataclass
class Ellipse:
    """Fields of a data class, and a property."""

    center: Float[Array, "d"]
    axes: Float[Array, "d d"]

    @property
    def volume(self) -> Float[Array, ""]:
        """A property."""
        # E: Result of "volume" has shape (d,); expected ()  [shape]
        return np.prod(self.axes, axis=0)

    @classmethod
    def unit(cls, size: int) -> Ellipse:
        """A class method that exchanges its fields."""
        # E: Argument "center" of "Ellipse" has shape (size, size); expected (d,)  [shape]
        return cls(np.eye(size), np.zeros(size))


def points() -> Point:
    """A constructor's arguments."""
    # E: Argument "speed" of "Point" has shape (2,); expected (3,)  [shape]
    return Point(np.zeros(3), np.zeros(2))


class Model(Protocol):
    """A promise."""

    def predict(self, x: Float[Array, "n 5"]) -> Float[Array, "n"]:
        """Of a model."""
        ...


def predict(model: Model) -> Float[Array, "3"]:
    """A promise is held to."""
    # E: Argument "x" of "predict" has shape (3, 4); expected (n, 5)  [shape]
    model.predict(np.zeros((3, 4)))
    # E: Result of "predict" has shape (4,); expected (3,)  [shape]
    return model.predict(np.zeros((4, 5)))


@overload
def chosen(x: Float[Array, "n"], twice: None = None) -> Float[Array, "n"]: ...
@overload
def chosen(x: Float[Array, "n"], twice: str) -> Float[Array, "2*n"]: ...
def chosen(x: Float[Array, "n"], twice: str | None = None) -> Float[Array, "..."]:
    """An overload is chosen by its arguments."""
    return x if twice is None else np.concatenate([x, x])


def choose(x: Float[Array, "3"]) -> Float[Array, "3"]:
    """The second gives six."""
    # E: Result of "choose" has shape (6,); expected (3,)  [shape]
    return chosen(x, "twice")


async def awaited(x: Float[Array, "n"]) -> Float[Array, "n"]:
    """An async function."""
    # E: Result of "awaited" has shape (n - 1,); expected (n,)  [shape]
    return x[1:]


async def awaits() -> Float[Array, "4"]:
    """What it gives."""
    # E: Result of "awaits" has shape (3,); expected (4,)  [shape]
    return await awaited(np.zeros(3))


async def stream(x: Float[Array, "n m"]) -> AsyncIterator[Float[Array, "m"]]:
    """An async generator."""
    for column in x.T:
        # E: Result of "stream" has shape (n,); expected (m,)  [shape]
        yield column


def generated(x: Float[Array, "n m"]) -> Iterator[Float[Array, "m"]]:
    """A generator."""
    yield x[0]
    # E: Result of "generated" has shape (n,); expected (m,)  [shape]
    yield x[:, 0]


@shaped
def decorated(x: Float[Array, "n"], mask: Bool[Array, "n"]) -> Int[Array, "n"]:
    """A decorator that keeps the signature."""
    # E: Result of "decorated" has shape (n - 1,); expected (n,)  [shape]
    return np.where(mask, x, 0).astype(int)[:-1]


def partly() -> None:
    """`functools.partial` and keyword arguments."""
    first = partial(decorated, np.zeros(3))
    # E: Argument "mask" of "decorated" has shape (4,); expected (n,) where n is 3 (from argument "x")  [shape]
    first(np.zeros(4, bool))
    # E: Argument "mask" of "decorated" has shape (4,); expected (n,) where n is 5 (from argument "x")  [shape]
    decorated(mask=np.zeros(4, bool), x=np.zeros(5))


def many(*vectors: Float[Array, "n"]) -> Float[Array, "n"]:
    """Any number of arguments."""
    return vectors[0]


def too_many() -> Float[Array, "3"]:
    """All of one length."""
    # E: Argument "vectors" of "many" has shape (4,); expected (n,) where n is 3  [shape]
    return many(np.zeros(3), np.zeros(3), np.zeros(4))


class Generic2(Generic[I, O]):
    """Size parameters of a class."""

    num_inputs: I
    weight: Float[Array, "o i"]

    def steps(self, x: Float[Array, "{self.num_inputs}"]) -> Float[Array, "i o"]:
        """An attribute in braces."""
        # E: Result of "steps" has shape (o, i); expected (i, o)  [shape]
        return np.outer(self.weight @ x, x)


# Malformed strings, each with jaxtyping's own rule
# E: Invalid axes "*a *b": only one axis may be "*name" or "..."  [shape]
def two_runs(x: Float[Array, "*a *b"]) -> None:
    """Only one may be."""


# E: Invalid axes "a,b": axes are separated by spaces, not by commas  [shape]
def commas(x: Float[Array, "a,b"]) -> None:
    """Spaces separate."""
