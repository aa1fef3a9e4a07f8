"""Training and inference beside what else one would use, in turns, from the same weights.

    make peers                                        # an environment of its own, and all of this
    python benchmarks/peers.py                        # `pip install -e .[fast,bench]`
    python benchmarks/peers.py --threads 2 --long
    python benchmarks/peers.py --write benchmarks/RESULTS.md

Every peer first trains one epoch, and its weights must come out equal to the library's own (but
for the chapter's Rust where the others take batches, which it knows none of). Then all take turns,
and the median is printed. gcc and rustc build two of the peers where they exist. With one thread
everything is held to one core, since not every library keeps to one thread when told to, and what
is measured is the time that the process has that core, so that other programs count for less.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from pathlib import Path
from statistics import median
from time import process_time, sleep
from typing import Any

REST = 0.1  # seconds, in which the threads of the peer before stop waiting for more
THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


def main() -> None:
    """Print the tables, and write them into a file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--long", action="store_true", help="ten times the examples")
    parser.add_argument("--only", type=int, nargs="*", help="jobs by number, from 0")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    for name in THREADS:  # before any library that reads them is imported
        os.environ[name] = str(options.threads)
    single = "true" if options.threads > 1 else "false"
    os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={single}"
    if options.threads == 1 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        from peers_case import CLOCK

        CLOCK[0] = process_time
    text = tables(options)
    if options.write:
        insert(options.write, f"peers {options.threads}", text)


def tables(options: Any) -> str:
    import numpy as np
    from peers_case import Case
    from peers_others import possible
    from peers_parts import checks, denormal_numbers, growth, inference
    from peers_targets import verdicts

    f32, f64 = np.float32, np.float64
    wide, wider, large = (784, 30, 10), (784, 100, 10), (784, 512, 512, 10)
    deep = (64,) * 65
    jobs = [
        ((3, 4, 2, 3, 4), 1, f64, 5_000),
        (wide, 1, f64, 800),
        *((wide, 10, kind, 2_000) for kind in (f64, f32)),
        *((wider, 10, kind, 1_000) for kind in (f64, f32)),
        *((large, 128, kind, 512) for kind in (f64, f32)),
        *((deep, 32, kind, 320) for kind in (f64, f32)),
    ]
    times = 10 if options.long else 1
    chosen = options.only if options.only is not None else range(len(jobs) + 1)
    peers, lines = possible(), machine(options)
    peaks, measured = dict.fromkeys((f64, f32), 0.0), []
    for number, (sizes, batch, kind, count) in enumerate(jobs):
        if number in chosen:
            case = Case(sizes, batch, kind, count * times // batch * batch)
            rest = REST if options.threads > 1 else 0.0
            measured.append((case, row(case, peers, options.repeats, rest)))
            peaks[kind] = max(peaks[kind], peak(kind))  # again, since the machine may be shared
    text = ", ".join(f"{value / 1e9:.0f} in {np.dtype(k).name}" for k, value in peaks.items())
    lines += [
        "µs per example: median (lowest to highest); the share of the measured peak, the best "
        f"product of 1,024 x 1,024 by NumPy, in GFLOP/s: {text}.",
        "",
    ]
    show(lines, "| job | " + " | ".join(peers) + " |")
    show(lines, "|---" * (len(peers) + 1) + "|")
    for case, found in measured:
        cells = [cell(case, found.get(name), peaks[case.dtype]) for name in peers]
        show(lines, f"| {case.name} | " + " | ".join(cells) + " |")
    found: dict[str, tuple[float, float]] = {}
    if len(jobs) in chosen:
        for part in (inference, growth, denormal_numbers, checks):
            for text in ["", *part(options, found)]:
                show(lines, text)
    for text in ["", *verdicts(measured, found)]:
        show(lines, text)
    return "\n".join(lines)


def cell(case: Any, times: list[float] | None, peak_flops: float) -> str:
    if times is None:
        return "-"
    from peers_case import figure

    return f"{figure(times)} {case.flops / median(times) * 1e6 / peak_flops:.0%}"


def show(lines: list[str], text: str) -> None:
    print(text, flush=True)
    lines.append(text)


def row(case: Any, peers: dict[str, Any], repeats: int, rest: float) -> dict[str, list[float]]:
    """One job by all peers, in turns: µs per example, of an epoch after another."""
    import numpy as np

    runners, reference = {}, None
    tolerance = 1e-9 if case.dtype is np.float64 else 1e-3
    for name, make in peers.items():
        by_ones = name == "chapter's Rust"  # in float64, and far too slow for the large jobs
        if by_ones and (case.dtype is not np.float64 or case.batch > 10):
            continue
        runner = make(case)
        runner.run()
        weights = [np.array(w) for w in runner.weights()]
        reference = reference or weights
        gap = max(float(abs(a - b).max()) for a, b in zip(weights, reference, strict=True))
        if by_ones and case.batch > 1:
            gap = 0.0  # other steps, and so other weights
        if not gap < tolerance:
            sys.exit(f"{case.name}: {name} comes out {gap:.1e} from the library's own weights.")
        runners[name] = runner
    times: dict[str, list[float]] = {name: [] for name in runners}
    for _ in range(repeats):
        for name, runner in runners.items():
            sleep(rest)
            runner.run()  # what the others left in the caches is not measured
            times[name].append(runner.run() / case.count * 1e6)
    print(case.name, {name: round(median(each), 3) for name, each in times.items()}, flush=True)
    return times


def peak(kind: Any) -> float:
    """Multiplications and additions per second in a large product."""
    import numpy as np
    from peers_case import turns

    square = np.ones((1_024, 1_024), kind)
    result = np.empty_like(square)
    best = min(turns({"dot": lambda: square.dot(square, result)}, 60, 1)["dot"])
    return 2 * 1_024**3 / best * 1e6


def machine(options: Any) -> list[str]:
    from importlib.metadata import PackageNotFoundError, version

    import numpy as np

    found = [f"NumPy {np.__version__}"]
    for name in ("numba", "scipy", "torch", "jax", "mkl", "scikit-learn"):
        try:
            found.append(f"{name} {version(name)}")
        except PackageNotFoundError:
            found.append(f"no {name}")
    cpu = (
        next(
            (
                line.partition(":")[2].strip()
                for line in Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")
            ),
            platform.processor(),
        )
        if Path("/proc/cpuinfo").exists()
        else platform.processor()
    )
    load = f", load {os.getloadavg()[0]:.1f}" if hasattr(os, "getloadavg") else ""
    return [
        f"`python benchmarks/peers.py --threads {options.threads} --repeats {options.repeats}"
        f"{' --long' if options.long else ''}`, "
        f"{options.threads} of {os.cpu_count()} cores, {cpu}{load} at the start; "
        f"Python {platform.python_version()}, {', '.join(found)}.",
        "",
    ]


def insert(path: Path, name: str, text: str) -> None:
    """Between the marks of that name, which are put at the end if they are not there."""
    start, end = f"<!-- {name} -->", f"<!-- /{name} -->"
    old = path.read_text(encoding="utf-8")
    if start not in old:
        old += f"\n## Peers, threads: {name.split()[1]}\n\n{start}\n{end}\n"
    before, _, rest = old.partition(start)
    after = rest.partition(end)[2]
    path.write_text(f"{before}{start}\n\n{text}\n\n{end}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
