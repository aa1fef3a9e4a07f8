"""Straight-line code: one epoch, one example at a time, written out for the exact sizes.

In a network of a few dozen weights nearly all of the time goes into loops and calls. Here every
weight is a local variable and every sum is spelled out. The text is put together from integers
and from names in this module, and from nothing else.
"""

from __future__ import annotations

from collections.abc import Sequence

from interlock.activations import Activation

__all__ = ["LARGEST", "SUPPORTED", "straight_source"]

LARGEST = 190  # weights; above it, products by BLAS are quicker than Python's own arithmetic

# The guard keeps `exp` from overflowing; so far down, σ(z) is exp(z) to the last digit.
_VALUES = {
    "step": "1.0 if {z} > 0.0 else 0.0",
    "sigmoid": "1.0 / (1.0 + exp(-{z})) if {z} > -700.0 else exp({z})",
    "tanh": "tanh({z})",
    "relu": "0.0 if {z} <= 0.0 else {z}",
    "identity": "{z}",
}
_SLOPES = {
    "step": "0.0",
    "sigmoid": "{e} * {a} * (1.0 - {a})",
    "tanh": "{e} * (1.0 - {a} * {a})",
    "relu": "0.0 if {a} <= 0.0 else {e}",
    "identity": "{e}",
}
SUPPORTED = frozenset([*_VALUES, "softmax"])


def straight_source(
    sizes: Sequence[int],
    activations: Sequence[Activation],
    *,
    fused: bool,
    decays: bool,
    compiled: bool,
) -> str:
    """The text of a module with a function `epoch`.

    Args:
        sizes: From the inputs to the outputs.
        activations: One for each layer, of the library's own.
        fused: Whether outputs - targets is the error of the last layer's sums.
        decays: Whether weights shrink by the factor `keep` at every step.
        compiled: For numba, which works on arrays; else for Python, which is quicker on lists.

    Example:
        >>> from interlock.activations import identity
        >>> print(straight_source([1, 1], [identity], fused=True, decays=False, compiled=False))
        from math import exp, tanh
        <BLANKLINE>
        <BLANKLINE>
        def epoch(parameters, inputs, targets, outputs, rate, keep):
            [w0_0_0, b0_0] = parameters
            for [a0_0], [t0] in zip(inputs, targets):
                z0 = b0_0 + w0_0_0 * a0_0
                a1_0 = z0
                d0_0 = rate * (a1_0 - t0)
                w0_0_0 -= d0_0 * a0_0
                b0_0 -= d0_0
                outputs.append([a1_0])
            parameters[:] = [w0_0_0, b0_0]
        <BLANKLINE>
    """
    depth = len(activations)
    body = []
    for place, activation in enumerate(activations):
        body += _forward(sizes, place, activation.name)
    body += _first_error(sizes[-1], depth, None if fused else activations[-1].name)
    for place in reversed(range(depth)):
        if place:
            body += _error_below(sizes, place, activations[place - 1].name)
        body += _update(sizes, place, decays)
    frame = _compiled_frame if compiled else _plain_frame
    return "\n".join(["from math import exp, tanh", "", "", *frame(sizes, body), ""])


def _names(letter: str, count: int) -> list[str]:
    return [f"{letter}{place}" for place in range(count)]


def _parameter_names(sizes: Sequence[int]) -> list[str]:
    layers = range(len(sizes) - 1)
    weights = [
        f"w{n}_{o}_{i}" for n in layers for o in range(sizes[n + 1]) for i in range(sizes[n])
    ]
    return weights + [f"b{n}_{o}" for n in layers for o in range(sizes[n + 1])]


def _plain_frame(sizes: Sequence[int], body: Sequence[str]) -> list[str]:
    parameters = f"[{', '.join(_parameter_names(sizes))}]"
    inputs, targets = ", ".join(_names("a0_", sizes[0])), ", ".join(_names("t", sizes[-1]))
    results = ", ".join(_names(f"a{len(sizes) - 1}_", sizes[-1]))
    return [
        "def epoch(parameters, inputs, targets, outputs, rate, keep):",
        f"    {parameters} = parameters",
        f"    for [{inputs}], [{targets}] in zip(inputs, targets):",
        *(f"        {line}" for line in body),
        f"        outputs.append([{results}])",
        f"    parameters[:] = {parameters}",
    ]


def _compiled_frame(sizes: Sequence[int], body: Sequence[str]) -> list[str]:
    parameters = list(enumerate(_parameter_names(sizes)))
    inputs = [f"{name} = inputs[row, {i}]" for i, name in enumerate(_names("a0_", sizes[0]))]
    targets = [f"{name} = targets[step, {i}]" for i, name in enumerate(_names("t", sizes[-1]))]
    results = enumerate(_names(f"a{len(sizes) - 1}_", sizes[-1]))
    inner = [*inputs, *targets, *body, *(f"outputs[step, {i}] = {name}" for i, name in results)]
    return [
        "def epoch(parameters, inputs, targets, outputs, order, rate, keep):",
        *(f"    {name} = parameters[{place}]" for place, name in parameters),
        "    for step in range(len(order)):",
        "        row = order[step]",
        *(f"        {line}" for line in inner),
        *(f"    parameters[{place}] = {name}" for place, name in parameters),
    ]


def _forward(sizes: Sequence[int], place: int, name: str) -> list[str]:
    inputs, outputs = range(sizes[place]), range(sizes[place + 1])
    lines = []
    for o in outputs:
        terms = [f"b{place}_{o}", *(f"w{place}_{o}_{i} * a{place}_{i}" for i in inputs)]
        lines.append(f"z{o} = {' + '.join(terms)}")
    above = place + 1
    if name == "softmax":
        return lines + _softmax(above, len(outputs))
    return lines + [f"a{above}_{o} = {_VALUES[name].format(z=f'z{o}')}" for o in outputs]


def _softmax(above: int, count: int) -> list[str]:
    lines = ["most = z0", *(f"most = z{o} if z{o} > most else most" for o in range(1, count))]
    lines += [f"p{o} = exp(z{o} - most)" for o in range(count)]
    lines.append(f"share = 1.0 / ({' + '.join(_names('p', count))})")
    return lines + [f"a{above}_{o} = p{o} * share" for o in range(count)]


def _first_error(count: int, depth: int, name: str | None) -> list[str]:
    # All that follows is linear in the error, so that the rate is multiplied in once, here.
    differences = [f"rate * (a{depth}_{o} - t{o})" for o in range(count)]
    if name is None:
        return [f"d{depth - 1}_{o} = {text}" for o, text in enumerate(differences)]
    lines = [f"e{o} = {text}" for o, text in enumerate(differences)]
    return lines + _through(depth, count, name)


def _error_below(sizes: Sequence[int], place: int, name: str) -> list[str]:
    outputs = range(sizes[place + 1])
    lines = [
        f"e{i} = " + " + ".join(f"w{place}_{o}_{i} * d{place}_{o}" for o in outputs)
        for i in range(sizes[place])
    ]
    return lines + _through(place, sizes[place], name)


def _through(above: int, count: int, name: str) -> list[str]:
    """From the errors of a layer's outputs to those of its sums."""
    below = above - 1
    if name == "softmax":
        shared = " + ".join(f"e{o} * a{above}_{o}" for o in range(count))
        errors = [f"a{above}_{o} * (e{o} - shared)" for o in range(count)]
        return [f"shared = {shared}", *(f"d{below}_{o} = {e}" for o, e in enumerate(errors))]
    slope = _SLOPES[name]
    return [f"d{below}_{o} = {slope.format(e=f'e{o}', a=f'a{above}_{o}')}" for o in range(count)]


def _update(sizes: Sequence[int], place: int, decays: bool) -> list[str]:
    lines = []
    for o in range(sizes[place + 1]):
        for i in range(sizes[place]):
            weight, step = f"w{place}_{o}_{i}", f"d{place}_{o} * a{place}_{i}"
            lines.append(
                f"{weight} = {weight} * keep - {step}" if decays else f"{weight} -= {step}"
            )
        lines.append(f"b{place}_{o} -= d{place}_{o}")
    return lines
