"""XOR by the chapter's rule and by the true gradient: how many of 50 networks learn it.

python benchmarks/gradient.py
"""

import numpy as np

from interlock import Network, scaled_normal, uniform
from interlock.initializers import Initializer

INPUTS = np.array([[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]])
TARGETS = np.array([[0.0], [1.0], [1.0], [0.0]])
SEEDS, ROUNDS, RATE = 50, 2000, 0.5


def chapter_step(net: Network[int, int], example: int) -> None:
    """The chapter's `backward`: the error goes back through the weights, and no slope."""
    layers = list(net)
    seen = [INPUTS[example], *(layer.outputs for layer in layers)]
    error = seen[-1] - TARGETS[example]
    for layer, inputs in zip(reversed(layers), reversed(seen[:-1]), strict=True):
        error = layer.backward(inputs, error, RATE)


def true_step(net: Network[int, int], example: int) -> None:
    """The library's."""
    net.backward(INPUTS[example], TARGETS[example], RATE)


def learns(seed: int, initializer: Initializer, true_gradient: bool) -> bool:
    """Whether every answer ends up on the right side of one half."""
    net = Network.new(2, [3], 1, rng=seed, initializer=initializer, dtype=np.float64)
    step = true_step if true_gradient else chapter_step
    for _ in range(ROUNDS):
        for example in range(len(INPUTS)):
            net.forward(INPUTS[example])
            step(net, example)
    return bool((abs(net.forward(INPUTS) - TARGETS) < 0.5).all())


def main() -> None:
    """Print the table."""
    print("| initial weights | the chapter's rule | the true gradient |\n|---|---|---|")
    for initializer in (uniform, scaled_normal):
        counts = [
            sum(learns(seed, initializer, true_gradient) for seed in range(SEEDS))
            for true_gradient in (False, True)
        ]
        print(f"| {initializer.__name__} | {counts[0]} of {SEEDS} | {counts[1]} of {SEEDS} |")


if __name__ == "__main__":
    main()
