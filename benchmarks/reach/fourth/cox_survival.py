"""Survival analysis: Kaplan-Meier, Nelson-Aalen, Cox regression and concordance."""

import numpy as np
from jaxtyping import Bool, Float, Int

Array = np.ndarray


def sort_by_time(
    times: Float[Array, "n"], events: Bool[Array, "n"], x: Float[Array, "n p"]
) -> tuple[Float[Array, "n"], Bool[Array, "n"], Float[Array, "n p"]]:
    order = np.argsort(times, kind="stable")
    return times[order], events[order], x[order]


def event_table(
    times: Float[Array, "n"], events: Bool[Array, "n"]
) -> tuple[Float[Array, "u"], Int[Array, "u"], Int[Array, "u"]]:
    """Distinct event times, deaths at each and subjects still at risk."""
    moments, deaths = np.unique(times[events], return_counts=True)
    at_risk = np.sum(times[None, :] >= moments[:, None], axis=1)
    return moments, deaths, at_risk


def kaplan_meier(
    deaths: Int[Array, "u"], at_risk: Int[Array, "u"]
) -> tuple[Float[Array, "u"], Float[Array, "u"]]:
    """Survival curve and Greenwood's standard error."""
    survival = np.cumprod(1.0 - deaths / at_risk)
    spare = np.maximum(at_risk * (at_risk - deaths), 1)
    variance = survival**2 * np.cumsum(deaths / spare)
    return survival, np.sqrt(variance)


def nelson_aalen(deaths: Int[Array, "u"], at_risk: Int[Array, "u"]) -> Float[Array, "u"]:
    return np.cumsum(deaths / at_risk)


def step_lookup(
    moments: Float[Array, "u"], values: Float[Array, "u"], query: Float[Array, "q"], before: float
) -> Float[Array, "q"]:
    index = np.searchsorted(moments, query, side="right")
    padded = np.concatenate([[before], values])
    return padded[index]


def reverse_cumsum(values: Float[Array, "n *rest"]) -> Float[Array, "n *rest"]:
    return np.cumsum(values[::-1], axis=0)[::-1]


def risk_start(times: Float[Array, "n"]) -> Int[Array, "n"]:
    """First position of the risk set of every subject, times sorted."""
    return np.searchsorted(times, times, side="left")


def cox_terms(
    beta: Float[Array, "p"],
    times: Float[Array, "n"],
    events: Bool[Array, "n"],
    x: Float[Array, "n p"],
    penalty: float,
) -> tuple[float, Float[Array, "p"], Float[Array, "p p"]]:
    """Breslow partial log-likelihood with its gradient and Hessian."""
    eta = x @ beta
    shift = eta.max()
    risk = np.exp(eta - shift)
    start = risk_start(times)
    s0 = reverse_cumsum(risk)[start]
    s1 = reverse_cumsum(risk[:, None] * x)[start]
    s2 = reverse_cumsum(risk[:, None, None] * x[:, :, None] * x[:, None, :])[start]
    mean = s1 / s0[:, None]
    second = s2 / s0[:, None, None]
    spread = second - mean[:, :, None] * mean[:, None, :]

    loglik = np.sum((eta - shift - np.log(s0))[events])
    gradient = np.sum((x - mean)[events], axis=0)
    hessian = -np.sum(spread[events], axis=0)
    loglik -= 0.5 * penalty * beta @ beta
    return (
        float(loglik),
        gradient - penalty * beta,
        hessian - penalty * np.eye(len(beta)),
    )


def fit_cox(
    times: Float[Array, "n"],
    events: Bool[Array, "n"],
    x: Float[Array, "n p"],
    penalty: float = 1e-3,
    max_iter: int = 25,
) -> tuple[Float[Array, "p"], Float[Array, "p"], float]:
    """Newton's method with step halving: coefficients, standard errors, log-likelihood."""
    beta = np.zeros(x.shape[1])
    loglik, gradient, hessian = cox_terms(beta, times, events, x, penalty)
    for _ in range(max_iter):
        direction = np.linalg.solve(hessian, gradient)
        step = 1.0
        while step > 1e-4:
            trial = beta - step * direction
            new_loglik, new_gradient, new_hessian = cox_terms(trial, times, events, x, penalty)
            if new_loglik >= loglik:
                break
            step *= 0.5
        else:
            break
        gain = new_loglik - loglik
        beta, loglik, gradient, hessian = trial, new_loglik, new_gradient, new_hessian
        if gain < 1e-9:
            break
    errors = np.sqrt(np.diag(np.linalg.inv(-hessian)))
    return beta, errors, loglik


def baseline_hazard(
    beta: Float[Array, "p"],
    times: Float[Array, "n"],
    events: Bool[Array, "n"],
    x: Float[Array, "n p"],
) -> tuple[Float[Array, "u"], Float[Array, "u"]]:
    moments, deaths, _ = event_table(times, events)
    risk = np.exp(x @ beta)
    alive = times[None, :] >= moments[:, None]
    pooled = alive.astype(float) @ risk
    return moments, np.cumsum(deaths / pooled)


def predict_survival(
    beta: Float[Array, "p"],
    x: Float[Array, "m p"],
    moments: Float[Array, "u"],
    cumulative: Float[Array, "u"],
    query: Float[Array, "q"],
) -> Float[Array, "m q"]:
    hazard = step_lookup(moments, cumulative, query, before=0.0)
    return np.exp(-np.outer(np.exp(x @ beta), hazard))


def concordance(
    times: Float[Array, "n"], events: Bool[Array, "n"], score: Float[Array, "n"]
) -> float:
    usable = (times[:, None] < times[None, :]) & events[:, None]
    higher = score[:, None] > score[None, :]
    tied = score[:, None] == score[None, :]
    pairs = usable.sum()
    if pairs == 0:
        return 0.5
    return float((np.sum(usable & higher) + 0.5 * np.sum(usable & tied)) / pairs)


def simulate(
    rng: np.random.Generator, n: int, beta: Float[Array, "p"]
) -> tuple[Float[Array, "{n}"], Bool[Array, "{n}"], Float[Array, "{n} p"]]:
    x = rng.standard_normal((n, len(beta)))
    hidden = rng.exponential(1.0, size=n) / np.exp(x @ beta)
    censored = rng.exponential(2.0, size=n)
    times = np.round(np.minimum(hidden, censored), 2)
    return times, hidden <= censored, x


def main() -> None:
    rng = np.random.default_rng(31)
    truth = np.array([0.8, -0.5, 0.0, 0.3])
    times, events, x = sort_by_time(*simulate(rng, 150, truth))
    print(f"{events.sum()} events among {len(events)} subjects")

    moments, deaths, at_risk = event_table(times, events)
    survival, error = kaplan_meier(deaths, at_risk)
    query = np.array([0.25, 0.5, 1.0])
    print("kaplan-meier ", np.round(step_lookup(moments, survival, query, before=1.0), 3))
    print("  std error  ", np.round(step_lookup(moments, error, query, before=0.0), 3))
    fleming = np.exp(-nelson_aalen(deaths, at_risk))
    print("nelson-aalen ", np.round(step_lookup(moments, fleming, query, before=1.0), 3))

    beta, spread, loglik = fit_cox(times, events, x)
    for j, (b, s) in enumerate(zip(beta, spread)):
        print(f"  x{j}: {b:+.3f} +- {s:.3f} (true {truth[j]:+.1f})")
    print(f"log-likelihood {loglik:.3f}, concordance {concordance(times, events, x @ beta):.3f}")

    cuts, cumulative = baseline_hazard(beta, times, events, x)
    new_x = rng.standard_normal((5, len(truth)))
    curves = predict_survival(beta, new_x, cuts, cumulative, query)
    print("mean predicted survival", np.round(curves.mean(axis=0), 3))


if __name__ == "__main__":
    main()
