"""XLSX as a form: read by lxml, written by ourselves, checked by expat and openpyxl."""

from __future__ import annotations

import io
from collections.abc import Iterator, Mapping
from types import MappingProxyType

import openpyxl

from clerestory.model.redaction.documents import Document
from clerestory.protect.documents.channels import Channel, Seen
from clerestory.protect.documents.package_channels import Vocabulary, package_channels
from clerestory.protect.documents.packages import damaged
from clerestory.protect.documents.workbook.fixed import KIND, MAIN, OFFICE, PACKAGE, PACKAGE_RELS, RELATIONS, STYLES
from clerestory.protect.documents.workbook.reading import read_xlsx
from clerestory.protect.documents.workbook.writing import write_xlsx

_NUMBER = r"\d{1,7}"
_TYPES = Vocabulary(
    {
        "Types": {"xmlns": f"{PACKAGE}/content-types"},
        "Default": {"Extension": "rels|xml", "ContentType": f"{RELATIONS}|application/xml".replace("+", r"\+")},
        "Override": {
            "PartName": r"/xl/(workbook|styles|worksheets/sheet\d{1,4})\.xml",
            "ContentType": rf"{KIND}\.(sheet\.main|styles|worksheet)\+xml",
        },
    },
    texts=frozenset(),
    lines=frozenset(),
)
_RELATIONS = Vocabulary(
    {
        "Relationships": {"xmlns": f"{PACKAGE}/relationships"},
        "Relationship": {
            "Id": r"rId\d{1,4}",
            "Type": f"{OFFICE}/(worksheet|styles)",
            "Target": r"worksheets/sheet\d{1,4}\.xml|styles\.xml",
        },
    },
    texts=frozenset(),
    lines=frozenset(),
)
_WORKBOOK = Vocabulary(
    {
        "workbook": {"xmlns": MAIN, "xmlns:r": OFFICE},
        "sheets": {},
        "sheet": {"name": ".{1,31}", "sheetId": r"\d{1,4}", "r:id": r"rId\d{1,4}"},
    },
    texts=frozenset(),
    lines=frozenset(),
)
_SHEET = Vocabulary(
    {
        "worksheet": {"xmlns": MAIN},
        "cols": {},
        "col": {"min": _NUMBER, "max": _NUMBER, "width": r"\d{2}", "customWidth": "1"},
        "sheetData": {},
        "row": {"r": _NUMBER},
        "c": {"r": rf"[A-Z]{{1,3}}{_NUMBER}", "t": "inlineStr"},
        "is": {},
        "t": {"xml:space": "preserve"},
    },
    texts=frozenset({"t"}),
    lines=frozenset({"c"}),
)
_ALLOWED: Mapping[str, Vocabulary | str] = MappingProxyType(
    {
        r"\[Content_Types\]\.xml": _TYPES,
        r"_rels/\.rels": PACKAGE_RELS,
        r"xl/workbook\.xml": _WORKBOOK,
        r"xl/_rels/workbook\.xml\.rels": _RELATIONS,
        r"xl/styles\.xml": STYLES,
        r"xl/worksheets/sheet\d{1,4}\.xml": _SHEET,
    }
)


class Workbook:
    """Workbooks after ECMA-376."""

    def read(self, data: bytes, where: str) -> Document:
        """Read an XLSX to blocks."""
        try:
            return read_xlsx(data, where)
        except ValueError as reason:  # a number of a style, a column or a sheet that is none
            raise damaged(where) from reason

    def write(self, document: Document) -> bytes:
        """Give a new XLSX of the blocks."""
        return write_xlsx(document)

    def channels(self, data: bytes) -> Iterator[Channel]:
        """Yield the channels of the package, then what openpyxl reads; it is asked last, of a sound package."""
        yield from package_channels(data, _ALLOWED)
        book = openpyxl.load_workbook(io.BytesIO(data), read_only=True)
        yield Channel("xl/workbook.xml", "names of sheets", "\n".join(book.sheetnames), Seen.CONTENT)
        for number, sheet in enumerate(book.worksheets, start=1):
            values = (str(v) for row in sheet.iter_rows(values_only=True) for v in row if v is not None)
            place = f"xl/worksheets/sheet{number}.xml"
            yield Channel(place, "cells as openpyxl reads them", "\n".join(values), Seen.CONTENT)


FORM = Workbook()
