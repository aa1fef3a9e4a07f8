"""Layers of the user's own kinds are refused by every tool that would not know them."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from interlock import Layer, SettingError, interop
from kinds import Dropout

NETWORK: Any = Layer(4, 3) >> Dropout(3, 0.25) >> Layer(3, 2)
CASES: dict[str, tuple[str, Callable[[Path], Any]]] = {
    "to_equinox": ("numpy", lambda path: interop.to_equinox(NETWORK)),
    "to_flax": ("numpy", lambda path: interop.to_flax(NETWORK)),
    "to_onnx": ("onnx", lambda path: interop.to_onnx(NETWORK, path)),
    "to_torch": ("torch", lambda path: interop.to_torch(NETWORK)),
}


@pytest.mark.parametrize("name", CASES)
def test_a_layer_that_the_other_tool_does_not_know_is_refused(name: str, tmp_path: Path) -> None:
    package, export = CASES[name]
    pytest.importorskip(package)
    with pytest.raises(SettingError) as caught:
        export(tmp_path / "n")
    assert str(caught.value) == (
        f"{name}: every layer must be one that both sides know.\n"
        "  expected: Layer\n"
        "  got:      Dropout(3 -> 3, 0.25, None)\n"
        "  where:    layer 2 of 3 in Network(4 -> 3 -> 3 -> 2)\n"
        "  try:      build the network in the other tool, and copy the arrays of each layer"
    )
    assert not (tmp_path / "n").exists()
