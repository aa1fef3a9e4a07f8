from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from interlock import Data, DataError, Layer, SettingError, identity, network
from interlock.plots import plot_misread
from plots.plotted import texts

# It answers with the larger of its two inputs.
LARGER = network(
    Layer(2, 2, activation=identity, initializer=lambda rng, i, o: (np.eye(2), np.zeros(2)))
)


def judged(labels: list[int]) -> Data[Any, Any]:
    rows = np.array([[k, 10.0 * (k % 2)] for k in range(len(labels))])
    return Data.labelled(2, 2, rows, labels)


def test_what_is_misread_is_shown_with_its_class_and_answer() -> None:
    data = judged([0, 0, 0, 1])  # answered 0, 1, 0, 1
    ax = plot_misread(LARGER, data, shape=(1, 2)).axes[0]
    assert ax.get_title() == "1 of 4 misread"
    assert texts(ax) == ["0, read as 1"]
    assert [image.get_array().tolist() for image in ax.images] == [[[1, 10]]]


def test_the_first_are_shown_and_the_larger_a_number_is_the_darker() -> None:
    ax = plot_misread(LARGER, judged([1, 0, 1, 0]), shape=(2, 1), count=2).axes[0]
    assert ax.get_title() == "4 of 4 misread, the first 2"
    assert texts(ax) == ["1, read as 0", "0, read as 1"]
    for image in ax.images:
        assert image.get_clim() == (0, 10)
        dark, light = image.to_rgba(np.array([[10.0, 0.0]]))[0, :, 0]
        assert (dark, light) == (0, 1)


def test_where_nothing_is_misread_the_title_says_so() -> None:
    ax = plot_misread(LARGER, judged([0, 1, 0]), shape=(1, 2)).axes[0]
    assert ax.get_title() == "none of 3 misread"
    assert not ax.images


def test_the_users_own_axes_are_used() -> None:
    figure = Figure()
    ax = figure.subplots()
    assert plot_misread(LARGER, judged([1]), shape=(1, 2), ax=ax) is figure
    assert len(ax.images) == 1


def test_what_cannot_be_plotted_is_refused() -> None:
    with pytest.raises(SettingError, match=r"^plot_misread: the shape of an image that is not"):
        plot_misread(LARGER, judged([1]))
    numbers: Any = Data(2, 2, np.zeros((1, 2)), np.full((1, 2), 0.5))
    with pytest.raises(DataError, match=r"^evaluate: the targets must be classes"):
        plot_misread(LARGER, numbers, shape=(1, 2))
