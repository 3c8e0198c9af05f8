"""A document is drawn once for all its readers: each has what is theirs in its place, and nothing of another's."""

from __future__ import annotations

import datetime as dt

from markupsafe import Markup

from clerestory.model.desk.documents import Block, BlockKind, Document, Picture
from clerestory.publish.reading.fragments import CopyMark, read_sections
from desk_documents import counts, document, heading, paragraph

HEADING = heading("What was found")
MADE = document(
    [
        HEADING,
        paragraph("Most groups had three members.", HEADING.id),
        counts({"North": ["12", "10"], "South": ["30", "22"]}),
    ]
)
OPENED = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


def html(of: Document, reader: str, *, cells: bool = False) -> str:
    """The document as a reader has it, whose name stands beside each block, and each cell."""

    def beside(address: str) -> Markup:
        return Markup("[{} {}]").format(reader, address)

    mark = CopyMark(reader, "a1b2c3", OPENED)
    sections = read_sections(of, mark, beside=beside, beside_cell=beside if cells else None)
    return "".join(section.html for section in sections)


def test_each_reader_has_what_is_theirs_and_nothing_of_anothers():
    first, second = html(MADE, "first"), html(MADE, "second")
    assert "second" not in first
    assert "first" not in second
    assert first.replace("first", "second") == second


def test_what_stands_beside_comes_once_in_the_order_of_the_document():
    cells = [cell.id for block in MADE.blocks for cell in block.cells]
    page = html(MADE, "reader", cells=True)
    assert [page.count(f"[reader {one.id}]") for one in MADE.blocks] == [1, 1, 1]
    places = [page.index(f"[reader {cell}]") for cell in cells]
    assert places == sorted(places)
    assert "reader table.t1.north" not in html(MADE, "reader")


def drawn(width: int) -> Document:
    line = f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"><path d="M0 0H{width}"/></svg>'
    chart = Block("chart.c1", BlockKind.FIGURE, "Bars", picture=Picture("Bars of suspects.", line, line))
    return document([HEADING, chart])


def test_a_chart_that_only_looks_otherwise_is_drawn_anew():
    assert drawn(3).version == drawn(5).version
    pages = [html(drawn(width), "reader") for width in (3, 5, 3)]
    assert [["H3" in page, "H5" in page] for page in pages] == [[True, False], [False, True], [True, False]]
