"""What a printed paper refers to is there: links within it lead to their places, and wide tables have wide pages."""

from __future__ import annotations

import datetime as dt
import io

import docx
import pikepdf
import pypdfium2
import pytest
from docx.oxml.ns import qn

from clerestory.publish.printed.pdf import paper_pdf
from clerestory.publish.printed.word import paper_docx
from clerestory.publish.shown.front import ContentNote
from clerestory.publish.shown.prose import Cells, Heading, Paragraph, Run, Terms
from clerestory.publish.shown.values import (
    Column,
    Grid,
    Kind,
    Note,
    RegisterPart,
    Row,
    ShownChart,
    ShownFinding,
    ShownTable,
)
from clerestory.publish.shown.whole import ShownPaper

GRID = Grid((Column("Group", Kind.TEXT), Column("Number")), (Row("All", ("1",)),))
WIDE = Grid((Column("Group", Kind.TEXT), *(Column("Incomprehensibility") for _ in range(8))), (Row("A", ("1",) * 8),))
SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 10 10"><rect width="5" height="5"/></svg>'
CHART = ShownChart(1, "A chart", (), "Bars.", SVG, "c.svg", "n.svg", GRID, ())
PLACES = {
    "section-1": Heading(2, "section-1", (Run("A section"),)),
    "table-1": ShownTable(1, "A table", (), GRID, ()),
    "table-2": ShownTable(2, "One that is withheld", (), None, (Note("The whole table is withheld."),)),
    "chart-1": ShownFinding("A finding", ("It is one.",), CHART, (), ()),
    "register-0": RegisterPart("register-0", "A register", "", GRID),
}


def paper(*pieces) -> ShownPaper:
    support = Heading(2, "support", (Run("Support"),))
    block = Terms((("A", ("b",)),))
    return ShownPaper("A paper", "P", dt.date(2026, 12, 15), "", "", block, ContentNote(), (), (*pieces, support))


LINKED = paper(*(Paragraph((Run(name, address=f"#{name}"),)) for name in PLACES), *PLACES.values())


def test_each_link_within_the_pdf_leads_to_a_place():
    document = pikepdf.open(io.BytesIO(paper_pdf(LINKED)))
    notes = [note for page in document.pages for note in page.get("/Annots", ()) if note.Subtype == "/Link"]
    led = [note for note in notes if str(note.get("/Contents", "")) and "/URI" not in note.get("/A", {})]
    contents = 2  # the list of sections leads to the section and to the support, the note of the content to the latter
    assert len(led) == len(PLACES) + contents + 1


@pytest.mark.parametrize("name", [*PLACES, "support"])
def test_each_link_within_the_docx_leads_to_a_place(name):
    body = docx.Document(io.BytesIO(paper_docx(LINKED))).element.body
    wanted = "to_" + name.replace("-", "_")
    assert [of.get(qn("w:anchor")) for of in body.iter(qn("w:hyperlink"))].count(wanted) == 1
    assert [of.get(qn("w:name")) for of in body.iter(qn("w:bookmarkStart"))].count(wanted) == 1


def test_headings_of_the_pdf_stand_on_the_page_of_the_wide_table_below_them():
    above, wide = Heading(2, "section-1", (Run("A section"),)), ShownTable(1, "A table", (), WIDE, ())
    pages = pypdfium2.PdfDocument(paper_pdf(paper(above, wide, Paragraph((Run("After it."),)))))
    texts = [of.get_textpage().get_text_range() for of in pages]
    assert ["Incomprehensibility" in text for text in texts] == [False, True, False]
    assert [text.count("A section") for text in texts] == [1, 1, 0]  # of the first page the list of contents


def _sections(word) -> list[list[str]]:
    """What each section holds: the text of its paragraphs, and "table" for a table; its last, empty line left out."""
    found: list[list[str]] = [[]]
    for element in word.element.body:
        if element.tag == qn("w:tbl"):
            found[-1].append("table")
        elif element.tag == qn("w:p"):
            text = "".join(of.text or "" for of in element.iter(qn("w:t")))
            found[-1] += [text] if text else []
            if element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None:
                found.append([])
    return found


def test_headings_stand_on_the_page_of_the_wide_table_below_them_and_no_page_is_empty():
    above, wide = Heading(2, "section-1", (Run("A section"),)), ShownTable(1, "A table", (), WIDE, ())
    part = Heading(3, "section-1-1", (Run("A part"),))
    word = docx.Document(io.BytesIO(paper_docx(paper(above, part, wide, part, wide, wide))))
    first, *tables, last = _sections(word)
    assert "A section" not in first
    assert tables == [
        ["A section", "A part", "Table 1. A table", "table"],
        ["A part", "Table 1. A table", "table"],
        ["Table 1. A table", "table"],
    ]
    assert last == ["Support"]
    assert len(word.sections) == 5
    assert [of.page_width > of.page_height for of in word.sections] == [False, True, True, True, False]


@pytest.mark.parametrize("wide", [Cells(WIDE), ShownTable(1, "A table", (), WIDE, ())])
def test_a_wide_table_of_the_docx_has_a_page_with_room_for_it(wide):
    word = docx.Document(io.BytesIO(paper_docx(paper(wide))))
    rooms = [of.page_width - of.left_margin - of.right_margin for of in word.sections]
    at = 0  # a section ends with the paragraph that describes it
    for element in word.element.body:
        if element.tag == qn("w:tbl"):
            width = sum(int(column.get(qn("w:w"))) for column in element.tblGrid) * 635  # twips in units of Word
            assert width > rooms[-1]
            assert width <= rooms[at] + 635
        at += element.tag == qn("w:p") and element.find(f"{qn('w:pPr')}/{qn('w:sectPr')}") is not None
    assert len(rooms) == 3
