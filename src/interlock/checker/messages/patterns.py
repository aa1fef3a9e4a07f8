"""What is wrong with the pattern of an `einsum` or a `rearrange`."""

from __future__ import annotations


def operands_differ(words: int, operands: int) -> str:
    return f"the pattern has {words} operands; {operands} are given"


def not_a_word(word: str) -> str:
    return f'"{word}" in the pattern is not made of letters and at most one "..."'


def dots_missing(dots: object) -> str:
    return f'the result has no "..." for the axes {dots}'


def names_do_not_fit(word: str, shape: object) -> str:
    return f'"{word}" does not name the axes of shape {shape}'


def name_differs(name: str, one: object, other: object) -> str:
    return f'"{name}" is {one} and {other}'


def name_missing(name: str) -> str:
    return f'"{name}" of the result names no axis of an operand'


def name_repeated(name: str) -> str:
    return f'"{name}" occurs twice on one side of the pattern'


def not_a_pattern(text: str) -> str:
    return f'"{text}" is not made of names, numbers, "..." and parentheses'


def group_differs(group: str, product: object, shape: object, size: object) -> str:
    return f'"{group}" is {product}; that axis of shape {shape} is {size}'


def group_does_not_divide(group: str, product: object, size: object) -> str:
    return f'"{group}" cannot be {size}, which is not a multiple of {product}'


def names_not_inferred(names: str) -> str:
    return f"no more than one of {names} can be left open"


def names_on_one_side(names: str, side: str) -> str:
    return f"{names} on the {side} side of the pattern only"


def size_not_given(names: str) -> str:
    return f"no size is given for {names}"


def not_in_pattern(names: str) -> str:
    return f"{names} not in the pattern"


def dots_in_parentheses() -> str:
    return '"..." stands in no parentheses on the left side of a pattern'
