"""The page about the plugin promises what a user's own rule does."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from document_runner import blocks

PAGE = Path(__file__).parents[2] / "docs" / "plugin.md"
SIGNALS = """
import numpy as np
from numpy.typing import NDArray


def downsample(signal: NDArray[np.float64], factor: int) -> NDArray[np.float64]:
    return signal[::factor]
"""
PROGRAM = """
import numpy as np
import signals
from jaxtyping import Float


def thin(signal: Float[np.ndarray, "n"]) -> Float[np.ndarray, "n//2"]:
    return signals.downsample(signal, 2)


def thinner(signal: Float[np.ndarray, "n"]) -> Float[np.ndarray, "n"]:
    return signals.downsample(signal, 2)


signals.downsample(np.zeros((4, 4)), 2)
"""


def test_a_rule_of_ones_own_is_used_where_the_configuration_names_it(tmp_path: Path) -> None:
    code = next(block.body for block in blocks(PAGE.read_text()) if "@rule" in block.body)
    code = code.partition("\nprint(")[0]
    for name, text in {"shape_rules": code, "signals": SIGNALS, "program": PROGRAM}.items():
        (tmp_path / f"{name}.py").write_text(text)
    (tmp_path / "mypy.ini").write_text(
        "[mypy]\nplugins = interlock.mypy_plugin\n[interlock]\nrules = shape_rules\n"
    )
    run = subprocess.run(
        [sys.executable, "-m", "mypy", "--no-error-summary", "program.py"],
        cwd=tmp_path,
        env=os.environ,
        capture_output=True,
        text=True,
    )
    assert run.stdout.splitlines() == [
        'program.py:12: error: Result of "thinner" has shape (n//2,); expected (n,)  [shape]',
        'program.py:15: error: "downsample": shape (4, 4) is not that of a vector  [shape]',
    ]


def test_the_page_says_what_the_rule_complains_of() -> None:
    said = " ".join(PAGE.read_text().split())
    assert '"downsample": shape (4, 4) is not that of a vector' in said
