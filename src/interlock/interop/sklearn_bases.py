"""What the estimators need of scikit-learn, with types, of which scikit-learn has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Self

from interlock.interop.extras import extra

if TYPE_CHECKING:
    import numpy as np
    from numpy.typing import NDArray

    class BaseEstimator:
        """Parameters by name, for pipelines and searches."""

        def get_params(self, deep: bool = True) -> dict[str, Any]: ...
        def set_params(self, **params: Any) -> Self: ...
        def __sklearn_tags__(self) -> Any: ...

    class ClassifierMixin:
        """The share of right answers as the score."""

        def score(self, X: Any, y: Any, sample_weight: Any = None) -> float: ...

    class RegressorMixin:
        """The share of variance explained as the score."""

        def score(self, X: Any, y: Any, sample_weight: Any = None) -> float: ...

    def check_random_state(seed: Any) -> np.random.RandomState: ...
    def check_classification_targets(y: NDArray[Any]) -> None: ...
    def check_is_fitted(estimator: BaseEstimator) -> None: ...
    def validate_data(estimator: BaseEstimator, X: Any, y: Any = ..., **how: Any) -> Any: ...

else:
    with extra("sklearn"):
        from sklearn.base import BaseEstimator, ClassifierMixin, RegressorMixin
        from sklearn.utils import check_random_state
        from sklearn.utils.multiclass import check_classification_targets
        from sklearn.utils.validation import check_is_fitted, validate_data

__all__ = [
    "BaseEstimator",
    "ClassifierMixin",
    "RegressorMixin",
    "check_classification_targets",
    "check_is_fitted",
    "check_random_state",
    "validate_data",
]
