"""What a user can set: an `[interlock]` section beside mypy's own, or `[tool.interlock]`."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True)
class InterlockOptions:
    """The settings of one run.

    `warn_shape_lost` reports each operation whose result has no shape any more; `rules` names the
    modules imported at the start so that their `@rule` functions are known.
    """

    warn_shape_lost: bool = False
    rules: tuple[str, ...] = ()
