"""Right programs of people who did not look at the checker: nothing is said of their shapes."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAMS = Path(__file__).parents[2] / "benchmarks" / "reach"


def test_no_false_alarm_on_programs_of_strangers(tmp_path: Path) -> None:
    config = tmp_path / "mypy.ini"
    options = ["plugins = interlock.mypy_plugin", "show_traceback = true"]
    config.write_text("\n".join(["[mypy]", *options, f"cache_dir = {tmp_path}/cache", ""]))
    files = [str(path) for path in sorted(PROGRAMS.rglob("*.py"))]
    command = [sys.executable, "-m", "mypy", "--config-file", str(config), *files]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    assert len(files) > 40
    assert f"checked {len(files)} source files" in done.stdout or "no issues" in done.stdout
    assert [line for line in done.stdout.splitlines() if line.endswith("[shape]")] == []
    assert done.stderr == ""
