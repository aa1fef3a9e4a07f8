"""Every example in a docstring does what it says."""

import doctest
import importlib
import pkgutil

import pytest

import interlock
from optional_parts import is_missing

MODULES = [
    "interlock",
    *(
        module.name
        for module in pkgutil.walk_packages(interlock.__path__, "interlock.")
        if not is_missing(module.name)
    ),
]


@pytest.mark.parametrize("name", MODULES)
def test_the_examples_of_a_module_are_right(name: str) -> None:
    module = importlib.import_module(name)
    results = doctest.testmod(module, optionflags=doctest.NORMALIZE_WHITESPACE)
    assert results.failed == 0
