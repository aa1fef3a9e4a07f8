"""`network(a, b, c, ...)`, whose types make its layers fit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, TypeVar, overload

from interlock.dimensions import Dim
from interlock.links import check_links, check_parts

if TYPE_CHECKING:
    from interlock.fitting import FittingLayer
    from interlock.module import Module
    from interlock.network import Network

S0 = TypeVar("S0", bound=Dim)
S1 = TypeVar("S1", bound=Dim)
S2 = TypeVar("S2", bound=Dim)
S3 = TypeVar("S3", bound=Dim)
S4 = TypeVar("S4", bound=Dim)
S5 = TypeVar("S5", bound=Dim)
S6 = TypeVar("S6", bound=Dim)
S7 = TypeVar("S7", bound=Dim)
S8 = TypeVar("S8", bound=Dim)
S9 = TypeVar("S9", bound=Dim)
S10 = TypeVar("S10", bound=Dim)
S11 = TypeVar("S11", bound=Dim)
S12 = TypeVar("S12", bound=Dim)
S13 = TypeVar("S13", bound=Dim)
S14 = TypeVar("S14", bound=Dim)
S15 = TypeVar("S15", bound=Dim)
S16 = TypeVar("S16", bound=Dim)


@overload
def network(l1: Module[S0, S1], /) -> Network[S0, S1]: ...
@overload
def network(l1: Module[S0, S1], l2: FittingLayer[S1, S2], /) -> Network[S0, S2]: ...
@overload
def network(
    l1: Module[S0, S1], l2: FittingLayer[S1, S2], l3: FittingLayer[S2, S3], /
) -> Network[S0, S3]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    /,
) -> Network[S0, S4]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    l5: FittingLayer[S4, S5],
    /,
) -> Network[S0, S5]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    l5: FittingLayer[S4, S5],
    l6: FittingLayer[S5, S6],
    /,
) -> Network[S0, S6]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    l5: FittingLayer[S4, S5],
    l6: FittingLayer[S5, S6],
    l7: FittingLayer[S6, S7],
    /,
) -> Network[S0, S7]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    l5: FittingLayer[S4, S5],
    l6: FittingLayer[S5, S6],
    l7: FittingLayer[S6, S7],
    l8: FittingLayer[S7, S8],
    /,
) -> Network[S0, S8]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    l5: FittingLayer[S4, S5],
    l6: FittingLayer[S5, S6],
    l7: FittingLayer[S6, S7],
    l8: FittingLayer[S7, S8],
    l9: FittingLayer[S8, S9],
    /,
) -> Network[S0, S9]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    l5: FittingLayer[S4, S5],
    l6: FittingLayer[S5, S6],
    l7: FittingLayer[S6, S7],
    l8: FittingLayer[S7, S8],
    l9: FittingLayer[S8, S9],
    l10: FittingLayer[S9, S10],
    /,
) -> Network[S0, S10]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    l5: FittingLayer[S4, S5],
    l6: FittingLayer[S5, S6],
    l7: FittingLayer[S6, S7],
    l8: FittingLayer[S7, S8],
    l9: FittingLayer[S8, S9],
    l10: FittingLayer[S9, S10],
    l11: FittingLayer[S10, S11],
    /,
) -> Network[S0, S11]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    l5: FittingLayer[S4, S5],
    l6: FittingLayer[S5, S6],
    l7: FittingLayer[S6, S7],
    l8: FittingLayer[S7, S8],
    l9: FittingLayer[S8, S9],
    l10: FittingLayer[S9, S10],
    l11: FittingLayer[S10, S11],
    l12: FittingLayer[S11, S12],
    /,
) -> Network[S0, S12]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    l5: FittingLayer[S4, S5],
    l6: FittingLayer[S5, S6],
    l7: FittingLayer[S6, S7],
    l8: FittingLayer[S7, S8],
    l9: FittingLayer[S8, S9],
    l10: FittingLayer[S9, S10],
    l11: FittingLayer[S10, S11],
    l12: FittingLayer[S11, S12],
    l13: FittingLayer[S12, S13],
    /,
) -> Network[S0, S13]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    l5: FittingLayer[S4, S5],
    l6: FittingLayer[S5, S6],
    l7: FittingLayer[S6, S7],
    l8: FittingLayer[S7, S8],
    l9: FittingLayer[S8, S9],
    l10: FittingLayer[S9, S10],
    l11: FittingLayer[S10, S11],
    l12: FittingLayer[S11, S12],
    l13: FittingLayer[S12, S13],
    l14: FittingLayer[S13, S14],
    /,
) -> Network[S0, S14]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    l5: FittingLayer[S4, S5],
    l6: FittingLayer[S5, S6],
    l7: FittingLayer[S6, S7],
    l8: FittingLayer[S7, S8],
    l9: FittingLayer[S8, S9],
    l10: FittingLayer[S9, S10],
    l11: FittingLayer[S10, S11],
    l12: FittingLayer[S11, S12],
    l13: FittingLayer[S12, S13],
    l14: FittingLayer[S13, S14],
    l15: FittingLayer[S14, S15],
    /,
) -> Network[S0, S15]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    l5: FittingLayer[S4, S5],
    l6: FittingLayer[S5, S6],
    l7: FittingLayer[S6, S7],
    l8: FittingLayer[S7, S8],
    l9: FittingLayer[S8, S9],
    l10: FittingLayer[S9, S10],
    l11: FittingLayer[S10, S11],
    l12: FittingLayer[S11, S12],
    l13: FittingLayer[S12, S13],
    l14: FittingLayer[S13, S14],
    l15: FittingLayer[S14, S15],
    l16: FittingLayer[S15, S16],
    /,
) -> Network[S0, S16]: ...
@overload
def network(
    l1: Module[S0, S1],
    l2: FittingLayer[S1, S2],
    l3: FittingLayer[S2, S3],
    l4: FittingLayer[S3, S4],
    l5: FittingLayer[S4, S5],
    l6: FittingLayer[S5, S6],
    l7: FittingLayer[S6, S7],
    l8: FittingLayer[S7, S8],
    l9: FittingLayer[S8, S9],
    l10: FittingLayer[S9, S10],
    l11: FittingLayer[S10, S11],
    l12: FittingLayer[S11, S12],
    l13: FittingLayer[S12, S13],
    l14: FittingLayer[S13, S14],
    l15: FittingLayer[S14, S15],
    l16: FittingLayer[S15, S16],
    l17: FittingLayer[S16, Any],
    /,
    *rest: Module[Any, Any],
) -> Network[S0, Any]: ...
def network(*layers: Any) -> Any:
    """The network of the layers, in order; the first 16 links are proved without the plugin.

    For more of them, link with `>>`, or use the plugin, which proves any number.

    Raises:
        LinkError: a layer does not take as many inputs as the one before it gives outputs, or
            there is no layer at all.

    Example:
        >>> from interlock import Layer
        >>> network(Layer(3, 4), Layer(4, 2))
        Network(3 -> 4 -> 2)

    Source:
        The chapter's macro `network!`.
    """
    from interlock.network import Last, Next  # which imports this module

    check_parts(layers)
    check_links(layers)
    linked: Network[Any, Any] = Last(layers[-1])
    for layer in reversed(layers[:-1]):
        linked = Next(layer, linked)
    return linked
