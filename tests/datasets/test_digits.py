from hashlib import sha256

import numpy as np
import pytest

from interlock.datasets import digits


def test_the_split_is_fixed_and_complete() -> None:
    split = digits()
    assert repr(split) == "Split(64 -> 10, 1,260 + 179 + 358 examples)"
    parts = (split.train, split.validation, split.test)
    counts = np.concatenate([part.targets for part in parts]).sum(axis=0)
    # The classes of the 1,797 digits as the UCI repository counts them.
    assert counts.tolist() == [178, 182, 177, 183, 181, 182, 181, 179, 174, 180]
    # One image is in one part only.
    rows = {part.inputs[k].tobytes() for part in (split.train, split.test) for k in (0, 5, -1)}
    assert len(rows) == 6


def test_pixels_go_from_paper_to_ink() -> None:
    inputs = digits().train.inputs
    assert inputs.dtype == np.float32
    assert inputs.min() == 0
    assert inputs.max() == 1
    assert np.array_equal(inputs * 16, np.round(inputs * 16))


def test_the_shared_arrays_cannot_be_changed() -> None:
    with pytest.raises(ValueError, match="read-only"):
        digits().train.inputs[0, 0] = 1


def test_every_pixel_and_label_is_that_of_scikit_learns_copy() -> None:
    parts = (digits().train, digits().validation, digits().test)
    content = b"".join(
        (part.inputs * 16).astype(np.uint8).tobytes() + part.targets.astype(np.uint8).tobytes()
        for part in parts
    )
    # Computed from sklearn.datasets.load_digits() of scikit-learn 1.9.1, split in the same way.
    assert sha256(content).hexdigest() == (
        "c3d028b16dc660022aca2a50467cc9b1101cbdc679aa352904d1b04c121d9c8f"
    )
