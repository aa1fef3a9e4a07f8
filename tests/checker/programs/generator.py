"""Random programs that use NumPy rightly: functions and classes, each with a call that runs it."""

from __future__ import annotations

import random
from dataclasses import dataclass

from checker.programs.statements import HELPERS, STATEMENTS
from checker.programs.writer import SIZES, Axes, Value, Writer, annotation

HEAD = f'''"""Random programs."""

from dataclasses import dataclass
from typing import Generic, Literal, TypeVar, Union

import numpy as np
from jaxtyping import Float, Int

Dim = Union[int, Literal[0]]
N = TypeVar("N", bound=Dim)
M = TypeVar("M", bound=Dim)
rng = np.random.default_rng(0)

{HELPERS}
'''


@dataclass(frozen=True)
class Program:
    """One program: the code of its function or class, and a function `name()` that runs it."""

    name: str
    code: str


def program(seed: int) -> Program:
    """The program of a seed."""
    choose = random.Random(seed)
    form = choose.choice([_function, _function, _function, _dataclass, _generic])
    return Program(f"run{seed}", form(choose, seed))


def module(programs: list[Program]) -> str:
    """A module of some programs."""
    return (
        "\n\n".join([HEAD, *(f"# {program.name}\n{program.code}" for program in programs)]) + "\n"
    )


def _shapes(choose: random.Random, count: int) -> list[Axes]:
    """The shapes of some parameters, made of few axes so that they have some in common."""
    names = choose.sample(sorted(SIZES), choose.randint(2, 3))
    names += choose.choices(["2", "3"], k=choose.randint(0, 1))
    ranks = [2, *choose.choices([1, 2, 3], [4, 5, 1], k=count - 1)]
    return [tuple(choose.choice(names) for _ in range(rank)) for rank in ranks]


def _body(w: Writer) -> None:
    """Unpack a size or two, then do something with what there is."""
    for value in list(w.values):
        names = [axis if axis not in w.sizes else "_" for axis in value.axes]
        if value.rank > 1 and w.choose.random() < 0.5 and len(set(names) - {"_"}) == value.rank:
            if all(name.isalpha() for name in names):
                w.line(f"{', '.join(names)} = {value.code}.shape")
                w.sizes |= {name: name for name in names}
        elif value.axes and value.axes[0].isalpha() and w.choose.random() < 0.3:
            w.line(f"size_{value.axes[0]} = len({value.code})")
            w.sizes[value.axes[0]] = f"size_{value.axes[0]}"
    wanted = w.choose.randint(3, 9)
    while wanted > 0:
        try:
            w.choose.choice(STATEMENTS)(w)
        except IndexError:
            continue
        wanted -= 1


def _result(w: Writer) -> Value:
    """The latest array made that a result can be."""
    return next(v for v in reversed(w.values) if v.kind == "f" and v.rank > 0)


def _array(axes: Axes) -> str:
    sizes = [str(SIZES.get(axis, axis)) for axis in axes]
    return f"rng.normal(size=({', '.join(sizes)},))"


def _function(choose: random.Random, seed: int) -> str:
    """A function of some arrays."""
    w = Writer(choose)
    shapes = _shapes(choose, choose.randint(2, 4))
    names = [f"x{place}" for place in range(len(shapes))]
    w.values = [Value(name, axes) for name, axes in zip(names, shapes, strict=True)]
    _body(w)
    parameters = ", ".join(f"{n}: {annotation(a)}" for n, a in zip(names, shapes, strict=True))
    result = _result(w)
    lines = [f"def program{seed}({parameters}) -> {w.annotation(result.axes)}:", *w.lines]
    lines += [f"    return {result.code}", "", "", f"def run{seed}() -> None:"]
    lines.append(f"    program{seed}({', '.join(map(_array, shapes))})")
    return "\n".join(lines)


def _dataclass(choose: random.Random, seed: int) -> str:
    """A data class whose fields have shapes, and a function that is given one."""
    shapes = _shapes(choose, choose.randint(2, 3))
    w = Writer(choose, bound=frozenset(shapes[0]))
    fields = [f"field{place}" for place in range(len(shapes))]
    w.values = [Value(f"held.{n}", axes) for n, axes in zip(fields, shapes, strict=True)]
    _body(w)
    result = _result(w)
    lines = ["@dataclass", f"class Held{seed}:"]
    lines += [f"    {n}: {annotation(axes)}" for n, axes in zip(fields, shapes, strict=True)]
    first = annotation(shapes[0])
    lines += ["", "", f"def program{seed}(held: Held{seed}, x: {first}) -> None:", *w.lines]
    lines += [f"    checked: {w.annotation(result.axes)} = {result.code} * 1.0"]
    lines += [f"    print(checked.shape, (x + held.{fields[0]}).shape)", "", ""]
    lines += [f"def run{seed}() -> None:"]
    arrays = ", ".join(map(_array, shapes))
    lines += [f"    program{seed}(Held{seed}({arrays}), {_array(shapes[0])})"]
    return "\n".join(lines)


def _generic(choose: random.Random, seed: int) -> str:
    """A class with two size parameters, and a method that uses its arrays."""
    batch = choose.choice([("k", "n"), ("n",), ("k", "m"), ("d", "n")])
    w = Writer(choose, bound=frozenset(batch), depth=2)
    w.values = [Value("self.weight", ("m", "n")), Value("self.bias", ("m",)), Value("x", batch)]
    w.sizes = {"n": "self.inputs", "m": "self.outputs"}
    _body(w)
    result = _result(w)
    lines = [f"class Layer{seed}(Generic[N, M]):", "    inputs: N", "    outputs: M"]
    lines += [f"    weight: {annotation(('m', 'n'))}", f"    bias: {annotation(('m',))}", ""]
    lines += ["    def __init__(self, inputs: N, outputs: M) -> None:"]
    lines += ["        self.inputs = inputs", "        self.outputs = outputs"]
    lines += ["        self.weight = rng.normal(size=(outputs, inputs))"]
    lines += ["        self.bias = np.zeros(outputs)", ""]
    lines += [f"    def method(self, x: {annotation(batch)}) -> {w.annotation(result.axes)}:"]
    lines += [*w.lines, f"        return {result.code}", "", "", f"def run{seed}() -> None:"]
    sizes = f"{SIZES['n']}, {SIZES['m']}"
    lines += [f"    Layer{seed}({sizes}).method({_array(batch)})"]
    return "\n".join(lines)
