"""The sizes of a class are axes in every kind of method, and where its instances are passed."""

import sys
from typing import Any, Generic, Literal, Self

import pytest
from jaxtyping import Float

from contracts.calls import ones, refuses
from interlock.contracts import shaped
from interlock.dimensions import Array, I, Index, K, N, O


class Sized(Generic[I, O]):
    """A class of every kind of method."""

    num_inputs: I
    num_outputs: O

    def __init__(self, inputs: I, outputs: O) -> None:
        self.num_inputs = inputs
        self.num_outputs = outputs

    @shaped
    def forward(self, x: Float[Array, "*batch i"]) -> Float[Array, "*batch o"]:
        return ones(*x.shape[:-1], self.num_outputs)

    @shaped
    def longer(self, x: Float[Array, "i"]) -> Float[Array, "i+o"]:
        return ones(len(x) + self.num_outputs)

    @shaped
    @classmethod
    def of(cls, inputs: I, x: Float[Array, "i"]) -> "Sized[I, I]":
        return Sized(inputs, inputs)

    @classmethod
    @shaped
    def outside(cls, inputs: I, x: Float[Array, "i"]) -> "Sized[I, I]":
        return Sized(inputs, inputs)

    @shaped
    @staticmethod
    def free(x: Float[Array, "i"], y: Float[Array, "i"]) -> None:
        return None

    @staticmethod
    @shaped
    def free_outside(x: Float[Array, "i"], y: Float[Array, "i"]) -> None:
        return None

    @shaped
    def copied(self) -> Self:
        return self

    @property
    @shaped
    def weight(self) -> Float[Array, "o i"]:
        return ones(self.num_outputs, 3)

    @shaped
    def grow(self) -> None:
        self.num_inputs += 1  # type: ignore[assignment]


def test_axes_of_a_class_are_the_sizes_of_its_instance() -> None:
    small, large = Sized(3, 2), Sized(4, 2)
    for _ in range(3):
        assert not refuses(small.forward, ones(5, 3))
        assert refuses(small.forward, ones(5, 4))
        assert not refuses(large.forward, ones(5, 4))
        assert refuses(large.forward, ones(5, 3))


def test_sizes_count_in_computed_axes() -> None:
    assert not refuses(Sized(3, 2).longer, ones(3))
    assert refuses(Sized(3, 2).longer, ones(2))


def test_sizes_that_change_are_new_sizes() -> None:
    sized = Sized(3, 2)
    sized.forward(ones(3))
    sized.grow()
    assert refuses(sized.forward, ones(3))
    assert not refuses(sized.forward, ones(4))


@pytest.mark.parametrize("method", [Sized.of, Sized.outside, Sized(7, 7).of])
def test_a_class_method_has_only_the_sizes_of_its_arguments(method: Any) -> None:
    for _ in range(3):
        assert not refuses(method, 3, ones(3))
        assert refuses(method, 3, ones(4))


@pytest.mark.parametrize("method", [Sized.free, Sized.free_outside, Sized(7, 7).free])
def test_a_static_method_has_the_axes_of_its_call(method: Any) -> None:
    for _ in range(3):
        assert not refuses(method, ones(3), ones(3))
        assert refuses(method, ones(3), ones(4))


def test_a_property_is_judged_by_its_result() -> None:
    assert Sized(3, 2).weight.shape == (2, 3)
    assert refuses(lambda: Sized(4, 2).weight)


def test_self_as_a_result_is_left_to_type_checkers() -> None:
    assert Sized(3, 2).copied().num_inputs == 3


def test_a_subclass_has_the_sizes_of_the_class_that_it_specialises() -> None:
    class Square(Sized[N, N], Generic[N]):
        @shaped
        def twice(self, x: Float[Array, "n"]) -> Float[Array, "n"]:
            return x

    class Digits(Sized[Literal[64], O]):
        @shaped
        def rated(self, y: Float[Array, "o"]) -> Float[Array, "o"]:
            return y

    assert not refuses(Square(3, 3).forward, ones(3))
    assert refuses(Square(3, 3).forward, ones(4))
    assert not refuses(Square(3, 3).twice, ones(3))
    assert refuses(Square(3, 3).twice, ones(4))
    assert refuses(Digits(64, 10).rated, ones(9))
    assert not refuses(Digits(64, 10).rated, ones(10))


def test_a_size_may_be_a_property() -> None:
    class Rows(Generic[N]):
        def __init__(self, rows: list[int]) -> None:
            self.rows = rows

        @property
        def count(self) -> N:
            return len(self.rows)  # type: ignore[return-value]

        @shaped
        def weigh(self, weights: Float[Array, "n"]) -> float:
            return float(weights.sum())

    assert Rows([1, 2]).weigh(ones(2)) == 2.0
    assert refuses(Rows([1, 2]).weigh, ones(3))


def test_an_object_without_its_sizes_yet_has_only_the_axes_of_the_call() -> None:
    class Late(Generic[N]):
        size: N

        @shaped
        def fill(self, x: Float[Array, "n"], y: Float[Array, "n"]) -> None:
            self.size = len(x)  # type: ignore[assignment]

    late: Late[int] = Late()
    assert refuses(late.fill, ones(2), ones(3))
    assert not refuses(late.fill, ones(2), ones(2))
    assert refuses(late.fill, ones(3), ones(3))


@pytest.mark.skipif(sys.version_info < (3, 12), reason="the syntax came with Python 3.12")
def test_type_parameters_in_brackets_are_sizes_too() -> None:
    space: dict[str, Any] = {"Array": Array, "Float": Float, "shaped": shaped}
    space["__name__"] = __name__
    source = """
class Bracketed[I: (int), O: int]:
    width: O
    def __init__(self, width): self.width = width
    @shaped
    def check(self, x: Float[Array, "o"]) -> Float[Array, "o"]: return x

@shaped
def sized[N: int](n: N, x: Float[Array, "n"]) -> None: ...
"""
    exec(source, space)
    assert not refuses(space["Bracketed"](3).check, ones(3))
    assert refuses(space["Bracketed"](3).check, ones(4))
    assert not refuses(space["sized"], 3, ones(3))
    assert refuses(space["sized"], 3, ones(4))


def test_an_instance_of_a_sized_class_ties_the_axes_it_is_annotated_with() -> None:
    @shaped
    def loss(layer: Sized[I, K], x: Float[Array, "i"], target: Float[Array, "k"]) -> None:
        return None

    @shaped
    def at(index: Index[N], x: Float[Array, "n"]) -> float:
        return float(x[index])

    for _ in range(3):
        assert not refuses(loss, Sized(3, 2), ones(3), ones(2))
        assert refuses(loss, Sized(3, 2), ones(3), ones(3))
        assert refuses(loss, Sized(4, 2), ones(3), ones(2))
        assert at(Index(1, 3), ones(3)) == 1.0
        assert refuses(at, Index(1, 3), ones(2))
        assert refuses(at, 1, ones(3))
