from typing import Any

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.figure import Figure

from interlock import DataError, Layer, digits, evaluate, network
from interlock.plots import plot_confusion
from plots.plotted import pixels, texts


@settings(max_examples=10)
@given(st.integers(1, 6), st.integers(0, 2**32 - 1))
def test_every_count_stands_in_its_cell(classes: int, seed: int) -> None:
    counts = np.random.default_rng(seed).integers(0, 3, (classes, classes))
    [ax] = plot_confusion(counts).axes
    shown = np.zeros_like(counts)
    for text in ax.texts:
        column, row = (int(place) for place in text.get_position())
        shown[row, column] = int(text.get_text())
    assert shown.tolist() == counts.tolist()


def test_axes_and_title_say_what_is_counted() -> None:
    [ax] = plot_confusion(np.array([[1500, 500], [0, 2000]]), ["cat", "dog"]).axes
    assert (ax.get_xlabel(), ax.get_ylabel()) == ("answer", "class")
    assert ax.get_title() == "87.50%: 3,500 of 4,000 right"
    for ticks in (ax.get_xticklabels(), ax.get_yticklabels()):
        assert [tick.get_text() for tick in ticks] == ["cat", "dog"]


def test_an_evaluation_is_plotted_by_its_confusion() -> None:
    result = evaluate(network(Layer(64, 10, rng=1)), digits().test)
    one, two = plot_confusion(result), plot_confusion(result.confusion)
    assert texts(one.axes[0]) == texts(two.axes[0])


def test_many_classes_have_no_room_for_numbers() -> None:
    [ax] = plot_confusion(np.eye(21, dtype=int)).axes
    assert texts(ax) == []


def colour(counts: Any, row: int, column: int) -> list[int]:
    """Of the corner of a cell, where no number is."""
    figure = Figure()
    ax = figure.subplots()
    plot_confusion(np.array(counts), ax=ax)
    image = pixels(figure)
    x, y = ax.transData.transform((column - 0.4, row - 0.4))
    return [int(part) for part in image[len(image) - int(y), int(x)]]


def test_mistakes_are_darker_the_more_there_are_and_none_has_no_colour() -> None:
    counts = [[90, 1, 0], [5, 50, 2], [0, 0, 70]]
    brightness = [sum(colour(counts, *cell)) for cell in [(0, 2), (0, 1), (1, 2), (1, 0)]]
    assert brightness == sorted(set(brightness), reverse=True)
    assert brightness[0] == 3 * 255
    assert brightness[-1] < 2 * 255
    red, _, blue = colour(counts, 1, 0)
    assert red > blue
    red, _, blue = colour(counts, 1, 1)
    assert blue > red


@pytest.mark.parametrize("counts", [[[3, 0], [0, 2]], [[0, 0], [0, 0]]])
def test_no_mistake_or_no_example_is_no_mistake(counts: Any) -> None:
    pixels(plot_confusion(np.array(counts)))


def test_the_users_own_axes_are_used() -> None:
    figure = Figure()
    ax = figure.subplots(2, 2)[1, 1]
    assert plot_confusion(np.eye(3, dtype=int), ax=ax) is figure
    assert ax.get_title() == "100.00%: 3 of 3 right"


def complaint(*arguments: Any) -> str:
    with pytest.raises(DataError) as caught:
        plot_confusion(*arguments)
    return str(caught.value)


@pytest.mark.parametrize(
    ("counts", "got"),
    [
        (np.zeros((2, 3), int), "int64 of shape (2, 3)"),
        (np.zeros((0, 0), int), "int64 of shape (0, 0)"),
        (np.zeros((2, 2)), "float64 of shape (2, 2)"),
        (np.full((2, 2), -1), "int64 of shape (2, 2)"),
    ],
)
def test_what_is_no_matrix_of_counts_is_refused(counts: Any, got: str) -> None:
    assert complaint(counts) == (
        "plot_confusion: the counts must be a square matrix of whole numbers from 0 on.\n"
        "  expected: an Evaluation, or its confusion\n"
        f"  got:      {got}"
    )


def test_names_of_other_classes_are_refused() -> None:
    assert complaint(np.eye(3, dtype=int), ["a", "b"]) == (
        "plot_confusion: there must be a name for every class.\n  expected: 3\n  got:      2"
    )
