"""What `%interlock` sets."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from interlock.errors import SettingError

__all__ = ["Mode", "Settings"]


class Mode(StrEnum):
    """What becomes of a cell with an error."""

    OFF = "cells are not checked"
    LENIENT = "cells are checked, and run whatever is found"
    STRICT = "cells are checked, and an error keeps a cell from running"


_MODES = {"off": Mode.OFF, "on": Mode.LENIENT, "lenient": Mode.LENIENT, "strict": Mode.STRICT}


@dataclass
class Settings:
    """The mode, and whether lost shapes are told.

    Example:
        >>> settings = Settings()
        >>> settings.change("strict")
        >>> settings.change("lost on")
        >>> print(settings)
        interlock: cells are checked, and an error keeps a cell from running; lost shapes are told
    """

    mode: Mode = Mode.LENIENT
    lost: bool = False

    def change(self, words: str) -> None:
        """Do what is written behind `%interlock`; nothing, if nothing is.

        Raises:
            SettingError: the words are none of those that are known.
        """
        match words.split():
            case []:
                pass
            case [word] if word in _MODES:
                self.mode = _MODES[word]
            case ["lost", ("on" | "off") as word]:
                self.lost = word == "on"
            case _:
                raise SettingError(
                    "%interlock: the words behind it must be ones it knows.",
                    expected="on, off, strict, lenient, lost on, lost off",
                    got=words,
                )

    def __str__(self) -> str:
        return f"interlock: {self.mode}{'; lost shapes are told' if self.lost else ''}"
