"""What a program may do with its arrays: each function makes one expression, or has no room.

An `IndexError` says that there is no array to do it with.
"""

from __future__ import annotations

from collections.abc import Callable

from checker.programs.writer import Axes, Value, Writer, plus, times

Operation = Callable[[Writer], Value]

UNARY = ["np.tanh", "np.exp", "np.abs", "np.sin", "np.square", "np.zeros_like", "np.copy", "-"]
BINARY = ["+", "-", "*", "+", "*"]
REDUCTIONS = ["sum", "mean", "max", "min", "std", "prod"]


def unary(w: Writer) -> Value:
    x = w.some()
    return Value(f"{w.choose.choice(UNARY)}({x.code})", x.axes)


def binary(w: Writer) -> Value:
    """Two arrays of which one is as good as the other, or goes into it."""
    x = w.some()
    fitting = [y for y in w.floats() if x.axes[x.rank - y.rank :] == y.axes and y.rank <= x.rank]
    y = w.choose.choice(fitting)
    left, right = w.choose.sample([x.code, y.code], 2)
    function = w.choose.choice(["np.maximum", "np.hypot", "np.subtract", ""])
    if function:
        return Value(f"{function}({left}, {right})", x.axes)
    return Value(f"{left} {w.choose.choice(BINARY)} {right}", x.axes)


def number(w: Writer) -> Value:
    x = w.some()
    return Value(f"{x.code} {w.choose.choice(['* 0.5', '+ 1', '/ 2.0', '** 2'])}", x.axes)


def column(w: Writer) -> Value:
    """A vector against the rows of a matrix."""
    x = w.some(2)
    y = w.choose.choice([v for v in w.floats(1) if v.axes[0] == x.axes[0]])
    form = w.choose.choice(["{}[:, None]", "{}.reshape(-1, 1)", "np.expand_dims({}, 1)"])
    return Value(f"{x.code} * {form.format(y.code)}", x.axes)


def pairwise(w: Writer) -> Value:
    """Everything in one array against everything in another."""
    x, y = w.some(2), w.some(2)
    y = w.choose.choice([v for v in w.floats(2) if v.axes[1] == x.axes[1]] or [y][:0])
    code = f"(({x.code}[:, None, :] - {y.code}[None, :, :]) ** 2).sum(axis=-1)"
    return Value(code, (x.axes[0], y.axes[0]))


def grid(w: Writer) -> Value:
    x, y = w.some(1), w.some(1)
    form = w.choose.choice(
        ["np.outer({0}, {1})", "{0}[:, None] + {1}", "np.subtract.outer({0}, {1})"]
    )
    return Value(form.format(x.code, y.code), (x.axes[0], y.axes[0]))


def product(w: Writer) -> Value:
    """Matrices, vectors, and matrices turned round."""
    x = w.some(1, 2, 3)
    fits = [(y, y.code, y.axes) for y in w.floats(1, 2)]
    fits += [(y, f"{y.code}.T", y.axes[::-1]) for y in w.floats(2)]
    fitting = [(c, a) for y, c, a in fits if a[max(len(a) - 2, 0)] == x.axes[-1]]
    code, axes = w.choose.choice(fitting)
    form = w.choose.choice(["{} @ {}", "{} @ {}", "np.matmul({}, {})"])
    return Value(form.format(x.code, code), (*x.axes[:-1], *axes[1:][-1:]))


def gram(w: Writer) -> Value:
    x = w.some(2)
    if w.choose.random() < 0.5:
        return Value(f"{x.code} @ {x.code}.T", (x.axes[0], x.axes[0]))
    return Value(f"{x.code}.T @ {x.code}", (x.axes[1], x.axes[1]))


def einsum(w: Writer) -> Value:
    """One or two arrays, a letter for each axis, and any of the letters in the result."""
    first = w.some(1, 2, 3)
    other = w.some(1, 2, 3)
    letters = {axis: chr(97 + at) for at, axis in enumerate(dict.fromkeys(first.axes + other.axes))}
    words = ["".join(letters[axis] for axis in v.axes) for v in (first, other)]
    if any(len(set(word)) < len(word) for word in words):
        return unary(w)
    count = w.choose.randint(0, min(3, len(letters)))
    kept = w.choose.sample(sorted(letters), count)
    result = "".join(letters[axis] for axis in kept)
    code = f'np.einsum("{words[0]},{words[1]}->{result}", {first.code}, {other.code})'
    return Value(code, tuple(kept))


def reduction(w: Writer) -> Value:
    x = w.some(1, 2, 3)
    name = w.choose.choice(REDUCTIONS)
    at = w.choose.randrange(x.rank)
    axis = at - x.rank if w.choose.random() < 0.3 else at
    keep = w.choose.random() < 0.3
    options = f"axis={axis}" + (", keepdims=True" if keep else "")
    method = w.choose.random() < 0.6
    code = f"{x.code}.{name}({options})" if method else f"np.{name}({x.code}, {options})"
    left = (*x.axes[:at], *(("1",) if keep else ()), *x.axes[at + 1 :])
    return Value(code if left else f"np.asarray({code})", left)


def normalised(w: Writer) -> Value:
    x = w.some(1, 2, 3)
    at = w.choose.randrange(x.rank)
    form = w.choose.choice(
        [
            "{0} - {0}.mean(axis={1}, keepdims=True)",
            "{0} / (1.0 + np.abs({0}).sum({1}, keepdims=True))",
            "({0} - {0}.min(axis={1}, keepdims=True)) / (1 + np.ptp({0}, axis={1}, keepdims=True))",
            "{0} - np.log(np.exp({0}).sum(axis={1}, keepdims=True))",
            "{0} / (1 + np.linalg.norm({0}, axis={1}, keepdims=True))",
        ]
    )
    return Value(form.format(x.code, at), x.axes)


def moved(w: Writer) -> Value:
    """The axes in another order."""
    x = w.some(2, 3)
    order = list(range(x.rank))
    w.choose.shuffle(order)
    axes = tuple(x.axes[at] for at in order)
    forms = [
        (f"{x.code}.transpose({', '.join(map(str, order))})", axes),
        (f"np.transpose({x.code}, {tuple(order)})", axes),
        (f"{x.code}.T", x.axes[::-1]),
        (f"{x.code}.swapaxes(0, -1)", (x.axes[-1], *x.axes[1:-1], x.axes[0])),
        (f"np.moveaxis({x.code}, 0, -1)", (*x.axes[1:], x.axes[0])),
    ]
    return Value(*w.choose.choice(forms))


def reshaped(w: Writer) -> Value:
    x = w.some(2, 3)
    at = w.choose.randrange(x.rank - 1)
    merged = (*x.axes[:at], times(x.axes[at], x.axes[at + 1]), *x.axes[at + 2 :])
    sizes = [w.size(axis) for axis in x.axes]
    one = [*sizes[:at], f"{sizes[at]} * {sizes[at + 1]}", *sizes[at + 2 :]]
    hole = [*sizes[:at], "-1", *sizes[at + 2 :]]
    flat = times(x.axes[0], x.axes[1]) if x.rank == 2 else None
    forms: list[tuple[str, Axes]] = [
        (f"{x.code}.reshape({', '.join(one)})", merged),
        (f"np.reshape({x.code}, ({', '.join([*one, ''])}))", merged),
        (f"{x.code}.reshape({', '.join(hole)})", merged),
        (f"{x.code}.reshape({', '.join(one)}).reshape({', '.join(sizes)})", x.axes),
    ]
    if flat is not None:
        forms += [(f"{x.code}.ravel()", (flat,)), (f"{x.code}.flatten()", (flat,))]
    return Value(*w.choose.choice(forms))


def widened(w: Writer) -> Value:
    x = w.some(1, 2)
    forms = [
        (f"{x.code}[None]", ("1", *x.axes)),
        (f"{x.code}[..., np.newaxis]", (*x.axes, "1")),
        (f"np.expand_dims({x.code}, 0)", ("1", *x.axes)),
        (f"{x.code}[None].repeat(3, axis=0)", ("3", *x.axes)),
        (f"np.squeeze({x.code}[:, None], axis=1)", x.axes),
        (f"np.tile({x.code}, 2)", (*x.axes[:-1], times("2", x.axes[-1]))),
        (f"np.broadcast_to({x.code}, (2, {', '.join(map(w.size, x.axes))}))", ("2", *x.axes)),
    ]
    return Value(*w.choose.choice(forms))


def joined(w: Writer) -> Value:
    x = w.some(1, 2)
    at = w.choose.randrange(x.rank)
    rest = x.axes[:at] + x.axes[at + 1 :]
    fitting = [y for y in w.floats(x.rank) if y.axes[:at] + y.axes[at + 1 :] == rest]
    y = w.choose.choice(fitting)
    axes = (*x.axes[:at], plus(x.axes[at], f"({y.axes[at]})"), *x.axes[at + 1 :])
    if at == 0 and x.rank == 2 and w.choose.random() < 0.3:
        return Value(f"np.vstack([{x.code}, {y.code}])", axes)
    if at == x.rank - 1 and w.choose.random() < 0.4:
        return Value(f"np.hstack(({x.code}, {y.code}))", axes)
    return Value(f"np.concatenate([{x.code}, {y.code}], axis={at})", axes)


def stacked(w: Writer) -> Value:
    x = w.some(1, 2)
    y = w.choose.choice(w.like(x.axes))
    at = w.choose.randrange(x.rank + 1)
    return Value(f"np.stack([{x.code}, {y.code}], axis={at})", (*x.axes[:at], "2", *x.axes[at:]))


def indexed(w: Writer) -> Value:
    """Numbers, slices, new axes, arrays of indices, masks."""
    x = w.some(1, 2, 3)
    first, rest = x.axes[0], x.axes[1:]
    if not all(axis.isalpha() or axis in "23" for axis in x.axes):
        return Value(f"{x.code}[::-1]", x.axes)  # some axis may be too short for an index of 1
    forms: list[tuple[str, Axes]] = [
        (f"{x.code}[1:]", (plus(first, "-1"), *rest)),
        (f"{x.code}[:-1]", (plus(first, "-1"), *rest)),
        (f"{x.code}[::-1]", x.axes),
        (f"{x.code}[np.argsort({x.code}, axis=0)[..., *[0] * {x.rank - 1}]]", x.axes),
        (f"{x.code}[np.array([0, 1, 0])]", ("3", *rest)),
        (f"{x.code}[np.arange({w.size(first)}) % 2]", x.axes),
    ]
    if rest:
        forms += [
            (f"{x.code}[0]", rest),
            (f"{x.code}[-1]", rest),
            (f"{x.code}[..., 0]", x.axes[:-1]),
            (f"{x.code}[:, 1]", (first, *rest[1:])),
            (f"{x.code}[{x.code}.reshape({w.size(first)}, -1)[:, 0] > 0].sum(axis=0)", rest),
            (f"{x.code}[:, ::-1]", x.axes),
            (f"{x.code}[:, None]", (first, "1", *rest)),
        ]
    code, axes = w.choose.choice(forms)
    if "[..., *[0]" in code:
        code, axes = f"np.take({x.code}, [0, 1], axis=0)", ("2", *rest)
    return Value(code, axes)


def made(w: Writer) -> Value:
    """Arrays of a given shape."""
    axes = tuple(w.choose.choice(w.known_axes()) for _ in range(w.choose.randint(1, 2)))
    shape = w.shape(axes)
    forms = [f"np.zeros({shape})", f"np.ones({shape})", f"np.full({shape}, 0.5)"]
    forms += [f"rng.normal(size={shape})", f"rng.uniform(0, 1, {shape})", f"rng.random({shape})"]
    if len(axes) == 1:
        size = w.size(axes[0])
        forms += [f"np.arange({size}) * 1.0", f"np.linspace(0.0, 1.0, {size})", f"np.ones({size})"]
    elif axes[0] == axes[1]:
        forms += [f"np.eye({w.size(axes[0])})"]
    return Value(w.choose.choice(forms), axes)


def ordered(w: Writer) -> Value:
    x = w.some(1, 2, 3)
    at = w.choose.randrange(x.rank)
    less = (*x.axes[:at], plus(x.axes[at], "-1"), *x.axes[at + 1 :])
    forms = [
        (f"np.cumsum({x.code}, axis={at})", x.axes),
        (f"np.sort({x.code}, axis={at})", x.axes),
        (f"np.flip({x.code}, {at})", x.axes),
        (f"np.roll({x.code}, 1, axis={at})", x.axes),
        (f"np.diff({x.code}, axis={at})", less),
        (f"np.argsort({x.code}, axis={at}) * 1.0", x.axes),
        (f"np.where({x.code} > 0, {x.code}, 0.0)", x.axes),
        (f"{x.code}.clip(0.0, 1.0)", x.axes),
        (f"np.argmax({x.code}, axis={at}) * 1.0", x.axes[:at] + x.axes[at + 1 :]),
        (f"np.take_along_axis({x.code}, np.argsort({x.code}, axis={at}), axis={at})", x.axes),
    ]
    code, axes = w.choose.choice(forms)
    return Value(code if axes else f"np.asarray({code})", axes)


def linear(w: Writer) -> Value:
    x = w.some(2)
    n, m = x.axes
    square = f"({x.code} @ {x.code}.T + np.eye({w.size(n)}))"
    forms: list[tuple[str, Axes]] = [
        (f"np.linalg.inv({square})", (n, n)),
        (f"np.linalg.solve({square}, {x.code})", (n, m)),
        (f"np.linalg.pinv({x.code})", (m, n)),
        (f"np.linalg.eigh({square})[1]", (n, n)),
        (f"np.diag({square})", (n,)),
        (f"np.tril({x.code})", (n, m)),
        (f"np.cov({x.code})", (n, n)),
        (f"np.linalg.norm({x.code}, axis=1)", (n,)),
        (f"np.linalg.eigvalsh({square})", (n,)),
    ]
    return Value(*w.choose.choice(forms))


def padded(w: Writer) -> Value:
    x = w.some(1, 2)
    forms = [
        (f"np.pad({x.code}, 1)", tuple(plus(axis, "2") for axis in x.axes)),
        (f"np.append({x.code}.ravel(), 0.0)[:-1].reshape({w.shape(x.axes)})", x.axes),
        (f"np.repeat({x.code}, 2, axis=0)", (times("2", x.axes[0]), *x.axes[1:])),
    ]
    return Value(*w.choose.choice(forms))


def comprehended(w: Writer) -> Value:
    """An array of what a comprehension makes of each row."""
    x = w.some(2)
    forms = [
        (f"np.array([row.sum() for row in {x.code}])", x.axes[:1]),
        (f"np.stack([row * 2.0 for row in {x.code}])", x.axes),
        (f"np.array([row[::-1] for row in {x.code}])", x.axes),
        (f"np.stack([{x.code}[:, j] for j in range({w.size(x.axes[1])})])", x.axes[::-1]),
        (f"np.concatenate([row for row in {x.code}])", (times(*x.axes),)),
        (f"np.stack([{x.code} * scale for scale in (0.5, 1.0, 2.0)])", ("3", *x.axes)),
    ]
    return Value(*w.choose.choice(forms))


OPERATIONS: list[Operation] = [
    unary, binary, binary, number, column, pairwise, grid, product, product, product, gram, einsum,
    einsum, reduction, reduction, normalised, moved, reshaped, widened, joined, stacked, indexed,
    indexed, made, ordered, linear, padded, comprehended,
]  # fmt: skip
