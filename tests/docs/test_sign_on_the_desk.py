"""docs/how-to/sign-on-the-desk.md: what it calls links and buttons is on the pages, and its setting is one."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path

import pytest

from clerestory.model.commission import ReleaseSettings

ROOT = Path(__file__).parents[2]
TEXT = (ROOT / "docs" / "how-to" / "sign-on-the-desk.md").read_text(encoding="utf-8")
WEB = ROOT / "src" / "clerestory" / "web"
PAGES = "\n".join(path.read_text() for path in (*WEB.rglob("*.html"), *WEB.rglob("*.py")))


@pytest.mark.parametrize("words", sorted(set(re.findall(r"(?<!\*)\*([^*\n]+)\*(?!\*)", TEXT))))
def test_what_the_page_names_stands_on_a_page_of_the_desk(words):
    assert words in PAGES


def test_the_setting_of_the_page_is_one():
    said = tomllib.loads(re.search(r"```toml\n(.*?)```", TEXT, re.DOTALL)[1])["release"]
    dates = {"date": "2026-12-15", "review_by": "2027-12-14"}
    assert ReleaseSettings.model_validate(dates | said).desk
