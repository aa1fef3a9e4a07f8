"""Tests of a part are collected where its package is installed."""

from importlib.util import find_spec

from optional_parts import PARTS, is_missing

collect_ignore = [f"test_{part}.py" for part in PARTS if is_missing(f"interlock.interop.{part}")]
if find_spec("pandas") is None or find_spec("polars") is None:
    # scikit-learn's checks leave some out without pandas.
    collect_ignore += ["test_frames.py", "test_sklearn.py"]
if find_spec("equinox") is None or find_spec("flax") is None:
    collect_ignore.append("test_jax.py")
