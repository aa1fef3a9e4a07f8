"""The chapter's first section: `init`, `mirror` and `dot_product`."""

from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from interlock import Index, ShapeError, SizeError, dot_product, init, mirror

SIZES = st.integers(1, 8)
FLOATS = st.floats(-100, 100, width=32)


def vectors(size: int) -> st.SearchStrategy[Any]:
    return arrays(np.float64, size, elements=FLOATS)


@given(SIZES)
def test_init_calls_its_function_once_for_each_index_in_order(n: int) -> None:
    seen: list[Index[int]] = []

    def note(index: Index[int]) -> float:
        seen.append(index)
        return float(index)

    vector = init(n, note)
    assert vector.tolist() == seen == list(range(n))
    assert {repr(index) for index in seen} == {f"Index({i}, {n})" for i in range(n)}


@given(SIZES, SIZES)
def test_init_of_rows_is_a_matrix(n: int, m: int) -> None:
    matrix = init(n, lambda i: init(m, lambda j: float(i * m + j)))
    assert np.array_equal(matrix, np.arange(float(n * m)).reshape(n, m))


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.float64])
def test_init_keeps_the_dtype_of_its_rows(dtype: type[np.floating[Any]]) -> None:
    assert init(2, lambda _: np.zeros(3, dtype)).dtype == dtype


def test_init_makes_floating_numbers_of_whole_ones() -> None:
    assert init(3, lambda i: i).dtype == np.float64
    assert init(3, lambda _: 0.5).dtype == np.float64


def test_init_refuses_rows_of_different_lengths() -> None:
    with pytest.raises(ShapeError) as error:
        init(3, lambda i: np.zeros(int(i) + 1))
    assert str(error.value) == (
        "init: every element must have the shape of the first.\n"
        "  expected: (1,)\n"
        "  got:      (2,)\n"
        "  where:    element 1"
    )


def test_init_refuses_a_size_that_is_none() -> None:
    with pytest.raises(SizeError, match=r"^init: n must be a positive integer\."):
        init(0, lambda _: 0.0)


@given(SIZES.flatmap(vectors))
def test_mirror_is_the_vector_from_back_to_front(vector: Any) -> None:
    assert np.array_equal(mirror(vector), vector[::-1])
    assert np.array_equal(mirror(mirror(vector)), vector)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_mirror_keeps_the_dtype(dtype: type[np.floating[Any]]) -> None:
    assert mirror(np.zeros(3, dtype)).dtype == dtype


@given(SIZES.flatmap(lambda n: st.tuples(vectors(n), vectors(n))))
def test_dot_product_is_the_sum_of_the_products(pair: tuple[Any, Any]) -> None:
    a, b = pair
    assert dot_product(a, b) == pytest.approx(sum(x * y for x, y in zip(a, b, strict=True)))


def test_dot_product_refuses_vectors_of_different_lengths() -> None:
    with pytest.raises(ShapeError) as error:
        dot_product(np.ones(3), np.ones(4))
    assert str(error.value) == (
        'dot_product: the length of "b" must be n, as in "a".\n'
        "  expected: (3,)\n"
        "  got:      (4,)\n"
        "  bound:    n = 3\n"
        '  try:      make that axis 3 long, or that of "a" 4 long'
    )


def test_mirror_of_nothing_is_nothing() -> None:
    assert mirror(np.zeros(0)).shape == (0,)
