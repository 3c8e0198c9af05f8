"""The pages in a real browser: at phone and desk width, in the light and in the dark, without script."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

import pytest

from clerestory.publish import build_release, write_seal
from clerestory.study import shipped_presets
from pages import CHROMIUM, CONTRASTS, browser, widths_and_schemes
from papers import PAPER, approved, column_table, seal, study, table

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: `make setup` as root installs it"),
]


EMBARGOED = {
    "date": "2026-12-15", "review_by": "2027-12-14", "embargo": True, "announced": "2026-11-10",
    "access": [
        {"post": "Private secretary with a very long name of a post", "organisation": "The department",
         "purpose": "policy", "reason": "Prepares the minister's answer to the House."},
        {"post": "Duty press officer", "organisation": "The department", "purpose": "press",
         "reason": "Answers the press from the first minute."},
    ],
}  # fmt: skip


@pytest.fixture(scope="module")
def release(tmp_path_factory) -> Path:
    """Long names and many columns, as a real table has them."""
    folder = tmp_path_factory.mktemp("release")
    forces = {"F1": "Aldermere with a very long name of a force area", "F2": "Brackenshire"}
    tables = (table(forces=forces, note="A note under the table."), column_table())
    build_release(folder, approved(PAPER, tables), study(release=EMBARGOED), rules=shipped_presets()["THRESHOLD-6"])
    write_seal(folder, seal("sha256:" + hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()))
    return folder


@pytest.fixture(scope="module")
def chromium():
    with browser() as running:
        yield running


@pytest.mark.parametrize("name", ["index.html", "register.html", "access.html"])
@widths_and_schemes()
def test_a_page_can_be_read(release, chromium, name, width, scheme):
    context = chromium.new_context(
        viewport={"width": width, "height": 800}, color_scheme=scheme, java_script_enabled=True
    )
    page = context.new_page()
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto((release / name).resolve().as_uri())
    assert complaints == []
    # nothing scrolls sideways but the tables themselves
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    # the style sheet was let in by the page's own policy
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"
    low = [(ratio, text) for ratio, text in page.evaluate(CONTRASTS) if ratio < 4.5]
    assert low == []
    # every table is in a region that a keyboard reaches, and every picture was drawn and has a text
    assert page.locator("table").count() == page.locator("[role=region][tabindex='0'] table").count() > 0
    sizes = page.evaluate("[...document.images].map(i => [i.naturalWidth, i.alt.length])")
    assert all(drawn > 0 and text > 0 for drawn, text in sizes)
    context.close()


@pytest.mark.parametrize(("width", "narrow"), [(320, True), (375, True), (768, False), (1280, False)])
def test_the_text_of_a_chart_can_be_read_at_any_width(release, chromium, width, narrow):
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto((release / "index.html").resolve().as_uri())
    charts = page.evaluate("[...document.images].map(i => [i.currentSrc, i.clientWidth / i.naturalWidth])")
    assert [source.endswith("-narrow.svg") for source, _ in charts] == [narrow] * 2
    sizes = {
        float(size) * 96 / 72 * scale
        for source, scale in charts
        for size in re.findall(r"font-size: (\d+)px", Path(unquote(urlsplit(source).path)).read_text(encoding="utf-8"))
    }
    assert min(sizes) >= 11, sizes
    page.close()


@pytest.mark.parametrize("width", [320, 1280])
def test_a_table_stands_where_its_caption_does(release, chromium, width):
    page = chromium.new_page(viewport={"width": width, "height": 800})
    page.goto((release / "index.html").resolve().as_uri())
    lefts = (
        "[...document.querySelectorAll('.table')].map(t => [...t.children].map(e => e.getBoundingClientRect().left))"
    )
    found = page.evaluate(lefts)
    assert len(found) == 3
    assert all(len(set(of_one)) == 1 for of_one in found)
    page.close()


def test_the_skip_link_comes_first_and_is_seen_when_reached(release, chromium):
    page = chromium.new_page()
    page.goto((release / "index.html").resolve().as_uri())
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "Skip to the main part"
    assert page.evaluate("document.activeElement.getBoundingClientRect().left") >= 0
    page.close()


def test_the_same_without_script(release, chromium):
    context = chromium.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto((release / "index.html").resolve().as_uri())
    assert page.locator("details summary").first.is_visible()
    assert page.get_by_role("heading", level=1).inner_text() == "A paper"
    context.close()
