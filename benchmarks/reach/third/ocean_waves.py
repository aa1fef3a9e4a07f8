"""Irregular sea states: wave spectra, directional spreading and random linear wave fields."""

import abc
import math
from dataclasses import dataclass, field

import numpy as np
from jaxtyping import Bool, Complex, Float

Array = np.ndarray
GRAVITY = 9.80665


class DispersionRelation:
    """Linear dispersion relation for water of a finite depth."""

    def __init__(self, depth: float, iterations: int = 15) -> None:
        self.depth = depth
        self._iterations = iterations

    def wavenumber(self, omega: Float[Array, " f"]) -> Float[Array, " f"]:
        """Solve omega^2 = g k tanh(k h) with Newton's method."""
        target = omega**2 / GRAVITY
        k = target / np.sqrt(np.tanh(target * self.depth))
        for _ in range(self._iterations):
            tanh = np.tanh(k * self.depth)
            residual = k * tanh - target
            slope = tanh + k * self.depth * (1.0 - tanh**2)
            k = k - residual / slope
        return k

    def group_velocity(self, omega: Float[Array, " f"]) -> Float[Array, " f"]:
        k = self.wavenumber(omega)
        kh = np.minimum(k * self.depth, 50.0)
        ratio = 0.5 * (1.0 + 2.0 * kh / np.sinh(2.0 * kh))
        return ratio * omega / k


@dataclass(frozen=True)
class FrequencyBins:
    """Logarithmically spaced angular frequency bins."""

    lower: float
    upper: float
    count: int
    edges: Float[Array, " e"] = field(init=False)

    def __post_init__(self) -> None:
        object.__setattr__(self, "edges", np.geomspace(self.lower, self.upper, self.count + 1))

    @property
    def centres(self) -> Float[Array, " f"]:
        return np.sqrt(self.edges[1:] * self.edges[:-1])

    @property
    def widths(self) -> Float[Array, " f"]:
        return np.diff(self.edges)


class Spectrum(abc.ABC):
    """Base class; children supply an unnormalised shape through the `_shape` hook."""

    def __init__(self, significant_height: float, peak_period: float) -> None:
        self.significant_height = significant_height
        self.peak_frequency = 2.0 * math.pi / peak_period

    @abc.abstractmethod
    def _shape(self, omega: Float[Array, " f"]) -> Float[Array, " f"]: ...

    def density(self, omega: Float[Array, " f"], widths: Float[Array, " f"]) -> Float[Array, " f"]:
        shape = self._shape(omega)
        zeroth_moment = float(np.dot(shape, widths))
        return shape * (self.significant_height / 4.0) ** 2 / zeroth_moment


class PiersonMoskowitz(Spectrum):
    def _shape(self, omega: Float[Array, " f"]) -> Float[Array, " f"]:
        return omega**-5.0 * np.exp(-1.25 * (self.peak_frequency / omega) ** 4)


class Jonswap(PiersonMoskowitz):
    def __init__(
        self, significant_height: float, peak_period: float, peakedness: float = 3.3
    ) -> None:
        super().__init__(significant_height, peak_period)
        self.peakedness = peakedness

    def _shape(self, omega: Float[Array, " f"]) -> Float[Array, " f"]:
        base = super()._shape(omega)
        below_peak: Bool[Array, " f"] = omega <= self.peak_frequency
        sigma = np.where(below_peak, 0.07, 0.09)
        exponent = np.exp(-0.5 * ((omega / self.peak_frequency - 1.0) / sigma) ** 2)
        return base * self.peakedness**exponent


class CosineSpreading:
    """cos^2s spreading about a mean heading."""

    def __init__(self, heading: float, directions: int, power: float) -> None:
        self.angles = np.linspace(-math.pi, math.pi, directions, endpoint=False)
        lobe = np.cos(0.5 * (self.angles - heading)) ** 2
        weights = lobe**power
        self.weights = weights / weights.sum()

    def unit_vectors(self) -> Float[Array, "d 2"]:
        return np.column_stack((np.cos(self.angles), np.sin(self.angles)))


class WaveField:
    def __init__(
        self,
        omega: Float[Array, " f"],
        wave_vectors: Float[Array, "f d 2"],
        amplitude: Float[Array, "f d"],
        phase: Float[Array, "f d"],
    ) -> None:
        self.omega = omega
        self.wave_vectors = wave_vectors
        self.coefficients = amplitude * np.exp(1j * phase)

    def _carrier(self, points: Float[Array, "p 2"]) -> Complex[Array, "p f"]:
        travel = np.einsum("fdx,px->pfd", self.wave_vectors, points)
        return (self.coefficients * np.exp(1j * travel)).sum(axis=-1)

    def elevation(
        self, points: Float[Array, "p 2"], times: Float[Array, " t"]
    ) -> Float[Array, "p t"]:
        rotation = np.exp(-1j * np.outer(self.omega, times))
        return np.real(self._carrier(points) @ rotation)

    def vertical_velocity(
        self, points: Float[Array, "p 2"], times: Float[Array, " t"]
    ) -> Float[Array, "p t"]:
        rotation = -1j * self.omega[:, None] * np.exp(-1j * np.outer(self.omega, times))
        return np.real(self._carrier(points) @ rotation)


class SeaState:
    """Spectrum and spreading on a set of bins; knows how to draw realisations."""

    def __init__(
        self,
        spectrum: Spectrum,
        spreading: CosineSpreading,
        bins: FrequencyBins,
        dispersion: DispersionRelation,
    ) -> None:
        self.spectrum = spectrum
        self.spreading = spreading
        self.bins = bins
        self.dispersion = dispersion

    def energy(self) -> Float[Array, "f d"]:
        density = self.spectrum.density(self.bins.centres, self.bins.widths)
        return np.outer(density * self.bins.widths, self.spreading.weights)

    def energy_flux(self) -> Float[Array, " 2"]:
        speed = self.dispersion.group_velocity(self.bins.centres)
        return 1025.0 * GRAVITY * (speed @ self.energy()) @ self.spreading.unit_vectors()

    def realise(self, rng: np.random.Generator) -> WaveField:
        energy = self.energy()
        omega = self.bins.centres
        k = self.dispersion.wavenumber(omega)
        wave_vectors = k[:, None, None] * self.spreading.unit_vectors()[None]
        phase = rng.uniform(0.0, 2.0 * math.pi, size=energy.shape)
        return WaveField(omega, wave_vectors, np.sqrt(2.0 * energy), phase)


@dataclass
class Recording:
    times: Float[Array, " t"]
    elevation: Float[Array, "g t"]

    @property
    def significant_heights(self) -> Float[Array, " g"]:
        return 4.0 * self.elevation.std(axis=1)

    def upcrossings(self) -> Bool[Array, "g s"]:
        negative = np.signbit(self.elevation)
        return negative[:, :-1] & ~negative[:, 1:]

    def mean_periods(self) -> Float[Array, " g"]:
        duration = float(np.ptp(self.times))
        return duration / np.maximum(self.upcrossings().sum(axis=1), 1)

    def coherence_matrix(self) -> Complex[Array, "h g g"]:
        transform = np.fft.rfft(self.elevation - self.elevation.mean(axis=1, keepdims=True))
        return np.einsum("gh,kh->hgk", transform, transform.conj())


class GaugeArray:
    def __init__(self, positions: Float[Array, "g 2"]) -> None:
        self.positions = positions

    def record(self, waves: WaveField, times: Float[Array, " t"]) -> Recording:
        return Recording(times=times, elevation=waves.elevation(self.positions, times))


def main() -> None:
    rng = np.random.default_rng(8)
    bins = FrequencyBins(lower=0.3, upper=2.5, count=23)
    spreading = CosineSpreading(heading=0.4, directions=13, power=6.0)
    gauges = GaugeArray(rng.uniform(-40.0, 40.0, size=(5, 2)))
    times = np.linspace(0.0, 300.0, 401)
    for spectrum in (PiersonMoskowitz(2.5, 9.0), Jonswap(2.5, 9.0)):
        sea = SeaState(spectrum, spreading, bins, DispersionRelation(depth=18.0))
        waves = sea.realise(rng)
        recording = gauges.record(waves, times)
        print(type(spectrum).__name__, np.round(recording.significant_heights, 3))
        print("  periods", np.round(recording.mean_periods(), 2))
        print("  flux", np.round(sea.energy_flux() / 1000.0, 2))
        print("  coherence", recording.coherence_matrix().shape)
        print("  w rms", round(float(waves.vertical_velocity(gauges.positions, times).std()), 4))


if __name__ == "__main__":
    main()
