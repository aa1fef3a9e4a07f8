"""A broken contract says what was called, what is wrong, what is bound, where, and a remedy."""

from collections.abc import Callable
from textwrap import dedent
from typing import Any, Literal

import numpy as np
import pytest
from jaxtyping import Bool, Complex, Float, Int, Shaped

from interlock import Layer, Network
from interlock.contracts import shaped
from interlock.dimensions import Array, I, N
from interlock.errors import ShapeError
from interlock.losses import quadratic
from interlock.vector import dot_product, mirror


def ones(*shape: int) -> Array:
    return np.ones(shape)


def complaint(function: Callable[..., object], *args: Any, **kwargs: Any) -> str:
    with pytest.raises(ShapeError) as caught:
        function(*args, **kwargs)
    return str(caught.value) + "\n"


def says(text: str) -> str:
    return dedent(text).lstrip("\n")


def test_a_layer_names_its_size_and_a_layer_that_would_fit() -> None:
    assert complaint(Layer(784, 30).forward, ones(32, 783)) == says("""
        Layer.forward: the last axis of "inputs" must be num_inputs.
          expected: (*batch, 784)
          got:      (32, 783)
          try:      pass 784 features, or build Layer(783, 30)
        """)


@pytest.mark.parametrize(
    ("shape", "wanted"),
    [((5, 28, 28), "5, 784"), ((784, 1), "784"), ((2, 3, 16, 7, 7), "2, 3, 784")],
)
def test_axes_that_together_are_as_long_as_the_last_must_be_are_laid_in_a_row(
    shape: tuple[int, ...], wanted: str
) -> None:
    got = ", ".join(map(str, shape))
    assert complaint(Layer(784, 30).forward, ones(*shape)) == says(f"""
        Layer.forward: the last axis of "inputs" must be num_inputs.
          expected: (*batch, 784)
          got:      ({got})
          try:      pass inputs.reshape({wanted}), or build Layer({shape[-1]}, 30)
        """)


@pytest.mark.parametrize(("wrong", "place"), [(0, 1), (1, 2), (2, 3)])
def test_a_layer_of_a_network_says_its_place(wrong: int, place: int) -> None:
    network = Network.new(784, [30, 20], 10)
    layer = list(network)[wrong]
    layer.num_inputs += 1
    size = layer.num_inputs
    given = complaint(network.forward, ones(32, 784))
    assert given == says(f"""
        Layer.forward: the last axis of "inputs" must be num_inputs.
          expected: (*batch, {size})
          got:      (32, {size - 1})
          where:    layer {place} of 3 in Network(784 -> 30 -> 20 -> 10)
          try:      pass {size} features, or build Layer({size - 1}, {layer.num_outputs})
        """)


def test_a_network_of_one_layer_says_so() -> None:
    assert complaint(Network.new(784, [], 10).forward, ones(32, 783)) == says("""
        Layer.forward: the last axis of "inputs" must be num_inputs.
          expected: (*batch, 784)
          got:      (32, 783)
          where:    layer 1 of 1 in Network(784 -> 10)
          try:      pass 784 features, or build Layer(783, 10)
        """)


def test_the_batch_of_two_arguments_must_be_one() -> None:
    assert complaint(Layer(3, 2).backward, ones(5, 3), ones(4, 2), 0.1) == says("""
        Layer.backward: the leading axes of "error" must be *batch, as in "inputs".
          expected: (5, 2)
          got:      (4, 2)
          bound:    *batch = (5,)
          try:      pass the same leading axes in "error" and "inputs"
        """)


def test_the_outputs_of_a_layer_are_named_as_its_inputs_are() -> None:
    assert complaint(Layer(3, 2).gradients, ones(5, 3), ones(5, 3)) == says("""
        Layer.gradients: the last axis of "error" must be num_outputs.
          expected: (5, 2)
          got:      (5, 3)
          bound:    *batch = (5,)
          try:      pass 2 features, or build Layer(3, 3)
        """)


def test_a_variants_method_is_called_by_the_class_whose_variant_it_is() -> None:
    network = Network.new(3, [4], 2)
    network.forward(ones(5, 3))
    assert complaint(network.backward, ones(5, 3), ones(5, 1), 0.1) == says("""
        Network.backward: the last axis of "target" must be num_outputs.
          expected: (5, 2)
          got:      (5, 1)
          bound:    *batch = (5,)
          try:      pass 2 features, or build a Network whose num_outputs is 1
        """)


def test_gradients_of_a_network_are_judged_before_they_are_computed() -> None:
    assert complaint(Network.new(3, [4], 2).gradients, ones(5, 3), ones(2), quadratic) == says("""
        Network.gradients: the leading axes of "targets" must be *batch, as in "inputs".
          expected: (5, 2)
          got:      (2,)
          bound:    *batch = (5,)
          try:      pass the same leading axes in "targets" and "inputs"
        """)


def test_a_size_bound_by_another_argument_names_it() -> None:
    assert complaint(dot_product, ones(3), ones(4)) == says("""
        dot_product: the length of "b" must be n, as in "a".
          expected: (3,)
          got:      (4,)
          bound:    n = 3
          try:      make that axis 3 long, or that of "a" 4 long
        """)


def test_rank_comes_before_sizes() -> None:
    assert complaint(dot_product, ones(3), ones(4, 3)) == says("""
        dot_product: "b" must have 1 axis.
          expected: (n,)
          got:      (4, 3)
          try:      pass one of its elements, such as b[0], or reshape it
        """)


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


def test_a_result_is_said_to_be_the_result() -> None:
    @shaped
    def turned(a: Float[Array, "n m"]) -> Float[Array, "m n"]:
        return a

    assert complaint(turned, ones(2, 3)) == says("""
        turned: the first axis of the result must be m, as in "a".
          expected: (3, 2)
          got:      (2, 3)
          bound:    n = 2, m = 3
          try:      return that shape, or correct the annotation 'm n'
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


def test_a_size_given_as_a_number_names_its_parameter() -> None:
    @shaped
    def first(n: N, a: Float[Array, "n"]) -> None:
        return None

    assert complaint(first, 3, ones(4)) == says("""
        first: the length of "a" must be n.
          expected: (3,)
          got:      (4,)
          bound:    n = 3
          try:      make that axis 3 long, or pass n=4
        """)


def test_two_sizes_of_one_name_must_agree() -> None:
    @shaped
    def twice(n: N, other: N, a: Float[Array, "n"]) -> None:
        return None

    assert complaint(twice, 3, 4, ones(3)) == says("""
        twice: "other" must be n.
          expected: 3
          got:      4
          try:      pass other=3
        """)


def test_a_size_of_an_argument_names_its_field() -> None:
    @shaped
    def applied(layer: Layer[I, Any], a: Float[Array, "i"]) -> None:
        return None

    assert complaint(applied, Layer(3, 2), ones(4)) == says("""
        applied: the length of "a" must be layer.num_inputs.
          expected: (3,)
          got:      (4,)
          bound:    i = 3
          try:      make that axis 3 long, or pass another "layer"
        """)


def test_fixed_computed_and_stretching_axes_say_what_they_are() -> None:
    @shaped
    def odd(a: Float[Array, "n 3"], b: Float[Array, "#n n+1 *rest"]) -> None:
        return None

    assert complaint(odd, ones(2, 4), ones(2, 3)) == says("""
        odd: the last axis of "a" must be 3.
          expected: (2, 3)
          got:      (2, 4)
          bound:    n = 2
          try:      make that axis 3 long
        """)
    assert complaint(odd, ones(2, 3), ones(3, 3)) == says("""
        odd: the first axis of "b" must be 1 or n, as in "a".
          expected: (1 or 2, 3, *rest)
          got:      (3, 3)
          bound:    n = 2
          try:      make that axis 2 long, or that of "a" 3 long
        """)
    assert complaint(odd, ones(2, 3), ones(1, 4, 5)) == says("""
        odd: axis 1 of "b" must be n+1.
          expected: (1 or 2, 3, *rest)
          got:      (1, 4, 5)
          bound:    n = 2
          try:      make that axis 3 long
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


def test_an_element_of_a_tuple_is_named() -> None:
    @shaped
    def paired(pair: tuple[Float[Array, "n"], Bool[Array, "n"]]) -> None:
        return None

    assert complaint(paired, (ones(3), np.ones(4, bool))) == says("""
        paired: the length of "pair[1]" must be n, as in "pair[0]".
          expected: (3,)
          got:      (4,)
          bound:    n = 3
          try:      make that axis 3 long, or that of "pair[0]" 4 long
        """)


def test_lists_and_unions_of_arrays_are_named_as_a_whole() -> None:
    @shaped
    def either(
        a: Float[Array, "n"], b: Float[Array, "n"] | Float[Array, "n n"], c: list[Float[Array, "n"]]
    ) -> None:
        return None

    assert complaint(either, ones(3), ones(4), [ones(3)]) == says("""
        either: "b" must fit its annotation.
          expected: Float[ndarray, 'n'] | Float[ndarray, 'n n']
          got:      float64 array of shape (4,)
          bound:    n = 3
          try:      compare each shape with the annotation
        """)
    assert complaint(either, ones(3), ones(3), [ones(4)]) == says("""
        either: "c" must fit its annotation.
          expected: list[Float[ndarray, 'n']]
          got:      a list
          bound:    n = 3
          try:      compare each shape with the annotation
        """)


def test_starred_arguments_are_named_by_their_place_or_name() -> None:
    @shaped
    def all_of(*parts: Float[Array, "n"], **named: Complex[Array, "n"]) -> None:
        return None

    assert complaint(all_of, ones(3), ones(4)).splitlines()[0] == (
        'all_of: the length of "parts[1]" must be n, as in "parts[0]".'
    )
    assert complaint(all_of, ones(3), z=ones(3)).splitlines()[0] == (
        'all_of: the dtype of "z" must be Complex.'
    )


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


def test_an_instance_that_takes_more_than_sizes_is_not_rebuilt() -> None:
    class Named(Layer[I, N]):
        def __init__(self, name: str, inputs: I, outputs: N) -> None:
            super().__init__(inputs, outputs)

    assert complaint(Named("a", 3, 2).forward, ones(4)).splitlines()[-1] == (
        "  try:      pass 3 features, or build a Layer whose num_inputs is 4"
    )
