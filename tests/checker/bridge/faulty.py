"""A mypy plugin with a fault that shows in one body, after it has spoken."""

from __future__ import annotations

from interlock.checker.bridge.hooks import ShapePlugin
from interlock.checker.target import Target


class Faulty(ShapePlugin):
    """The plugin, with a faulty interpreter."""

    def interpret(self, target: Target) -> None:
        """Speak, then fail."""
        target.report(f"heard of {target.node.name}", target.node)
        if target.node.name == "faulty":
            raise RuntimeError("a fault")


def plugin(version: str) -> type[ShapePlugin]:
    """The entry, as mypy asks for it."""
    return Faulty
