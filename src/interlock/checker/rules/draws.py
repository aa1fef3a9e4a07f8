"""Rules of random draws: as many as `size` says, else as the parameters broadcast to."""

from __future__ import annotations

from typing import Final

from ..registry import Rule
from ..shapes import Shape
from ..sizes import Size
from ..values import UNKNOWN, Array
from .arguments import Undecided, array_rule, as_array
from .creation import checked_shape
from .dtypes import kind_of
from .elementwise import together
from .reductions import written
from .reshaping import fits_into

_OLD: Final = "numpy.random.RandomState"
_NEW: Final = "numpy.random.Generator"
_REAL: Final = {
    "normal": "loc scale",
    "uniform": "low high",
    "exponential": "scale",
    "laplace": "loc scale",
    "gumbel": "loc scale",
    "logistic": "loc scale",
    "lognormal": "mean sigma",
    "beta": "a b",
    "gamma": "shape scale",
    "chisquare": "df",
    "noncentral_chisquare": "df nonc",
    "standard_t": "df",
    "rayleigh": "scale",
    "weibull": "a",
    "pareto": "a",
    "power": "a",
    "vonmises": "mu kappa",
    "triangular": "left mode right",
    "f": "dfnum dfden",
    "noncentral_f": "dfnum dfden nonc",
    "wald": "mean scale",
}
_WHOLE: Final = {
    "poisson": "lam",
    "binomial": "n p",
    "geometric": "p",
    "negative_binomial": "n p",
    "hypergeometric": "ngood nbad nsample",
    "logseries": "p",
    "zipf": "a",
}


def drawn(size: object, *parameters: object) -> Shape:
    """The shape of a draw; the parameters must broadcast to it."""
    own = together([as_array(parameter) for parameter in parameters])
    if size is None:
        return own
    wanted = checked_shape(size)
    fits_into(own, wanted)
    return wanted


def everywhere(name: str, make: Rule) -> None:
    """Register the rule of a generator's method, and of the old function of the same name."""

    def function(*arguments: object, **options: object) -> object:
        return make(UNKNOWN, *arguments, **options)

    array_rule(f"{_NEW}.{name}", f"{_OLD}.{name}")(make)
    array_rule(f"numpy.random.{name}")(function)


def _distribution(names: list[str], kind: str) -> Rule:
    def draw(self: object, *arguments: object, **options: object) -> object:
        given = dict(zip([*names, "size"], arguments, strict=False)) | options
        if len(arguments) > len(names) + 1 or set(given) - {*names, "size", "dtype"}:
            raise Undecided
        parameters = [given[name] for name in names if name in given]
        return Array(drawn(given.get("size"), *parameters), kind)

    return draw


for _name, _parameters in _REAL.items():
    everywhere(_name, _distribution(_parameters.split(), "f"))
for _name, _parameters in _WHOLE.items():
    everywhere(_name, _distribution(_parameters.split(), "i"))


def _plain(
    self: object,
    size: object = None,
    dtype: object = None,
    out: object = None,
    *,
    method: object = None,
) -> object:
    if out is not None and size is None:
        return as_array(out)
    return written(Array(drawn(size), "f"), out)


for _name in ("random", "standard_normal", "random_sample", "ranf", "sample", "standard_cauchy"):
    everywhere(_name, _plain)


def _exponential(
    self: object,
    size: object = None,
    dtype: object = None,
    method: object = None,
    out: object = None,
) -> object:
    return _plain(self, size, dtype, out)


everywhere("standard_exponential", _exponential)


def _gamma(
    self: object,
    shape: object,
    size: object = None,
    dtype: object = None,
    out: object = None,
) -> object:
    return written(Array(drawn(size, shape), "f"), out)


everywhere("standard_gamma", _gamma)


def _integers(
    self: object,
    low: object,
    high: object = None,
    size: object = None,
    dtype: object = "int",
    endpoint: object = False,
) -> object:
    bounds = [as_array(bound) for bound in (low, high) if bound is not None]
    wanted = together(bounds) if size is None else checked_shape(size)
    if Size.of(0) not in wanted.axes:
        together([*bounds, Array(wanted)])  # NumPy asks for no more here
    return Array(wanted, kind_of(dtype))


everywhere("integers", _integers)
everywhere("randint", _integers)


@array_rule("numpy.random.rand", "numpy.random.randn")
def rand(*sizes: object) -> object:
    """Numbers in an array of these sizes."""
    return Array(checked_shape(tuple(sizes)), "f")


@array_rule(f"{_OLD}.rand", f"{_OLD}.randn")
def rand_method(self: object, *sizes: object) -> object:
    """Numbers in an array of these sizes."""
    return rand(*sizes)
