import json
from collections.abc import Callable
from typing import Any

import numpy as np
import pytest

from interlock.activations import ACTIVATIONS, Activation, identity, sigmoid, softmax, step, tanh
from interlock.datasets import Data, Split, digits
from interlock.errors import DataError, InterlockError, SettingError, SizeError, TrainingError
from interlock.layer import Layer
from interlock.losses import log_likelihood, quadratic
from interlock.network import Last, Network, Next
from interlock.optimizers import Adam, Momentum
from interlock.training import Epoch, History, evaluate, fit


def small(seed: int = 1, **options: Any) -> Network[Any, Any]:
    rng = np.random.default_rng(seed)
    return Layer(2, 4, rng=rng, **options) >> Layer(4, 3, rng=rng, **options)


def blobs(count: int = 60, seed: int = 2, dtype: Any = np.float64) -> Data[Any, Any]:
    """Three classes of points, each around a corner of its own, some of them astray."""
    rng = np.random.default_rng(seed)
    labels = rng.integers(0, 3, count)
    corners = np.array([[0.0, 0.0], [3.0, 0.0], [0.0, 3.0]])
    points = corners[labels] + rng.standard_normal((count, 2))
    return Data.labelled(2, 3, points.astype(dtype), labels)


def parameters(network: Network[Any, Any]) -> list[Any]:
    return [part.copy() for layer in network for part in (layer.weight, layer.bias)]


def same(one: list[Any], two: list[Any]) -> bool:
    return all(a.tobytes() == b.tobytes() for a, b in zip(one, two, strict=True))


def complaint(kind: type[InterlockError], network: Network[Any, Any], data: Any, **k: Any) -> str:
    """What fit says; nothing must have changed."""
    before = parameters(network)
    with pytest.raises(kind) as caught:
        fit(network, data, **k)
    assert same(before, parameters(network))
    return str(caught.value)


# What is learned


def test_a_network_learns_the_digits() -> None:
    scores = []
    for seed in range(3):
        network = Network.new(64, [30], 10, rng=seed)
        fit(network, digits(), epochs=60, rate=0.5, l2=0.1, rng=seed)
        scores.append(evaluate(network, digits().test).accuracy)
    assert min(scores) >= 0.965


@pytest.mark.parametrize("optimizer", [Momentum(), Adam()])
def test_every_optimizer_learns(optimizer: Any) -> None:
    history = fit(small(), blobs(), epochs=40, rate=0.05, optimizer=optimizer, rng=1)
    assert (history.accuracy[-1] or 0) > 0.85
    assert history.loss[-1] < history.loss[0]


def test_the_same_seed_gives_the_same_bits() -> None:
    one, two, other = small(), small(), small()
    for network, seed in ((one, 5), (two, 5), (other, 6)):
        fit(network, blobs(), epochs=3, rng=seed)
    assert same(parameters(one), parameters(two))
    assert not same(parameters(one), parameters(other))


def test_a_generator_serves_as_well_as_its_seed() -> None:
    one, two = small(), small()
    fit(one, blobs(), epochs=2, rng=5)
    fit(two, blobs(), epochs=2, rng=np.random.default_rng(5))
    assert same(parameters(one), parameters(two))


def test_l2_keeps_the_weights_smaller() -> None:
    free, bound = small(), small()
    fit(free, blobs(), epochs=20, rng=1)
    fit(bound, blobs(), epochs=20, rng=1, l2=5.0)
    sizes = [sum(float(np.square(layer.weight).sum()) for layer in net) for net in (free, bound)]
    assert sizes[1] < sizes[0] / 2


def test_a_batch_larger_than_the_data_is_all_of_it() -> None:
    one, two = small(), small()
    fit(one, blobs(), epochs=3, batch_size=60, rng=1)
    fit(two, blobs(), epochs=3, batch_size=1_000_000_000, rng=1)
    assert same(parameters(one), parameters(two))


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_network_keeps_its_precision(dtype: type) -> None:
    network = small(dtype=dtype)
    fit(network, blobs(), epochs=1)
    assert all(layer.weight.dtype == layer.bias.dtype == dtype for layer in network)


@pytest.mark.parametrize("dtype", [np.float16, np.float32, np.longdouble])
def test_data_of_any_floating_type_is_converted(dtype: type) -> None:
    one, two = small(dtype=np.float64), small(dtype=np.float64)
    fit(one, blobs(dtype=dtype), epochs=2, rng=1)
    converted = blobs(dtype=dtype)
    fit(
        two,
        Data(2, 3, converted.inputs.astype(np.float64), converted.targets.astype(np.float64)),
        epochs=2,
        rng=1,
    )
    assert same(parameters(one), parameters(two))


def test_read_only_and_non_contiguous_data_work_and_stay_unchanged() -> None:
    plain = blobs()
    wide = np.repeat(plain.inputs, 2, axis=1)[:, ::2]
    turned = np.asfortranarray(plain.targets)
    wide.flags.writeable = turned.flags.writeable = False
    before = wide.copy(), turned.copy()
    one, two = small(), small()
    fit(one, plain, epochs=2, rng=1)
    fit(two, Data(2, 3, wide, turned), epochs=2, rng=1)
    assert same(parameters(one), parameters(two))
    assert same([wide, turned], list(before))


def test_targets_need_not_be_classes() -> None:
    inputs = np.random.default_rng(1).standard_normal((50, 2))
    network = Last(Layer(2, 2, activation=identity, rng=1))
    data = Data(2, 2, inputs, inputs[:, ::-1] * 3)
    history = fit(network, data, epochs=100, rate=0.05, loss=quadratic, validation=data, rng=1)
    assert history.loss[-1] < 1e-6
    assert history.accuracy == [None] * 100 == history.validation_accuracy
    np.testing.assert_allclose(network.layer.weight, [[0, 3], [3, 0]], atol=1e-3)


# The history


def test_the_history_tells_of_every_epoch() -> None:
    data = blobs()
    told: list[Epoch] = []
    network = small()
    history = fit(network, data, epochs=4, validation=blobs(30, 9), rng=1, progress=told.append)
    assert history.epochs == told
    assert [epoch.number for epoch in told] == [1, 2, 3, 4]
    assert history.stopped == "all epochs done"
    assert history.engine == "numpy"
    assert history.validation_accuracy[-1] == evaluate(network, blobs(30, 9)).accuracy
    assert all(seconds > 0 for seconds in history.seconds)
    assert len(history) == 4


def test_the_training_loss_is_that_of_the_outputs_as_the_batches_met_them() -> None:
    data, network = blobs(), small(dtype=np.float64)
    outputs = network.forward(data.inputs)
    labels = data.labels
    assert labels is not None
    right = float((outputs.argmax(axis=1) == labels).mean())
    # One batch with all examples: it meets the network as it was before.
    history = fit(network, data, epochs=1, batch_size=60, loss=quadratic, rng=1)
    assert history.loss[0] == pytest.approx(quadratic.value(outputs, data.targets), rel=1e-12)
    assert history.accuracy[0] == right


def test_a_single_output_classifies_by_a_half() -> None:
    inputs = np.array([[0.0, 0], [0, 1], [1, 0], [1, 1]])
    data = Data(2, 1, inputs, np.array([[0.0], [1], [1], [1]]))
    history = fit(Last(Layer(2, 1, rng=1)), data, epochs=200, batch_size=4, rate=5.0, rng=1)
    assert history.accuracy[-1] == 1.0


def test_a_history_is_ready_for_json() -> None:
    history = fit(small(), blobs(), epochs=2, rng=1)
    told = json.loads(json.dumps(history.to_dict()))
    assert set(told) == {"epochs", "engine", "stopped", "best", "reason"}
    assert told["epochs"][1]["loss"] == history.loss[1]


def test_a_history_reads_as_a_table() -> None:
    epochs = [Epoch(n, 1 / n, n / 20, None, None, 0.5) for n in range(1, 13)]
    history = History(epochs, "numpy", "all epochs done")
    assert repr(history).splitlines() == [
        "History of 12 epochs, numpy engine: all epochs done",
        "epoch       loss accuracy validation loss / acc.  seconds",
        "    1     1.0000    5.00%          -        -     0.50",
        "    2     0.5000   10.00%          -        -     0.50",
        "    3     0.3333   15.00%          -        -     0.50",
        "    4     0.2500   20.00%          -        -     0.50",
        "    5     0.2000   25.00%          -        -     0.50",
        "  ...",
        "    8     0.1250   40.00%          -        -     0.50",
        "    9     0.1111   45.00%          -        -     0.50",
        "   10     0.1000   50.00%          -        -     0.50",
        "   11     0.0909   55.00%          -        -     0.50",
        "   12     0.0833   60.00%          -        -     0.50",
    ]
    assert repr(History([], "numpy", "interrupted")) == (
        "History of 0 epochs, numpy engine: interrupted"
    )


def test_a_split_is_learned_and_validated_by_its_own_parts() -> None:
    parts = Split(blobs(), blobs(20, 3), blobs(20, 4))
    one, two = small(), small()
    whole = fit(one, parts, epochs=2, rng=1)
    apart = fit(two, parts.train, epochs=2, rng=1, validation=parts.validation)
    assert whole.validation_loss == apart.validation_loss
    assert same(parameters(one), parameters(two))
    other = fit(small(), parts, epochs=2, rng=1, validation=parts.test)
    assert other.validation_loss != whole.validation_loss


# The end


def noted(network: Network[Any, Any], into: list[list[Any]]) -> Callable[[Epoch], None]:
    return lambda epoch: into.append(parameters(network))


def test_patience_stops_and_keeps_the_best_weights() -> None:
    network = small()
    seen: list[list[Any]] = []
    history = fit(
        network,
        blobs(20),
        epochs=500,
        rate=3.0,
        validation=blobs(40, 7),
        rng=1,
        patience=6,
        progress=noted(network, seen),
    )
    merits = [
        (share or 0, -(loss or 0))
        for share, loss in zip(history.validation_accuracy, history.validation_loss, strict=True)
    ]
    assert history.best == 1 + merits.index(max(merits))
    assert len(history) == history.best + 6 < 500
    assert history.stopped == "no better epoch for 6"
    assert same(parameters(network), seen[history.best - 1])
    assert not same(parameters(network), seen[-1])


def test_patience_judges_other_targets_by_their_loss() -> None:
    rng = np.random.default_rng(1)
    inputs = rng.standard_normal((12, 2))
    noise = Data(2, 1, inputs, rng.standard_normal((12, 1)))
    held_out = Data(2, 1, inputs[::-1], noise.targets)
    network = Last(Layer(2, 1, activation=tanh, rng=1))
    history = fit(network, noise, epochs=90, loss=quadratic, validation=held_out, rng=1, patience=5)
    losses = [loss for loss in history.validation_loss if loss is not None]
    assert history.best == 1 + losses.index(min(losses))


def test_patience_without_an_end_still_keeps_the_best() -> None:
    network = small()
    seen: list[list[Any]] = []
    history = fit(
        network,
        blobs(20),
        epochs=30,
        rate=3.0,
        validation=blobs(40, 7),
        rng=1,
        patience=1_000,
        progress=noted(network, seen),
    )
    assert history.stopped == "all epochs done"
    assert history.best is not None
    assert same(parameters(network), seen[history.best - 1])


def test_ctrl_c_between_epochs_keeps_what_was_learned() -> None:
    network = small()
    seen: list[list[Any]] = []

    def interrupt(epoch: Epoch) -> None:
        seen.append(parameters(network))
        if epoch.number == 3:
            raise KeyboardInterrupt

    history = fit(network, blobs(), epochs=50, rng=1, progress=interrupt)
    assert len(history) == 3
    assert history.stopped == "interrupted after epoch 3"
    assert same(parameters(network), seen[-1])


def test_ctrl_c_while_the_engine_is_loading_ends_training_cleanly(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    def loading(*arguments: Any) -> Any:
        raise KeyboardInterrupt

    monkeypatch.setattr("interlock.training.fitting.choose_engine", loading)
    network = small()
    before = network.forward(np.ones(2))
    history = fit(network, blobs(), epochs=50, rng=1)
    assert repr(history) == "History of 0 epochs, auto engine: interrupted after epoch 0"
    np.testing.assert_array_equal(network.forward(np.ones(2)), before)


def test_ctrl_c_within_an_epoch_keeps_what_was_learned() -> None:
    calls = 0

    def interrupting(sums: Any) -> Any:
        nonlocal calls
        calls += 1
        if calls == 10:  # the fourth batch of the second epoch
            raise KeyboardInterrupt
        return tanh.value(sums)

    rng = np.random.default_rng(1)
    activation = Activation("mine", interrupting, tanh.slope)
    network = Layer(2, 4, activation=activation, rng=rng) >> Layer(4, 3, rng=rng)
    before = parameters(network)
    after_one: list[list[Any]] = []
    history = fit(network, blobs(), epochs=50, rng=1, progress=noted(network, after_one))
    assert len(history) == 1
    assert not same(parameters(network), before)
    assert not same(parameters(network), after_one[0])
    assert all(np.isfinite(part).all() for part in parameters(network))


def test_a_loss_that_diverges_stops_with_the_last_good_weights() -> None:
    network = Last(Layer(2, 3, activation=identity, rng=1))
    seen: list[list[Any]] = []
    with pytest.raises(TrainingError) as caught:
        fit(network, blobs(), rate=50.0, loss=quadratic, rng=1, progress=noted(network, seen))
    history = caught.value.history
    done = len(history)
    assert done >= 1
    assert str(caught.value) == (
        "fit: the training loss must stay finite.\n"
        f"  expected: a number such as {history.loss[-1]:.4g} of epoch {done}\n"
        f"  got:      inf in epoch {done + 1}\n"
        f"  where:    the network holds the weights of epoch {done}\n"
        "  try:      a lower rate than 50.0"
    )
    assert history.stopped == f"diverged in epoch {done + 1}"
    assert same(parameters(network), seen[-1])
    assert all(np.isfinite(part).all() for part in parameters(network))


def test_a_loss_that_diverges_at_once_leaves_the_network_as_it_was() -> None:
    network = Last(Layer(2, 3, activation=identity, rng=1))
    message = complaint(TrainingError, network, blobs(), rate=1e30, loss=quadratic, rng=1)
    assert message == (
        "fit: the training loss must stay finite.\n"
        "  got:      nan in epoch 1\n"
        "  where:    the network holds the weights it had before\n"
        "  try:      a lower rate than 1e+30"
    )


def test_weights_that_diverge_behind_a_bounded_loss_are_noticed() -> None:
    network = small()
    message = complaint(TrainingError, network, blobs(), l2=1e30, loss=quadratic, rng=1)
    assert message == (
        "fit: the training loss must stay finite.\n"
        "  got:      nan in epoch 1\n"
        "  where:    the network holds the weights it had before\n"
        "  try:      a lower l2 than 1e+30"
    )


def test_weights_that_overflow_in_the_last_step_are_noticed() -> None:
    network = Last(Layer(2, 3, activation=identity, rng=1))
    message = complaint(
        TrainingError, network, blobs(), rate=1e39, loss=quadratic, rng=1, batch_size=60
    )
    assert message == (
        "fit: the training loss must stay finite.\n"
        "  got:      weights that are not finite in epoch 1\n"
        "  where:    the network holds the weights it had before\n"
        "  try:      a lower rate than 1e+39"
    )


# What is refused


def test_data_of_other_sizes_is_refused() -> None:
    message = complaint(DataError, Network.new(5, [4], 3), blobs())
    assert message == (
        "fit: the data must have the network's sizes.\n"
        "  expected: 5 inputs and 3 outputs\n"
        "  got:      2 and 3\n"
        "  where:    Data(2 -> 3, 60 examples) for Network(5 -> 4 -> 3)\n"
        "  try:      build a network of 2 inputs and 3 outputs"
    )


def test_validation_data_of_other_sizes_is_refused() -> None:
    other = Data(2, 1, np.zeros((4, 2)), np.zeros((4, 1)))
    message = complaint(DataError, small(), blobs(), validation=other)
    assert message == (
        "fit: the data must have the network's sizes.\n"
        "  expected: 2 inputs and 3 outputs\n"
        "  got:      2 and 1\n"
        "  where:    Data(2 -> 1, 4 examples) for Network(2 -> 4 -> 3)\n"
        "  try:      build a network of 2 inputs and 1 outputs"
    )


@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_a_number_that_is_not_finite_is_named_with_its_row(value: float) -> None:
    data = blobs()
    data.inputs[17, 1] = value
    assert complaint(DataError, small(), data) == (
        "fit: inputs must be finite.\n"
        f"  got:      {value} in row 17, column 1\n"
        "  where:    training data\n"
        "  try:      remove or replace such rows before training"
    )


def test_a_target_that_is_not_finite_is_named_with_its_row() -> None:
    data = blobs()
    data.targets[3, 2] = np.nan
    assert complaint(DataError, small(), blobs(), validation=data) == (
        "fit: targets must be finite.\n"
        "  got:      nan in row 3, column 2\n"
        "  where:    validation data\n"
        "  try:      remove or replace such rows before training"
    )


WIDE = 70  # inputs, for Gram blocks


@pytest.mark.parametrize("engine", ["numpy", "numba"])
@pytest.mark.parametrize("batch_size", [1, 5, 30])
@pytest.mark.parametrize("inputs", [2, WIDE])
@pytest.mark.parametrize("activation", ["sigmoid", "tanh", "relu", "identity", "softmax", "step"])
@pytest.mark.parametrize("value", [np.nan, np.inf, -np.inf])
def test_no_engine_learns_from_a_number_that_is_not_finite(
    engine: Any, batch_size: int, inputs: int, activation: str, value: float
) -> None:
    rng, kind = np.random.default_rng(1), ACTIVATIONS[activation]
    network = Layer(inputs, 4, activation=kind, rng=rng) >> Layer(4, 3, activation=kind, rng=rng)
    data = Data.labelled(inputs, 3, rng.standard_normal((61, inputs)), rng.integers(0, 3, 61))
    before = parameters(network)
    for array, row in ((data.inputs, 17), (data.targets, 60)):
        kept, array[row, 1] = array[row, 1], value
        settings: Any = {"batch_size": batch_size, "engine": engine, "loss": quadratic, "rng": 1}
        with pytest.raises(DataError, match=f"got: +{value} in row {row}, column 1"):
            fit(network, data, epochs=1, rate=1e-3, **settings)
        assert same(parameters(network), before)
        array[row, 1] = kept


def test_a_number_too_large_for_the_networks_precision_is_named() -> None:
    data = blobs()
    data.inputs[5, 0] = 1e300
    assert complaint(DataError, small(), data) == (
        "fit: inputs must be finite.\n"
        "  got:      1e+300 in row 5, column 0, too large for float32\n"
        "  where:    training data\n"
        "  try:      remove or replace such rows before training"
    )


def test_large_numbers_whose_sum_overflows_are_no_mistake() -> None:
    data = blobs()
    data.inputs[:] = 1e308
    with pytest.raises(TrainingError):
        fit(small(dtype=np.float64, activation=identity), data, loss=quadratic, rng=1)


@pytest.mark.parametrize(("part", "spot"), [("weight", (2, 1)), ("bias", (2,))])
def test_a_weight_that_is_not_finite_is_named_with_its_layer_and_row(part: str, spot: Any) -> None:
    network = small()
    getattr(list(network)[1], part)[spot] = np.nan
    column = ", column 1" if part == "weight" else ""
    assert complaint(DataError, network, blobs()) == (
        f"fit: {part} must be finite.\n"
        f"  got:      nan in row 2{column}\n"
        "  where:    layer 2 of 2\n"
        "  try:      build the layer anew, or load weights saved earlier"
    )


def test_a_read_only_weight_is_refused() -> None:
    network = small()
    next(iter(network)).bias.flags.writeable = False
    assert complaint(SettingError, network, blobs()) == (
        "fit: weights must be writeable.\n"
        "  got:      a read-only bias\n"
        "  where:    layer 1 of 2\n"
        "  try:      layer.bias = layer.bias.copy()"
    )


def test_a_layer_that_occurs_twice_is_refused() -> None:
    layer = Layer(3, 3)
    data = Data(2, 3, np.zeros((4, 2)), np.zeros((4, 3)))
    # `>>` refuses it itself; built by hand it gets as far as here.
    network = Next(Layer(2, 3), Next(layer, Last(layer)))
    assert complaint(SettingError, network, data) == (
        "fit: each layer must be an object of its own.\n"
        "  got:      the same layer at places 2 and 3\n"
        "  try:      build a second Layer of that size"
    )


@pytest.mark.parametrize("setting", ["epochs", "batch_size", "patience"])
@pytest.mark.parametrize(
    ("value", "got"), [(0, "0"), (-1, "-1"), (True, "True, a bool"), (2.5, "2.5, a float")]
)
def test_a_number_of_things_must_be_a_positive_integer(setting: str, value: Any, got: str) -> None:
    message = complaint(SizeError, small(), blobs(), validation=blobs(), **{setting: value})
    assert message == (
        f"fit: {setting} must be a positive integer.\n"
        "  expected: 1 or more\n"
        f"  got:      {got}\n"
        f"  try:      pass a whole number such as {setting}=3"
    )


def test_numpy_integers_are_as_good_as_pythons() -> None:
    history = fit(small(), blobs(), epochs=np.int64(2), batch_size=np.int32(7))  # type: ignore[arg-type]
    assert len(history) == 2


@pytest.mark.parametrize("rate", [0.0, -1.0, np.nan, np.inf])
def test_a_rate_must_be_above_0(rate: float) -> None:
    assert complaint(SettingError, small(), blobs(), rate=rate) == (
        "fit: rate must be above 0 and finite.\n"
        f"  got:      {rate}\n"
        "  try:      start with rate=0.5"
    )


@pytest.mark.parametrize("l2", [-0.1, np.nan, np.inf])
def test_l2_must_be_at_least_0(l2: float) -> None:
    assert complaint(SettingError, small(), blobs(), l2=l2) == (
        f"fit: l2 must be at least 0 and finite.\n  got:      {l2}\n  try:      start with l2=0"
    )


def test_patience_needs_validation_data() -> None:
    assert complaint(SettingError, small(), blobs(), patience=3) == (
        "fit: patience needs validation data, by which to tell a better epoch.\n"
        "  got:      patience=3 and no validation\n"
        "  try:      pass validation=Data(...), or a Split as the data"
    )


def test_cross_entropy_needs_outputs_that_are_probabilities() -> None:
    assert complaint(SettingError, small(activation=tanh), blobs()) == (
        "The loss cross-entropy needs outputs that are probabilities.\n"
        "  expected: a last layer with activation sigmoid or softmax\n"
        "  got:      tanh\n"
        "  try:      build the last layer with activation=sigmoid, or use loss=quadratic"
    )


@pytest.mark.parametrize("activation", [sigmoid, identity, step])
def test_log_likelihood_needs_a_softmax(activation: Activation) -> None:
    network = small(activation=activation)
    assert complaint(SettingError, network, blobs(), loss=log_likelihood) == (
        "The loss log-likelihood needs outputs that are probabilities.\n"
        "  expected: a last layer with activation softmax\n"
        f"  got:      {activation}\n"
        "  try:      build the last layer with activation=softmax, or use loss=quadratic"
    )


def test_cross_entropy_over_softmax_is_the_log_likelihood() -> None:
    one, two = small(activation=softmax), small(activation=softmax)
    first = fit(one, blobs(), epochs=2, rng=1)
    second = fit(two, blobs(), epochs=2, rng=1, loss=log_likelihood)
    assert first.loss == second.loss
    assert same(parameters(one), parameters(two))
