"""Training and inference beside what else one would use, in turns, from the same weights.

    python benchmarks/peers.py                                 # `pip install -e .[fast,bench]`
    python benchmarks/peers.py --threads 2 --repeats 3 --quick
    python benchmarks/peers.py --write benchmarks/RESULTS.md

Every peer first trains one epoch, and its weights must come out equal to the library's own (but
for the chapter's Rust where the others take batches, which it knows none of). Then all take turns,
and the median is printed. gcc and rustc build two of the peers where they exist.
"""

from __future__ import annotations

import argparse
import os
import platform
import sys
from collections.abc import Callable
from pathlib import Path
from statistics import median
from time import perf_counter
from typing import Any

THREADS = ("OPENBLAS_NUM_THREADS", "OMP_NUM_THREADS", "MKL_NUM_THREADS", "NUMBA_NUM_THREADS")


def main() -> None:
    """Print the tables, and write them into a file if one is named."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--repeats", type=int, default=7)
    parser.add_argument("--quick", action="store_true", help="a tenth of the examples")
    parser.add_argument("--only", type=int, nargs="*", help="jobs by number, from 0")
    parser.add_argument("--write", type=Path)
    options = parser.parse_args()
    for name in THREADS:  # before any library that reads them is imported
        os.environ[name] = str(options.threads)
    single = "true" if options.threads > 1 else "false"
    os.environ["XLA_FLAGS"] = f"--xla_cpu_multi_thread_eigen={single}"
    text = tables(options)
    if options.write:
        insert(options.write, f"peers {options.threads}", text)


def tables(options: Any) -> str:
    import numpy as np
    import peers_others as others

    f32, f64 = np.float32, np.float64
    wide, wider, large = (784, 30, 10), (784, 100, 10), (784, 512, 512, 10)
    deep = (64,) * 65
    jobs = [
        ((3, 4, 2, 3, 4), 1, f64, 50_000),
        (wide, 1, f64, 4_000),
        *((wide, 10, kind, 10_000) for kind in (f64, f32)),
        *((wider, 10, kind, 5_000) for kind in (f64, f32)),
        *((large, 128, kind, 2_560) for kind in (f64, f32)),
        *((deep, 32, kind, 1_600) for kind in (f64, f32)),
    ]
    share = 10 if options.quick else 1
    chosen = options.only if options.only is not None else range(len(jobs) + 1)
    peers, lines = others.possible(), machine(options)
    peaks = dict.fromkeys((f64, f32), 0.0)
    lines += ["µs per example: median (lowest to highest); the share of the measured peak.", ""]
    names = list(peers)
    show(lines, "| job | " + " | ".join(names) + " |")
    show(lines, "|---" * (len(names) + 1) + "|")
    for number, (sizes, batch, kind, count) in enumerate(jobs):
        if number in chosen:
            case = others.Case(sizes, batch, kind, max(count // share // batch, 2) * batch)
            peaks[kind] = max(peaks[kind], peak(kind))  # again, since the machine may be shared
            show(lines, row(case, peers, options.repeats, peaks[kind]))
    lines.append("")
    for kind, value in peaks.items():
        name = np.dtype(kind).name
        lines.append(f"Peak, a product of 1,024 x 1,024 in {name}: {value / 1e9:.0f} GFLOP/s.")
    if len(jobs) in chosen:
        lines.append("")
        for text in [*inference(options), "", *growth(options), "", *checks(options)]:
            show(lines, text)
    return "\n".join(lines)


def show(lines: list[str], text: str) -> None:
    print(text, flush=True)
    lines.append(text)


def row(case: Any, peers: dict[str, Any], repeats: int, peak_flops: float) -> str:
    """One job by all peers, in turns."""
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
    cells = [
        f"{figure(times[name])} {case.flops / median(times[name]) * 1e6 / peak_flops:.0%}"
        if name in times
        else "-"
        for name in peers
    ]
    return f"| {case.name} | " + " | ".join(cells) + " |"


def figure(times: list[float]) -> str:
    return f"**{median(times):.3g}** ({min(times):.3g} to {max(times):.3g})"


def turns(candidates: dict[str, Callable[[], object]], repeats: int, calls: int) -> dict[str, Any]:
    """µs per call of each, in turns."""
    times: dict[str, list[float]] = {name: [] for name in candidates}
    for call in candidates.values():
        call()
    for _ in range(repeats):
        for name, call in candidates.items():
            start = perf_counter()
            for _ in range(calls):
                call()
            times[name].append((perf_counter() - start) / calls * 1e6)
    return times


def inference(options: Any) -> list[str]:
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
    single, whole = turns(one, options.repeats, 2_000), turns(bulk, options.repeats, 3)
    for name in one:
        each = [value / 10_000 for value in whole[name]]
        lines.append(f"| {name} | {figure(single[name])} | {figure(each)} |")
    return lines


def growth(options: Any) -> list[str]:
    import numpy as np
    import peers_others as others

    lines = [
        "| growth, interlock numpy, f32 | time, ms | per unit of arithmetic, ps |",
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


def checks(options: Any) -> list[str]:
    """A whole epoch of 784-30-10 on 50,000 examples: its checks, and Nielsen's own loop."""
    import numpy as np
    import peers_others as others

    from interlock.datasets import Data
    from interlock.training import fit
    from interlock.training.checks import converted, require_layers, require_settings

    case = others.Case((784, 30, 10), 10, np.float32, 50_000)
    data = Data(784, 10, case.inputs, case.targets)
    network = case.network()

    def checking() -> None:
        require_settings(1, 10, 0.1, 0.0, None, False)
        require_layers(tuple(network))
        converted("inputs", data.inputs, case.inputs.dtype)
        converted("targets", data.targets, case.inputs.dtype)

    def epochs(engine: Any) -> Callable[[], object]:
        return lambda: fit(network, data, epochs=1, rate=0.1, rng=1, engine=engine)

    candidates: dict[str, Callable[[], object]] = {"checks": checking, "numpy": epochs("numpy")}
    if "interlock numba" in others.possible():
        candidates["numba"] = epochs("numba")
    candidates["nielsen"] = nielsen_epoch(case)
    times = {name: median(value) / 1e6 for name, value in turns(candidates, 3, 1).items()}
    lines = [
        "| a whole epoch, 50,000 of 784-30-10, batch 10, f32 | s | times as fast as Nielsen's |",
        "|---|---|---|",
    ]
    lines.append(f"| Nielsen's loop, re-created, float64 | {times['nielsen']:.2f} | 1 |")
    for name in candidates:
        if name in ("numpy", "numba"):
            ratio = times["nielsen"] / times[name]
            lines.append(f'| `fit(engine="{name}")`, checks on | {times[name]:.3f} | {ratio:.1f} |')
    share = times["checks"] / times["numpy"]
    return [
        *lines,
        "",
        f"The checks of a `fit` on them take {times['checks'] * 1e3:.1f} ms, once however many "
        f"epochs: {share:.2%} of one.",
    ]


def nielsen_epoch(case: Any) -> Callable[[], None]:
    """His program's loop: column vectors, one example at a time, gradients summed per batch."""
    import numpy as np

    weights = [w.astype(float) for w in case.weights]
    biases = [b.astype(float)[:, None] for b in case.biases]
    pairs = [(x[:, None], t[:, None]) for x, t in zip(case.inputs, case.targets, strict=True)]

    def gradients(x: Any, target: Any) -> tuple[list[Any], list[Any]]:
        values = [x]
        for weight, bias in zip(weights, biases, strict=True):
            values.append(1.0 / (1.0 + np.exp(-(np.dot(weight, values[-1]) + bias))))
        error = values[-1] - target
        by_weight, by_bias = [np.dot(error, values[-2].T)], [error]
        for n in range(2, len(values)):
            error = np.dot(weights[-n + 1].T, error) * values[-n] * (1 - values[-n])
            by_weight.insert(0, np.dot(error, values[-n - 1].T))
            by_bias.insert(0, error)
        return by_weight, by_bias

    def epoch() -> None:
        for start in range(0, case.count, case.batch):
            weight_sums = [np.zeros(w.shape) for w in weights]
            bias_sums = [np.zeros(b.shape) for b in biases]
            for x, target in pairs[start : start + case.batch]:
                by_weight, by_bias = gradients(x, target)
                weight_sums = [s + g for s, g in zip(weight_sums, by_weight, strict=True)]
                bias_sums = [s + g for s, g in zip(bias_sums, by_bias, strict=True)]
            for n in range(len(weights)):
                weights[n] = weights[n] - 0.1 / case.batch * weight_sums[n]
                biases[n] = biases[n] - 0.1 / case.batch * bias_sums[n]

    return epoch


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
        f"{' --quick' if options.quick else ''}`, "
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
