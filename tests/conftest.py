"""How Hypothesis tests here, and which tests run in one process."""

import pytest
from hypothesis import settings

# The same examples on every run, and no example too slow.
settings.register_profile("repeatable", deadline=None, derandomize=True)
# For new examples: pytest --hypothesis-profile=exploring
settings.register_profile("exploring", deadline=None)
settings.register_profile("thorough", deadline=None, max_examples=500)
# Where the same tests run in full elsewhere.
settings.register_profile("brief", deadline=None, derandomize=True, max_examples=25)
settings.load_profile("repeatable")

# Their tests share mypy's cache of NumPy's stubs, which takes longer to fill than to use.
SHARING = {"bridge", "interpreter"}


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """For `pytest -n 2 --dist loadgroup`: what shares fixtures or caches is one process's work."""
    for item in items:
        item.add_marker(pytest.mark.xdist_group(_group(item)))


def _group(item: pytest.Item) -> str:
    file = item.path
    if file.parent.name in SHARING:
        return file.parent.name
    if file.stem.startswith("test_typecheck") or file.stem == "test_documents":
        return "typecheck"
    return str(file)
