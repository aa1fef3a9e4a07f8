"""Psychometrics: reliability, factor analysis, agreement and item response theory."""

from dataclasses import dataclass
from typing import Literal, NamedTuple, overload

import numpy as np
from jaxtyping import Bool, Float, Int

Array = np.ndarray
Weighting = Literal["none", "linear", "quadratic"]


class ItemStats(NamedTuple):
    """Classical item statistics."""

    difficulty: Float[Array, "items"]
    discrimination: Float[Array, "items"]
    alpha_if_deleted: Float[Array, "items"]


class FactorSolution(NamedTuple):
    """Loadings, uniquenesses and explained variance per factor."""

    loadings: Float[Array, "items factors"]
    uniqueness: Float[Array, "items"]
    explained: Float[Array, "factors"]


@dataclass
class TwoPL:
    """Two-parameter logistic item response model."""

    slope: Float[Array, "items"]
    intercept: Float[Array, "items"]

    def prob(self, theta: Float[Array, "points"]) -> Float[Array, "points items"]:
        """Probability of a correct answer at every ability."""
        logit = theta[:, None] * self.slope + self.intercept
        return 1.0 / (1.0 + np.exp(-logit))

    def information(self, theta: Float[Array, "points"]) -> Float[Array, "points"]:
        """Test information function."""
        p = self.prob(theta)
        return (self.slope**2 * p * (1.0 - p)).sum(axis=1)

    @property
    def difficulty(self) -> Float[Array, "items"]:
        return -self.intercept / self.slope


def reverse_score(
    scores: Float[Array, "persons items"],
    reverse: Bool[Array, "items"],
    low: float = 1.0,
    high: float = 5.0,
) -> Float[Array, "persons items"]:
    """Flip the items that are keyed negatively."""
    return np.where(reverse, low + high - scores, scores)


def impute_person_mean(scores: Float[Array, "persons items"]) -> Float[Array, "persons items"]:
    """Replace NaN by the mean of the answers the person gave."""
    missing = np.isnan(scores)
    counts = (~missing).sum(axis=1, keepdims=True)
    if np.any(counts == 0):
        raise ValueError("a person without any answer")
    means = np.where(missing, 0.0, scores).sum(axis=1, keepdims=True) / counts
    return np.where(missing, means, scores)


@overload
def cronbach_alpha(scores: Float[Array, "persons items"]) -> float: ...
@overload
def cronbach_alpha(scores: Float[Array, "reps persons items"]) -> Float[Array, "reps"]: ...
def cronbach_alpha(scores: Float[Array, "*reps persons items"]) -> float | Float[Array, "*reps"]:
    """Cronbach's alpha of one data set or of a stack of data sets."""
    k = scores.shape[-1]
    if k < 2:
        raise ValueError("at least two items are needed")
    item_var = scores.var(axis=-2, ddof=1).sum(axis=-1)
    total_var = scores.sum(axis=-1).var(axis=-1, ddof=1)
    alpha = k / (k - 1) * (1.0 - item_var / total_var)
    return float(alpha) if scores.ndim == 2 else alpha


def bootstrap_alpha(
    scores: Float[Array, "persons items"],
    reps: int = 200,
    level: float = 0.95,
    rng: np.random.Generator | None = None,
) -> tuple[float, tuple[float, float]]:
    """Alpha with a percentile bootstrap interval."""
    rng = np.random.default_rng() if rng is None else rng
    rows = rng.integers(scores.shape[0], size=(reps, scores.shape[0]))
    alphas = cronbach_alpha(scores[rows])
    lo, hi = np.quantile(alphas, [(1 - level) / 2, (1 + level) / 2])
    return cronbach_alpha(scores), (float(lo), float(hi))


def _column_corr(x: Float[Array, "n k"], y: Float[Array, "n k"]) -> Float[Array, "k"]:
    xc = x - x.mean(axis=0)
    yc = y - y.mean(axis=0)
    return (xc * yc).sum(axis=0) / np.sqrt((xc**2).sum(axis=0) * (yc**2).sum(axis=0))


def item_statistics(scores: Float[Array, "persons items"]) -> ItemStats:
    """Difficulty, corrected item-rest correlation and alpha without the item."""
    k = scores.shape[1]
    if k < 3:
        raise ValueError("at least three items are needed")
    rest = scores.sum(axis=1, keepdims=True) - scores
    dropped = [cronbach_alpha(np.delete(scores, j, axis=1)) for j in range(k)]
    return ItemStats(scores.mean(axis=0), _column_corr(scores, rest), np.array(dropped))


def principal_axis(
    corr: Float[Array, "items items"], n_factors: int, max_iter: int = 50
) -> FactorSolution:
    """Iterated principal axis factoring of a correlation matrix."""
    if not 1 <= n_factors < corr.shape[0]:
        raise ValueError("bad number of factors")
    communality = 1.0 - 1.0 / np.diag(np.linalg.inv(corr))
    loadings = np.zeros((corr.shape[0], n_factors))
    for _ in range(max_iter):
        reduced = corr.copy()
        np.fill_diagonal(reduced, communality)
        values, vectors = np.linalg.eigh(reduced)
        top = np.argsort(values)[::-1][:n_factors]
        loadings = vectors[:, top] * np.sqrt(np.maximum(values[top], 0.0))
        communality = np.minimum((loadings**2).sum(axis=1), 0.995)
    return FactorSolution(loadings, 1.0 - communality, (loadings**2).sum(axis=0))


def varimax(
    loadings: Float[Array, "p k"], n_iter: int = 30
) -> tuple[Float[Array, "p k"], Float[Array, "k k"]]:
    """Rotated loadings and the orthogonal rotation."""
    p, k = loadings.shape
    rotation = np.eye(k)
    for _ in range(n_iter):
        rotated = loadings @ rotation
        target = rotated**3 - rotated * (rotated**2).sum(axis=0) / p
        u, _, vt = np.linalg.svd(loadings.T @ target)
        rotation = u @ vt
    return loadings @ rotation, rotation


def omega_total(solution: FactorSolution) -> float:
    """McDonald's omega from a factor solution."""
    common = (solution.loadings.sum(axis=0) ** 2).sum()
    return float(common / (common + solution.uniqueness.sum()))


def cohen_kappa(
    a: Int[Array, "n"], b: Int[Array, "n"], n_levels: int, weights: Weighting = "none"
) -> float:
    """(Weighted) kappa of two raters."""
    table = np.zeros((n_levels, n_levels))
    np.add.at(table, (a, b), 1.0)
    table /= table.sum()
    gap = np.abs(np.arange(n_levels)[:, None] - np.arange(n_levels)[None, :])
    power = {"none": 0.0, "linear": 1.0, "quadratic": 2.0}[weights]
    penalty = np.where(gap > 0, gap.astype(float) ** power, 0.0)
    expected = np.outer(table.sum(axis=1), table.sum(axis=0))
    return float(1.0 - (penalty * table).sum() / (penalty * expected).sum())


def _quadrature(points: int) -> tuple[Float[Array, "{points}"], Float[Array, "{points}"]]:
    nodes, w = np.polynomial.hermite_e.hermegauss(points)
    return nodes, w / w.sum()


def posterior(
    model: TwoPL,
    answers: Int[Array, "persons items"],
    nodes: Float[Array, "points"],
    prior: Float[Array, "points"],
) -> Float[Array, "persons points"]:
    """Posterior weights of the quadrature nodes for every person."""
    p = np.clip(model.prob(nodes), 1e-9, 1 - 1e-9)
    loglik = answers @ np.log(p).T + (1 - answers) @ np.log(1 - p).T
    joint = np.exp(loglik - loglik.max(axis=1, keepdims=True)) * prior
    return joint / joint.sum(axis=1, keepdims=True)


def fit_2pl(answers: Int[Array, "persons items"], points: int = 15, n_iter: int = 25) -> TwoPL:
    """Marginal maximum likelihood by EM with one Newton step per cycle."""
    nodes, prior = _quadrature(points)
    k = answers.shape[1]
    model = TwoPL(np.ones(k), np.zeros(k))
    design = np.stack([nodes, np.ones(points)], axis=1)
    for _ in range(n_iter):
        post = posterior(model, answers, nodes, prior)
        expected_n = post.sum(axis=0)[:, None]
        p = model.prob(nodes)
        grad = design.T @ (post.T @ answers - expected_n * p)
        weight = expected_n * p * (1 - p)
        hess = np.einsum("qa,qi,qb->iab", design, weight, design) + 1e-3 * np.eye(2)
        step = np.linalg.solve(hess, grad.T[..., None])[..., 0]
        model = TwoPL(np.clip(model.slope + step[:, 0], 0.1, 4.0), model.intercept + step[:, 1])
    return model


def eap(
    model: TwoPL, answers: Int[Array, "persons items"], points: int = 15
) -> tuple[Float[Array, "persons"], Float[Array, "persons"]]:
    """Expected a posteriori abilities and their standard deviations."""
    nodes, prior = _quadrature(points)
    post = posterior(model, answers, nodes, prior)
    mean = post @ nodes
    return mean, np.sqrt(np.maximum(post @ nodes**2 - mean**2, 0.0))


def main() -> None:
    rng = np.random.default_rng(12)
    trait = rng.normal(size=(61, 2))
    pattern = np.kron(np.eye(2), np.ones((1, 4))) + 0.1
    scores = np.clip(np.round(3 + trait @ pattern + 0.8 * rng.normal(size=(61, 8))), 1, 5)
    scores[0, 2] = np.nan
    scores = reverse_score(impute_person_mean(scores), np.zeros(8, dtype=bool))
    print(bootstrap_alpha(scores, reps=40, rng=rng), item_statistics(scores).discrimination)
    solution = principal_axis(np.corrcoef(scores, rowvar=False), 2)
    rotated, rotation = varimax(solution.loadings)
    print(rotated[0], rotation.shape, omega_total(solution), solution.explained)
    a = rng.integers(0, 4, size=45)
    b = np.where(rng.uniform(size=45) < 0.7, a, rng.integers(0, 4, size=45))
    print(cohen_kappa(a, b, 4), cohen_kappa(a, b, 4, weights="quadratic"))
    true = TwoPL(rng.uniform(0.7, 2.0, 10), rng.normal(size=10))
    theta = rng.normal(size=300)
    answers = (rng.uniform(size=(300, 10)) < true.prob(theta)).astype(int)
    fit = fit_2pl(answers)
    mean, sd = eap(fit, answers)
    print(
        np.corrcoef(mean, theta)[0, 1],
        sd.mean(),
        fit.difficulty[:2],
        fit.information(np.linspace(-3, 3, 7)),
    )


if __name__ == "__main__":
    main()
