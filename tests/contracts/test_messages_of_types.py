"""A broken contract says what came in place of the array, the dtype or the type that it wants."""

from typing import Any, Literal

import numpy as np
import pytest
from jaxtyping import Float, Int, Shaped

from contracts.calls import complaint, ones, says
from interlock import Layer
from interlock.contracts import shaped
from interlock.dimensions import Array
from interlock.vector import mirror


def test_a_missing_axis_is_said_to_be_missing() -> None:
    assert complaint(Layer(3, 2).forward, np.float64(1.0) * ones()) == says("""
        Layer.forward: "inputs" must be an array.
          expected: Float array of shape (*batch, 3)
          got:      1.0, a float64
          try:      pass np.asarray(inputs, dtype=np.float32)
        """).replace("1.0, a", f"{np.float64(1.0)!r}, a")
    assert complaint(Layer(3, 2).forward, ones()) == says("""
        Layer.forward: "inputs" must have at least 1 axis.
          expected: (*batch, 3)
          got:      ()
          try:      pass it with another axis, as inputs[np.newaxis] has
        """)


def test_a_list_is_said_to_be_a_list() -> None:
    assert complaint(mirror, [1.0, 2.0]) == says("""
        mirror: "vector" must be an array.
          expected: Float array of shape (n,)
          got:      a list
          try:      pass np.asarray(vector, dtype=np.float32)
        """)


@pytest.mark.parametrize(
    ("dtype", "remedy"), [("int64", "astype(np.float32)"), ("complex128", "real")]
)
def test_a_wrong_dtype_is_said_to_be_one_even_where_the_shape_is_wrong_too(
    dtype: str, remedy: str
) -> None:
    assert complaint(Layer(3, 2).forward, np.ones((5, 4), dtype)) == says(f"""
        Layer.forward: the dtype of "inputs" must be Float.
          expected: float16 or float32 or float64
          got:      {dtype}
          try:      pass inputs.{remedy}
        """)


def test_a_wrong_number_is_said_to_be_one() -> None:
    assert complaint(Layer(3, 2).backward, ones(3), ones(2), "fast") == says("""
        Layer.backward: "rate" must be of type float | int.
          expected: float | int
          got:      'fast', a str
          try:      pass a value of type float | int
        """)


def test_a_whole_number_in_place_of_a_float_is_told_the_float() -> None:
    @shaped
    def scaled(a: Float[Array, "n"], by: float) -> None:
        return None

    assert complaint(scaled, ones(2), 3) == says("""
        scaled: "by" must be of type float.
          expected: float
          got:      3, an int
          try:      pass 3.0
        """)


def test_a_result_of_another_kind_is_said_to_be_one() -> None:
    @shaped
    def kinds(a: Float[Array, "n"], how: str) -> Float[Array, "n"]:
        results: dict[str, Any] = {"list": [1.0], "int": np.ones(2, int), "row": ones(1, 2)}
        return results[how]  # type: ignore[no-any-return]

    assert complaint(kinds, ones(2), "list") == says("""
        kinds: the result must be an array.
          expected: Float array of shape (n,)
          got:      a list
          try:      return an array
        """)
    assert complaint(kinds, ones(2), "int") == says("""
        kinds: the dtype of the result must be Float.
          expected: float16 or float32 or float64
          got:      int64
          try:      return result.astype(np.float32)
        """)
    assert complaint(kinds, ones(2), "row") == says("""
        kinds: the result must have 1 axis.
          expected: (n,)
          got:      (1, 2)
          try:      return one of its elements, such as result[0], or reshape it
        """)


def test_literals_and_other_types_are_spelled_as_written() -> None:
    @shaped
    def reduced(how: Literal["mean", "sum"], names: list[str] | None, a: Int[Array, "n"]) -> None:
        return None

    assert complaint(reduced, "max", None, np.ones(3, int)) == says("""
        reduced: "how" must be of type 'mean' or 'sum'.
          expected: 'mean' or 'sum'
          got:      'max', a str
          try:      pass a value of type 'mean' or 'sum'
        """)
    assert complaint(reduced, "sum", [1], np.ones(3, int)) == says("""
        reduced: "names" must be of type list[str].
          expected: list[str]
          got:      a list
          try:      pass a value of type list[str]
        """)
    assert complaint(reduced, "sum", None, np.ones(3, bool)) == says("""
        reduced: the dtype of "a" must be Int.
          expected: int8 or int16 or int32 or int64
          got:      bool
          try:      pass a.astype(np.int64)
        """)


def test_any_dtype_and_other_array_classes_have_remedies_too() -> None:
    class Tensor:
        shape = (3,)
        dtype = np.dtype("f8")

    @shaped
    def kept(a: Shaped[Array, "n"], b: Shaped[Tensor, "n"]) -> None:
        return None

    assert complaint(kept, (1, 2), Tensor()) == says("""
        kept: "a" must be an array.
          expected: Shaped array of shape (n,)
          got:      a tuple
          try:      pass np.asarray(a)
        """)
    assert complaint(kept, ones(3), None) == says("""
        kept: "b" must be a Tensor.
          expected: Shaped Tensor of shape (n,)
          got:      None
          try:      pass a Tensor
        """)
