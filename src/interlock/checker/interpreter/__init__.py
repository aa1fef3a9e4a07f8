"""The walk through a body that proves its shapes."""

from __future__ import annotations

from .checking import check

__all__ = ["check"]
