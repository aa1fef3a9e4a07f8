"""Spherical astronomy: frames, separations, cross-matching and visibility."""

from dataclasses import dataclass, field
from typing import Literal, overload

import numpy as np
from jaxtyping import Bool, Float, Int

Array = np.ndarray
Frame = Literal["icrs", "galactic", "ecliptic"]

_OBLIQUITY = np.deg2rad(23.4392911)


@dataclass
class Catalog:
    """Positions (degrees), proper motions (mas/yr) and magnitudes of stars."""

    ra: Float[Array, "stars"]
    dec: Float[Array, "stars"]
    pm: Float[Array, "stars 2"]
    mag: Float[Array, "stars"]
    epoch: float = 2000.0
    name: str = field(default="catalog")

    def __post_init__(self) -> None:
        if np.any(np.abs(self.dec) > 90.0):
            raise ValueError("declination out of range")

    def __len__(self) -> int:
        return self.ra.shape[0]

    def select(self, keep: Bool[Array, "stars"]) -> "Catalog":
        """Subset of the catalogue."""
        return Catalog(
            self.ra[keep], self.dec[keep], self.pm[keep], self.mag[keep], self.epoch, self.name
        )

    def at_epoch(self, epoch: float) -> "Catalog":
        """Move the stars along their proper motion."""
        shift = self.pm * (epoch - self.epoch) / 3.6e6
        dec = np.clip(self.dec + shift[:, 1], -90.0, 90.0)
        cosd = np.maximum(np.cos(np.deg2rad(self.dec)), 1e-8)
        ra = (self.ra + shift[:, 0] / cosd) % 360.0
        return Catalog(ra, dec, self.pm, self.mag, epoch, self.name)


def to_unit(lon: Float[Array, "*shape"], lat: Float[Array, "*shape"]) -> Float[Array, "*shape 3"]:
    """Unit vectors of longitudes and latitudes in degrees."""
    lam, phi = np.deg2rad(lon), np.deg2rad(lat)
    return np.stack([np.cos(phi) * np.cos(lam), np.cos(phi) * np.sin(lam), np.sin(phi)], axis=-1)


def from_unit(xyz: Float[Array, "n 3"]) -> tuple[Float[Array, "n"], Float[Array, "n"]]:
    """Longitude in [0, 360) and latitude in degrees."""
    x, y, z = xyz[:, 0], xyz[:, 1], xyz[:, 2]
    lon = np.rad2deg(np.arctan2(y, x)) % 360.0
    return lon, np.rad2deg(np.arctan2(z, np.hypot(x, y)))


def rotation(axis: Literal["x", "y", "z"], angle: float) -> Float[Array, "3 3"]:
    """Frame rotation by ``angle`` radians about a coordinate axis."""
    c, s = np.cos(angle), np.sin(angle)
    if axis == "x":
        return np.array([[1.0, 0.0, 0.0], [0.0, c, s], [0.0, -s, c]])
    if axis == "y":
        return np.array([[c, 0.0, -s], [0.0, 1.0, 0.0], [s, 0.0, c]])
    return np.array([[c, s, 0.0], [-s, c, 0.0], [0.0, 0.0, 1.0]])


def frame_matrix(frame: Frame) -> Float[Array, "3 3"]:
    """Rotation from ICRS to ``frame``."""
    if frame == "icrs":
        return np.eye(3)
    if frame == "ecliptic":
        return rotation("x", _OBLIQUITY)
    if frame == "galactic":
        pole_ra, pole_dec, node = np.deg2rad([192.85948, 27.12825, 122.93192])
        return (
            rotation("z", np.pi - node)
            @ rotation("y", np.pi / 2 - pole_dec)
            @ rotation("z", pole_ra)
        )
    raise ValueError(f"unknown frame {frame!r}")


def transform(
    lon: Float[Array, "n"],
    lat: Float[Array, "n"],
    source: Frame = "icrs",
    target: Frame = "galactic",
) -> tuple[Float[Array, "n"], Float[Array, "n"]]:
    """Convert positions between frames."""
    matrix = frame_matrix(target) @ frame_matrix(source).T
    return from_unit(to_unit(lon, lat) @ matrix.T)


@overload
def separation(u: Float[Array, "3"], v: Float[Array, "3"]) -> float: ...
@overload
def separation(u: Float[Array, "n 3"], v: Float[Array, "m 3"]) -> Float[Array, "n m"]: ...
def separation(
    u: Float[Array, "*left 3"], v: Float[Array, "*right 3"]
) -> float | Float[Array, "n m"]:
    """Angular separation in degrees: one pair, or all pairs of two sets."""
    if u.ndim == 1 and v.ndim == 1:
        return float(np.rad2deg(np.arctan2(np.linalg.norm(np.cross(u, v)), u @ v)))
    if u.ndim != 2 or v.ndim != 2:
        raise ValueError("expected two vectors or two sets of vectors")
    chord = np.linalg.norm(u[:, None, :] - v[None, :, :], axis=-1)
    return np.rad2deg(2.0 * np.arcsin(np.minimum(chord / 2.0, 1.0)))


def position_angle(
    ra1: Float[Array, "n"], dec1: Float[Array, "n"], ra2: Float[Array, "n"], dec2: Float[Array, "n"]
) -> Float[Array, "n"]:
    """Position angle (east of north, degrees) of the second point from the first."""
    a1, d1, a2, d2 = (np.deg2rad(v) for v in (ra1, dec1, ra2, dec2))
    da = a2 - a1
    y = np.sin(da) * np.cos(d2)
    x = np.cos(d1) * np.sin(d2) - np.sin(d1) * np.cos(d2) * np.cos(da)
    return np.rad2deg(np.arctan2(y, x)) % 360.0


def crossmatch(
    left: Catalog, right: Catalog, radius: float
) -> tuple[Int[Array, "stars"], Float[Array, "stars"], Bool[Array, "stars"]]:
    """Nearest neighbour in ``right`` of each star of ``left``."""
    if len(right) == 0:
        raise ValueError("the right catalogue is empty")
    sep = separation(to_unit(left.ra, left.dec), to_unit(right.ra, right.dec))
    index = np.argmin(sep, axis=1)
    best = np.take_along_axis(sep, index[:, None], axis=1)[:, 0]
    return index, best, best <= radius


def sidereal_time(jd: Float[Array, "times"], longitude: float = 0.0) -> Float[Array, "times"]:
    """Local mean sidereal time in degrees."""
    d = np.asarray(jd, dtype=float) - 2451545.0
    return (280.46061837 + 360.98564736629 * d + longitude) % 360.0


def altaz(
    catalog: Catalog, jd: Float[Array, "times"], latitude: float, longitude: float = 0.0
) -> tuple[Float[Array, "times stars"], Float[Array, "times stars"]]:
    """Altitude and azimuth of every star at every time."""
    hour = np.deg2rad(sidereal_time(jd, longitude)[:, None] - catalog.ra[None, :])
    dec, phi = np.deg2rad(catalog.dec), np.deg2rad(latitude)
    sin_alt = np.sin(phi) * np.sin(dec) + np.cos(phi) * np.cos(dec) * np.cos(hour)
    alt = np.arcsin(np.clip(sin_alt, -1.0, 1.0))
    az = np.arctan2(
        -np.sin(hour) * np.cos(dec),
        np.sin(dec) * np.cos(phi) - np.cos(dec) * np.sin(phi) * np.cos(hour),
    )
    return np.rad2deg(alt), np.rad2deg(az) % 360.0


def airmass(alt: Float[Array, "*shape"]) -> Float[Array, "*shape"]:
    """Kasten-Young airmass, infinite below the horizon."""
    safe = np.where(alt > 0, alt, 90.0)
    value = 1.0 / (np.sin(np.deg2rad(safe)) + 0.50572 * (safe + 6.07995) ** -1.6364)
    return np.where(alt > 0, value, np.inf)


def mean_direction(
    xyz: Float[Array, "n 3"], weights: Float[Array, "n"] | None = None
) -> Float[Array, "3"]:
    """Normalised (weighted) mean of unit vectors."""
    w = np.ones(len(xyz)) if weights is None else np.asarray(weights)
    total = (w[:, None] * xyz).sum(axis=0)
    return total / np.linalg.norm(total)


def main() -> None:
    rng = np.random.default_rng(11)
    n = 29
    cat = Catalog(
        rng.uniform(0, 360, n),
        rng.uniform(-80, 80, n),
        rng.normal(0, 50, (n, 2)),
        rng.uniform(2, 9, n),
    )
    l, b = transform(cat.ra, cat.dec)
    ra, dec = transform(l, b, source="galactic", target="icrs")
    print(np.abs(dec - cat.dec).max(), np.abs(np.sin(np.deg2rad(ra - cat.ra))).max())
    moved = cat.at_epoch(2050.0)
    bright = moved.select(moved.mag < 6.0)
    index, best, ok = crossmatch(bright, cat, radius=0.01)
    print(len(bright), index[:3], best.max(), ok.mean())
    u = to_unit(cat.ra, cat.dec)
    print(separation(u[0], u[1]), separation(u[:4], u[4:11]).shape)
    print(position_angle(cat.ra, cat.dec, moved.ra, moved.dec)[:3])
    jd = 2460000.5 + np.linspace(0.0, 1.0, 13)
    alt, az = altaz(cat, jd, latitude=52.0, longitude=5.0)
    print(alt.max(), az.mean(), np.isfinite(airmass(alt)).mean())
    print(
        mean_direction(u),
        mean_direction(u, weights=10.0 - cat.mag),
        transform(l, b, target="ecliptic")[0][0],
    )


if __name__ == "__main__":
    main()
