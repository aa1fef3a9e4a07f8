"""An epoch as Nielsen's own program runs it, for `peers.py`.

After `network.py` of his Neural Networks and Deep Learning (2015), ch. 1, in our own words: columns
in float64, one example at a time, the gradients of a batch summed in lists of new arrays.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from typing import Any

import numpy as np

RATE = 0.1


def nielsen_epoch(case: Any) -> Callable[[], None]:
    """One epoch from that case's weights on; as in his program the pixels alone are float32."""
    weights = [w.astype(float) for w in case.weights]
    biases = [b.astype(float)[:, None] for b in case.biases]
    examples = [
        (x[:, None], t.astype(float)[:, None])
        for x, t in zip(case.inputs, case.targets, strict=True)
    ]

    def epoch() -> None:
        random.shuffle(examples)
        batches = [
            examples[start : start + case.batch] for start in range(0, len(examples), case.batch)
        ]
        for batch in batches:
            descend(weights, biases, batch)

    return epoch


def descend(weights: list[Any], biases: list[Any], batch: list[Any]) -> None:
    weight_sums = [np.zeros(w.shape) for w in weights]
    bias_sums = [np.zeros(b.shape) for b in biases]
    for x, target in batch:
        by_bias, by_weight = gradients(weights, biases, x, target)
        bias_sums = [s + g for s, g in zip(bias_sums, by_bias, strict=True)]
        weight_sums = [s + g for s, g in zip(weight_sums, by_weight, strict=True)]
    weights[:] = [w - RATE / len(batch) * s for w, s in zip(weights, weight_sums, strict=True)]
    biases[:] = [b - RATE / len(batch) * s for b, s in zip(biases, bias_sums, strict=True)]


def gradients(
    weights: list[Any], biases: list[Any], x: Any, target: Any
) -> tuple[list[Any], list[Any]]:
    by_bias = [np.zeros(b.shape) for b in biases]
    by_weight = [np.zeros(w.shape) for w in weights]
    value, values, sums = x, [x], []
    for bias, weight in zip(biases, weights, strict=True):
        total = np.dot(weight, value) + bias
        sums.append(total)
        value = sigmoid(total)
        values.append(value)
    error = (values[-1] - target) * slope(sums[-1])
    by_bias[-1] = error
    by_weight[-1] = np.dot(error, values[-2].transpose())
    for back in range(2, len(weights) + 1):
        error = np.dot(weights[-back + 1].transpose(), error) * slope(sums[-back])
        by_bias[-back] = error
        by_weight[-back] = np.dot(error, values[-back - 1].transpose())
    return by_bias, by_weight


def sigmoid(total: Any) -> Any:
    return 1.0 / (1.0 + np.exp(-total))


def slope(total: Any) -> Any:
    return sigmoid(total) * (1 - sigmoid(total))
