"""mypy's own process: what it keeps from one session to the next, and when it ends."""

import json
import subprocess
import sys
from pathlib import Path

from interlock.notebook.snapshots import publish

# The libraries are left out, since reading them takes long.
PROGRAM = """\
import sys
from pathlib import Path
from interlock.notebook import warm

warm._FIRST = "import math\\n"
folder, home, snapshot = map(Path, sys.argv[1:])
folder.mkdir()
checks = warm.Warm(folder, home, snapshot)
print(*checks.check({"interlock_cell_1_0": "import math\\nmath.cos('a')\\n"}), sep="\\n")
"""


def said(folder: Path, snapshot: Path) -> str:
    """What a new process says of a wrong module, its folder left out."""
    arguments = [sys.executable, "-c", PROGRAM, str(folder), str(folder.parent), str(snapshot)]
    run = subprocess.run(arguments, capture_output=True, text=True, check=True)
    return run.stdout.replace(str(folder), "")


def test_a_snapshot_is_taken_and_used(tmp_path: Path) -> None:
    snapshot = tmp_path / "kept" / "snapshot"
    first = said(tmp_path / "first", snapshot)
    assert first == (
        '/interlock_cell_1_0.py:2:10:2:12: error: Argument 1 to "cos" has incompatible type "str"; '
        'expected "SupportsFloat | SupportsIndex"  [arg-type]\n'
    )
    assert [file.name for file in snapshot.parent.iterdir()] == ["snapshot"]
    taken = {file: file.stat().st_mtime_ns for file in snapshot.rglob("*")}
    assert said(tmp_path / "second", snapshot) == first
    assert {file: file.stat().st_mtime_ns for file in snapshot.rglob("*")} == taken


def test_a_snapshot_takes_the_place_of_an_older_one(tmp_path: Path) -> None:
    for content in ("old", "new"):
        (tmp_path / content).mkdir()
        (tmp_path / content / "file").write_text(content)
        publish(tmp_path / content, tmp_path / "kept" / "snapshot")
    assert (tmp_path / "kept" / "snapshot" / "file").read_text() == "new"


def test_where_nothing_can_be_kept_nothing_is(tmp_path: Path) -> None:
    (tmp_path / "cache").mkdir()
    (tmp_path / "file").write_text("in the way")
    publish(tmp_path / "cache", tmp_path / "file" / "snapshot")
    assert sorted(path.name for path in tmp_path.iterdir()) == ["cache", "file"]


def test_the_process_ends_when_its_session_does() -> None:
    arguments = [sys.executable, "-P", "-m", "interlock.notebook.server"]
    request = json.dumps({"number": 1, "texts": {"interlock_cell_1_0": "1 + 'a'\n"}})
    run = subprocess.run(arguments, input=request, capture_output=True, text=True, check=True)
    answer = json.loads(run.stdout)
    assert answer["number"] == 1
    assert len(answer["lines"]) == 1
