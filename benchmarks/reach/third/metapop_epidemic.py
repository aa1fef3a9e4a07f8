"""Stochastic SEIR epidemic on a network of towns with age groups."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from jaxtyping import Float, Int


@dataclass(frozen=True)
class Demography:
    population: Int[np.ndarray, "towns ages"]
    contacts: Float[np.ndarray, "ages ages"]
    commuting: Float[np.ndarray, "towns towns"]

    @property
    def n_towns(self) -> int:
        return self.population.shape[0]

    @property
    def n_ages(self) -> int:
        return self.population.shape[1]

    def town_sizes(self) -> Int[np.ndarray, "towns"]:
        return self.population.sum(axis=1)


@dataclass(frozen=True)
class Disease:
    beta: float
    latent_days: float
    infectious_days: float


@dataclass(frozen=True)
class State:
    day: int
    S: Int[np.ndarray, "towns ages"]
    E: Int[np.ndarray, "towns ages"]
    I: Int[np.ndarray, "towns ages"]
    R: Int[np.ndarray, "towns ages"]

    @staticmethod
    def seeded(demo: Demography, town: int, cases: int) -> State:
        infected = np.zeros_like(demo.population)
        infected[town, :] = cases
        zero = np.zeros_like(demo.population)
        return State(0, demo.population - infected, zero, infected, zero.copy())

    def as_tensor(self) -> Int[np.ndarray, "4 towns ages"]:
        return np.stack([self.S, self.E, self.I, self.R])

    def prevalence(self) -> Float[np.ndarray, "towns"]:
        total = self.as_tensor().sum(axis=(0, 2))
        return self.I.sum(axis=-1) / total

    @property
    def extinct(self) -> bool:
        return not (self.E.any() or self.I.any())


Policy = Callable[[State], float]


def no_policy(state: State) -> float:
    return 1.0


def lockdown_above(threshold: float, strength: float) -> Policy:
    """Closure with memory: stays on until prevalence halves."""
    active = False

    def policy(state: State) -> float:
        nonlocal active
        worst = float(state.prevalence().max())
        if worst > threshold:
            active = True
        elif worst < 0.5 * threshold:
            active = False
        return 1.0 - strength if active else 1.0

    return policy


class Simulator:
    def __init__(
        self, demo: Demography, disease: Disease, policy: Policy, rng: np.random.Generator
    ) -> None:
        self.demo = demo
        self.disease = disease
        self.policy = policy
        self.rng = rng

    def force_of_infection(self, state: State, scale: float) -> Float[np.ndarray, "towns ages"]:
        frac = state.I / np.maximum(self.demo.population, 1)
        mixed = self.demo.commuting @ frac
        return self.disease.beta * scale * mixed @ self.demo.contacts.T

    def _leave(
        self, stock: Int[np.ndarray, "towns ages"], mean_days: float
    ) -> Int[np.ndarray, "towns ages"]:
        return self.rng.binomial(stock, 1.0 - np.exp(-1.0 / mean_days))

    def step(self, state: State) -> State:
        lam = self.force_of_infection(state, self.policy(state))
        new_e = self.rng.binomial(state.S, -np.expm1(-lam))
        new_i = self._leave(state.E, self.disease.latent_days)
        new_r = self._leave(state.I, self.disease.infectious_days)
        return dataclasses.replace(
            state,
            day=state.day + 1,
            S=state.S - new_e,
            E=state.E + new_e - new_i,
            I=state.I + new_i - new_r,
            R=state.R + new_r,
        )

    def trajectory(self, start: State, max_days: int) -> Iterator[State]:
        state = start
        yield state
        while state.day < max_days and not state.extinct:
            state = self.step(state)
            yield state


@dataclass
class Outcome:
    states: list[State]

    @property
    def curve(self) -> Float[np.ndarray, "days towns"]:
        return np.array([s.prevalence() for s in self.states])

    @property
    def final(self) -> State:
        return self.states[-1]

    def peak_days(self) -> Int[np.ndarray, "towns"]:
        return np.argmax(self.curve, axis=0)

    def attack_rate_by_age(self) -> Float[np.ndarray, "ages"]:
        tensor = self.final.as_tensor()
        return tensor[3].sum(axis=0) / tensor.sum(axis=(0, 1))

    def new_infections(self) -> Int[np.ndarray, "intervals"]:
        susceptible = np.array([int(s.S.sum()) for s in self.states])
        return -np.diff(susceptible)


def reproduction_number(demo: Demography, disease: Disease) -> float:
    eig = np.linalg.eigvals(demo.contacts)
    return float(disease.beta * disease.infectious_days * np.abs(eig).max())


def gravity(xy: Float[np.ndarray, "towns 2"], stay: float) -> Float[np.ndarray, "towns towns"]:
    dist = np.linalg.norm(xy[:, None, :] - xy[None, :, :], axis=-1)
    w = np.exp(-dist)
    np.fill_diagonal(w, 0.0)
    w /= w.sum(axis=1, keepdims=True)
    return stay * np.eye(len(xy)) + (1.0 - stay) * w


def build_region(towns: int, ages: int, rng: np.random.Generator) -> Demography:
    pop = rng.integers(200, 900, size=(towns, ages))
    raw = rng.gamma(2.0, 1.0, size=(ages, ages))
    contacts = 0.5 * (raw + raw.T)
    return Demography(pop, contacts, gravity(rng.random((towns, 2)), 0.85))


def main() -> None:
    rng = np.random.default_rng(21)
    demo = build_region(towns=6, ages=4, rng=rng)
    disease = Disease(beta=0.05, latent_days=3.0, infectious_days=5.5)
    print("R0", round(reproduction_number(demo, disease), 3), "towns", demo.town_sizes())
    start = State.seeded(demo, town=2, cases=3)
    policies: dict[str, Policy] = {"none": no_policy, "lockdown": lockdown_above(0.03, 0.6)}
    for name, policy in policies.items():
        sim = Simulator(demo, disease, policy, np.random.default_rng(5))
        out = Outcome(list(sim.trajectory(start, 90)))
        print(name, out.curve.shape, out.peak_days(), out.attack_rate_by_age().round(3))
        print("   worst day", int(out.new_infections().max()))
