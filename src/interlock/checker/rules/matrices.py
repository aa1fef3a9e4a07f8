"""Stacks of matrices: the axes in front, the rows and the columns, and rules of square ones."""

from __future__ import annotations

from .. import messages
from ..relations import agree, are_apart, differ
from ..shapes import Shape, shape_of
from ..sizes import Size
from ..values import Array, Complaint, scalar, unknown_array
from .arguments import Undecided, array_rule, as_array, common_kind
from .diagonals import smaller
from .places import axis_numbers, places, replaced
from .reshaping import broadcast_all

ONE = Size.of(1)


def matrix(shape: Shape) -> tuple[Shape, Size | None, Size | None]:
    """The axes in front of the last two, and these: rows and columns."""
    if shape.rank is not None and shape.rank < 2:
        raise Complaint(messages.not_a_matrix(shape))
    if len(shape.after) < 2:
        raise Undecided
    return shape_of(shape.axes[:-2]), shape.after[-2], shape.after[-1]


def square(shape: Shape) -> tuple[Shape, Size | None]:
    """The axes in front, and the one size of rows and columns."""
    front, rows, columns = matrix(shape)
    if differ(rows, columns) and not _chosen(rows, columns):
        raise Complaint(messages.not_square(shape, rows, columns))
    return front, agree(columns, rows)


def _chosen(rows: Size | None, columns: Size | None) -> bool:
    """Whether rows are selected that may well be chosen to make a square."""
    return rows is not None and columns is not None and are_apart(rows - columns)


def behind(front: Shape, *sizes: Size | None) -> Shape:
    """The shape with these axes behind the others."""
    return shape_of([*front.axes, *sizes])


def real_kind(kind: str) -> str:
    """The kind of a size, an angle or an eigenvalue of a Hermitian matrix."""
    return "" if kind == "" else "f"


def float_kind(kind: str) -> str:
    """The kind of what is computed in floating point."""
    return "f" if kind in ("b", "i") else kind


@array_rule("numpy.linalg.inv", "scipy.linalg.inv")
def inv(a: object, overwrite_a: object = False, check_finite: object = True) -> object:
    """The inverse of a square matrix."""
    array = as_array(a)
    front, size = square(array.shape)
    return Array(behind(front, size, size), float_kind(array.kind))


@array_rule("numpy.linalg.pinv", "scipy.linalg.pinv")
def pinv(
    a: object,
    rcond: object = None,
    hermitian: object = False,
    *,
    rtol: object = None,
    **options: object,
) -> object:
    """The pseudo-inverse: rows and columns exchanged."""
    array = as_array(a)
    front, rows, columns = matrix(array.shape)
    return Array(behind(front, columns, rows), float_kind(array.kind))


@array_rule("numpy.linalg.cholesky")
def cholesky(a: object, /, *, upper: object = False) -> object:
    """The triangular root of a square matrix."""
    array = as_array(a)
    front, size = square(array.shape)
    return Array(behind(front, size, size), float_kind(array.kind))


@array_rule("numpy.linalg.det")
def det(a: object) -> object:
    """The determinant of a square matrix."""
    array = as_array(a)
    return Array(square(array.shape)[0], float_kind(array.kind))


@array_rule("numpy.linalg.matrix_rank")
def matrix_rank(
    A: object,  # noqa: N803 - NumPy's own name
    tol: object = None,
    hermitian: object = False,
    *,
    rtol: object = None,
) -> object:
    """The number of independent rows."""
    shape = as_array(A).shape
    if shape.rank is not None and shape.rank < 2:
        return Array(Shape.of(), "i")
    return Array(matrix(shape)[0], "i")


@array_rule("numpy.linalg.cond")
def cond(x: object, p: object = None) -> object:
    """The condition number of a matrix, which has to be square under most norms."""
    array = as_array(x)
    if p is None or (isinstance(p, Size) and p.constant in (2, -2)):
        return Array(matrix(array.shape)[0], real_kind(array.kind))
    if isinstance(p, Size | str):
        return Array(square(array.shape)[0], real_kind(array.kind))
    return Array(matrix(array.shape)[0], real_kind(array.kind))


@array_rule("numpy.linalg.solve")
def solve(a: object, b: object) -> object:
    """The solution of a·x = b, for a vector or the columns of a matrix."""
    left, right = as_array(a), as_array(b)
    front, size = square(left.shape)
    kind = float_kind(common_kind([left, right]))
    if right.shape.rank is None and len(right.shape.after) < 2:
        raise Undecided
    if right.shape.rank == 1:
        return Array(behind(front, _solved(left, right, size, right.shape.after[0])), kind)
    lead, rows, columns = matrix(right.shape)
    return Array(
        behind(broadcast_all([front, lead]), _solved(left, right, size, rows), columns), kind
    )


def _solved(left: Array, right: Array, size: Size | None, rows: Size | None) -> Size | None:
    if differ(size, rows) and not _chosen(rows, size):
        raise Complaint(messages.does_not_solve(left.shape, right.shape, size, rows))
    return agree(size, rows)


@array_rule("numpy.linalg.lstsq")
def lstsq(a: object, b: object, rcond: object = None) -> object:
    """The solution nearest to a·x = b, the residuals, the rank and the singular values."""
    left, right = as_array(a), as_array(b)
    for array, ranks in ((left, (None, 2)), (right, (None, 1, 2))):
        if array.shape.rank not in ranks:
            raise Complaint(messages.not_a_matrix(array.shape))
    if left.shape.rank is None or right.shape.rank not in (1, 2):
        return (unknown_array(), unknown_array(), scalar("i"), Array(Shape.of(None)))
    rows, columns = left.shape.before
    _solved(left, right, rows, right.shape.before[0])
    kind = float_kind(common_kind([left, right]))
    solution = replaced(right.shape, 0, columns)
    few = smaller(rows, columns)
    some = Array(Shape.of(None), real_kind(kind))
    return (
        Array(solution, kind),
        some,
        scalar("i"),
        Array(Shape.of(few), real_kind(left.kind)),
    )


@array_rule("numpy.linalg.norm", "scipy.linalg.norm")
def norm(x: object, ord: object = None, axis: object = None, keepdims: object = False) -> object:  # noqa: A002
    """The length of vectors, or the size of matrices, along one axis or two."""
    array = as_array(x)
    shape, kind = array.shape, real_kind(array.kind)
    if axis is None:
        if ord is not None and isinstance(ord, Size | str) and shape.rank not in (None, 1, 2):
            raise Complaint(messages.no_norm(shape))
        dropped: tuple[int, ...] = tuple(range(len(shape.axes)))
    else:
        dropped = places(shape, axis)
        if len(axis_numbers(axis)) > 2:
            raise Complaint(messages.no_norm_of_axes(len(dropped)))
    return Array(_dropped(shape, dropped, keepdims, axis is None), kind)


def _dropped(shape: Shape, dropped: tuple[int, ...], keepdims: object, is_all: bool) -> Shape:
    if keepdims is False:
        return shape_of(axis for k, axis in enumerate(shape.axes) if k not in dropped)
    if keepdims is not True or (is_all and shape.rank is None):
        raise Undecided
    return shape_of(ONE if k in dropped else axis for k, axis in enumerate(shape.axes))


@array_rule("numpy.linalg.vector_norm")
def vector_norm(
    x: object,
    /,
    *,
    axis: object = None,
    keepdims: object = False,
    ord: object = None,  # noqa: A002 - NumPy's own name
) -> object:
    """The length of vectors along any axes."""
    array = as_array(x)
    every = tuple(range(len(array.shape.axes)))
    dropped = every if axis is None else places(array.shape, axis)
    shape = _dropped(array.shape, dropped, keepdims, axis is None)
    return Array(shape, real_kind(array.kind))


@array_rule("numpy.linalg.matrix_norm")
def matrix_norm(
    x: object,
    /,
    *,
    keepdims: object = False,
    ord: object = "fro",  # noqa: A002 - NumPy's own name
) -> object:
    """The size of the matrices of the last two axes."""
    array = as_array(x)
    matrix(array.shape)
    last = (len(array.shape.axes) - 2, len(array.shape.axes) - 1)
    return Array(_dropped(array.shape, last, keepdims, False), real_kind(array.kind))


@array_rule("numpy.linalg.outer")
def outer(x1: object, x2: object, /) -> object:
    """All products of the elements of two vectors."""
    one, two = as_array(x1), as_array(x2)
    for vector in (one, two):
        if vector.shape.rank not in (None, 1):
            raise Complaint(messages.not_a_vector(vector.shape))
        if vector.shape.rank is None:
            raise Undecided
    return Array(shape_of([*one.shape.axes, *two.shape.axes]), common_kind([one, two]))
