"""Simulation classes: N-body integrators, heat diffusion on a grid, a stochastic epidemic."""

import abc
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import ClassVar, Generic, TypeVar

import numpy as np
from jaxtyping import Bool, Float, Int

StateT = TypeVar("StateT")


class Simulation(abc.ABC, Generic[StateT]):
    """Advances a state with fixed time steps and lets observers look at it."""

    def __init__(self, state: StateT, dt: float) -> None:
        self.state = state
        self.dt = dt
        self.time = 0.0

    @abc.abstractmethod
    def advance(self, state: StateT) -> StateT:
        raise NotImplementedError

    def run(self, steps: int) -> Iterator[tuple[float, StateT]]:
        for _ in range(steps):
            self.state = self.advance(self.state)
            self.time += self.dt
            yield self.time, self.state


@dataclass(frozen=True)
class Bodies:
    pos: Float[np.ndarray, "bodies dim"]
    vel: Float[np.ndarray, "bodies dim"]
    mass: Float[np.ndarray, "bodies"]

    def momentum(self) -> Float[np.ndarray, "dim"]:
        return self.mass @ self.vel

    def centered(self) -> "Bodies":
        total = self.mass.sum()
        return Bodies(
            self.pos - self.mass @ self.pos / total, self.vel - self.momentum() / total, self.mass
        )


class NBody(Simulation[Bodies]):
    softening: ClassVar[float] = 0.05

    def displacements(
        self, pos: Float[np.ndarray, "bodies dim"]
    ) -> Float[np.ndarray, "bodies bodies dim"]:
        return pos[None, :, :] - pos[:, None, :]

    def acceleration(
        self, pos: Float[np.ndarray, "bodies dim"], mass: Float[np.ndarray, "bodies"]
    ) -> Float[np.ndarray, "bodies dim"]:
        delta = self.displacements(pos)
        dist2: Float[np.ndarray, "bodies bodies"] = np.sum(delta**2, axis=-1) + self.softening**2
        return np.einsum("ijd,ij,j->id", delta, dist2**-1.5, mass)

    def energy(self, s: Bodies) -> float:
        kinetic = 0.5 * float(np.sum(s.mass * np.sum(s.vel**2, axis=1)))
        i, j = np.triu_indices(len(s.mass), k=1)
        gaps: Float[np.ndarray, "pairs"] = np.sqrt(
            np.sum((s.pos[i] - s.pos[j]) ** 2, axis=1) + self.softening**2
        )
        return kinetic - float(np.sum(s.mass[i] * s.mass[j] / gaps))

    def advance(self, state: Bodies) -> Bodies:
        half = state.vel + 0.5 * self.dt * self.acceleration(state.pos, state.mass)
        pos = state.pos + self.dt * half
        vel = half + 0.5 * self.dt * self.acceleration(pos, state.mass)
        return Bodies(pos, vel, state.mass)


class HeatGrid(Simulation[np.ndarray]):
    """Explicit diffusion with insulated edges and cells held at a given temperature."""

    def __init__(
        self,
        initial: Float[np.ndarray, "rows cols"],
        pinned: Bool[np.ndarray, "rows cols"],
        conductivity: float = 0.2,
        dt: float = 1.0,
    ) -> None:
        super().__init__(initial, dt)
        self.pinned = pinned
        self.fixed = initial.copy()
        self.conductivity = conductivity

    @staticmethod
    def laplacian(u: Float[np.ndarray, "rows cols"]) -> Float[np.ndarray, "rows cols"]:
        padded: Float[np.ndarray, "rows+2 cols+2"] = np.pad(u, 1, mode="edge")
        vertical = padded[2:, 1:-1] + padded[:-2, 1:-1]
        horizontal = padded[1:-1, 2:] + padded[1:-1, :-2]
        return vertical + horizontal - 4.0 * u

    def advance(self, state: Float[np.ndarray, "rows cols"]) -> Float[np.ndarray, "rows cols"]:
        after = state + self.dt * self.conductivity * self.laplacian(state)
        return np.where(self.pinned, self.fixed, after)

    @staticmethod
    def flux(
        u: Float[np.ndarray, "rows cols"],
    ) -> tuple[Float[np.ndarray, "rows-1 cols"], Float[np.ndarray, "rows cols-1"]]:
        return -np.diff(u, axis=0), -np.diff(u, axis=1)


@dataclass
class Epidemic:
    """Individual-based SIR on a weighted contact network; many replicas at once."""

    contacts: Float[np.ndarray, "people people"]
    infect_rate: float
    recover_rate: float
    rng: np.random.Generator
    history: list[Int[np.ndarray, "replicas 3"]] = field(default_factory=list)

    SUSCEPTIBLE: ClassVar[int] = 0
    INFECTED: ClassVar[int] = 1
    RECOVERED: ClassVar[int] = 2

    def seed(self, replicas: int, patients: int) -> Int[np.ndarray, "{replicas} people"]:
        people = self.contacts.shape[0]
        status = np.zeros((replicas, people), dtype=np.int64)
        first = self.rng.permuted(np.tile(np.arange(people), (replicas, 1)), axis=1)[:, :patients]
        np.put_along_axis(status, first, self.INFECTED, axis=1)
        return status

    def counts(self, status: Int[np.ndarray, "replicas people"]) -> Int[np.ndarray, "replicas 3"]:
        return (status[:, :, None] == np.arange(3)).sum(axis=1)

    def step(
        self, status: Int[np.ndarray, "replicas people"]
    ) -> Int[np.ndarray, "replicas people"]:
        infected: Bool[np.ndarray, "replicas people"] = status == self.INFECTED
        pressure = infected.astype(float) @ self.contacts
        p_infect = 1.0 - np.exp(-self.infect_rate * pressure)
        draw = self.rng.random(status.shape)
        after = status.copy()
        after[(status == self.SUSCEPTIBLE) & (draw < p_infect)] = self.INFECTED
        after[infected & (draw < self.recover_rate)] = self.RECOVERED
        return after

    def run(
        self, status: Int[np.ndarray, "replicas people"], steps: int
    ) -> Int[np.ndarray, "replicas people"]:
        self.history.append(self.counts(status))
        for _ in range(steps):
            status = self.step(status)
            self.history.append(self.counts(status))
        return status

    def curves(self) -> Int[np.ndarray, "time replicas 3"]:
        return np.stack(self.history)

    def peak_times(self) -> Int[np.ndarray, "replicas"]:
        return self.curves()[..., self.INFECTED].argmax(axis=0)


def ring_network(people: int, reach: int) -> Float[np.ndarray, "{people} {people}"]:
    gap = np.abs(np.subtract.outer(np.arange(people), np.arange(people)))
    ring = np.minimum(gap, people - gap)
    return np.where((ring > 0) & (ring <= reach), 1.0 / np.maximum(ring, 1), 0.0)


def main() -> None:
    rng = np.random.default_rng(42)
    start = Bodies(
        rng.standard_normal((7, 3)), 0.1 * rng.standard_normal((7, 3)), rng.uniform(0.1, 0.3, 7)
    ).centered()
    nbody = NBody(start, dt=0.002)
    e0 = nbody.energy(start)
    trajectory = np.stack([s.pos for _, s in nbody.run(200)])
    assert trajectory.shape == (200, 7, 3)
    assert np.allclose(nbody.state.momentum(), 0.0, atol=1e-10)
    assert abs(nbody.energy(nbody.state) - e0) < 0.01 * abs(e0)
    assert np.isclose(nbody.time, 0.4)

    plate = np.zeros((12, 17))
    plate[:, 0] = 1.0
    pinned = np.zeros((12, 17), dtype=bool)
    pinned[:, [0, -1]] = True
    heat = HeatGrid(plate, pinned)
    for _, u in heat.run(1500):
        pass
    assert np.allclose(heat.state, np.linspace(1.0, 0.0, 17), atol=1e-2)
    down, right = HeatGrid.flux(heat.state)
    assert down.shape == (11, 17) and right.shape == (12, 16)

    epidemic = Epidemic(ring_network(40, 4), infect_rate=0.5, recover_rate=0.2, rng=rng)
    final = epidemic.run(epidemic.seed(9, patients=2), steps=30)
    curves = epidemic.curves()
    assert curves.shape == (31, 9, 3) and np.all(curves.sum(axis=-1) == 40)
    assert np.all(np.diff(curves[..., Epidemic.SUSCEPTIBLE], axis=0) <= 0)
    assert final.shape == (9, 40) and epidemic.peak_times().shape == (9,)


if __name__ == "__main__":
    main()
