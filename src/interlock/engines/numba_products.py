"""Products of matrices in compiled code, by SciPy's BLAS or by Intel's oneMKL.

numba's own `np.dot` can only overwrite, and knows SciPy's BLAS alone.
"""

from __future__ import annotations

from functools import partial
from typing import Any

from jaxtyping import Float
from llvmlite import binding, ir
from numba import types
from numba.core import cgutils
from numba.extending import intrinsic

from interlock.dimensions import Array
from interlock.engines.blas import PRODUCTS, products_of_mkl, products_of_scipy
from interlock.engines.numba_kernels import compiled

__all__ = ["HAS_MKL", "product"]


def _symbol(owner: str, name: str) -> str:
    return f"interlock_{owner}_{name}"


_SCIPY, _MKL = products_of_scipy(), products_of_mkl()
HAS_MKL = bool(_MKL)
_code: Any = cgutils
for _owner, _places in (("scipy", _SCIPY), ("mkl", _MKL or _SCIPY)):
    for _name, _place in _places.items():
        binding.add_symbol(_symbol(_owner, _name), _place)


@compiled
def product(
    by_mkl: bool,
    first: Float[Array, "a b"],
    first_turned: bool,
    second: Float[Array, "c d"],
    second_turned: bool,
    factors: Float[Array, "2"],
    target: Float[Array, "m n"],
) -> None:
    """Target ← factors[0]·first·second + factors[1]·target, of either the transpose if turned."""
    depth = first.shape[0] if first_turned else first.shape[1]
    if target.size == 0:  # BLAS objects to rows of no numbers
        return
    _gemm(by_mkl, first, first_turned, second, second_turned, depth, factors, target)


def _typed_gemm(
    _: Any,
    by_mkl: Any,
    first: Any,
    first_turned: Any,
    second: Any,
    second_turned: Any,
    depth: Any,
    factors: Any,
    target: Any,
) -> Any:
    """BLAS's function, called in Fortran's way, which takes of everything the place."""
    kinds = (by_mkl, first, first_turned, second, second_turned, depth, factors, target)
    name = PRODUCTS[0] if target.dtype is types.float32 else PRODUCTS[1]
    return types.none(*kinds), partial(_call, name)


def _call(name: str, context: Any, builder: Any, signature: Any, arguments: Any) -> Any:
    by_mkl, first, first_turned, second, second_turned, depth, factors, target = (
        context.make_array(kind)(context, builder, argument)
        if isinstance(kind, types.Array)
        else argument
        for kind, argument in zip(signature.args, arguments, strict=True)
    )

    def letter(turned: Any) -> Any:
        letters = (ir.IntType(8)(ord(which)) for which in "tn")
        return _code.alloca_once_value(builder, builder.select(turned, *letters))

    def number(value: Any) -> Any:
        return _code.alloca_once_value(builder, builder.trunc(value, ir.IntType(32)))

    def size(array: Any, axis: int) -> Any:
        return number(_code.unpack_tuple(builder, array.shape)[axis])

    # BLAS counts columns first, so that to it every array here is turned already.
    places = (
        *(letter(second_turned), letter(first_turned)),
        *(size(target, 1), size(target, 0), number(depth)),
        factors.data,
        *(second.data, size(second, 1), first.data, size(first, 1)),
        builder.gep(factors.data, [context.get_constant(types.intp, 1)]),
        *(target.data, size(target, 1)),
    )
    form = ir.FunctionType(ir.VoidType(), [place.type for place in places])
    owners = (_symbol(owner, name) for owner in ("mkl", "scipy"))
    functions = (_code.get_or_insert_function(builder.module, form, owner) for owner in owners)
    builder.call(builder.select(by_mkl, *functions), places)
    return context.get_dummy_value()


_gemm: Any = intrinsic(_typed_gemm)
