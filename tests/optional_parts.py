"""The parts of the library that need another package, and whether it is there.

torch is installed on the lowest Python alone, since it is large, and the other packages on the
highest alone: `make test` runs both. A part whose package is missing is not collected.
"""

from importlib.util import find_spec

PARTS = {"onnx": "onnx", "sklearn": "sklearn", "torch": "torch"}
PACKAGES = {f"interlock.interop.{part}": package for part, package in PARTS.items()}
PACKAGES["interlock.plots"] = "matplotlib"
PACKAGES["interlock.notebook.extension"] = "IPython"


def is_missing(module: str) -> bool:
    """Whether a module is of a part whose package is not installed."""
    return any(
        module.startswith(part) and find_spec(package) is None for part, package in PACKAGES.items()
    )
