"""A decorated class is judged when an instance of it is made."""

import dataclasses
from dataclasses import dataclass
from typing import Generic, NamedTuple

from jaxtyping import Float

from contracts.calls import ones, refuses
from interlock.contracts import shaped
from interlock.dimensions import Array, N


def test_a_dataclass_is_judged_when_it_is_made() -> None:
    @shaped
    @dataclass(frozen=True)
    class Pair(Generic[N]):
        size: N
        left: Float[Array, "n"]
        right: Float[Array, "n"] = dataclasses.field(default_factory=lambda: ones(3))

    assert Pair(3, ones(3)).right.shape == (3,)
    for _ in range(3):
        assert not refuses(Pair, 2, ones(2), ones(2))
        assert refuses(Pair, 2, ones(2), ones(3))
        assert refuses(Pair, 3, ones(2), ones(2))


def test_an_instance_made_anew_is_not_held_to_its_earlier_sizes() -> None:
    @shaped
    @dataclass
    class Row(Generic[N]):
        size: N
        values: Float[Array, "n"]

    row: Row[int] = Row(3, ones(3))
    for size in (2, 3, 2):
        Row.__init__(row, size, ones(size))
        assert row.values.shape == (size,)
    assert refuses(Row.__init__, row, 3, ones(2))


def test_a_named_tuple_is_judged_when_it_is_made() -> None:
    @shaped
    class Pair(NamedTuple):
        left: Float[Array, "n"]
        right: Float[Array, "n"]

    for _ in range(3):
        assert Pair(ones(2), ones(2)).left.shape == (2,)
        assert refuses(Pair, ones(2), ones(3))


def test_a_class_without_a_constructor_stays_as_it_is() -> None:
    class Empty:
        pass

    assert shaped(Empty) is Empty
    assert "__init__" not in vars(Empty)
