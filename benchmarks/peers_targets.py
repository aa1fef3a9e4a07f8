"""What the library set out to reach beside its peers, and whether a run of `peers.py` did."""

from __future__ import annotations

from statistics import median
from typing import Any

Measured = list[tuple[Any, dict[str, list[float]]]]
LEVEL = 0.95  # times as fast, which counts as level
NUMPY, NUMBA = "interlock numpy", "interlock numba"
TORCH = ("PyTorch by hand", "PyTorch nn + SGD")
# Job, engine, peers of which the fastest counts, how many times as fast at least. Where no engine
# was asked for it is the one that `auto` takes for a training of some seconds.
GOALS: list[tuple[str, str, tuple[str, ...], float]] = [
    ("3-4-2-3-4, batch 1", NUMBA, ("chapter's Rust",), 1.5),
    ("3-4-2-3-4, batch 1", NUMPY, ("plain NumPy",), 5),
    ("784-30-10, batch 1,", NUMBA, ("chapter's Rust",), 8),
    ("784-30-10, batch 1,", NUMPY, ("chapter's Rust",), 2.5),
    *(
        (job, *goal)
        for job in ("784-30-10, batch 10", "784-100-10, batch 10")
        for goal in (
            (NUMPY, ("PyTorch by hand",), 1.0),
            (NUMPY, ("PyTorch nn + SGD",), 3.0),
            (NUMPY, ("scikit-learn",), 3.0),
            (NUMPY, ("JAX scan",), LEVEL),
            (NUMBA, ("C + BLAS",), 1 / 1.35),
        )
    ),
    ("784-512-512-10, batch 128", NUMBA, (*TORCH, "JAX scan"), 1 / 1.1),
    ("64 layers of 64, batch 32", NUMPY, (*TORCH, "scikit-learn"), 1.0),
    ("64 layers of 64, batch 32", NUMBA, ("JAX scan",), 1 / 1.3),
]


def verdicts(measured: Measured, found: dict[str, tuple[float, float]]) -> list[str]:
    """A table of what was asked for and what was measured; `found` holds (value, at least)."""
    lines = ["| job | times as fast as | asked for | measured | |", "|---|---|---|---|---|"]
    for start, engine, peers, least in GOALS:
        for case, times in measured:
            there = [name for name in peers if name in times]
            if case.name.startswith(start) and engine in times and there:
                fastest = min(there, key=lambda name: median(times[name]))
                ratio = median(times[fastest]) / median(times[engine])
                what = f"{case.name}: {engine} | {fastest}"
                lines.append(verdict(what, ratio, least))
    return lines + [verdict(name, *values) for name, values in found.items()]


def verdict(what: str, value: float, least: float) -> str:
    reached = "reached" if value >= least else "**missed**"
    return f"| {what} | {least:.2f} | {value:.2f} | {reached} |"
