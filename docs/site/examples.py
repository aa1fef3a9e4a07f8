"""The docstrings' `Example:` as the section that mkdocstrings knows by its plural alone."""

from typing import Any

from griffe import Extension, Object


class Examples(Extension):
    """Has the examples of a docstring shown as code."""

    def on_object(self, *, obj: Object, **_: Any) -> None:
        """Name the section as the parser of docstrings knows it."""
        if obj.docstring is not None:
            obj.docstring.value = obj.docstring.value.replace("Example:\n", "Examples:\n")
