from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock.errors import SettingError
from interlock.optimizers import SGD, Adam, Momentum, Optimizer

EVERY = [SGD(), Momentum(0.8), Adam()]


def after(optimizer: Optimizer, gradients: Any, rate: float) -> Any:
    parameters = np.linspace(-1, 1, gradients.shape[1])
    stepper = optimizer.start(parameters.size, parameters.dtype)
    for gradient in gradients:
        stepper.step(parameters, gradient.copy(), rate)
    return parameters


@pytest.mark.parametrize("optimizer", EVERY)
@given(seed=st.integers(0, 2**32 - 1))
def test_every_optimizer_descends_a_bowl(optimizer: Optimizer, seed: int) -> None:
    parameters = np.random.default_rng(seed).uniform(-1, 1, 5)
    stepper = optimizer.start(5, parameters.dtype)
    for _ in range(300):
        stepper.step(parameters, 2 * parameters, 0.02)
    assert np.abs(parameters).max() < 0.05


@pytest.mark.parametrize("optimizer", [SGD(), Momentum(0.8)])
@given(seed=st.integers(0, 2**32 - 1), rate=st.floats(0.001, 10))
def test_a_linear_optimizer_takes_the_rate_in_its_gradients(
    optimizer: Optimizer, seed: int, rate: float
) -> None:
    assert optimizer.linear
    gradients = np.random.default_rng(seed).standard_normal((6, 4))
    inside, outside = after(optimizer, rate * gradients, 1.0), after(optimizer, gradients, rate)
    np.testing.assert_allclose(inside, outside, rtol=1e-12, atol=1e-12)


def test_adam_is_not_linear() -> None:
    gradients = np.random.default_rng(1).standard_normal((6, 4))
    assert not Adam().linear
    assert not np.allclose(after(Adam(), 3 * gradients, 1.0), after(Adam(), gradients, 3.0))


def test_momentum_of_0_is_plain_descent() -> None:
    gradients = np.random.default_rng(1).standard_normal((6, 4))
    assert np.array_equal(after(Momentum(0.0), gradients, 0.3), after(SGD(), gradients, 0.3))


@given(scale=st.floats(1e-3, 1e6))
def test_adams_first_step_is_the_rate_whatever_the_gradient(scale: float) -> None:
    moved = after(Adam(), np.array([[scale, -scale]]), 0.1) - np.array([-1.0, 1.0])
    np.testing.assert_allclose(moved, [-0.1, 0.1], rtol=1e-4)


@pytest.mark.parametrize("value", [-0.1, 1.0, float("nan")])
@pytest.mark.parametrize(
    ("make", "name"),
    [
        (lambda share: Momentum(share), "Momentum: momentum"),
        (lambda share: Adam(first=share), "Adam: first"),
        (lambda share: Adam(second=share), "Adam: second"),
    ],
)
def test_a_share_outside_its_range_is_refused(make: Any, name: str, value: float) -> None:
    with pytest.raises(SettingError) as caught:
        make(value)
    assert str(caught.value) == f"{name} must be at least 0 and below 1.\n  got:      {value}"


def test_an_epsilon_of_0_is_refused() -> None:
    with pytest.raises(SettingError) as caught:
        Adam(epsilon=0.0)
    assert str(caught.value) == "Adam: epsilon must be above 0.\n  got:      0.0"
