"""The example notebooks, run from top to bottom in a kernel of their own."""

from pathlib import Path
from typing import Any

import nbformat
import numpy as np
import pytest
from nbclient import NotebookClient

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"


def run(name: str, folder: Path) -> list[Any]:
    """The cells of a notebook that was run in a folder."""
    notebook = nbformat.read(EXAMPLES / name, as_version=4)  # type: ignore[no-untyped-call]
    resources = {"metadata": {"path": str(folder)}}
    NotebookClient(notebook, kernel_name="python3", resources=resources).execute()
    return [cell for cell in notebook.cells if cell.cell_type == "code"]


def said(cells: list[Any]) -> list[str]:
    """The first line of all that is said under cells."""
    return [
        output.data["text/plain"].splitlines()[0]
        for cell in cells
        for output in cell.outputs
        if output.output_type == "display_data" and "error:" in output.data["text/plain"]
    ]


def test_the_chapter(tmp_path: Path) -> None:
    cells = run("chapter.ipynb", tmp_path)
    size = 'Argument 1 to "Layer" has incompatible type'
    assert said(cells) == [
        "cell 3, line 4: error: index n - i reaches n, out of bounds for an axis of size n"
        "  [shape]",
        'cell 5, line 3: error: "matmul": shapes (n,) and (m,) do not fit: n is not m  [shape]',
        'cell 7, line 1: error: Argument "inputs" of "forward" has shape (5,); '
        "expected (*batch, 3)  [shape]",
        'cell 8, line 5: error: "matmul": shapes (i, o) and (i,) do not fit: o is not i  [shape]',
        "cell 11, line 1: error: Layers do not fit: layer 2 gives 2, layer 3 takes 3  [shape]",
        f'cell 13, line 1: error: {size} "Literal[20]"; expected "Literal[30]"  [arg-type]',
        f'cell 15, line 1: error: {size} "Literal[3]"; expected "Literal[4]"  [arg-type]',
        'cell 17, line 2: error: Argument 2 to "fit" has incompatible type '
        '"Data[Literal[2], Literal[1]]"; expected "FittingExamples[Literal[2], Literal[2]]"'
        "  [arg-type]",
    ]
    outputs = [output for cell in cells for output in cell.outputs]
    ends = [output.ename for output in outputs if output.output_type == "error"]
    assert ends == ["ShapeError", "Refused", "Refused", "Refused", "Refused"]
    drawn = [
        cell for cell in cells if any("image/svg+xml" in o.get("data", {}) for o in cell.outputs)
    ]
    assert len(drawn) == 3


@pytest.fixture
def few_digits(tmp_path: Path) -> Path:
    """A file of MNIST's form, with random images."""
    rng = np.random.default_rng(0)
    arrays = {}
    for part, count in (("train", 60), ("test", 20)):
        arrays[f"x_{part}"] = rng.integers(0, 256, (count, 28, 28), dtype=np.uint8)
        arrays[f"y_{part}"] = rng.integers(0, 10, count, dtype=np.uint8)
    np.savez(tmp_path / "mnist.npz", **arrays)
    return tmp_path


def test_mnist(few_digits: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("EPOCHS", "2")
    cells = run("mnist.ipynb", few_digits)
    assert said(cells) == [
        'cell 4, line 2: error: Argument 2 to "fit" has incompatible type '
        '"Split[Literal[784], Literal[10]]"; expected "FittingExamples[Literal[64], Literal[10]]"'
        "  [arg-type]"
    ]
    assert "History of 2 epochs" in cells[5].outputs[-1].data["text/plain"]
    pictures = [o for cell in cells for o in cell.outputs if "image/png" in o.get("data", {})]
    assert len(pictures) == 4
