"""What stock `mypy --strict` proves about layers and networks, with its exact words."""

import runpy
import subprocess
import sys
from pathlib import Path

import pytest

from oldest_mypy import python_with_oldest_mypy
from typecheck_runner import Checker, complaints

ROOT = Path(__file__).resolve().parent.parent
FOLDERS = ["pass", "fail", "reveal", "chapter"]


@pytest.fixture(scope="session")
def newest() -> Checker:
    return Checker(ROOT / "typecheck" / "stock.ini")


@pytest.fixture(scope="session")
def oldest() -> Checker:
    return Checker(ROOT / "typecheck" / "stock.ini", python_with_oldest_mypy())


def test_the_two_mypys_are_the_versions_they_should_be(newest: Checker, oldest: Checker) -> None:
    assert newest.version >= (2, 4)
    assert oldest.version == (1, 15)


@pytest.mark.parametrize("folder", FOLDERS)
def test_mypy_says_exactly_what_the_files_expect(newest: Checker, folder: str) -> None:
    found = complaints(ROOT / "typecheck" / folder, newest)
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_the_oldest_mypy_says_what_the_files_expect_of_it(oldest: Checker, folder: str) -> None:
    found = complaints(ROOT / "typecheck" / folder, oldest)
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize("folder", FOLDERS)
def test_mypy_with_the_plugin_says_what_the_files_expect_of_it(folder: str) -> None:
    found = complaints(ROOT / "typecheck" / folder, Checker(ROOT / "typecheck" / "plugin.ini"))
    assert {name: texts for name, texts in found.items() if texts} == {}


@pytest.mark.parametrize(
    "file",
    sorted([*ROOT.glob("typecheck/pass/*.py"), *ROOT.glob("typecheck/reveal/*.py")]),
    ids=lambda file: f"{file.parent.name}/{file.stem}",
)
def test_what_is_accepted_runs(file: Path) -> None:
    runpy.run_path(str(file), run_name="__main__")


def chain(layers: int, wrong: int | None = None) -> str:
    """A program of one `>>` expression; layer number `wrong` takes 5 inputs and is given 4."""
    rows = [f"    >> Layer({5 if place == wrong else 4}, 4)" for place in range(2, layers + 1)]
    return "\n".join(["from interlock import Layer", "net = (", "    Layer(4, 4)", *rows, ")", ""])


def test_a_chain_of_a_thousand_layers_is_proved(newest: Checker, tmp_path: Path) -> None:
    folder = tmp_path / "chains"
    folder.mkdir()
    (folder / "right.py").write_text(chain(1000))
    (folder / "wrong.py").write_text(chain(1000, wrong=700))
    found = complaints(folder, newest)
    assert found["right.py"] == []
    first = found["wrong.py"][0]
    text = 'Argument 1 to "Layer" has incompatible type "Literal[5]"; expected "Literal[4]"'
    assert first == f"said, not expected: 702: E: {text}  [arg-type]"
    runpy.run_path(str(folder / "right.py"))


EXCHANGED = {
    "the rest starts at the inputs": ("Network.new(hidden,", "Network.new(inputs,"),
    "the first layer reaches for the outputs": ("Layer(inputs, hidden,", "Layer(inputs, outputs,"),
    "the first layer is turned round": ("Layer(inputs, hidden,", "Layer(hidden, inputs,"),
    "the last layer is turned round": ("Layer(inputs, outputs,", "Layer(outputs, inputs,"),
}


@pytest.mark.parametrize("exchange", EXCHANGED.values(), ids=EXCHANGED.keys())
@pytest.mark.parametrize("mypy", ["newest", "oldest"])
def test_the_library_s_own_network_new_is_proved(
    exchange: tuple[str, str], mypy: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    checker: Checker = request.getfixturevalue(mypy)
    original, mutant = ROOT / "src" / "interlock" / "network.py", tmp_path / "network.py"
    text = original.read_text()
    assert text.count(exchange[0]) == 1
    # Longer too: mypy takes a file of the same length for the one in its cache.
    mutant.write_text(text.replace(*exchange) + "# exchanged\n")
    errors = [
        said for said in checker.remarks([original], shadow=mutant)[original] if said.kind == "E"
    ]
    assert errors
    lines = mutant.read_text().splitlines()
    assert all(
        "Layer(" in lines[said.line - 1] or "Network.new(" in lines[said.line - 1]
        for said in errors
    )
    assert checker.remarks([original])[original] == []


def test_every_folder_of_files_is_checked_by_a_test() -> None:
    folders = {file.parent.name for file in (ROOT / "typecheck").glob("*/*.py")}
    assert folders <= {*FOLDERS, "plugin"}


def test_the_runner_is_a_command(tmp_path: Path) -> None:
    folder = tmp_path / "fail"
    folder.mkdir()
    (folder / "one.py").write_text('# E: Name "y" is not defined  [name-defined]\nx = 1\n')
    config = tmp_path / "mypy.ini"
    config.write_text("[mypy]\n")
    command = [sys.executable, str(ROOT / "tests" / "typecheck_runner.py"), str(folder)]
    done = subprocess.run(
        [*command, "--config", str(config)], capture_output=True, text=True, check=False
    )
    assert done.returncode == 1
    assert done.stdout == (
        f'{folder}/one.py: expected, not said: 2: E: Name "y" is not defined  [name-defined]\n'
    )
