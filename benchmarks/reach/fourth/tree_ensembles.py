"""Regression trees, bagging with out-of-bag error, boosting, and stacking."""

from abc import ABC, abstractmethod
from dataclasses import dataclass

import numpy as np
from jaxtyping import Bool, Float, Int

Array = np.ndarray


class Regressor(ABC):
    @abstractmethod
    def fit(self, x: Float[Array, "n d"], y: Float[Array, "n"]) -> "Regressor": ...

    @abstractmethod
    def predict(self, x: Float[Array, "m d"]) -> Float[Array, "m"]: ...

    def score(self, x: Float[Array, "n d"], y: Float[Array, "n"]) -> float:
        residual = y - self.predict(x)
        return float(1.0 - np.sum(residual**2) / np.sum((y - y.mean()) ** 2))


@dataclass
class Leaf:
    value: float


@dataclass
class Split:
    feature: int
    threshold: float
    left: "Leaf | Split"
    right: "Leaf | Split"


def best_threshold(column: Float[Array, "n"], y: Float[Array, "n"]) -> tuple[float, float]:
    """The cut with the largest drop of the sum of squares: (gain, threshold)."""
    order = np.argsort(column, kind="stable")
    xs, ys = column[order], y[order]
    n = len(ys)
    counts = np.arange(1, n)
    left_sum = np.cumsum(ys)[:-1]
    right_sum = ys.sum() - left_sum
    gains = left_sum**2 / counts + right_sum**2 / (n - counts) - ys.sum() ** 2 / n
    gains = np.where(xs[1:] > xs[:-1], gains, -np.inf)
    if n < 2 or np.all(np.isinf(gains)):
        return -np.inf, 0.0
    best = int(np.argmax(gains))
    return float(gains[best]), float(0.5 * (xs[best] + xs[best + 1]))


class TreeRegressor(Regressor):
    def __init__(
        self, max_depth: int, min_samples: int = 4, max_features: int | None = None, seed: int = 0
    ) -> None:
        self.max_depth = max_depth
        self.min_samples = min_samples
        self.max_features = max_features
        self.rng = np.random.default_rng(seed)
        self.root: Leaf | Split = Leaf(0.0)

    def fit(self, x: Float[Array, "n d"], y: Float[Array, "n"]) -> "TreeRegressor":
        self.root = self._grow(x, y, depth=0)
        return self

    def _candidates(self, d: int) -> Int[Array, "f"]:
        if self.max_features is None or self.max_features >= d:
            return np.arange(d)
        return self.rng.choice(d, size=self.max_features, replace=False)

    def _grow(self, x: Float[Array, "n d"], y: Float[Array, "n"], depth: int) -> Leaf | Split:
        leaf = Leaf(float(y.mean()))
        if depth >= self.max_depth or len(y) < self.min_samples:
            return leaf
        features = self._candidates(x.shape[1])
        results = [best_threshold(x[:, j], y) for j in features]
        winner = int(np.argmax([gain for gain, _ in results]))
        gain, threshold = results[winner]
        if gain <= 1e-12:
            return leaf
        feature = int(features[winner])
        goes_left = x[:, feature] <= threshold
        if goes_left.all():
            return leaf
        children = [self._grow(x[side], y[side], depth + 1) for side in (goes_left, ~goes_left)]
        return Split(feature, threshold, *children)

    def predict(self, x: Float[Array, "m d"]) -> Float[Array, "m"]:
        out = np.empty(x.shape[0])
        self._fill(self.root, x, np.ones(x.shape[0], dtype=bool), out)
        return out

    def _fill(
        self,
        node: Leaf | Split,
        x: Float[Array, "m d"],
        active: Bool[Array, "m"],
        out: Float[Array, "m"],
    ) -> None:
        if isinstance(node, Leaf):
            out[active] = node.value
            return
        goes_left = x[:, node.feature] <= node.threshold
        self._fill(node.left, x, active & goes_left, out)
        self._fill(node.right, x, active & ~goes_left, out)


class RidgeRegressor(Regressor):
    def __init__(self, alpha: float) -> None:
        self.alpha = alpha
        self.intercept = 0.0

    def fit(self, x: Float[Array, "n d"], y: Float[Array, "n"]) -> "RidgeRegressor":
        centre = x.mean(axis=0)
        xc = x - centre
        gram = xc.T @ xc + self.alpha * np.eye(x.shape[1])
        self.coef: Float[Array, "d"] = np.linalg.solve(gram, xc.T @ (y - y.mean()))
        self.intercept = float(y.mean() - centre @ self.coef)
        return self

    def predict(self, x: Float[Array, "m d"]) -> Float[Array, "m"]:
        return x @ self.coef + self.intercept


class BaggedTrees(Regressor):
    def __init__(self, n_trees: int, max_depth: int, seed: int = 0) -> None:
        self.n_trees = n_trees
        self.max_depth = max_depth
        self.seed = seed
        self.trees: list[TreeRegressor] = []
        self.oob_error = np.nan

    def fit(self, x: Float[Array, "n d"], y: Float[Array, "n"]) -> "BaggedTrees":
        rng = np.random.default_rng(self.seed)
        n, d = x.shape
        votes = np.zeros(n)
        total = np.zeros(n)
        self.trees = []
        for t in range(self.n_trees):
            idx = rng.integers(0, n, size=n)
            tree = TreeRegressor(self.max_depth, max_features=max(1, d // 2), seed=self.seed + t)
            tree.fit(x[idx], y[idx])
            out_of_bag = np.bincount(idx, minlength=n) == 0
            if out_of_bag.any():
                total[out_of_bag] += tree.predict(x[out_of_bag])
                votes[out_of_bag] += 1
            self.trees.append(tree)
        seen = votes > 0
        if seen.any():
            self.oob_error = float(np.mean((total[seen] / votes[seen] - y[seen]) ** 2))
        return self

    def predict_all(self, x: Float[Array, "m d"]) -> Float[Array, "trees m"]:
        return np.stack([tree.predict(x) for tree in self.trees])

    def predict(self, x: Float[Array, "m d"]) -> Float[Array, "m"]:
        return self.predict_all(x).mean(axis=0)


class BoostedStumps(Regressor):
    def __init__(self, rounds: int, rate: float) -> None:
        self.rounds = rounds
        self.rate = rate
        self.base = 0.0
        self.stages: list[TreeRegressor] = []

    def fit(self, x: Float[Array, "n d"], y: Float[Array, "n"]) -> "BoostedStumps":
        self.base = float(y.mean())
        self.stages = []
        current = np.full(len(y), self.base)
        for _ in range(self.rounds):
            stump = TreeRegressor(max_depth=1).fit(x, y - current)
            current = current + self.rate * stump.predict(x)
            self.stages.append(stump)
        return self

    def predict(self, x: Float[Array, "m d"]) -> Float[Array, "m"]:
        out = np.full(x.shape[0], self.base)
        for stump in self.stages:
            out += self.rate * stump.predict(x)
        return out


class Stacking(Regressor):
    def __init__(self, members: list[Regressor], blender: Regressor) -> None:
        self.members = members
        self.blender = blender

    def _level_one(self, x: Float[Array, "m d"]) -> Float[Array, "m members"]:
        return np.column_stack([member.predict(x) for member in self.members])

    def fit(self, x: Float[Array, "n d"], y: Float[Array, "n"]) -> "Stacking":
        half = len(y) // 2
        for member in self.members:
            member.fit(x[:half], y[:half])
        self.blender.fit(self._level_one(x[half:]), y[half:])
        return self

    def predict(self, x: Float[Array, "m d"]) -> Float[Array, "m"]:
        return self.blender.predict(self._level_one(x))


def main() -> None:
    rng = np.random.default_rng(5)
    n, m, d = 130, 47, 5
    x = rng.uniform(-2, 2, size=(n + m, d))
    y = np.sin(2 * x[:, 0]) + 0.5 * x[:, 1] * x[:, 2] + 0.1 * rng.normal(size=n + m)
    x_train, x_test, y_train, y_test = x[:n], x[n:], y[:n], y[n:]
    bag = BaggedTrees(n_trees=13, max_depth=6)
    members: list[Regressor] = [bag, BoostedStumps(40, 0.2), RidgeRegressor(1.0)]
    for model in members:
        model.fit(x_train, y_train)
        print(type(model).__name__, round(model.score(x_test, y_test), 3))
    spread = bag.predict_all(x_test).std(axis=0)
    print("oob", round(bag.oob_error, 3), "mean spread", round(float(spread.mean()), 3))
    stack = Stacking(members, RidgeRegressor(0.1)).fit(x_train, y_train)
    print("stacking", round(stack.score(x_test, y_test), 3))


if __name__ == "__main__":
    main()
