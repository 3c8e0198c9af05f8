"""The page of lessons and that of a pack in a real browser: nothing is loaded or scrolls sideways, all can be read."""

from __future__ import annotations

from pathlib import Path

import pytest

from clerestory.model.lessons.packs import PackRequest
from clerestory.model.lessons.study import Audience
from clerestory.publish.packs import open_release, pack_files, write_pack
from lesson_files import lesson, lessons, released
from pages import CHROMIUM, CONTRASTS, browser

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: `make setup` as root installs it"),
]
LONG = lesson(evidence=["t1", "c1", "c2"], limits="Unbelievably" * 20, agencies=["POLICE", "LA", "IND-FOOD"])


@pytest.fixture(scope="module")
def shown(tmp_path_factory) -> dict[str, Path]:
    release = released(tmp_path_factory.mktemp("pages"), lessons(LONG))
    pack = tmp_path_factory.mktemp("pack")
    write_pack(pack_files(open_release(release), PackRequest(Audience.LOCAL)), pack)
    return {"lessons": release / "lessons.html", "pack": pack / "index.html"}


@pytest.fixture(scope="module")
def chromium():
    with browser() as running:
        yield running


@pytest.mark.parametrize("name", ["lessons", "pack"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_a_page_can_be_read_at_any_width(shown, chromium, name, width, scheme):
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto(shown[name].resolve().as_uri())
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert [text for ratio, text in page.evaluate(CONTRASTS) if ratio < 4.5] == []
    assert page.evaluate("[...document.images].every(i => i.naturalWidth > 0 && i.alt.length > 0)")
    assert page.evaluate("new Set([...document.querySelectorAll('[id]')].map(e => e.id)).size") == page.evaluate(
        "document.querySelectorAll('[id]').length"
    )
    lost = "[...document.querySelectorAll('a[href^=\"#\"]')].filter(a => !document.getElementById(a.hash.slice(1)))"
    assert page.evaluate(f"{lost}.map(a => a.hash)") == []
    page.close()
