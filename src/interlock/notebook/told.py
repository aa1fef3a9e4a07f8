"""Which of mypy's words are told under a cell: what will fail, not what is merely untidy.

A notebook is written on the way to a program. There a list may hold anything, an attribute begins
as `None`, and a class is defined anew; mypy is right about none of that until it is annotated.
"""

from __future__ import annotations

import re
from typing import Final

from interlock.notebook.findings import Finding
from interlock.notebook.modules import PREFIX

__all__ = ["is_told"]

_LOST: Final = "shape-lost"
_ALWAYS: Final = frozenset({"shape", "arg-type", "call-arg", "operator", "name-defined"})
_ABOUT_SIZES: Final = frozenset(
    {"assignment", "call-overload", "index", "misc", "return-value", "type-var"}
)
"""Codes of much else, too: they are told where a size or something of this library is at stake."""

_SIZES: Final = re.compile(
    r"\b(Layer|Network|Last|Next|Index|Data|Split)\b|Literal\[\d"
    r"|Cannot infer (value of type parameter|type argument)"
)
_EXPLORING: Final = re.compile(
    rf"{PREFIX}"  # mypy's way to tell two classes of one name apart
    r"|\bNone\b"  # nobody but the run knows whether it is one
    r"|\bNever\b"  # what follows from another error
    r'|of "(list|dict|set|deque|Mutable\w+|defaultdict|OrderedDict|Counter)"'  # a mixed container
)


def is_told(finding: Finding, lost: bool) -> bool:
    """Whether the user is told.

    Args:
        finding: What mypy says.
        lost: Whether the user wants to know where shapes are lost.
    """
    if finding.kind == "note":
        return finding.code == "shape" or finding.text.startswith("Revealed type")
    if finding.code in ("shape", _LOST):
        return lost or finding.code != _LOST
    if _EXPLORING.search(finding.text):
        return False
    about_sizes = finding.code in _ABOUT_SIZES and _SIZES.search(finding.text) is not None
    return finding.code in _ALWAYS or about_sizes
