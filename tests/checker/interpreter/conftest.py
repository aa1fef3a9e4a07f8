"""Each test module's rules are read by mypy once."""

from __future__ import annotations

from pathlib import Path

import pytest

from checker.interpreter.probing import Rule, check, rules_of


@pytest.fixture(scope="session")
def mypy_cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """mypy's cache, filled by the first run."""
    return tmp_path_factory.mktemp("interpreter_cache")


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """A test that asks for `rule` is run with each rule of its module's `RULES`."""
    if "rule" in metafunc.fixturenames:
        rules = rules_of(metafunc.module.RULES)
        metafunc.parametrize("rule", rules, ids=map(str, rules), scope="module")
        metafunc.module.PARSED = rules


@pytest.fixture(scope="module")
def checked(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory, mypy_cache: Path
) -> list[Rule]:
    """The rules of a module, checked with its `SETTINGS`."""
    rules: list[Rule] = request.module.PARSED
    settings = getattr(request.module, "SETTINGS", "")
    check(rules, tmp_path_factory.mktemp("rules"), mypy_cache, settings)
    return rules
