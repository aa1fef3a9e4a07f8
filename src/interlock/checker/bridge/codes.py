"""The error codes of the plugin, for `# type: ignore[shape]` and mypy's own settings."""

from __future__ import annotations

from typing import Final

from mypy.errorcodes import ErrorCode

SHAPE: Final = ErrorCode("shape", "Check that array shapes fit", "Interlock")
SHAPE_LOST: Final = ErrorCode("shape-lost", "Say where a shape stops being known", "Interlock")
