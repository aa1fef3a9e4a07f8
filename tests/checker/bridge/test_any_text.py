"""No annotation string stops mypy, and each is taken or refused as jaxtyping does."""

from __future__ import annotations

import os
import random
import re

import jaxtyping
import numpy as np

from checker.bridge.probing import Project

COUNT = int(os.environ.get("INTERLOCK_FUZZ", "2000"))
IN_ONE_FILE = 10_000
WORDS = (
    "n", "m", "*b", "...", "_", "#n", "?n", "3", "n+1", "2*n", "n//2", "{self.size}", "{k}+1",
    "x=4", "*#b", "_n", "min(n,m)", "n-1", "a.b", "x[3]", "n|m", "-", "+", "(", ")", "{", "}", "*",
    "#", "é", "lambda", "1.5", "n,m", "None", "a:b", "\\", "'", '"', "@", "\t", "0", "-1",
    "if", "\u2028",
)  # fmt: skip


def texts(count: int) -> list[str]:
    """Strings of all kinds: of axes, of broken axes, of noise."""
    source = random.Random(3)
    joints = ("", " ", " ", "  ")
    return [
        source.choice(joints).join(source.choices(WORDS, k=source.randrange(5)))
        for _ in range(count)
    ]


def is_refused(text: str) -> bool:
    """Whether jaxtyping itself refuses a string."""
    try:
        jaxtyping.Float[np.ndarray, text]
    except Exception:
        return True
    return False


def module(wanted: list[str]) -> str:
    """A module with one function for each string."""
    lines = [
        f"def f{k}(x: Float[np.ndarray, {text!r}]) -> None: x" for k, text in enumerate(wanted)
    ]
    return "\n".join(["import numpy as np", "from jaxtyping import Float", *lines])


def test_every_string_is_taken_or_refused(project: Project) -> None:
    """One function for each, many to a file: a message costs what came before it there."""
    wanted = texts(COUNT)
    for start in range(0, COUNT, IN_ONE_FILE):
        some = wanted[start : start + IN_ONE_FILE]
        project.write(main=module(some))
        said = project.says("main")
        assert not [line for line in said if "[shape]" not in line]
        refused = {int(line.split(":")[1]) - 3 for line in said if "Invalid axes" in line}
        taken = {int(found[1]) for line in said if (found := re.search(r"body main.f(\d+):", line))}
        assert refused | taken == set(range(len(some)))
        assert refused == {k for k, text in enumerate(some) if is_refused(text)}
