"""The state of one walk through a body, and the handlers of each kind of node."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any, Final

from mypy.nodes import Context, Expression, FuncDef, LambdaExpr, Node, Statement, TypeInfo
from mypy.types import Type

from ..shapes import Shape
from ..sizes import Size, Symbol
from ..target import Target
from ..values import UNKNOWN, Array, Each, List
from .environment import Environment
from .made import Made
from .scopes import Body

Handler = Callable[["Walk", Any], Any]

HANDLERS: Final[dict[str, Handler]] = {}
"""From the name of a node's class to what evaluates or executes it."""


def handles(*kinds: type[Node]) -> Callable[[Handler], Handler]:
    """Register the handler of some kinds of nodes."""

    def register(function: Handler) -> Handler:
        HANDLERS.update({kind.__name__: function for kind in kinds})
        return function

    return register


@dataclass
class Loop:
    """Where the ways out of a loop's body are gathered."""

    breaks: list[Environment] = field(default_factory=list)
    continues: list[Environment] = field(default_factory=list)


@dataclass
class Walk:
    """One pass over a body: what is known at this point, and what was said already.

    Of the nodes that are `reported`, something is `wrong` with some; of the others a shape is lost.

    `alive` is false behind a `return`, `raise`, `break` or `continue`; `uncertain` counts the
    conditions around this point that say nothing the walk understands. `made` finds what
    constructors make, and `stored` gathers what the attributes of `self` were set to,
    `inherited` the names of those that the constructor of a base has set. `shared` are the
    variables that inner functions set, `declared` those whose annotation was changed since.
    `enter` looks into what a program calls, which gives the `results`, `yields` and `exits` of
    a walk that `is_entered`, in which the parameters `present` are not `None`; `through` are
    the calls that were looked into, and `changed` the lists and dictionaries that were changed,
    by identity. `turns` are those of each loop, `starts` the numbers at which the indices of loops
    in their first turn are, `passed` counts the ways that such turns have passed by. `leaves`
    counts the ways out that were met, and `sheltered` the blocks around this point that are there
    to fail. `given` are the notes that were given.
    """

    target: Target
    scope: Body
    environment: Environment
    globals: Callable[[Node], object]
    call: Callable[[object, Any, Expression], object] = lambda callee, arguments, node: UNKNOWN
    reported: dict[int, Node] = field(default_factory=dict)
    wrong: set[int] = field(default_factory=set)
    given: set[str] = field(default_factory=set)
    loops: list[Loop] = field(default_factory=list)
    results: list[object] = field(default_factory=list)
    exits: list[Environment] = field(default_factory=list)
    yields: list[tuple[object, bool]] = field(default_factory=list)
    turns: dict[Node, Size | None] = field(default_factory=dict)
    starts: dict[str, int] = field(default_factory=dict)
    passed: int = 0
    calls: list[tuple[FuncDef | LambdaExpr, int]] = field(default_factory=list)
    is_entered: bool = False
    present: frozenset[str] = frozenset()
    changed: set[int] = field(default_factory=set)
    through: set[int] = field(default_factory=set)
    leaves: int = 0
    sheltered: int = 0
    alive: bool = True
    uncertain: int = 0
    muted: int = 0
    inner_depth: int = 0
    entry: dict[str, object] = field(default_factory=dict)
    declared: dict[Node, Type | None] = field(default_factory=dict)
    shared: frozenset[Node] = frozenset()
    made: Callable[[TypeInfo], Made | None] = lambda info: None
    stored: dict[str, object] = field(default_factory=dict)
    inherited: set[str] = field(default_factory=set)
    tied: Callable[[str, str], bool] = lambda fullname, axis: False
    enter: Callable[..., object] = lambda *call: UNKNOWN

    def evaluate(self, expression: Expression) -> Any:
        """The value of an expression, with everything wrong inside it reported."""
        handler = HANDLERS.get(type(expression).__name__)
        value = UNKNOWN if handler is None else handler(self, expression)
        changed = self.environment.equal or self.environment.runs
        return self.settled(value) if changed else value

    def execute(self, statement: Statement) -> None:
        """Take the effect of a statement on what is known."""
        handler = HANDLERS.get(type(statement).__name__)
        if handler is not None and self.alive:
            handler(self, statement)

    def execute_all(self, statements: list[Statement]) -> None:
        """Execute a block."""
        for statement in statements:
            self.execute(statement)

    def type_of(self, expression: Expression) -> Type | None:
        """The type that mypy inferred."""
        return self.target.type_of(expression)

    def complain(self, text: str, context: Context, *notes: str) -> None:
        """Report an error, once for each node."""
        if self.muted or not self.alive or id(context) in self.reported:
            return
        assert isinstance(context, Node)
        self.reported[id(context)] = context
        self.wrong.add(id(context))
        self.target.report(text, context)
        for note in self._new(notes):
            self.target.note(note, context)

    def lose(self, text: str, context: Context, *notes: str) -> None:
        """Say that a shape is lost here, once for each node, where the user wants to hear of it."""
        if self.muted or not self.alive or id(context) in self.reported:
            return
        assert isinstance(context, Node)
        self.reported[id(context)] = context
        self.target.lost(text, context, self._new(notes))

    def _new(self, notes: tuple[str, ...]) -> tuple[str, ...]:
        """The notes that were not given yet: what is missing in a signature is missing once."""
        new = tuple(note for note in notes if note not in self.given)
        self.given.update(new)
        return new

    @contextmanager
    def shelter(self) -> Iterator[None]:
        """Go through what may fail, or may not be reached: in a given call, nothing is reported."""
        self.sheltered += 1
        self.muted += self.is_entered
        try:
            yield
        finally:
            self.sheltered -= 1
            self.muted -= self.is_entered

    def peek(self, expression: Expression) -> object:
        """The value of an expression that is looked at once more: nothing comes of it."""
        environment = self.environment
        self.environment = environment.copy()
        with self.hushed():
            value: object = self.evaluate(expression)
        self.environment = environment
        return value

    @contextmanager
    def hushed(self) -> Iterator[None]:
        """Evaluate on trial: nothing is reported."""
        self.muted += 1
        try:
            yield
        finally:
            self.muted -= 1

    def fresh(self, name: str, context: Context) -> Size:
        """A size of which nothing is known but that it is one number, made at this place."""
        owner = f"{self.scope.fullname}:{context.line}:{context.column}"
        return Size.of(Symbol(name, owner, views=frozenset(), is_axis=False))

    def settled(self, value: object) -> object:
        """The value with the sizes that a condition found equal made the same."""
        if isinstance(value, Size):
            return value.substitute(self.environment.equal)
        if isinstance(value, Array):
            if self._is_settled(value.shape):
                return value
            return Array(self.settled_shape(value.shape), value.kind)
        if isinstance(value, tuple) and type(value) in (tuple, List):
            items = [*map(self.settled, value)]
            same = all(item is old for item, old in zip(items, value, strict=True))
            return value if same else type(value)(items)
        if isinstance(value, Each):
            item, first = self.settled(value.item), self.settled(value.first)
            if item is value.item and first is value.first:
                return value
            return Each(item, value.length, first)
        return value

    def _is_settled(self, shape: Shape) -> bool:
        equal, runs = self.environment.equal, self.environment.runs
        return not any(
            axis in runs or (isinstance(axis, Size) and not equal.keys().isdisjoint(axis.symbols))
            for axis in shape.axes
        )

    def settled_shape(self, shape: Shape) -> Shape:
        """The same for a shape."""
        equal, runs = self.environment.equal, self.environment.runs
        axes = (part for axis in shape.axes for part in runs.get(axis, (axis,)))
        return Shape(tuple(a.substitute(equal) if isinstance(a, Size) else a for a in axes))


def defining_class(node: object) -> TypeInfo | None:
    """The class whose body defines a method or an attribute."""
    info = getattr(node, "info", None)
    return info if isinstance(info, TypeInfo) and getattr(info, "fullname", None) else None
