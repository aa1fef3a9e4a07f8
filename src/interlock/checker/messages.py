"""Every text of the static checker, in mypy's voice: names quoted, no full stop."""

from __future__ import annotations

from .relations import Mismatch, Where


def argument_differs(argument: str, function: str, mismatch: Mismatch) -> str:
    return f'Argument "{argument}" of "{function}" {_has_not_the_shape(mismatch)}'


def result_differs(function: str, mismatch: Mismatch) -> str:
    return f'Result of "{function}" {_has_not_the_shape(mismatch)}'


def value_differs(target: str, mismatch: Mismatch) -> str:
    return f'Value of "{target}" {_has_not_the_shape(mismatch)}'


def _has_not_the_shape(mismatch: Mismatch) -> str:
    where = " and ".join(map(_meaning, mismatch.where))
    condition = f" where {where}" if where else ""
    return f"has shape {mismatch.actual}; expected {mismatch.expected}{condition}"


def _meaning(where: Where) -> str:
    source = f' (from argument "{where.source}")' if where.source else ""
    return f"{where.name} is {where.value}{source}"


def index_out_of_bounds(index: object, reached: object, length: object) -> str:
    reach = " is" if index == reached else f" reaches {reached},"
    return f"index {index}{reach} out of bounds for an axis of size {length}"


def index_wraps_round(index: object, lowest: object) -> str:
    return f"index {index} reaches {lowest}, which wraps round to the end of the axis"


def comma_in_axes() -> str:
    return "axes are separated by spaces, not by commas"


def trailing_hash(word: str) -> str:
    return f'"#" stands in front of an axis, not behind it as in "{word}"'


def joined_ellipsis(word: str) -> str:
    return f'"..." stands on its own, not as in "{word}"'


def repeated_mark(mark: str) -> str:
    return f'"{mark}" stands at most once in front of an axis'


def incompatible_marks(word: str, what: str, mark: str) -> str:
    return f'{what} takes no "{mark}", as in "{word}"'


def two_variadic() -> str:
    return 'only one axis may be "*name" or "..."'


def unprintable() -> str:
    return "a null character or a lone surrogate has no place in the name of an axis"


def axis_out_of_range(number: int, shape: object) -> str:
    return f"axis {number} is out of range for shape {shape}"


def new_axis_out_of_range(number: int, shape: object) -> str:
    return f"axis {number} is out of range for shape {shape} with one axis more"


def repeated_axis(shape: object) -> str:
    return f"an axis of shape {shape} is named twice"


def not_of_rank(shape: object, rank: int) -> str:
    return f"shape {shape} has not {rank} axes"


def too_few_axes(shape: object, least: int) -> str:
    return f"shape {shape} has fewer than {least} axes"


def two_holes(shape: object) -> str:
    return f"only one size of {shape} may be left open by -1"


def elements_differ(old: object, new: object, elements: object, wanted: object) -> str:
    return f"shape {old} has {elements} elements; {new} has {wanted}"


def cannot_fill(old: object, new: object) -> str:
    return f"no size instead of -1 makes {new} of shape {old}"


def not_squeezable(shape: object, size: object) -> str:
    return f"an axis of size {size} of shape {shape} cannot be dropped"


def does_not_fill(shape: object, target: object, size: object = None, room: object = None) -> str:
    cause = "" if size is None else f": {size} is not {room}"
    return f"shape {shape} does not broadcast to {target}{cause}"


def do_not_broadcast(left: object, right: object, cause: object) -> str:
    return f"shapes {left} and {right} do not broadcast: {cause}"


def moves_differ(source: object, destination: object) -> str:
    return f"the axes {source} cannot move to as many places as {destination} names"


def not_a_plane(axes: object) -> str:
    return f"a plane takes two axes, not {axes}"


def no_length() -> str:
    return '"len" of an array without axes'


def slice_step_zero() -> str:
    return "a slice with a step of 0"


def too_many_indices(shape: object, count: int) -> str:
    return f"too many indices for shape {shape}: {count}"


def two_ellipses() -> str:
    return 'an index may hold only one "..."'


def indices_differ(cause: object) -> str:
    return f"the arrays of an index do not fit: {cause}"


def mask_differs(mask: object, axis: int, wanted: object, got: object) -> str:
    return f"mask of shape {mask} does not fit axis {axis}: {wanted} is not {got}"


def tuple_index_out_of_range(index: object, length: int) -> str:
    return f"index {index} is out of range for a tuple of length {length}"


def cannot_assign(cause: object) -> str:
    return f"assignment to an index: {cause}"


def piece_of_rank(number: int, shape: object, rank: int) -> str:
    return f"argument {number} has shape {shape}; expected {rank} axes"


def pieces_without_axes() -> str:
    return "arrays without axes cannot be joined"


def piece_differs(number: int, axis: int, size: object, expected: object) -> str:
    return f"axis {axis} of argument {number} is {size}; expected {expected}"


def no_sections(count: int) -> str:
    return f"{count} sections"


def uneven_sections(size: object, count: int) -> str:
    return f"an axis of {size} does not divide into {count} equal sections"


def no_iteration() -> str:
    return "iteration over an array without axes"


def range_step_zero() -> str:
    return "a range with a step of 0"


def not_one_number(shape: object) -> str:
    return f"an array of shape {shape} is not one number"


def revealed(shape: object) -> str:
    return f'Revealed shape is "{shape}"'


def shape_lost(operation: str) -> str:
    return f'The shape is lost in "{operation}"'


def cannot_unpack(shape: object, count: int) -> str:
    return f"an array of shape {shape} does not unpack into {count} values"


def values_differ(given: int, wanted: int) -> str:
    return f"{given} values do not unpack into {wanted}"


def ranks_differ(shape: object, other: object) -> str:
    return f"shapes {shape} and {other} have not as many axes"


def lists_differ(conditions: int, choices: int) -> str:
    return f"{conditions} conditions, but {choices} choices"


def not_a_vector(shape: object) -> str:
    return f"shape {shape} is not that of a vector"


def not_alike(shape: object, one: object, two: object) -> str:
    return f"the axes of shape {shape} are not alike: {one} is not {two}"


def windows_differ(window: object, shape: object) -> str:
    return f"window {window} does not name a size for each axis of shape {shape}"


def window_too_wide(width: object, size: object) -> str:
    return f"a window of {width} is wider than an axis of {size}"


def negative(number: object) -> str:
    return f"{number} is negative"


def repeats_differ(counts: object, size: object) -> str:
    return f"counts of shape {counts} do not fit an axis of {size}"


def negative_padding() -> str:
    return "a negative width"


def paddings_differ(count: int, rank: int) -> str:
    return f"{count} pairs of widths for {rank} axes"


def not_a_padding(count: int) -> str:
    return f"{count} widths for the two ends of an axis"


def cannot_insert(number: object, size: object) -> str:
    return f"index {number} is out of range for an axis of {size}"


def not_a_matrix(shape: object) -> str:
    return f"shape {shape} is not that of a matrix"


def not_square(shape: object, rows: object, columns: object) -> str:
    return f"shape {shape} is not square: {rows} is not {columns}"


def does_not_solve(left: object, right: object, size: object, rows: object) -> str:
    return f"shapes {left} and {right} do not fit: {size} is not {rows}"


def no_norm(shape: object) -> str:
    return f"shape {shape} has neither one axis nor two"


def no_norm_of_axes(count: int) -> str:
    return f"a norm takes one axis or two, not {count}"


def nothing_to_choose(shape: object) -> str:
    return f"shape {shape} has no elements to choose from"


def negative_size(shape: object) -> str:
    return f"shape {shape} has a negative size"


def uneven_rows(one: object, other: object) -> str:
    return f"rows of shapes {one} and {other} do not make an array"


def operands_differ(words: int, operands: int) -> str:
    return f"the pattern has {words} operands; {operands} are given"


def do_not_multiply(left: object, right: object, one: object, other: object) -> str:
    return f"shapes {left} and {right} do not fit: {one} is not {other}"


def no_product_of_numbers(left: object, right: object) -> str:
    return f"shapes {left} and {right}: a product takes one axis at least"


def summed_axes_differ(left: int, right: int) -> str:
    return f"{left} axes of the first array are to be summed with {right} of the second"


def not_of_three(shape: object, size: object) -> str:
    return f"shape {shape}: a vector of {size} has no cross product"


def malformed(text: str, rule: str) -> str:
    """A jaxtyping string that jaxtyping itself refuses."""
    quoted = f'"{text}"' if text.isprintable() else repr(text)
    return f"Invalid axes {quoted}: {rule}"


def weights_not_alike(weights: object, shape: object) -> str:
    return f"weights of shape {weights} do not fit shape {shape}"


def weights_do_not_fit(weights: object, size: object) -> str:
    return f"weights of shape {weights} do not fit an axis of {size}"


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


def probabilities_differ(weights: object, count: object) -> str:
    return f"probabilities of shape {weights} do not fit {count} choices"


def too_many_chosen(wanted: object, count: object) -> str:
    return f"{wanted} are chosen out of {count}, each no more than once"


def layers_do_not_fit(place: int, gives: str, takes: str) -> str:
    return f"Layers do not fit: layer {place} gives {gives}, layer {place + 1} takes {takes}"


def spacings_differ(given: int, axes: int) -> str:
    return f"{given} spacings for {axes} axes"


def too_short(shape: object, size: object) -> str:
    return f"an axis of {size} of shape {shape} is too short for a slope"


def no_transform(size: object) -> str:
    return f"there is no transform of {size} points"


def lengths_differ(lengths: int, axes: int) -> str:
    return f"{lengths} lengths for {axes} axes"


def not_an_index(kind: str) -> str:
    return f"{kind} cannot be used as an index; expected whole numbers"


def not_a_number(shape: object) -> str:
    return f"an array of shape {shape} stands where a whole number is expected"


def tuple_not_a_number() -> str:
    return "a tuple stands where a whole number is expected"


def number_has_no_items() -> str:
    return "a whole number has no items"
