"""Tests of a part are collected where its package is installed."""

from optional_parts import PARTS, is_missing

collect_ignore = [f"test_{part}.py" for part in PARTS if is_missing(f"interlock.interop.{part}")]
