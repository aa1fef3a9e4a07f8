"""A small modular synthesiser: signals as array-like objects, patches as trees of modules."""

from collections.abc import Callable, Iterator
from enum import Enum
from typing import Protocol, runtime_checkable

import numpy as np
from jaxtyping import Complex, Float

Array = np.ndarray

RATE = 4000.0


class Signal:
    """Multi-channel audio with the operators one wants at a mixing desk."""

    __array_ufunc__ = None

    def __init__(self, samples: Float[Array, "channels frames"]) -> None:
        self.samples: Float[Array, "channels frames"] = samples

    @classmethod
    def mono(cls, wave: Float[Array, "frames"]) -> "Signal":
        return cls(wave[None, :])

    @property
    def channels(self) -> int:
        return self.samples.shape[0]

    def __len__(self) -> int:
        return self.samples.shape[1]

    def __add__(self, other: "Signal") -> "Signal":
        return Signal(self.samples + other.samples)

    def __mul__(self, gain: float) -> "Signal":
        return Signal(gain * self.samples)

    __rmul__ = __mul__

    def __rshift__(self, effect: "Effect") -> "Signal":
        return effect(self)

    def __rmatmul__(self, matrix: Float[Array, "outputs channels"]) -> "Signal":
        return Signal(matrix @ self.samples)

    def __getitem__(self, window: slice) -> "Signal":
        return Signal(self.samples[:, window])

    def __or__(self, other: "Signal") -> "Signal":
        """One after the other."""
        return Signal(np.concatenate([self.samples, other.samples], axis=1))

    @property
    def rms(self) -> Float[Array, "channels"]:
        return np.sqrt(np.mean(self.samples**2, axis=1))

    @property
    def peak(self) -> float:
        return float(np.abs(self.samples).max())

    def normalised(self, level: float = 0.9) -> "Signal":
        return self if self.peak == 0.0 else self * (level / self.peak)

    def blocks(self, size: int) -> Iterator[Float[Array, "channels size"]]:
        for start in range(0, len(self) - size + 1, size):
            yield self.samples[:, start : start + size]

    def spectrogram(self, size: int, hop: int) -> Float[Array, "channels times bins"]:
        starts = np.arange(0, len(self) - size + 1, hop)
        windows = self.samples[:, starts[:, None] + np.arange(size)]
        return np.abs(np.fft.rfft(windows * np.hanning(size), axis=-1))


@runtime_checkable
class Effect(Protocol):
    def __call__(self, signal: Signal) -> Signal: ...


class Shape(Enum):
    SINE = "sine"
    SQUARE = "square"
    SAW = "saw"


def sine(phase: Float[Array, "frames"]) -> Float[Array, "frames"]:
    return np.sin(2.0 * np.pi * phase)


def square(phase: Float[Array, "frames"]) -> Float[Array, "frames"]:
    return np.where(phase % 1.0 < 0.5, 1.0, -1.0)


def saw(phase: Float[Array, "frames"]) -> Float[Array, "frames"]:
    return 2.0 * (phase % 1.0) - 1.0


WAVES: dict[Shape, Callable[[Float[Array, "frames"]], Float[Array, "frames"]]] = {
    Shape.SINE: sine,
    Shape.SQUARE: square,
    Shape.SAW: saw,
}


class Envelope:
    def __init__(self, attack: float, decay: float, sustain: float, release: float) -> None:
        self.knots: Float[Array, "4"] = np.cumsum([0.0, attack, decay, release])
        self.levels: Float[Array, "4"] = np.array([0.0, 1.0, sustain, 0.0])

    def render(self, frames: int) -> Float[Array, "frames"]:
        position = np.linspace(0.0, 1.0, frames)
        return np.interp(position, self.knots / self.knots[-1], self.levels)


class Module:
    """Something that makes a wave for a given pitch; modules hold other modules."""

    def __init__(self, level: float = 1.0) -> None:
        self.level = level

    def render(self, pitch: float, frames: int) -> Float[Array, "frames"]:
        return np.zeros(frames)

    def phase(self, pitch: float, frames: int) -> Float[Array, "frames"]:
        return pitch * np.arange(frames) / RATE


class Oscillator(Module):
    def __init__(self, shape: Shape, detune: float = 1.0, level: float = 1.0) -> None:
        super().__init__(level)
        self.shape, self.detune = shape, detune

    def render(self, pitch: float, frames: int) -> Float[Array, "frames"]:
        return self.level * WAVES[self.shape](self.phase(pitch * self.detune, frames))


class FrequencyModulated(Oscillator):
    def __init__(self, modulator: Module, depth: float, shape: Shape = Shape.SINE) -> None:
        super().__init__(shape)
        self.modulator, self.depth = modulator, depth

    def phase(self, pitch: float, frames: int) -> Float[Array, "frames"]:
        steady = super().phase(pitch, frames)
        return steady + self.depth * self.modulator.render(pitch, frames)


class Mixer(Module):
    def __init__(self, parts: list[Module], envelope: Envelope) -> None:
        super().__init__()
        self.parts, self.envelope = parts, envelope

    def render(self, pitch: float, frames: int) -> Float[Array, "frames"]:
        waves = np.stack([part.render(pitch, frames) for part in self.parts])
        return self.envelope.render(frames) * waves.mean(axis=0)


class Harmonics(Module):
    def __init__(self, strengths: Float[Array, "partials"], level: float = 1.0) -> None:
        super().__init__(level)
        self.strengths: Float[Array, "partials"] = strengths

    def render(self, pitch: float, frames: int) -> Float[Array, "frames"]:
        orders = np.arange(1, len(self.strengths) + 1)
        audible = np.where(orders * pitch < RATE / 2, self.strengths, 0.0)
        partials = np.sin(2.0 * np.pi * np.outer(orders, self.phase(pitch, frames)))
        return self.level * (audible @ partials)


class Echo:
    def __init__(self, delay: int, feedback: float) -> None:
        self.delay, self.feedback = delay, feedback

    def __call__(self, signal: Signal) -> Signal:
        out = signal.samples.copy()
        for start in range(self.delay, len(signal), self.delay):
            stop = min(start + self.delay, len(signal))
            out[:, start:stop] += self.feedback * out[:, start - self.delay : stop - self.delay]
        return Signal(out)


class LowPass:
    def __init__(self, cutoff: float) -> None:
        self.cutoff = cutoff

    def response(self, frames: int) -> Complex[Array, "{frames}//2+1"]:
        freqs = np.fft.rfftfreq(frames, d=1.0 / RATE)
        return 1.0 / (1.0 + 1j * freqs / self.cutoff)

    def __call__(self, signal: Signal) -> Signal:
        spectrum = np.fft.rfft(signal.samples, axis=1) * self.response(len(signal))
        return Signal(np.fft.irfft(spectrum, n=len(signal), axis=1))


def pan(angle: float) -> Float[Array, "2 1"]:
    return np.array([[np.cos(angle)], [np.sin(angle)]])


def main() -> None:
    soft = Envelope(attack=0.2, decay=0.3, sustain=0.6, release=0.5)
    bank: dict[str, Module] = {
        "pad": Mixer(
            [
                Oscillator(Shape.SAW),
                Oscillator(Shape.SAW, 1.01),
                Oscillator(Shape.SQUARE, 0.5, 0.4),
            ],
            soft,
        ),
        "bell": Mixer(
            [FrequencyModulated(Oscillator(Shape.SINE, 2.76), depth=0.4)],
            Envelope(0.01, 0.5, 0.2, 0.4),
        ),
        "organ": Harmonics(np.array([1.0, 0.5, 0.0, 0.25, 0.1])),
        "off": Module(),
    }
    song = Signal(np.zeros((2, 50)))
    for number, (name, module) in enumerate(bank.items()):
        note = Signal.mono(module.render(pitch=220.0 * 1.25**number, frames=1201))
        wet = pan(0.3 * number + 0.2) @ note >> LowPass(900.0) >> Echo(delay=170, feedback=0.35)
        song = song | wet.normalised(0.5)
        print(name, len(song), np.round(wet.rms, 4))
    middle = (song + 0.5 * song)[300:3000]
    sonogram = middle.spectrogram(size=128, hop=37)
    loudest = max(float(np.sum(block**2)) for block in middle.blocks(91))
    print(song.channels, sonogram.shape, round(loudest, 3), round(song.peak, 3))


if __name__ == "__main__":
    main()
