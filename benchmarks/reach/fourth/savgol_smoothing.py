"""Savitzky-Golay smoothing and differentiation of evenly sampled signals."""

from dataclasses import dataclass
from math import factorial
from typing import Literal, overload

import numpy as np
from jaxtyping import Float, Int
from numpy.lib.stride_tricks import sliding_window_view

EdgeMode = Literal["reflect", "edge", "constant"]


@dataclass
class SmoothingResult:
    """Outcome of :func:`smooth_auto`."""

    smoothed: Float[np.ndarray, "n"]
    residual: Float[np.ndarray, "n"]
    window: int
    noise_level: float


def _check_window(window: int, order: int) -> int:
    if window < 1 or window % 2 == 0:
        raise ValueError(f"window must be a positive odd integer, got {window}")
    if order >= window:
        raise ValueError("order must be smaller than window")
    return window // 2


def savgol_coefficients(
    window: int, order: int, *, deriv: int = 0, delta: float = 1.0
) -> Float[np.ndarray, "{window}"]:
    """Correlation coefficients of the filter (to be used as a dot product)."""
    half = _check_window(window, order)
    if deriv > order:
        return np.zeros(window)
    positions = np.arange(-half, half + 1, dtype=float)
    design = np.vander(positions, order + 1, increasing=True)
    return np.linalg.pinv(design)[deriv] * factorial(deriv) / delta**deriv


@overload
def savgol_filter(
    x: Float[np.ndarray, "n"], window: int, order: int, *, deriv: int = 0, mode: EdgeMode = "edge"
) -> Float[np.ndarray, "n"]: ...
@overload
def savgol_filter(
    x: Float[np.ndarray, "channels n"],
    window: int,
    order: int,
    *,
    deriv: int = 0,
    mode: EdgeMode = "edge",
) -> Float[np.ndarray, "channels n"]: ...
def savgol_filter(
    x: Float[np.ndarray, "*channels n"],
    window: int,
    order: int,
    *,
    deriv: int = 0,
    mode: EdgeMode = "edge",
) -> Float[np.ndarray, "*channels n"]:
    """Filter along the last axis; the output has the shape of the input.

    ``mode`` is the padding rule handed to :func:`numpy.pad`.
    """
    x = np.asarray(x, dtype=float)
    half = _check_window(window, order)
    coefficients = savgol_coefficients(window, order, deriv=deriv)
    pad_width = [(0, 0)] * (x.ndim - 1) + [(half, half)]
    padded = np.pad(x, pad_width, mode=mode)
    windows = sliding_window_view(padded, window, axis=-1)
    return windows @ coefficients


def filter_columns(
    table: Float[np.ndarray, "samples sensors"], window: int, order: int, axis: int = 0
) -> Float[np.ndarray, "samples sensors"]:
    """Filter a table along ``axis``."""
    if axis not in (0, 1, -1, -2):
        raise ValueError("axis out of range for a table")
    moved = np.moveaxis(table, axis, -1)
    filtered = savgol_filter(moved, window, order)
    return np.moveaxis(filtered, -1, axis)


def local_polynomial(
    t: Float[np.ndarray, "n"],
    y: Float[np.ndarray, "n"],
    query: Float[np.ndarray, "m"],
    *,
    bandwidth: float,
    order: int = 1,
    weights: Float[np.ndarray, "n"] | None = None,
) -> tuple[Float[np.ndarray, "m"], Float[np.ndarray, "m {order}+1"]]:
    """Kernel-weighted polynomial fit around each query point.

    Returns the fitted values and all local coefficients.
    """
    if bandwidth <= 0:
        raise ValueError("bandwidth must be positive")
    if weights is None:
        weights = np.ones_like(y)
    offsets = t[None, :] - query[:, None]
    kernel = np.exp(-0.5 * (offsets / bandwidth) ** 2) * weights
    powers = offsets[..., None] ** np.arange(order + 1)
    gram = np.einsum("mn,mnp,mnq->mpq", kernel, powers, powers)
    gram += 1e-10 * np.eye(order + 1)
    moment = np.einsum("mn,mnp,n->mp", kernel, powers, y)
    coefficients = np.linalg.solve(gram, moment[..., None])[..., 0]
    return coefficients[:, 0], coefficients


def find_peaks(
    y: Float[np.ndarray, "n"], *, min_height: float | None = None
) -> tuple[Int[np.ndarray, "peaks"], Float[np.ndarray, "peaks"]]:
    """Strict local maxima in the interior of a signal, highest first."""
    if y.size < 3:
        return np.zeros(0, dtype=np.int64), np.zeros(0)
    inner = y[1:-1]
    is_peak = (inner > y[:-2]) & (inner > y[2:])
    if min_height is not None:
        is_peak &= inner >= min_height
    index = np.flatnonzero(is_peak) + 1
    ranked = index[np.argsort(-y[index])]
    return ranked, y[ranked]


def mad_scale(residual: Float[np.ndarray, "n"]) -> float:
    """Robust estimate of the noise's standard deviation."""
    centred = residual - np.median(residual)
    return float(1.4826 * np.median(np.abs(centred)))


def _leave_one_out_score(x: Float[np.ndarray, "n"], window: int, order: int) -> float:
    leverage = savgol_coefficients(window, order)[window // 2]
    if leverage >= 1.0 - 1e-9:
        return float("inf")
    residual = (x - savgol_filter(x, window, order)) / (1.0 - leverage)
    return float(np.mean(residual**2))


def smooth_auto(
    x: Float[np.ndarray, "n"], candidates: list[int], order: int = 2
) -> SmoothingResult:
    """Pick the window with the best leave-one-out score and smooth with it."""
    if not candidates:
        raise ValueError("no candidate windows")
    scores = np.array([_leave_one_out_score(x, window, order) for window in candidates])
    best = candidates[int(scores.argmin())]
    smoothed = savgol_filter(x, best, order)
    residual = x - smoothed
    return SmoothingResult(
        smoothed=smoothed, residual=residual, window=best, noise_level=mad_scale(residual)
    )


def main() -> None:
    rng = np.random.default_rng(4)
    t = np.linspace(0.0, 3.0, 149)
    clean = np.sin(4.0 * t) + 0.3 * t
    noisy = clean + 0.15 * rng.standard_normal(t.size)
    result = smooth_auto(noisy, [5, 9, 15, 21, 31], order=2)
    print("window", result.window, "noise", round(result.noise_level, 3))
    print("rmse", np.sqrt(np.mean((result.smoothed - clean) ** 2)).round(4))

    slope = savgol_filter(noisy, 15, 3, deriv=1, mode="reflect")
    print("max slope", slope.max().round(4), savgol_filter(noisy, 5, 1, deriv=2).sum())

    channels = np.stack([noisy, noisy[::-1], clean * 2.0, -clean])
    print("channels", savgol_filter(channels, 7, 2).std(axis=1).round(3))

    table = rng.normal(size=(41, 6))
    print(
        "table",
        filter_columns(table, 11, 3).var().round(4),
        filter_columns(table, 3, 1, axis=1).var().round(4),
    )

    query = np.linspace(0.2, 2.8, 17)
    fitted, local = local_polynomial(t, noisy, query, bandwidth=0.2, order=2)
    print("local", fitted[:3].round(3), local[:, 1].mean().round(3))
    peaks, heights = find_peaks(result.smoothed, min_height=0.5)
    print("peaks", t[peaks].round(2), heights.round(2))


if __name__ == "__main__":
    main()
