"""Short-time spectra, mel filter banks and cepstral features of audio."""

from dataclasses import dataclass
from typing import Literal, overload

import numpy as np
from jaxtyping import Bool, Complex, Float, Int
from numpy.lib.stride_tricks import sliding_window_view

WindowName = Literal["hann", "hamming", "boxcar"]


@dataclass(frozen=True)
class StftConfig:
    """Parameters of the short-time Fourier transform."""

    sample_rate: int = 8000
    n_fft: int = 256
    hop: int = 80
    window: WindowName = "hann"

    def __post_init__(self) -> None:
        if self.n_fft < 2 or self.n_fft % 2:
            raise ValueError("n_fft must be even")
        if not 0 < self.hop <= self.n_fft:
            raise ValueError("hop must lie in (0, n_fft]")

    @property
    def n_freq(self) -> int:
        return self.n_fft // 2 + 1


@dataclass
class Features:
    """Features of one clip, frames first."""

    log_mel: Float[np.ndarray, "frames mels"]
    mfcc: Float[np.ndarray, "frames coefs"]
    voiced: Bool[np.ndarray, "frames"]


def get_window(name: WindowName, length: int) -> Float[np.ndarray, "{length}"]:
    """Periodic analysis window."""
    if name == "boxcar":
        return np.ones(length)
    phase = 2.0 * np.pi * np.arange(length) / length
    if name == "hann":
        return 0.5 - 0.5 * np.cos(phase)
    return 0.54 - 0.46 * np.cos(phase)


def frame_signal(
    y: Float[np.ndarray, "*batch samples"], length: int, hop: int
) -> Float[np.ndarray, "*batch frames {length}"]:
    """Overlapping frames along the last axis; what does not fill a frame is dropped."""
    if y.shape[-1] < length:
        raise ValueError(f"signal is shorter than a frame of {length}")
    return sliding_window_view(y, length, axis=-1)[..., ::hop, :]


def preemphasis(
    y: Float[np.ndarray, "samples"], coef: float = 0.97
) -> Float[np.ndarray, "samples"]:
    """First-order high-pass filter."""
    out = y.copy()
    out[1:] -= coef * y[:-1]
    return out


@overload
def stft(
    y: Float[np.ndarray, "samples"], config: StftConfig
) -> Complex[np.ndarray, "frames freq"]: ...
@overload
def stft(
    y: Float[np.ndarray, "batch samples"], config: StftConfig
) -> Complex[np.ndarray, "batch frames freq"]: ...
def stft(
    y: Float[np.ndarray, "*batch samples"], config: StftConfig
) -> Complex[np.ndarray, "*batch frames freq"]:
    """Short-time Fourier transform without centring."""
    frames = frame_signal(np.asarray(y), config.n_fft, config.hop)
    return np.fft.rfft(frames * get_window(config.window, config.n_fft), axis=-1)


def istft(
    spectrum: Complex[np.ndarray, "frames freq"], config: StftConfig
) -> Float[np.ndarray, "samples"]:
    """Inverse by weighted overlap-add."""
    if spectrum.shape[1] != config.n_freq:
        raise ValueError("spectrum does not match the configuration")
    window = get_window(config.window, config.n_fft)
    pieces = np.fft.irfft(spectrum, n=config.n_fft, axis=1) * window
    length = (pieces.shape[0] - 1) * config.hop + config.n_fft
    signal, norm = np.zeros(length), np.zeros(length)
    for f, piece in enumerate(pieces):
        start = f * config.hop
        signal[start : start + config.n_fft] += piece
        norm[start : start + config.n_fft] += window**2
    return signal / np.maximum(norm, 1e-8)


def hz_to_mel(hz: Float[np.ndarray, "n"]) -> Float[np.ndarray, "n"]:
    """HTK mel scale."""
    return 2595.0 * np.log10(1.0 + hz / 700.0)


def mel_to_hz(mel: Float[np.ndarray, "n"]) -> Float[np.ndarray, "n"]:
    """Inverse of :func:`hz_to_mel`."""
    return 700.0 * (10.0 ** (mel / 2595.0) - 1.0)


def mel_filterbank(
    config: StftConfig,
    n_mels: int,
    *,
    fmin: float = 0.0,
    fmax: float | None = None,
    norm: Literal["slaney", "none"] = "none",
) -> Float[np.ndarray, "{n_mels} {config.n_freq}"]:
    """Triangular filters as rows."""
    top = config.sample_rate / 2.0 if fmax is None else fmax
    if not 0.0 <= fmin < top:
        raise ValueError("need 0 <= fmin < fmax")
    low, high = hz_to_mel(np.array([fmin, top]))
    corners = mel_to_hz(np.linspace(low, high, n_mels + 2))
    freqs = np.fft.rfftfreq(config.n_fft, d=1.0 / config.sample_rate)
    ramps = freqs[None, :] - corners[:, None]
    widths = np.diff(corners)
    rising = ramps[:-2] / widths[:-1, None]
    falling = -ramps[2:] / widths[1:, None]
    bank = np.clip(np.minimum(rising, falling), 0.0, None)
    if norm == "slaney":
        bank *= (2.0 / (corners[2:] - corners[:-2]))[:, None]
    return bank


def dct_matrix(n_coefs: int, n_inputs: int) -> Float[np.ndarray, "{n_coefs} {n_inputs}"]:
    """Orthonormal DCT-II rows."""
    k = np.arange(n_coefs)[:, None]
    basis = np.cos(np.pi * k * (np.arange(n_inputs) + 0.5) / n_inputs)
    basis *= np.sqrt(2.0 / n_inputs)
    basis[:1] /= np.sqrt(2.0)
    return basis


def power_to_db(
    power: Float[np.ndarray, "frames *bins"], *, top_db: float | None = 80.0
) -> Float[np.ndarray, "frames *bins"]:
    """Decibels relative to the peak, with a floor ``top_db`` below it."""
    db = 10.0 * np.log10(np.maximum(power, 1e-10))
    db = db - db.max()
    return db if top_db is None else np.maximum(db, -top_db)


def deltas(
    features: Float[np.ndarray, "frames d"], width: int = 2
) -> Float[np.ndarray, "frames d"]:
    """Regression slopes over ``2 * width + 1`` frames."""
    if width < 1:
        raise ValueError("width must be positive")
    n = features.shape[0]
    padded = np.pad(features, ((width, width), (0, 0)), mode="edge")
    total = np.zeros_like(features)
    for lag in range(1, width + 1):
        total += lag * (
            padded[width + lag : width + lag + n] - padded[width - lag : width - lag + n]
        )
    return total / (2.0 * sum(lag**2 for lag in range(1, width + 1)))


def zero_crossings(frames: Float[np.ndarray, "frames length"]) -> Int[np.ndarray, "frames"]:
    """Sign changes in each frame."""
    negative = np.signbit(frames)
    return np.count_nonzero(negative[:, 1:] != negative[:, :-1], axis=1)


def extract(
    y: Float[np.ndarray, "samples"], config: StftConfig, *, n_mels: int = 26, n_coefs: int = 12
) -> Features:
    """Log-mel energies, cepstral coefficients and a crude voicing decision."""
    emphasised = preemphasis(y)
    power = np.abs(stft(emphasised, config)) ** 2
    log_mel = power_to_db(power @ mel_filterbank(config, n_mels).T)
    mfcc = log_mel @ dct_matrix(n_coefs, n_mels).T
    raw = frame_signal(y, config.n_fft, config.hop)
    energy = np.mean(raw**2, axis=1)
    voiced = (energy > 0.1 * energy.max()) & (zero_crossings(raw) < config.n_fft // 4)
    return Features(log_mel=log_mel, mfcc=mfcc, voiced=voiced)


def spectral_centroid(
    power: Float[np.ndarray, "frames freq"], freqs: Float[np.ndarray, "freq"]
) -> Float[np.ndarray, "frames"]:
    """Power-weighted mean frequency."""
    return (power @ freqs) / np.maximum(power.sum(axis=-1), 1e-12)


def main() -> None:
    rng = np.random.default_rng(30)
    config = StftConfig()
    t = np.arange(5003) / config.sample_rate
    y = np.sin(2 * np.pi * 440.0 * t) * (t > 0.2) + 0.01 * rng.normal(size=t.size)
    features = extract(y, config)
    print("voiced", int(features.voiced.sum()), "of", features.voiced.size)
    stacked = np.concatenate(
        [features.mfcc, deltas(features.mfcc), deltas(deltas(features.mfcc))], axis=1
    )
    print("stacked", stacked.std().round(3), features.log_mel.min())
    spectrum = stft(y, config)
    restored = istft(spectrum, config)
    middle = slice(config.n_fft, restored.size - config.n_fft)
    print("error", np.abs(restored[middle] - y[: restored.size][middle]).max().round(10))
    freqs = np.fft.rfftfreq(config.n_fft, d=1.0 / config.sample_rate)
    print("centroid", spectral_centroid(np.abs(spectrum) ** 2, freqs)[-3:].round(1))
    stereo = np.stack([y, y[::-1], 0.5 * y])
    print(
        "stereo",
        np.abs(stft(stereo, StftConfig(window="hamming", hop=100))).mean(axis=(1, 2)).round(3),
    )
    bank = mel_filterbank(config, 19, fmin=100.0, norm="slaney")
    print(
        "bank", bank.sum().round(4), np.allclose(dct_matrix(5, 7) @ dct_matrix(5, 7).T, np.eye(5))
    )
    print(
        "boxcar",
        get_window("boxcar", 10).sum(),
        power_to_db(y[:31] ** 2, top_db=None).min().round(1),
    )


if __name__ == "__main__":
    main()
