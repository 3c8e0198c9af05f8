"""PDF and DOCX say what the page says: each cell, each note, in the same order, and nothing of the machine."""

from __future__ import annotations

import datetime as dt
import hashlib
import io
import os
import subprocess
import sys
import zipfile
from collections import Counter
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import docx
import pypdfium2 as pdfium
import pytest
from docx.oxml.ns import qn

from printed_papers import AWKWARD, printed
from tagged_pdfs import Tagged, squeezed

PDF, DOCX = "SYNTHETIC-paper.pdf", "SYNTHETIC-paper.docx"
ROOT = Path(__file__).parents[3]


class Page(HTMLParser):
    """The main part of a page: cells of its tables, and every text in order."""

    def __init__(self, page: bytes) -> None:
        super().__init__()
        self.tables: list[list[list[str]]] = []
        self.texts: list[str] = []
        self._in_main = self._in_cell = self._in_contents = False
        self.feed(page.decode())

    def handle_starttag(self, tag, attrs):
        self._in_main |= tag == "main"
        self._in_contents |= ("class", "contents") in attrs
        if tag == "table":
            self.tables.append([])
        if tag == "tr":
            self.tables[-1].append([])
        if tag in ("th", "td"):
            self._in_cell = True
            self.tables[-1][-1].append("")

    def handle_endtag(self, tag):
        self._in_main &= tag != "main"
        self._in_contents &= tag != "nav"
        self._in_cell &= tag not in ("th", "td")

    def handle_data(self, data):
        if self._in_cell:
            self.tables[-1][-1][-1] += squeezed(data)
        if self._in_main and not self._in_contents and data.strip():
            self.texts.append(squeezed(data))


@pytest.fixture(scope="module")
def page() -> Page:
    return Page(printed()["index.html"])


@pytest.fixture(scope="module")
def word():
    return docx.Document(io.BytesIO(printed()[DOCX]))


def squeezed_cells(tables) -> list[list[list[str]]]:
    return [[[squeezed(cell) for cell in row] for row in table] for table in tables]


def test_every_cell_of_the_page_stands_in_the_pdf_in_its_place(page):
    found = squeezed_cells(Tagged(printed()[PDF]).tables())
    assert sum(len(row) for table in page.tables for row in table) > 600
    assert found == page.tables


def test_every_cell_of_the_page_stands_in_the_docx_in_its_place(page, word):
    assert squeezed_cells(cells_of(table) for table in word.tables) == page.tables


def cells_of(table) -> list[list[str]]:
    """The cells of each row; what a cell above covers is no cell."""
    return [
        ["".join(of.text or "" for of in cell.iter(qn("w:t"))) for cell in row.tc_lst if not is_covered(cell)]
        for row in table._tbl.tr_lst
    ]


def is_covered(cell) -> bool:
    merge = cell.find(f"{qn('w:tcPr')}/{qn('w:vMerge')}")
    return merge is not None and merge.get(qn("w:val")) != "restart"


def test_every_text_of_the_page_stands_in_the_pdf_in_the_same_order(page):
    assert not missing(texts_in_order(page), squeezed(Tagged(printed()[PDF]).text()))


def test_every_text_of_the_page_stands_in_the_docx_in_the_same_order(page, word):
    whole = squeezed("".join(of.text or "" for of in word.element.body.iter(qn("w:t"))))
    assert not missing(texts_in_order(page), whole)


def texts_in_order(page: Page) -> list[str]:
    """The texts of the page without the links to the printed files, which those files lack."""
    left_out = {"ThispaperasPDF", "asDOCX", ","}
    return [text for text in page.texts if text not in left_out]


def missing(texts, whole: str) -> list[str]:
    """The texts that do not come in order; each is looked for behind the one before."""
    at, lost = 0, []
    for text in texts:
        place = whole.find(text, at)
        lost += [text] if place < 0 else []
        at = place + len(text) if place >= 0 else at
    return lost


def test_words_that_are_markup_elsewhere_are_printed_as_they_stand():
    whole = squeezed(Tagged(printed()[PDF]).text())
    assert whole.count(squeezed(AWKWARD)) == 3  # in the chart, in its numbers and in the table
    assert squeezed('#set page(paper: "x")') in whole


def test_no_text_runs_out_of_its_page():
    document = pdfium.PdfDocument(printed()[PDF])
    for page in document:
        left, bottom, right, top = page.get_mediabox()
        words = page.get_textpage()
        for at in range(words.count_rects()):
            x0, y0, x1, y1 = words.get_rect(at)
            assert left + 30 < x0 < x1 < right - 30
            assert bottom + 20 < y0 < y1 < top - 20


def test_no_two_cells_of_a_row_overlap():
    """Each cell of the widest table keeps to its column: nothing is cut, nothing covered."""
    document = pdfium.PdfDocument(printed()[PDF])
    wide = next(page for page in document if page.get_width() > 1200)
    words = wide.get_textpage()
    rects = [words.get_rect(at) for at in range(words.count_rects())]
    lines = {round(y0): [rect for rect in rects if round(rect[1]) == round(y0)] for _, y0, _, _ in rects}
    row = max(lines.values(), key=len)
    assert len(row) >= 40
    ends = sorted((x0, x1) for x0, _, x1, _ in row)
    assert all(end <= start for (_, end), (start, _) in pairwise(ends))


def test_headings_of_the_docx_are_those_of_the_page(word):
    styles = [of.style.name for of in word.paragraphs if of.style.name.startswith("Heading")]
    assert styles[0] == "Heading 1"
    assert styles.count("Heading 1") == 1
    assert {"Heading 2", "Heading 3"} <= set(styles)


def test_every_numbered_list_of_the_docx_begins_with_one(word):
    assert list(counted(word)) == [
        *((1, "Read."), (1, "Alone."), (2, "Together."), (2, "Decide."), (1, "Alone, too.")),
        *((1, "Ask."), (2, "Wait.")),
    ]


def counted(word):
    """Each numbered point with its number: lists of one definition count on, but where one says that it starts anew."""
    lists = {of.numId: of for of in word.part.numbering_part.element.num_lst}
    counts = Counter()
    for point in word.paragraphs:
        if point.style.name.startswith("List Number"):
            properties = point._p.pPr if point._p.pPr.numPr is not None else point.style.element.pPr
            of = lists[properties.numPr.numId.val]
            anew = of.find(f"{qn('w:lvlOverride')}/{qn('w:startOverride')}") is not None
            key = ("list", of.numId) if anew else ("definition", of.abstractNumId.val)
            counts[key] += 1
            yield counts[key], point.text


def test_pictures_of_the_docx_are_described_and_its_tables_named(word):
    described = [of.get("descr") for of in word.element.body.iter(qn("wp:docPr"))]
    assert len(described) == 2
    assert all(of.startswith(("Bars.", "Intervals")) for of in described)
    for table in word.tables:
        assert table._tbl.tblPr.find(qn("w:tblCaption")) is not None
        assert table._tbl.tr_lst[0].find(f"{qn('w:trPr')}/{qn('w:tblHeader')}") is not None


def test_the_docx_says_of_itself_what_the_release_says(word):
    core = word.core_properties
    day = dt.datetime(2026, 12, 15, tzinfo=dt.UTC)
    assert (core.title, core.author, core.language) == ("SYNTHETIC: A paper", "The publisher", "en-GB")
    assert (core.created, core.modified) == (day, day)
    assert {of.get(qn("w:val")) for of in word.styles.element.iter(qn("w:lang"))} == {"en-GB"}
    assert "SYNTHETIC" in word.sections[0].header.paragraphs[0].text


def test_entries_of_the_docx_have_a_fixed_date_and_no_picture_of_another_document():
    with zipfile.ZipFile(io.BytesIO(printed()[DOCX])) as package:
        assert {of.date_time for of in package.infolist()} == {(1980, 1, 1, 0, 0, 0)}
        assert not [of for of in package.namelist() if "thumbnail" in of]


def test_the_same_bytes_come_out_in_another_folder_zone_and_process(tmp_path):
    source = (
        "import hashlib; from printed_papers import printed; "
        f"[print(hashlib.sha256(printed()[name]).hexdigest()) for name in {(PDF, DOCX)}]"
    )
    path = os.pathsep.join([str(ROOT / "tests"), str(ROOT), *sys.path])
    env = os.environ | {"PYTHONPATH": path, "TZ": "Pacific/Kiritimati", "PYTHONHASHSEED": "7", "HOME": str(tmp_path)}
    command = [sys.executable, "-c", source]
    told = subprocess.run(command, cwd=tmp_path, env=env, check=True, capture_output=True, text=True).stdout.split()
    assert told == [hashlib.sha256(printed()[name]).hexdigest() for name in (PDF, DOCX)]


def test_the_page_leads_to_both_files():
    page = printed()["index.html"].decode()
    assert all(f'href="{name}"' in page for name in (PDF, DOCX))
