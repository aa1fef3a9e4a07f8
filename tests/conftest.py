"""How Hypothesis tests here: the same examples on every run, and no example too slow."""

from hypothesis import settings

# For new examples: pytest --hypothesis-profile=exploring
settings.register_profile("repeatable", deadline=None, derandomize=True)
settings.register_profile("exploring", deadline=None)
settings.load_profile("repeatable")
