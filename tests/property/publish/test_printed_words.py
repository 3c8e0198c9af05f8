"""Whatever stands in a label comes out of the PDF and the DOCX as the same text, never as markup, never as a gap."""

from __future__ import annotations

import datetime as dt
import io
import json
import unicodedata

import docx
import typst
from docx.oxml.ns import qn
from fontTools.ttLib import TTFont
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.publish.charts.svg import matplotlib
from clerestory.publish.printed.fonts import FAMILY, fonts, width_of
from clerestory.publish.printed.fonts import legible as printable
from clerestory.publish.printed.pdf import paper_pdf
from clerestory.publish.printed.word import paper_docx
from clerestory.publish.shown.front import ContentNote
from clerestory.publish.shown.prose import Heading, Paragraph, Run, Terms
from clerestory.publish.shown.values import Column, Grid, Kind, Row, ShownTable
from clerestory.publish.shown.whole import ShownPaper
from tagged_pdfs import Tagged, squeezed

STYLES = ("", "-Bold", "-Oblique", "-BoldOblique")
FOLDER = f"{matplotlib().get_data_path()}/fonts/ttf"
LETTERS = frozenset.intersection(*(frozenset(TTFont(f"{FOLDER}/DejaVuSans{of}.ttf").getBestCmap()) for of in STYLES))
# What stands on other letters or is read from right to left comes out in an order of each reader's own.
PLAIN = ("Lu", "Ll", "Lo", "Nd", "Nl", "No", "Pc", "Pd", "Ps", "Pe", "Pi", "Pf", "Po", "Sm", "Sc", "So", "Zs")

MEASURED = f"""
#set text(font: "{FAMILY}", size: 100pt, fallback: false, hyphenate: false, ligatures: false, kerning: false)
#let width(words, weight) = measure(text(weight: weight, words)).width / 100pt
#context [#metadata(json(bytes(sys.inputs.texts)).map(of => (width(of, "regular"), width(of, "bold"))))<widths>]
"""


def goes_right(sign: str) -> bool:
    return unicodedata.bidirectional(sign) not in ("R", "AL", "AN", "NSM")


SIGNS = st.characters(categories=PLAIN).filter(goes_right)
MARKUP = st.sampled_from(["#let x = 1", "*a*", "$x_1$", "\\", "]", "[", "//", "<a>", "&amp;", "```", "@b", "{{ }}"])
LABELS = st.lists(st.one_of(st.text(SIGNS, max_size=30), MARKUP, st.text(max_size=20)), min_size=5, max_size=25)


def paper(labels: list[str]) -> ShownPaper:
    grid = Grid((Column("Group", Kind.TEXT), Column("Number")), tuple(Row(label, ("1",)) for label in labels))
    pieces = (
        Heading(2, "support", (Run("Support"),)),
        *(Paragraph((Run(label, is_strong=True), Run(label, is_emphasis=True))) for label in labels),
        ShownTable(1, "A table", (), grid, ()),
    )
    return ShownPaper("A paper", "P", dt.date(2026, 12, 15), "", "", Terms((("A", ("b",)),)), ContentNote(), (), pieces)


def legible(label: str) -> str:
    """What should come out, by another reader of the font: unseen signs go, missing ones are named."""
    kept = (s for s in label if unicodedata.category(s) not in ("Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"))
    return "".join(sign if ord(sign) in LETTERS else f"[U+{ord(sign):04X}]" for sign in kept)


@settings(max_examples=8)
@given(LABELS)
def test_every_label_is_printed_or_the_signs_it_lacks_are_named(labels):
    found = [squeezed(row[0]) for row in Tagged(paper_pdf(paper(labels))).tables()[0][1:]]
    wanted = [squeezed(legible(label)) for label in labels]
    plain = [all(goes_right(sign) for sign in label) for label in labels]
    assert [of for of, is_plain in zip(found, plain, strict=True) if is_plain] == [
        of for of, is_plain in zip(wanted, plain, strict=True) if is_plain
    ]


@settings(max_examples=8)
@given(LABELS)
def test_every_label_stands_in_the_docx_but_what_no_xml_may_hold(labels):
    table = docx.Document(io.BytesIO(paper_docx(paper(labels)))).tables[0]
    found = ["".join(of.text or "" for of in row.tc_lst[0].iter(qn("w:t"))) for row in table._tbl.tr_lst[1:]]
    assert [squeezed(of) for of in found] == [squeezed("".join(filter(is_xml, label))) for label in labels]


def is_xml(sign: str) -> bool:
    """Section 2.2 of XML 1.0."""
    point = ord(sign)
    return point in (9, 10, 13) or 0x20 <= point <= 0xD7FF or 0xE000 <= point <= 0xFFFD or 0x10000 <= point <= 0x10FFFF


@settings(max_examples=8)
@given(LABELS)
def test_no_label_is_wider_than_it_is_reckoned_so_that_a_row_of_one_line_has_one(labels):
    texts = [printable(label) for label in labels]
    given_texts = {"texts": json.dumps(texts)}
    widths = json.loads(
        typst.query(
            MEASURED.encode(),
            "<widths>",
            field="value",
            one=True,
            font_paths=fonts(),
            ignore_system_fonts=True,
            sys_inputs=given_texts,
        )
    )
    assert all(max(both) <= width_of(text) + 1e-6 for text, both in zip(texts, widths, strict=True))
