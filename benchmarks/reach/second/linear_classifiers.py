"""Linear classifiers in a registry: softmax regression, Pegasos SVM, LDA and QDA."""

from abc import ABC, abstractmethod
from collections.abc import Callable
from typing import ClassVar, NamedTuple, TypeVar

import numpy as np
from jaxtyping import Bool, Float, Int

Array = np.ndarray
Features = Float[Array, "n d"]
Targets = Int[Array, "n"]


class Split(NamedTuple):
    x_train: Float[Array, "n d"]
    y_train: Int[Array, "n"]
    x_test: Float[Array, "m d"]
    y_test: Int[Array, "m"]


class Classifier(ABC):
    registry: ClassVar[dict[str, "type[Classifier]"]] = {}

    def __init__(self, n_classes: int, seed: int = 0) -> None:
        self.n_classes = n_classes
        self.rng = np.random.default_rng(seed)

    @abstractmethod
    def fit(self, x: Features, y: Targets) -> None: ...

    @abstractmethod
    def scores(self, x: Features) -> Float[Array, "n {self.n_classes}"]: ...

    def predict(self, x: Features) -> Targets:
        return self.scores(x).argmax(axis=1)


C = TypeVar("C", bound=type[Classifier])


def register(name: str) -> Callable[[C], C]:
    def wrap(cls: C) -> C:
        Classifier.registry[name] = cls
        return cls

    return wrap


def add_bias(x: Float[Array, "n d"]) -> Float[Array, "n d+1"]:
    return np.hstack([x, np.ones((x.shape[0], 1))])


def one_hot(y: Int[Array, "n"], k: int) -> Float[Array, "n {k}"]:
    out = np.zeros((y.size, k))
    out[np.arange(y.size), y] = 1.0
    return out


def log_softmax(z: Float[Array, "*b k"]) -> Float[Array, "*b k"]:
    z = z - z.max(axis=-1, keepdims=True)
    return z - np.log(np.exp(z).sum(axis=-1, keepdims=True))


@register("softmax")
class SoftmaxRegression(Classifier):
    """Newton's method on the penalised multinomial likelihood."""

    penalty = 1e-2

    def fit(self, x: Features, y: Targets) -> None:
        xb = add_bias(x)
        n, p = xb.shape
        k = self.n_classes
        target = one_hot(y, k)
        self.w: Float[Array, "p k"] = np.zeros((p, k))
        for _ in range(15):
            prob = np.exp(log_softmax(xb @ self.w))
            grad: Float[Array, "p k"] = xb.T @ (prob - target) / n + self.penalty * self.w
            hess = self.hessian(xb, prob) + self.penalty * np.eye(p * k)
            step = np.linalg.solve(hess, grad.ravel()).reshape(p, k)
            self.w = self.w - step
            if float(np.abs(step).max()) < 1e-9:
                break

    @staticmethod
    def hessian(xb: Float[Array, "n p"], prob: Float[Array, "n k"]) -> Float[Array, "p*k p*k"]:
        n, p = xb.shape
        k = prob.shape[1]
        curv: Float[Array, "n k k"] = prob[:, :, None] * (np.eye(k) - prob[:, None, :])
        return np.einsum("np,nq,nkl->pkql", xb, xb, curv).reshape(p * k, p * k) / n

    def scores(self, x: Features) -> Float[Array, "n {self.n_classes}"]:
        return log_softmax(add_bias(x) @ self.w)


@register("svm")
class PegasosSVM(Classifier):
    """One-versus-rest hinge loss, all machines trained together on mini-batches."""

    lam, epochs, batch = 1e-2, 30, 16

    def fit(self, x: Features, y: Targets) -> None:
        xb = add_bias(x)
        signs: Float[Array, "n k"] = 2.0 * one_hot(y, self.n_classes) - 1.0
        self.w: Float[Array, "k p"] = np.zeros((self.n_classes, xb.shape[1]))
        t = 0
        for _ in range(self.epochs):
            order = self.rng.permutation(len(xb))
            for start in range(0, len(order), self.batch):
                t += 1
                rows = order[start : start + self.batch]
                self.w = self.update(self.w, xb[rows], signs[rows], 1.0 / (self.lam * (t + 10)))

    def update(
        self, w: Float[Array, "k p"], xb: Float[Array, "b p"], s: Float[Array, "b k"], eta: float
    ) -> Float[Array, "k p"]:
        margin = s * (xb @ w.T)
        active: Bool[Array, "b k"] = margin < 1.0
        w = (1.0 - eta * self.lam) * w + eta / len(xb) * (active * s).T @ xb
        radius = 1.0 / np.sqrt(self.lam)
        norms: Float[Array, "k 1"] = np.linalg.norm(w, axis=1, keepdims=True)
        return w * np.minimum(1.0, radius / np.maximum(norms, 1e-12))

    def scores(self, x: Features) -> Float[Array, "n {self.n_classes}"]:
        return add_bias(x) @ self.w.T


def class_moments(
    x: Float[Array, "n d"], y: Int[Array, "n"], k: int
) -> tuple[Float[Array, "{k}"], Float[Array, "{k} d"], Float[Array, "{k} d d"]]:
    h = one_hot(y, k)
    counts = h.sum(axis=0)
    means = (h.T @ x) / counts[:, None]
    centred = x - means[y]
    covs = np.stack([centred[y == c].T @ centred[y == c] / (counts[c] - 1) for c in range(k)])
    return counts / y.size, means, covs


@register("lda")
class LDA(Classifier):
    def fit(self, x: Features, y: Targets) -> None:
        prior, self.means, covs = class_moments(x, y, self.n_classes)
        pooled: Float[Array, "d d"] = np.average(covs, axis=0, weights=prior)
        self.coef: Float[Array, "k d"] = np.linalg.solve(pooled, self.means.T).T
        self.intercept: Float[Array, "k"] = np.log(prior) - 0.5 * (self.coef * self.means).sum(
            axis=1
        )
        self.pooled = pooled

    def scores(self, x: Features) -> Float[Array, "n {self.n_classes}"]:
        return x @ self.coef.T + self.intercept

    def project(self, x: Float[Array, "n d"], r: int) -> Float[Array, "n {r}"]:
        """Fisher's discriminant coordinates."""
        if r > x.shape[1]:
            raise ValueError("more coordinates than features")
        spread = self.means - self.means.mean(axis=0)
        evals, evecs = np.linalg.eigh(self.pooled)
        whiten: Float[Array, "d d"] = evecs / np.sqrt(evals)
        _, _, vt = np.linalg.svd(spread @ whiten)
        return x @ (whiten @ vt[:r].T)


@register("qda")
class QDA(Classifier):
    def fit(self, x: Features, y: Targets) -> None:
        prior, self.means, covs = class_moments(x, y, self.n_classes)
        self.precision: Float[Array, "k d d"] = np.linalg.inv(covs)
        _, logdet = np.linalg.slogdet(covs)
        self.const: Float[Array, "k"] = np.log(prior) - 0.5 * logdet

    def scores(self, x: Features) -> Float[Array, "n {self.n_classes}"]:
        diff: Float[Array, "n k d"] = x[:, None, :] - self.means[None, :, :]
        return self.const - 0.5 * np.einsum("nki,kij,nkj->nk", diff, self.precision, diff)


def confusion(true: Int[Array, "n"], pred: Int[Array, "n"], k: int) -> Int[Array, "{k} {k}"]:
    return np.bincount(true * k + pred, minlength=k * k).reshape(k, k)


def split(
    x: Float[Array, "total d"], y: Int[Array, "total"], n_train: int, rng: np.random.Generator
) -> Split:
    order = rng.permutation(len(x))
    a, b = order[:n_train], order[n_train:]
    return Split(x[a], y[a], x[b], y[b])


def main() -> None:
    rng = np.random.default_rng(4)
    k, d = 4, 6
    y = rng.integers(0, k, 170)
    means = 3.0 * rng.standard_normal((k, d))
    data = split(means[y] + rng.standard_normal((170, d)), y, 120, rng)
    assert set(Classifier.registry) == {"softmax", "svm", "lda", "qda"}
    for name, cls in Classifier.registry.items():
        model = cls(k)
        model.fit(data.x_train, data.y_train)
        table = confusion(data.y_test, model.predict(data.x_test), k)
        assert table.sum() == 50
        assert np.trace(table) / table.sum() > 0.85, name
        if isinstance(model, LDA):
            flat = model.project(data.x_train, 3)
            within = np.cov(
                (flat - one_hot(data.y_train, k) @ class_moments(flat, data.y_train, k)[1]).T
            )
            np.testing.assert_allclose(np.diag(within), 1.0, rtol=0.1)
