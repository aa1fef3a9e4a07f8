"""Every engine makes the same sequence of updates, and says which it is."""

from typing import Any

import numpy as np
import pytest

from interlock.activations import ACTIVATIONS, Activation, tanh
from interlock.datasets import Data
from interlock.engines import EngineName, Job, choice, choose_engine
from interlock.errors import SettingError
from interlock.layer import Layer
from interlock.losses import cross_entropy, loss_named, quadratic
from interlock.network import Last, Network
from interlock.optimizers import SGD, Adam, Momentum, Optimizer
from interlock.training import fit
from plain_training import train_plainly

ENGINES: list[EngineName] = ["numpy", "numba"]
OPTIMIZERS: dict[str, Optimizer] = {"sgd": SGD(), "momentum": Momentum(), "adam": Adam()}
ENDS = [("quadratic", name) for name in ACTIVATIONS] + [
    ("cross-entropy", "sigmoid"),
    ("log-likelihood", "softmax"),
]
SMALL, WIDE, MIDDLE = (5, 6, 4, 3), (70, 5, 4, 3), (20, 9, 8, 3)


def network_of(sizes: tuple[int, ...], hidden: str, last: str, dtype: type) -> Network[Any, Any]:
    rng = np.random.default_rng(5)
    names = [*[hidden] * (len(sizes) - 2), last]
    layers = [
        Layer(i, o, activation=ACTIVATIONS[name], rng=rng, dtype=dtype)
        for i, o, name in zip(sizes, sizes[1:], names, strict=False)
    ]
    result: Network[Any, Any] = layers[0] >> layers[1]
    for layer in layers[2:]:
        result = result >> layer
    return result


def examples(sizes: tuple[int, ...], count: int = 41) -> Data[Any, Any]:
    rng = np.random.default_rng(6)
    inputs = rng.standard_normal((count, sizes[0])) / np.sqrt(sizes[0] / 5)
    return Data.labelled(sizes[0], 3, inputs, rng.integers(0, 3, count))


def difference(
    engine: EngineName,
    network: Network[Any, Any],
    *,
    loss: str = "cross-entropy",
    rule: str = "sgd",
    l2: float = 0.3,
    batch_size: int = 1,
    epochs: int = 5,
) -> float:
    """The largest difference between what the engine and the reference make of the parameters."""
    weights = [layer.weight.astype(np.float64) for layer in network]
    biases = [layer.bias.astype(np.float64) for layer in network]
    data, rate = examples(network.sizes), 0.003 if rule == "adam" else 0.02
    names = [layer.activation.name for layer in network]
    settings: dict[str, Any] = {"rate": rate, "l2": l2, "batch_size": batch_size, "epochs": epochs}
    inputs, targets = data.inputs, data.targets
    train_plainly(weights, biases, names, inputs, targets, loss=loss, rule=rule, seed=3, **settings)
    form, optimizer = loss_named(loss), OPTIMIZERS[rule]
    fit(network, data, loss=form, optimizer=optimizer, rng=3, engine=engine, **settings)
    pairs = [(layer.weight, weight) for layer, weight in zip(network, weights, strict=True)]
    pairs += [(layer.bias, bias) for layer, bias in zip(network, biases, strict=True)]
    return max(float(np.abs(ours - theirs).max()) for ours, theirs in pairs)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sizes", [SMALL, WIDE, MIDDLE], ids=str)
@pytest.mark.parametrize("hidden", ["sigmoid", "tanh", "relu"])
@pytest.mark.parametrize(("loss", "last"), ENDS[:3] + ENDS[5:])
def test_205_steps_by_single_examples_equal_the_plain_reference(
    engine: EngineName, sizes: tuple[int, ...], hidden: str, loss: str, last: str
) -> None:
    if engine == "numba" and sizes == SMALL and hidden != "tanh":
        hidden = "step" if hidden == "relu" else "identity"  # each would be compiled anew
    assert difference(engine, network_of(sizes, hidden, last, np.float64), loss=loss) < 1e-9


@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize(("loss", "last"), ENDS)
@pytest.mark.parametrize("sizes", [SMALL, WIDE], ids=str)
def test_numpy_by_single_examples_knows_every_activation(
    sizes: tuple[int, ...], hidden: str, loss: str, last: str
) -> None:
    assert difference("numpy", network_of(sizes, hidden, last, np.float64), loss=loss) < 1e-9


@pytest.mark.parametrize("rule", OPTIMIZERS)
@pytest.mark.parametrize("hidden", ACTIVATIONS)
@pytest.mark.parametrize(("loss", "last"), ENDS)
def test_numba_in_batches_equals_the_plain_reference(
    rule: str, hidden: str, loss: str, last: str
) -> None:
    network = network_of(SMALL, hidden, last, np.float64)
    assert difference("numba", network, loss=loss, rule=rule, batch_size=4, epochs=19) < 1e-9


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("rule", OPTIMIZERS)
@pytest.mark.parametrize("sizes", [SMALL, WIDE, MIDDLE], ids=str)
@pytest.mark.parametrize("batch_size", [1, 4])
def test_float32_stays_near_the_plain_reference(
    engine: EngineName, rule: str, sizes: tuple[int, ...], batch_size: int
) -> None:
    network = network_of(sizes, "tanh", "sigmoid", np.float32)
    assert difference(engine, network, rule=rule, batch_size=batch_size, epochs=5) < 1e-4


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sizes", [SMALL, WIDE], ids=str)
def test_without_l2_no_weight_decays(engine: EngineName, sizes: tuple[int, ...]) -> None:
    assert difference(engine, network_of(sizes, "tanh", "sigmoid", np.float64), l2=0.0) < 1e-10


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sizes", [SMALL, WIDE], ids=str)
def test_sums_too_large_for_exp_saturate(engine: EngineName, sizes: tuple[int, ...]) -> None:
    network = network_of(sizes, "sigmoid", "sigmoid", np.float64)
    for layer in network:
        layer.weight *= 1e5
    history = fit(network, examples(sizes), epochs=1, batch_size=1, rng=1, engine=engine)
    assert np.isfinite(history.loss[0])


def job_of(sizes: tuple[int, ...], *, batch_size: int, count: int = 41, **settings: Any) -> Job:
    network = settings.get("network") or network_of(sizes, "tanh", "sigmoid", np.float64)
    data, optimizer = examples(sizes, count), settings.get("optimizer", SGD())
    layers = tuple(network)
    loss = cross_entropy
    return Job(layers, data.inputs, data.targets, loss, optimizer, 0.1, 0.0, batch_size)


@pytest.mark.parametrize(
    ("engine", "sizes", "batch_size", "reason"),
    [
        ("numpy", SMALL, 1, "straight-line Python for 66 weights"),
        ("numpy", WIDE, 1, "Gram blocks of 32 examples for 70 inputs"),
        ("numpy", MIDDLE, 1, "batches of 1 through BLAS"),
        ("numpy", SMALL, 10, "batches of 10 through BLAS"),
        ("numba", SMALL, 1, "straight-line code for 66 weights, compiled"),
        ("numba", WIDE, 1, "Gram blocks of 32 examples for 70 inputs, compiled"),
        ("numba", MIDDLE, 1, "whole epochs in batches of 1, compiled"),
        ("numba", SMALL, 10, "whole epochs in batches of 10, compiled"),
        ("auto", SMALL, 10, "batches of 10 through BLAS; too short to load numba for"),
    ],
)
def test_an_engine_says_what_it_does_for_these_sizes(
    engine: EngineName, sizes: tuple[int, ...], batch_size: int, reason: str
) -> None:
    assert choose_engine(engine, job_of(sizes, batch_size=batch_size)).reason == reason


def test_auto_takes_numba_for_long_trainings() -> None:
    chosen = choose_engine("auto", job_of(SMALL, batch_size=10), epochs=1_000_000)
    assert chosen.name == "numba"


def test_auto_keeps_to_gram_blocks_where_numba_has_none() -> None:
    chosen = choose_engine("auto", job_of((70, 64, 3), batch_size=10), epochs=1_000_000)
    reason = "Gram blocks of 40 examples for 70 inputs; numba has none for batches"
    assert (chosen.name, chosen.reason) == ("numpy", reason)


@pytest.mark.parametrize("l2", [0.0, 0.3])
@pytest.mark.parametrize(("batch_size", "hidden"), [(4, 16), (7, 20), (20, 16)])
def test_gram_blocks_of_batches_equal_the_plain_reference(
    batch_size: int, hidden: int, l2: float
) -> None:
    network = network_of((70, hidden, 4, 3), "tanh", "sigmoid", np.float64)
    data = examples(network.sizes)
    history = fit(network, data, epochs=1, batch_size=batch_size, engine="numpy")
    assert history.reason.startswith("Gram blocks")
    network = network_of((70, hidden, 4, 3), "tanh", "sigmoid", np.float64)
    epochs = 5 * batch_size  # 205 steps and more
    assert difference("numpy", network, l2=l2, batch_size=batch_size, epochs=epochs) < 1e-9


@pytest.mark.parametrize("hidden", ["relu", "softmax"])
def test_gram_blocks_serve_a_network_of_one_layer(hidden: str) -> None:
    layer = Layer(70, 16, activation=ACTIVATIONS[hidden], rng=1, dtype=np.float64)
    rng = np.random.default_rng(1)
    x, y = rng.standard_normal((41, 70)), rng.random((41, 16))
    weight, bias = layer.weight.copy(), layer.bias.copy()
    data = Data(70, 16, x, y)
    settings: dict[str, Any] = {"batch_size": 4, "rate": 0.02, "l2": 0.3, "epochs": 3}
    train_plainly(
        [weight], [bias], [hidden], x, y, loss="quadratic", rule="sgd", seed=3, **settings
    )
    fit(Last(layer), data, loss=quadratic, rng=3, engine="numpy", **settings)
    np.testing.assert_allclose(layer.weight, weight, rtol=0, atol=1e-12)
    np.testing.assert_allclose(layer.bias, bias, rtol=0, atol=1e-12)


def test_the_history_says_which_engine_ran_and_why() -> None:
    data = examples(SMALL)
    history = fit(network_of(SMALL, "tanh", "sigmoid", np.float64), data, epochs=1, batch_size=1)
    assert history.engine == "numpy"
    assert history.reason == ("straight-line Python for 66 weights; too short to load numba for")


def test_without_numba_auto_is_numpy_and_says_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "numba_is_installed", lambda: False)
    chosen = choose_engine("auto", job_of(SMALL, batch_size=10), epochs=1_000_000)
    assert chosen.name == "numpy"
    assert chosen.reason == "batches of 10 through BLAS; numba is not installed"


def test_without_numba_its_engine_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(choice, "numba_is_installed", lambda: False)
    with pytest.raises(SettingError) as caught:
        choose_engine("numba", job_of(SMALL, batch_size=10))
    assert str(caught.value) == (
        "fit: the numba engine must be installed.\n"
        "  got:      numba or scipy is missing\n"
        "  try:      pip install 'interlock[fast]', or engine=\"numpy\""
    )


class Own(SGD):
    """An optimizer of the user's own."""


def own_activation() -> Network[Any, Any]:
    network = network_of(SMALL, "tanh", "sigmoid", np.float64)
    next(iter(network)).activation = Activation("mine", tanh.value, tanh.slope)
    return network


@pytest.mark.parametrize(
    ("settings", "objection"),
    [
        ({"network": own_activation()}, "an activation is not the library's own"),
        ({"optimizer": Own()}, "the optimizer is not the library's own"),
    ],
)
def test_what_numba_does_not_know_is_left_to_numpy(
    settings: dict[str, Any], objection: str
) -> None:
    job = job_of(SMALL, batch_size=10, **settings)
    assert choose_engine("auto", job, 1_000_000).reason.endswith(f"; {objection}")
    with pytest.raises(SettingError) as caught:
        choose_engine("numba", job)
    assert str(caught.value) == (
        "fit: the numba engine compiles only what it knows.\n"
        f"  got:      {objection}\n"
        '  try:      engine="numpy", or engine="auto"'
    )


def test_an_activation_of_the_users_own_trains_one_at_a_time() -> None:
    ours, theirs = own_activation(), network_of(SMALL, "tanh", "sigmoid", np.float64)
    for network in (ours, theirs):
        fit(network, examples(SMALL), epochs=2, batch_size=1, rng=1, engine="numpy")
    for one, two in zip(ours, theirs, strict=True):
        np.testing.assert_allclose(one.weight, two.weight, rtol=0, atol=1e-12)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("sizes", [SMALL, WIDE, MIDDLE], ids=str)
@pytest.mark.parametrize("batch_size", [1, 4])
def test_the_same_seed_gives_the_same_bits(
    engine: EngineName, sizes: tuple[int, ...], batch_size: int
) -> None:
    one, two = (network_of(sizes, "tanh", "sigmoid", np.float32) for _ in range(2))
    for network in (one, two):
        fit(network, examples(sizes), epochs=2, batch_size=batch_size, rng=7, engine=engine)
    assert one == two


@pytest.mark.parametrize("engine", ENGINES)
def test_an_engine_predicts_what_forward_says(engine: EngineName) -> None:
    job = job_of(WIDE, batch_size=10, count=600)
    network = network_of(WIDE, "tanh", "sigmoid", np.float64)
    predicted = choose_engine(engine, job).predict(job.inputs)
    np.testing.assert_allclose(predicted, network.forward(job.inputs), rtol=0, atol=1e-12)
