"""Random Fourier features and a ridge regressor on top of them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from jaxtyping import Float


@dataclass
class FourierMap:
    freqs: Float[np.ndarray, "d m"]
    phase: Float[np.ndarray, "m"]

    @staticmethod
    def draw(d: int, m: int, scale: float, rng: np.random.Generator) -> FourierMap:
        return FourierMap(
            freqs=rng.normal(size=(d, m)) / scale,
            phase=rng.uniform(0, 2 * np.pi, size=m),
        )

    @property
    def width(self) -> int:
        return self.phase.shape[0]

    def __call__(self, x: Float[np.ndarray, "n d"]) -> Float[np.ndarray, "n {self.width}"]:
        return np.sqrt(2.0 / self.width) * np.cos(x @ self.freqs + self.phase)


def rbf_kernel(
    x: Float[np.ndarray, "n d"], y: Float[np.ndarray, "k d"], scale: float
) -> Float[np.ndarray, "n k"]:
    sq = np.sum(x**2, axis=1)[:, None] + np.sum(y**2, axis=1)[None, :] - 2 * x @ y.T
    return np.exp(-0.5 * sq / scale**2)


def fit_ridge(
    z: Float[np.ndarray, "n m"], y: Float[np.ndarray, "n"], lam: float
) -> Float[np.ndarray, "m"]:
    gram = z.T @ z
    gram[np.diag_indices_from(gram)] += lam
    return np.linalg.solve(gram, z.T @ y)


def kernel_error(
    fmap: FourierMap, x: Float[np.ndarray, "n d"], scale: float
) -> Float[np.ndarray, ""]:
    z = fmap(x)
    return np.asarray(np.abs(z @ z.T - rbf_kernel(x, x, scale)).mean())


def main() -> None:
    rng = np.random.default_rng(0)
    x = rng.normal(size=(31, 2))
    y = np.sin(x[:, 0]) * np.cos(x[:, 1])
    for m in (10, 100, 1000):
        fmap = FourierMap.draw(2, m, 1.5, rng)
        w = fit_ridge(fmap(x), y, 1e-2)
        rmse = np.sqrt(np.mean((fmap(x) @ w - y) ** 2))
        print(m, float(kernel_error(fmap, x, 1.5)), float(rmse))


if __name__ == "__main__":
    main()
