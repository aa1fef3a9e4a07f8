"""Values in the terms of another scope: each size in them, each run of axes, said anew."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from ..shapes import Axis, Shape, Stretch, shape_of
from ..sizes import Size, Symbol
from ..values import UNKNOWN, Array, Each, List, Named
from .things import Function, Given, Mapping, Object, Record


def any_axes(stretch: Stretch) -> tuple[Axis, ...]:
    """A run of axes of which nothing is known elsewhere."""
    return (Stretch(),)


def itself(thing: Object) -> Object:
    """An object that is the same everywhere."""
    return thing


@dataclass(frozen=True)
class Terms:
    """What the parts of a value are in another scope; an unknown size is `None`."""

    size: Callable[[Symbol], Size | None]
    run: Callable[[Stretch], tuple[Axis, ...]] = any_axes
    thing: Callable[[Object], Object] = itself


def translated(value: object, terms: Terms, label: str = "") -> object:
    """A value in other terms; itself if nothing in it changes.

    `label` is the value's name in the other scope: objects in it are named after it.
    """
    new = _translated(value, terms, label)
    if isinstance(new, (Array, Size)):
        return new  # whose sizes may be seen from elsewhere, though they are the same
    return value if type(new) is type(value) and new == value else new


def _translated(value: object, terms: Terms, label: str) -> object:
    if isinstance(value, Size):
        size = value.replace(terms.size)
        return Array(Shape.of(), "i") if size is None else size
    if isinstance(value, Array):
        return Array(_shape(value.shape, terms), value.kind)
    if isinstance(value, Record):
        items = [(key, translated(item, terms, _at(label, key))) for key, item in value.items]
        return Record(tuple(items))
    if isinstance(value, Mapping):
        return Mapping(translated(value.item, terms))
    if isinstance(value, Each):
        length = None if value.length is None else value.length.replace(terms.size)
        return Each(translated(value.item, terms), length, translated(value.first, terms))
    if isinstance(value, tuple) and not isinstance(value, Named):
        parts = [translated(item, terms, _at(label, k)) for k, item in enumerate(value)]
        return List(parts) if isinstance(value, List) else tuple(parts)
    if isinstance(value, Object):
        return _object(value, terms, label)
    if isinstance(value, Function) and value.is_free:
        return value
    return value if isinstance(value, (bool, str, type(None))) else UNKNOWN


def _at(label: str, key: object) -> str:
    return f"{label}[{key}]" if label else ""


def _object(value: Object, terms: Terms, label: str) -> Object:
    thing = terms.thing(value)
    if thing is not value:
        return Object(thing.info, thing.sizes, label, given=thing.given)
    sizes = tuple(
        (k, None if size is None else size.replace(terms.size)) for k, size in value.sizes
    )
    values = tuple((name, translated(part, terms)) for name, part in value.given.values)
    given = Given(value.given.constructor, values)
    return Object(value.info, sizes, label, value.place, given)


def _shape(shape: Shape, terms: Terms) -> Shape:
    axes: list[Axis] = []
    for axis in shape.axes:
        if isinstance(axis, Stretch):
            axes += terms.run(axis)
        else:
            axes.append(None if axis is None else axis.replace(terms.size))
    is_open = sum(isinstance(axis, Stretch) for axis in axes) > 1
    return Shape.unknown() if is_open else shape_of(axes)
