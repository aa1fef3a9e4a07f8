"""A broken contract says which axis is wrong, what it must be, and what bound it."""

from typing import Any

import numpy as np
from jaxtyping import Bool, Complex, Float

from contracts.calls import complaint, ones, says
from interlock import Layer
from interlock.contracts import shaped
from interlock.dimensions import Array, I, N
from interlock.vector import dot_product


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
