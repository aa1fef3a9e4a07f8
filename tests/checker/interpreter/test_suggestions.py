"""The annotation that would make an operation check is named beside what is wrong, once."""

from __future__ import annotations

import re
from pathlib import Path

import mypy.api
import pytest

from checker.interpreter.probing import HEAD

PROGRAM = """
def ruled(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    x @ y  # Annotate "y" of "ruled" as Float[A, "n"]
    x + y
def counted(x: Float[A, "n"], y: Int[A, "m"]) -> None:
    [x[k] * y[k] for k in range(len(x))]  # Annotate "y" of "counted" as Int[A, "n"]
def apart(x: Float[A, "n m"]) -> None:
    x - x.mean(axis=1)
def both(x: Float[A, "n"], y: Float[A, "m"]) -> Float[A, "m"]:
    return x + y  # Annotate "x" of "both" as Float[A, "m"]
def halves(x: Float[A, "n"], y: Float[A, "m"]) -> None:
    x[1:] + y
V = Float[A, "k"]
def alias(x: Float[A, "n"], y: V) -> None:
    x + y  # Annotate "y" of "alias" as Float[np.ndarray, "n"]
def bare(x: Float[A, "n m"], y: A) -> None:
    x @ y  # lost ; Annotate "y" of "bare" as Float[A, "m"]
def local(x: Float[A, "n m"], y: A) -> None:
    z = y[0]
    x @ z  # lost
class Layer(Generic[I, O]):
    weight: Float[A, "o i"]
    gain: A
    def forward(self, inputs: Float[A, "n"]) -> None:
        self.weight @ inputs  # Annotate "inputs" of "forward" as Float[A, "i"]
    def amplified(self, inputs: Float[A, "i"]) -> None:
        self.gain @ inputs  # lost ; Annotate "gain" of "Layer" as Float[np.ndarray, "i"]
    def made(self, inputs: Float[A, "i"]) -> None:
        self.weight @ change(inputs)  # lost ; RESULT as Float[np.ndarray, "i"]
def change(x: A) -> A:
    return x
"""
RESULT = 'Annotate the result of "change"'


def expected() -> dict[int, list[str]]:
    """What the comments say, by line."""
    lines = {k: line.partition("  # ")[2] for k, line in enumerate(PROGRAM.splitlines(), 1)}
    return {k: text.replace("RESULT", RESULT).split(" ; ") for k, text in lines.items() if text}


@pytest.mark.parametrize("asked", [True, False], ids=["lost shapes told", "silent"])
def test_a_note_names_the_annotation(asked: bool, tmp_path: Path, mypy_cache: Path) -> None:
    """Each suggestion stands beside an error, and not twice in a function."""
    (tmp_path / "suggested.py").write_text(HEAD + PROGRAM)
    config = tmp_path / "mypy.ini"
    settings = f"[interlock]\nwarn_shape_lost = {asked}\n"
    options = f"plugins = interlock.mypy_plugin\ncache_dir = {mypy_cache}\n"
    config.write_text(f"[mypy]\n{options}show_traceback = True\n{settings}")
    out, err, _ = mypy.api.run(["--config-file", str(config), str(tmp_path / "suggested.py")])
    assert err == ""
    said: dict[int, list[str]] = {}
    for line, note in re.findall(r":(\d+): (?:note: |error: The shape is )(.*)", out):
        text = "lost" if note.startswith("lost") else note
        said.setdefault(int(line) - HEAD.count("\n"), []).append(text)
    if asked:
        assert said == expected()
    else:
        assert said == {k: texts for k, texts in expected().items() if "lost" not in texts}
