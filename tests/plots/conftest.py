"""Plots are tested where matplotlib is installed."""

from optional_parts import is_missing

if is_missing("interlock.plots"):
    collect_ignore_glob = ["test_*.py"]
