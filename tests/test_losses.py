from math import log
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.activations import ACTIVATIONS, Activation, sigmoid, softmax
from interlock.errors import SettingError
from interlock.losses import Loss, cross_entropy, log_likelihood, loss_named, quadratic

ENDS: list[tuple[Loss, Activation]] = [
    (quadratic, activation) for activation in ACTIVATIONS.values()
]
ENDS += [(cross_entropy, sigmoid), (cross_entropy, softmax), (log_likelihood, softmax)]


def test_values_by_hand() -> None:
    outputs = np.array([[0.5, 0.25], [0.75, 0.125]])
    targets = np.array([[1.0, 0.0], [0.0, 1.0]])
    halves = 0.5 * (0.25 + 0.0625 + 0.5625 + 0.765625) / 2
    assert quadratic.value(outputs, targets) == pytest.approx(halves)
    entropy = -(log(0.5) + log(0.75) + log(0.25) + log(0.125)) / 2
    assert cross_entropy.value(outputs, targets) == pytest.approx(entropy)
    likelihood = -(log(0.5) + log(0.125)) / 2
    assert log_likelihood.value(outputs, targets) == pytest.approx(likelihood)


@pytest.mark.parametrize(("loss", "activation"), ENDS)
@given(seed=st.integers(0, 2**32 - 1))
def test_the_error_is_the_slope_of_the_value(loss: Loss, activation: Activation, seed: int) -> None:
    rng = np.random.default_rng(seed)
    sums, way = rng.standard_normal((2, 4))
    targets = np.eye(4)[rng.integers(4)]
    form = loss.above(activation)
    if np.abs(sums).min() < 1e-3:  # too near the kink of step and relu
        return
    ahead, back = (form.value(activation(sums + h * way), targets) for h in (1e-6, -1e-6))
    slope = loss.error(activation(sums), targets, activation) @ way
    # Signed: a gradient that points the wrong way must not pass.
    assert slope == pytest.approx((ahead - back) / 2e-6, rel=1e-5, abs=1e-7)


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
@pytest.mark.parametrize("loss", [cross_entropy, log_likelihood])
def test_saturated_outputs_cost_much_but_not_infinitely(loss: Loss, dtype: type) -> None:
    outputs: Any = np.array([[0.0, 1.0]], dtype)
    targets: Any = np.array([[1.0, 0.0]], dtype)
    assert 80 < loss.value(outputs, targets) < 2_000
    assert loss.value(outputs, outputs) == 0


def test_a_mean_over_many_examples_is_taken_in_double_precision() -> None:
    outputs = np.full((300_000, 1), 0.1, np.float32)
    one = quadratic.value(outputs[:1], outputs[:1] * 0)
    assert quadratic.value(outputs, outputs * 0) == pytest.approx(one, rel=1e-12)


def test_losses_are_found_by_their_names() -> None:
    for loss in (quadratic, cross_entropy, log_likelihood):
        assert loss_named(loss.name) is loss


def test_an_unknown_loss_is_refused() -> None:
    with pytest.raises(SettingError) as caught:
        loss_named("hinge")
    assert str(caught.value) == (
        "loss_named: a loss must have a known name.\n"
        "  expected: quadratic, cross-entropy, log-likelihood\n"
        "  got:      'hinge'"
    )
