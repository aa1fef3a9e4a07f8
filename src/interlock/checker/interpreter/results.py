"""What a call gives, from what is declared of it and from what its body does."""

from __future__ import annotations

from collections.abc import Iterator

from mypy.types import CallableType

from ..relations import fits
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, List, scalar
from .classes import axes_in
from .joins import better
from .things import Function, Mapping, Object, Record
from .translating import Terms, translated

Equal = dict[Symbol, Size]


def refined(owner: str, declared: object, found: object) -> object:
    """What is known of a result, of which the declaration holds whatever the body says.

    Args:
        owner: The owner of the sizes that the call has made: axes that no argument has bound.
        declared: What the signature says.
        found: What the body gives.
    """
    equal: Equal = {}
    for axis, size in _pairs(declared, found):
        _equate(owner, axis, size, equal)
    return _with(declared, found, equal)


def _pairs(declared: object, found: object) -> Iterator[tuple[Size, Size]]:
    """The sizes that both descriptions give the same axes."""
    if type(declared) is type(found) is tuple:
        for one, other in zip(declared, found, strict=False):
            yield from _pairs(one, other)
    if not isinstance(declared, Array) or not isinstance(found, Array):
        return
    if declared.shape.rank is None or declared.shape.rank != found.shape.rank:
        return
    for axis, size in zip(declared.shape.before, found.shape.before, strict=True):
        if axis is not None and size is not None:
            yield axis, size


def _equate(owner: str, axis: Size, size: Size, equal: Equal) -> None:
    """Note what a name that the call left open stands for: one size, wherever the name occurs."""
    name = _single(axis)
    if name is None or name.owner != owner or axis == size:
        return
    size = size.substitute(equal)
    known = equal.setdefault(name, size)
    for one, other in ((known, size), (size, known)):
        inner = _single(one)
        if one != other and inner is not None and inner.owner.startswith(f"{owner}:"):
            # of what only the body knows, this says what it is
            equal.update({key: value.substitute({inner: other}) for key, value in equal.items()})
            equal[inner] = other
            return


def _single(size: Size) -> Symbol | None:
    """The symbol that a size is."""
    return next((symbol for symbol in size.symbols if size == Size.of(symbol)), None)


def _with(declared: object, found: object, equal: Equal) -> object:
    result = _both(declared, found, equal)
    return found if type(result) is type(found) and result == found else result


def _both(declared: object, found: object, equal: Equal) -> object:
    if isinstance(declared, tuple) and type(declared) is type(found) is tuple:
        if len(declared) != len(found):
            return declared
        return tuple(_with(one, two, equal) for one, two in zip(declared, found, strict=True))
    if isinstance(declared, Array):
        return _array(declared, found, equal)
    if isinstance(declared, Mapping) and isinstance(found, Record):
        items = ((key, _with(declared.item, item, equal)) for key, item in found.items)
        return Record(tuple(items))
    if isinstance(declared, Function) and isinstance(found, Function) and found.inner:
        own = isinstance(found.signature, CallableType) and axes_in(found.signature)
        return found if own or not axes_in(declared.signature) else declared
    if isinstance(declared, Object) and isinstance(found, Record):
        return found if declared.info.typeddict_type is not None else declared
    if isinstance(declared, Object) and isinstance(found, Object):
        return found if declared.info in found.info.mro else declared
    if isinstance(declared, Each) and type(found) in (List, tuple):
        assert isinstance(found, tuple)
        return type(found)(_with(declared.item, item, equal) for item in found)
    if isinstance(declared, Each) and isinstance(found, Each):
        item, first = _with(declared.item, found.item, equal), found.first
        first = first if first is UNKNOWN else _with(declared.item, first, equal)
        return Each(item, found.length, first)
    return found if declared is UNKNOWN else declared


def _array(declared: Array, found: object, equal: Equal) -> object:
    if isinstance(found, Size) and declared == scalar("i"):
        return found
    terms = Terms(lambda symbol: equal.get(symbol, Size.of(symbol)))
    said, done = (translated(value, terms) for value in (declared, found))
    if not isinstance(said, Array) or not isinstance(done, Array):
        return declared
    return said if fits(said.shape, done.shape) is not None else better(said, done)
