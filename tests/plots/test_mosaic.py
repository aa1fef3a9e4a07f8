from itertools import pairwise
from typing import Any

import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from interlock import SettingError
from interlock.plots.mosaic import figure_size, image_shape, show_images


def complaint(size: int, shape: tuple[int, int] | None) -> str:
    with pytest.raises(SettingError) as caught:
        image_shape("plot", size, shape)
    return str(caught.value)


@given(st.integers(1, 30), st.integers(1, 30))
def test_a_shape_with_as_many_pixels_is_taken_and_a_square_needs_none(high: int, wide: int) -> None:
    assert image_shape("plot", high * wide, (high, wide)) == (high, wide)
    assert image_shape("plot", high * high, None) == (high, high)


def test_what_is_no_square_needs_a_shape() -> None:
    assert complaint(30, None) == (
        "plot: the shape of an image that is not square must be given.\n"
        "  expected: height times width to be 30\n"
        "  got:      30 inputs\n"
        "  try:      shape=(5, 6), if that is what they are"
    )


def test_a_shape_of_other_pixels_is_refused() -> None:
    assert complaint(64, (8, 9)) == (
        "plot: an image must have a pixel for every input.\n"
        "  expected: height times width to be 64\n"
        "  got:      shape=(8, 9), 72 pixels\n"
        "  try:      shape=(8, 8), if that is what they are"
    )
    assert "got:      shape=(-8, -8), 64 pixels" in complaint(64, (-8, -8))


@given(st.integers(1, 10_000))
def test_the_shape_that_is_suggested_can_be_taken(size: int) -> None:
    assume(int(size**0.5) ** 2 != size)
    text = complaint(size, None).splitlines()[-1]
    shape: Any = tuple(int(word) for word in text[text.index("(") + 1 : text.index(")")].split(","))
    assert image_shape("plot", size, shape) == shape


@settings(max_examples=20)
@given(st.integers(1, 12), st.integers(1, 4), st.integers(1, 4))
def test_images_stand_apart_inside_the_axes_with_their_captions(
    count: int, height: int, width: int
) -> None:
    images = np.arange(count * height * width, dtype=float).reshape(count, height, width)
    ax = Figure(figsize=figure_size(count, (height, width))).subplots()
    captions = [f"no. {k}" for k in range(count)]
    show_images(ax, images, captions)
    assert [image.get_array().tolist() for image in ax.images] == images.tolist()
    assert [text.get_text() for text in ax.texts] == captions
    low, high = ax.get_xlim()
    bottom, top = ax.get_ylim()
    places = [image.get_extent() for image in ax.images]
    for left, right, floor, roof in places:
        assert low < left < right < high
        assert bottom > floor > roof > top
        assert (floor - roof) / (right - left) == pytest.approx(height / width)
    for one, two in pairwise(places):
        assert two[0] > one[1] or two[3] > one[2]
