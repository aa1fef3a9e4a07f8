"""Equinox and Flax compute with a network's parameters what the network does."""

from typing import Any

import equinox
import jax
import jax.numpy as jnp
import numpy as np
from flax import linen
from flax.traverse_util import flatten_dict, unflatten_dict

from interlock import Layer, identity, tanh
from interlock.interop import from_equinox, from_flax, to_equinox, to_flax

ROWS = np.random.default_rng(0).normal(size=(7, 3)).astype(np.float32)


def example() -> Any:
    first = Layer(3, 5, activation=tanh, rng=0) >> Layer(5, 5, activation=tanh, rng=1)
    return first >> Layer(5, 2, activation=identity, rng=2)


def mlp() -> Any:
    return equinox.nn.MLP(3, 2, 5, 2, activation=jnp.tanh, key=jax.random.key(0))


def named(tree: Any) -> dict[str, Any]:
    """The parameters of a module by JAX's own names."""
    leaves = jax.tree_util.tree_leaves_with_path(equinox.filter(tree, equinox.is_array))
    return {jax.tree_util.keystr(path): leaf for path, leaf in leaves}


def test_equinox_gives_the_outputs_of_the_network() -> None:
    net, ours = example(), to_equinox(example())
    assert named(mlp()).keys() == ours.keys()
    filled = jax.tree_util.tree_map_with_path(
        lambda path, leaf: ours.get(jax.tree_util.keystr(path), leaf), mlp()
    )
    assert np.abs(jax.vmap(filled)(ROWS) - net.forward(ROWS)).max() <= 1e-6


def test_the_network_gives_the_outputs_of_equinox() -> None:
    theirs = mlp()
    net = from_equinox(named(theirs), [tanh, tanh, identity])
    assert np.abs(jax.vmap(theirs)(ROWS) - net.forward(ROWS)).max() <= 1e-6


class Chain(linen.Module):
    @linen.compact
    def __call__(self, rows: Any) -> Any:
        for size in (5, 5):
            rows = jnp.tanh(linen.Dense(size)(rows))
        return linen.Dense(2)(rows)


def test_flax_gives_the_outputs_of_the_network() -> None:
    net = example()
    variables = unflatten_dict(to_flax(net), sep="/")
    assert np.abs(Chain().apply(variables, ROWS) - net.forward(ROWS)).max() <= 1e-6


def test_the_network_gives_the_outputs_of_flax() -> None:
    variables = Chain().init(jax.random.key(0), ROWS)
    net = from_flax(flatten_dict(variables, sep="/"), [tanh, tanh, identity])
    assert np.abs(Chain().apply(variables, ROWS) - net.forward(ROWS)).max() <= 1e-6
