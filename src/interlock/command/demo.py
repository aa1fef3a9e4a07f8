"""The demonstration: a network learns, is judged, and its mis-linked twin is refused."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from importlib.util import find_spec
from pathlib import Path

from rich.columns import Columns
from rich.console import Console
from rich.panel import Panel

from interlock.command import program
from interlock.command.checking import mypy_environment
from interlock.command.pictures import confusion_table, drawing
from interlock.datasets import digits
from interlock.training import Evaluation

__all__ = ["demonstrate"]

RIGHT, WRONG = "Layer(30, 10, rng=rng)", "Layer(31, 10, rng=rng)"


def demonstrate(console: Console, seed: int) -> int:
    """Run the whole demonstration; the exit code says whether all of it went as it should."""
    with tempfile.TemporaryDirectory() as folder:
        file = Path(folder, "digits.safetensors")
        history, evaluation = program.learn(file, seed, progress=True)
        print("validation accuracy after each epoch:")
        shares = [f"{epoch.number:3}: {epoch.validation_accuracy:.2%}" for epoch in history.epochs]
        console.print(Columns(shares, column_first=True), highlight=False)
        print(f"saved {file.stat().st_size:,} bytes, loaded them again")
        console.print(confusion_table(evaluation.confusion))
        print(f"test: {evaluation}")
        _show_misread(console, evaluation)
        return _show_types(console, Path(folder))


def _show_misread(console: Console, evaluation: Evaluation) -> None:
    panels = [
        Panel.fit(
            drawing(digits().test.inputs[row]),
            title=f"a {evaluation.labels[row]}, read as {evaluation.answers[row]}",
        )
        for row in evaluation.wrong[:3]
    ]
    console.print(Columns(panels))


def _show_types(console: Console, folder: Path) -> int:
    if find_spec("mypy") is None:
        print('mypy is not installed; try: pip install "interlock[check]"')
        return 0
    source = Path(program.__file__).read_text(encoding="utf-8")
    accepted = _check(console, folder / "program.py", source)
    refused = not _check(console, folder / "mislinked.py", source.replace(RIGHT, WRONG))
    return 0 if accepted and refused else 1


def _check(console: Console, path: Path, source: str) -> bool:
    path.write_text(source, encoding="utf-8")
    line = next(text.strip() for text in source.splitlines() if ">>" in text)
    console.print(f"\n[bold]mypy --strict {path.name}[/bold], in which", highlight=False)
    print(f"    {line}")
    # Silent imports: only what mypy has to say of this one file.
    options = ["--strict", "--follow-imports", "silent", "--cache-dir", ".cache"]
    command = [sys.executable, "-m", "mypy", *options, path.name]
    outcome = subprocess.run(
        command,
        cwd=path.parent,
        env=mypy_environment(),
        capture_output=True,
        text=True,
        check=False,
    )
    print(outcome.stdout + outcome.stderr, end="")
    return outcome.returncode == 0
