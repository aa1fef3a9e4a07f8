"""Examples to learn from: arrays with their sizes in the type, and two sets of digits."""

from interlock.datasets.data import Data, Split
from interlock.datasets.digits import digits
from interlock.datasets.mnist import mnist

__all__ = ["Data", "Split", "digits", "mnist"]
