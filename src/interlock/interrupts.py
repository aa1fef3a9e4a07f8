"""Ctrl-C, heard at any moment of a training.

Python raises KeyboardInterrupt wherever the program happens to be. In a function that C calls
back, as numba's compiler does, or Python's own collector, it is printed and dropped, and the
training would go on; elsewhere something else is made of it, such as a RuntimeError while a class
is built. So it is noted as well, and looked for after every epoch and every exception.
"""

from __future__ import annotations

import signal
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from types import FrameType

__all__ = ["CtrlC", "listening"]


class CtrlC:
    """Whether Ctrl-C was pressed since it is listened for."""

    def __init__(self) -> None:
        self._pressed = False

    def press(self, number: int, frame: FrameType | None) -> None:
        """Handle the signal as Python does, and note it.

        Raises:
            KeyboardInterrupt: always.
        """
        self._pressed = True
        signal.default_int_handler(number, frame)

    def look(self) -> None:
        """Raise the exception again, in case that it was dropped or turned into another.

        Raises:
            KeyboardInterrupt: Ctrl-C was pressed.
        """
        if self._pressed:
            raise KeyboardInterrupt


@contextmanager
def listening() -> Iterator[CtrlC]:
    """Listen for Ctrl-C where Python itself would handle it; a handler of the user's stays.

    Within another `listening` it is that one's.

    Raises:
        KeyboardInterrupt: at the end, or instead of an exception, if Ctrl-C was pressed.
    """
    outer = getattr(signal.getsignal(signal.SIGINT), "__self__", None)
    ctrl_c = outer if isinstance(outer, CtrlC) else CtrlC()
    try:
        _replace(signal.default_int_handler, ctrl_c.press)
        yield ctrl_c
    except Exception:
        ctrl_c.look()
        raise
    finally:
        if ctrl_c is not outer:
            _leave(ctrl_c)
    ctrl_c.look()


def _leave(ctrl_c: CtrlC) -> None:
    try:
        _replace(ctrl_c.press, signal.default_int_handler)
    except KeyboardInterrupt:  # of it, pressed at this very moment
        _replace(ctrl_c.press, signal.default_int_handler)
        raise


def _replace(old: Callable[..., object], new: Callable[..., object]) -> None:
    if signal.getsignal(signal.SIGINT) == old:
        with suppress(ValueError):  # another thread than the main one, which is never interrupted
            signal.signal(signal.SIGINT, new)
