"""A shell whose cells are checked, and what is said under them."""

import contextlib
from collections.abc import Callable, Iterator
from importlib.util import find_spec
from pathlib import Path

import pytest

CACHES = Path(__file__).resolve().parents[2] / ".mypy_cache"
NEEDS_IPYTHON = ["test_kernel.py", "test_modes.py", "test_page.py", "test_shell.py"]
collect_ignore = NEEDS_IPYTHON if find_spec("IPython") is None else []

Run = Callable[..., list[str]]
"""Runs cells, and gives what is said under each of them."""


@pytest.fixture(scope="session", autouse=True)
def _caches() -> Iterator[None]:
    """What mypy knows of the libraries is kept beside its other caches, not in the home."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("XDG_CACHE_HOME", str(CACHES))
        yield


if find_spec("IPython") is not None:
    from IPython.core.interactiveshell import InteractiveShell

    @pytest.fixture(scope="session")
    def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
        """The folder in which the session begins."""
        return tmp_path_factory.mktemp("home")

    @pytest.fixture(scope="session")
    def loaded(home: Path) -> Iterator[InteractiveShell]:
        shell = InteractiveShell.instance(history_load_length=0)
        shell.run_line_magic("config", "HistoryManager.enabled = False")
        with contextlib.chdir(home):
            shell.run_cell("%load_ext interlock", store_history=True)
        yield shell
        shell.run_cell("%unload_ext interlock")

    @pytest.fixture
    def shell(
        loaded: InteractiveShell, home: Path, monkeypatch: pytest.MonkeyPatch
    ) -> InteractiveShell:
        monkeypatch.chdir(home)
        loaded.reset(new_session=False)
        loaded.run_cell("%interlock lenient")
        loaded.run_cell("%interlock lost off")
        return loaded

    @pytest.fixture
    def run(shell: InteractiveShell, monkeypatch: pytest.MonkeyPatch) -> Run:
        """What each cell is told, its own number being written N."""
        said: list[str] = []
        monkeypatch.setattr(
            shell.display_pub, "publish", lambda data, **kwargs: said.append(data["text/plain"])
        )

        def one(cell: str) -> str:
            said.clear()
            number = len(shell.history_manager.input_hist_raw)
            shell.run_cell(cell, store_history=True)
            return "\n".join(said).replace(f"cell {number},", "cell N,")

        return lambda *cells: [one(cell) for cell in cells]
