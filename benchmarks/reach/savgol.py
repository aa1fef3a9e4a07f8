"""Savitzky-Golay smoothing and differentiation."""

from math import factorial

import numpy as np
from jaxtyping import Float
from numpy.lib.stride_tricks import sliding_window_view


def design_matrix(half: int, order: int) -> Float[np.ndarray, "{2*half+1} {order+1}"]:
    offsets = np.arange(-half, half + 1, dtype=float)
    return np.vander(offsets, order + 1, increasing=True)


def savgol_kernel(half: int, order: int, deriv: int = 0) -> Float[np.ndarray, "{2*half+1}"]:
    A = design_matrix(half, order)
    return np.linalg.pinv(A)[deriv] * factorial(deriv)


def pad_edges(y: Float[np.ndarray, "n"], half: int) -> Float[np.ndarray, "n+2*{half}"]:
    return np.pad(y, half, mode="reflect", reflect_type="odd")


def smooth(
    y: Float[np.ndarray, "n"], half: int = 3, order: int = 2, deriv: int = 0, dx: float = 1.0
) -> Float[np.ndarray, "n"]:
    kernel = savgol_kernel(half, order, deriv)
    windows = sliding_window_view(pad_edges(y, half), 2 * half + 1)
    return windows @ kernel / dx**deriv


def smooth_rows(
    traces: Float[np.ndarray, "trials n"], half: int, order: int
) -> Float[np.ndarray, "trials n"]:
    return np.apply_along_axis(smooth, 1, traces, half, order)


def residual_rms(
    raw: Float[np.ndarray, "... n"], fitted: Float[np.ndarray, "... n"]
) -> Float[np.ndarray, "..."]:
    return np.asarray(np.sqrt(np.mean((raw - fitted) ** 2, axis=-1)))


def main() -> None:
    rng = np.random.default_rng(0)
    t = np.linspace(0, 2 * np.pi, 41)
    y = np.sin(t) + 0.05 * rng.normal(size=t.shape)
    dy = smooth(y, half=4, order=3, deriv=1, dx=float(t[1] - t[0]))
    print(float(residual_rms(dy, np.cos(t))))
    traces = np.sin(t) + 0.1 * rng.normal(size=(6, t.size))
    print(residual_rms(traces, smooth_rows(traces, 5, 2)))


if __name__ == "__main__":
    main()
