"""The decorator itself: what it does with a function, a method, a property, a class."""

from types import FunctionType
from typing import Any, TypeVar, cast

from interlock.contracts.wrapper import wrap

# Whatever is decorated keeps its very type, so that a type checker sees the signature, type
# variables and overloads that it would see undecorated.
_T = TypeVar("_T")


def shaped(target: _T) -> _T:
    """Holds a function to its annotations, jaxtyping's among them, at every call.

    Args:
        target: A function, a coroutine function, a static or class method, a property, or a
            class: then what makes its instances, such as the `__init__` of a dataclass.

    Raises:
        ShapeError: by the decorated function, if an argument or the result breaks its annotation.

    Example:
        >>> import numpy as np
        >>> from jaxtyping import Float
        >>> @shaped
        ... def double(x: Float[np.ndarray, "n"]) -> Float[np.ndarray, "n"]:
        ...     return 2 * x
        >>> double(np.ones(3))
        array([2., 2., 2.])
        >>> double(np.ones((3, 4)))
        Traceback (most recent call last):
            ...
        interlock.errors.ShapeError: double: "x" must have 1 axis.
          expected: (n,)
          got:      (3, 4)
          try:      pass one of its elements, such as x[0], or reshape it
    """
    return cast(_T, _shaped(target, None))


def _shaped(target: Any, owner: type | None) -> Any:
    if getattr(target, "__no_type_check__", False):
        return target
    if isinstance(target, FunctionType):
        return wrap(target, owner)
    if isinstance(target, (staticmethod, classmethod)):
        return type(target)(_shaped(target.__func__, owner))
    if isinstance(target, property):
        parts = (target.fget, target.fset, target.fdel)
        getter, setter, deleter = (part and _shaped(part, owner) for part in parts)
        return property(getter, setter, deleter, target.__doc__)
    if isinstance(target, type):
        for name in ("__new__", "__init__"):
            if name in vars(target):
                setattr(target, name, _shaped(vars(target)[name], target))
        return target
    raise TypeError(f"shaped: {target!r} is neither a function nor a class.")
