"""Modified nodal analysis: components stamp themselves into a system of equations.

Node 0 is ground; its row and column are kept in the stamp and dropped when solving.
"""

from __future__ import annotations

import abc
import math
from collections.abc import Callable, Iterable

import numpy as np
from jaxtyping import Complex, Float
from numpy.linalg import solve

Unknowns = Float[np.ndarray, " n"]
Times = Float[np.ndarray, " t"]
Matrix = Float[np.ndarray, "n n"]


class Stamp:
    def __init__(self, n_unknowns: int) -> None:
        self.conductance = np.zeros((n_unknowns, n_unknowns))
        self.susceptance = np.zeros((n_unknowns, n_unknowns))
        self.source = np.zeros(n_unknowns)

    def clear(self) -> None:
        self.conductance[...] = 0.0
        self.susceptance[...] = 0.0
        self.source[...] = 0.0

    def admit(self, a: int, b: int, g: float) -> None:
        _two_terminal(self.conductance, a, b, g)

    def store(self, a: int, b: int, c: float) -> None:
        _two_terminal(self.susceptance, a, b, c)

    def inject(self, a: int, b: int, current: float) -> None:
        self.source[a] -= current
        self.source[b] += current

    def branch(self, a: int, b: int, row: int, voltage: float) -> None:
        for node, sign in ((a, 1.0), (b, -1.0)):
            self.conductance[node, row] += sign
            self.conductance[row, node] += sign
        self.source[row] += voltage


def _two_terminal(matrix: Matrix, a: int, b: int, value: float) -> None:
    matrix[a, a] += value
    matrix[b, b] += value
    matrix[a, b] -= value
    matrix[b, a] -= value


class Component(abc.ABC):
    n_branches: int = 0

    def __init__(self, a: int, b: int) -> None:
        self.a, self.b = a, b
        self.row = 0

    def drop(self, x: Unknowns) -> float:
        return float(x[self.a] - x[self.b])

    @abc.abstractmethod
    def stamp(self, into: Stamp, x: Unknowns, time: float) -> None: ...


class Passive(Component):
    def __init__(self, a: int, b: int, value: float) -> None:
        super().__init__(a, b)
        self.value = value


class Resistor(Passive):
    def stamp(self, into: Stamp, x: Unknowns, time: float) -> None:
        into.admit(self.a, self.b, 1.0 / self.value)


class Capacitor(Passive):
    def stamp(self, into: Stamp, x: Unknowns, time: float) -> None:
        into.store(self.a, self.b, self.value)


class Inductor(Passive):
    n_branches = 1

    def stamp(self, into: Stamp, x: Unknowns, time: float) -> None:
        into.branch(self.a, self.b, self.row, 0.0)
        into.susceptance[self.row, self.row] -= self.value


class VoltageSource(Component):
    n_branches = 1

    def __init__(self, a: int, b: int, waveform: Callable[[float], float]) -> None:
        super().__init__(a, b)
        self.waveform = waveform

    def stamp(self, into: Stamp, x: Unknowns, time: float) -> None:
        into.branch(self.a, self.b, self.row, self.waveform(time))


class Diode(Component):
    def __init__(self, a: int, b: int, saturation: float = 1e-12, thermal: float = 0.026) -> None:
        super().__init__(a, b)
        self.saturation = saturation
        self.thermal = thermal

    def stamp(self, into: Stamp, x: Unknowns, time: float) -> None:
        v = min(self.drop(x), 0.75)
        grown = self.saturation * math.exp(v / self.thermal)
        g = grown / self.thermal + 1e-9
        into.admit(self.a, self.b, g)
        into.inject(self.a, self.b, grown - self.saturation - g * v)


class Circuit:
    def __init__(self, components: Iterable[Component]) -> None:
        self.components = list(components)
        n_nodes = 1 + max(max(c.a, c.b) for c in self.components)
        row = n_nodes
        for component in self.components:
            component.row = row
            row += component.n_branches
        self.n_nodes = n_nodes
        self.size = row

    def assemble(self, into: Stamp, x: Unknowns, time: float) -> None:
        into.clear()
        for component in self.components:
            component.stamp(into, x, time)


class Analysis:
    """Shared Newton loop; children say how the storage terms enter through `_companion`."""

    def __init__(self, circuit: Circuit, tolerance: float = 1e-9, max_newton: int = 120) -> None:
        self.circuit = circuit
        self.tolerance = tolerance
        self.max_newton = max_newton
        self.system = Stamp(circuit.size)
        self.newton_count = 0

    def _companion(self, previous: Unknowns) -> tuple[Matrix, Unknowns]:
        return self.system.conductance, self.system.source

    def _newton(self, start: Unknowns, time: float) -> Unknowns:
        x = start.copy()
        for _ in range(self.max_newton):
            self.circuit.assemble(self.system, x, time)
            matrix, rhs = self._companion(start)
            fresh = np.zeros_like(x)
            fresh[1:] = solve(matrix[1:, 1:], rhs[1:])
            change = np.clip(fresh - x, -0.5, 0.5)
            x += change
            self.newton_count += 1
            if np.abs(change).max() < self.tolerance:
                break
        return x


class OperatingPoint(Analysis):
    def run(self) -> Unknowns:
        return self._newton(np.zeros(self.circuit.size), 0.0)


class Transient(Analysis):
    def __init__(self, circuit: Circuit, step: float) -> None:
        super().__init__(circuit)
        self.step = step

    def _companion(self, previous: Unknowns) -> tuple[Matrix, Unknowns]:
        storage = self.system.susceptance / self.step
        return self.system.conductance + storage, self.system.source + storage @ previous

    def run(self, start: Unknowns, n_steps: int) -> tuple[Times, Float[np.ndarray, "t n"]]:
        trace = np.empty((n_steps + 1, start.size))
        trace[0] = start
        for i in range(n_steps):
            trace[i + 1] = self._newton(trace[i], (i + 1) * self.step)
        return self.step * np.arange(n_steps + 1), trace


class SmallSignal:
    def __init__(self, circuit: Circuit, bias: Unknowns, source: VoltageSource) -> None:
        system = Stamp(circuit.size)
        circuit.assemble(system, bias, 0.0)
        self.g = system.conductance[1:, 1:]
        self.c = system.susceptance[1:, 1:]
        self.drive = np.zeros(circuit.size - 1)
        self.drive[source.row - 1] = 1.0

    def response(self, hertz: Float[np.ndarray, " f"]) -> Complex[np.ndarray, "f m"]:
        s = 2j * np.pi * hertz[:, None, None]
        drive = np.broadcast_to(self.drive[:, None], (hertz.size, self.drive.size, 1))
        return solve(self.g + s * self.c, drive)[..., 0]

    def gain_db(self, hertz: Float[np.ndarray, " f"], node: int) -> Float[np.ndarray, " f"]:
        return 20.0 * np.log10(np.abs(self.response(hertz)[:, node - 1]) + 1e-30)


def main() -> None:
    rng = np.random.default_rng(2)
    ohms = rng.uniform(80.0, 120.0, size=3)
    mains = VoltageSource(1, 0, lambda t: 0.4 + 1.5 * math.sin(2.0 * math.pi * 50.0 * t))
    circuit = Circuit(
        [
            *(mains, Resistor(1, 2, float(ohms[0])), Diode(2, 3), Capacitor(3, 0, 1e-4)),
            *(Inductor(3, 4, 0.05), Resistor(4, 0, 10.0 * float(ohms[1])), Capacitor(4, 0, 2e-5)),
            *(Resistor(4, 5, float(ohms[2])), Capacitor(5, 0, 1e-6)),
        ]
    )
    bias = OperatingPoint(circuit).run()
    print("unknowns", circuit.size, "bias", np.round(bias, 4))
    transient = Transient(circuit, 5e-4)
    times, trace = transient.run(bias, 80)
    print("end", round(float(times[80]), 4), np.round(trace[80, 1:6], 4), transient.newton_count)
    ac = SmallSignal(circuit, bias, mains)
    print("gain dB", np.round(ac.gain_db(np.geomspace(1.0, 1e4, 13), 5)[::4], 2))
