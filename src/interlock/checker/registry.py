"""The rules by the name of what they describe, and the door for a user's own."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

Rule = Callable[..., object]
"""Values in, a value out; raises `Complaint` where the operation would fail."""

RULES: Final[dict[str, Rule]] = {}


def rule(*names: str) -> Callable[[Rule], Rule]:
    """Register a pure function as the rule of the functions of these full names.

    The rule's parameters have the names and the order of the function's own. It is given values
    (see `interlock.checker.values`): arrays as `Array`, whole numbers as `Size`, what is not known
    as `UNKNOWN`.

    Args:
        names: Full names, such as `"numpy.sum"`, `"numpy.ndarray.sum"` or `"mypackage.smooth"`.

    Returns:
        The decorator, which gives the rule back unchanged.
    """

    def register(function: Rule) -> Rule:
        RULES.update(dict.fromkeys(names, function))
        return function

    return register
