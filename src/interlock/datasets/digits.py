"""The 1,797 handwritten digits that the package brings along."""

from __future__ import annotations

from functools import cache
from pathlib import Path
from typing import Literal

import numpy as np

from interlock.datasets.data import Data, Split

__all__ = ["digits"]


@cache
def digits() -> Split[Literal[64], Literal[10]]:
    """Handwritten digits of 8 x 8 pixels, from 0 (paper) to 1 (ink), in a fixed split.

    Of every ten in a row, seven are for training, the eighth is for validation, the last two
    for the test. The arrays are read-only, since all callers share them.

    Example:
        >>> digits()
        Split(64 -> 10, 1,260 + 179 + 358 examples)

    Source:
        E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine
        Learning Repository (1998), doi:10.24432/C50P49, licence CC BY 4.0; its test set,
        pixels of 0 to 16.
    """
    with np.load(Path(__file__).with_name("digits.npz"), allow_pickle=False) as stored:
        images, labels = stored["images"], stored["labels"]
    inputs = images.astype(np.float32) / 16
    place = np.arange(len(labels)) % 10

    def part(chosen: np.ndarray[tuple[int], np.dtype[np.bool_]]) -> Data[Literal[64], Literal[10]]:
        data = Data.labelled(64, 10, inputs[chosen], labels[chosen])
        data.inputs.flags.writeable = data.targets.flags.writeable = False
        return data

    return Split(part(place < 7), part(place == 7), part(place > 7))
