"""A training in a notebook, with a kernel of its own."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

PROGRAM = """
import sys
import nbclient, nbformat

cell = nbformat.v4.new_code_cell('''
from interlock import Layer, digits, fit
net = Layer(64, 30, rng=1) >> Layer(30, 10, rng=2)
history = fit(net, digits(), epochs=5, rng=0, progress=True)
''')
notebook = nbformat.v4.new_notebook(cells=[cell, nbformat.v4.new_code_cell("net")])
nbclient.NotebookClient(notebook, kernel_name="python3").execute()
nbformat.write(notebook, sys.argv[1])
"""


def test_a_notebook_keeps_one_output_of_a_training_and_the_picture_of_a_network(
    tmp_path: Path,
) -> None:
    file = tmp_path / "trained.ipynb"
    subprocess.run([sys.executable, "-c", PROGRAM, str(file)], check=True, capture_output=True)
    first, second = json.loads(file.read_text())["cells"]
    [trained] = first["outputs"]
    assert "5 of 5 epochs" in text(trained, "text/html")
    assert "examples/s, " in text(trained, "text/plain")
    [drawn] = second["outputs"]
    assert text(drawn, "text/plain") == "Network(64 -> 30 -> 10)"
    assert text(drawn, "image/svg+xml").startswith("<svg")


def text(output: Any, kind: str) -> str:
    return "".join(output["data"][kind])
