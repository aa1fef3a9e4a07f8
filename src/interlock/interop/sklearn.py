"""Estimators for scikit-learn: networks that pipelines, searches and cross-validation can use."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, Self

import numpy as np
from numpy.typing import NDArray

from interlock.activations import Activation, activation_named, identity, softmax
from interlock.datasets.data import Data
from interlock.errors import SettingError
from interlock.interop.sklearn_bases import (
    BaseEstimator,
    ClassifierMixin,
    RegressorMixin,
    check_classification_targets,
    check_is_fitted,
    check_random_state,
    validate_data,
)
from interlock.layer import Layer
from interlock.losses import Loss, log_likelihood, quadratic
from interlock.network import Network, network
from interlock.optimizers import SGD, Adam, Momentum, Optimizer
from interlock.training import History, fit

__all__ = ["InterlockClassifier", "InterlockRegressor"]

_OPTIMIZERS: dict[str, Optimizer] = {"adam": Adam(), "momentum": Momentum(), "sgd": SGD()}
_PRECISIONS = (np.float64, np.float32)  # scikit-learn's data is float64, unless it is float32


class NetworkEstimator(BaseEstimator):
    """What both kinds of estimator are told, and how they train.

    Args:
        hidden: The sizes of the hidden layers; none for a network of one layer.
        activation: That of the hidden layers, or its name.
        epochs: How many times to go through the examples.
        batch_size: How many examples share one step.
        rate: The size of a step.
        optimizer: How to descend, or one of the names adam, momentum, sgd.
        l2: As in `fit`.
        random_state: As everywhere in scikit-learn; for the first weights and the order.

    Attributes:
        network_: The network that was trained, in the precision of the data.
        history_: How its training went.
        n_features_in_: How many columns it was trained on.
    """

    network_: Network[Any, Any]
    history_: History
    n_features_in_: int

    def __init__(
        self,
        *,
        hidden: Sequence[int] = (30,),
        activation: str | Activation = "tanh",
        epochs: int = 50,
        batch_size: int = 32,
        rate: float = 0.01,
        optimizer: str | Optimizer = "adam",
        l2: float = 0.0,
        random_state: int | np.random.RandomState | None = None,
    ) -> None:
        self.hidden = hidden
        self.activation = activation
        self.epochs = epochs
        self.batch_size = batch_size
        self.rate = rate
        self.optimizer = optimizer
        self.l2 = l2
        self.random_state = random_state

    def _train(self, data: Data[Any, Any], last: Activation, loss: Loss) -> None:
        state = check_random_state(self.random_state)
        rng = np.random.default_rng(state.randint(2**31 - 1))
        self.network_ = self._untrained(data, last, rng)
        self.history_ = fit(
            self.network_,
            data,
            epochs=self.epochs,
            batch_size=self.batch_size,
            rate=self.rate,
            loss=loss,
            optimizer=_optimizer(self.optimizer),
            l2=self.l2,
            rng=rng,
        )

    def _untrained(
        self, data: Data[Any, Any], last: Activation, rng: np.random.Generator
    ) -> Network[Any, Any]:
        inner = self.activation
        between = activation_named(inner) if isinstance(inner, str) else inner
        sizes = [data.num_inputs, *self.hidden, data.num_outputs]
        kinds = [between] * len(self.hidden) + [last]
        layers = [
            Layer(inputs, outputs, activation=kind, rng=rng, dtype=data.inputs.dtype)
            for inputs, outputs, kind in zip(sizes, sizes[1:], kinds, strict=False)
        ]
        return network(*layers)

    def _outputs(self, X: Any) -> NDArray[np.floating[Any]]:
        check_is_fitted(self)
        values = validate_data(self, X, reset=False, dtype=_PRECISIONS)
        # Not by `forward`, which keeps its outputs: predicting must not change an estimator, and
        # several threads may do so at once.
        for layer in self.network_:
            values = layer.activation(layer.own(values) @ layer.weight.T + layer.bias)
        return np.asarray(values)


class InterlockClassifier(ClassifierMixin, NetworkEstimator):
    """A network that classifies: softmax over the classes, trained on their log-likelihood.

    Attributes:
        classes_: The labels, in the order of the network's outputs.

    Example:
        >>> X = [[0.0, 0.0], [0.0, 1.0], [1.0, 0.0], [1.0, 1.0]]
        >>> xor = InterlockClassifier(epochs=200, random_state=0).fit(X, ["no", "yes", "yes", "no"])
        >>> xor.predict(X).tolist()
        ['no', 'yes', 'yes', 'no']
    """

    classes_: NDArray[Any]

    def fit(self, X: Any, y: Any) -> Self:
        """Train a new network on the rows of `X`, of which `y` holds the labels.

        Raises:
            ValueError: scikit-learn refuses the data, or `fit` a setting.
        """
        X, y = validate_data(self, X, y, dtype=_PRECISIONS)
        check_classification_targets(y)
        self.classes_, labels = np.unique(y, return_inverse=True)
        data = Data.labelled(X.shape[1], len(self.classes_), X, labels)
        self._train(data, softmax, log_likelihood)
        return self

    def predict_proba(self, X: Any) -> NDArray[np.floating[Any]]:
        """The probability of each class, in the order of `classes_`."""
        return self._outputs(X)

    def predict(self, X: Any) -> NDArray[Any]:
        """The most probable label of each row."""
        probabilities = self.predict_proba(X)
        labels: NDArray[Any] = self.classes_[probabilities.argmax(axis=1)]
        return labels


class InterlockRegressor(RegressorMixin, NetworkEstimator):
    """A network that estimates numbers: plain sums as outputs, trained on the squared error.

    Numbers far from 0 and 1 are learned sooner after scikit-learn's `StandardScaler`, and targets
    within its `TransformedTargetRegressor`.

    Attributes:
        n_outputs_: How many numbers it estimates of each row.

    Example:
        >>> X = [[0.0], [0.5], [1.0]]
        >>> half = InterlockRegressor(hidden=(), epochs=2000, random_state=0).fit(X, [0, 1, 2])
        >>> half.predict([[0.25]]).round(2).tolist()
        [0.5]
    """

    n_outputs_: int

    def fit(self, X: Any, y: Any) -> Self:
        """Train a new network on the rows of `X`, whose targets are `y`: one each, or a row each.

        Raises:
            ValueError: scikit-learn refuses the data, or `fit` a setting.
        """
        X, y = validate_data(self, X, y, dtype=_PRECISIONS, multi_output=True, y_numeric=True)
        targets = y.reshape(len(y), -1).astype(X.dtype, copy=False)
        self._single = y.ndim == 1
        self.n_outputs_ = targets.shape[1]
        self._train(Data(X.shape[1], self.n_outputs_, X, targets), identity, quadratic)
        return self

    def predict(self, X: Any) -> NDArray[np.floating[Any]]:
        """The estimates, in the shape of the targets that were learned from."""
        outputs = self._outputs(X)
        return outputs[:, 0] if self._single else outputs

    def __sklearn_tags__(self) -> Any:
        tags = super().__sklearn_tags__()
        tags.target_tags.multi_output = True
        return tags


def _optimizer(given: str | Optimizer) -> Optimizer:
    if isinstance(given, Optimizer):
        return given
    if given in _OPTIMIZERS:
        return _OPTIMIZERS[given]
    raise SettingError(
        "Estimator: optimizer must be an Optimizer or the name of one.",
        expected=", ".join(_OPTIMIZERS),
        got=repr(given),
        remedy='optimizer="adam"',
    )
