"""What is said under a cell, for a terminal and for a page."""

from __future__ import annotations

from dataclasses import dataclass
from html import escape

__all__ = ["Report", "Saying"]

_BOX = (
    "border-left: 3px solid {colour}; padding: .3em .8em; margin: .2em 0; line-height: 1.45;"
    " font-family: var(--jp-code-font-family, monospace); font-size: var(--jp-code-font-size, 13px)"
)
_ERROR = "var(--jp-error-color1, #d32f2f)"
_NOTE = "var(--jp-info-color1, #0288d1)"
_WAVE = "text-decoration: underline wavy {colour} 1px; text-underline-offset: 4px"
_QUIET = "opacity: .65"


@dataclass(frozen=True)
class Saying:
    """One thing that is wrong, or worth noting, at a line of a cell.

    Attributes:
        source: The line, as it was typed.
        span: The columns from and to which it is about, counted from 1, where they are known.
    """

    line: int
    kind: str
    text: str
    code: str
    source: str
    span: tuple[int, int] | None

    @property
    def tag(self) -> str:
        """The code, as mypy writes it."""
        return f"  [{self.code}]" if self.code else ""

    def plain(self, label: str) -> str:
        """In mypy's form, with the line and what in it is meant."""
        said = f"{label}, line {self.line}: {self.kind}: {self.text}{self.tag}"
        if self.span is None:
            return f"{said}\n    {self.source}"
        first, last = self.span
        tabs_kept = "".join("\t" if sign == "\t" else " " for sign in self.source[: first - 1])
        return f"{said}\n    {self.source}\n    {tabs_kept}{'^' * (last - first + 1)}"

    def html(self, label: str) -> str:
        """The same, the part that is meant being underlined."""
        colour = _NOTE if self.kind == "note" else _ERROR
        return (
            f'<div style="{_BOX.format(colour=colour)}">'
            f'<div><span style="{_QUIET}">{escape(label)}, line {self.line}:</span>'
            f' <b style="color: {colour}">{self.kind}</b> {escape(self.text)}'
            f'<span style="{_QUIET}; white-space: pre">{escape(self.tag)}</span></div>'
            f'<div style="white-space: pre; overflow-x: auto">{self._marked(colour)}</div></div>'
        )

    def _marked(self, colour: str) -> str:
        if self.span is None:
            return escape(self.source)
        first, last = self.span
        before, meant, after = (
            escape(piece)
            for piece in (
                self.source[: first - 1],
                self.source[first - 1 : last],
                self.source[last:],
            )
        )
        return f'{before}<span style="{_WAVE.format(colour=colour)}">{meant}</span>{after}'


@dataclass(frozen=True)
class Report:
    """What is said under one cell. It shows itself in whatever displays it."""

    label: str
    sayings: list[Saying]

    @property
    def has_errors(self) -> bool:
        """Whether anything is wrong."""
        return any(saying.kind == "error" for saying in self.sayings)

    def __str__(self) -> str:
        return "\n".join(saying.plain(self.label) for saying in self.sayings)

    def bundle(self) -> dict[str, str]:
        """The representations among which a front end chooses."""
        page = "".join(saying.html(self.label) for saying in self.sayings)
        return {"text/plain": str(self), "text/html": page}
