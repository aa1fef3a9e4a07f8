"""A tiny recommender library in the fit/predict idiom (fitted attributes end in `_`)."""

from typing import TypeVar

import numpy as np
from jaxtyping import Bool, Float, Int, Shaped

Self = TypeVar("Self", bound="Recommender")


class Interactions:
    """Ratings in coordinate form together with the size of the catalogue."""

    def __init__(
        self,
        users: Int[np.ndarray, "nnz"],
        items: Int[np.ndarray, "nnz"],
        ratings: Float[np.ndarray, "nnz"],
        shape: tuple[int, int],
    ) -> None:
        self.users = users
        self.items = items
        self.ratings = ratings
        self.shape = shape

    def __len__(self) -> int:
        return self.ratings.shape[0]

    def with_ratings(self, ratings: Float[np.ndarray, "nnz"]) -> "Interactions":
        return Interactions(self.users, self.items, ratings, self.shape)

    def dense(self) -> Float[np.ndarray, "n_users n_items"]:
        out = np.zeros(self.shape)
        out[self.users, self.items] = self.ratings
        return out

    def mask(self) -> Bool[np.ndarray, "n_users n_items"]:
        out = np.zeros(self.shape, dtype=bool)
        out[self.users, self.items] = True
        return out

    def subset(self, keep: Bool[np.ndarray, "nnz"]) -> "Interactions":
        return Interactions(self.users[keep], self.items[keep], self.ratings[keep], self.shape)

    def split(
        self, fraction: float, rng: np.random.Generator
    ) -> tuple["Interactions", "Interactions"]:
        test = rng.random(len(self)) < fraction
        return self.subset(~test), self.subset(test)


class Recommender:
    """Base estimator.  Children implement `_fit` and `_scores`."""

    def fit(self: Self, data: Interactions) -> Self:
        self.n_users_, self.n_items_ = data.shape
        self._fit(data)
        return self

    def _fit(self, data: Interactions) -> None:
        raise NotImplementedError

    def _scores(self, users: Int[np.ndarray, "batch"]) -> Float[np.ndarray, "batch n_items"]:
        raise NotImplementedError

    def predict(
        self, users: Int[np.ndarray, "pairs"], items: Int[np.ndarray, "pairs"]
    ) -> Float[np.ndarray, "pairs"]:
        scores = self._scores(users)
        return np.take_along_axis(scores, items[:, np.newaxis], axis=1)[:, 0]

    def recommend(
        self, users: Int[np.ndarray, "batch"], seen: Bool[np.ndarray, "n_users n_items"], k: int
    ) -> Int[np.ndarray, "batch k"]:
        scores = np.where(seen[users], -np.inf, self._scores(users))
        return np.argsort(-scores, axis=1)[:, :k]


class BiasModel(Recommender):
    def __init__(self, shrinkage: float = 2.0) -> None:
        self.shrinkage = shrinkage

    def _fit(self, data: Interactions) -> None:
        self.mean_ = float(data.ratings.mean())
        residual = data.ratings - self.mean_
        self.item_bias_ = self._shrunk(data.items, residual, self.n_items_)
        residual = residual - self.item_bias_[data.items]
        self.user_bias_ = self._shrunk(data.users, residual, self.n_users_)

    def _shrunk(
        self, index: Int[np.ndarray, "nnz"], values: Float[np.ndarray, "nnz"], size: int
    ) -> Float[np.ndarray, "size"]:
        total = np.bincount(index, weights=values, minlength=size)
        count = np.bincount(index, minlength=size)
        return total / (count + self.shrinkage)

    def _scores(self, users: Int[np.ndarray, "batch"]) -> Float[np.ndarray, "batch n_items"]:
        return self.mean_ + self.user_bias_[users][:, None] + self.item_bias_[None, :]


class AlternatingLeastSquares(Recommender):
    def __init__(self, n_factors: int, penalty: float, n_sweeps: int, seed: int) -> None:
        self.n_factors = n_factors
        self.penalty = penalty
        self.n_sweeps = n_sweeps
        self.seed = seed

    def _fit(self, data: Interactions) -> None:
        rng = np.random.default_rng(self.seed)
        target, mask = data.dense(), data.mask().astype(float)
        self.user_factors_ = 0.1 * rng.standard_normal((self.n_users_, self.n_factors))
        self.item_factors_ = 0.1 * rng.standard_normal((self.n_items_, self.n_factors))
        self.history_: list[float] = []
        for _ in range(self.n_sweeps):
            self.user_factors_ = self._solve(self.item_factors_, target, mask)
            self.item_factors_ = self._solve(self.user_factors_, target.T, mask.T)
            error = mask * (target - self.user_factors_ @ self.item_factors_.T)
            self.history_.append(float(np.sum(error**2)))

    def _solve(
        self,
        fixed: Float[np.ndarray, "cols factors"],
        target: Float[np.ndarray, "rows cols"],
        mask: Float[np.ndarray, "rows cols"],
    ) -> Float[np.ndarray, "rows factors"]:
        gram = np.einsum("rc,cf,cg->rfg", mask, fixed, fixed, optimize=True)
        gram += self.penalty * np.eye(self.n_factors)
        rhs = (mask * target) @ fixed
        return np.linalg.solve(gram, rhs[..., None])[..., 0]

    def _scores(self, users: Int[np.ndarray, "batch"]) -> Float[np.ndarray, "batch n_items"]:
        return self.user_factors_[users] @ self.item_factors_.T


class ItemNeighbours(Recommender):
    def __init__(self, n_neighbours: int) -> None:
        self.n_neighbours = n_neighbours

    def _fit(self, data: Interactions) -> None:
        self.ratings_ = data.dense()
        norm = np.linalg.norm(self.ratings_, axis=0) + 1e-9
        similarity = (self.ratings_.T @ self.ratings_) / np.multiply.outer(norm, norm)
        np.fill_diagonal(similarity, 0.0)
        order = np.argsort(similarity, axis=1)
        np.put_along_axis(similarity, order[:, : self.n_items_ - self.n_neighbours], 0.0, axis=1)
        self.similarity_ = similarity

    def _scores(self, users: Int[np.ndarray, "batch"]) -> Float[np.ndarray, "batch n_items"]:
        weights = np.abs(self.similarity_).sum(axis=1) + 1e-9
        return (self.ratings_[users] @ self.similarity_.T) / weights


class Boosted(Recommender):
    """Fits each stage to the residual of the stages before it."""

    def __init__(self, stages: dict[str, Recommender]) -> None:
        self.stages = stages

    def _fit(self, data: Interactions) -> None:
        self.residual_norms_: dict[str, float] = {}
        for name, stage in self.stages.items():
            stage.fit(data)
            data = data.with_ratings(data.ratings - stage.predict(data.users, data.items))
            self.residual_norms_[name] = float(np.linalg.norm(data.ratings))

    def _scores(self, users: Int[np.ndarray, "batch"]) -> Float[np.ndarray, "batch n_items"]:
        parts = np.stack([stage._scores(users) for stage in self.stages.values()])
        return parts.sum(axis=0)


class Evaluator:
    def __init__(self, train: Interactions, test: Interactions) -> None:
        self.train = train
        self.test = test

    def rmse(self, model: Recommender) -> float:
        guess = model.predict(self.test.users, self.test.items)
        return float(np.sqrt(np.mean((guess - self.test.ratings) ** 2)))

    def hit_rate(self, model: Recommender, k: int) -> float:
        users = np.unique(self.test.users)
        top = model.recommend(users, self.train.mask(), k)
        relevant = self.test.mask()[users]
        hits = np.take_along_axis(relevant, top, axis=1)
        return float(hits.any(axis=1).mean())

    def table(
        self, models: dict[str, Recommender], k: int | None = None
    ) -> Float[np.ndarray, "n_models 2"]:
        depth = 3 if k is None else k
        rows = [(self.rmse(m), self.hit_rate(m, depth)) for m in models.values()]
        return np.array(rows).reshape(len(rows), 2)


def pick_rows(
    table: Shaped[np.ndarray, "rows *rest"], keep: int
) -> Shaped[np.ndarray, "kept *rest"]:
    return table[:keep]


def main() -> None:
    rng = np.random.default_rng(5)
    n_users, n_items, rank = 31, 19, 2
    taste = rng.standard_normal((n_users, rank)) @ rng.standard_normal((rank, n_items))
    users, items = np.nonzero(rng.random((n_users, n_items)) < 0.6)
    ratings = 3.0 + taste[users, items] + 0.2 * rng.standard_normal(users.size)
    data = Interactions(users, items, ratings, (n_users, n_items))
    train, test = data.split(0.2, rng)
    models: dict[str, Recommender] = {
        "bias": BiasModel(),
        "knn": ItemNeighbours(7),
        "boost": Boosted({"bias": BiasModel(1.0), "als": AlternatingLeastSquares(4, 1.5, 6, 0)}),
    }
    for model in models.values():
        model.fit(train)
    table = Evaluator(train, test).table(models, k=5)
    for name, row in zip(models, pick_rows(table, 3)):
        print(f"{name:6s} rmse {row[0]:.3f} hit@5 {row[1]:.3f}")
    print(models["boost"].recommend(np.array([4, 0, 11]), train.mask(), 5)[0])


if __name__ == "__main__":
    main()
