import numpy as np
from jaxtyping import Float, Int


class SoftmaxRegression:
    W: Float[np.ndarray, "features classes"]
    b: Float[np.ndarray, "classes"]

    def __init__(self, n_features: int, n_classes: int, lr: float = 0.1, l2: float = 1e-3) -> None:
        self.n_features = n_features
        self.n_classes = n_classes
        self.lr = lr
        self.l2 = l2
        self.W = np.zeros((n_features, n_classes))
        self.b = np.zeros(n_classes)

    def logits(self, X: Float[np.ndarray, "batch features"]) -> Float[np.ndarray, "batch classes"]:
        return X @ self.W + self.b

    def probs(self, X: Float[np.ndarray, "batch features"]) -> Float[np.ndarray, "batch classes"]:
        z = self.logits(X)
        z = z - z.max(axis=1, keepdims=True)
        e = np.exp(z)
        return e / e.sum(axis=1, keepdims=True)

    def one_hot(self, y: Int[np.ndarray, "batch"]) -> Float[np.ndarray, "batch classes"]:
        out = np.zeros((y.shape[0], self.n_classes))
        out[np.arange(y.shape[0]), y] = 1.0
        return out

    def loss(self, X: Float[np.ndarray, "batch features"], y: Int[np.ndarray, "batch"]) -> float:
        p = self.probs(X)
        picked = p[np.arange(len(y)), y]
        return float(-np.log(picked + 1e-12).mean() + 0.5 * self.l2 * (self.W**2).sum())

    def step(self, X: Float[np.ndarray, "batch features"], y: Int[np.ndarray, "batch"]) -> None:
        n = X.shape[0]
        err = (self.probs(X) - self.one_hot(y)) / n
        grad_W = X.T @ err + self.l2 * self.W
        grad_b = err.sum(axis=0)
        self.W = self.W - self.lr * grad_W
        self.b = self.b - self.lr * grad_b

    def predict(self, X: Float[np.ndarray, "batch features"]) -> Int[np.ndarray, "batch"]:
        return np.argmax(self.logits(X), axis=1)


def standardize(
    X: Float[np.ndarray, "n f"],
) -> tuple[Float[np.ndarray, "n f"], Float[np.ndarray, "f"], Float[np.ndarray, "f"]]:
    mu = X.mean(axis=0)
    sd = X.std(axis=0) + 1e-8
    return (X - mu) / sd, mu, sd


def confusion(
    y: Int[np.ndarray, "n"], p: Int[np.ndarray, "n"], classes: int
) -> Int[np.ndarray, "{classes} {classes}"]:
    m = np.zeros((classes, classes), dtype=np.int64)
    np.add.at(m, (y, p), 1)
    return m


def main() -> None:
    rng = np.random.default_rng(0)
    X = rng.normal(size=(40, 4))
    y = rng.integers(0, 3, size=40)
    Xs, mu, sd = standardize(X)
    model = SoftmaxRegression(4, 3)
    for start in range(0, 40, 10):
        model.step(Xs[start : start + 10], y[start : start + 10])
    assert model.loss(Xs, y) > 0
    assert confusion(y, model.predict(Xs), 3).sum() == 40
