"""What the plugin adds to mypy's time: on this project, and on ever longer files.

    python benchmarks/checker.py [--repeat N]

Stock mypy and mypy with the plugin run in turn, each in a process of its own; medians and spreads
are printed. "cold" starts from an empty cache, "warm" from a full one. mypy must find interlock.
"""

from __future__ import annotations

import argparse
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
STOCK = "[mypy]\nstrict = true\nmypy_path = {root}/src\n"
PLUGIN = STOCK + "plugins = interlock.mypy_plugin\n"
SIZES = (60, 600, 6000)


def layers(count: int) -> str:
    """A program whose network has so many layers."""
    lines = ["from interlock import Layer", "net = (", "    Layer(4, 4)"]
    return "\n".join([*lines, *["    >> Layer(4, 4)"] * (count - 1), ")", ""])


def statements(count: int) -> str:
    """A program with so many statements about arrays, in functions of ten."""
    head = "import numpy as np\nfrom jaxtyping import Float\n"
    body = "    x = np.tanh(w @ x + b)\n" * 10
    function = (
        'def f{k}(w: Float[np.ndarray, "n n"], b: Float[np.ndarray, "n"],'
        ' x: Float[np.ndarray, "n"]) -> Float[np.ndarray, "n"]:\n' + body + "    return x\n"
    )
    return head + "".join(function.format(k=k) for k in range(count // 10))


def seconds(config: str, target: Path, cache: Path) -> float:
    """One run of mypy."""
    start = time.perf_counter()
    done = subprocess.run(
        [sys.executable, "-m", "mypy", "--config-file", config, "--cache-dir", cache, target],
        capture_output=True,
        text=True,
    )
    took = time.perf_counter() - start
    if done.returncode > 1:
        raise SystemExit(done.stdout + done.stderr)
    return took


def compare(title: str, target: Path, repeat: int, folder: Path, warm: bool) -> None:
    """Print the two times and their ratio."""
    times: dict[str, list[float]] = {"stock": [], "plugin": []}
    for _ in range(repeat):
        for name, text in (("stock", STOCK), ("plugin", PLUGIN)):
            config = folder / f"{name}.ini"
            config.write_text(text.format(root=ROOT))
            with tempfile.TemporaryDirectory() as empty:
                cache = Path(empty)
                if warm:
                    seconds(str(config), target, cache)
                times[name].append(seconds(str(config), target, cache))
    ratio = [plugin / stock for stock, plugin in zip(times["stock"], times["plugin"], strict=True)]
    shown = [f"{statistics.median(t):.2f} s ({min(t):.2f} to {max(t):.2f})" for t in times.values()]
    print(f"| {title} | {shown[0]} | {shown[1]} | {statistics.median(ratio):.2f} |", flush=True)


def main() -> None:
    """Measure everything and print a table."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--repeat", type=int, default=5)
    repeat = options.parse_args().repeat
    print("| | stock mypy | with the plugin | ratio |\n|---|---|---|---|")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for warm in (False, True):
            state = "warm" if warm else "cold"
            compare(f"this project, {state}", ROOT / "src", repeat, folder, warm)
        programs: dict[str, Callable[[int], str]] = {"layers": layers, "statements": statements}
        for what, program in programs.items():
            for count in SIZES:
                target = folder / f"{what}_{count}.py"
                target.write_text(program(count))
                compare(f"{count} {what}, cold", target, repeat, folder, warm=False)


if __name__ == "__main__":
    main()
