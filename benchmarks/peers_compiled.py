"""The peers of `peers.py` that gcc and rustc build; see `peers_others.py`."""

from __future__ import annotations

import ctypes
import subprocess
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from time import process_time
from typing import Any

import numpy as np
from peers_case import CLOCK, RATE, Case, Runner, timed

HERE = Path(__file__).resolve().parent
BUILD = Path(tempfile.mkdtemp(prefix="peers-"))


def kernel(case: Case) -> Runner:
    """C and BLAS: SciPy's OpenBLAS, the one that numba uses."""
    single = case.dtype is np.float32
    target, letter = BUILD / f"kernel{single:d}.so", "s" if single else "d"
    real = ["-DREAL=float", "-DEXP=expf"] if single else ["-DREAL=double", "-DEXP=exp"]
    if not target.exists():
        import scipy

        [blas] = Path(scipy.__file__).parent.parent.glob("scipy.libs/libscipy_openblas*.so")
        flags = ["-O3", "-march=native", "-ffast-math", "-shared", "-fPIC", *real]
        link = [str(blas), f"-Wl,-rpath,{blas.parent}", "-lm"]
        flags += [f"-DGEMM=scipy_cblas_{letter}gemm", "-o", str(target)]
        subprocess.run(["gcc", *flags, str(HERE / "peers_kernel.c"), *link], check=True)
    library, kind = ctypes.CDLL(str(target)), ctypes.c_float if single else ctypes.c_double
    weights, biases = [w.copy() for w in case.weights], [b.copy() for b in case.biases]
    spare = [[np.empty((case.batch, o), case.dtype) for o in case.sizes[1:]] for _ in range(2)]

    def pointers(arrays: list[Any]) -> Any:
        return (ctypes.c_void_p * len(arrays))(*(array.ctypes.data for array in arrays))

    arguments = (
        len(weights),
        (ctypes.c_int * len(case.sizes))(*case.sizes),
        pointers(weights),
        pointers(biases),
        ctypes.c_void_p(case.inputs.ctypes.data),
        ctypes.c_void_p(case.targets.ctypes.data),
        case.count,
        case.batch,
        kind(RATE),
        pointers(spare[0]),
        pointers(spare[1]),
    )
    held = (spare, weights, biases)
    return Runner(timed(lambda: library.epoch(*arguments)), lambda: held[1])


def chapter(case: Case) -> Runner:
    """The chapter's Rust, by rustc -O; float64 whatever the case."""
    program = BUILD / "chapter"
    if not program.exists():
        source = str(HERE / "peers_chapter.rs")
        subprocess.run(["rustc", "-O", "--edition", "2021", "-o", str(program), source], check=True)
    data = BUILD / f"chapter-{'-'.join(map(str, case.sizes))}.bin"
    pairs = zip(case.weights, case.biases, strict=True)
    arrays = [array for pair in pairs for array in pair] + [case.inputs, case.targets]
    flat = [np.asarray(array, np.float64).ravel() for array in arrays]
    np.concatenate([[case.count], *flat]).tofile(data)

    def start(rule: str) -> Callable[[], float]:
        words = [str(program), rule, str(data), str(RATE), *map(str, case.sizes)]
        child = subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        asked, told = child.stdin, child.stdout
        assert asked is not None and told is not None  # noqa: PT018

        # Linux's number for the clock of another process's own time.
        spent = partial(time.clock_gettime, (~child.pid << 3) | 2)

        def run() -> float:
            before = spent() if CLOCK[0] is process_time else 0.0
            asked.write("\n")
            asked.flush()
            seconds = float(told.readline())
            return spent() - before if CLOCK[0] is process_time else seconds

        return run

    def weights() -> list[Any]:
        start("true")()
        numbers, found, at = np.fromfile(f"{data}.out"), [], 0
        for weight, bias in zip(case.weights, case.biases, strict=True):
            found.append(numbers[at : at + weight.size].reshape(weight.shape))
            at += weight.size + bias.size
        return found

    return Runner(start("chapter"), weights)
