"""A network and its module of PyTorch compute the same, and one becomes the other."""

from typing import Any

import numpy as np
import pytest
import torch
from hypothesis import given, settings
from hypothesis import strategies as st
from torch import nn

from interlock import (
    Activation,
    DataError,
    InterlockError,
    Layer,
    LinkError,
    SettingError,
    StorageError,
    cross_entropy,
    identity,
    network,
    quadratic,
    sigmoid,
    softmax,
    step,
    tanh,
)
from interlock.interop import data_from, from_torch, labelled_data_from, to_torch
from interlock.interop.torch import Step
from interlock.training import evaluate, fit
from random_networks import ACTIVATIONS, networks, rows_for


@given(networks())
def test_a_module_gives_the_outputs_of_its_network(net: Any) -> None:
    rows = rows_for(net)
    outputs = to_torch(net)(torch.from_numpy(rows)).detach().numpy()
    assert outputs.dtype == rows.dtype
    assert np.abs(outputs - net.forward(rows)).max() <= 1e-6


@given(networks())
def test_a_network_comes_back_from_its_module(net: Any) -> None:
    assert from_torch(to_torch(net)) == net


def torch_loss(outputs: Any, targets: Any, last: Activation) -> Any:
    if last == softmax:
        return -(targets * outputs.log()).sum(dim=1).mean()
    if last == sigmoid:
        return nn.functional.binary_cross_entropy(outputs, targets, reduction="none").sum(1).mean()
    return 0.5 * ((outputs - targets) ** 2).sum(dim=1).mean()


@pytest.mark.parametrize("last", ACTIVATIONS)
@settings(max_examples=40)
@given(st.data())
def test_a_module_has_the_gradients_of_its_network(last: Activation, data: Any) -> None:
    net = data.draw(networks(last, np.float64))
    rows = rows_for(net)
    answers = np.random.default_rng(1).integers(0, net.num_outputs, len(rows))
    targets = np.eye(net.num_outputs)[answers]
    module = to_torch(net)
    inputs = torch.from_numpy(rows).requires_grad_()
    torch_loss(module(inputs), torch.from_numpy(targets), last).backward()
    loss = cross_entropy if last in (sigmoid, softmax) else quadratic
    gradients, input_error = net.differentiate(rows, targets, loss)
    ours = [array for pair in gradients for array in pair] + [input_error]
    theirs = [parameter.grad for parameter in module.parameters()] + [inputs.grad]
    for one, other in zip(ours, theirs, strict=True):
        assert np.abs(one - other.numpy()).max() <= 1e-6


def test_a_module_learns_apart_from_its_network() -> None:
    net = Layer(3, 4, rng=0) >> Layer(4, 2, rng=1)
    module: Any = to_torch(net)
    with torch.no_grad():
        module[0].weight.zero_()
    assert all(layer.weight.all() for layer in net)
    back = from_torch(module)
    with torch.no_grad():
        module[2].weight.zero_()
    assert np.array_equal(list(back)[1].weight, list(net)[1].weight)


def test_making_a_module_draws_no_random_numbers() -> None:
    before = torch.get_rng_state()
    to_torch(network(Layer(3, 4)))
    assert torch.equal(torch.get_rng_state(), before)


def test_layers_of_two_precisions_become_a_module_of_the_wider() -> None:
    net = Layer(3, 4, dtype=np.float32) >> Layer(4, 2, dtype=np.float64)
    module = to_torch(net)
    assert {parameter.dtype for parameter in module.parameters()} == {torch.float64}
    rows = np.random.default_rng(0).normal(size=(5, 3))
    assert np.abs(module(torch.from_numpy(rows)).detach().numpy() - net.forward(rows)).max() <= 1e-6


def test_modules_within_modules_and_layers_without_bias_are_read() -> None:
    inner = nn.Sequential(nn.Linear(4, 3, bias=False), nn.Softmax(dim=1))
    module = nn.Sequential(nn.Linear(2, 4), nn.Identity(), inner, nn.Linear(3, 1))
    net = from_torch(module)
    assert [layer.activation for layer in net] == [identity, softmax, identity]
    assert np.array_equal(list(net)[1].bias, np.zeros(3))
    rows = rows_for(net)
    outputs = module(torch.from_numpy(rows)).detach().numpy()
    assert np.abs(outputs - net.forward(rows)).max() <= 1e-6


def test_a_linear_module_alone_is_a_network_of_one_layer() -> None:
    assert repr(from_torch(nn.Linear(3, 2))) == "Network(3 -> 2)"


def test_a_module_can_be_exported_by_torch() -> None:
    module = to_torch(Layer(3, 2, activation=step) >> Layer(2, 2))
    again = torch.export.export(module, (torch.zeros(1, 3),)).module()
    rows = torch.randn(1, 3)
    assert torch.equal(again(rows), module(rows))


def test_sizes_are_checked_where_they_are_given() -> None:
    module = nn.Linear(3, 2)
    assert repr(from_torch(module, inputs=3, outputs=2)) == "Network(3 -> 2)"
    with pytest.raises(StorageError) as caught:
        from_torch(module, inputs=4, outputs=2)
    assert str(caught.value) == (
        "from_torch: the network must have the sizes asked for.\n"
        "  expected: 4 inputs and 2 outputs\n"
        "  got:      Network(3 -> 2)\n"
        "  try:      inputs=3, outputs=2"
    )


def refusal(kind: type[InterlockError], module: nn.Module) -> str:
    with pytest.raises(kind) as caught:
        from_torch(module)
    return str(caught.value)


TRY = "  try:      take the layers out that are not needed to predict, or build the network in code"


class Doubled(nn.Linear):
    pass


@pytest.mark.parametrize(
    ("module", "expected", "got", "place"),
    [
        (
            nn.Sequential(nn.Sequential(nn.Linear(2, 2), nn.GELU())),
            "nn.Linear, nn.Sigmoid, nn.Tanh, nn.ReLU, nn.Identity, nn.Softmax, Step",
            "GELU(approximate='none')",
            "0.1",
        ),
        (
            nn.Sequential(nn.Linear(2, 2), nn.Softmax(dim=0)),
            "nn.Linear, nn.Sigmoid, nn.Tanh, nn.ReLU, nn.Identity, nn.Softmax, Step",
            "Softmax(dim=0)",
            "1",
        ),
        (
            nn.Sequential(nn.Linear(2, 2), Doubled(2, 2)),
            "nn.Linear, nn.Sigmoid, nn.Tanh, nn.ReLU, nn.Identity, nn.Softmax, Step",
            "Doubled(in_features=2, out_features=2, bias=True)",
            "1",
        ),
        (
            nn.Sequential(nn.ReLU(), nn.Linear(2, 2)),
            "one activation behind each nn.Linear",
            "ReLU()",
            "0",
        ),
        (
            nn.Sequential(nn.Linear(2, 2), nn.ReLU(), nn.Tanh()),
            "one activation behind each nn.Linear",
            "Tanh()",
            "2",
        ),
        (nn.Sequential(), "at least one nn.Linear", "Sequential()", None),
    ],
)
def test_a_module_that_is_no_chain_is_told(
    module: nn.Module, expected: str, got: str, place: str | None
) -> None:
    where = "" if place is None else f'  where:    module "{place}"\n'
    assert refusal(SettingError, module) == (
        "from_torch: a module must be a chain of linear layers and activations.\n"
        f"  expected: {expected}\n"
        f"  got:      {got}\n{where}{TRY}"
    )


def test_parameters_of_half_precision_are_told() -> None:
    assert refusal(SettingError, nn.Linear(2, 2).bfloat16()) == (
        "from_torch: parameters must be of a floating type that NumPy computes fast.\n"
        "  expected: torch.float32 or torch.float64\n"
        "  got:      torch.bfloat16\n"
        "  try:      from_torch(module.float())"
    )


def test_modules_that_do_not_link_are_told() -> None:
    message = refusal(LinkError, nn.Sequential(nn.Linear(2, 3), nn.Linear(4, 1)))
    assert message.startswith("Layers do not fit: layer 1 gives 3, layer 2 takes 4.\n")


def test_an_activation_that_torch_does_not_know_is_told() -> None:
    mine = Activation("mine", tanh.value, tanh.slope)
    with pytest.raises(SettingError) as caught:
        to_torch(Layer(2, 3) >> Layer(3, 1, activation=mine))
    assert str(caught.value) == (
        "to_torch: an activation must be one that both sides know.\n"
        "  expected: step, sigmoid, tanh, relu, identity, softmax\n"
        "  got:      mine\n"
        "  where:    layer 2 of 2 in Network(2 -> 3 -> 1)"
    )


def test_the_step_has_a_derivative_of_zero() -> None:
    sums = torch.tensor([-1.0, 0.0, 1e-30, 2.0], requires_grad=True)
    outputs = Step()(sums)
    outputs.sum().backward()
    assert outputs.tolist() == [0, 0, 1, 1]
    assert sums.grad is not None
    assert sums.grad.tolist() == [0, 0, 0, 0]


def test_a_tensor_is_data_without_a_copy() -> None:
    rows, targets = torch.randn(5, 3, requires_grad=True), torch.rand(5, 2)
    data = data_from(3, 2, rows, targets)
    assert np.shares_memory(data.inputs, rows.detach().numpy())
    assert np.shares_memory(data.targets, targets.numpy())
    assert data.inputs.dtype == np.float32


def test_a_tensor_of_labels_trains_a_network() -> None:
    rows = torch.randn(80, 3, generator=torch.Generator().manual_seed(0))
    data = labelled_data_from(3, 2, rows, (rows[:, 0] > 0).long())
    net = Layer(3, 4, rng=0) >> Layer(4, 2, activation=softmax, rng=1)
    fit(net, data, epochs=20, rng=2)
    assert evaluate(net, data).accuracy > 0.9


def test_a_tensor_that_numpy_has_no_type_for_is_told() -> None:
    with pytest.raises(DataError) as caught:
        data_from(2, 2, torch.zeros(3, 2).bfloat16(), torch.zeros(3, 2))
    assert str(caught.value) == (
        "data_from: numbers must be of a type that NumPy has.\n"
        "  got:      torch.bfloat16\n"
        "  try:      tensor.float()"
    )
