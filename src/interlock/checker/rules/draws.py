"""Rules of random draws: as many as `size` says, else as the parameters broadcast to."""

from __future__ import annotations

from typing import Final

from .. import messages
from ..registry import RULES, Rule, rule
from ..relations import broadcast
from ..shapes import Shape, shape_of
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint, Each
from .arguments import Undecided, array_rule, as_array, length, place, shape_argument, size_of
from .fitting import elementwise, into

_LEGACY: Final = ("numpy.random.", "numpy.random.RandomState.")
_GENERATOR: Final = "numpy.random.Generator."

_REAL: Final = {
    "normal": ("loc", "scale"), "uniform": ("low", "high"), "exponential": ("scale",), "laplace": ("loc", "scale"),
    "gumbel": ("loc", "scale"), "logistic": ("loc", "scale"), "lognormal": ("mean", "sigma"),
    "beta": ("a", "b"), "gamma": ("shape", "scale"), "chisquare": ("df",), "standard_t": ("df",),
    "rayleigh": ("scale",), "weibull": ("a",), "pareto": ("a",), "power": ("a",), "vonmises": ("mu", "kappa"),
    "triangular": ("left", "mode", "right"), "f": ("dfnum", "dfden"), "wald": ("mean", "scale"),
}  # fmt: skip
_WHOLE: Final = {
    "poisson": ("lam",), "binomial": ("n", "p"), "geometric": ("p",), "negative_binomial": ("n", "p"),
    "hypergeometric": ("ngood", "nbad", "nsample"), "logseries": ("p",), "zipf": ("a",),
}  # fmt: skip
_PLAIN: Final = ("random", "standard_normal", "standard_exponential", "standard_cauchy")


def drawn(size: object, *parameters: object) -> Shape:
    """The shape of a draw."""
    if size is None:
        return elementwise(*parameters) if parameters else Shape.of()
    wanted = shape_argument(size)
    for parameter in parameters:
        shape = as_array(parameter).shape
        if shape != Shape.of() and not shape.is_unknown:
            into(shape, wanted)
    return wanted


def _draw(names: tuple[str, ...], kind: str) -> Rule:
    def draw(self: object, *arguments: object, **options: object) -> object:
        given = list(arguments)
        size = given.pop(len(names)) if len(given) > len(names) else options.pop("size", None)
        options.pop("dtype", None)
        parameters = [*given, *(options[name] for name in names if name in options)]
        if len(given) > len(names) or set(options) - set(names):
            raise Undecided
        return Array(drawn(size, *parameters), kind)

    return draw


def _both(name: str, make: Rule) -> None:
    """Register the rule of a generator's method, and of the old function of the same name."""
    array_rule(f"{_GENERATOR}{name}")(make)
    array_rule(f"numpy.random.RandomState.{name}")(make)

    def function(*arguments: object, **options: object) -> object:
        return make(UNKNOWN, *arguments, **options)

    array_rule(f"numpy.random.{name}")(function)


for _name, _names in _REAL.items():
    _both(_name, _draw(_names, "f"))
for _name, _names in _WHOLE.items():
    _both(_name, _draw(_names, "i"))


def _plain(self: object, size: object = None, dtype: object = None, out: object = None, *,
           method: object = None) -> object:  # fmt: skip
    """Numbers of one fixed distribution."""
    if isinstance(out, Array):
        return out
    return Array(drawn(size), "f")


for _name in (*_PLAIN, "random_sample", "ranf", "sample"):
    _both(_name, _plain)


def _gamma(self: object, shape: object, size: object = None, dtype: object = None,
           out: object = None) -> object:  # fmt: skip
    """Standard gamma draws."""
    return Array(drawn(size, shape), "f")


_both("standard_gamma", _gamma)


def _integers(self: object, low: object, high: object = None, size: object = None,
              dtype: object = None, endpoint: object = False) -> object:  # fmt: skip
    """Whole numbers from a range."""
    return Array(drawn(size, *(part for part in (low, high) if part is not None)), "i")


_both("integers", _integers)
_both("randint", _integers)


@rule("numpy.random.rand", "numpy.random.randn")
def rand(*sizes: object) -> object:
    """Numbers in an array of these sizes."""
    return Array(shape_of(size_of(size) for size in sizes), "f")


for _name in ("rand", "randn"):
    rule(f"numpy.random.RandomState.{_name}")(lambda self, *sizes: RULES["numpy.random.rand"](*sizes))


def _permutation(self: object, x: object, axis: object = Size.of(0)) -> object:
    """The rows in another order; the numbers below `x` where it is one."""
    if isinstance(x, Size):
        return Array(Shape.of(x), "i")
    array = as_array(x)
    if array.shape == Shape.of():
        return Array(Shape.of(None), "i")
    place(array.shape, axis)
    return array


_both("permutation", _permutation)


@array_rule("numpy.random.Generator.permuted")
def permuted(self: object, x: object, *, axis: object = None, out: object = None) -> object:
    """The elements in another order along an axis."""
    return as_array(x)


def _shuffle(self: object, x: object, axis: object = Size.of(0)) -> object:
    """Shuffle the array itself."""
    return None


_both("shuffle", _shuffle)


def _choice(self: object, a: object, size: object = None, replace: object = True, p: object = None,
            axis: object = Size.of(0), shuffle: object = True) -> object:  # fmt: skip
    """Some of the numbers below `a`, or some of its rows."""
    chosen = drawn(size)
    if p is not None:
        _probable(a, p)
    if isinstance(a, Size):
        return Array(chosen, "i")
    array = as_array(a) if isinstance(a, Array | Each | tuple) else Array(Shape.unknown())
    if array.shape.rank is None:
        raise Undecided
    if array.shape.rank == 0:
        return Array(chosen, array.kind)
    at = place(array.shape, axis)
    return Array(shape_of([*array.shape.axes[:at], *chosen.axes, *array.shape.axes[at + 1 :]]), array.kind)


def _probable(a: object, p: object) -> None:
    count = a if isinstance(a, Size) else length(a)
    weights = as_array(p).shape
    if count is not None and weights.sizes is not None and weights.rank == 1:
        try:
            broadcast(Shape.of(count), weights)
        except Complaint as cause:
            raise Complaint(messages.weights_differ(count, weights, cause)) from None


_both("choice", _choice)


def _multivariate_normal(self: object, mean: object, cov: object, size: object = None,
                         check_valid: object = None, tol: object = None, *, method: object = None) -> object:  # fmt: skip
    """Vectors of correlated numbers."""
    center, spread = as_array(mean).shape, as_array(cov).shape
    if center.rank is None or spread.rank is None or not center.axes:
        raise Undecided
    if center.rank == 1 and spread.rank == 2:
        for axis in spread.axes:
            into(shape_of([axis]), center)
    return Array(shape_of([*drawn(size).axes, *center.axes]), "f")


_both("multivariate_normal", _multivariate_normal)


def _along(name: str) -> Rule:
    def draw(self: object, first: object, second: object = None, size: object = None, *rest: object) -> object:
        weights, wanted = (second, size) if name == "multinomial" else (first, second)
        shape = as_array(weights).shape
        if shape.rank != 1:
            raise Undecided
        return Array(shape_of([*drawn(wanted).axes, *shape.axes]), "i" if name == "multinomial" else "f")

    return draw


def _dirichlet(self: object, alpha: object, size: object = None) -> object:
    """Probabilities, as many as there are in `alpha`."""
    return _along("dirichlet")(self, alpha, size)


def _multinomial(self: object, n: object, pvals: object, size: object = None) -> object:
    """Counts, as many as there are probabilities."""
    if as_array(n).shape != Shape.of():
        raise Undecided
    return _along("multinomial")(self, n, pvals, size)


_both("dirichlet", _dirichlet)
_both("multinomial", _multinomial)


@rule("numpy.random.seed")
def seed(seed: object = None) -> object:
    """Start the old functions anew."""
    return None


