"""Networks in the tools that people have: each part needs its extra, and asks for it when used."""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from interlock.interop.frames import data_from, labelled_data_from
    from interlock.interop.onnx import from_onnx, to_onnx
    from interlock.interop.parameters import from_equinox, from_flax, to_equinox, to_flax
    from interlock.interop.sklearn import InterlockClassifier, InterlockRegressor
    from interlock.interop.torch import from_torch, to_torch
else:
    # Importing one part must not ask for what the others need.
    _HOMES = {
        "frames": ["data_from", "labelled_data_from"],
        "onnx": ["from_onnx", "to_onnx"],
        "parameters": ["from_equinox", "from_flax", "to_equinox", "to_flax"],
        "sklearn": ["InterlockClassifier", "InterlockRegressor"],
        "torch": ["from_torch", "to_torch"],
    }

    def __getattr__(name: str) -> Any:
        from importlib import import_module

        for home, names in _HOMES.items():
            if name in names:
                return getattr(import_module(f"interlock.interop.{home}"), name)
        raise AttributeError(f"module 'interlock.interop' has no attribute {name!r}")


__all__ = [
    "InterlockClassifier",
    "InterlockRegressor",
    "data_from",
    "from_equinox",
    "from_flax",
    "from_onnx",
    "from_torch",
    "labelled_data_from",
    "to_equinox",
    "to_flax",
    "to_onnx",
    "to_torch",
]
