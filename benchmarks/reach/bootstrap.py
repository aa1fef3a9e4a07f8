"""Bootstrap confidence intervals for arbitrary statistics."""

from collections.abc import Callable

import numpy as np
from jaxtyping import Float, Int

Array = np.ndarray
Statistic = Callable[[Float[Array, "n d"]], Float[Array, "d"]]


def resample_indices(n: int, reps: int, rng: np.random.Generator) -> Int[Array, "{reps} {n}"]:
    return rng.integers(0, n, size=(reps, n))


def bootstrap(
    data: Float[Array, "n d"], stat: Statistic, reps: int, rng: np.random.Generator
) -> Float[Array, "{reps} d"]:
    idx = resample_indices(len(data), reps, rng)
    return np.array([stat(data[row]) for row in idx])


def jackknife(data: Float[Array, "n d"], stat: Statistic) -> Float[Array, "n d"]:
    return np.stack([stat(np.delete(data, i, axis=0)) for i in range(data.shape[0])])


def percentile_interval(
    draws: Float[Array, "reps d"], level: float = 0.95
) -> tuple[Float[Array, "d"], Float[Array, "d"]]:
    tail = 100 * (1 - level) / 2
    lo, hi = np.percentile(draws, [tail, 100 - tail], axis=0)
    return lo, hi


def acceleration(data: Float[Array, "n d"], stat: Statistic) -> Float[Array, "d"]:
    values = jackknife(data, stat)
    dev = values.mean(axis=0) - values
    return (dev**3).sum(axis=0) / (6 * (dev**2).sum(axis=0) ** 1.5)


def trimmed_mean(fraction: float) -> Statistic:
    def stat(x: Float[Array, "n d"]) -> Float[Array, "d"]:
        cut = int(fraction * x.shape[0])
        ordered = np.sort(x, axis=0)
        return ordered[cut : x.shape[0] - cut].mean(axis=0)

    return stat


def main() -> None:
    rng = np.random.default_rng(0)
    data = rng.exponential(size=(23, 3))
    stat = trimmed_mean(0.1)
    draws = bootstrap(data, stat, 200, rng)
    lo, hi = percentile_interval(draws, 0.9)
    print(lo, stat(data), hi)
    print(acceleration(data, stat))


if __name__ == "__main__":
    main()
