"""The command's verbs, and how a mistake of the user's is told: in words, with exit code 1."""

from __future__ import annotations

import sys
from enum import StrEnum
from pathlib import Path
from typing import Annotated, Any

import numpy as np
import typer
from rich.console import Console

from interlock.activations import sigmoid, softmax
from interlock.command import INTERRUPTED
from interlock.command.checking import check as checked
from interlock.command.demo import demonstrate
from interlock.command.pictures import answer_table, confusion_table, drawing
from interlock.command.sources import data_named, image_in
from interlock.datasets import Split
from interlock.errors import InterlockError, StorageError
from interlock.layer import Layer
from interlock.losses import loss_named
from interlock.network import Network
from interlock.optimizers import SGD, Adam, Momentum
from interlock.storage import load, save
from interlock.training import evaluate as evaluated
from interlock.training import fit

__all__ = ["application", "run"]

application: typer.Typer = typer.Typer(
    help="Neural networks in NumPy whose layers are proved to fit.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
_console = Console()


class LossName(StrEnum):
    """The losses by the names that the command knows."""

    quadratic = "quadratic"
    cross_entropy = "cross-entropy"
    log_likelihood = "log-likelihood"


class OptimizerName(StrEnum):
    """The optimizers by the names that the command knows."""

    sgd = "sgd"
    momentum = "momentum"
    adam = "adam"


_OPTIMIZERS = {"sgd": SGD(), "momentum": Momentum(), "adam": Adam()}
_DATA_HELP = "digits (embedded), mnist.npz, or a folder with MNIST's four IDX files."
_FILE_HELP = "A network, as `train --save` writes it."
DataName = Annotated[str, typer.Argument(metavar="DATA", help=_DATA_HELP)]
NetworkFile = Annotated[Path, typer.Argument(metavar="FILE", help=_FILE_HELP)]


def run() -> None:
    """Run the command; a mistake of the user's is told without a traceback."""
    try:
        application(prog_name="interlock")
    except InterlockError as error:
        print(error, file=sys.stderr)
        sys.exit(1)


@application.command()
def train(
    data: DataName,
    hidden: Annotated[
        list[int], typer.Option(help="Neurons of a hidden layer; repeat it for more layers.")
    ] = [30],  # noqa: B006  typer reads it, nobody changes it
    epochs: Annotated[int, typer.Option(help="Passes over the examples.")] = 30,
    batch_size: Annotated[int, typer.Option(help="Examples that share a step.")] = 10,
    rate: Annotated[float, typer.Option(help="Size of a step.")] = 0.5,
    loss: Annotated[LossName, typer.Option(help="What to descend.")] = LossName.cross_entropy,
    optimizer: Annotated[OptimizerName, typer.Option(help="How to descend.")] = OptimizerName.sgd,
    l2: Annotated[float, typer.Option(help="λ, the strength of L2 regularization.")] = 0.0,
    patience: Annotated[
        int | None, typer.Option(help="Stop after so many epochs without a better one.")
    ] = None,
    seed: Annotated[
        int | None, typer.Option(help="For weights and order; the same gives the same.")
    ] = None,
    save_to: Annotated[
        Path | None, typer.Option("--save", metavar="FILE", help="Where to save the network.")
    ] = None,
) -> None:
    """Train a network on DATA and print its accuracy on the test part."""
    if save_to is not None:
        _require_folder(save_to)
    split = data_named(data)
    rng = np.random.default_rng(seed)
    network = _build(split, hidden, loss, rng)
    print(f"training {network} on {split.train}", flush=True)
    history = fit(
        network,
        split,
        epochs=epochs,
        batch_size=batch_size,
        rate=rate,
        loss=loss_named(loss.value),
        optimizer=_OPTIMIZERS[optimizer.value],
        l2=l2,
        patience=patience,
        rng=rng,
        progress=True,
    )
    print(history)
    print(f"test: {evaluated(network, split.test)}")
    if save_to is not None:
        save(network, save_to)
        print(f"saved {network} to {save_to}")
    if history.stopped.startswith("interrupted"):
        raise typer.Exit(INTERRUPTED)


@application.command()
def evaluate(file: NetworkFile, data: DataName) -> None:
    """Print the accuracy and the confusions of the network in FILE on the test part of DATA."""
    result = evaluated(load(file), data_named(data).test)
    _console.print(confusion_table(result.confusion))
    print(result)


@application.command()
def predict(
    file: NetworkFile,
    image: Annotated[Path, typer.Argument(metavar="IMAGE", help="A .png, .pgm or .npy file.")],
    invert: Annotated[bool, typer.Option(help="The image has dark ink on light paper.")] = False,
) -> None:
    """Print what the network in FILE sees in IMAGE."""
    network = load(file)
    pixels = image_in(image, network.num_inputs, invert)
    outputs = network.forward(pixels)[0]
    print(drawing(pixels[0]))
    _console.print(answer_table(outputs))
    print(outputs.argmax())


@application.command()
def demo(
    seed: Annotated[int, typer.Option(help="The same seed gives the same network.")] = 1,
) -> None:
    """Train on the embedded digits, look at the mistakes, save, load, and mis-link on purpose."""
    raise typer.Exit(demonstrate(_console, seed))


@application.command(
    add_help_option=False,
    context_settings={"allow_extra_args": True, "ignore_unknown_options": True},
)
def check(context: typer.Context) -> None:
    """Check the types of files and folders: mypy with the plugin, without any configuration."""
    raise typer.Exit(checked(context.args))


def _require_folder(file: Path) -> None:
    # Before hours of training rather than after them.
    if not file.resolve().parent.is_dir():
        raise StorageError(
            "save: the file must lie in a folder that exists.",
            got=str(file.parent),
            where=str(file),
        )


def _build(
    split: Split[Any, Any], hidden: list[int], loss: LossName, rng: np.random.Generator
) -> Network[Any, Any]:
    sizes = [split.train.num_inputs, *hidden]
    activation = softmax if loss is LossName.log_likelihood else sigmoid
    last = Layer(sizes[-1], split.train.num_outputs, activation=activation, rng=rng)
    return Network.new(sizes[0], hidden[:-1], sizes[-1], rng=rng) >> last
