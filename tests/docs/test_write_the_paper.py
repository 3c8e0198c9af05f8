"""The page on writing a paper, followed literally."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from followed import follow
from studies import SHIPPED

ROOT = Path(__file__).parents[2]
EXAMPLE = "examples/modern-slavery-2013"


@pytest.fixture(scope="module")
def done(tmp_path_factory):
    clone = tmp_path_factory.mktemp("paper")
    for name in SHIPPED:
        source, target = ROOT / EXAMPLE / name, clone / EXAMPLE / name
        target.parent.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, target)
    return follow("write-the-paper.md", clone), clone


def test_every_block_does_what_it_says(done):
    runs, clone = done
    assert [run.stderr for run in runs if run.returncode] == []
    _, parts, number, cited, welsh, published = runs
    assert "has no part for further research" in parts.stderr
    assert "`## Further research`" in parts.stderr
    assert "the number '2744' has no table behind it" in number.stderr
    assert "easy-read: 4 lines, reading ease" in cited.stdout
    assert "welsh: 1 lines" in welsh.stdout
    assert published.stdout.split()[-3:] == ["list-totals.html", "overlaps.html", "scale.html"]
    page = next((clone / "build" / "paper" / "releases").glob("2*")) / "index.html"
    assert "We asked for the table of overlaps" in page.read_text(encoding="utf-8")
