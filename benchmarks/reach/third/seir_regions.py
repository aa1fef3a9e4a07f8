"""Age- and region-structured SEIR model with pluggable interventions and observers."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from jaxtyping import Float, Int

A = np.ndarray


class Compartments(NamedTuple):
    s: Float[A, "region age"]
    e: Float[A, "region age"]
    i: Float[A, "region age"]
    r: Float[A, "region age"]

    def total(self) -> Float[A, "region age"]:
        return self.s + self.e + self.i + self.r


@dataclass
class Demography:
    """How many people live where, and how they mix."""

    population: Float[A, "region age"]
    contacts: Float[A, "age age"]
    mobility: Float[A, "region region"]
    balanced: Float[A, "age age"] = field(init=False)

    def __post_init__(self) -> None:
        n = self.population.sum(axis=0)
        volume = self.contacts * n[:, None]
        self.balanced = 0.5 * (volume + volume.T) / n[:, None]
        self.mobility = self.mobility / self.mobility.sum(axis=1, keepdims=True)

    @property
    def region_sizes(self) -> Float[A, " region"]:
        return self.population.sum(axis=1)

    def next_generation(self, susceptibility: Float[A, " age"]) -> Float[A, "age age"]:
        return susceptibility[:, None] * self.balanced


@dataclass(frozen=True)
class Disease:
    transmissibility: float
    latent_days: float
    infectious_days: float
    susceptibility: Float[A, " age"]
    fatality: Float[A, " age"]

    def scaled_to(self, r0: float, demography: Demography) -> "Disease":
        ngm = demography.next_generation(self.susceptibility)
        radius = float(np.abs(np.linalg.eigvals(ngm)).max())
        return replace(self, transmissibility=r0 / (radius * self.infectious_days))


@runtime_checkable
class Intervention(Protocol):
    def contact_factor(self, day: int) -> float: ...

    def vaccinated(self, day: int, state: Compartments) -> Float[A, "region age"]: ...


class Lockdown:
    def __init__(self, start: int, stop: int, reduction: float) -> None:
        self.start, self.stop = start, stop
        self.reduction = reduction

    def contact_factor(self, day: int) -> float:
        return 1.0 - self.reduction if self.start <= day < self.stop else 1.0

    def vaccinated(self, day: int, state: Compartments) -> Float[A, "region age"]:
        return np.zeros_like(state.s)


class Vaccination:
    def __init__(self, doses_per_day: float, priority: Float[A, " age"], efficacy: float) -> None:
        self.doses_per_day = doses_per_day
        self.priority = priority / priority.sum()
        self.efficacy = efficacy

    def contact_factor(self, day: int) -> float:
        return 1.0

    def vaccinated(self, day: int, state: Compartments) -> Float[A, "region age"]:
        by_age = self.doses_per_day * self.priority
        share = state.s / np.maximum(state.s.sum(axis=0), 1e-9)
        return np.minimum(self.efficacy * by_age * share, state.s)


class Programme:
    def __init__(self, parts: Sequence[Intervention]) -> None:
        self.parts = list(parts)

    def contact_factor(self, day: int) -> float:
        factor = 1.0
        for part in self.parts:
            factor *= part.contact_factor(day)
        return factor

    def vaccinated(self, day: int, state: Compartments) -> Float[A, "region age"]:
        dose = np.zeros_like(state.s)
        for part in self.parts:
            dose += part.vaccinated(day, state)
        return np.minimum(dose, state.s)


class Simulator:
    def __init__(self, demography: Demography, disease: Disease, policy: Intervention) -> None:
        self.demography = demography
        self.disease = disease
        self.policy = policy

    def initial(self, seeds: Float[A, "region age"]) -> Compartments:
        seeds = np.minimum(seeds, self.demography.population)
        zero = np.zeros_like(seeds)
        return Compartments(self.demography.population - seeds, seeds, zero, zero)

    def force_of_infection(self, state: Compartments, factor: float) -> Float[A, "region age"]:
        mob = self.demography.mobility
        present = mob.T @ state.total()
        prevalence = (mob.T @ state.i) / np.maximum(present, 1e-9)
        local = prevalence @ self.demography.balanced.T
        return factor * self.disease.transmissibility * (mob @ local) * self.disease.susceptibility

    def step(self, day: int, state: Compartments) -> tuple[Compartments, Float[A, "region age"]]:
        pressure = self.force_of_infection(state, self.policy.contact_factor(day))
        infections = -np.expm1(-pressure) * state.s
        onset = -np.expm1(-1.0 / self.disease.latent_days) * state.e
        removal = -np.expm1(-1.0 / self.disease.infectious_days) * state.i
        s, e = state.s - infections, state.e + infections - onset
        after = Compartments(s, e, state.i + onset - removal, state.r + removal)
        jab = self.policy.vaccinated(day, after)
        return after._replace(s=after.s - jab, r=after.r + jab), infections

    def run(self, seeds: Float[A, "region age"], days: int) -> Iterator[Float[A, "region age"]]:
        state = self.initial(seeds)
        for day in range(days):
            state, infections = self.step(day, state)
            yield infections


@dataclass
class Surveillance:
    """Turns incidence into reported counts after a reporting delay."""

    delay: Float[A, " lag"]
    ascertainment: Float[A, " age"]

    def __post_init__(self) -> None:
        self.delay = self.delay / self.delay.sum()

    def expected(self, incidence: Float[A, "day region age"]) -> Float[A, "day region"]:
        visible = incidence @ self.ascertainment
        out = np.zeros_like(visible)
        n_days = visible.shape[0]
        for lag, weight in enumerate(self.delay[:n_days]):
            out[lag:] += weight * visible[: n_days - lag]
        return out

    def log_likelihood(
        self, counts: Int[A, "day region"], incidence: Float[A, "day region age"]
    ) -> float:
        mean = self.expected(incidence) + 1e-6
        return float((counts * np.log(mean) - mean).sum())


class Calibrator:
    def __init__(self, simulator: Simulator, surveillance: Surveillance) -> None:
        self.simulator = simulator
        self.surveillance = surveillance

    def fit(
        self, counts: Int[A, "day region"], seeds: Float[A, "region age"], grid: Float[A, " k"]
    ) -> "Calibrator":
        self.grid_ = grid
        self.scores_ = np.empty_like(grid)
        for j, r0 in enumerate(grid):
            disease = self.simulator.disease.scaled_to(float(r0), self.simulator.demography)
            trial = Simulator(self.simulator.demography, disease, self.simulator.policy)
            incidence = np.stack(list(trial.run(seeds, counts.shape[0])))
            self.scores_[j] = self.surveillance.log_likelihood(counts, incidence)
        self.best_r0_ = float(grid[np.argmax(self.scores_)])
        return self

    def posterior(self) -> Float[A, " k"]:
        weights = np.exp(self.scores_ - self.scores_.max())
        return weights / weights.sum()


def main() -> None:
    rng = np.random.default_rng(21)
    regions, ages, days = 6, 4, 140
    demography = Demography(
        population=rng.uniform(2e3, 9e3, size=(regions, ages)),
        contacts=rng.uniform(1.0, 7.0, size=(ages, ages)),
        mobility=rng.uniform(0.0, 0.1, size=(regions, regions)) + 2.0 * np.eye(regions),
    )
    disease = Disease(0.0, 3.5, 6.0, np.linspace(0.6, 1.2, ages), np.geomspace(1e-4, 0.05, ages))
    disease = disease.scaled_to(2.4, demography)
    policy = Programme([Lockdown(30, 50, 0.45), Vaccination(150.0, np.arange(1.0, ages + 1), 0.8)])
    simulator = Simulator(demography, disease, policy)
    seeds = np.zeros((regions, ages))
    seeds[0, 1] = 12.0
    incidence = np.stack(list(simulator.run(seeds, days)))
    watch = Surveillance(np.array([0.1, 0.3, 0.3, 0.2, 0.1]), rng.uniform(0.2, 0.7, size=ages))
    counts = rng.poisson(watch.expected(incidence))
    calibrator = Calibrator(simulator, watch).fit(counts, seeds, np.linspace(1.8, 3.2, 8))
    deaths = incidence.sum(axis=0) @ disease.fatality
    print("attack rate", np.round(incidence.sum(axis=(0, 2)) / demography.region_sizes, 3))
    print("deaths", np.round(deaths, 2))
    print("peak day per region", counts.argmax(axis=0))
    print("best R0", calibrator.best_r0_, np.round(calibrator.posterior(), 3))


if __name__ == "__main__":
    main()
