"""Histogram matching and equalisation of grey and multi-channel images."""

import numpy as np
from jaxtyping import Float, Int, UInt8


def empirical_cdf(
    image: UInt8[np.ndarray, "h w"],
    mask: np.ndarray | None = None,
) -> Float[np.ndarray, "256"]:
    values = image.ravel() if mask is None else image[mask]
    counts: Int[np.ndarray, "256"] = np.bincount(values, minlength=256)
    return np.cumsum(counts) / counts.sum()


def equalize(image: UInt8[np.ndarray, "h w"]) -> UInt8[np.ndarray, "h w"]:
    lut = np.round(255 * empirical_cdf(image)).astype(np.uint8)
    return lut[image]


def matching_table(
    source_cdf: Float[np.ndarray, "256"], target_cdf: Float[np.ndarray, "256"]
) -> UInt8[np.ndarray, "256"]:
    levels = np.arange(256)
    table = np.interp(source_cdf, target_cdf, levels)
    return np.clip(np.rint(table), 0, 255).astype(np.uint8)


def match_channels(
    source: UInt8[np.ndarray, "h w c"], target: UInt8[np.ndarray, "h2 w2 c"]
) -> UInt8[np.ndarray, "h w c"]:
    out = np.zeros_like(source)
    for ch in range(source.shape[-1]):
        table = matching_table(empirical_cdf(source[..., ch]), empirical_cdf(target[..., ch]))
        out[..., ch] = table[source[..., ch]]
    return out


def channel_distance(
    a: UInt8[np.ndarray, "_ _ c"], b: UInt8[np.ndarray, "_ _ c"]
) -> Float[np.ndarray, "c"]:
    cdfs_a = np.stack([empirical_cdf(ch) for ch in np.moveaxis(a, -1, 0)])
    cdfs_b = np.stack([empirical_cdf(ch) for ch in np.moveaxis(b, -1, 0)])
    return np.abs(cdfs_a - cdfs_b).max(axis=1)


def main() -> None:
    rng = np.random.default_rng(0)
    src = rng.integers(0, 128, size=(12, 17, 3)).astype(np.uint8)
    ref = rng.integers(64, 256, size=(9, 14, 3)).astype(np.uint8)
    matched = match_channels(src, ref)
    print(channel_distance(src, ref), channel_distance(matched, ref))
    print(equalize(src[..., 0]).mean())
    print(empirical_cdf(src[..., 1], src[..., 1] > 40)[100])


if __name__ == "__main__":
    main()
