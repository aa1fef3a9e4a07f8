"""Training: from a network and examples to a network that has learned from them."""

from interlock.training.evaluation import Evaluation, accuracy, evaluate
from interlock.training.fitting import fit
from interlock.training.history import Epoch, History

__all__ = ["Epoch", "Evaluation", "History", "accuracy", "evaluate", "fit"]
