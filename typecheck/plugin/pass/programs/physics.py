"""Differential equations: Runge-Kutta, planets, heat and waves."""

from collections.abc import Callable
from typing import Final

import numpy as np
from jaxtyping import Float

State = Float[np.ndarray, "b s"]
Field = Callable[[float, Float[np.ndarray, "b s"]], Float[np.ndarray, "b s"]]
G: Final = 1.0


def rk4(
    f: Field, y0: Float[np.ndarray, "b s"], ts: Float[np.ndarray, "t"]
) -> Float[np.ndarray, "t b s"]:
    out = np.empty((len(ts), *y0.shape))
    out[0] = y0
    y = y0
    for i in range(len(ts) - 1):
        h = ts[i + 1] - ts[i]
        k1 = f(ts[i], y)
        k2 = f(ts[i] + h / 2, y + h / 2 * k1)
        k3 = f(ts[i] + h / 2, y + h / 2 * k2)
        k4 = f(ts[i] + h, y + h * k3)
        y = y + h / 6 * (k1 + 2 * k2 + 2 * k3 + k4)
        out[i + 1] = y
    return out


def lorenz(t: float, y: Float[np.ndarray, "b 3"]) -> Float[np.ndarray, "b 3"]:
    x, v, z = y[:, 0], y[:, 1], y[:, 2]
    return np.stack([10 * (v - x), x * (28 - z) - v, x * v - 8 / 3 * z], axis=-1)


def accelerations(
    pos: Float[np.ndarray, "n 3"], mass: Float[np.ndarray, "n"]
) -> Float[np.ndarray, "n 3"]:
    diff = pos[None, :, :] - pos[:, None, :]
    dist2 = (diff**2).sum(axis=-1) + 1e-3
    inv = dist2**-1.5
    np.fill_diagonal(inv, 0.0)
    return G * np.einsum("ij,ijk->ik", inv * mass[None, :], diff)


def leapfrog(
    pos: Float[np.ndarray, "n 3"],
    vel: Float[np.ndarray, "n 3"],
    mass: Float[np.ndarray, "n"],
    dt: float,
    steps: int,
) -> tuple[Float[np.ndarray, "n 3"], Float[np.ndarray, "n 3"]]:
    acc = accelerations(pos, mass)
    for _ in range(steps):
        vel = vel + 0.5 * dt * acc
        pos = pos + dt * vel
        acc = accelerations(pos, mass)
        vel = vel + 0.5 * dt * acc
    return pos, vel


def energy(
    pos: Float[np.ndarray, "n 3"], vel: Float[np.ndarray, "n 3"], mass: Float[np.ndarray, "n"]
) -> float:
    kinetic = 0.5 * np.sum(mass * np.sum(vel**2, axis=1))
    i, j = np.triu_indices(len(mass), k=1)
    r = np.linalg.norm(pos[i] - pos[j], axis=1)
    return float(kinetic - np.sum(G * mass[i] * mass[j] / r))


def heat_step(u: Float[np.ndarray, "h w"], alpha: float) -> Float[np.ndarray, "h w"]:
    new = u.copy()
    new[1:-1, 1:-1] = u[1:-1, 1:-1] + alpha * (
        u[2:, 1:-1] + u[:-2, 1:-1] + u[1:-1, 2:] + u[1:-1, :-2] - 4 * u[1:-1, 1:-1]
    )
    return new


def implicit_heat_1d(
    u: Float[np.ndarray, "n"], r: float, steps: int
) -> Float[np.ndarray, "{steps}+1 n"]:
    n = u.size
    a = (1 + 2 * r) * np.eye(n) - r * np.eye(n, k=1) - r * np.eye(n, k=-1)
    history = [u]
    for _ in range(steps):
        u = np.linalg.solve(a, u)
        history.append(u)
    return np.array(history)


def wave(
    u: Float[np.ndarray, "n"], v: Float[np.ndarray, "n"], c: float, dt: float
) -> tuple[Float[np.ndarray, "n"], Float[np.ndarray, "n"]]:
    lap = np.zeros_like(u)
    lap[1:-1] = u[2:] - 2 * u[1:-1] + u[:-2]
    v = v + dt * c**2 * lap
    return u + dt * v, v


def divergence(field: Float[np.ndarray, "2 h w"]) -> Float[np.ndarray, "h-2 w-2"]:
    fx, fy = field
    return (fx[1:-1, 2:] - fx[1:-1, :-2]) / 2 + (fy[2:, 1:-1] - fy[:-2, 1:-1]) / 2


def main() -> None:
    rng = np.random.default_rng(0)
    for n, steps in ((4, 3), (6, 5)):
        ys = rk4(lorenz, rng.normal(size=(n, 3)), np.linspace(0, 0.1, steps))
        pos, vel, mass = rng.normal(size=(n, 3)), rng.normal(size=(n, 3)), rng.random(n) + 0.5
        pos, vel = leapfrog(pos, vel, mass, 0.01, steps)
        u = heat_step(rng.random((n + 3, n + 5)), 0.1)
        h = implicit_heat_1d(u[0], 0.2, steps)
        w, _ = wave(h[-1], h[0], 1.0, 0.1)
        print(
            ys.shape, energy(pos, vel, mass), h.shape, w.shape, divergence(np.stack([u, u])).shape
        )


if __name__ == "__main__":
    main()
