"""How many examples Hypothesis tries where a hundred are too few."""

from hypothesis import settings

__all__ = ["examples"]


def examples(count: int) -> settings:
    """So many in the usual profile, and as many times more or fewer as another profile tries."""
    default = settings()
    return settings(default, max_examples=max(1, count * default.max_examples // 100))
