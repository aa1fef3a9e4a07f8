"""The pages build into a site without a warning, and no link of them or of the README is broken."""

import os
import re
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parent.parent
LINK = re.compile(r"(?<!!)\[[^]]*\]\((?!https?://)([^)#]+)(?:#[^)]*)?\)|!\[[^]]*\]\(([^)]+)\)")


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The site, built as `make docs` does."""
    folder = tmp_path_factory.mktemp("site")
    command = [sys.executable, "-m", "mkdocs", "build", "--strict", "--site-dir", str(folder)]
    quiet = os.environ | {"NO_MKDOCS_2_WARNING": "1"}
    done = subprocess.run(command, cwd=ROOT, env=quiet, capture_output=True, text=True)
    assert done.returncode == 0, done.stdout + done.stderr
    return folder


def test_every_page_is_in_the_site(site: Path) -> None:
    pages = {page.stem for page in (ROOT / "docs").glob("*.md")} - {"index"}
    assert pages == {page.parent.name for page in site.glob("*/index.html")}


def test_what_a_tool_says_is_shown_under_its_name(site: Path) -> None:
    page = (site / "mistakes" / "index.html").read_text()
    assert '<span class="filename">mypy with the plugin</span>' in page
    assert "```" not in page


def test_the_reference_shows_shapes_and_examples(site: Path) -> None:
    page = (site / "reference" / "index.html").read_text()
    assert "*batch i" in page
    assert "Layer(3 -&gt; 4, sigmoid)" in page


def test_no_link_of_the_readme_is_broken() -> None:
    found = [link or image for link, image in LINK.findall((ROOT / "README.md").read_text())]
    assert found
    assert [target for target in found if not (ROOT / target).exists()] == []
