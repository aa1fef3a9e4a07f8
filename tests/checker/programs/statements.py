"""Statements of a random program: loops, branches, changes in place, calls of helpers."""

from __future__ import annotations

from collections.abc import Callable

from checker.programs.operations import OPERATIONS
from checker.programs.writer import Value, Writer, annotation

Statement = Callable[[Writer], object]

HELPERS = """
def softmax(scores: Float[np.ndarray, "*batch c"]) -> Float[np.ndarray, "*batch c"]:
    powers = np.exp(scores - scores.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


def affine(
    x: Float[np.ndarray, "*batch i"], weight: Float[np.ndarray, "o i"], bias: Float[np.ndarray, "o"]
) -> Float[np.ndarray, "*batch o"]:
    return x @ weight.T + bias


def attention(
    q: Float[np.ndarray, "t c"], k: Float[np.ndarray, "s c"], v: Float[np.ndarray, "s e"]
) -> Float[np.ndarray, "t e"]:
    return softmax(q @ k.T / np.sqrt(q.shape[-1])) @ v


def centered(
    x: Float[np.ndarray, "r c"]
) -> tuple[Float[np.ndarray, "r c"], Float[np.ndarray, "c"]]:
    middle = x.mean(axis=0)
    return x - middle, middle


def one_hot(labels: Int[np.ndarray, "r"], classes: int) -> Float[np.ndarray, "r {classes}"]:
    table = np.zeros((len(labels), classes))
    table[np.arange(len(labels)), labels] = 1.0
    return table


def windows(x: Float[np.ndarray, "r"]) -> Float[np.ndarray, "r-1 2"]:
    return np.stack([x[:-1], x[1:]], axis=1)


def dot(a: Float[np.ndarray, "r"], b: Float[np.ndarray, "r"]) -> float:
    return float(a @ b)
"""


def assigned(w: Writer) -> None:
    """A variable for the result of an operation."""
    w.keep(w.choose.choice(OPERATIONS)(w))


def changed(w: Writer) -> None:
    """An operation in place, on a copy."""
    x = w.some(1, 2)
    fitting = [y for y in w.floats() if x.axes[x.rank - y.rank :] == y.axes and y.rank <= x.rank]
    y = w.choose.choice(fitting)
    name = w.name()
    w.line(f"{name} = {x.code}.copy()")
    w.line(f"{name} {w.choose.choice(['+=', '-=', '*='])} {y.code}")
    w.values.append(Value(name, x.axes))


def set_items(w: Writer) -> None:
    """Rows, columns or elements of an array set."""
    x = w.some(2)
    row = w.choose.choice(w.like(x.axes[1:]))
    name = w.name()
    w.line(f"{name} = np.zeros({w.shape(x.axes)})")
    forms = [f"{name}[0] = {row.code}", f"{name}[:] = {x.code}", f"{name}[{x.code} > 0] = 1.0"]
    forms += [f"{name}[:, 0] = {x.code}[:, 1]", f"{name}[1:] = {x.code}[:-1]"]
    forms += [f"{name}[-1, :] += {row.code}", f"np.fill_diagonal({name}, 1.0)"]
    w.line(w.choose.choice(forms))
    w.values.append(Value(name, x.axes))


def filled_by_a_loop(w: Writer) -> None:
    """A result filled row by row."""
    x = w.some(2, 3)
    name, i = w.name(), f"i{w.count}"
    form = w.choose.choice(["np.zeros({})", "np.empty({})"])
    if w.choose.random() < 0.5:
        w.line(f"{name} = {form.format(w.shape(x.axes))}")
        made, axes = f"{x.code}[{i}] * 2.0", x.axes
    else:
        w.line(f"{name} = {form.format(w.shape(x.axes[:1]))}")
        made, axes = f"{x.code}[{i}].sum()", x.axes[:1]
    if w.choose.random() < 0.3:
        w.line(f"for {i}, row in enumerate({x.code}):")
        made = made.replace(f"{x.code}[{i}]", "row")
    else:
        w.line(f"for {i} in range({w.size(x.axes[0])}):")
    w.line(f"    {name}[{i}] = {made}")
    w.values.append(Value(name, axes))


def summed_by_a_loop(w: Writer) -> None:
    """A running value that keeps its shape, as the state of a recurrent net."""
    x = w.some(2)
    name = w.name()
    w.line(f"{name} = np.zeros({w.size(x.axes[1])})")
    w.line(f"for row in {x.code}:")
    step = w.choose.choice(["{0} + row", "np.tanh({0} + row)", "0.9 * {0} + 0.1 * row"])
    w.line(f"    {name} = {step.format(name)}")
    w.values.append(Value(name, x.axes[1:]))


def collected(w: Writer) -> None:
    """A list filled in a loop and stacked."""
    x = w.some(2)
    vector = w.choose.choice(w.like(x.axes[1:]))
    name = w.name()
    w.line(f"rows{w.count} = []")
    w.line(f"for row in {x.code}:")
    w.line(f"    rows{w.count}.append(row * {vector.code})")
    function = w.choose.choice(["stack", "array", "vstack"])
    w.line(f"{name} = np.{function}(rows{w.count})")
    w.values.append(Value(name, x.axes))


def side_by_side(w: Writer) -> None:
    """Two arrays walked through together."""
    x = w.some(2)
    y = w.choose.choice([v for v in w.floats(1, 2) if v.axes[0] == x.axes[0]])
    if y.rank == 2 and y.axes != x.axes:
        y = x
    name = w.name()
    w.line(f"{name} = np.stack([a * b for a, b in zip({x.code}, {y.code})])")
    w.values.append(Value(name, x.axes))


def branched(w: Writer) -> None:
    """One of two values of one shape."""
    x = w.some()
    y = w.choose.choice(w.like(x.axes))
    name = w.name()
    if w.choose.random() < 0.5:
        w.line(f"{name} = {x.code} if {x.code}.sum() > 0 else {y.code}")
    else:
        w.line(f"if {x.code}.mean() > 0:")
        w.line(f"    {name} = {x.code} * 2.0")
        w.line("else:")
        w.line(f"    {name} = {y.code}")
    w.values.append(Value(name, x.axes))


def repeated(w: Writer) -> None:
    """A step done several times over a square matrix, as a power iteration does."""
    x = w.some(2)
    name = w.name()
    w.line(f"{name} = np.ones({w.size(x.axes[1])})")
    w.line("for _ in range(3):")
    w.line(f"    image{w.count} = {x.code}.T @ ({x.code} @ {name})")
    w.line(f"    {name} = image{w.count} / (1.0 + np.linalg.norm(image{w.count}))")
    w.values.append(Value(name, x.axes[1:]))


def helped(w: Writer) -> None:
    """A call of one of the helpers."""
    x = w.some(2)
    r, c = x.axes
    choice = w.choose.randrange(7)
    if choice == 0:
        w.keep(Value(f"softmax({x.code})", x.axes))
    elif choice == 1:
        y = w.choose.choice([v for v in w.floats(2) if v.axes[1] == c])
        form = "affine({0}, {1}, np.zeros({2}))"
        if w.choose.random() < 0.4:
            form = "affine(bias=np.ones({2}), x={0}, weight={1})"
        w.keep(Value(form.format(x.code, y.code, w.size(y.axes[0])), (r, y.axes[0])))
    elif choice == 2:
        y = w.choose.choice([v for v in w.floats(2) if v.axes[1] == c])
        z = w.choose.choice([v for v in w.floats(2) if v.axes[0] == y.axes[0]])
        w.keep(Value(f"attention({x.code}, {y.code}, {z.code})", (r, z.axes[1])))
    elif choice == 3:
        name, middle = w.name(), w.name()
        w.line(f"{name}, {middle} = centered({x.code})")
        w.values += [Value(name, x.axes), Value(middle, (c,))]
    elif choice == 4:
        w.keep(Value(f"one_hot({x.code}.argmax(axis=1), {w.size(c)})", x.axes))
    elif choice == 5:
        w.keep(Value(f"windows({x.code}[:, 0])", (f"({r})-1", "2")))
    else:
        w.keep(Value(f"dot({x.code}[0], {x.code}[-1]) * {x.code}", x.axes))


def decomposed(w: Writer) -> None:
    """Several results at once."""
    x = w.some(2)
    one, two = w.name(), w.name()
    square = f"{x.code} @ {x.code}.T + np.eye({w.size(x.axes[0])})"
    if w.choose.random() < 0.5:
        w.line(f"{one}, {two} = np.linalg.eigh({square})")
        w.values += [Value(one, x.axes[:1]), Value(two, (x.axes[0], x.axes[0]))]
    else:
        w.line(f"{one}, {two} = np.linalg.qr({square})")
        w.values += [Value(name, (x.axes[0], x.axes[0])) for name in (one, two)]


def lambda_called(w: Writer) -> None:
    """A function without a name, mapped over the rows."""
    x = w.some(2)
    vector = w.choose.choice(w.like(x.axes[1:]))
    name = w.name()
    w.line(f"weigh{w.count} = lambda row: row * {vector.code}")
    w.line(f"{name} = np.array([weigh{w.count}(row) for row in {x.code}])")
    w.values.append(Value(name, x.axes))


def inner_function(w: Writer) -> None:
    """A function in the function, with a shape of its own."""
    x = w.some(2)
    name = f"inner{w.count}"
    parameter = annotation(("p", "q"))
    w.line(f"def {name}(part: {parameter}) -> {annotation(('q', 'p'))}:")
    w.line("    return part.T * 2.0")
    w.count += 1
    w.keep(Value(f"{name}({x.code})", x.axes[::-1]))


STATEMENTS: list[Statement] = [
    *[assigned] * 24, changed, set_items, set_items, filled_by_a_loop, filled_by_a_loop, collected,
    summed_by_a_loop, side_by_side, branched, branched, repeated, helped, helped, helped, helped,
    decomposed, lambda_called, inner_function,
]  # fmt: skip
