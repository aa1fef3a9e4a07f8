"""The rules, by family; importing this package registers them all."""

from . import (
    diagonals,
    indexing,
    iterating,
    joining,
    measuring,
    numbers,
    rearranging,
    repeating,
    reshaping,
    selecting,
    splitting,
)

__all__ = [
    "diagonals",
    "indexing",
    "iterating",
    "joining",
    "measuring",
    "numbers",
    "rearranging",
    "repeating",
    "reshaping",
    "selecting",
    "splitting",
]
