"""gaussian processes for soil moisture; kernels compose with + * **"""

import math
from abc import ABC, abstractmethod
from typing import Union

import numpy as np
from jaxtyping import Float
from numpy import ndarray as T


def sqdist(x: Float[T, "n d"], y: Float[T, "m d"]) -> Float[T, "n m"]:
    xx = (x * x).sum(1)[:, None]
    yy = (y * y).sum(1)[None, :]
    return np.maximum(xx + yy - 2 * x @ y.T, 0.0)


class Kernel(ABC):
    @abstractmethod
    def __call__(self, x: Float[T, "n d"], y: Float[T, "m d"]) -> Float[T, "n m"]: ...

    @abstractmethod
    def diag(self, x: Float[T, "n d"]) -> Float[T, "n"]: ...

    def gram(self, x: Float[T, "n d"]) -> Float[T, "n n"]:
        return self(x, x)

    def __add__(self, other: Union["Kernel", float]) -> "Kernel":
        return Sum(self, lift(other))

    def __radd__(self, other: float) -> "Kernel":
        return Sum(lift(other), self)

    def __mul__(self, other: Union["Kernel", float]) -> "Kernel":
        return Product(self, lift(other))

    def __rmul__(self, other: float) -> "Kernel":
        return Product(lift(other), self)

    def __pow__(self, p: int) -> "Kernel":
        return Power(self, p)

    def __getitem__(self, dims: list[int]) -> "Kernel":
        """restrict to some input columns: k[[0, 2]]"""
        return OnDims(self, dims)


class Const(Kernel):
    def __init__(self, c: float) -> None:
        self.c = c

    def __call__(self, x: Float[T, "n d"], y: Float[T, "m d"]) -> Float[T, "n m"]:
        return np.full((len(x), len(y)), self.c)

    def diag(self, x: Float[T, "n d"]) -> Float[T, "n"]:
        return np.full(len(x), self.c)


class RBF(Kernel):
    def __init__(self, ell: float) -> None:
        self.ell = ell

    def __call__(self, x: Float[T, "n d"], y: Float[T, "m d"]) -> Float[T, "n m"]:
        return np.exp(-0.5 * sqdist(x, y) / self.ell**2)

    def diag(self, x: Float[T, "n d"]) -> Float[T, "n"]:
        return np.ones(x.shape[0])


class Matern32(RBF):
    def __call__(self, x: Float[T, "n d"], y: Float[T, "m d"]) -> Float[T, "n m"]:
        r = math.sqrt(3.0) * np.sqrt(sqdist(x, y)) / self.ell
        return (1 + r) * np.exp(-r)


class Linear(Kernel):
    def __call__(self, x: Float[T, "n d"], y: Float[T, "m d"]) -> Float[T, "n m"]:
        return np.inner(x, y)

    def diag(self, x: Float[T, "n d"]) -> Float[T, "n"]:
        return np.einsum("ij,ij->i", x, x)


class _Binary(Kernel):
    def __init__(self, a: Kernel, b: Kernel) -> None:
        self.a, self.b = a, b


class Sum(_Binary):
    def __call__(self, x: Float[T, "n d"], y: Float[T, "m d"]) -> Float[T, "n m"]:
        return self.a(x, y) + self.b(x, y)

    def diag(self, x: Float[T, "n d"]) -> Float[T, "n"]:
        return self.a.diag(x) + self.b.diag(x)


class Product(_Binary):
    def __call__(self, x: Float[T, "n d"], y: Float[T, "m d"]) -> Float[T, "n m"]:
        return self.a(x, y) * self.b(x, y)

    def diag(self, x: Float[T, "n d"]) -> Float[T, "n"]:
        return self.a.diag(x) * self.b.diag(x)


class Power(Kernel):
    def __init__(self, k: Kernel, p: int) -> None:
        self.k, self.p = k, p

    def __call__(self, x: Float[T, "n d"], y: Float[T, "m d"]) -> Float[T, "n m"]:
        return self.k(x, y) ** self.p

    def diag(self, x: Float[T, "n d"]) -> Float[T, "n"]:
        return np.power(self.k.diag(x), self.p)


class OnDims(Kernel):
    def __init__(self, k: Kernel, dims: list[int]) -> None:
        self.k, self.dims = k, dims

    def __call__(self, x: Float[T, "n d"], y: Float[T, "m d"]) -> Float[T, "n m"]:
        return self.k(x[:, self.dims], y[:, self.dims])

    def diag(self, x: Float[T, "n d"]) -> Float[T, "n"]:
        return self.k.diag(x[:, self.dims])


def lift(k: Union[Kernel, float]) -> Kernel:
    return k if isinstance(k, Kernel) else Const(float(k))


class MVN:
    """affine-closed multivariate normal:  A @ p,  p + b,  p + q,  p * s"""

    def __init__(self, mu: Float[T, "k"], cov: Float[T, "k k"]) -> None:
        self.mu, self.cov = mu, cov

    def __len__(self) -> int:
        return len(self.mu)

    def __add__(self, other: Union["MVN", Float[T, "k"]]) -> "MVN":
        if isinstance(other, MVN):
            return MVN(self.mu + other.mu, self.cov + other.cov)
        return MVN(self.mu + other, self.cov)

    def __mul__(self, s: float) -> "MVN":
        return MVN(s * self.mu, s * s * self.cov)

    def push(self, A: Float[T, "j k"]) -> "MVN":
        return MVN(A @ self.mu, A @ self.cov @ A.T)

    @property
    def sd(self) -> Float[T, "k"]:
        return np.sqrt(np.clip(np.diag(self.cov), 0.0, None))

    def sample(self, s: int, rng: np.random.Generator) -> Float[T, "{s} k"]:
        w, U = np.linalg.eigh(self.cov)
        root = U * np.sqrt(np.maximum(w, 0.0))
        return self.mu + rng.normal(size=(s, len(self))) @ root.T


class GP:
    def __init__(self, k: Kernel, noise: float) -> None:
        self.k, self.noise = k, noise

    def condition(self, x: Float[T, "n d"], y: Float[T, "n"]) -> "Posterior":
        K = self.k.gram(x) + self.noise * np.identity(x.shape[0])
        return Posterior(self.k, x, y, np.linalg.cholesky(K))


class Posterior:
    def __init__(self, k: Kernel, x: Float[T, "n d"], y: Float[T, "n"], L: Float[T, "n n"]) -> None:
        self.k, self.x, self.y, self.L = k, x, y, L
        self.z: Float[T, "n"] = np.linalg.solve(L, y)

    def __call__(self, xs: Float[T, "m d"]) -> MVN:
        V = np.linalg.solve(self.L, self.k(self.x, xs))
        return MVN(V.T @ self.z, self.k.gram(xs) - V.T @ V)

    def var(self, xs: Float[T, "m d"]) -> Float[T, "m"]:
        V = np.linalg.solve(self.L, self.k(self.x, xs))
        return self.k.diag(xs) - np.square(V).sum(axis=0)

    @property
    def evidence(self) -> float:
        n = self.y.shape[0]
        return float(
            -0.5 * self.z @ self.z
            - np.log(self.L.diagonal()).sum()
            - 0.5 * n * math.log(2 * math.pi)
        )


def main() -> None:
    rng = np.random.default_rng(42)
    x = rng.uniform(-2, 2, (23, 3))
    y = np.sin(2 * x[:, 0]) + 0.5 * x[:, 1] * x[:, 2] + 0.1 * rng.normal(size=23)
    xs = rng.uniform(-2, 2, (9, 3))
    kernels: list[Kernel] = [
        RBF(1.0),
        0.1 + 0.5 * Matern32(1.5),
        RBF(0.7)[[0]] + (Linear()[[1, 2]] + 1.0) ** 2,
    ]
    for k in kernels:
        post = GP(k, 0.01).condition(x, y)
        p = post(xs)
        assert np.allclose(p.sd**2, post.var(xs), atol=1e-8)
        print(round(post.evidence, 3), round(float(p.sd.mean()), 4))
    avg = p.push(np.full((2, 9), 1 / 9.0))
    both = (p + p) * 0.5 + np.ones(len(p))
    print(avg.mu.round(3), p.sample(6, rng).mean().round(3), both.sd.max().round(4))
