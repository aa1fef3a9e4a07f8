"""Training written out one example at a time, with nothing of the library's: the honest reference.

The error of the sums is never fused: it is the loss's gradient by the outputs, times the whole
Jacobian of the activation.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np
from numpy.typing import NDArray

Vector = NDArray[np.floating[Any]]


def activate(name: str, sums: Vector) -> Vector:
    if name == "sigmoid":
        return np.asarray(1 / (1 + np.exp(-sums)))
    if name == "softmax":
        return np.asarray(np.exp(sums) / np.exp(sums).sum())
    plain: dict[str, Callable[[Vector], Vector]] = {
        "tanh": np.tanh,
        "relu": lambda z: z * (z > 0),
        "identity": lambda z: z,
        "step": lambda z: (z > 0) * 1.0,
    }
    return plain[name](sums)


def jacobian(name: str, outputs: Vector) -> Vector:
    if name == "softmax":
        return np.diag(outputs) - np.outer(outputs, outputs)
    slopes = {
        "sigmoid": outputs * (1 - outputs),
        "tanh": 1 - outputs**2,
        "relu": (outputs > 0) * 1.0,
        "identity": np.ones_like(outputs),
        "step": np.zeros_like(outputs),
    }
    return np.diag(slopes[name])


def loss_gradient(name: str, outputs: Vector, target: Vector) -> Vector:
    gradients = {
        "quadratic": lambda: outputs - target,
        "cross-entropy": lambda: (outputs - target) / (outputs * (1 - outputs)),
        "log-likelihood": lambda: -target / outputs,
    }
    return gradients[name]()


@dataclass
class PlainRule:
    """Plain descent, momentum or Adam on one array."""

    name: str
    memory: dict[int, tuple[Vector, Vector, int]] = field(default_factory=dict)

    def step(self, array: Vector, gradient: Vector, rate: float) -> None:
        first, second, count = self.memory.get(id(array), (0 * array, 0 * array, 0))
        if self.name == "sgd":
            array -= rate * gradient
        elif self.name == "momentum":
            first = 0.9 * first - rate * gradient
            array += first
        else:
            first = 0.9 * first + 0.1 * gradient
            second = 0.999 * second + 0.001 * gradient**2
            mean, square = first / (1 - 0.9 ** (count + 1)), second / (1 - 0.999 ** (count + 1))
            array -= rate * mean / (np.sqrt(square) + 1e-8)
        self.memory[id(array)] = first, second, count + 1


def train_plainly(
    weights: Sequence[Vector],
    biases: Sequence[Vector],
    names: Sequence[str],
    inputs: Vector,
    targets: Vector,
    *,
    loss: str,
    rule: str,
    rate: float,
    l2: float,
    batch_size: int,
    epochs: int,
    seed: int,
) -> None:
    """Change the weights and biases as `fit` should."""
    rng, order, descent = np.random.default_rng(seed), np.arange(len(inputs)), PlainRule(rule)
    for _ in range(epochs):
        rng.shuffle(order)
        for start in range(0, len(order), batch_size):
            rows = order[start : start + batch_size]
            weight_sums = [np.zeros_like(weight) for weight in weights]
            bias_sums = [np.zeros_like(bias) for bias in biases]
            for row in rows:
                values = [inputs[row]]
                for weight, bias, name in zip(weights, biases, names, strict=True):
                    values.append(activate(name, weight @ values[-1] + bias))
                error = loss_gradient(loss, values[-1], targets[row])
                for place in reversed(range(len(weights))):
                    error = jacobian(names[place], values[place + 1]).T @ error
                    weight_sums[place] += np.outer(error, values[place])
                    bias_sums[place] += error
                    error = weights[place].T @ error
            for place, weight in enumerate(weights):
                decay = l2 / len(inputs) * weight
                descent.step(weight, weight_sums[place] / len(rows) + decay, rate)
                descent.step(biases[place], bias_sums[place] / len(rows), rate)
