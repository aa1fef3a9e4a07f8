"""The session's end of the pipe to the checking process."""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
from contextlib import suppress
from typing import Any, TextIO

from interlock.errors import InterlockError

__all__ = ["CheckError", "Checker"]


class CheckError(InterlockError, RuntimeError):
    """mypy could not check a cell; that says nothing of the cell."""


class Checker:
    """A process in which mypy is kept warm. It starts at once, and is waited for when asked."""

    def __init__(self) -> None:
        self.number: int = 0
        self.complaints: TextIO = tempfile.TemporaryFile("w+", encoding="utf-8")  # noqa: SIM115  closed by `close`
        self.process: subprocess.Popen[str] = subprocess.Popen(
            [sys.executable, "-P", "-m", "interlock.notebook.server"],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=self.complaints,
            text=True,
            encoding="utf-8",
        )

    def check(self, texts: dict[str, str]) -> list[str]:
        """What mypy says, line by line, of modules that it has not seen yet.

        Raises:
            CheckError: something else than these modules stops mypy, or the process has ended.
        """
        self.number += 1
        answer = self._ask({"number": self.number, "texts": texts})
        if "obstacle" in answer:
            raise CheckError("interlock: the cell was not checked.", got=answer["obstacle"])
        lines: list[str] = answer["lines"]
        return lines

    @property
    def has_ended(self) -> bool:
        """Whether there is no process any more."""
        return self.process.poll() is not None

    def leave(self) -> None:
        """Let the process end when it has done what it is at."""
        for pipe in filter(None, (self.process.stdin, self.process.stdout)):
            with suppress(OSError):  # what could not be sent to a process that is dead
                pipe.close()

    def close(self) -> None:
        """End the process."""
        self.leave()
        self.process.wait()
        self.complaints.close()

    def _ask(self, request: dict[str, object]) -> dict[str, Any]:
        pipe, answers = self.process.stdin, self.process.stdout
        assert pipe is not None
        assert answers is not None
        try:
            print(json.dumps(request), file=pipe, flush=True)
            for line in answers:
                answer: dict[str, Any] = json.loads(line)
                # an answer to a question that the user interrupted comes late
                if answer["number"] == self.number:
                    return answer
        except OSError:
            pass
        raise CheckError(
            "interlock: the checking process has ended.",
            got=self._last_words(),
            remedy='"%reload_ext interlock" starts another',
        )

    def _last_words(self) -> str:
        self.process.wait()
        self.complaints.seek(0)
        words = self.complaints.read().strip().splitlines()
        return words[-1] if words else f"exit code {self.process.returncode}"
