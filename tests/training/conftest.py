"""What a notebook shows is tested where a notebook can run."""

from importlib.util import find_spec

if find_spec("ipykernel") is None or find_spec("nbclient") is None:
    collect_ignore = ["test_notebook.py"]
