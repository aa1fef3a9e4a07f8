"""`@shaped`: the annotations of a function, enforced when it is called.

jaxtyping and beartype give the verdict, and give it in full, the first time that a function meets
arguments of some types, dtypes and shapes. After that the verdict is remembered: the same
signature can only be right again. What depends on more than a signature, such as the elements
of a list, is judged at every call.

Beyond jaxtyping's own rule, that an axis is one size throughout a call, two more hold:

- In a class generic over sizes, an axis named like a size parameter (`i` for `I`) is that
  parameter. Its value is the field annotated with the bare parameter: `num_inputs: I`.
- A parameter annotated with a size variable (`inputs: I`, or `layer: Layer[I, O]`) ties the
  axis to its value.

Arguments are judged as they come in, and so are the sizes of the instance: a body that reshapes an
argument in place goes unnoticed. A body that asks `isinstance` of an array gets its answer by the
axes of the call, as in jaxtyping; it pays for that with a full check at every call.
"""

from interlock.contracts.decorator import shaped

__all__ = ["shaped"]
