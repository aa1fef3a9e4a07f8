"""Random programs, run and checked: no false alarm on right ones, few errors missed in wrong ones.

`INTERLOCK_PROGRAMS=2000 pytest tests/checker/test_programs.py` tries as many programs as that.
"""

from __future__ import annotations

import os
import random
from pathlib import Path

import pytest

from checker.programs import judge
from checker.programs.edits import edits
from checker.programs.generator import Program, program

COUNT = int(os.environ.get("INTERLOCK_PROGRAMS", "250"))
BATCH = 250
TRIES = 15
SOME_SIZES: set[str] = set()
"""Programs whose error depends on the numbers: `x[i]` with `i < n` in an axis of 3, for one."""


@pytest.fixture(scope="module")
def right() -> list[list[Program]]:
    """Right programs, in batches of one module each."""
    programs = [program(seed) for seed in range(COUNT)]
    return [programs[start : start + BATCH] for start in range(0, COUNT, BATCH)]


@pytest.fixture(scope="module")
def wrong(
    right: list[list[Program]], tmp_path_factory: pytest.TempPathFactory
) -> list[list[Program]]:
    """The same programs, each with one edit that NumPy or jaxtyping refuses when it runs."""
    folder = tmp_path_factory.mktemp("edits")
    return [_refused(batch, folder, number) for number, batch in enumerate(right)]


def _refused(batch: list[Program], folder: Path, number: int) -> list[Program]:
    edited = {p.name: edits(p.code, random.Random(p.name)) for p in batch}
    refused: dict[str, Program] = {}
    for attempt in range(TRIES):
        codes = {name: next(edited[name], None) for name in edited if name not in refused}
        tried = [Program(name, code) for name, code in codes.items() if code is not None]
        errors = judge.run(tried, folder, f"try{number}_{attempt}") if tried else {}
        refused |= {p.name: p for p in tried if judge.is_of_shape(errors.get(p.name, ""))}
        SOME_SIZES.update(name for name, text in errors.items() if judge.is_of_some_sizes(text))
    return list(refused.values())


def test_right_programs_run(right: list[list[Program]], tmp_path: Path) -> None:
    errors = [judge.run(batch, tmp_path, f"right{n}") for n, batch in enumerate(right)]
    assert errors == [{} for _ in right]


def test_no_false_alarm_on_right_programs(right: list[list[Program]], tmp_path: Path) -> None:
    for number, batch in enumerate(right):
        said, others = judge.check(batch, tmp_path, f"right{number}")
        alarms = {name: [t for t in texts if t.endswith("[shape]")] for name, texts in said.items()}
        assert others == []
        assert {name: texts for name, texts in alarms.items() if texts} == {}


def test_nearly_every_error_that_the_run_meets_is_caught_and_the_rest_is_known_to_be_lost(
    wrong: list[list[Program]], tmp_path: Path
) -> None:
    unexplained, missed, total = dict[str, str](), 0, 0
    for number, batch in enumerate(wrong):
        said, _ = judge.check(batch, tmp_path, f"wrong{number}")
        left = [p for p in batch if p.name not in said]
        told, _ = judge.check(left, tmp_path, f"left{number}", told=True) if left else ({}, [])
        unexplained |= {
            p.name: p.code for p in left if p.name not in told and p.name not in SOME_SIZES
        }
        missed, total = missed + len(left), total + len(batch)
    assert total > 0.9 * COUNT
    assert missed <= max(1, 0.02 * total), unexplained
    assert unexplained == {}
