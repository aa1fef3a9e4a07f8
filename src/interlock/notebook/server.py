"""The checking process: reads modules as lines of JSON, and answers with what mypy says of them.

It ends when its input does, and so with the session that started it.
"""

from __future__ import annotations

import contextlib
import json
import signal
import sys
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TextIO

from interlock.notebook.snapshots import snapshot_folder
from interlock.notebook.warm import Warm

__all__ = ["main", "serve"]


def serve(requests: Iterable[str], answers: TextIO) -> None:
    """Answer requests until there are no more."""
    with tempfile.TemporaryDirectory(prefix="interlock-") as folder:
        warm = Warm(Path(folder).resolve(), Path.cwd(), snapshot_folder())
        for request in map(json.loads, requests):
            answer = {"number": request["number"], **_answer(warm, request["texts"])}
            print(json.dumps(answer), file=answers, flush=True)


def _answer(warm: Warm, texts: dict[str, str]) -> dict[str, object]:
    try:
        return {"lines": warm.check(texts)}
    except ValueError as error:
        return {"obstacle": str(error)}


def main() -> None:
    """Serve the process that started this one, whose interrupts are not meant for it."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    answers = sys.stdout
    with contextlib.redirect_stdout(sys.stderr):  # nothing else may get among the answers
        serve(sys.stdin, answers)


if __name__ == "__main__":
    main()
