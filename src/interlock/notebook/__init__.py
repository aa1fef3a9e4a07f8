"""`%load_ext interlock`: cells checked by mypy and the plugin before they run."""

from __future__ import annotations

from typing import TYPE_CHECKING

from interlock.interop.extras import extra

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

    from interlock.notebook.extension import Extension

__all__ = ["load_ipython_extension", "unload_ipython_extension"]

_loaded: list[Extension] = []


def load_ipython_extension(shell: InteractiveShell) -> None:
    """`%load_ext interlock`: check the cells of a shell from now on.

    Raises:
        ExtraError: mypy is not installed.
    """
    with extra("notebook", "interlock.notebook"):
        import mypy  # noqa: F401  in another process; here it must only be installed

        from interlock.notebook.extension import Extension

    extension = Extension(shell)
    extension.start()
    _loaded.append(extension)


def unload_ipython_extension(shell: InteractiveShell) -> None:
    """`%unload_ext interlock`: leave the cells of a shell alone."""
    for extension in [one for one in _loaded if one.shell is shell]:
        extension.stop()
        _loaded.remove(extension)
