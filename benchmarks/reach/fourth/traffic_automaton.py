"""Nagel-Schreckenberg traffic on a multi-lane ring road, with detectors and recorders."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from enum import IntEnum
from types import TracebackType
from typing import NamedTuple

import numpy as np
from jaxtyping import Bool, Float, Int

Array = np.ndarray

EMPTY = -1


class Weather(IntEnum):
    DRY = 5
    WET = 4
    SNOW = 2


class Snapshot(NamedTuple):
    tick: int
    density: Float[Array, "lanes"]
    mean_speed: Float[Array, "lanes"]

    @property
    def flow(self) -> Float[Array, "lanes"]:
        return self.density * self.mean_speed


class Road:
    """A ring of cells per lane; each cell holds a speed, or EMPTY."""

    def __init__(self, lanes: int, cells: int, density: float, rng: np.random.Generator) -> None:
        self.rng = rng
        self.tick = 0
        self.vmax = int(Weather.DRY)
        self.noise = 0.2
        occupied = rng.random((lanes, cells)) < density
        self.speed: Int[Array, "lanes cells"] = np.where(occupied, 0, EMPTY)
        self.closed: Bool[Array, "lanes cells"] = np.zeros((lanes, cells), dtype=bool)
        self.listeners: list[Callable[["Road"], None]] = []

    @property
    def occupied(self) -> Bool[Array, "lanes cells"]:
        return self.speed != EMPTY

    @property
    def cars(self) -> int:
        return int(self.occupied.sum())

    def gaps(self) -> Int[Array, "lanes cells"]:
        """Free cells ahead of every cell, capped at the speed limit."""
        blocked = self.occupied | self.closed
        gap = np.full(self.speed.shape, self.vmax)
        for ahead in range(self.vmax, 0, -1):
            hit = np.roll(blocked, -ahead, axis=1)
            gap = np.where(hit, ahead - 1, gap)
        return gap

    def change_lanes(self) -> None:
        lanes = self.speed.shape[0]
        gap = self.gaps()
        wants = self.occupied & (gap < self.speed + 1)
        for lane in range(lanes - 1):
            here, there = (lane, lane + 1) if self.tick % 2 else (lane + 1, lane)
            free = ~(self.occupied[there] | self.closed[there])
            clear_behind = free & np.roll(free, 1) & np.roll(free, 2)
            moving = wants[here] & self.occupied[here] & clear_behind & (gap[there] > gap[here])
            self.speed[there, moving] = self.speed[here, moving]
            self.speed[here, moving] = EMPTY

    def advance(self) -> None:
        occupied = self.occupied
        speed = np.minimum(np.minimum(self.speed + 1, self.vmax), self.gaps())
        lazy = (self.rng.random(speed.shape) < self.noise) & (speed > 0)
        speed = speed - lazy
        lane, cell = np.nonzero(occupied)
        moved = speed[lane, cell]
        following = np.full_like(self.speed, EMPTY)
        following[lane, (cell + moved) % self.speed.shape[1]] = moved
        self.speed = following

    def step(self) -> None:
        self.change_lanes()
        self.advance()
        self.tick += 1
        for listener in self.listeners:
            listener(self)

    def run(self, ticks: int) -> Iterator[Snapshot]:
        for _ in range(ticks):
            self.step()
            yield self.snapshot()

    def snapshot(self) -> Snapshot:
        occupied = self.occupied
        count = occupied.sum(axis=1)
        total = np.where(occupied, self.speed, 0).sum(axis=1)
        return Snapshot(self.tick, occupied.mean(axis=1), total / np.maximum(count, 1))

    @contextmanager
    def roadworks(self, lane: int, start: int, stop: int) -> Iterator["Road"]:
        saved = self.closed.copy()
        self.closed[lane, start:stop] = True
        try:
            yield self
        finally:
            self.closed = saved


class Detector:
    """Watches one column of the road, like an induction loop."""

    def __init__(self, cell: int) -> None:
        self.cell = cell
        self.readings: list[Int[Array, "lanes"]] = []

    def __call__(self, road: Road) -> None:
        self.readings.append(road.speed[:, self.cell])

    def __len__(self) -> int:
        return len(self.readings)

    def table(self) -> Int[Array, "ticks lanes"]:
        return np.stack(self.readings)

    def counts(self) -> Int[Array, "lanes"]:
        return (self.table() >= 0).sum(axis=0)

    def mean_speed(self) -> Float[Array, "lanes"]:
        table = self.table()
        seen = table != EMPTY
        return np.sum(table * seen, axis=0) / np.maximum(seen.sum(axis=0), 1)


class Recorder:
    """Attaches itself to a road for the length of a with-block."""

    def __init__(self, road: Road) -> None:
        self.road = road
        self.frames: list[Bool[Array, "lanes cells"]] = []

    def __enter__(self) -> "Recorder":
        self.road.listeners.append(self.capture)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.road.listeners.remove(self.capture)

    def capture(self, road: Road) -> None:
        self.frames.append(road.occupied)

    def film(self) -> Bool[Array, "ticks lanes cells"]:
        return np.array(self.frames)

    def space_time(self, lane: int) -> Float[Array, "ticks cells"]:
        return self.film()[:, lane].astype(np.float64)

    def occupancy(self) -> Float[Array, "cells"]:
        return self.film().mean(axis=(0, 1))


def fundamental_diagram(
    densities: Float[Array, "points"], lanes: int, cells: int, rng: np.random.Generator
) -> Float[Array, "points lanes"]:
    rows = []
    for density in densities:
        road = Road(lanes, cells, float(density), rng)
        flows = np.stack([shot.flow for shot in road.run(30)])
        rows.append(flows[10:].mean(axis=0))
    return np.vstack(rows)


def main() -> None:
    rng = np.random.default_rng(5)
    road = Road(lanes=3, cells=83, density=0.25, rng=rng)
    loop = Detector(cell=17)
    road.listeners.append(loop)
    for weather in Weather:
        road.vmax = weather.value
        with Recorder(road) as recorder, road.roadworks(lane=1, start=40, stop=46):
            last = [shot for shot in road.run(19)][-1]
        jam = recorder.space_time(1)[:, 30:40].mean()
        print(weather.name, last.tick, road.cars, np.round(last.flow, 3), round(float(jam), 3))
        print("  busiest cell", int(np.argmax(recorder.occupancy())))
    print(len(loop), loop.counts(), np.round(loop.mean_speed(), 2))
    diagram = fundamental_diagram(np.linspace(0.05, 0.8, 7), lanes=2, cells=61, rng=rng)
    print(np.round(diagram.mean(axis=1), 3))


if __name__ == "__main__":
    main()
