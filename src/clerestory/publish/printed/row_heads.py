"""Row heads of tables in a PDF: Typst tags the cells of a head row as heads, and the first cell of a row as data."""

from __future__ import annotations

import io
from collections.abc import Iterator, Sequence

import pikepdf
from pikepdf import Array, Dictionary, Name, Object


def with_row_heads(pdf: bytes) -> bytes:
    """Give a tagged PDF in which the first cell of every row of every table is a head of scope Row.

    Lists of heads, which Typst writes into each cell, go: they would hide the row's head from a reader, who finds both
    heads by scope (ISO 32000-1, 14.8.4.3.4 and table 349).
    """
    out = io.BytesIO()
    with pikepdf.open(io.BytesIO(pdf)) as document:
        for body in _elements(document.Root.StructTreeRoot, "/TBody"):
            _mark_rows(list(_elements(body, "/TR")))
        document.save(out, deterministic_id=True, object_stream_mode=pikepdf.ObjectStreamMode.generate)
    return out.getvalue()


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


def _attributes(cell: Object) -> list[Object]:
    found = cell.get("/A", Array())
    return list(found) if isinstance(found, Array) else [found]


def _elements(element: Object, kind: str) -> Iterator[Object]:
    for kid in _kids(element):
        if kid.get("/S") == kind:
            yield kid
        else:
            yield from _elements(kid, kind)


def _kids(element: Object) -> list[Object]:
    found = element.get("/K", Array())
    return [kid for kid in (found if isinstance(found, Array) else [found]) if isinstance(kid, Dictionary)]
