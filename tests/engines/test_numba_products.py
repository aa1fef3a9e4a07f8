"""The matrix products of compiled code, beside NumPy's."""

from importlib import metadata
from typing import Any

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("numba")
pytest.importorskip("scipy")
from interlock.activations import sigmoid
from interlock.engines import Job, blas, choose_engine
from interlock.engines.numba_products import HAS_MKL, product
from interlock.layer import Layer
from interlock.losses import cross_entropy
from interlock.optimizers import SGD

SIZES = st.integers(1, 9)
FLAGS = st.booleans()


@given(SIZES, SIZES, SIZES, FLAGS, FLAGS, FLAGS, st.sampled_from([np.float32, np.float64]))
def test_it_is_numpys_product_by_either_library(
    rows: int,
    depth: int,
    columns: int,
    first_turned: bool,
    second_turned: bool,
    mkl: bool,
    kind: Any,
) -> None:
    rng = np.random.default_rng(rows + 10 * depth + 100 * columns)
    first = rng.normal(size=(depth, rows) if first_turned else (rows, depth)).astype(kind)
    second = rng.normal(size=(columns, depth) if second_turned else (depth, columns)).astype(kind)
    target = rng.normal(size=(rows, columns)).astype(kind)
    factors = rng.normal(size=2).astype(kind)
    left = first.T if first_turned else first
    right = second.T if second_turned else second
    expected = factors[0] * (left @ right) + factors[1] * target
    product(mkl, first, first_turned, second, second_turned, factors, target)
    close = 1e-5 if kind is np.float32 else 1e-13
    np.testing.assert_allclose(target, expected, close, close * 10)


def test_no_rows_are_left_as_they_are(capfd: pytest.CaptureFixture[str]) -> None:
    none, factors = np.ones((0, 0)), np.array([1.0, 0.0])
    product(False, np.ones((0, 3)), False, np.ones((0, 3)), True, factors, none)
    assert capfd.readouterr() == ("", "")  # where BLAS would write its objections


def test_mkl_is_taken_where_it_is_installed_and_products_are_large() -> None:
    through = ", through oneMKL" if HAS_MKL else ""
    for width, said in ((1_000, through), (100, "")):
        layer = Layer(width, width, activation=sigmoid, rng=1)
        inputs, targets = np.ones((2, 100, width))
        job = Job((layer,), inputs, targets, cross_entropy, SGD(), 0.1, 0.0, 100)
        reason = choose_engine("numba", job).reason.removesuffix(", by one thread")
        assert reason == f"whole epochs in batches of 100, compiled{said}"


def test_where_mkl_is_not_installed_it_has_no_products(monkeypatch: pytest.MonkeyPatch) -> None:
    def files(name: str) -> None:
        raise metadata.PackageNotFoundError(name)

    monkeypatch.setattr(metadata, "files", files)
    assert blas.products_of_mkl() == {}


def test_an_installation_without_its_library_has_no_products(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(metadata, "files", lambda name: None)
    assert blas.products_of_mkl() == {}
