"""A layer says what it takes, its place in its network, and a layer that would fit."""

import pytest

from contracts.calls import complaint, ones, says
from interlock import Layer, Network
from interlock.dimensions import I, N
from interlock.losses import quadratic


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


def test_an_instance_that_takes_more_than_sizes_is_not_rebuilt() -> None:
    class Named(Layer[I, N]):
        def __init__(self, name: str, inputs: I, outputs: N) -> None:
            super().__init__(inputs, outputs)

    assert complaint(Named("a", 3, 2).forward, ones(4)).splitlines()[-1] == (
        "  try:      pass 3 features, or build a Layer whose num_inputs is 4"
    )
