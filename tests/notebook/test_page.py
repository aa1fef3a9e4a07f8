"""The cells on the pages are told what the pages say."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest

from document_runner import Block, blocks

ROOT = Path(__file__).resolve().parents[2]
CELLS = {
    page.stem: [block for block in blocks(page.read_text()) if block.language == "ipython"]
    for page in [ROOT / "README.md", *sorted(ROOT.glob("docs/*.md"))]
}
PAGES = [pytest.param(cells, id=name) for name, cells in CELLS.items() if cells]


@pytest.mark.parametrize("cells", PAGES)
def test_a_cell_is_told_what_its_page_says(
    cells: list[Block], run: Callable[..., list[str]]
) -> None:
    wanted = [re.sub(r"cell \d+", "cell N", cell.claims.get("said", "")) for cell in cells]
    assert run(*(cell.body for cell in cells)) == wanted
