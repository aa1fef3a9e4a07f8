"""The runner of typecheck/ is proved by mutation: each way of being wrong must be noticed."""

from pathlib import Path

import pytest

from typecheck_runner import Checker, Expectation, Remark, complaints, expectations, rewrite_folder

RIGHT = """\
def two(number: int) -> int:
    return 2 * number

# E: Argument 1 to "two" has incompatible type "str"; expected "int"  [arg-type]
two("two")
two([2])  # E: Argument 1 to "two" has incompatible type "list[int]"; expected "int"  [arg-type]
reveal_type(two(2))  # N: Revealed type is "int"
"""
LIST = '# E: Argument 1 to "two" has incompatible type "list[int]"; expected "int"  [arg-type]'
MUTANTS = {
    "error_mended": RIGHT.replace("two([2])", "two(2)"),
    "error_unexpected": RIGHT + "two(None)\n",
    "error_twice_on_a_line": RIGHT.replace("two([2])", "two([2]); two({3})"),
    "error_moved": RIGHT.replace('\ntwo("two")', '\n1\ntwo("two")'),
    "expected_twice": RIGHT.replace("two([2])", f"{LIST}\ntwo([2])"),
    "reworded": RIGHT.replace('type "str"', 'type "string"'),
    "shortened": RIGHT.replace('; expected "int"  [arg-type]\nt', "\nt"),
    "other_code": RIGHT.replace('"list[int]"; expected "int"  [arg-type]', '"list[int]"  [misc]'),
    "other_kind": RIGHT.replace("# N: Rev", "# E: Rev"),
    "silenced": RIGHT.replace(f"two([2])  {LIST}", f"{LIST}\ntwo([2])  # type: ignore"),
    "ignored_beside_the_expectation": RIGHT.replace(LIST, f"# type: ignore[arg-type] {LIST}"),
    "comment_deleted": RIGHT.replace(LIST, ""),
    "expects_nothing": "1\n",
}


@pytest.fixture
def checker(tmp_path: Path) -> Checker:
    config = tmp_path / "mypy.ini"
    config.write_text(f"[mypy]\nstrict = True\ncache_dir = {tmp_path / 'cache'}\n")
    return Checker(config)


def folder_of(parent: Path, name: str, files: dict[str, str]) -> Path:
    folder = parent / name
    folder.mkdir()
    for stem, text in files.items():
        (folder / f"{stem}.py").write_text(text)
    return folder


def test_every_mutant_is_noticed_and_the_right_file_is_not(
    tmp_path: Path, checker: Checker
) -> None:
    assert RIGHT not in MUTANTS.values()
    folder = folder_of(tmp_path, "fail", {"right": RIGHT, **MUTANTS})
    found = complaints(folder, checker)
    assert found.pop("right.py") == []
    assert [name for name, texts in found.items() if not texts] == []


def test_a_complaint_names_the_line_the_kind_and_the_whole_text(
    tmp_path: Path, checker: Checker
) -> None:
    folder = folder_of(tmp_path, "fail", {"moved": MUTANTS["error_moved"]})
    text = 'E: Argument 1 to "two" has incompatible type "str"; expected "int"  [arg-type]'
    assert complaints(folder, checker)["moved.py"] == [
        f"expected, not said: 5: {text}",
        f"said, not expected: 6: {text}",
    ]


def test_only_fail_may_expect_errors_and_it_must(tmp_path: Path, checker: Checker) -> None:
    passing = folder_of(tmp_path, "pass", {"right": RIGHT})
    failing = folder_of(tmp_path, "fail", {"empty": "1\n"})
    assert complaints(passing, checker) == {"right.py": ["a file in pass/ must expect no error"]}
    assert complaints(failing, checker) == {"empty.py": ["a file in fail/ must expect an error"]}


def test_rewriting_mends_every_mutant_and_leaves_the_right_file_as_it_was(
    tmp_path: Path, checker: Checker
) -> None:
    folder = folder_of(tmp_path, "chapter", {"right": RIGHT, **MUTANTS})
    rewrite_folder(folder, checker)
    assert set(map(tuple, complaints(folder, checker).values())) == {()}
    assert (folder / "right.py").read_text() == RIGHT
    assert (folder / "shortened.py").read_text() == RIGHT


def test_rewriting_keeps_what_other_versions_are_expected_to_say(
    tmp_path: Path, checker: Checker
) -> None:
    text = "# E[mypy<1]: An older text  [misc]\n# E[plugin]: A finer text  [shape]\nx: int = 1\n"
    folder = folder_of(tmp_path, "chapter", {"older": text})
    rewrite_folder(folder, checker)
    assert (folder / "older.py").read_text() == text


def test_rewriting_under_a_condition_limits_both_the_new_and_the_old(
    tmp_path: Path, checker: Checker
) -> None:
    text = '# E: Name "y" is not defined  [name-defined]\nx\n'
    folder = folder_of(tmp_path, "fail", {"one": text})
    rewrite_folder(folder, checker, "mypy>=1.15")
    assert (folder / "one.py").read_text() == (
        '# E[mypy<1.15]: Name "y" is not defined  [name-defined]\n'
        '# E[mypy>=1.15]: Name "x" is not defined  [name-defined]\nx\n'
    )
    assert complaints(folder, checker) == {"one.py": []}


@pytest.mark.parametrize(
    ("condition", "version", "has_plugin", "holds"),
    [
        ("", (1, 15), True, True),
        ("mypy<2", (1, 15), False, True),
        ("mypy<2", (2, 0), False, False),
        ("mypy>=2", (2, 4), False, True),
        ("mypy>=2.5", (2, 4), False, False),
        ("plugin", (2, 4), True, True),
        ("plugin", (2, 4), False, False),
        ("stock", (2, 4), False, True),
        ("stock", (2, 4), True, False),
        ("stock, mypy<2", (1, 15), False, True),
        ("stock, mypy<2", (2, 4), False, False),
        ("stock, mypy<2", (1, 15), True, False),
        ("numpy>=2, python>=3.11", (2, 4), False, True),
        ("numpy<2", (2, 4), False, False),
        ("python<3.11", (2, 4), False, False),
    ],
)
def test_a_condition_limits_an_expectation_to_some_runs(
    condition: str, version: tuple[int, ...], has_plugin: bool, holds: bool
) -> None:
    expectation = Expectation(Remark(2, "E", "No  [misc]"), condition, 1, 0)
    assert expectation.holds_for(version, has_plugin) is holds


def test_an_unknown_condition_is_refused() -> None:
    (expectation,) = expectations("# E[pyright]: No  [misc]\nx = 1\n")
    with pytest.raises(ValueError, match=r"^line 1: unknown condition \[pyright\]$"):
        expectation.holds_for((2, 4), False)


def test_a_file_for_another_python_is_left_out(tmp_path: Path, checker: Checker) -> None:
    files = {"all": "1\n", "newer": "# python>=3.11\n1\n", "older": "# python<3.11\nx\n"}
    folder = folder_of(tmp_path, "pass", files)
    assert complaints(folder, checker) == {"all.py": [], "newer.py": []}


def test_an_expectation_inside_a_string_is_text() -> None:
    assert list(expectations('"# E: No  [misc]"\n')) == []


def test_a_folder_without_files_is_refused(tmp_path: Path, checker: Checker) -> None:
    with pytest.raises(ValueError, match=r"^no Python files in "):
        complaints(tmp_path, checker)


def test_a_configuration_that_mypy_refuses_is_not_taken_for_silence(tmp_path: Path) -> None:
    folder = folder_of(tmp_path, "pass", {"one": "1\n"})
    config = tmp_path / "missing.ini"
    with pytest.raises(RuntimeError, match="mypy did not finish"):
        complaints(folder, Checker(config))
