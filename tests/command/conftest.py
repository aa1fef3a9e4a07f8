"""The command, as the tests of its verbs run it."""

import sys
from typing import Any

import pytest

import interlock.command


@pytest.fixture
def command(capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch) -> Any:
    """Runs the command as the shell would; gives exit code, output and complaints."""

    def run(*arguments: object) -> tuple[Any, str, str]:
        monkeypatch.setattr(sys, "argv", ["interlock", *map(str, arguments)])
        with pytest.raises(SystemExit) as caught:
            interlock.command.main()
        said = capsys.readouterr()
        return caught.value.code, said.out, said.err

    return run
