"""What `peers.py` measures beside the epochs of its jobs: answers, growth, denormals, checks."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import nullcontext
from importlib.util import find_spec
from statistics import median
from typing import Any

import numpy as np
from peers_case import Case, figure, turns
from peers_nielsen import nielsen_epoch
from peers_others import ours, possible

from interlock.datasets import Data
from interlock.engines.denormals import flushed
from interlock.losses import quadratic
from interlock.network import Network
from interlock.training import fit
from interlock.training.checks import converted, require_layers, require_settings
from interlock.training.evaluation import require_fit


def inference(options: Any, found: dict[str, tuple[float, float]]) -> list[str]:

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
        case = Case(sizes, batch, np.float32, count)
        runner = ours("numpy")(case)
        runner.run()
        taken = median(runner.run() for _ in range(options.repeats))
        lines.append(f"| {name} | {taken * 1e3:.2f} | {taken / case.flops / count * 1e12:.1f} |")
    return lines


def denormal_numbers(options: Any, found: dict[str, tuple[float, float]]) -> list[str]:
    """Float32 through 64 layers, with denormal numbers taken for zero as `fit` does, and kept."""

    case = Case((64,) * 65, 32, np.float32, 320)
    kept, taken = (ours("numpy", within)(case) for within in (nullcontext, flushed))
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

    case = Case((784, 30, 10), 10, np.float32, 50_000)
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
    if "interlock numba" in possible():
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
