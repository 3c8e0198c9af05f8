"""Signs that a workbook holds by their numbers are read as they are shown, and plain signs like them stay plain."""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest
import xlsxwriter
from openpyxl.utils.escape import unescape

from clerestory.model.redaction.documents import Block, Document, Format, Role
from clerestory.protect.documents import read_document, write_document


@pytest.mark.parametrize("text", ["_x0041_nn", "_x005F_x0041_", "_x0041_x0042_", "_x004_ and _xray_"])
def test_plain_signs_that_look_like_numbers_come_back_as_they_were(text: str, tmp_path: Path) -> None:
    cell = Block(text, Role.CELL, table=1, row=1, column=1)
    write_document(Document(Format.XLSX, (cell,)), tmp_path / "new.xlsx")
    assert [block.text for block in read_document(tmp_path / "new.xlsx").blocks if block.role is Role.CELL] == [text]


def test_what_another_library_writes_as_plain_signs_is_read_as_that(tmp_path: Path) -> None:
    with xlsxwriter.Workbook(tmp_path / "a.xlsx") as book:
        book.add_worksheet().write_string(0, 0, "_x0041_nn")
    document = read_document(tmp_path / "a.xlsx")
    assert [block.text for block in document.blocks if block.role is Role.CELL] == ["_x0041_nn"]
    write_document(document, tmp_path / "new.xlsx")
    cells = [openpyxl.load_workbook(tmp_path / name).active["A1"].value for name in ("a.xlsx", "new.xlsx")]
    assert cells == ["_x0041_nn", "_x005F_x0041_nn"]  # it decodes shared strings alone
    assert unescape(cells[1]) == cells[0]
