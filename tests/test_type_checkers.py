"""What a typed code base under pyright or basedpyright sees of the package."""

import json
import os
import shutil
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path
from typing import Any

import pytest

import interlock

ROOT = Path(__file__).resolve().parent.parent
BIN = Path(sys.executable).parent
PROGRAM = ROOT / "typecheck" / "pass" / "public_interface.py"
# The public modules, but for those whose bodies take apart what strict mode cannot follow.
MODULES = """
    activations.py datasets dimensions.py errors.py fitting.py initializers.py layer.py linking.py
    links.py literals.py losses.py network.py optimizers.py vector.py training/evaluation.py
    training/fitting.py training/history.py
"""
# What PyTorch's classes are cannot be known where PyTorch is not installed.
NOT_HERE = set() if find_spec("torch") else {"interlock.interop.torch.Step"}

pytestmark = pytest.mark.skipif(
    sys.version_info < (3, 12), reason="the libraries' lowest versions have other types"
)


def output(folder: Path, *command: str) -> Any:
    """What a checker says as JSON, with the package where pip would have put it."""
    site = folder / "site"
    shutil.copytree(ROOT / "src" / "interlock", site / "interlock")
    path = os.pathsep.join([str(BIN), os.environ["PATH"]])
    environment = os.environ | {"PYTHONPATH": str(site), "PATH": path}
    done = subprocess.run(
        [BIN / command[0], *command[1:], "--outputjson"],
        cwd=folder,
        env=environment,
        capture_output=True,
        text=True,
        check=False,
    )
    return json.loads(done.stdout)


def test_the_type_of_every_public_symbol_is_known(tmp_path: Path) -> None:
    said = output(tmp_path, "pyright", "--verifytypes", "interlock", "--ignoreexternal")
    symbols = [each for each in said["typeCompleteness"]["symbols"] if each["isExported"]]
    assert len(symbols) > 1000
    open_ones = {
        each["name"]: [found["message"] for found in each["diagnostics"]]
        for each in symbols
        if not each["isTypeKnown"] or each["isTypeAmbiguous"]
    }
    assert open_ones.keys() - NOT_HERE == set(), open_ones


def test_the_public_modules_and_a_program_that_uses_every_name_are_clean_in_strict_mode(
    tmp_path: Path,
) -> None:
    text = PROGRAM.read_text()
    assert [name for name in interlock.__all__ if text.count(name) < 2] == []
    (tmp_path / "program.py").write_text(text + "\nundefined\n")
    include = ["program.py", *(f"site/interlock/{name}" for name in MODULES.split())]
    settings = {"typeCheckingMode": "strict", "include": include}
    (tmp_path / "pyrightconfig.json").write_text(json.dumps(settings))
    said = output(tmp_path, "basedpyright")["generalDiagnostics"]
    assert [found["message"] for found in said] == [
        '"undefined" is not defined',
        "Expression value is unused",
    ]


def test_a_kind_of_layer_is_made_with_its_own_sizes(tmp_path: Path) -> None:
    (tmp_path / "program.py").write_text(
        "from typing import Literal\n"
        "from interlock import Layer\n"
        "class Wide(Layer[Literal[3], Literal[4]]):\n"
        "    def __init__(self) -> None:\n"
        "        super().__init__(5, 4)\n"
    )
    (found,) = output(tmp_path, "pyright", "program.py")["generalDiagnostics"]
    assert found["message"].replace("\xa0", " ") == (
        'Argument of type "Literal[5]" cannot be assigned to parameter "inputs" of type '
        '"Literal[3]" in function "__init__"\n'
        '  "Literal[5]" is not assignable to type "Literal[3]"'
    )
