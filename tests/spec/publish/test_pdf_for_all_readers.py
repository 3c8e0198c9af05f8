"""The structure of the paper's PDF as ISO 14289-1 (PDF/UA-1) and the Matterhorn Protocol ask for it."""

from __future__ import annotations

import re
from itertools import pairwise

import pikepdf
import pytest

from printed_papers import printed
from tagged_pdfs import Tagged, attribute, children, squeezed

STANDARD = {
    *(
        "/Document",
        "/Part",
        "/Div",
        "/Sect",
        "/BlockQuote",
        "/Caption",
        "/TOC",
        "/TOCI",
        "/Reference",
        "/Note",
        "/Link",
    ),
    *("/P", "/H1", "/H2", "/H3", "/L", "/LI", "/Lbl", "/LBody", "/Span", "/Figure"),
    *("/Table", "/THead", "/TBody", "/TFoot", "/TR", "/TH", "/TD"),
}  # structure types of ISO 32000-1, 14.8.4, of which a paper may be made
PART = "part"
SHOWS = ("Tj", "TJ", "'", '"', "Do", "sh", "f", "F", "f*", "B", "B*", "b", "b*", "S", "s")


@pytest.fixture(scope="module")
def pdf() -> Tagged:
    return Tagged(printed()["SYNTHETIC-paper.pdf"])


def test_it_says_that_it_is_tagged(pdf):
    assert pdf.root.MarkInfo.Marked is True
    assert not pdf.root.MarkInfo.get("/Suspects", False)


def test_it_has_a_tree_of_one_document(pdf):
    assert [str(of.S) for of in children(pdf.root.StructTreeRoot)] == ["/Document"]
    assert "/ParentTree" in pdf.root.StructTreeRoot


def test_it_is_in_british_english(pdf):
    assert str(pdf.root.Lang) == "en-GB"


def test_its_title_is_shown_in_place_of_its_name(pdf):
    assert pdf.root.ViewerPreferences.DisplayDocTitle is True
    assert str(pdf.document.docinfo.Title) == "SYNTHETIC: A paper"
    assert pdf.document.open_metadata()["dc:title"] == "SYNTHETIC: A paper"


def test_it_says_which_standard_it_follows(pdf):
    metadata = pdf.root.Metadata.read_bytes().decode()
    assert "http://www.aiim.org/pdfua/ns/id/" in metadata
    assert re.search(r"<pdfuaid:part>1</pdfuaid:part>|pdfuaid:part=.1.", metadata)


def test_every_figure_is_described_as_on_the_page(pdf):
    described = [str(of.Alt) for of in pdf.elements("/Figure")]
    page = printed()["index.html"].decode()
    assert len(described) == 2
    assert [squeezed(of) for of in described] == [
        squeezed(of.replace("&lt;", "<").replace("&gt;", ">").replace("&#34;", '"').replace("&amp;", "&"))
        for of in re.findall(r'<img [^>]*alt="([^"]*)"', page)
    ]


def test_headings_leave_no_level_out_and_the_title_alone_is_the_first(pdf):
    levels = [int(str(of.S)[2]) for of in pdf.elements(*(f"/H{n}" for n in range(1, 7)))]
    assert levels[0] == 1
    assert levels.count(1) == 1
    assert all(below <= above + 1 for above, below in pairwise(levels))
    assert max(levels) == 3


def test_every_table_has_heads_of_columns_and_of_rows(pdf):
    tables = list(pdf.elements("/Table"))
    assert len(tables) > 8
    for table in tables:
        heads = {str(of.S): children(of) for of in children(table) if of.S != "/Caption"}
        assert heads["/THead"]
        for row in heads["/THead"]:
            assert {(str(cell.S), str(attribute(cell, "/Scope"))) for cell in children(row)} == {("/TH", "/Column")}
        spanned = 0
        for row in heads["/TBody"]:
            first, *others = children(row)
            if not spanned:
                assert (str(first.S), str(attribute(first, "/Scope"))) == ("/TH", "/Row")
                spanned = int(attribute(first, "/RowSpan") or 1)
            else:
                assert first.S == "/TD"
            spanned -= 1
            assert {str(cell.S) for cell in others} <= {"/TD"}


@pytest.mark.parametrize("lines", range(0, 48, 4))
def test_every_caption_is_in_its_table_wherever_a_page_ends(lines):
    above = "\n\n".join(["A line that pushes what follows down the page."] * lines)
    paper = f"## Part\n\n{above}\n\n{{{{ comparison cmp }}}}\n\n{{{{ chart c1 }}}}\n\n{{{{ table t1 }}}}\n"
    pdf = Tagged(printed(paper)["SYNTHETIC-paper.pdf"])
    tables = list(pdf.elements("/Table"))
    assert len(tables) >= 3
    for table in tables:
        first, *others = children(table)
        assert first.S == "/Caption"
        assert pdf.text(first)
        assert "/Caption" not in {str(of.S) for of in others}


def test_keys_move_through_every_page_in_the_order_of_the_tree(pdf):
    assert {str(page.get("/Tabs")) for page in pdf.document.pages} == {"/S"}
    assert all("/StructParents" in page for page in pdf.document.pages)


def test_the_outline_has_every_heading(pdf):
    with pdf.document.open_outline() as outline:
        found = list(titles(outline.root))
    headings = [(int(str(of.S)[2]), squeezed(pdf.text(of))) for of in pdf.elements("/H1", "/H2", "/H3")]
    assert [(level, squeezed(title)) for level, title in found] == headings


def titles(items, level=1):
    for item in items:
        yield level, item.title
        yield from titles(item.children, level + 1)


def test_nothing_is_shown_that_is_neither_in_the_tree_nor_an_artifact(pdf):
    there = pdf.marks()
    found = set()
    for number, page in enumerate(pdf.document.pages):
        within: list[int | str] = []
        for operands, operator in pikepdf.parse_content_stream(page):
            if str(operator) in ("BDC", "BMC"):
                within.append(mark_of(operands, page))
            elif str(operator) == "EMC":
                within.pop()
            elif str(operator) in SHOWS:
                assert set(within) - {PART}, f"page {number + 1}: {operator} stands outside all marks"
                found.update((number, mark) for mark in within if isinstance(mark, int))
    assert found <= there
    assert len(there) > 100


def mark_of(operands, page) -> int | str:
    """The number of marked content; an artifact, which no reader reads, and a part of what has a number have none."""
    if str(operands[0]) == "/Artifact":
        return "artifact"
    properties = operands[1]
    if isinstance(properties, pikepdf.Name):
        properties = page.Resources.Properties[str(properties)]
    return int(properties.MCID) if "/MCID" in properties else PART


def test_every_type_is_standard_or_stands_for_a_standard_one(pdf):
    roles = {str(name): str(of) for name, of in pdf.root.StructTreeRoot.get("/RoleMap", {}).items()}
    used = {str(of.S) for of in all_below(pdf.root.StructTreeRoot)}
    assert {roles.get(name, name) for name in used} <= STANDARD
    assert not set(roles) & STANDARD  # what is standard keeps its meaning


def all_below(element):
    for of in children(element):
        yield of
        yield from all_below(of)


def test_every_font_is_embedded_and_tells_its_letters(pdf):
    fonts = [of for of in pdf.document.objects if isinstance(of, pikepdf.Dictionary) and of.get("/Type") == "/Font"]
    whole = [font for font in fonts if font.Subtype in ("/Type0", "/TrueType", "/Type1")]
    assert len(whole) >= 3
    for font in whole:
        assert "/ToUnicode" in font
        descriptor = font.DescendantFonts[0].FontDescriptor
        assert any(name in descriptor for name in ("/FontFile", "/FontFile2", "/FontFile3"))
        assert "DejaVuSans" in str(font.BaseFont)


def test_every_link_says_where_it_leads(pdf):
    links = [note for page in pdf.document.pages for note in page.get("/Annots", ()) if note.Subtype == "/Link"]
    assert len(links) > 10
    assert all(str(link.get("/Contents", "")) for link in links)
    assert all("/StructParent" in link for link in links)


def test_the_mark_is_on_every_page_and_in_what_the_file_says_of_itself(pdf):
    assert all("SYNTHETIC" in words for words in pdf.artifacts())
    info = pdf.document.docinfo
    assert all("SYNTHETIC" in str(info[name]) for name in ("/Title", "/Subject", "/Keywords"))
    assert squeezed(pdf.text()).startswith("SYNTHETIC:")


def test_its_one_date_is_that_of_the_release(pdf):
    dates = {str(pdf.document.docinfo[name]) for name in ("/CreationDate", "/ModDate")}
    assert dates == {"D:20261215000000Z"}
