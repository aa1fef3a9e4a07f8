"""Where BLAS's products of matrices are in memory, for code that calls them without Python."""

from __future__ import annotations

import ctypes
import sys
from importlib import import_module, metadata

__all__ = ["PRODUCTS", "products_of_mkl", "products_of_scipy"]

PRODUCTS = ("sgemm", "dgemm")  # in float32 and in float64


def products_of_mkl() -> dict[str, int]:
    """Those of Intel's oneMKL by name; empty if the package `mkl` is not installed."""
    try:
        files = metadata.files("mkl") or []
    except metadata.PackageNotFoundError:
        return {}
    paths = [str(file.locate()) for file in files if "mkl_rt" in file.name]
    if not paths:
        return {}
    library = ctypes.CDLL(paths[0])
    ending = "" if sys.platform == "win32" else "_"
    functions = {name: library[name + ending] for name in PRODUCTS}
    return {name: _place(function) for name, function in functions.items()}


def products_of_scipy() -> dict[str, int]:
    """Those that SciPy came with, by name."""
    api = import_module("scipy.linalg.cython_blas").__pyx_capi__
    place = ctypes.PYFUNCTYPE(ctypes.c_void_p, ctypes.py_object, ctypes.c_char_p)(
        ("PyCapsule_GetPointer", ctypes.pythonapi)
    )
    label = ctypes.PYFUNCTYPE(ctypes.c_char_p, ctypes.py_object)(
        ("PyCapsule_GetName", ctypes.pythonapi)
    )
    return {name: place(api[name], label(api[name])) for name in PRODUCTS}


def _place(function: object) -> int:
    return ctypes.cast(function, ctypes.c_void_p).value or 0  # type: ignore[arg-type]
