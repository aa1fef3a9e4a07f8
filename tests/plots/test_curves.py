from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from interlock import DataError, History, SettingError
from interlock.plots import plot_history
from interlock.training import Epoch


def course(accuracy: float | None = 0.5, validated: bool = True, epochs: int = 4) -> History:
    held_out = (0.7, accuracy) if validated else (None, None)
    return History([Epoch(n, 1 / n, accuracy, *held_out, 0.1) for n in range(1, epochs + 1)])


def curves(ax: Any) -> dict[str, list[float]]:
    return {line.get_label(): np.asarray(line.get_ydata()).tolist() for line in ax.lines}


def test_loss_and_accuracy_are_curves_of_training_and_validation() -> None:
    loss, accuracy = plot_history(course()).axes
    assert (loss.get_xlabel(), loss.get_ylabel()) == ("epoch", "loss")
    assert curves(loss) == {"training": [1, 1 / 2, 1 / 3, 1 / 4], "validation": [0.7] * 4}
    assert accuracy.get_ylabel() == "accuracy"
    assert curves(accuracy) == {"training": [0.5] * 4, "validation": [0.5] * 4}
    assert loss.lines[0].get_xdata().tolist() == [1, 2, 3, 4]


def test_what_there_is_not_is_left_out() -> None:
    assert [ax.get_ylabel() for ax in plot_history(course(None)).axes] == ["loss"]
    assert list(curves(plot_history(course(validated=False)).axes[1])) == ["training"]


def test_the_epoch_that_was_kept_is_marked() -> None:
    history = course()
    history.best = 3
    for ax in plot_history(history).axes:
        assert curves(ax)["epoch 3, kept"] == [0, 1]
        assert ax.lines[-1].get_xdata() == [3, 3]


def test_axes_of_the_users_own_are_used() -> None:
    figure = Figure()
    first, second, third = figure.subplots(1, 3)
    assert plot_history(course(), third) is figure
    assert plot_history(course(), (first, second)) is figure
    assert plot_history(course(), np.array([first, second])) is figure  # as `subplots` gives them
    assert [ax.get_ylabel() for ax in (first, second, third)] == ["loss", "accuracy", "loss"]


def test_part_of_a_figure_gives_the_whole() -> None:
    figure = Figure()
    left, _ = figure.subfigures(1, 2)
    assert plot_history(course(), left.subplots()) is figure


def test_more_axes_than_curves_are_refused() -> None:
    axes = Figure().subplots(1, 3)
    with pytest.raises(SettingError) as caught:
        plot_history(course(), axes)
    assert str(caught.value) == (
        "plot_history: there must be something to plot on every Axes.\n"
        "  expected: 1 for the loss, or 2 with the accuracy\n"
        "  got:      3"
    )
    with pytest.raises(SettingError, match=r"expected: 1 for the loss\n"):
        plot_history(course(None), axes[:2])


def test_a_history_without_an_epoch_is_refused() -> None:
    with pytest.raises(DataError) as caught:
        plot_history(History(engine="numpy", stopped="interrupted after epoch 0"))
    assert str(caught.value) == (
        "plot_history: there must be at least one epoch.\n"
        "  got:      History of 0 epochs, numpy engine: interrupted after epoch 0"
    )


@pytest.mark.parametrize(("epochs", "marker"), [(1, "o"), (30, "o"), (31, "")])
def test_few_epochs_are_points(epochs: int, marker: str) -> None:
    lines = plot_history(course(epochs=epochs)).axes[0].lines
    assert [line.get_marker() for line in lines] == [marker, marker]


def test_a_history_plots_itself() -> None:
    history = course()
    axes = Figure().subplots(1, 2)
    assert history.plot(axes) is axes[0].figure
    assert curves(history.plot().axes[0]) == curves(axes[0])
