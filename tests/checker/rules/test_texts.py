"""What a rule says of a call that cannot work, whole."""

from __future__ import annotations

import pytest

from checker.rules.calls import RULES
from interlock.checker.shapes import Shape
from interlock.checker.sizes import Size, Symbol
from interlock.checker.values import Array, Complaint, List, Slice

N, M, H = (Size.of(Symbol(name)) for name in "nmh")
ONE, TWO, THREE, FIVE, MINUS = map(Size.of, (1, 2, 3, 5, -1))
SCALAR = Array(Shape.of())


def of(*sizes, kind="f"):
    return Array(Shape.of(*sizes), kind)


TEXTS = [
    (
        "operator.getitem",
        (of(N), "rows"),
        "a string cannot be used as an index; expected whole numbers",
    ),
    (
        "numpy.reshape",
        (of(N, 3), (N, FIVE)),
        '"reshape": shape (n, 3) has 3*n elements; (n, 5) has 5*n',
    ),
    (
        "numpy.reshape",
        (of(4), (THREE, MINUS)),
        '"reshape": no size instead of -1 makes (3, -1) of shape (4,)',
    ),
    (
        "numpy.reshape",
        (of(4), (MINUS, MINUS)),
        '"reshape": only one size of (-1, -1) may be left open by -1',
    ),
    (
        "numpy.squeeze",
        (of(N, 3), ONE),
        '"squeeze": an axis of size 3 of shape (n, 3) cannot be dropped',
    ),
    (
        "numpy.expand_dims",
        (of(N), FIVE),
        '"expand_dims": axis 5 is out of range for shape (n,) with one axis more',
    ),
    (
        "numpy.broadcast_to",
        (of(N, M), (N, THREE)),
        '"broadcast_to": shape (n, m) does not broadcast to (n, 3): m is not 3',
    ),
    (
        "numpy.broadcast_to",
        (of(N, M), (M,)),
        '"broadcast_to": shape (n, m) does not broadcast to (m,)',
    ),
    (
        "numpy.broadcast_arrays",
        (of(N), of(M)),
        '"broadcast_arrays": shapes (n,) and (m,) do not broadcast: n is not m',
    ),
    ("numpy.swapaxes", (of(N, M), ONE, TWO), '"swapaxes": axis 2 is out of range for shape (n, m)'),
    (
        "numpy.transpose",
        (of(N, M), (ONE, ONE)),
        '"transpose": an axis of shape (n, m) is named twice',
    ),
    ("numpy.transpose", (of(N, M), (ONE,)), '"transpose": shape (n, m) has not 1 axes'),
    (
        "numpy.moveaxis",
        (of(N, M), (Size.of(0), ONE), ONE),
        '"moveaxis": the axes (0, 1) cannot move to as many places as (1,) names',
    ),
    ("numpy.rot90", (of(N, M), ONE, (ONE,)), '"rot90": a plane takes two axes, not (1,)'),
    ("numpy.fliplr", (of(N),), '"fliplr": shape (n,) has fewer than 2 axes'),
    (
        "numpy.concatenate",
        ((of(N, 3), of(N, 4)),),
        '"concatenate": axis 1 of argument 2 is 4; expected 3',
    ),
    (
        "numpy.concatenate",
        ((of(N, 3), of(N)),),
        '"concatenate": argument 2 has shape (n,); expected 2 axes',
    ),
    (
        "numpy.concatenate",
        (List((SCALAR, SCALAR)),),
        '"concatenate": arrays without axes cannot be joined',
    ),
    ("numpy.stack", ((of(N), of(M)),), '"stack": axis 0 of argument 2 is m; expected n'),
    ("numpy.split", (of(5), TWO), '"split": an axis of 5 does not divide into 2 equal sections'),
    ("numpy.split", (of(5), Size.of(0)), '"split": 0 sections'),
    ("operator.getitem", (of(N), (ONE, TWO)), "too many indices for shape (n,): 2"),
    ("operator.getitem", (of(N), (..., ...)), 'an index may hold only one "..."'),
    (
        "operator.getitem",
        (of(N, M), (of(3, kind="i"), of(4, kind="i"))),
        "the arrays of an index do not fit: shapes (3,) and (4,) do not broadcast: 3 is not 4",
    ),
    (
        "operator.getitem",
        (of(N, M), of(M, kind="b")),
        "mask of shape (m,) does not fit axis 0: m is not n",
    ),
    ("operator.getitem", ((N, M), TWO), "index 2 is out of range for a tuple of length 2"),
    ("operator.getitem", (of(N), Slice(step=Size.of(0))), "a slice with a step of 0"),
    ("operator.getitem", (of(3), List((FIVE,))), "index 5 is out of bounds for an axis of size 3"),
    (
        "operator.setitem",
        (of(N, M), ONE, of(N)),
        "assignment to an index: shape (n,) does not broadcast to (m,): n is not m",
    ),
    ("builtins.range", (ONE, N, Size.of(0)), "a range with a step of 0"),
    (
        "numpy.take_along_axis",
        (of(N, M), of(N, kind="i"), ONE),
        '"take_along_axis": shapes (n, m) and (n,) have not as many axes',
    ),
    (
        "numpy.take_along_axis",
        (of(N, M), of(N, M, kind="b"), ONE),
        '"take_along_axis": truth values cannot be used as an index; expected whole numbers',
    ),
    (
        "numpy.delete",
        (of(N), of(N)),
        '"delete": floating numbers cannot be used as an index; expected whole numbers',
    ),
    (
        "numpy.linalg.lstsq",
        (of(N, M), ONE),
        '"lstsq": shape () is not that of a matrix',
    ),
    ("numpy.select", (List((of(N),)), List()), '"select": 1 conditions, but 0 choices'),
    ("numpy.ix_", (of(N, M),), '"ix_": shape (n, m) is not that of a vector'),
    (
        "numpy.fill_diagonal",
        (of(N, N, M), ONE),
        '"fill_diagonal": the axes of shape (n, n, m) are not alike: n is not m',
    ),
    (
        "numpy.lib.stride_tricks.sliding_window_view",
        (of(N, M), of(3, N)),
        '"sliding_window_view": an array of shape (3, n) stands where a whole number is expected',
    ),
    (
        "numpy.lib.stride_tricks.sliding_window_view",
        (of(N, M), THREE),
        '"sliding_window_view": window (3,) does not name a size for each axis of shape (n, m)',
    ),
    (
        "numpy.lib.stride_tricks.sliding_window_view",
        (of(2), THREE),
        '"sliding_window_view": a window of 3 is wider than an axis of 2',
    ),
    ("numpy.repeat", (of(N), MINUS), '"repeat": -1 is negative'),
    (
        "numpy.repeat",
        (of(N), of(M, kind="i")),
        '"repeat": counts of shape (m,) do not fit an axis of n',
    ),
    ("numpy.pad", (of(N), MINUS), '"pad": a negative width'),
    ("numpy.pad", (of(N), ((ONE, ONE),) * 2), '"pad": 2 pairs of widths for 1 axes'),
    ("numpy.pad", (of(N), (ONE, ONE, ONE)), '"pad": 3 widths for the two ends of an axis'),
    ("numpy.insert", (of(3), FIVE, ONE), '"insert": index 5 is out of range for an axis of 3'),
    ("numpy.linalg.inv", (of(N),), '"inv": shape (n,) is not that of a matrix'),
    (
        "numpy.linalg.norm",
        (of(N, M, H), ONE),
        '"norm": shape (n, m, h) has neither one axis nor two',
    ),
    (
        "numpy.linalg.norm",
        (of(N, M, H), None, (Size.of(0), ONE, TWO)),
        '"norm": a norm takes one axis or two, not 3',
    ),
]


@pytest.mark.parametrize(("name", "arguments", "text"), TEXTS)
def test_a_complaint_names_the_cause(name, arguments, text):
    with pytest.raises(Complaint) as caught:
        RULES[name](*arguments)
    assert str(caught.value) == text
