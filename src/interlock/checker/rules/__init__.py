"""The rules, by family; importing this package registers them all."""

from . import (
    decompositions,
    diagonals,
    indexing,
    iterating,
    joining,
    matrices,
    measuring,
    numbers,
    rearranging,
    repeating,
    reshaping,
    scientific,
    selecting,
    splitting,
)

__all__ = [
    "decompositions",
    "diagonals",
    "indexing",
    "iterating",
    "joining",
    "matrices",
    "measuring",
    "numbers",
    "rearranging",
    "repeating",
    "reshaping",
    "scientific",
    "selecting",
    "splitting",
]
