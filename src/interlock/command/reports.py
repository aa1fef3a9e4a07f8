"""What mypy found, for other programs: annotations of GitHub's, or JSON."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from typing import Any

__all__ = ["REPORTS"]

Finding = Mapping[str, Any]


def findings(said: str) -> list[Finding]:
    """What mypy says line by line under `--output json`, with columns counted from 1.

    Example:
        >>> findings('{"file": "a.py", "line": 3, "column": 0, "severity": "error",'
        ...          ' "code": "shape", "message": "No", "hint": null}')
        [{'file': 'a.py', 'line': 3, 'column': 1, 'severity': 'error', 'code': 'shape', \
'message': 'No'}]
    """
    return [_finding(json.loads(line)) for line in said.splitlines() if line.startswith("{")]


def _finding(said: dict[str, Any]) -> Finding:
    notes = said["hint"].splitlines() if said["hint"] else []
    return {
        "file": said["file"],
        "line": max(said["line"], 1),
        "column": max(said["column"], 0) + 1,
        "severity": said["severity"],
        "code": said["code"],
        "message": "\n".join([said["message"], *notes]),
    }


def as_json(said: str) -> str:
    """One document: a list of findings."""
    return json.dumps(findings(said), indent=2) + "\n"


def as_github(said: str) -> str:
    """A workflow command for each finding, which GitHub shows at its line.

    Source:
        GitHub's documentation, *Workflow commands for GitHub Actions*.
    """
    return "".join(_annotation(finding) + "\n" for finding in findings(said))


def _annotation(finding: Finding) -> str:
    kind = "error" if finding["severity"] == "error" else "notice"
    title = f"mypy [{finding['code']}]" if finding["code"] else "mypy"
    properties = {"file": finding["file"], "line": finding["line"], "col": finding["column"]}
    fields = (f"{name}={_property(str(value))}" for name, value in properties.items())
    return f"::{kind} {','.join(fields)},title={_property(title)}::{_escaped(finding['message'])}"


def _escaped(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _escaped(text).replace(":", "%3A").replace(",", "%2C")


REPORTS: dict[str, Callable[[str], str]] = {"github": as_github, "json": as_json}
