"""`%load_ext interlock`: cells checked by mypy and the plugin before they run."""

from __future__ import annotations

from importlib.util import find_spec
from typing import TYPE_CHECKING

from interlock.errors import ExtraError

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from interlock.notebook.extension import Extension

__all__ = ["load", "unload"]

_loaded: list[Extension] = []


def load(shell: InteractiveShell) -> None:
    """Check the cells of a shell from now on.

    Raises:
        ExtraError: mypy is not installed.
    """
    if find_spec("mypy") is None:
        raise ExtraError(
            'interlock: checking cells needs a package of the extra "notebook".',
            got="No module named 'mypy'",
            remedy='pip install "interlock[notebook]"',
        )
    from interlock.notebook.extension import Extension

    extension = Extension(shell)
    extension.start()
    _loaded.append(extension)


def unload(shell: InteractiveShell) -> None:
    """Leave the cells of a shell alone."""
    for extension in [one for one in _loaded if one.shell is shell]:
        extension.stop()
        _loaded.remove(extension)
