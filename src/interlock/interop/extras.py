"""The extras: what is asked for where another package is missing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager

from interlock.errors import ExtraError

__all__ = ["extra"]


@contextmanager
def extra(name: str, part: str = "interlock.interop") -> Iterator[None]:
    """Imports within it that fail say which extra brings the package.

    Args:
        name: The extra, as in `pip install "interlock[name]"`.
        part: What part of the library asks for it.

    Raises:
        ExtraError: a package is not installed.

    Example:
        >>> with extra("torch"):
        ...     import not_installed
        Traceback (most recent call last):
        interlock.errors.ExtraError: interlock.interop: this needs a package of the extra "torch".
          got:      No module named 'not_installed'
          try:      pip install "interlock[torch]"
    """
    try:
        yield
    except ModuleNotFoundError as error:
        raise ExtraError(
            f'{part}: this needs a package of the extra "{name}".',
            got=str(error),
            remedy=f'pip install "interlock[{name}]"',
        ) from error
