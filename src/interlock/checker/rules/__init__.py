"""The rules, by family; importing this package registers them all."""

from . import (
    indexing,
    iterating,
    joining,
    measuring,
    numbers,
    rearranging,
    reshaping,
    splitting,
)

__all__ = [
    "indexing",
    "iterating",
    "joining",
    "measuring",
    "numbers",
    "rearranging",
    "reshaping",
    "splitting",
]
