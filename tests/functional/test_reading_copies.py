"""Reading copies in a real browser: phone and desk, light and dark, in print, under a policy without inline styles."""

from __future__ import annotations

import datetime as dt
import io
from dataclasses import replace
from importlib import resources

import pypdfium2
import pytest
from markupsafe import Markup

from clerestory.pipeline.desk.reading import changes_copy, reading_copy
from clerestory.publish import style_sheet
from clerestory.publish.reading.documents import reading_documents
from clerestory.review.desk.differences import differences
from clerestory.study import shipped_presets
from pages import CHROMIUM, CONTRASTS, barriers, browser
from papers import PARTED, approvals, approved, column_table, study, table

pytestmark = [
    pytest.mark.browser,
    pytest.mark.skipif(not CHROMIUM.exists(), reason="Chromium is not installed: `make setup` as root installs it"),
]
OPENED = dt.datetime(2026, 11, 27, 13, 5, tzinfo=dt.UTC)
WHOSE = {"post": "Member with experience", "copy_id": "k3v9x1m2q8zt", "opened": OPENED}
WORDS = "Copy k3v9x1m2q8zt, Member with experience, 27 November 2026 13:05 UTC"
READING = (resources.files("clerestory.publish") / "templates" / "reading.css").read_text(encoding="utf-8")
POLICY = "default-src 'none'; style-src 'self'; img-src 'self'; font-src 'self'"
PAGE = """<!doctype html><html lang="en-GB"><head><meta charset="utf-8"><title>{title}</title>
<meta name="viewport" content="width=device-width"><link rel="stylesheet" href="/style.css"></head>
<body><main>{notice}<h1>{title}</h1>{body}</main></body></html>"""
PAPER = PARTED.replace(
    "Words before the table.", "Words before the table:\n\n1. a way\n   - and within\n2. another\n\n> Said.\n\n"
)


@pytest.fixture(scope="module")
def documents():
    output = approved(PAPER, (table(), column_table()))
    made = reading_documents(output, study(), shipped_presets()["THRESHOLD-6"], approvals())
    return {one.id: one for one in made}


@pytest.fixture(scope="module")
def chromium():
    with browser() as running:
        yield running


@pytest.fixture
def opened(chromium):
    """Opens a page under the policy of the desk; whatever the policy refuses is a complaint."""
    complaints = []

    def open_(body, title, notice="", **options):
        page = chromium.new_page(**options)
        page.on("console", lambda message: complaints.append(message.text))
        sheet = style_sheet() + READING
        answers = {
            "/style.css": ("text/css", sheet),
            "/": ("text/html", PAGE.format(title=title, notice=notice, body=body)),
        }

        def answer(route):
            kind, text = answers[route.request.url.removeprefix("http://desk.test")]
            route.fulfill(body=text, content_type=kind, headers={"content-security-policy": POLICY})

        page.route("**/*", answer)
        page.goto("http://desk.test/")
        assert complaints == []
        return page

    return open_


def copy_of(document, **beside):
    return reading_copy(document, **WHOSE, **beside)


def body_of(copy):
    return "".join(section.html for section in copy.sections)


@pytest.mark.parametrize("name", ["paper", "finding-by-force", "finding-by-sex"])
@pytest.mark.parametrize(("width", "scheme"), [(320, "light"), (1280, "dark")])
def test_a_reading_copy_can_be_read(documents, opened, name, width, scheme):
    copy = copy_of(documents[name])
    page = opened(body_of(copy), copy.title, copy.notice, viewport={"width": width, "height": 800}, color_scheme=scheme)
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert barriers(page) == []
    assert [text for ratio, text in page.evaluate(CONTRASTS) if ratio < 4.5] == []
    faint = "getComputedStyle(document.querySelector('.reading'), '::after').content"
    assert WORDS in page.evaluate(faint)
    page.close()


def test_every_address_is_there_once_and_each_chart_is_named_and_coloured(documents, opened):
    document = documents["finding-by-sex"]
    page = opened(body_of(copy_of(document)), document.title)
    ids = page.evaluate("[...document.querySelectorAll('[id]')].map(e => e.id)")
    assert len(ids) == len(set(ids))
    assert {one.id for block in document.blocks for one in (block, *block.cells)} <= set(ids)
    chart = page.get_by_role("img", name="SYNTHETIC. Bars of suspects")
    assert chart.count() == 1  # of the two drawings one is shown
    assert "withheld to protect people" in chart.evaluate("e => e.querySelector('desc').textContent")
    bar = "[...document.querySelectorAll('.wide-drawn path')].map(e => getComputedStyle(e).fill)"
    assert "rgb(18, 67, 109)" in page.evaluate(bar)
    page.close()


def test_what_stands_beside_a_block_or_cell_is_put_there_once(documents, opened):
    document = documents["finding-by-force"]
    link = Markup('<a class="say" href="#{0}">Say {0}</a>').format
    page = opened(body_of(copy_of(document, beside=link, beside_cell=link)), document.title)
    said = page.evaluate("[...document.querySelectorAll('.say')].map(e => e.getAttribute('href').slice(1))")
    assert sorted(said) == sorted(one.id for block in document.blocks for one in (block, *block.cells))
    within = page.evaluate("[...document.querySelectorAll('td .say')].every(e => '#' + e.parentNode.id == e.hash)")
    assert within
    page.close()


def test_a_screen_reader_hears_once_whose_copy_it_is(documents, opened):
    copy = copy_of(documents["paper"])
    page = opened(body_of(copy), copy.title, copy.notice)
    assert page.locator("main").aria_snapshot().count("k3v9x1m2q8zt") == 1
    page.close()


def test_each_printed_page_has_the_mark_at_its_foot(documents, opened):
    copy = copy_of(documents["paper"])
    page = opened(body_of(copy), copy.title, copy.notice)
    printed = pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4", prefer_css_page_size=True)))
    assert len(printed) > 1
    for sheet in printed:
        foot = sheet.get_textpage().get_text_bounded(bottom=0, top=90)
        assert "k3v9x1m2q8zt" in foot
    page.close()


def test_what_changed_is_told_in_words_too(documents, opened):
    before = documents["paper"]
    blocks = [replace(b, text="Counts, once.") if b.text == "Counts." else b for b in before.blocks]
    after = replace(before, blocks=tuple(blocks))
    changed = changes_copy(differences(before, after), after, **WHOSE)
    page = opened("".join(changed.sections) + body_of(copy_of(before)), "What changed", changed.notice)
    assert page.locator("ins").all_inner_texts() == [", once"]
    assert page.get_by_text("Paragraph changed.").count() == 1
    assert page.locator(".change").locator("xpath=..").get_attribute("data-copy") == WORDS
    assert barriers(page) == []
    page.close()
