"""Between mypy and the interpreter: hooks, and the writing of axes into mypy's types."""
