"""The `interlock` command: train, evaluate, predict, demo, check."""

import sys
from importlib.util import find_spec

from interlock.interrupts import listening

__all__ = ["INTERRUPTED", "main"]

INTERRUPTED = 130  # what a shell reports for Ctrl-C


def main() -> None:
    """Run the command, if what it needs is installed."""
    if sys.argv[1:2] == ["check"]:
        # It runs without typer and rich, which are no part of its extra.
        from interlock.command.checking import check

        sys.exit(check(sys.argv[2:]))
    missing = [name for name in ("typer", "rich") if find_spec(name) is None]
    if missing:
        print(
            f"interlock: the command needs {' and '.join(missing)}\n"
            '  try:      pip install "interlock[train]"',
            file=sys.stderr,
        )
        sys.exit(1)
    try:
        # From here on: what is imported may drop it, and the training would begin.
        with listening():
            from interlock.command.application import run

            run()
    except KeyboardInterrupt:
        sys.exit(INTERRUPTED)
