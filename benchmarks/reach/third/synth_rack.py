"""A modular synthesiser: voices, envelopes and effects plugged into one another."""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Callable
from functools import cached_property
from typing import NamedTuple

import numpy as np
import numpy.typing as npt
from jaxtyping import Complex, Float, Int

Sig = npt.NDArray[np.float64]
Arr = np.ndarray


class Note(NamedTuple):
    onset: float
    length: float
    midi: int
    velocity: float

    @property
    def hertz(self) -> float:
        return float(440.0 * 2.0 ** ((self.midi - 69) / 12.0))


class Clock:
    def __init__(self, rate: int) -> None:
        self.rate = rate

    def ticks(self, seconds: float) -> Float[Arr, "n"]:
        return np.arange(round(seconds * self.rate)) / self.rate

    def index(self, seconds: float) -> int:
        return round(seconds * self.rate)


class Oscillator(ABC):
    @abstractmethod
    def wave(self, phase: Float[Arr, "n"]) -> Float[Arr, "n"]: ...

    def __call__(self, t: Float[Arr, "n"], hertz: float) -> Float[Arr, "n"]:
        return self.wave(np.mod(hertz * t, 1.0))

    def __add__(self, other: Oscillator) -> Oscillator:
        return Layered([self, other])


class Saw(Oscillator):
    def wave(self, phase: Float[Arr, "n"]) -> Float[Arr, "n"]:
        return 2.0 * phase - 1.0


class Harmonic(Oscillator):
    def __init__(self, partials: Float[Arr, "k"]) -> None:
        self.partials = partials / np.abs(partials).sum()
        self.orders = np.arange(1, partials.size + 1)

    def wave(self, phase: Float[Arr, "n"]) -> Float[Arr, "n"]:
        return np.sin(2 * np.pi * np.multiply.outer(phase, self.orders)) @ self.partials


class Wavetable(Oscillator):
    def __init__(self, table: Float[Arr, "size"]) -> None:
        self.table = np.append(table, table[0])
        self.grid = np.linspace(0.0, 1.0, table.size + 1)

    def wave(self, phase: Float[Arr, "n"]) -> Float[Arr, "n"]:
        return np.interp(phase, self.grid, self.table)


class Layered(Oscillator):
    def __init__(self, voices: list[Oscillator]) -> None:
        self.voices = voices

    def wave(self, phase: Float[Arr, "n"]) -> Float[Arr, "n"]:
        return np.mean([v.wave(phase) for v in self.voices], axis=0)


class Adsr:
    def __init__(self, attack: float, decay: float, sustain: float, release: float) -> None:
        self.stages = np.array([attack, decay, release])
        self.sustain = sustain

    @property
    def tail(self) -> float:
        return float(self.stages[2])

    def gain(self, t: Float[Arr, "n"], held: float) -> Float[Arr, "n"]:
        attack, decay, release = self.stages
        knots = np.cumsum([0.0, attack, decay, max(held - attack - decay, 1e-6), release])
        return np.interp(t, knots, [0.0, 1.0, self.sustain, self.sustain, 0.0])


class Effect(ABC):
    @abstractmethod
    def process(self, x: Float[Arr, "chan n"]) -> Float[Arr, "chan n"]: ...

    def __rshift__(self, after: Effect) -> Effect:
        return Rack(self, after)


class Rack(Effect):
    def __init__(self, *units: Effect) -> None:
        self.units = units

    def process(self, x: Float[Arr, "chan n"]) -> Float[Arr, "chan n"]:
        for unit in self.units:
            x = unit.process(x)
        return x


class Biquad(Effect):
    def __init__(self, b: Float[Arr, "3"], a: Float[Arr, "3"]) -> None:
        self.b = b / a[0]
        self.a = a / a[0]

    @classmethod
    def lowpass(cls, clock: Clock, cutoff: float, q: float) -> Biquad:
        w = 2 * np.pi * cutoff / clock.rate
        alpha, c = np.sin(w) / (2 * q), np.cos(w)
        b = np.array([0.5, 1.0, 0.5]) * (1 - c)
        return cls(b, np.array([1 + alpha, -2 * c, 1 - alpha]))

    def process(self, x: Float[Arr, "chan n"]) -> Float[Arr, "chan n"]:
        y = np.empty_like(x)
        s1, s2 = np.zeros((2, x.shape[0]))
        for i, frame in enumerate(x.T):
            out = self.b[0] * frame + s1
            s1 = self.b[1] * frame - self.a[1] * out + s2
            s2 = self.b[2] * frame - self.a[2] * out
            y[:, i] = out
        return y

    def response(self, w: Float[Arr, "w"]) -> Complex[Arr, "w"]:
        z = np.exp(-1j * w)
        return np.polyval(self.b[::-1], z) / np.polyval(self.a[::-1], z)


class Echo(Effect):
    def __init__(self, clock: Clock, delay: float, feedback: float, repeats: int) -> None:
        self.shift = clock.index(delay)
        self.levels = feedback ** np.arange(1, repeats + 1)

    def process(self, x: Float[Arr, "chan n"]) -> Float[Arr, "chan n"]:
        y = x.copy()
        for k, level in enumerate(self.levels, start=1):
            start = min(k * self.shift, x.shape[1])
            y[:, start:] += level * x[:, : x.shape[1] - start]
        return y


class Shaper(Effect):
    def __init__(self, curve: Callable[[Sig], Sig], wet: float) -> None:
        self.curve, self.wet = curve, wet

    def process(self, x: Float[Arr, "chan n"]) -> Float[Arr, "chan n"]:
        return (1.0 - self.wet) * x + self.wet * self.curve(x)


class Instrument:
    def __init__(self, clock: Clock, osc: Oscillator, env: Adsr, pan: Float[Arr, "chan"]) -> None:
        self.clock, self.osc, self.env = clock, osc, env
        self.pan = pan / np.linalg.norm(pan)

    def play(self, note: Note) -> Float[Arr, "chan n"]:
        t = self.clock.ticks(note.length + self.env.tail)
        mono = note.velocity * self.osc(t, note.hertz) * self.env.gain(t, note.length)
        return np.outer(self.pan, mono)

    def render(self, score: list[Note], seconds: float) -> Float[Arr, "chan n"]:
        n = self.clock.index(seconds)
        bus = np.zeros((self.pan.size, n))
        for note in score:
            start = self.clock.index(note.onset)
            clip = self.play(note)[:, : max(n - start, 0)]
            bus[:, start : start + clip.shape[1]] += clip
        return bus


class Spectrogram:
    def __init__(self, signal: Float[Arr, "n"], clock: Clock, size: int, hop: int) -> None:
        self.signal, self.clock, self.size, self.hop = signal, clock, size, hop

    @cached_property
    def magnitude(self) -> Float[Arr, "frame bin"]:
        view = np.lib.stride_tricks.sliding_window_view(self.signal, self.size)[:: self.hop]
        return np.abs(np.fft.rfft(view * np.hanning(self.size), axis=-1))

    @property
    def hertz(self) -> Float[Arr, "bin"]:
        return np.fft.rfftfreq(self.size, 1.0 / self.clock.rate)

    def centroid(self) -> Float[Arr, "frame"]:
        return self.magnitude @ self.hertz / (self.magnitude.sum(axis=1) + 1e-12)

    def pitch_classes(self) -> Int[Arr, "pitched"]:
        return np.rint(69 + 12 * np.log2(self.hertz[1:] / 440.0)).astype(int) % 12

    def chroma(self) -> Float[Arr, "frame 12"]:
        member = np.eye(12)[self.pitch_classes()]
        return self.magnitude[:, 1:] @ member


def main() -> None:
    rng = np.random.default_rng(3)
    clock = Clock(4000)
    steps = np.cumsum(rng.integers(-4, 6, size=9))
    score = [Note(0.1 * i, 0.15, 60 + int(s), 0.8) for i, s in enumerate(steps)]
    osc = Saw() + Harmonic(1.0 / np.arange(1.0, 8.0)) + Wavetable(rng.standard_normal(17))
    synth = Instrument(clock, osc, Adsr(0.01, 0.04, 0.6, 0.08), np.array([0.9, 0.5]))
    low = Biquad.lowpass(clock, 700.0, 0.9)
    rack = low >> Echo(clock, 0.11, 0.5, 3) >> Shaper(np.tanh, 0.7)
    dry = synth.render(score, 1.2)
    wet = rack.process(dry)
    spec = Spectrogram(wet.sum(axis=0), clock, size=256, hop=100)
    print("levels", np.round(dry.std(axis=1), 4), np.round(wet.std(axis=1), 4))
    print("filter", np.round(np.abs(low.response(np.linspace(0.1, 3.0, 5))), 3))
    print("centroid", np.round(spec.centroid()[::10], 1), spec.magnitude.shape)
    print("chroma", np.bincount(spec.chroma().argmax(axis=1), minlength=12))
