"""Frames of pandas and polars are data."""

from typing import Any

import numpy as np
import pandas
import polars
import pytest

from interlock import DataError, Layer, softmax
from interlock.interop import data_from, labelled_data_from
from interlock.training import evaluate, fit

RNG = np.random.default_rng(0)
NUMBERS = RNG.normal(size=(60, 3))
LABELS = (NUMBERS[:, 0] > 0).astype(int)
KINDS: Any = [pandas, polars]


def frame(kind: Any, **columns: Any) -> Any:
    return kind.DataFrame(columns)


@pytest.mark.parametrize("kind", KINDS)
def test_a_frame_trains_as_its_numbers_do(kind: Any) -> None:
    table = frame(kind, a=NUMBERS[:, 0], b=NUMBERS[:, 1], c=NUMBERS[:, 2], label=LABELS)
    data = labelled_data_from(3, 2, table[["a", "b", "c"]], table["label"])
    net = Layer(3, 4, rng=0) >> Layer(4, 2, activation=softmax, rng=1)
    twin = Layer(3, 4, rng=0) >> Layer(4, 2, activation=softmax, rng=1)
    fit(net, data, epochs=20, rng=2)
    fit(twin, labelled_data_from(3, 2, NUMBERS, LABELS), epochs=20, rng=2)
    assert net == twin
    assert evaluate(net, data).accuracy > 0.9


def memory_of(table: Any) -> Any:
    first = table.iloc[:, 0] if isinstance(table, pandas.DataFrame) else table.to_series(0)
    return first.to_numpy()


@pytest.mark.parametrize(
    "table",
    [
        pandas.DataFrame(NUMBERS),
        pandas.DataFrame({"a": [1.0, 2.0]}),
        polars.DataFrame({"a": [1.0, 2.0]}),
        polars.DataFrame(NUMBERS[:, :1].copy()),
    ],
)
def test_numbers_in_one_piece_of_memory_are_not_copied(table: Any) -> None:
    width = table.shape[1]
    assert np.shares_memory(data_from(width, width, table, table).inputs, memory_of(table))


@pytest.mark.parametrize("kind", KINDS)
def test_a_series_is_a_single_column(kind: Any) -> None:
    data = data_from(1, 1, kind.Series([1.0, 2.0]), kind.Series([3, 4]))
    assert data.inputs.tolist() == [[1], [2]]
    assert data.targets.tolist() == [[3], [4]]


MIXED: Any = [
    pandas.DataFrame({"a": [True, False], "b": [1.5, 2.0]}),
    pandas.DataFrame({"a": pandas.array([1, 0], dtype="Int64"), "b": [1.5, 2.0]}),
    pandas.DataFrame({"a": pandas.array([1, 0], dtype="Int8"), "b": np.float32([1.5, 2.0])}),
    polars.DataFrame({"a": [True, False], "b": [1.5, 2.0]}),
    polars.DataFrame({"a": [1, 0], "b": [1.5, 2.0]}),
]


@pytest.mark.parametrize("table", MIXED)
def test_columns_of_several_kinds_of_number_are_numbers(table: Any) -> None:
    data = data_from(2, 2, table, table)
    assert data.inputs.dtype == np.float64
    assert data.inputs.tolist() == [[1, 1.5], [0, 2]]


def test_columns_of_one_name_are_told_apart() -> None:
    table = pandas.DataFrame([[True, 2.0], [False, 3.0]], columns=["a", "a"]).astype(object)
    table = pandas.concat([table.iloc[:, 0].astype(bool), table.iloc[:, 1].astype(float)], axis=1)
    assert data_from(2, 2, table, table).inputs.tolist() == [[1, 2], [0, 3]]


WORDS = "  try:      leave it out, or put numbers in place of its values"


@pytest.mark.parametrize(
    ("column", "dtype"),
    [
        (pandas.Series(["1", "2"]), "str"),
        (pandas.Series(["1", "2"], dtype="category"), "category"),
        (pandas.Series(pandas.to_datetime(["2026-01-01", "2026-01-02"])), "datetime64[us]"),
        (polars.Series(["1", "2"]), "String"),
        (polars.Series([["a"], ["b"]]), "List(String)"),
    ],
)
def test_a_column_that_is_not_numbers_is_told(column: Any, dtype: str) -> None:
    kind = pandas if isinstance(column, pandas.Series) else polars
    table = frame(kind, size=[1.0, 2.0], when=column)
    with pytest.raises(DataError) as caught:
        data_from(2, 2, table, table)
    assert str(caught.value) == (
        "data_from: every column must be numbers.\n"
        f"  got:      {dtype}\n"
        '  where:    column "when" of inputs\n'
        f"{WORDS}"
    )


def test_a_series_that_is_not_numbers_is_told() -> None:
    with pytest.raises(DataError) as caught:
        data_from(1, 1, pandas.Series([1.0, 2.0]), polars.Series("grade", ["a", "b"]))
    assert str(caught.value) == (
        "data_from: every column must be numbers.\n"
        "  got:      String\n"
        '  where:    column "grade" of targets\n'
        f"{WORDS}"
    )


@pytest.mark.parametrize(
    ("series", "dtype"),
    [
        (pandas.Series([True, None], name="grade", dtype="boolean"), "boolean"),
        (polars.Series("grade", [True, None]), "Boolean"),
    ],
)
def test_truth_values_with_gaps_are_not_numbers(series: Any, dtype: str) -> None:
    with pytest.raises(DataError) as caught:
        data_from(1, 1, np.array([1.0, 2.0]), series)
    assert str(caught.value) == (
        "data_from: every column must be numbers.\n"
        f"  got:      {dtype}\n"
        '  where:    column "grade" of targets\n'
        f"{WORDS}"
    )


def test_an_array_of_text_is_told() -> None:
    with pytest.raises(DataError) as caught:
        data_from(1, 1, np.array(["a"]), np.array([1.0]))
    assert str(caught.value) == (
        "data_from: every column must be numbers.\n"
        "  got:      <U1\n"
        '  where:    column "inputs" of inputs\n'
        f"{WORDS}"
    )


GAPS: Any = [
    pandas.DataFrame({"a": [1.0, None]}),
    pandas.DataFrame({"a": pandas.array([1, None], dtype="Int64")}),
    polars.DataFrame({"a": [1.0, None]}),
    polars.DataFrame({"a": [1, None]}),
]


@pytest.mark.parametrize("table", GAPS)
def test_a_gap_is_found_by_fit(table: Any) -> None:
    data = data_from(1, 1, table, np.array([0.0, 1.0]))
    with pytest.raises(DataError, match=r"^fit: inputs must be finite\.\n  got:      nan in row 1"):
        fit(Layer(1, 1) >> Layer(1, 1), data)


def test_a_frame_of_other_columns_is_told() -> None:
    table = pandas.DataFrame(NUMBERS)
    with pytest.raises(DataError) as caught:
        data_from(4, 3, table, table)
    assert str(caught.value) == (
        "Data: the last axis of inputs must be num_inputs.\n"
        "  expected: (n, 4)\n"
        "  got:      (60, 3)\n"
        "  try:      one row per example, such as inputs.reshape(len(inputs), -1)"
    )
