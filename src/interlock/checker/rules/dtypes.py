"""Kinds of dtypes: what `dtype=` says, and what kind of number comes out of which."""

from __future__ import annotations

import re
from typing import Final

from ..registry import rule
from ..values import ANYTHING, UNKNOWN, Array, Dtype, Each, List
from .arguments import Undecided, as_array, common_kind

_NAMES: Final = {
    "b": r"bool_?|\?|b1",
    "f": r"float\w*|half|single|double|longdouble|[efdg]|f\d+",
    "c": r"complex\w*|c(single|double|longdouble)|[FDG]|c\d+",
    "i": r"u?int\w*|(un)?signedinteger|integer|u?(byte|short|long|longlong)|[bhilqpBHILQP]|[iu]\d+",
}


_OTHER_NUMBERS: Final = r"number|inexact|(datetime|timedelta)64.*|[mM]8.*"


def kind_of(dtype: object, default: str = "") -> str:
    """The kind that a dtype argument names; the default where it is left out.

    Raises:
        Undecided: The dtype has axes of its own, which come behind those of the array.
    """
    if dtype is None:
        return default
    if isinstance(dtype, tuple) and not isinstance(dtype, List):
        raise Undecided
    if isinstance(dtype, Dtype):
        if dtype.kind is None:
            raise Undecided
        return dtype.kind
    if not isinstance(dtype, str):
        return ANYTHING
    name = dtype.lstrip("<>=|")
    if re.fullmatch(_OTHER_NUMBERS, name):
        return ""
    return next((kind for kind, names in _NAMES.items() if re.fullmatch(names, name)), ANYTHING)


def may_be_records(value: object, dtype: object) -> bool:
    """Whether tuples among a value are records, of a dtype that is no kind of numbers."""
    if isinstance(value, Each):
        return may_be_records(value.item, dtype)
    if isinstance(value, List):
        return any(may_be_records(item, dtype) for item in value)
    odd = dtype is not UNKNOWN and kind_of(dtype) == ANYTHING
    return odd and isinstance(value, tuple)


@rule("numpy.dtype")
def dtype(dtype: object, align: object = False, copy: object = False) -> object:
    """What a dtype argument names."""
    try:
        return Dtype(kind_of(dtype))
    except Undecided:
        return Dtype(None)


@rule("numpy.ndarray.dtype")
def dtype_of(a: object) -> object:
    """The dtype of an array."""
    return Dtype(as_array(a).kind)


def with_dtype(array: Array, dtype: object) -> Array:
    """The array as numbers of the kind that a dtype argument names, if it is given."""
    return Array(array.shape, kind_of(dtype, array.kind))


def same(arrays: list[Array]) -> str:
    """The kind that all are promoted to."""
    return common_kind(arrays)


def whole_or_more(arrays: list[Array]) -> str:
    """The kind that all are promoted to, where truths count as whole numbers."""
    kind = common_kind(arrays)
    return "i" if kind == "b" else kind


def inexact(arrays: list[Array]) -> str:
    """The kind of what is computed in floating point, real or complex."""
    kind = common_kind(arrays)
    return "f" if kind in ("b", "i") else kind


def real(arrays: list[Array]) -> str:
    """The kind of a magnitude: complex numbers have a real one."""
    kind = common_kind(arrays)
    return "f" if kind == "c" else kind


def inexact_real(arrays: list[Array]) -> str:
    """The kind of a magnitude that is computed in floating point."""
    return "f" if common_kind(arrays) else ""


def rounded(arrays: list[Array]) -> str:
    """The kind of a rounded number; which it is for whole ones depends on NumPy's version."""
    kind = common_kind(arrays)
    return kind if kind in ("f", "c") else ""


def truth(arrays: list[Array]) -> str:
    """The kind of a truth value."""
    return "b"


def count(arrays: list[Array]) -> str:
    """The kind of a count or a place."""
    return "i"
