"""Rules that take matrices apart: svd, qr, eigenvalues; their results have names."""

from __future__ import annotations

from ..shapes import Shape
from ..sizes import Size
from ..values import UNKNOWN, Array, Named, unknown_array
from .arguments import Undecided, array_rule, as_array
from .diagonals import smaller
from .matrices import behind, float_kind, matrix, real_kind, square


def _split(value: object) -> tuple[Array, Shape | None, Size | None, Size | None]:
    """The array, the axes in front of its matrices, their rows and columns; no front: unknown."""
    array = as_array(value)
    try:
        return array, *matrix(array.shape)
    except Undecided:
        return array, None, None, None


def _part(front: Shape | None, kind: str, *sizes: Size | None) -> Array:
    return unknown_array(kind) if front is None else Array(behind(front, *sizes), kind)


@array_rule("numpy.linalg.svd", "scipy.linalg.svd")
def svd(
    a: object,
    full_matrices: object = True,
    compute_uv: object = True,
    hermitian: object = False,
    **options: object,
) -> object:
    """The singular values, and the matrices on either side of them unless they are not wanted."""
    array, front, rows, columns = _split(a)
    few, kind = smaller(rows, columns), float_kind(array.kind)
    values = _part(front, real_kind(kind), few)
    if compute_uv is False:
        return values
    if compute_uv is not True:
        return UNKNOWN
    left = rows if full_matrices is True else few if full_matrices is False else None
    right = columns if full_matrices is True else few if full_matrices is False else None
    return Named.of(
        U=_part(front, kind, rows, left), S=values, Vh=_part(front, kind, right, columns)
    )


@array_rule("numpy.linalg.svdvals", "scipy.linalg.svdvals")
def svdvals(x: object, /) -> object:
    """The singular values."""
    array, front, rows, columns = _split(x)
    return _part(front, real_kind(array.kind), smaller(rows, columns))


@array_rule("numpy.linalg.qr")
def qr(a: object, mode: object = "reduced") -> object:
    """An orthogonal matrix and a triangular one, or what the mode asks for."""
    array, front, rows, columns = _split(a)
    few, kind = smaller(rows, columns), float_kind(array.kind)
    if mode == "r":
        return _part(front, kind, few, columns)
    if mode == "raw":
        return (_part(front, kind, columns, rows), _part(front, kind, few))
    if mode not in ("reduced", "complete"):
        return UNKNOWN
    inner = few if mode == "reduced" else rows
    return Named.of(Q=_part(front, kind, rows, inner), R=_part(front, kind, inner, columns))


@array_rule("numpy.linalg.slogdet")
def slogdet(a: object) -> object:
    """The sign of the determinant and the logarithm of its size."""
    array = as_array(a)
    front = _square(array)[0]
    kind = float_kind(array.kind)
    return Named.of(sign=_part(front, kind), logabsdet=_part(front, real_kind(kind)))


def _square(array: Array) -> tuple[Shape | None, Size | None]:
    try:
        return square(array.shape)
    except Undecided:
        return None, None


@array_rule("numpy.linalg.eigh", "scipy.linalg.eigh")
def eigh(a: object, UPLO: object = "L") -> object:  # noqa: N803 - NumPy's own name
    """The eigenvalues and eigenvectors of a Hermitian matrix."""
    array = as_array(a)
    front, size = _square(array)
    kind = float_kind(array.kind)
    return Named.of(
        eigenvalues=_part(front, real_kind(kind), size), eigenvectors=_part(front, kind, size, size)
    )


@array_rule("numpy.linalg.eigvalsh", "scipy.linalg.eigvalsh")
def eigvalsh(a: object, UPLO: object = "L") -> object:  # noqa: N803 - NumPy's own name
    """The eigenvalues of a Hermitian matrix."""
    array = as_array(a)
    front, size = _square(array)
    return _part(front, real_kind(array.kind), size)


@array_rule("numpy.linalg.eig", "scipy.linalg.eig")
def eig(a: object) -> object:
    """The eigenvalues and eigenvectors; complex ones where they have to be."""
    front, size = _square(as_array(a))
    return Named.of(eigenvalues=_part(front, "", size), eigenvectors=_part(front, "", size, size))


@array_rule("numpy.linalg.eigvals", "scipy.linalg.eigvals")
def eigvals(a: object) -> object:
    """The eigenvalues; complex ones where they have to be."""
    front, size = _square(as_array(a))
    return _part(front, "", size)
