"""Initializers: the shape of what they draw, and its distribution."""

from math import sqrt

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from interlock import normal, scaled_normal, uniform
from interlock.initializers import Initializer

EVERY: list[Initializer] = [uniform, normal, scaled_normal]


@given(st.sampled_from(EVERY), st.integers(1, 6), st.integers(1, 6), st.integers(0, 99))
def test_rows_are_outputs_and_the_seed_decides(
    initializer: Initializer, inputs: int, outputs: int, seed: int
) -> None:
    weight, bias = initializer(np.random.default_rng(seed), inputs, outputs)
    assert weight.shape == (outputs, inputs)
    assert bias.shape == (outputs,)
    again, _ = initializer(np.random.default_rng(seed), inputs, outputs)
    assert np.array_equal(weight, again)


@pytest.mark.parametrize(
    ("initializer", "weight_spread", "bias_spread"),
    [(uniform, 1 / sqrt(3), 1 / sqrt(3)), (normal, 1, 1), (scaled_normal, 1 / sqrt(400), 1)],
)
def test_the_spread_is_that_of_the_distribution(
    initializer: Initializer, weight_spread: float, bias_spread: float
) -> None:
    weight, bias = initializer(np.random.default_rng(0), 400, 2000)
    assert weight.mean() == pytest.approx(0, abs=0.01 * weight_spread)
    assert weight.std() == pytest.approx(weight_spread, rel=0.01)
    assert bias.std() == pytest.approx(bias_spread, rel=0.05)


def test_the_uniform_one_fills_minus_one_to_one() -> None:
    weight, _ = uniform(np.random.default_rng(0), 100, 1000)
    assert -1 <= np.min(weight) < -0.999
    assert 0.999 < np.max(weight) < 1
