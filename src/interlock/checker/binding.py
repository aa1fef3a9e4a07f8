"""What the names in the annotations of one call, or of one body, are bound to."""

from __future__ import annotations

from dataclasses import dataclass, field

from .annotations import Annotation, Dimension, size_in
from .expressions import Resolve
from .relations import Where, differ, is_one
from .shapes import Axis, Shape, Stretch, spell_axis
from .sizes import Size


def no_hole(text: str) -> Size | None:
    """The size of every hole where none is known."""
    return None


@dataclass(frozen=True)
class Bound:
    """What a name is bound to: a size, or unknown; and the argument that bound it.

    An empty `source` is no argument; messages then show the size instead of the name.
    """

    size: Size | None
    source: str = ""


@dataclass(frozen=True)
class Run:
    """What `*name` is bound to: any number of axes."""

    shape: Shape
    broadcastable: bool = False
    source: str = ""


@dataclass(frozen=True)
class Deferred:
    """An axis computed from names that are not bound yet, and the size it met."""

    annotation: Annotation
    word: Dimension
    axis: int
    size: Size | None
    actual: Shape
    argument: str
    hole: Resolve


@dataclass
class Binding:
    """The names bound so far; a match that fails leaves it as it was."""

    sizes: dict[str, Bound] = field(default_factory=dict)
    runs: dict[str, Run] = field(default_factory=dict)
    deferred: list[Deferred] = field(default_factory=list)

    def copy(self) -> Binding:
        """A binding of its own with the same content."""
        return Binding(dict(self.sizes), dict(self.runs), list(self.deferred))

    def adopt(self, other: Binding) -> None:
        """Take over all that another binding knows."""
        self.sizes, self.runs, self.deferred = other.sizes, other.runs, other.deferred

    def size_of(self, name: str) -> Size | None:
        """The size a name is bound to, where it is known."""
        bound = self.sizes.get(name)
        return None if bound is None else bound.size

    def bind(self, name: str, size: Size | None, source: str = "") -> bool:
        """Bind a name, or compare with what it is bound to already; whether that agrees."""
        known = self.sizes.get(name)
        if known is None or known.size is None:
            self.sizes[name] = Bound(size, source)
            return True
        return not differ(known.size, size)

    def shape(self, annotation: Annotation, hole: Resolve = no_hole) -> Shape:
        """The shape an annotation stands for under this binding; what is not bound is unknown."""
        axes: list[Axis] = []
        for word in annotation.dimensions:
            run = self.runs.get(word.name) if word.variadic and word.name is not None else None
            if word.variadic:
                axes += [Stretch()] if run is None or word.broadcastable else run.shape.axes
            else:
                size = size_in(word, self.size_of, hole)
                axes.append(None if word.broadcastable and not is_one(size) else size)
        return Shape(tuple(axes))

    def spell(self, annotation: Annotation, hole: Resolve = no_hole) -> str:
        """The expected shape as a message shows it: names that arguments bound stay names."""
        words = [text for word in annotation.dimensions for text in self._spell(word, hole)]
        return f"({words[0]},)" if len(words) == 1 else f"({', '.join(words)})"

    def _spell(self, word: Dimension, hole: Resolve) -> list[str]:
        if word.variadic:
            run = self.runs.get(word.name) if word.name is not None else None
            shown = run is not None and not run.source and not word.broadcastable
            return [str(word)] if run is None or not shown else [*map(spell_axis, run.shape.axes)]
        names = word.expression.names if word.expression is not None else {word.name}
        if any(name in self.sizes and self.sizes[name].source for name in names if name):
            return [str(word)]
        size = size_in(word, self.size_of, hole)
        mark = "#" if word.broadcastable else ""
        return [str(word) if size is None else f"{mark}{size}"]

    def where(self, word: Dimension, hole: Resolve, argument: str = "") -> tuple[Where, ...]:
        """What the names in a word stand for, so far as arguments say so.

        An argument that is itself at fault is not named as the source.
        """
        if word.variadic:
            run = self.runs.get(word.name) if word.name is not None else None
            found = [] if run is None else [(f"*{word.name}", str(run.shape), run.source)]
        else:
            names = word.expression.names if word.expression is not None else {word.name}
            bounds = [
                (name, self.sizes[name])
                for name in sorted(filter(None, names))
                if name in self.sizes
            ]
            found = [(name, str(bound.size), bound.source) for name, bound in bounds]
        return tuple(
            Where(name, value, "" if source == argument else source)
            for name, value, source in found
            if source
        )
