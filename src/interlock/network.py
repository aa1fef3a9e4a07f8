"""Layers linked into a network: what every network can do, and how to make one."""

# pyright: reportOverlappingOverload=false, reportRedeclaration=false
# (The first multiplies out the literals of the overloads and would take hours; the second is
# about `new`, which those checkers that need overloads are given twice.)

from __future__ import annotations

from abc import abstractmethod
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Literal, TypeVar, Unpack, overload

import numpy as np
from jaxtyping import Float

from interlock.contracts import shaped
from interlock.dimensions import Array, Dim, H, I, K, O
from interlock.errors import ShapeError
from interlock.layer import Gradients, Layer, LayerOptions
from interlock.linking import network
from interlock.links import check_links
from interlock.losses import Loss, cross_entropy
from interlock.module import Module
from interlock.sequence import LayerSequence

__all__ = ["Last", "Network", "Next", "example_network", "network"]

# As in `dimensions`; pyright wants them in the module where they decide between two definitions.
MYPY = False
TYPE_CHECKING_WITH_PYREFLY = False
if TYPE_CHECKING:
    from interlock.engines import EngineName
    from interlock.engines.predictor import Predictor

if TYPE_CHECKING and not MYPY:
    from interlock.literals import LiteralI, LiteralO

# The sizes of a network under construction, which are not yet those of any class.
S = TypeVar("S", bound=Dim)
T = TypeVar("T", bound=Dim)


class Network(LayerSequence[I, O]):
    """A map of I inputs to O outputs through one or more layers, linked by `>>`.

    Example:
        >>> network = Layer(3, 4) >> Layer(4, 2) >> Layer(2, 3) >> Layer(3, 4)
        >>> network
        Network(3 -> 4 -> 2 -> 3 -> 4)
        >>> network.forward(np.ones((5, 3))).shape
        (5, 4)

    Source:
        The chapter's `Network[i, o]`, with its variants `Last` and `Next`.
    """

    _has_variants = True  # whose methods are known, in errors too, as this class's

    @staticmethod
    def new(
        inputs: S, hiddens: Sequence[int], outputs: T, **options: Unpack[LayerOptions]
    ) -> Network[S, T]:
        """A network through hidden layers whose sizes are known only when it runs.

        Args:
            inputs: How many numbers come in.
            hiddens: The sizes between, from the inputs on; may be empty.
            outputs: How many numbers go out.
            **options: For every layer, as `Layer` takes them.

        Raises:
            SizeError: a size is not a positive integer.

        Example:
            >>> Network.new(3, [4, 2, 3], 4)
            Network(3 -> 4 -> 2 -> 3 -> 4)

        Source:
            The chapter's exercise on `Network::new`.
        """
        options["rng"] = np.random.default_rng(options.get("rng"))
        if not hiddens:
            return Last(Layer(inputs, outputs, **options))

        # A function generic in the hidden size holds it fixed: a checker proves that what the
        # first layer gives is what the rest takes, where an int would fit any other int.
        def through(hidden: H) -> Network[S, T]:  # pyright: ignore[reportInvalidTypeVarUse]
            first = Layer(inputs, hidden, **options)
            return Next(first, Network.new(hidden, hiddens[1:], outputs, **options))

        return through(hiddens[0])

    if TYPE_CHECKING and not MYPY:
        # The four kinds of size, as for `Layer`, for the checkers that need them.
        @overload
        @staticmethod
        def new(
            inputs: LiteralI,
            hiddens: Sequence[int],
            outputs: LiteralO,
            **options: Unpack[LayerOptions],
        ) -> Network[LiteralI, LiteralO]: ...
        @overload
        @staticmethod
        def new(
            inputs: LiteralI, hiddens: Sequence[int], outputs: T, **options: Unpack[LayerOptions]
        ) -> Network[LiteralI, T]: ...
        @overload
        @staticmethod
        def new(
            inputs: S, hiddens: Sequence[int], outputs: LiteralO, **options: Unpack[LayerOptions]
        ) -> Network[S, LiteralO]: ...
        @overload
        @staticmethod
        def new(
            inputs: S, hiddens: Sequence[int], outputs: T, **options: Unpack[LayerOptions]
        ) -> Network[S, T]: ...
        @staticmethod
        def new(*_: Any, **__: Any) -> Any:
            """What the overloads stand for; the network is made above."""
    elif TYPE_CHECKING_WITH_PYREFLY:
        raise NotImplementedError

    if MYPY:
        # For mypy alone: see `fitting`.
        @overload
        def _network_taking(self, inputs: int) -> object: ...
        @overload
        def _network_taking(self, inputs: str) -> list[I]: ...
        def _network_taking(self, inputs: Any) -> Any: ...

    def forward(self, inputs: Float[Array, "*batch i"]) -> Float[Array, "*batch o"]:
        """The outputs for one example or a batch; each layer keeps its own for `backward`.

        Raises:
            ShapeError: the last axis of `inputs` is not `num_inputs` long.
        """
        return self._placed(inputs, None)

    def training_forward(
        self, inputs: Float[Array, "*batch i"], rng: np.random.Generator | int | None = None
    ) -> Float[Array, "*batch o"]:
        """The same, with every layer doing what it does in training; for `Layer` there is no more.

        Args:
            inputs: One row per example, or one example alone.
            rng: For layers that are random in training: a generator, or a seed for one.

        Raises:
            ShapeError: the last axis of `inputs` is not `num_inputs` long.
        """
        return self._placed(inputs, np.random.default_rng(rng))

    @abstractmethod
    def propagate(
        self, inputs: Float[Array, "*batch i"], rng: np.random.Generator | None
    ) -> Float[Array, "*batch o"]:
        """A pass through every layer, of training if there is an `rng`."""

    @abstractmethod
    def backward(
        self,
        inputs: Float[Array, "*batch i"],
        target: Float[Array, "*batch o"],
        rate: float | int,
        loss: Loss | None = None,
    ) -> Float[Array, "*batch i"]:
        """One step of descent on every layer, after `forward` has been given the same inputs.

        Where a layer trains otherwise than it answers, it is `training_forward` that comes before.

        Args:
            inputs: What `forward` was given.
            target: What it should have answered.
            rate: How far to step, η.
            loss: What to descend, averaged over the batch. Left out, the error of the last
                layer is outputs - target: that of cross-entropy over sigmoid or softmax.

        Returns:
            ∂loss/∂inputs.

        Raises:
            ShapeError: `inputs` or `target` does not fit, or their batch is not `forward`'s.
        """

    @abstractmethod
    def differentiate(
        self,
        inputs: Float[Array, "*batch i"],
        targets: Float[Array, "*batch o"],
        loss: Loss,
        rng: np.random.Generator | int | None = None,
    ) -> tuple[list[Gradients[Any, Any] | Any], Float[Array, "*batch i"]]:
        """The gradients of every layer, from the first on, and ∂loss/∂inputs."""

    @shaped
    def gradients(
        self,
        inputs: Float[Array, "*batch i"],
        targets: Float[Array, "*batch o"],
        loss: Loss,
        rng: np.random.Generator | int | None = None,
    ) -> list[Gradients[Any, Any] | Any]:
        """The gradient of the loss, averaged over the batch, by every layer's parameters.

        Args:
            inputs: One row per example, or one example alone; a training pass is run on them.
            targets: What the network should answer.
            loss: What is differentiated.
            rng: As for `training_forward`.

        Returns:
            One pair per `Layer`, from the first on, and what its `gradients` gives for a layer of
            another kind; no parameter is changed.

        Example:
            >>> from interlock.losses import quadratic
            >>> network = Layer(3, 4) >> Layer(4, 2)
            >>> [g.weight_gradient.shape for g in
            ...  network.gradients(np.ones(3), np.zeros(2), quadratic)]
            [(4, 3), (2, 4)]
        """
        return self.differentiate(inputs, targets, loss, rng)[0]

    @abstractmethod
    def then(self, other: Network[O, K]) -> Network[I, K]:
        """This network's layers, and the other's behind them."""

    def _placed(
        self, inputs: Float[Array, "*batch i"], rng: np.random.Generator | None
    ) -> Float[Array, "*batch o"]:
        """A pass, with a layer's complaint told which layer of this network it is."""
        try:
            return self.propagate(inputs, rng)
        except ShapeError as error:
            self.locate(error)
            raise

    def __rshift__(self, other: Module[O, K] | Network[O, K]) -> Network[I, K]:
        """This network and what is linked behind it; the layers are shared, not copied.

        Raises:
            LinkError: `other` does not take as many inputs as this network gives outputs.
        """
        if isinstance(other, Module):
            other = Last(other)
        if not isinstance(other, Network):  # pyright: ignore[reportUnnecessaryIsInstance]
            return NotImplemented
        check_links([*self, *other])
        return self.then(other)

    def compile(self, engine: EngineName = "auto") -> Predictor[I, O]:
        """The network as it is now, made ready to answer: one example, or many at once.

        Args:
            engine: What answers single examples; "auto" is numba if it is installed.

        Raises:
            SettingError: there is no such engine, it is not installed, or it cannot run this.

        Example:
            >>> predictor = example_network().compile(engine="numpy")
            >>> predictor(np.ones((5, 3))).shape
            (5, 4)
        """
        from interlock.engines.inference import compile_network  # which is made of networks

        return compile_network(self, engine)

    def source(self, loss: Loss = cross_entropy) -> str:
        """The Python that `fit` runs for single examples by plain descent, if weights are few.

        Raises:
            SettingError: the weights are too many for it, or an activation is not the library's.

        Example:
            >>> example_network().source().splitlines()[3]
            'def epoch(parameters, inputs, targets, outputs, rate, keep):'
        """
        from interlock.engines.inspection import network_source  # which is made of networks

        return network_source(self, loss)


def example_network() -> Network[Literal[3], Literal[4]]:
    """The chapter's network of 3 inputs, hidden layers of 4, 2 and 3, and 4 outputs.

    Example:
        >>> example_network()
        Network(3 -> 4 -> 2 -> 3 -> 4)
    """
    blue = Layer(3, 4)
    green = Layer(4, 2)
    yellow = Layer(2, 3)
    orange = Layer(3, 4)
    return network(blue, green, yellow, orange)


# Behind the class that it extends; from here on, this module has all that makes a network.
from interlock.chain import Last, Next  # noqa: E402
