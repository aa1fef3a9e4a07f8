"""A daily portfolio backtester with pluggable strategies and risk models."""

from dataclasses import dataclass, field
from typing import Generic, Protocol, TypeVar, runtime_checkable

import numpy as np
from jaxtyping import Bool, Float
from numpy.typing import NDArray

Array = np.ndarray


@runtime_checkable
class Strategy(Protocol):
    @property
    def name(self) -> str: ...

    def weights(self, history: Float[Array, "t a"]) -> Float[Array, "a"]: ...


@runtime_checkable
class RiskModel(Protocol):
    def covariance(self, history: Float[Array, "t a"]) -> Float[Array, "a a"]: ...


R = TypeVar("R", bound=RiskModel)


class SampleCovariance:
    def __init__(self, ridge: float = 1e-8) -> None:
        self.ridge = ridge

    def covariance(self, history: Float[Array, "t a"]) -> Float[Array, "a a"]:
        centred = history - history.mean(axis=0, keepdims=True)
        return centred.T @ centred / len(history) + self.ridge * np.eye(history.shape[1])


class ExponentialCovariance:
    def __init__(self, half_life: float) -> None:
        self.half_life = half_life

    def covariance(self, history: Float[Array, "t a"]) -> Float[Array, "a a"]:
        age = np.arange(len(history))[::-1]
        w = 0.5 ** (age / self.half_life)
        w = w / w.sum()
        centred = history - w @ history
        return np.einsum("t,ta,tb->ab", w, centred, centred) + 1e-8 * np.eye(history.shape[1])


class EqualWeight:
    name = "equal"

    def weights(self, history: Float[Array, "t a"]) -> Float[Array, "a"]:
        assets = history.shape[1]
        return np.full(assets, 1.0 / assets)


class Momentum:
    name = "momentum"

    def __init__(self, lookback: int, top: int) -> None:
        self.lookback = lookback
        self.top = top

    def scores(self, history: Float[Array, "t a"]) -> Float[Array, "a"]:
        recent = history[-self.lookback :]
        return np.prod(1.0 + recent, axis=0) - 1.0

    def weights(self, history: Float[Array, "t a"]) -> Float[Array, "a"]:
        scores = self.scores(history)
        chosen = np.argsort(scores)[::-1][: self.top]
        w = np.zeros_like(scores)
        w[chosen] = 1.0 / len(chosen)
        return w


class MinimumVariance(Generic[R]):
    def __init__(self, risk: R, cap: float = 1.0) -> None:
        self.risk = risk
        self.cap = cap

    @property
    def name(self) -> str:
        return f"minvar/{type(self.risk).__name__}"

    def weights(self, history: Float[Array, "t a"]) -> Float[Array, "a"]:
        cov = self.risk.covariance(history)
        raw = np.linalg.solve(cov, np.ones(cov.shape[0]))
        w = np.clip(raw / raw.sum(), 0.0, self.cap)
        total = w.sum()
        return w / total if total > 0 else np.full(len(w), 1.0 / len(w))


class RiskParity(Generic[R]):
    """Equal risk contributions by a damped fixed point."""

    name = "riskparity"

    def __init__(self, risk: R, sweeps: int = 40) -> None:
        self.risk = risk
        self.sweeps = sweeps

    def weights(self, history: Float[Array, "t a"]) -> Float[Array, "a"]:
        cov = self.risk.covariance(history)
        w = 1.0 / np.sqrt(np.diag(cov))
        w /= w.sum()
        for _ in range(self.sweeps):
            marginal = np.maximum(cov @ w, 1e-12)
            w = np.sqrt(w / marginal)
            w = w / w.sum()
        return w


@dataclass
class Ledger:
    assets: int
    cost_rate: float
    equity: list[float] = field(default_factory=lambda: [1.0])
    turnover: list[float] = field(default_factory=list)
    holdings: Float[Array, "a"] = field(init=False)
    _weight_log: list[NDArray[np.float64]] = field(default_factory=list)

    def __post_init__(self) -> None:
        self.holdings = np.zeros(self.assets)

    def rebalance(self, target: Float[Array, "a"]) -> None:
        traded = float(np.abs(target - self.holdings).sum())
        self.turnover.append(traded)
        self.equity[-1] *= 1.0 - self.cost_rate * traded
        self.holdings = target

    def advance(self, returns: Float[Array, "a"]) -> None:
        growth = self.holdings * (1.0 + returns)
        cash = 1.0 - self.holdings.sum()
        total = growth.sum() + cash
        self.equity.append(self.equity[-1] * float(total))
        self.holdings = growth / total
        self._weight_log.append(self.holdings)

    def curve(self) -> Float[Array, "days"]:
        return np.asarray(self.equity)

    def weight_history(self) -> Float[Array, "steps a"]:
        return np.stack(self._weight_log)


@dataclass(frozen=True)
class Report:
    name: str
    curve: Float[Array, "days"]
    turnover: float

    def daily(self) -> Float[Array, "steps"]:
        return self.curve[1:] / self.curve[:-1] - 1.0

    def drawdown(self) -> Float[Array, "days"]:
        peak = np.maximum.accumulate(self.curve)
        return 1.0 - self.curve / peak

    def sharpe(self, periods: int = 252) -> float:
        r = self.daily()
        return float(np.sqrt(periods) * r.mean() / (r.std() + 1e-12))

    def underwater(self) -> Bool[Array, "days"]:
        return self.drawdown() > 0.0


class Backtester:
    def __init__(self, prices: Float[Array, "t a"], warmup: int, every: int) -> None:
        if warmup >= len(prices) - 1:
            raise ValueError("warm-up leaves nothing to trade")
        self.returns = self.simple_returns(prices)
        self.warmup = warmup
        self.every = every

    @staticmethod
    def simple_returns(prices: Float[Array, "t a"]) -> Float[Array, "t-1 a"]:
        return prices[1:] / prices[:-1] - 1.0

    def run(self, strategy: Strategy, cost_rate: float = 0.001) -> tuple[Report, Ledger]:
        days, assets = self.returns.shape
        ledger = Ledger(assets, cost_rate)
        for day in range(self.warmup, days):
            if (day - self.warmup) % self.every == 0:
                ledger.rebalance(strategy.weights(self.returns[:day]))
            ledger.advance(self.returns[day])
        return Report(strategy.name, ledger.curve(), sum(ledger.turnover)), ledger


def simulate_prices(days: int, assets: int, factors: int, seed: int) -> Float[Array, "days assets"]:
    rng = np.random.default_rng(seed)
    loadings = rng.normal(0.5, 0.3, size=(factors, assets))
    common = rng.normal(0.0003, 0.006, size=(days, factors))
    own = rng.normal(0.0, 1.0, size=(days, assets)) * rng.uniform(0.004, 0.012, size=assets)
    return 100.0 * np.exp(np.cumsum(common @ loadings + own, axis=0))


def main() -> None:
    prices = simulate_prices(days=260, assets=7, factors=3, seed=17)
    tester = Backtester(prices, warmup=45, every=20)
    strategies: list[Strategy] = [
        EqualWeight(),
        Momentum(lookback=30, top=2),
        MinimumVariance(SampleCovariance(), cap=0.4),
        RiskParity(ExponentialCovariance(half_life=25.0)),
    ]
    for strategy in strategies:
        report, ledger = tester.run(strategy)
        concentration = np.sum(ledger.weight_history() ** 2, axis=1).mean()
        print(
            f"{report.name:26s} sharpe {report.sharpe():6.2f}  maxdd {report.drawdown().max():.3f}",
            end="",
        )
        print(
            f"  turnover {report.turnover:.2f}  hhi {concentration:.2f}  under {report.underwater().mean():.2f}"
        )


if __name__ == "__main__":
    main()
