"""`%load_ext interlock`: cells checked by mypy and the plugin before they run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interlock.interop.extras import extra

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
    with extra("notebook", "interlock.notebook"):
        import mypy  # noqa: F401  in another process; here it must only be installed

        from interlock.notebook.extension import Extension

    extension = Extension(shell)
    extension.start()
    _loaded.append(extension)


def unload(shell: InteractiveShell) -> None:
    """Leave the cells of a shell alone."""
    for extension in [one for one in _loaded if one.shell is shell]:
        extension.stop()
        _loaded.remove(extension)
