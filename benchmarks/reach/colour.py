"""Colour space conversions on arrays with a trailing channel axis."""

import numpy as np
from jaxtyping import Bool, Float, UInt8

Array = np.ndarray

RGB_TO_XYZ: Float[Array, "3 3"] = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
WHITE: Float[Array, "3"] = RGB_TO_XYZ.sum(axis=1)


def to_float(img: UInt8[Array, "*dims"]) -> Float[Array, "*dims"]:
    return img.astype(np.float64) / 255.0


def linearize(rgb: Float[Array, "..."]) -> Float[Array, "..."]:
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def rgb_to_lab(rgb: Float[Array, "*dims 3"]) -> Float[Array, "*dims 3"]:
    xyz = linearize(rgb) @ RGB_TO_XYZ.T / WHITE
    f = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    x, y, z = f[..., 0], f[..., 1], f[..., 2]
    return np.stack((116 * y - 16, 500 * (x - y), 200 * (y - z)), axis=-1)


def rgb_to_hsv(rgb: Float[Array, "h w 3"]) -> Float[Array, "h w 3"]:
    value = rgb.max(axis=2)
    chroma = value - rgb.min(axis=2)
    safe = np.where(chroma == 0, 1.0, chroma)
    r, g, b = np.moveaxis(rgb, 2, 0)
    hue = np.select(
        [value == r, value == g], [(g - b) / safe % 6, (b - r) / safe + 2], (r - g) / safe + 4
    )
    sat = np.divide(chroma, value, out=np.zeros_like(value), where=value > 0)
    return np.dstack([hue / 6, sat, value])


def nearest_palette(
    img: Float[Array, "h w 3"], palette: Float[Array, "colours 3"]
) -> Float[Array, "h w 3"]:
    delta = rgb_to_lab(img)[:, :, None, :] - rgb_to_lab(palette)
    choice = np.linalg.norm(delta, axis=-1).argmin(axis=-1)
    return palette[choice]


def main() -> None:
    rng = np.random.default_rng(0)
    img = to_float(rng.integers(0, 256, size=(6, 10, 3), dtype=np.uint8))
    palette = rng.random((4, 3))
    quantized = nearest_palette(img, palette)
    changed: Bool[Array, "6 10"] = (quantized != img).any(axis=-1)
    print(changed.mean(), rgb_to_lab(img).mean(axis=(0, 1)))
    print(rgb_to_hsv(img)[..., 1].max())


if __name__ == "__main__":
    main()
