"""The estimators keep scikit-learn's own rules, and work in its tools."""

import pickle
from typing import Any

import numpy as np
import pytest
from joblib import parallel_config
from sklearn.compose import TransformedTargetRegressor
from sklearn.datasets import load_diabetes, load_digits, load_iris
from sklearn.model_selection import GridSearchCV, cross_val_score, train_test_split
from sklearn.pipeline import make_pipeline
from sklearn.preprocessing import StandardScaler
from sklearn.utils.estimator_checks import check_estimator

from interlock import Adam, Momentum, SettingError, relu
from interlock.interop import InterlockClassifier, InterlockRegressor

CLASSES = [InterlockClassifier, InterlockRegressor]


@pytest.mark.parametrize("kind", CLASSES)
def test_an_estimator_passes_every_check_of_scikit_learn(
    kind: Any, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Without this, scikit-learn leaves one of its checks out.
    monkeypatch.setenv("SCIPY_ARRAY_API", "1")
    results = check_estimator(kind())
    assert len(results) > 50
    assert {result["status"] for result in results} == {"passed"}


def test_a_classifier_reads_digits_in_a_pipeline() -> None:
    X, y = load_digits(return_X_y=True)
    X_train, X_test, y_train, y_test = train_test_split(X, y, random_state=0)
    reader = make_pipeline(StandardScaler(), InterlockClassifier(epochs=20, random_state=0))
    assert reader.fit(X_train, y_train).score(X_test, y_test) > 0.95


def test_a_search_finds_that_hidden_neurons_and_epochs_help() -> None:
    X, y = load_iris(return_X_y=True)
    grid = {"hidden": [(), (8,), (8, 4)], "activation": ["tanh", relu], "epochs": [1, 60]}
    search = GridSearchCV(InterlockClassifier(random_state=0), grid, cv=3, n_jobs=1).fit(X, y)
    assert search.best_params_["epochs"] == 60
    assert search.best_score_ > 0.95


def test_a_search_in_several_threads_finds_the_same() -> None:
    X, y = load_iris(return_X_y=True)
    grid = {"hidden": [(), (8,)], "optimizer": ["adam", Momentum(0.5)]}
    model = InterlockClassifier(epochs=5, random_state=0)
    with parallel_config("threading"):
        scores = [
            GridSearchCV(model, grid, cv=2, n_jobs=jobs).fit(X, y).cv_results_["mean_test_score"]
            for jobs in (1, 4)
        ]
    assert np.array_equal(*scores)


def test_a_regressor_is_cross_validated() -> None:
    X, y = load_diabetes(return_X_y=True)
    plain = make_pipeline(StandardScaler(), InterlockRegressor(hidden=(), random_state=0))
    model = TransformedTargetRegressor(plain, transformer=StandardScaler())
    assert cross_val_score(model, X, y, cv=3).mean() > 0.45


def test_a_network_of_one_layer_is_the_straight_line_through_the_points() -> None:
    X = np.random.default_rng(0).normal(size=(200, 3))
    y = X @ np.array([[1.0, 2.0], [0.0, -1.0], [3.0, 0.5]]) + [1, -1]
    model = InterlockRegressor(hidden=(), epochs=200, random_state=0).fit(X, y)
    assert model.n_outputs_ == 2
    assert model.predict(X).shape == (200, 2)
    assert np.abs(model.predict(X) - y).max() < 1e-3


@pytest.mark.parametrize("kind", CLASSES)
def test_a_pickled_estimator_predicts_the_same(kind: Any) -> None:
    X, y = load_iris(return_X_y=True)
    model = kind(epochs=3, activation=relu, optimizer=Adam(), random_state=0).fit(X, y)
    copied = pickle.loads(pickle.dumps(model))
    assert np.array_equal(copied.predict(X), model.predict(X))
    assert copied.network_ == model.network_


@pytest.mark.parametrize("dtype", [np.float32, np.float64])
def test_the_precision_is_that_of_the_data(dtype: Any) -> None:
    X, y = load_iris(return_X_y=True)
    model = InterlockClassifier(epochs=1).fit(X.astype(dtype), y)
    assert {layer.weight.dtype for layer in model.network_} == {np.dtype(dtype)}
    assert model.predict_proba(X.astype(dtype)).dtype == dtype


def test_the_network_of_an_estimator_gives_its_probabilities() -> None:
    X, y = load_iris(return_X_y=True)
    model = InterlockClassifier(epochs=2, random_state=0).fit(X, y)
    assert repr(model.network_) == "Network(4 -> 30 -> 3)"
    assert np.allclose(model.network_.forward(X), model.predict_proba(X), rtol=1e-12)
    assert len(model.history_) == 2


def test_predicting_keeps_nothing_of_what_was_predicted() -> None:
    X, y = load_iris(return_X_y=True)
    model = InterlockClassifier(epochs=1, random_state=0).fit(X, y)
    before = len(pickle.dumps(model))
    model.predict(np.tile(X, (100, 1)))
    assert len(pickle.dumps(model)) == before


def test_an_optimizer_of_no_such_name_is_told() -> None:
    with pytest.raises(SettingError) as caught:
        InterlockClassifier(optimizer="newton").fit([[0.0], [1.0]], [0, 1])
    assert str(caught.value) == (
        "Estimator: optimizer must be an Optimizer or the name of one.\n"
        "  expected: adam, momentum, sgd\n"
        "  got:      'newton'\n"
        '  try:      optimizer="adam"'
    )
