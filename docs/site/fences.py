"""What the site makes of the words behind a fence, which are for the test that runs the blocks."""

import re
from typing import Any

TITLES = {"mypy": "mypy", "plugin": "mypy with the plugin", "raises": "the run", "output": "output"}
FENCE = re.compile(r"^```(?P<language>\w+) (?P<word>\w+)(?: .*)?$", re.MULTILINE)


def on_page_markdown(markdown: str, **_: Any) -> str:
    """Turn `text mypy` into a block with a title, and `python alone` into one without."""
    return FENCE.sub(_fence, markdown)


def _fence(match: re.Match[str]) -> str:
    title = TITLES.get(match["word"])
    return f"```{match['language']}" + (f' title="{title}"' if title else "")
