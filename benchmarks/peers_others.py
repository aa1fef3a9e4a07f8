"""The same epoch by other libraries and languages, for `peers.py`.

Each function takes a Case and gives a Runner: `run()` trains for one epoch and returns its
seconds, `weights()` are the weights by now, from the first layer on, as (outputs, inputs).
"""

from __future__ import annotations

import shutil
from collections.abc import Callable
from contextlib import AbstractContextManager
from typing import Any

import numpy as np
from peers_case import RATE, Case, Runner, timed
from peers_compiled import chapter, kernel

from interlock.engines import Job, choose_engine
from interlock.engines.denormals import flushed
from interlock.losses import cross_entropy
from interlock.optimizers import SGD


def ours(
    name: Any, within: Callable[[], AbstractContextManager[None]] = flushed
) -> Callable[[Case], Runner]:
    """By an engine of the library, run as `fit` runs it."""

    def make(case: Case) -> Runner:
        network = case.network()
        loss = cross_entropy
        settings = (loss, SGD(), RATE, 0.0, case.batch)
        engine = choose_engine(name, Job(tuple(network), case.inputs, case.targets, *settings))
        order = np.arange(case.count)

        def weights() -> list[Any]:
            engine.store()
            return [layer.weight for layer in network]

        def epoch() -> None:
            with np.errstate(all="ignore"), within():
                engine.epoch(order)

        return Runner(timed(epoch), weights)

    return make


def plain_numpy(case: Case) -> Runner:
    """Vectors and products as one writes them first."""
    weights, biases = [w.copy() for w in case.weights], [b.copy() for b in case.biases]

    def epoch() -> None:
        for start in range(0, case.count, case.batch):
            values = [case.inputs[start : start + case.batch]]
            for weight, bias in zip(weights, biases, strict=True):
                values.append(1 / (1 + np.exp(-(values[-1] @ weight.T + bias))))
            targets = case.targets[start : start + case.batch]
            error = (values[-1] - targets) * case.dtype(RATE / len(targets))
            for n in reversed(range(len(weights))):
                below = error @ weights[n]
                weights[n] -= error.T @ values[n]
                biases[n] -= error.sum(axis=0)
                error = below * values[n] * (1 - values[n])

    return Runner(timed(epoch), lambda: weights)


def torch_by_hand(case: Case) -> Runner:
    import torch

    weights = [torch.from_numpy(w.copy()) for w in case.weights]
    biases = [torch.from_numpy(b.copy()) for b in case.biases]
    inputs, targets = torch.from_numpy(case.inputs), torch.from_numpy(case.targets)

    @torch.no_grad()
    def epoch() -> None:
        for start in range(0, case.count, case.batch):
            values = [inputs[start : start + case.batch]]
            for weight, bias in zip(weights, biases, strict=True):
                values.append(torch.addmm(bias, values[-1], weight.t()).sigmoid_())
            target = targets[start : start + case.batch]
            error = (values[-1] - target).mul_(RATE / len(target))
            for n in reversed(range(len(weights))):
                below = error @ weights[n] if n else None
                weights[n].addmm_(error.t(), values[n], alpha=-1)
                biases[n].sub_(error.sum(0))
                if below is not None:
                    error = torch.ops.aten.sigmoid_backward(below, values[n])

    return Runner(timed(epoch), lambda: [w.numpy() for w in weights])


def torch_modules(case: Case) -> Runner:
    import torch

    kind = torch.float32 if case.dtype is np.float32 else torch.float64
    layers: list[Any] = []
    for weight, bias in zip(case.weights, case.biases, strict=True):
        layer = torch.nn.Linear(weight.shape[1], weight.shape[0], dtype=kind)
        layer.weight.data[:] = torch.from_numpy(weight)
        layer.bias.data[:] = torch.from_numpy(bias)
        layers += [layer, torch.nn.Sigmoid()]
    model = torch.nn.Sequential(*layers[:-1])
    loss = torch.nn.BCEWithLogitsLoss(reduction="sum")
    descent = torch.optim.SGD(model.parameters(), lr=RATE)
    inputs, targets = torch.from_numpy(case.inputs), torch.from_numpy(case.targets)

    def epoch() -> None:
        for start in range(0, case.count, case.batch):
            target = targets[start : start + case.batch]
            descent.zero_grad()
            (loss(model(inputs[start : start + case.batch]), target) / len(target)).backward()
            descent.step()

    return Runner(timed(epoch), lambda: [m.weight.detach().numpy() for m in layers[::2]])


def jax_scan(case: Case) -> Runner:
    import jax
    import jax.numpy as jnp

    jax.config.update("jax_enable_x64", True)
    usable = case.count - case.count % case.batch

    def batches(array: Any) -> Any:
        return jnp.asarray(array[:usable].reshape(-1, case.batch, array.shape[1]))

    def step(state: Any, batch: Any) -> Any:
        (weights, biases), (x, target) = state, batch
        values = [x]
        for weight, bias in zip(weights, biases, strict=True):
            values.append(jax.nn.sigmoid(values[-1] @ weight.T + bias))
        error = (values[-1] - target) * (RATE / case.batch)
        weights, biases = list(weights), list(biases)
        for n in reversed(range(len(weights))):
            below = error @ weights[n] * values[n] * (1 - values[n]) if n else error
            weights[n] = weights[n] - error.T @ values[n]
            biases[n] = biases[n] - error.sum(0)
            error = below
        return (weights, biases), None

    epoch_of = jax.jit(lambda state, data: jax.lax.scan(step, state, data)[0])
    weights, biases = ([jnp.asarray(a) for a in arrays] for arrays in (case.weights, case.biases))
    holder = [(weights, biases)]
    data = (batches(case.inputs), batches(case.targets))

    def epoch() -> None:
        holder[0] = jax.block_until_ready(epoch_of(holder[0], data))

    return Runner(timed(epoch), lambda: [np.asarray(w) for w in holder[0][0]])


def scikit_learn(case: Case) -> Runner:
    from sklearn.neural_network import MLPClassifier

    model = MLPClassifier(
        case.sizes[1:-1],
        activation="logistic",
        solver="sgd",
        alpha=0.0,
        batch_size=case.batch,
        learning_rate_init=1e-30,
        shuffle=False,
        momentum=0.0,
        nesterovs_momentum=False,
    )
    targets = case.targets.astype(int)
    model.partial_fit(case.inputs, targets, classes=range(case.sizes[-1]))
    model._optimizer.learning_rate = RATE
    model._optimizer.learning_rate_init = RATE
    pairs = zip(model.coefs_, model.intercepts_, case.weights, case.biases, strict=True)
    for coefficients, intercepts, weight, bias in pairs:
        coefficients[...], intercepts[...] = weight.T, bias
    epoch = timed(lambda: model.partial_fit(case.inputs, targets))
    return Runner(epoch, lambda: [c.T for c in model.coefs_])


def possible() -> dict[str, Callable[[Case], Runner]]:
    """Every peer that this machine can run."""
    from importlib.util import find_spec

    peers: dict[str, Callable[[Case], Runner]] = {"interlock numpy": ours("numpy")}
    if find_spec("numba") and find_spec("scipy"):
        peers["interlock numba"] = ours("numba")
    peers["plain NumPy"] = plain_numpy
    if shutil.which("rustc"):
        peers["chapter's Rust"] = chapter
    if shutil.which("gcc") and find_spec("scipy"):
        peers["C + BLAS"] = kernel
    if find_spec("torch"):
        peers |= {"PyTorch by hand": torch_by_hand, "PyTorch nn + SGD": torch_modules}
    if find_spec("jax"):
        peers["JAX scan"] = jax_scan
    if find_spec("sklearn"):
        peers["scikit-learn"] = scikit_learn
    return peers
