"""What is wrong with a jaxtyping string."""

from __future__ import annotations


def comma_in_axes() -> str:
    return "axes are separated by spaces, not by commas"


def trailing_hash(word: str) -> str:
    return f'"#" stands in front of an axis, not behind it as in "{word}"'


def joined_ellipsis(word: str) -> str:
    return f'"..." stands on its own, not as in "{word}"'


def repeated_mark(mark: str) -> str:
    return f'"{mark}" stands at most once in front of an axis'


def incompatible_marks(word: str, what: str, mark: str) -> str:
    return f'{what} takes no "{mark}", as in "{word}"'


def two_variadic() -> str:
    return 'only one axis may be "*name" or "..."'


def unprintable() -> str:
    return "a null character or a lone surrogate has no place in the name of an axis"


def malformed(text: str, rule: str) -> str:
    """A jaxtyping string that jaxtyping itself refuses."""
    quoted = f'"{text}"' if text.isprintable() else repr(text)
    return f"Invalid axes {quoted}: {rule}"
