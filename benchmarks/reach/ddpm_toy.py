"""Denoising diffusion on 2-d points: closures over the schedule, MLP noise predictor, Adam."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

import numpy as np
from jaxtyping import Float, Int

F = Float[np.ndarray, "..."]
EpsModel = Callable[
    [Float[np.ndarray, "batch dim"], Int[np.ndarray, "batch"]], Float[np.ndarray, "batch dim"]
]


class Schedule(NamedTuple):
    beta: Float[np.ndarray, "steps"]
    alpha_bar: Float[np.ndarray, "steps"]


def linear_schedule(steps: int, lo: float = 1e-3, hi: float = 0.25) -> Schedule:
    beta = np.linspace(lo, hi, steps)
    return Schedule(beta, np.cumprod(1.0 - beta))


def time_features(
    t: Int[np.ndarray, "batch"], steps: int, k: int
) -> Float[np.ndarray, "batch 2*{k}"]:
    phase = (t / steps)[:, None] * np.pi * 2.0 ** np.arange(k)
    return np.concatenate([np.sin(phase), np.cos(phase)], axis=-1)


def make_q_sample(
    sched: Schedule,
) -> Callable[
    [Float[np.ndarray, "b d"], Int[np.ndarray, "b"], Float[np.ndarray, "b d"]],
    Float[np.ndarray, "b d"],
]:
    root, noise_scale = np.sqrt(sched.alpha_bar), np.sqrt(1.0 - sched.alpha_bar)

    def q_sample(
        x0: Float[np.ndarray, "b d"], t: Int[np.ndarray, "b"], eps: Float[np.ndarray, "b d"]
    ) -> Float[np.ndarray, "b d"]:
        return root[t][:, None] * x0 + noise_scale[t][:, None] * eps

    return q_sample


def init_mlp(sizes: list[int], rng: np.random.Generator) -> list[F]:
    params: list[F] = []
    for n_in, n_out in zip(sizes[:-1], sizes[1:]):
        params.append(rng.standard_normal((n_in, n_out)) / np.sqrt(n_in))
        params.append(np.zeros(n_out))
    return params


def mlp(params: list[F], x: Float[np.ndarray, "b d_in"]) -> list[Float[np.ndarray, "b _"]]:
    """All activations, input first, output last."""
    acts = [x]
    for i in range(0, len(params), 2):
        z = acts[-1] @ params[i] + params[i + 1]
        acts.append(z if i + 2 == len(params) else np.tanh(z))
    return acts


def mlp_grad(
    params: list[F], acts: list[Float[np.ndarray, "b _"]], dout: Float[np.ndarray, "b d_out"]
) -> list[F]:
    grads: list[F] = []
    delta: np.ndarray = dout
    for i in range(len(params) - 2, -1, -2):
        inp = acts[i // 2]
        grads = [inp.T @ delta, delta.sum(axis=0)] + grads
        delta = (delta @ params[i].T) * (1.0 - inp**2)
    return grads


def make_adam(params: list[F], lr: float) -> Callable[[list[F]], None]:
    m, v = [np.zeros_like(p) for p in params], [np.zeros_like(p) for p in params]

    def update(grads: list[F]) -> None:
        for p, g, a, b in zip(params, grads, m, v):
            a += 0.1 * (g - a)
            b += 0.01 * (g**2 - b)
            p -= lr * a / (np.sqrt(b) + 1e-8)

    return update


def spiral(n: int, rng: np.random.Generator) -> Float[np.ndarray, "{n} 2"]:
    r = np.sqrt(rng.random(n))
    angle = 3 * np.pi * r
    return 1.5 * np.stack(
        [r * np.cos(angle), r * np.sin(angle)], axis=1
    ) + 0.03 * rng.standard_normal((n, 2))


def ancestral(
    model: EpsModel, sched: Schedule, x_t: Float[np.ndarray, "n d"], rng: np.random.Generator | None
) -> Iterator[Float[np.ndarray, "n d"]]:
    x = x_t
    for t in reversed(range(len(sched.beta))):
        eps = model(x, np.full(len(x), t))
        x = (x - sched.beta[t] / np.sqrt(1 - sched.alpha_bar[t]) * eps) / np.sqrt(1 - sched.beta[t])
        if t > 0 and rng is not None:
            x = x + np.sqrt(sched.beta[t]) * rng.standard_normal(x.shape)
        yield x


def main() -> None:
    rng = np.random.default_rng(0)
    steps, k, batch = 30, 3, 48
    sched = linear_schedule(steps)
    q_sample = make_q_sample(sched)
    params = init_mlp([2 + 2 * k, 32, 24, 2], rng)
    update = make_adam(params, 3e-3)
    losses: list[float] = []
    for _ in range(400):
        x0, t, eps = (
            spiral(batch, rng),
            rng.integers(0, steps, size=batch),
            rng.standard_normal((batch, 2)),
        )
        acts = mlp(params, np.hstack([q_sample(x0, t, eps), time_features(t, steps, k)]))
        err = acts[-1] - eps
        losses.append(float((err**2).mean()))
        update(mlp_grad(params, acts, 2 * err / err.size))

    def predict(x: Float[np.ndarray, "n 2"], t: Int[np.ndarray, "n"]) -> Float[np.ndarray, "n 2"]:
        return mlp(params, np.hstack([x, time_features(t, steps, k)]))[-1]

    *_, final = ancestral(predict, sched, rng.standard_normal((70, 2)), rng)
    print(
        "loss",
        round(np.mean(losses[:20]), 3),
        "->",
        round(np.mean(losses[-20:]), 3),
        "std",
        final.std(axis=0).round(3),
    )
