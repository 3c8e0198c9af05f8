"""docs/how-to/answer-a-petition.md, followed in a folder like a fresh clone; what it names is on pages of the desk."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from followed import follow

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "how-to" / "answer-a-petition.md").read_text(encoding="utf-8")
WEB = ROOT / "src" / "clerestory" / "web"
PAGES = "\n".join(path.read_text(encoding="utf-8") for path in (*WEB.rglob("*.html"), *WEB.rglob("*.py")))


def test_the_page_is_followed(tmp_path):
    shutil.copytree(ROOT / "examples" / "petition-300239", tmp_path / "examples" / "petition-300239")
    ran = follow("answer-a-petition.md", tmp_path)
    assert [one.returncode for one in ran] == [0, 0, 0], [one.stderr for one in ran]
    example, _, answered = (one.stdout for one in ran)
    assert "49 days (33 working days) after it was asked for, 28 days late" in example
    assert "The answer is: partly." in example
    assert "That the review is released: no answer" in (tmp_path / "pack" / "REBUILT-petition-300239.txt").read_text()
    assert "Next: to be cleared" in answered
    assert "Version 1: waits to be cleared; yes" in answered


@pytest.mark.parametrize("words", sorted(set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", TEXT))))
def test_what_the_page_names_stands_on_a_page_of_the_desk(words):
    assert words in PAGES
