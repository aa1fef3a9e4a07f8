"""Which axes are read from which way of writing an annotation."""

from __future__ import annotations

import pytest

from checker.bridge.probing import Project

HEAD = """
    from __future__ import annotations
    import typing
    from typing import *
    import jaxtyping
    import jaxtyping as jt
    import numpy as np
    from jaxtyping import *
    from jaxtyping import Float as F, Float32
    from numpy.typing import NDArray
    Arr = NDArray[np.floating[Any]]
"""

WAYS = [
    ('Float[np.ndarray, "o i"]', "f[o i]"),
    ('Float[np.ndarray, "i"]', "f[i]"),
    ('Float[np.ndarray, ""]', "f[]"),
    ('Float[np.ndarray, "3"]', "f[3]"),
    ('Float[np.ndarray, "..."]', "f[...]"),
    ('Float[np.ndarray, "*batch n+1"]', "f[*batch n+1]"),
    ('Float[np.ndarray, "{self.size} x[3]"]', "f[{self.size} x[3]]"),
    ('Float[np.ndarray, "n|m"]', "f[n|m]"),
    ('F[Arr, "n"]', "f[n]"),
    ('jt.Int[NDArray[np.int64], "n"]', "i[n]"),
    ('jaxtyping.Bool[np.ndarray, "n"]', "b[n]"),
    ('UInt8[np.ndarray, "n"]', "i[n]"),
    ('Complex64[np.ndarray, "n"]', "c[n]"),
    ('BFloat16[np.ndarray, "n"]', "f[n]"),
    ('Num[np.ndarray, "n"]', "?[n]"),
    ('Shaped[np.ndarray, "n"]', "?[n]"),
    ('Key[np.ndarray, "n"]', "?[n]"),
    ('Inexact[np.ndarray, "n"]', "?[n]"),
    ("\"Float[np.ndarray, 'o i']\"", "f[o i]"),
    ("Float['np.ndarray', 'o i']", "f[o i]"),
    ('Optional[Float[Arr, "n"]]', "f[n] | None"),
    ('Float[Arr, "n"] | None', "f[n] | None"),
    ('Float[Arr | None, "n"]', "f[n] | None"),
    ('list[Float[Arr, "n"]]', "list[f[n]]"),
    ('tuple[Float[Arr, "n"], Int[np.ndarray, "m"]]', "(f[n], i[m])"),
    ('Callable[[Float[Arr, "n"]], Float[Arr, "m"]]', "(f[n]) -> f[m]"),
    ('Float[Float[Arr, "n"], "b"]', "f[b n]"),
    ('Float[np.ndarray[tuple[int, int], np.dtype[np.float64]], "o i"]', "f[o i]"),
    ('Float[np.ndarray[Any, np.dtype[np.float64]], "o i"]', "f[o i]"),
    ('Annotated[Float[Arr, "n"], "a note"]', "f[n]"),
    ('Annotated[np.ndarray, "a b"]', "ndarray"),
    ('typing.Annotated[np.ndarray, "a b"]', "ndarray"),
    ('Float[np.ndarray, "a b", "c"]', "ndarray"),
    ('Float[int, "n"]', "int"),
    ('Float[Any, "n"]', "Any"),
]


def test_every_way_of_writing_is_read(project: Project) -> None:
    """Axes and dtype come from jaxtyping's annotations alone, under any name."""
    functions = [f"    def f{k}(x: {way}) -> None: x" for k, (way, _) in enumerate(WAYS)]
    project.write(main=HEAD + "\n".join(functions))
    said = [line.partition(": ")[2] for line in project.says("main") if "body main.f" in line]
    expected = [
        f"error: body main.f{k}: ({axes}) -> None  [shape]" for k, (_, axes) in enumerate(WAYS)
    ]
    plain = {k for k, (_, axes) in enumerate(WAYS) if axes in ("ndarray", "int", "Any")}
    assert said == [line for k, line in enumerate(expected) if k not in plain]


ALIASES = [
    ('Float[np.ndarray, "n"]', "f[n]"),
    ('Float[Arr, "n"]', "f[n]"),
    ('jt.Float[NDArray[np.float64], "n m"]', "f[n m]"),
    ('Float[Float[np.ndarray, "n"], "b"]', "f[b n]"),
    ('Float[Base, "b"]', "f[b k]"),
    ('Optional[Float[Arr, "n"]]', "f[n] | None"),
    ('Union[Float[Arr, "n"], Int[np.ndarray, "m"]]', "f[n] | i[m]"),
    ('tuple[Float[Arr, "n"], Int[np.ndarray, "m"]]', "(f[n], i[m])"),
    ('Float[Arr | np.ndarray, "n"]', "f[n] | f[n]"),
    ('Callable[[Float[Arr, "n"]], Float[Arr, "m"]]', "(f[n]) -> f[m]"),
    ('Dict[str, Float[np.ndarray, "v"]]', "dict[str, f[v]]"),
]


@pytest.mark.parametrize("form", ["A{} = {}", "A{}: TypeAlias = {}", "type A{} = {}"])
def test_axes_are_read_in_aliases_too(project: Project, form: str) -> None:
    """An alias of an annotated array has its axes, in its own module and in another."""
    aliases = [f"    {form.format(k, way)}" for k, (way, _) in enumerate(ALIASES)]
    base = '    Base = Float[np.ndarray, "k"]'
    project.write(shapes="\n".join([HEAD, base, *aliases]))
    uses = [f"    def f{k}(x: s.A{k}) -> None: x" for k in range(len(ALIASES))]
    project.write(main="\n".join(["    import shapes as s", *uses]))
    said = [
        line.partition(": ")[2]
        for line in project.says("shapes", "main", options=("--python-version=3.12",))
        if "main.f" in line
    ]
    assert said == [
        f"error: body main.f{k}: ({axes}) -> None  [shape]" for k, (_, axes) in enumerate(ALIASES)
    ]
