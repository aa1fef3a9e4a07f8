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
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import process_time
from typing import Any

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
    import peers_others as others

    if options.threads == 1 and hasattr(os, "sched_setaffinity"):
        os.sched_setaffinity(0, {max(os.sched_getaffinity(0))})
        others.CLOCK[0] = process_time
    text = tables(options)
    if options.write:
        insert(options.write, f"peers {options.threads}", text)


def tables(options: Any) -> str:
    import numpy as np
    import peers_others as others
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
    peers, lines = others.possible(), machine(options)
    peaks, measured = dict.fromkeys((f64, f32), 0.0), []
    for number, (sizes, batch, kind, count) in enumerate(jobs):
        if number in chosen:
            case = others.Case(sizes, batch, kind, count * times // batch * batch)
            measured.append((case, row(case, peers, options.repeats)))
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
    return f"{figure(times)} {case.flops / median(times) * 1e6 / peak_flops:.0%}"


def show(lines: list[str], text: str) -> None:
    print(text, flush=True)
    lines.append(text)


def row(case: Any, peers: dict[str, Any], repeats: int) -> dict[str, list[float]]:
    """One job by all peers, in turns: µs per example."""
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
            times[name].append(runner.run() / case.count * 1e6)
    print(case.name, {name: round(median(each), 3) for name, each in times.items()}, flush=True)
    return times


def figure(times: list[float]) -> str:
    return f"**{median(times):.3g}** ({min(times):.3g} to {max(times):.3g})"


def turns(candidates: dict[str, Callable[[], object]], repeats: int, calls: int) -> dict[str, Any]:
    """µs per call of each, in turns."""
    from peers_others import CLOCK

    clock = CLOCK[0]
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for call in candidates.values():
        call()
    for _ in range(repeats):
        for name, call in candidates.items():
            start = clock()
            for _ in range(calls):
                call()
            times[name].append((clock() - start) / calls * 1e6)
    return times


def inference(options: Any, found: dict[str, tuple[float, float]]) -> list[str]:
    from importlib.util import find_spec

    import numpy as np

    from interlock.network import Network

    network = Network.new(784, [30], 10, rng=1)
    many = np.random.default_rng(1).random((10_000, 784)).astype(np.float32)
    one: dict[str, Any] = {"network.forward": lambda: network.forward(many[0])}
    bulk: dict[str, Any] = {"network.forward": lambda: network.forward(many)}
    for engine in ("numpy", *(["numba"] if find_spec("numba") else [])):
        predictor = network.compile(engine=engine)  # type: ignore[arg-type]
        one[f"interlock {engine}"] = lambda single=predictor.one: single(many[0])
        bulk[f"interlock {engine}"] = lambda single=predictor: single(many)
    if find_spec("torch"):
        import torch

        layers = [(torch.from_numpy(n.weight), torch.from_numpy(n.bias)) for n in network]
        inputs = torch.from_numpy(many)

        def eager(x: Any) -> Any:
            with torch.inference_mode():
                for weight, bias in layers:
                    x = torch.sigmoid(torch.nn.functional.linear(x, weight, bias))
            return x

        one["PyTorch eager"] = lambda: eager(inputs[0])
        bulk["PyTorch eager"] = lambda: eager(inputs)
    lines = [
        "| inference, 784-30-10, f32 | one example, µs | 10,000 at once, µs each |",
        "|---|---|---|",
    ]
    one["the fewest calls of NumPy"] = bare_calls(network, many[0])
    single, whole = turns(one, options.repeats, 2_000), turns(bulk, options.repeats, 3)
    for name, times in single.items():
        each = [value / 10_000 for value in whole.get(name, [])]
        many_at_once = figure(each) if each else "-"
        lines.append(f"| {name} | {figure(times)} | {many_at_once} |")
    for engine, least in (("interlock numpy", 4.0), ("interlock numba", 8.0)):
        for what, times, bound in (("one example", single, least), ("10,000", whole, 1 / 1.3)):
            if "PyTorch eager" in times and engine in times:
                ratio = median(times["PyTorch eager"]) / median(times[engine])
                found[f"784-30-10, {what}: {engine} | PyTorch eager"] = (ratio, bound)
    return lines


def bare_calls(network: Any, example: Any) -> Callable[[], object]:
    """The fewest calls of NumPy that answer one example, with nothing around them: the floor."""
    import numpy as np

    (first, bias), (second, _) = ((layer.weight, layer.bias) for layer in network)
    hidden, outputs = np.empty(len(first), np.float32), np.empty(len(second), np.float32)
    into, above, add, tanh = first.dot, second.dot, np.add, np.tanh

    def call() -> object:
        into(example, hidden)
        add(hidden, bias, hidden)
        tanh(hidden, hidden)
        above(hidden, outputs)
        tanh(outputs, outputs)
        return above(hidden, outputs)

    return call


def growth(options: Any, found: dict[str, tuple[float, float]]) -> list[str]:
    import numpy as np
    import peers_others as others

    lines = [
        "| growth, interlock numpy, f32 | time, ms | per multiplication or addition, ps |",
        "|---|---|---|",
    ]
    series = [
        *(
            (f"{n} examples of 784-100-10, batch 10", (784, 100, 10), 10, n)
            for n in (1_000, 2_000, 4_000)
        ),
        *((f"784-{h}-10, batch 128", (784, h, 10), 128, 1_280) for h in (256, 512, 1_024)),
        *((f"{d} layers of 256, batch 64", (256,) * (d + 1), 64, 640) for d in (4, 8, 16)),
    ]
    for name, sizes, batch, count in series:
        case = others.Case(sizes, batch, np.float32, count)
        runner = others.ours("numpy")(case)
        runner.run()
        taken = median(runner.run() for _ in range(options.repeats))
        lines.append(f"| {name} | {taken * 1e3:.2f} | {taken / case.flops / count * 1e12:.1f} |")
    return lines


def denormal_numbers(options: Any, found: dict[str, tuple[float, float]]) -> list[str]:
    """Float32 through 64 layers, with denormal numbers taken for zero as `fit` does, and kept."""
    from contextlib import nullcontext

    import numpy as np
    import peers_others as others

    from interlock.engines.denormals import flushed

    case = others.Case((64,) * 65, 32, np.float32, 320)
    kept, taken = (others.ours("numpy", within)(case) for within in (nullcontext, flushed))
    times: dict[str, list[float]] = {"kept": [], "taken for zero": []}
    for _ in range(options.repeats):
        times["kept"].append(kept.run() / case.count * 1e6)
        times["taken for zero"].append(taken.run() / case.count * 1e6)
    tiny = np.full(4_096, 1e-30, np.float32)
    product = np.empty_like(tiny)
    alone: dict[str, list[float]] = {}
    for name, within in (("kept", nullcontext), ("taken for zero", flushed)):
        with within():
            turn = turns({name: lambda: np.multiply(tiny, tiny[0] * 1e20, product)}, 7, 200)
        alone |= turn
    return [
        f"| denormal numbers | {case.name}, µs per example | 4,096 denormal products, µs |",
        "|---|---|---|",
        *(f"| {name} | {figure(each)} | {figure(alone[name])} |" for name, each in times.items()),
    ]


def checks(options: Any, found: dict[str, tuple[float, float]]) -> list[str]:
    """A whole epoch of 784-30-10 on 50,000 examples: its checks, and Nielsen's own loop."""
    import numpy as np
    import peers_others as others
    from peers_nielsen import nielsen_epoch

    from interlock.datasets import Data
    from interlock.losses import quadratic
    from interlock.training import fit
    from interlock.training.checks import converted, require_layers, require_settings
    from interlock.training.evaluation import require_fit

    case = others.Case((784, 30, 10), 10, np.float32, 50_000)
    data = Data(784, 10, case.inputs, case.targets)
    network = case.network()
    parameters = np.concatenate([layer.weight.ravel() for layer in network])

    def checking() -> None:
        require_fit("fit", network, data)
        require_settings(1, 10, 0.1, 0.0, None, False)
        require_layers(tuple(network))
        converted(data.inputs, case.inputs.dtype)
        converted(data.targets, case.inputs.dtype)
        np.isfinite(parameters).all()

    def epochs(engine: Any) -> Callable[[], object]:
        settings: Any = {"epochs": 1, "rate": 0.1, "loss": quadratic, "rng": 1}
        return lambda: fit(network, data, engine=engine, **settings)

    candidates: dict[str, Callable[[], object]] = {"checks": checking, "numpy": epochs("numpy")}
    if "interlock numba" in others.possible():
        candidates["numba"] = epochs("numba")
    candidates["nielsen"] = nielsen_epoch(case)
    times = {name: [t / 1e6 for t in each] for name, each in turns(candidates, 3, 1).items()}
    his = median(times["nielsen"])
    lines = [
        "| a whole epoch, 50,000 of 784-30-10, batch 10, f32 | s | times as fast as Nielsen's |",
        "|---|---|---|",
        f"| Nielsen's loop, re-created, float64 | {figure(times['nielsen'])} | 1 |",
    ]
    for name in ("numpy", "numba"):
        if name in times:
            ratio = his / median(times[name])
            text = figure(times[name])
            lines.append(f'| `fit(engine="{name}")`, checks on | {text} | {ratio:.1f} |')
            found[f"an epoch of MNIST's size: interlock {name} | Nielsen's loop"] = (ratio, 12.0)
    taken, share = median(times["checks"]), median(times["checks"]) / median(times["numpy"])
    found["an epoch of MNIST's size, by NumPy | its checks, over 100"] = (1 / share / 100, 1.0)
    return [*lines, "", f"The checks take {taken * 1e6:.0f} µs: {share:.2%} of such an epoch."]


def peak(kind: Any) -> float:
    """Multiplications and additions per second in a large product."""
    import numpy as np

    square = np.ones((1_024, 1_024), kind)
    result = np.empty_like(square)
    best = min(turns({"dot": lambda: square.dot(square, result)}, 60, 1)["dot"])
    return 2 * 1_024**3 / best * 1e6


def machine(options: Any) -> list[str]:
    from importlib.metadata import PackageNotFoundError, version

    import numpy as np

    found = [f"NumPy {np.__version__}"]
    for name in ("numba", "scipy", "torch", "jax", "scikit-learn"):
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
