"""The mypy plugin's entry: `plugins = interlock.mypy_plugin`."""

from __future__ import annotations

from mypy.plugin import Plugin

from .checker.bridge.hooks import ShapePlugin


def plugin(version: str) -> type[Plugin]:
    """What mypy calls when it starts, with its own version."""
    return ShapePlugin
