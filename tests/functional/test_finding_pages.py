"""Pages of findings and of versions of the summary in a real browser: phone and desk, light and dark, in print."""

from __future__ import annotations

import hashlib
from dataclasses import replace

import pytest

from clerestory.model.beside_paper import BesidePaper, Version, VersionSource
from clerestory.publish import build_release, write_seal
from clerestory.study import shipped_presets
from pages import CHROMIUM, CONTRASTS, barriers, browser
from papers import PARTED, approved, column_table, seal, study, table

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: `make setup` as root installs it"),
]
SAID = 'There were {{ t1["total", "total"] }}.'
PAGES = ("findings/by-force.html", "findings/by-sex.html", "summary-easy-read.html", "summary-welsh.html")


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    folder = tmp_path_factory.mktemp("release")
    versions = (
        VersionSource(Version.EASY_READ, "easy-read.md", SAID),
        VersionSource(Version.WELSH, "welsh.md", 'Cofnodwyd {{ t1["total", "total"] }}.'),
    )
    output = replace(approved(PARTED, (table(), column_table())), beside=BesidePaper(versions, "We read it."))
    build_release(folder, output, study(), rules=shipped_presets()["THRESHOLD-6"])
    write_seal(folder, seal("sha256:" + hashlib.sha256((folder / "manifest.json").read_bytes()).hexdigest()))
    return folder


@pytest.fixture(scope="module")
def chromium():
    with browser() as running:
        yield running


@pytest.mark.parametrize("name", PAGES)
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_a_page_can_be_read(release, chromium, name, width, scheme):
    page = chromium.new_page(viewport={"width": width, "height": 800}, color_scheme=scheme)
    complaints = []
    page.on("console", lambda message: complaints.append(message.text))
    page.on("requestfailed", lambda request: complaints.append(request.url))
    page.goto((release / name).resolve().as_uri())
    assert complaints == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert page.evaluate("getComputedStyle(document.querySelector('h1')).fontWeight") == "700"
    assert [text for ratio, text in page.evaluate(CONTRASTS) if ratio < 4.5] == []
    assert page.get_by_text("SYNTHETIC").first.is_visible()
    assert page.locator("#support").is_visible()
    assert barriers(page) == []
    page.close()


def test_findings_lead_to_each_other_and_back_to_their_section(release, chromium):
    page = chromium.new_page(java_script_enabled=False)
    page.goto((release / "index.html").resolve().as_uri())
    page.get_by_role("navigation", name="Findings, each on a page").get_by_role("link", name="By force").click()
    page.get_by_role("link", name="By sex").click()
    assert page.get_by_role("heading", level=1).inner_text() == "By sex"
    page.get_by_role("link", name="A paper", exact=True).click()
    assert page.url.endswith("/index.html#section-2-2")
    page.close()


def test_in_print_the_mark_is_ink_and_an_address_is_told(release, chromium):
    page = chromium.new_page()
    page.goto((release / "findings" / "by-force.html").resolve().as_uri())
    page.emulate_media(media="print")
    mark = page.evaluate("(e => [e.color, e.backgroundColor])(getComputedStyle(document.querySelector('.mark')))")
    assert mark == ["rgb(0, 0, 0)", "rgba(0, 0, 0, 0)"]
    told = "getComputedStyle(document.querySelector('#support ~ p a, footer section a'), '::after').content"
    assert "https://www.gov.uk/" in page.evaluate(told)
    assert not page.locator("nav").first.is_visible()
    page.close()
