"""Tags of tables in a PDF, as readers by ear need them: heads of rows, and the caption within its table.

Typst tags the cells of a head row as heads and the first cell of a row as data, and where a page ends at a table it may
leave the caption beside the table, where nothing says what it is the caption of.
"""

from __future__ import annotations

import io
import tempfile
from collections.abc import Iterable, Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object


def with_table_tags(pdf: bytes) -> bytes:
    """Give a tagged PDF in which every row of every table has a head of scope Row, and every caption is in its table.

    Lists of heads, which Typst writes into each cell, go: they would hide the row's head from a reader, who finds both
    heads by scope (ISO 32000-1, 14.8.4.3.4 and table 349).
    """
    out = io.BytesIO()
    # A file without a name: what has no descriptor is read through Python, byte range by byte range, at twice the time.
    with tempfile.TemporaryFile() as file:
        file.write(pdf)
        file.flush()
        with pikepdf.open(file, access_mode=pikepdf.AccessMode.mmap) as document:
            _mark_tables(document)
            document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


def _mark_tables(document: pikepdf.Pdf) -> None:
    for table in _elements(document.Root.StructTreeRoot, "/Table"):
        _take_caption(table)
        for body in _elements(table, "/TBody"):
            _mark_rows(list(_elements(body, "/TR")))


def _take_caption(table: Object) -> None:
    """Move the caption that stands beside a table, or beside the block around it, to its place: first in the table."""
    if any(Name.Caption == kid.S for kid in _kids(table)):
        return
    around = table.P
    while around.get("/S") == Name.Div:
        kids = _kids(around)
        captions = [kid for kid in kids if Name.Caption == kid.S]
        if captions:
            around.K = Array([kid for kid in kids if Name.Caption != kid.S])
            captions[0].P = table
            table.K = Array([captions[0], *_kids(table)])
            return
        if len(kids) > 1:  # whatever stands there is no caption of this table
            return
        around = around.P


def _mark_rows(rows: Sequence[Object]) -> None:
    covered = 0  # rows below a head that spans several; their first cell is no head
    for row in rows:
        first, *others = _kids(row)
        if covered:
            covered -= 1
            others = [first, *others]
        else:
            covered = max(int(of.get("/RowSpan", 1)) for of in _attributes(first)) - 1
            first.S = Name.TH
            for of in _attributes(first):
                if Name.Table == of.O:
                    of.Scope = Name.Row
        for cell in (first, *others):
            for of in _attributes(cell):
                if "/Headers" in of:
                    del of["/Headers"]


def _attributes(cell: Object) -> Iterable[Object]:
    found = cell.get("/A", ())
    return (found,) if isinstance(found, Dictionary) else found


def _elements(element: Object, kind: str) -> Iterator[Object]:
    for kid in _kids(element):
        if kid.get("/S") == kind:
            yield kid
        else:
            yield from _elements(kid, kind)


def _kids(element: Object) -> list[Object]:
    found = element.get("/K", Array())
    return [kid for kid in (found if isinstance(found, Array) else [found]) if isinstance(kid, Dictionary)]
