"""What is wrong with the arrays that an operation is given."""

from __future__ import annotations

from ..shapes import unlike


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
    cause = "" if size is None else f": {unlike(size, room)}"
    return f"shape {shape} does not broadcast to {target}{cause}"


def do_not_broadcast(left: object, right: object, cause: object) -> str:
    return f"shapes {left} and {right} do not broadcast: {cause}"


def moves_differ(source: object, destination: object) -> str:
    return f"the axes {source} cannot move to as many places as {destination} names"


def not_a_plane(axes: object) -> str:
    return f"a plane takes two axes, not {axes}"


def no_length() -> str:
    return '"len" of an array without axes'


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


def not_one_number(shape: object) -> str:
    return f"an array of shape {shape} is not one number"


def ranks_differ(shape: object, other: object) -> str:
    return f"shapes {shape} and {other} have not as many axes"


def lists_differ(conditions: int, choices: int) -> str:
    return f"{conditions} conditions, but {choices} choices"


def not_a_vector(shape: object) -> str:
    return f"shape {shape} is not that of a vector"


def not_alike(shape: object, one: object, two: object) -> str:
    return f"the axes of shape {shape} are not alike: {unlike(one, two)}"


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
    return f"shape {shape} is not square: {unlike(rows, columns)}"


def does_not_solve(left: object, right: object, size: object, rows: object) -> str:
    return f"shapes {left} and {right} do not fit: {unlike(size, rows)}"


def no_norm(shape: object) -> str:
    return f"shape {shape} has neither one axis nor two"


def no_norm_of_axes(count: int) -> str:
    return f"a norm takes one axis or two, not {count}"


def nothing_to_choose(shape: object) -> str:
    return f"shape {shape} has no elements to choose from"


def negative_size(shape: object) -> str:
    return f"shape {shape} has a negative size"


def uneven_lengths(one: object, other: object) -> str:
    return f"lengths {one} and {other} differ"


def uneven_rows(one: object, other: object) -> str:
    return f"rows of shapes {one} and {other} do not make an array"


def do_not_multiply(left: object, right: object, one: object, other: object) -> str:
    return f"shapes {left} and {right} do not fit: {unlike(one, other)}"


def no_product_of_numbers(left: object, right: object) -> str:
    return f"shapes {left} and {right}: a product takes one axis at least"


def summed_axes_differ(left: int, right: int) -> str:
    return f"{left} axes of the first array are to be summed with {right} of the second"


def not_of_three(shape: object, size: object) -> str:
    return f"shape {shape}: a vector of {size} has no cross product"


def weights_not_alike(weights: object, shape: object) -> str:
    return f"weights of shape {weights} do not fit shape {shape}"


def weights_do_not_fit(weights: object, size: object) -> str:
    return f"weights of shape {weights} do not fit an axis of {size}"


def probabilities_differ(weights: object, count: object) -> str:
    return f"probabilities of shape {weights} do not fit {count} choices"


def too_many_chosen(wanted: object, count: object) -> str:
    return f"{wanted} are chosen out of {count}, each no more than once"


def spacings_differ(given: int, axes: int) -> str:
    return f"{given} spacings for {axes} axes"


def too_short(shape: object, size: object) -> str:
    return f"an axis of {size} of shape {shape} is too short for a slope"


def no_transform(size: object) -> str:
    return f"there is no transform of {size} points"


def lengths_differ(lengths: int, axes: int) -> str:
    return f"{lengths} lengths for {axes} axes"
