from typing import Any

import numpy as np
import pytest
from matplotlib.figure import Figure

from interlock import Layer, SettingError, SizeError, network
from interlock.plots import plot_weights
from plots.plotted import texts


def test_each_neuron_has_an_image_of_its_weights() -> None:
    layer = Layer(6, 3, rng=1)
    ax = plot_weights(layer, shape=(2, 3)).axes[0]
    images = [image.get_array() for image in ax.images]
    assert np.array_equal(images, layer.weight.reshape(3, 2, 3))
    assert texts(ax) == ["0", "1", "2"]
    assert ax.get_title() == "weights of Layer(6 -> 3, sigmoid)"


def test_zero_is_in_the_middle_of_the_colours_and_all_neurons_share_them() -> None:
    layer = Layer(4, 2)
    layer.assign(np.array([[1.0, 2, 3, 4], [0, 0, -5, 0]]), np.zeros(2))
    figure = plot_weights(layer)
    ax, scale = figure.axes
    assert [image.get_clim() for image in ax.images] == [(-5, 5), (-5, 5)]
    assert scale.get_ylabel() == "weight"
    for image in ax.images:
        red, _, blue, _ = image.to_rgba(np.array([[-5.0, 5.0]]))[0].T
        assert red[0] < blue[0]
        assert red[1] > blue[1]
        assert image.to_rgba(np.zeros((1, 1)))[0, 0].min() > 0.95


def test_weights_that_are_all_zero_are_white() -> None:
    layer = Layer(4, 1)
    layer.assign(np.zeros((1, 4)), np.zeros(1))
    assert plot_weights(layer).axes[0].images[0].get_clim() == (-1, 1)


def test_of_many_neurons_the_first_are_shown() -> None:
    ax = plot_weights(Layer(4, 5), count=3).axes[0]
    assert len(ax.images) == 3
    assert ax.get_title() == "weights of Layer(4 -> 5, sigmoid), the first 3"


def test_the_users_own_axes_are_used() -> None:
    figure = Figure()
    _, ax = figure.subplots(1, 2)
    assert plot_weights(Layer(4, 2), ax=ax) is figure
    assert len(ax.images) == 2


def test_what_cannot_be_plotted_is_refused() -> None:
    with pytest.raises(SettingError, match=r"^plot_weights: the shape of an image that is not"):
        plot_weights(Layer(3, 2))
    with pytest.raises(SizeError, match=r"^plot_weights"):
        plot_weights(Layer(4, 2), count=0)
    net: Any = network(Layer(4, 2))
    with pytest.raises(SettingError) as caught:
        plot_weights(net)
    assert str(caught.value) == (
        "plot_weights: the layer must have weights.\n  got:      Network(4 -> 2)"
    )
