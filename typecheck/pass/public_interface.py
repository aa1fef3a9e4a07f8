"""A program that uses every public name; it is clean in the strictest modes of the checkers."""

import tempfile
from pathlib import Path
from typing import Literal, TypeVar

import numpy as np
from interlock import (
    SGD,
    Activation,
    Adam,
    Data,
    DataError,
    Dim,
    Gradients,
    History,
    Index,
    InterlockError,
    Last,
    Layer,
    LinkError,
    Module,
    Momentum,
    Network,
    Next,
    SettingError,
    ShapeError,
    SizeError,
    Split,
    StorageError,
    TrainingError,
    activation_named,
    cross_entropy,
    digits,
    dot_product,
    evaluate,
    example_network,
    fit,
    identity,
    init,
    load,
    log_likelihood,
    mirror,
    mnist,
    network,
    normal,
    quadratic,
    relu,
    save,
    scaled_normal,
    shaped,
    sigmoid,
    softmax,
    step,
    tanh,
    uniform,
)
from interlock.dimensions import Array
from jaxtyping import Float

N = TypeVar("N", bound=Dim)


def square_at(index: Index[N]) -> float:
    """What `init` asks for each place."""
    return float(int(index) ** 2)


@shaped
def scaled(vector: Float[Array, "n"], by: float) -> Float[Array, "n"]:
    """A function of one's own."""
    return vector * by


class Halved(Module[N, N]):
    """A kind of layer of one's own."""

    def __init__(self, size: N) -> None:
        super().__init__(size, size)

    def forward(self, inputs: Float[Array, "*batch i"]) -> Float[Array, "*batch o"]:
        return inputs / 2

    def input_error(self, error: Float[Array, "*batch o"]) -> Float[Array, "*batch i"]:
        return error / 2


def vectors() -> float:
    """The first section of the chapter."""
    squares = init(3, square_at)
    return float(dot_product(mirror(squares), scaled(squares, 2.0)))


def layers() -> list[Gradients[Literal[3], Literal[3]]]:
    """A layer's parts, and each activation and initializer."""
    rng = np.random.default_rng(1)
    kinds: list[Activation] = [identity, relu, sigmoid, softmax, step, tanh]
    made = [Layer(3, 3, activation=kind, initializer=uniform, rng=rng) for kind in kinds]
    plain = Layer(3, 2, initializer=normal, dtype=np.float64)
    again = Layer(3, 2, initializer=scaled_normal, activation=activation_named("tanh"), rng=1)
    outputs = plain.forward(again.input_error(again.forward(np.ones((4, 3)))))
    plain.backward(np.ones((4, 3)), outputs, 0.1)
    plain.assign(np.zeros((2, 3)), np.zeros(2))
    return [layer.gradients(np.ones(3), np.ones(3)) for layer in made]


def networks() -> tuple[int, ...]:
    """Each way to make a network, and what one can do."""
    chapter: Network[Literal[3], Literal[4]] = example_network()
    linked = Next(Layer(3, 4), Last(Layer(4, 2))) >> network(Layer(2, 3), Layer(3, 4))
    halved: Module[Literal[4], Literal[4]] = Halved(4)
    named = Network.new(3, [4, 2], 4, activation=tanh) >> halved >> Layer(4, 1)
    outputs = chapter.forward(np.ones((5, 3)))
    chapter.backward(np.ones((5, 3)), outputs, rate=0.1, loss=quadratic)
    gradients = linked.gradients(np.ones(3), np.zeros(4), cross_entropy)
    answer = linked.compile(engine="numpy")(np.ones((1, 3)))
    return (len(gradients), len(named), answer.size, *linked.sizes, *(l.num_inputs for l in named))


def training(data: Split[Literal[64], Literal[10]]) -> float:
    """From data to a file and back."""
    reader = network(Layer(64, 8, rng=1), Layer(8, 10, activation=softmax, rng=2))
    for optimizer in (SGD(), Momentum(), Adam()):
        history: History = fit(
            reader, data, epochs=1, rate=0.01, loss=log_likelihood, optimizer=optimizer, rng=0
        )
        assert len(history.epochs) == 1
    few: Data[Literal[64], Literal[10]] = data.test.part(0, 9)
    few = Data.labelled(64, 10, few.inputs, [0] * len(few))
    with tempfile.TemporaryDirectory() as folder:
        save(reader, Path(folder, "reader"))
        same = load(Path(folder, "reader"), inputs=64, outputs=10)
    return evaluate(same, few).accuracy


def mistakes(path: str) -> str:
    """What may go wrong."""
    try:
        fit(Layer(784, 10) >> Layer(10, 10), mnist(path))
    except TrainingError as error:
        return str(error.history)
    except (LinkError, SizeError, ShapeError, DataError, StorageError, SettingError) as error:
        return error.rule
    except InterlockError as error:
        return str(error.where)
    return ""


assert vectors() == 2.0
assert len(layers()) == 6
assert networks()[0] == 4
assert training(digits()) >= 0.0
assert mistakes("nowhere")
