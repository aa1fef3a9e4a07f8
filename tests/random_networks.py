"""Random networks of every activation, for the tests of what other tools make of them."""

from typing import Any

import numpy as np
from hypothesis import strategies as st

from interlock import Layer, identity, network, relu, sigmoid, softmax, step, tanh

ACTIVATIONS = [step, sigmoid, tanh, relu, identity, softmax]


@st.composite
def networks(draw: st.DrawFn, last: Any = None, dtype: Any = None) -> Any:
    sizes = draw(st.lists(st.integers(1, 9), min_size=2, max_size=6))
    kinds = [draw(st.sampled_from(ACTIVATIONS)) for _ in sizes[1:]]
    if last is not None:
        kinds[-1] = last
    chosen = dtype or draw(st.sampled_from([np.float32, np.float64]))
    rng = np.random.default_rng(draw(st.integers(0, 2**32 - 1)))
    return network(
        *[
            Layer(inputs, outputs, activation=kind, rng=rng, dtype=chosen)
            for inputs, outputs, kind in zip(sizes, sizes[1:], kinds, strict=False)
        ]
    )


def rows_for(net: Any, count: int = 7, seed: int = 0) -> Any:
    rows = np.random.default_rng(seed).normal(size=(count, net.num_inputs))
    return rows.astype(next(iter(net)).weight.dtype)
