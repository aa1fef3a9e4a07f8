"""Rules of the functions of SciPy that stand beside NumPy's: triangular systems, softmax, cdist."""

from __future__ import annotations

from .. import messages
from ..registry import rule
from ..relations import agree, differ, is_one
from ..shapes import Shape, shape_of
from ..sizes import Size
from ..values import UNKNOWN, Array, Complaint, scalar, unknown_array
from .arguments import Undecided, array_rule, as_array, common_kind
from .matrices import behind, float_kind, matrix, real_kind, square
from .places import places


def _solution(a: object, b: object) -> Array:
    """What has the shape of the right-hand side, whose first axis is as long as the matrix."""
    left, right = as_array(a), as_array(b)
    kind = float_kind(common_kind([left, right]))
    if left.shape.rank != 2 or right.shape.rank not in (1, 2):
        raise Undecided
    size, rows = square(left.shape)[1], right.shape.before[0]
    if is_one(size):  # one equation is repeated for as many right-hand sides as there are
        return Array(right.shape, kind)
    if differ(size, rows):
        raise Complaint(messages.does_not_solve(left.shape, right.shape, size, rows))
    return Array(shape_of([agree(rows, size), *right.shape.axes[1:]]), kind)


@array_rule("scipy.linalg.solve")
def solve(
    a: object,
    b: object,
    lower: object = False,
    overwrite_a: object = False,
    overwrite_b: object = False,
    check_finite: object = True,
    assume_a: object = None,
    transposed: object = False,
) -> object:
    """The solution of a·x = b."""
    return _solution(a, b)


@array_rule("scipy.linalg.solve_triangular")
def solve_triangular(
    a: object,
    b: object,
    trans: object = None,
    lower: object = False,
    unit_diagonal: object = False,
    overwrite_b: object = False,
    check_finite: object = True,
) -> object:
    """The solution of a·x = b for a triangular matrix."""
    return _solution(a, b)


@array_rule("scipy.linalg.cho_factor")
def cho_factor(
    a: object, lower: object = False, overwrite_a: object = False, check_finite: object = True
) -> object:
    """The triangular root of a square matrix, and on which side of the diagonal it is."""
    array = as_array(a)
    kind = float_kind(array.kind)
    if array.shape.rank != 2:
        return (unknown_array(kind), scalar("b"))
    size = square(array.shape)[1]
    return (Array(Shape.of(size, size), kind), scalar("b"))


@array_rule("scipy.linalg.cho_solve")
def cho_solve(
    c_and_lower: object, b: object, overwrite_b: object = False, check_finite: object = True
) -> object:
    """The solution of a·x = b, of the root of a."""
    if not isinstance(c_and_lower, tuple) or len(c_and_lower) != 2:
        raise Undecided
    return _solution(c_and_lower[0], b)


@array_rule("scipy.linalg.cholesky")
def cholesky(
    a: object, lower: object = False, overwrite_a: object = False, check_finite: object = True
) -> object:
    """The triangular root of a square matrix."""
    array = as_array(a)
    front, size = square(array.shape)
    return Array(behind(front, size, size), float_kind(array.kind))


@array_rule("scipy.linalg.expm", "scipy.linalg.logm", "scipy.linalg.sqrtm")
def expm(
    A: object,  # noqa: N803 - SciPy's own name
) -> object:
    """A function of a square matrix."""
    array = as_array(A)
    front, size = square(array.shape)
    return Array(behind(front, size, size))


@array_rule("scipy.linalg.det")
def det(a: object, overwrite_a: object = False, check_finite: object = True) -> object:
    """The determinant of a square matrix."""
    array = as_array(a)
    return Array(square(array.shape)[0], float_kind(array.kind))


@rule("scipy.special.expit", "scipy.special.logit", "scipy.special.erf", "scipy.special.gammaln")
def elementwise(x: object, out: object = None) -> object:
    """One element for each."""
    array = as_array(x)
    return Array(array.shape, float_kind(array.kind))


@array_rule("scipy.special.softmax", "scipy.special.log_softmax")
def softmax(x: object, axis: object = None) -> object:
    """Shares along some axes, or of all elements."""
    array = as_array(x)
    if axis is not None and axis is not UNKNOWN:
        _check_axes(array.shape, axis)
    return Array(array.shape, float_kind(array.kind))


def _check_axes(shape: Shape, axis: object) -> None:
    try:
        places(shape, axis)
    except Undecided:
        return


@array_rule("scipy.spatial.distance.cdist")
def cdist(
    XA: object,  # noqa: N803 - SciPy's own name
    XB: object,  # noqa: N803 - SciPy's own name
    metric: object = "euclidean",
    *,
    out: object = None,
    **options: object,
) -> object:
    """The distance of each row of one matrix to each row of another."""
    one, two = as_array(XA), as_array(XB)
    for array in (one, two):
        if array.shape.rank not in (None, 2):
            raise Complaint(messages.not_a_matrix(array.shape))
    _, left, wide = matrix(one.shape)
    _, right, narrow = matrix(two.shape)
    if differ(wide, narrow):
        raise Complaint(messages.does_not_solve(one.shape, two.shape, wide, narrow))
    return Array(Shape.of(left, right), real_kind("f"))


@array_rule("scipy.spatial.distance.pdist")
def pdist(
    X: object,  # noqa: N803 - SciPy's own name
    metric: object = "euclidean",
    *,
    out: object = None,
    **options: object,
) -> object:
    """The distance of each pair of rows."""
    array = as_array(X)
    if array.shape.rank not in (None, 2):
        raise Complaint(messages.not_a_matrix(array.shape))
    _, rows, _ = matrix(array.shape)
    return Array(Shape.of(None if rows is None else _pairs(rows)), "f")


def _pairs(rows: Size) -> Size:
    return (rows * rows - rows) // 2
