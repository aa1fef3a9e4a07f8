"""What the plugin adds to mypy's time: on this project, and on ever longer files.

    python benchmarks/checker.py [--repeat N] [--write benchmarks/RESULTS.md] [--only TEXT]

Stock mypy and mypy with the plugin run in turn, each in a process of its own. Processor time is
counted, user and system: it says the same on a machine that has other things to do. This project
is checked with its own settings; "cold" starts from an empty cache, "warm" from a full one. A
program of so many layers or statements is new to a cache that has all it imports.
"""

from __future__ import annotations

import argparse
import os
import platform
import resource
import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Callable
from importlib.metadata import version
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
PLUGIN = "plugins = interlock.mypy_plugin\n"
SIZES = (60, 600, 6000)
START, END = "<!-- checker -->", "<!-- /checker -->"
HEAD = "| | stock mypy | with the plugin | ratio |\n|---|---|---|---|"


def layers(count: int) -> str:
    """A program of so many layers, sixty to a network: Python parses no chain of 6,000."""
    net = "".join(["net{k} = (\n    Layer(4, 4)\n", "    >> Layer(4, 4)\n" * 59, ")\n"])
    nets = "".join(net.format(k=k) for k in range(count // 60))
    return "from interlock import Layer\n" + nets


def statements(count: int) -> str:
    """A program with so many statements about arrays, in functions of ten."""
    head = "import numpy as np\nfrom jaxtyping import Float\n"
    body = "    x = np.tanh(w @ x + b)\n" * 10
    function = (
        'def f{k}(w: Float[np.ndarray, "n n"], b: Float[np.ndarray, "n"],'
        ' x: Float[np.ndarray, "n"]) -> Float[np.ndarray, "n"]:\n' + body + "    return x\n"
    )
    return head + "".join(function.format(k=k) for k in range(count // 10))


def seconds(config: Path, cache: Path, *targets: Path) -> float:
    """The processor time of one run of mypy."""
    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", config, "--cache-dir", cache, *targets],
        capture_output=True,
        text=True,
        cwd=ROOT,
        env={k: v for k, v in os.environ.items() if k != "PYTHONDONTWRITEBYTECODE"},
    )
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode > 1:
        raise SystemExit(done.stdout + done.stderr)
    return after.ru_utime + after.ru_stime - before.ru_utime - before.ru_stime


def configs(folder: Path, text: str) -> dict[str, Path]:
    """The settings of the two that are compared."""
    files = {"stock": folder / "stock.ini", "plugin": folder / "plugin.ini"}
    files["stock"].write_text(text)
    files["plugin"].write_text(text.replace("[mypy]\n", "[mypy]\n" + PLUGIN, 1))
    return files


def compare(title: str, repeat: int, run: Callable[[str], float]) -> str:
    """A row with the medians, lowest and highest of the two times, and the median ratio."""
    times: dict[str, list[float]] = {"stock": [], "plugin": []}
    for _ in range(repeat):
        for name in times:
            times[name].append(run(name))
    ratio = [plugin / stock for stock, plugin in zip(times["stock"], times["plugin"], strict=True)]
    shown = [f"{statistics.median(t):.2f} s ({min(t):.2f} to {max(t):.2f})" for t in times.values()]
    row = f"| {title} | {shown[0]} | {shown[1]} | {statistics.median(ratio):.2f} |"
    print(row, flush=True)
    return row


def this_project(repeat: int, folder: Path, warm: bool) -> str:
    """The row of this project, from an empty cache or from a full one."""
    files = configs(folder, (ROOT / "mypy.ini").read_text())

    def run(name: str) -> float:
        cache = folder / f"own_{name}"
        if not warm:
            shutil.rmtree(cache, ignore_errors=True)
        elif not cache.exists():
            seconds(files[name], cache)
        return seconds(files[name], cache)

    return compare(f"this project, {'warm' if warm else 'cold'}", repeat, run)


def a_program(title: str, text: str, repeat: int, folder: Path) -> str:
    """The row of a program that a cache with all it imports does not know."""
    # One file for each module: of a database the new module's part could not be taken out.
    text_of_both = f"[mypy]\nstrict = true\nsqlite_cache = false\nmypy_path = {ROOT}/src\n"
    files = configs(folder, text_of_both)
    known, new = folder / "known.py", folder / "new.py"
    known.write_text("import numpy, jaxtyping, interlock\nfrom interlock import Layer\n")
    new.write_text(text)

    def run(name: str) -> float:
        cache = folder / f"program_{name}"
        if not cache.exists():
            seconds(files[name], cache, known)
        for stored in cache.rglob("new.*"):
            stored.unlink()
        return seconds(files[name], cache, new)

    return compare(title, repeat, run)


def write(path: Path, rows: list[str]) -> None:
    """Put the table between the marks of a Markdown file."""
    before, _, rest = path.read_text(encoding="utf-8").partition(START)
    python = f"Python {platform.python_version()}, mypy {version('mypy')}, NumPy {version('numpy')}"
    body = f"\n\n`python benchmarks/checker.py`, processor time, on {python}.\n\n"
    table = "\n".join([HEAD, *rows])
    _, _, after = rest.partition(END)
    path.write_text(f"{before}{START}{body}{table}\n\n{END}{after}", encoding="utf-8")


def main() -> None:
    """Measure everything and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeat", type=int, default=7)
    options.add_argument("--write", type=Path, help="a Markdown file to put the table into")
    options.add_argument("--only", default="", help="just the rows whose title has this text in it")
    chosen = options.parse_args()
    rows = []
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for state in ("cold", "warm"):
            if chosen.only in f"this project, {state}":
                rows.append(this_project(chosen.repeat, folder, state == "warm"))
        programs: dict[str, Callable[[int], str]] = {"layers": layers, "statements": statements}
        for what, program in programs.items():
            for count in SIZES:
                if chosen.only in f"{count} {what}":
                    rows.append(a_program(f"{count} {what}", program(count), chosen.repeat, folder))
    if chosen.write:
        write(chosen.write, rows)


if __name__ == "__main__":
    main()
