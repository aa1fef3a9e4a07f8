"""Image filters: separable and FFT convolution, edges, median, bilateral, pyramids, histograms."""

from collections.abc import Callable, Iterable
from enum import Enum, auto
from functools import reduce

import numpy as np
from jaxtyping import Bool, Complex, Float, Int, UInt8
from numpy.lib.stride_tricks import sliding_window_view

Gray = Float[np.ndarray, "h w"]
Color = Float[np.ndarray, "h w 3"]
Mask = Bool[np.ndarray, "h w"]
Filter = Callable[[Gray], Gray]


class Border(Enum):
    EDGE = auto()
    REFLECT = auto()
    ZERO = auto()


def pad2d(
    img: Float[np.ndarray, "h w"], py: int, px: int, border: Border = Border.EDGE
) -> Float[np.ndarray, "h+2*{py} w+2*{px}"]:
    widths = ((py, py), (px, px))
    if border is Border.ZERO:
        return np.pad(img, widths, constant_values=0.0)
    if border is Border.REFLECT:
        return np.pad(img, widths, mode="reflect")
    return np.pad(img, widths, mode="edge")


def gaussian_kernel(sigma: float, radius: int) -> Float[np.ndarray, "2*{radius}+1"]:
    t = np.arange(-radius, radius + 1)
    k = np.exp(-0.5 * (t / sigma) ** 2)
    return k / k.sum()


def correlate_valid(
    img: Float[np.ndarray, "h w"], kernel: Float[np.ndarray, "kh kw"]
) -> Float[np.ndarray, "h-kh+1 w-kw+1"]:
    windows = sliding_window_view(img, (kernel.shape[0], kernel.shape[1]))
    return np.einsum("ijkl,kl->ij", windows, kernel)


def correlate_same(
    img: Gray, kernel: Float[np.ndarray, "kh kw"], border: Border = Border.EDGE
) -> Gray:
    kh, kw = kernel.shape
    if kh % 2 == 0 or kw % 2 == 0:
        raise ValueError("odd kernels only")
    return correlate_valid(pad2d(img, kh // 2, kw // 2, border), kernel)


def separable(img: Gray, col: Float[np.ndarray, "kh"], row: Float[np.ndarray, "kw"]) -> Gray:
    return correlate_same(correlate_same(img, col[:, None]), row[None, :])


def gaussian_blur(sigma: float, radius: int) -> Filter:
    k = gaussian_kernel(sigma, radius)

    def apply(img: Gray) -> Gray:
        return separable(img, k, k)

    return apply


def fft_convolve(
    img: Float[np.ndarray, "h w"], kernel: Float[np.ndarray, "kh kw"]
) -> Float[np.ndarray, "h+kh-1 w+kw-1"]:
    shape = (img.shape[0] + kernel.shape[0] - 1, img.shape[1] + kernel.shape[1] - 1)
    spectrum: Complex[np.ndarray, "fh fw"] = np.fft.rfft2(img, shape) * np.fft.rfft2(kernel, shape)
    return np.fft.irfft2(spectrum, shape)


def sobel(img: Gray) -> Float[np.ndarray, "2 h w"]:
    smooth, diff = np.array([1.0, 2.0, 1.0]) / 4.0, np.array([-1.0, 0.0, 1.0]) / 2.0
    return np.stack([separable(img, diff, smooth), separable(img, smooth, diff)])


def non_max_suppress(grad: Float[np.ndarray, "2 h w"]) -> Gray:
    gy, gx = grad
    mag = np.hypot(gy, gx)
    octant: Int[np.ndarray, "h w"] = np.round(np.arctan2(gy, gx) / (np.pi / 4)).astype(np.int64) % 4
    padded = pad2d(mag, 1, 1, Border.ZERO)
    offsets = [(0, 1), (1, 1), (1, 0), (1, -1)]
    h, w = mag.shape

    def shifted(dy: int, dx: int) -> Float[np.ndarray, "h w"]:
        return padded[1 + dy : 1 + dy + h, 1 + dx : 1 + dx + w]

    ahead = np.choose(octant, [shifted(dy, dx) for dy, dx in offsets])
    behind = np.choose(octant, [shifted(-dy, -dx) for dy, dx in offsets])
    return np.where((mag >= ahead) & (mag >= behind), mag, 0.0)


def dilate(mask: Mask) -> Mask:
    padded = np.pad(mask, 1)
    return sliding_window_view(padded, (3, 3)).any(axis=(-2, -1))


def hysteresis(strength: Gray, low: float, high: float) -> Mask:
    weak: Bool[np.ndarray, "h w"] = strength >= low
    found: Bool[np.ndarray, "h w"] = strength >= high
    while True:
        grown = dilate(found) & weak
        if np.array_equal(grown, found):
            return found
        found = grown


def median_filter(img: Gray, size: int = 3) -> Gray:
    r = size // 2
    padded = pad2d(img, r, r, Border.REFLECT)
    return np.median(sliding_window_view(padded, (2 * r + 1, 2 * r + 1)), axis=(2, 3))


def bilateral(img: Gray, radius: int, sigma_space: float, sigma_range: float) -> Gray:
    size = 2 * radius + 1
    windows: Float[np.ndarray, "h w k k"] = sliding_window_view(
        pad2d(img, radius, radius), (size, size)
    )
    g = np.exp(-0.5 * (np.arange(-radius, radius + 1) / sigma_space) ** 2)
    weight = np.outer(g, g) * np.exp(-0.5 * ((windows - img[..., None, None]) / sigma_range) ** 2)
    return (weight * windows).sum(axis=(-1, -2)) / weight.sum(axis=(-1, -2))


def downsample(img: Float[np.ndarray, "h w"]) -> Float[np.ndarray, "(h+1)//2 (w+1)//2"]:
    return gaussian_blur(1.0, 2)(img)[::2, ::2]


def upsample(
    img: Float[np.ndarray, "h w"], shape: tuple[int, int]
) -> Float[np.ndarray, "{shape[0]} {shape[1]}"]:
    """Nearest neighbour, to exactly the given shape."""
    rows, cols = (
        np.minimum(np.arange(want) // 2, have - 1) for want, have in zip(shape, img.shape)
    )
    return img[np.ix_(rows, cols)]


def laplacian_pyramid(img: Gray, levels: int) -> list[Float[np.ndarray, "_ _"]]:
    out: list[Float[np.ndarray, "_ _"]] = []
    for _ in range(levels - 1):
        small = downsample(img)
        out.append(img - upsample(small, (img.shape[0], img.shape[1])))
        img = small
    return [*out, img]


def collapse(pyramid: list[Float[np.ndarray, "_ _"]]) -> Float[np.ndarray, "h w"]:
    return reduce(
        lambda acc, band: upsample(acc, (band.shape[0], band.shape[1])) + band, pyramid[::-1]
    )


def integral_image(img: Float[np.ndarray, "h w"]) -> Float[np.ndarray, "h+1 w+1"]:
    return np.pad(img.cumsum(axis=0).cumsum(axis=1), ((1, 0), (1, 0)))


def box_sums(img: Float[np.ndarray, "h w"], k: int) -> Float[np.ndarray, "h-{k}+1 w-{k}+1"]:
    s = integral_image(img)
    return s[k:, k:] - s[:-k, k:] - s[k:, :-k] + s[:-k, :-k]


def to_bytes(img: Float[np.ndarray, "*dims"]) -> UInt8[np.ndarray, "*dims"]:
    return np.clip(np.rint(img * 255.0), 0, 255).astype(np.uint8)


def equalize(img: UInt8[np.ndarray, "h w"]) -> Float[np.ndarray, "h w"]:
    hist: Int[np.ndarray, "256"] = np.bincount(img.ravel(), minlength=256)
    cdf = np.cumsum(hist) / img.size
    return cdf[img]


def luminance(rgb: Color) -> Gray:
    return rgb @ np.array([0.299, 0.587, 0.114])


def per_channel(rgb: Float[np.ndarray, "h w c"], f: Filter) -> Float[np.ndarray, "h w c"]:
    return np.stack([f(np.ascontiguousarray(ch)) for ch in np.moveaxis(rgb, -1, 0)], axis=-1)


def pipeline(img: Gray, filters: Iterable[Filter]) -> Gray:
    return reduce(lambda acc, f: f(acc), filters, img)


def main() -> None:
    rng = np.random.default_rng(13)
    h, w = 22, 31
    yy, xx = np.ogrid[:h, :w]
    disk = (((yy - 11) ** 2 + (xx - 15) ** 2) < 49).astype(float)
    noisy = np.clip(disk + 0.05 * rng.standard_normal((h, w)), 0.0, 1.0)

    blur = gaussian_blur(1.2, 3)
    k = gaussian_kernel(1.2, 3)
    full = fft_convolve(pad2d(noisy, 3, 3), np.outer(k, k))
    np.testing.assert_allclose(full[6:-6, 6:-6], blur(noisy), atol=1e-10)

    edges = hysteresis(non_max_suppress(sobel(blur(noisy))), 0.05, 0.15)
    ring = np.abs(np.sqrt((yy - 11.0) ** 2 + (xx - 15.0) ** 2) - 7.0)
    assert edges.sum() > 25 and ring[edges].max() < 3.0

    salted = np.where(rng.random((h, w)) < 0.04, 1.0 - disk, disk)
    cleaned = pipeline(salted, [median_filter, lambda im: bilateral(im, 2, 1.5, 0.2)])
    assert np.abs(cleaned - disk).mean() < np.abs(salted - disk).mean()

    np.testing.assert_allclose(collapse(laplacian_pyramid(noisy, 4)), noisy, atol=1e-12)
    np.testing.assert_allclose(
        box_sums(noisy, 5), correlate_valid(noisy, np.ones((5, 5))), atol=1e-9
    )
    rgb = np.stack([noisy, disk, 1.0 - disk], axis=-1)
    np.testing.assert_allclose(luminance(per_channel(rgb, blur)), blur(luminance(rgb)), atol=1e-12)
    assert equalize(to_bytes(noisy)).max() == 1.0
