"""Letters of PDF pages: taken in bulk as one by one, seen where there is ink, and joined to lines and bullets."""

from __future__ import annotations

import io
import math

import numpy as np
import pikepdf
import pypdfium2
import pypdfium2.raw as pdfium
import pytest
import typst
from pikepdf import Array, Dictionary, Name

from clerestory.protect.documents.pdf.bullets import bullet
from clerestory.protect.documents.pdf.drawing import SCALE, has_ink
from clerestory.protect.documents.pdf.glyphs import glyphs_of
from clerestory.protect.documents.pdf.reading import read_pdf
from clerestory.protect.documents.pdf.stacked import stacked_owners

SOURCE = """
#set page(columns: 2, height: 300pt)
= A heading
#lorem(60)
- one item
#rotate(90deg, reflow: true)[words on their side]
#text(size: 7pt)[small words]
"""


@pytest.fixture(scope="module")
def typeset() -> bytes:
    return typst.compile(SOURCE.encode(), format="pdf")


def test_letters_taken_in_bulk_are_those_that_pdfium_gives_one_by_one(typeset):
    page = pypdfium2.PdfDocument(typeset)[0]
    text = page.get_textpage()
    found = glyphs_of(page, text)
    height = page.get_height()
    assert len(found.signs) == text.count_chars() > 300
    for at, sign in enumerate(found.signs):
        assert ord(sign) == pdfium.FPDFText_GetUnicode(text, at) or sign in "-\ufffd"
        left, bottom, right, top = text.get_charbox(at)
        assert found.boxes[at] == pytest.approx([left, height - top, right, height - bottom], abs=0.02)
        left, bottom, right, top = text.get_charbox(at, loose=True)
        assert found.types[at] == pytest.approx([left, height - top, right, height - bottom], abs=0.02)
        matrix = pdfium.FS_MATRIX()
        pdfium.FPDFText_GetMatrix(text, at, matrix)
        size = pdfium.FPDFText_GetFontSize(text, at)
        assert found.sizes[at] == pytest.approx(size * math.hypot(matrix.c, matrix.d))
    assert set(found.turns.tolist()) == {0, 1}


def test_boxes_with_ink_are_those_in_which_a_pixel_is_inked():
    drawn = np.random.default_rng(1)
    ink = drawn.random((60, 80)) < 0.02
    corners = drawn.uniform(-5, 45, (300, 4))
    boxes = np.concatenate([np.minimum(corners[:, :2], corners[:, 2:]), np.maximum(corners[:, :2], corners[:, 2:])], 1)
    found = has_ink(ink, boxes)
    for (left, top, right, bottom), marked in zip(boxes * SCALE, found, strict=True):
        rows = slice(max(math.floor(top), 0), max(math.ceil(bottom), 0))
        columns = slice(max(math.floor(left), 0), max(math.ceil(right), 0))
        assert marked == bool(ink[rows, columns].any())


@pytest.mark.parametrize("seed", range(5))
def test_objects_on_one_another_are_those_whose_letters_lie_on_a_spot_of_others(seed):
    places = np.random.default_rng(seed).integers((0, 0, 1), (200, 60, 12), (40, 3)).tolist()
    boxes = np.array([(x, y, x + 6, y + 9) for x, y, _ in places], dtype=np.float64)
    owners = np.array([owner for _, _, owner in places], dtype=np.uint64)
    found = set(stacked_owners(boxes, owners))
    apart = {
        owner
        for at, (x, y, owner) in enumerate(places)
        if not any(abs(x - u) <= 7 and abs(y - v) <= 10 and o != owner for u, v, o in places[:at] + places[at + 1 :])
    }
    on_others = {
        owner for x, y, owner in places if any(abs(x - u) <= 1 and abs(y - v) <= 1 and o != owner for u, v, o in places)
    }
    never = apart - {o for x, y, o in places for u, v, q in places if abs(x - u) <= 7 and abs(y - v) <= 10 and o != q}
    assert found >= on_others
    assert not found & never


def test_lines_far_apart_are_on_nothing():
    boxes = np.array([(0, 0, 6, 9), (7, 0, 13, 9), (0, 20, 6, 29), (300, 20, 306, 29)], dtype=np.float64)
    assert stacked_owners(boxes, np.array([1, 1, 2, 3], dtype=np.uint64)) == []


def test_a_page_of_two_columns_is_read_column_by_column(typeset):
    text = read_pdf(typeset, "source.pdf").text
    words = " ".join(text.split())
    assert words.startswith("A heading Lorem ipsum dolor sit amet")
    assert "words on their side" in words
    assert "small words" in words


def with_symbol(font: str, code: int) -> bytes:
    """A page on which a sign of a symbol font stands before a word; its table gives private signs, as Word's do."""
    pdf = pikepdf.new()
    pdf.add_blank_page(page_size=(300, 200))
    table = f"1 begincodespacerange <00> <ff> endcodespacerange\n1 beginbfchar\n<41> <{code:04x}>\nendbfchar\n"
    symbols = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name(f"/{font}"))
    symbols.ToUnicode = pdf.make_stream(table.encode())
    plain = Dictionary(Type=Name.Font, Subtype=Name.Type1, BaseFont=Name.Helvetica)
    pdf.pages[0].obj.Resources = Dictionary(Font=Dictionary(S=symbols, P=plain))
    words = "(a first item of a list that is long enough to be believed, and longer still) Tj"
    content = f"BT /S 12 Tf 20 100 Td (A) Tj /P 5 Tf 14 0 Td {words} ET"
    pdf.pages[0].obj.Contents = pdf.make_stream(content.encode())
    pdf.pages[0].obj.MediaBox = Array([0, 0, 300, 200])
    out = io.BytesIO()
    pdf.save(out)
    return out.getvalue()


@pytest.mark.parametrize(("font", "code"), [("SymbolMT", 0xF0B7), ("ABCDEF+Wingdings-Regular", 0xF0A7)])
def test_a_bullet_of_a_symbol_font_makes_an_item_of_a_list(font, code):
    blocks = read_pdf(with_symbol(font, code), "source.pdf").blocks
    assert [(block.role.value, block.text[:12]) for block in blocks] == [("list item", "a first item")]


def test_a_letter_of_a_symbol_font_is_no_bullet():
    assert "\ufffd" in read_pdf(with_symbol("SymbolMT", 0xF06C), "source.pdf").text


@pytest.mark.parametrize(
    ("font", "code", "is_bullet"),
    [
        ("Symbol", 0xF0B7, True),  # dot
        ("Wingdings", 0xF0D8, True),  # arrowhead
        ("Wingdings2", 0xF097, False),  # another place of a font alike
        ("Helvetica", 0xF0B7, False),  # private signs of other fonts may be anything
    ],
)
def test_bullets_are_told_by_font_and_place(font, code, is_bullet):
    assert (bullet(font, code) is not None) == is_bullet


def test_a_bullet_with_a_wide_gap_makes_an_item_and_no_table():
    rows = "".join(f"#place(dy: {at * 20}pt)[•#h(30pt)Item number {at} of some]" for at in range(3))
    blocks = read_pdf(typst.compile(rows.encode(), format="pdf"), "source.pdf").blocks
    assert [(block.role.value, block.text) for block in blocks] == [
        ("list item", f"Item number {at} of some") for at in range(3)
    ]
