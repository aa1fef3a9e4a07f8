"""What has to fit, as mypy sees it: see `fitting`, which alone reads this."""

from __future__ import annotations

from typing import Any, Protocol, TypeVar

from interlock.dimensions import Dim

__all__ = ["FittingData", "FittingExamples", "FittingLayer", "FittingNetwork"]

I = TypeVar("I", bound=Dim)
O = TypeVar("O", bound=Dim)


class FittingLayer(Protocol[I, O]):
    """A layer of I inputs."""

    num_outputs: O

    def _layer_taking(self, inputs: Any) -> list[I]: ...


class FittingNetwork(Protocol[I, O]):
    """A network of I inputs."""

    num_outputs: O

    def _network_taking(self, inputs: Any) -> list[I]: ...


class FittingExamples(Protocol[I, O]):
    """Data, or a split of them, for a network of I inputs and O outputs."""

    def _examples_taking(self, inputs: Any) -> dict[I, O]: ...


class FittingData(Protocol[I, O]):
    """Data for a network of I inputs and O outputs."""

    def _data_taking(self, inputs: Any) -> dict[I, O]: ...
