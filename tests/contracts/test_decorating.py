"""What `@shaped` can decorate, and what it leaves as it is."""

import asyncio
import functools
import inspect
from collections.abc import Iterator
from typing import Any, no_type_check

import numpy as np
import pytest
from beartype import beartype
from jaxtyping import Float, TypeCheckError, jaxtyped

from contracts.calls import ones, refuses
from interlock.contracts import shaped
from interlock.dimensions import Array
from interlock.errors import InterlockError, ShapeError

VECTOR: Any = Float[Array, "n"]


@shaped
def added(a: Float[Array, "n"], b: Float[Array, "n"], *, scale: float = 1.0) -> Float[Array, "n"]:
    """Adds."""
    return a + scale * b


def test_a_function_keeps_its_name_signature_and_defaults() -> None:
    assert added.__name__ == "added"
    assert added.__doc__ == "Adds."
    assert list(inspect.signature(added).parameters) == ["a", "b", "scale"]
    assert inspect.signature(added).parameters["scale"].default == 1.0
    assert added.__annotations__["a"].dim_str == "n"
    assert added(ones(2), ones(2)).tolist() == [2.0, 2.0]
    assert added(ones(2), b=ones(2), scale=3.0).tolist() == [4.0, 4.0]


def test_a_call_that_does_not_bind_fails_as_python_says() -> None:
    with pytest.raises(TypeError, match=r"^added\(\) missing 1 required positional argument: 'b'$"):
        added(ones(2))  # type: ignore[call-arg]


def test_a_broken_contract_is_a_type_error_and_jaxtypings_own() -> None:
    with pytest.raises(ShapeError) as caught:
        added(ones(2), ones(3))
    assert isinstance(caught.value, TypeError)
    assert isinstance(caught.value, TypeCheckError)
    assert isinstance(caught.value, InterlockError)
    assert caught.value.__cause__ is None
    assert caught.value.__suppress_context__


def test_a_property_can_be_decorated_whole() -> None:
    class Held:
        value = ones(3)

        def _get(self) -> Float[Array, "3"]:
            return self.value

        def _set(self, value: Float[Array, "3"]) -> None:
            self.value = value

        vector = shaped(property(_get, _set, doc="The vector."))

    held = Held()
    assert held.vector.shape == (3,)
    held.vector = ones(3)
    with pytest.raises(ShapeError):
        held.vector = ones(4)
    assert Held.vector.__doc__ == "The vector."


def test_a_coroutine_is_judged_when_it_is_awaited() -> None:
    @shaped
    async def later(a: Float[Array, "n"], b: Float[Array, "n"]) -> Float[Array, "n"]:
        await asyncio.sleep(0)
        return a if len(a) < 5 else ones(1)

    async def all_of_it() -> list[Any]:
        calls = [later(ones(2), ones(2)), later(ones(3), ones(3)), later(ones(2), ones(3))]
        calls += [later(ones(5), ones(5)), later(ones(2), ones(2))]
        return await asyncio.gather(*calls, return_exceptions=True)

    assert inspect.iscoroutinefunction(later)
    for _ in range(2):
        kinds = [type(result) for result in asyncio.run(all_of_it())]
        assert kinds == [np.ndarray, np.ndarray, ShapeError, ShapeError, np.ndarray]


def test_a_coroutine_that_asks_isinstance_is_judged_too() -> None:
    @shaped
    async def later(a: Float[Array, "n"]) -> Float[Array, "n"]:
        return a if isinstance(a, VECTOR) else np.zeros(0)

    assert asyncio.run(later(ones(2))).shape == (2,)
    with pytest.raises(ShapeError):
        asyncio.run(later(ones(2, 2)))


def test_a_generator_is_judged_when_it_is_made() -> None:
    @shaped
    def rows(a: Float[Array, "n m"], b: Float[Array, "m"]) -> Iterator[Float[Array, "m"]]:
        yield from a + b

    for _ in range(3):
        assert len(list(rows(ones(2, 3), ones(3)))) == 2
        assert refuses(rows, ones(2, 3), ones(2))


def test_starred_parameters_are_judged() -> None:
    @shaped
    def sum_of(*vectors: Float[Array, "n"], **named: Float[Array, "n"]) -> Float[Array, "n"]:
        return sum([*vectors, *named.values()], start=0.0 * (*vectors, *named.values())[0])

    @shaped
    def loose(a: Float[Array, "n"], *rest, **options) -> int:  # type: ignore[no-untyped-def]
        return len(rest) + len(options)

    for _ in range(2):
        assert sum_of(ones(2), ones(2), x=ones(2)).tolist() == [3.0, 3.0]
        assert refuses(sum_of, ones(2), ones(3))
        assert refuses(sum_of, ones(2), x=ones(3))
        assert loose(ones(2), 1, 2, b=3) == 3


def test_parameters_may_have_any_kind_and_any_name() -> None:
    @shaped
    def kinds(type: Float[Array, "n"], /, len: Float[Array, "n"], *, key: float = 0.0) -> float:  # noqa: A002
        return float(type @ len) + key

    @shaped
    def result(result: Float[Array, "n"], passed: int, /, known: int = 2) -> int:
        return known

    for _ in range(3):
        assert kinds(ones(2), len=ones(2), key=1.0) == 3.0
        assert refuses(kinds, ones(2), ones(3))
        assert result(ones(2), 3) == 2
        assert result(ones(2), 3, 4) == 4
        assert refuses(result, ones(2), 3.0)


def test_a_default_is_not_judged_when_it_is_left_out() -> None:
    @shaped
    def optional(a: Float[Array, "n"], b: Float[Array, "n"] = None) -> bool:  # type: ignore[assignment]
        return b is None

    plain = jaxtyped(optional.__wrapped__, typechecker=beartype)  # type: ignore[attr-defined]
    for _ in range(3):
        assert optional(ones(2)) is plain(ones(2)) is True
        assert not optional(ones(2), ones(2))
        assert refuses(optional, ones(2), ones(3))


def test_a_default_left_out_is_not_taken_for_an_equal_argument() -> None:
    default = ones(3)

    @shaped
    def both(a: Float[Array, "n"], b: Float[Array, "n"] = default) -> None:
        return None

    for _ in range(3):
        assert not refuses(both, ones(4))
        assert refuses(both, ones(4), ones(3))


def test_a_hint_without_a_meaning_is_not_enforced() -> None:
    @shaped
    def odd(a: "Nowhere", b: Float[Array, "n"]) -> "Nowhere":  # type: ignore[name-defined]
        return a

    assert odd(3, ones(2)) == 3
    assert refuses(odd, 3, ones(2, 2))


def test_no_type_check_is_respected() -> None:
    @shaped
    @no_type_check
    def anything(a: Float[Array, "n"]) -> None:
        return None

    assert anything(3) is None


def test_only_functions_and_classes_can_be_decorated() -> None:
    with pytest.raises(TypeError, match=r"^shaped: 3 is neither a function nor a class\.$"):
        shaped(3)


def test_a_decorated_function_can_be_decorated() -> None:
    @functools.wraps(added)
    def logged(*args: Any, **kwargs: Any) -> Any:
        return added(*args, **kwargs)

    checked = shaped(shaped(logged))
    for _ in range(3):
        assert checked(ones(2), ones(2), scale=2.0).tolist() == [3.0, 3.0]
        assert refuses(checked, ones(2), ones(3))


def test_an_error_of_the_body_passes_through() -> None:
    @shaped
    def failing(a: Float[Array, "n"]) -> Float[Array, "n"]:
        raise KeyError("of the body")

    for _ in range(3):
        with pytest.raises(KeyError, match="of the body") as caught:
            failing(ones(2))
        assert caught.value.__context__ is None


def test_recursion_has_axes_of_its_own_at_every_level() -> None:
    @shaped
    def halved(a: Float[Array, "n"], total: float) -> float:
        return total if len(a) == 1 else halved(a[: len(a) // 2], total + len(a))

    assert halved(ones(8), 0.0) == halved(ones(8), 0.0) == 14.0
