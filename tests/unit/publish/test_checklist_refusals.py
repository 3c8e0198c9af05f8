"""Workbooks that are damaged, locked, hostile, too large or none at all end in a message, and soon."""

from __future__ import annotations

import io
import zipfile

import pytest
import xlsxwriter

from checked_ods import GOOD, NORTH, RANGE, ods_bytes
from checked_workbooks import good_xlsx, xlsx_bytes
from clerestory.errors import DocumentError
from clerestory.publish.checklist import filling, inspect_workbook
from clerestory.publish.checklist.ods import styles
from clerestory.publish.checklist.xlsx import strings
from clerestory.spreadsheets import markup
from workbooks import packed, parts_of, replaced

XLSX = xlsx_bytes(good_xlsx())
SHEET = "xl/worksheets/sheet2.xml"
ENTITY = b'<!DOCTYPE x [<!ENTITY a "aaaa"><!ENTITY b "&a;&a;&a;">]>'
OLE = bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600)


def _doctype(data: bytes, part: str) -> bytes:
    parts = parts_of(data)
    head, _, rest = parts[part].partition(b"?>")
    return packed(parts | {part: head + b"?>" + ENTITY + rest if rest else ENTITY + head})


def _in_ods(old: str, new: str) -> bytes:
    assert old in GOOD["content.xml"]
    return ods_bytes(GOOD | {"content.xml": GOOD["content.xml"].replace(old, new, 1)})


def _repeated(rows: str, columns: str) -> bytes:
    row, cell = f' table:number-rows-repeated="{rows}"', f' table:number-columns-repeated="{columns}"'
    return _in_ods("<table:table-row><table:table-cell", f"<table:table-row{row}><table:table-cell{cell}")


REFUSED = {
    "an empty file": (b"", "is empty"),
    "a CSV": (b"Area,Cases\nNorth,12\n", "not a workbook"),
    "an XLS": (OLE, "password, or of the old form"),
    "a text": (ods_bytes(GOOD | {"mimetype": "application/vnd.oasis.opendocument.text"}), "of another kind"),
    "another package": (packed({"a.txt": b"a"}), "neither an ODS nor an XLSX"),
    "a cut XLSX": (XLSX[: len(XLSX) // 2], "cut off or damaged"),
    "an ODS with a password": (
        ods_bytes(GOOD | {"META-INF/manifest.xml": "<a><manifest:encryption-data/></a>"}),
        "locked with a password",
    ),
    "a bomb": (packed(parts_of(XLSX) | {"xl/media/a.bin": bytes(2**25)}), "unpacks to more than 500 times"),
    "entities in an XLSX": (_doctype(XLSX, SHEET), "document type"),
    "entities in an ODS": (_doctype(ods_bytes(), "content.xml"), "document type"),
    "no XML in an XLSX": (packed(parts_of(XLSX) | {SHEET: b"<a>"}), "no XML"),
    "no XML in an ODS": (ods_bytes(GOOD | {"content.xml": "<a"}), "no XML"),
    "a sheet that is not there": (packed({k: v for k, v in parts_of(XLSX).items() if k != SHEET}), "not in it"),
    "a cell in another row": (replaced(SHEET, b'r="B5"', b'r="B6"')(XLSX), "does not lie in its row"),
    "a cell outside of every sheet": (replaced(SHEET, b'r="B5"', b'r="ZZZ5"')(XLSX), "outside of its sheet"),
    "a row without a number": (replaced(SHEET, b'<row r="5"', b'<row r="x"')(XLSX), "row without a number"),
    "another spelling of elements": (_in_ods("xmlns:table=", "xmlns:t="), "spells its elements"),
    "repetitions that are none": (_in_ods('-repeated="3"', '-repeated="-3"'), "repetitions"),
    "rows beyond every sheet": (_repeated("9999999", "1"), "outside of its sheet"),
    "more cells than are held": (_repeated("1000000", "16000"), "more than 2,000,000 cells"),
    "too many tables": (
        _in_ods(RANGE, "".join(RANGE.replace("cases", f"t{n}") for n in range(1_000))),
        "more than 1,000 tables",
    ),
    "too many blocks that look like tables": (
        _in_ods(NORTH, 1_000 * (NORTH * 2 + "<table:table-row/>" * 3) + NORTH),
        "more than 1,000 tables",
    ),
    "too many sheets": (
        _in_ods("<table:named-expressions/>", '<table:table table:name="x"/>' * 1_000),
        "more than 1,000 sheets",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", REFUSED)
def test_what_is_no_sound_workbook_is_refused_with_the_reason(name, tmp_path):
    data, reason = REFUSED[name]
    path = tmp_path / "book.ods"
    path.write_bytes(data)
    with pytest.raises(DocumentError, match=reason) as told:
        inspect_workbook(path)
    assert told.value.where == str(path)
    assert "North" not in str(told.value)


def test_parts_with_a_password_are_locked(tmp_path):
    path = tmp_path / "book.xlsx"
    data = bytearray(XLSX)
    for start in (b"PK\x03\x04", b"PK\x01\x02"):  # the flag of every entry, in its own head and in the directory
        at = data.find(start)
        while at >= 0:
            data[at + (6 if start == b"PK\x03\x04" else 8)] |= 1
            at = data.find(start, at + 4)
    path.write_bytes(data)
    with pytest.raises(DocumentError, match="password"):
        inspect_workbook(path)


@pytest.mark.parametrize("made", ["folder", "nothing", "pipe"])
def test_what_is_no_file_is_refused_and_never_waited_for(made, tmp_path):
    import os

    path = tmp_path / "book.ods"
    {"folder": path.mkdir, "nothing": lambda: None, "pipe": lambda: os.mkfifo(path)}[made]()
    with pytest.raises(DocumentError, match=r"is no file|is no such file"):
        inspect_workbook(path)


COLUMNS = b"<cols>" + b'<col min="1" max="16384" width="9"/>' * 2 + b"</cols><sheetData>"


def _shared_texts() -> bytes:
    """A workbook whose cells refer to texts that it keeps elsewhere; openpyxl keeps each in its cell."""
    out = io.BytesIO()
    with xlsxwriter.Workbook(out) as book:
        book.add_worksheet().write_column("A1", ["Synthetic", "North", "South", "West"])
    return out.getvalue()


# Limits made small, and the workbook that goes beyond them.
BEYOND = {
    "characters of an ODS": (filling, "MOST_CHARACTERS", 100, ods_bytes(), "more than 100 characters"),
    "characters of an XLSX": (filling, "MOST_CHARACTERS", 100, XLSX, "more than 100 characters"),
    "texts": (strings, "MOST_CELLS", 3, _shared_texts(), "more than 3 texts"),
    "elements": (markup, "_MOST_ELEMENTS", 30, XLSX, "more than 30 elements"),
    "comments": (
        filling,
        "MOST_NOTED",
        8,
        _in_ods("</table:table-cell>", "<office:annotation/>" * 10 + "</table:table-cell>"),
        "more than 8 merged cells, links, comments",
    ),
    "widths": (
        filling,
        "MOST_WIDTHS",
        20_000,
        replaced(SHEET, b"<sheetData>", COLUMNS)(XLSX),
        "more than 20,000 widths of columns",
    ),
    "styles": (styles, "MOST_STYLES", 5, ods_bytes(), "more than 5 styles"),
}


@pytest.mark.parametrize("name", BEYOND)
def test_what_is_beyond_a_limit_is_refused(name, tmp_path, monkeypatch):
    module, limit, value, data, reason = BEYOND[name]
    monkeypatch.setattr(module, limit, value)
    (tmp_path / "book").write_bytes(data)
    with pytest.raises(DocumentError, match=reason):
        inspect_workbook(tmp_path / "book")


MANY = "9" * 5_000  # digits; int() refuses them


@pytest.mark.parametrize(
    "data",
    [
        replaced("xl/workbook.xml", b'activeTab="0"', f'activeTab="{MANY}"'.encode())(XLSX),
        replaced("xl/styles.xml", b'fontId="2"', f'fontId="{MANY}"'.encode())(XLSX),
        replaced("xl/styles.xml", b'builtinId="', f'builtinId="{MANY}'.encode())(XLSX),
        replaced("xl/styles.xml", b'theme="1"', f'theme="{MANY}"'.encode())(XLSX),
        replaced(SHEET, b' s="', f' s="{MANY}'.encode())(XLSX),
        ods_bytes(GOOD | {"settings.xml": GOOD["settings.xml"].replace('X">0<', f'X">{MANY}<')}),
        _in_ods("SYNTHETIC figures", f'<text:s text:c="{MANY}"/>SYNTHETIC figures'),
    ],
)
def test_numbers_with_more_digits_than_can_be_read_count_nothing(data, tmp_path):
    assert MANY.encode() in b"".join(parts_of(data).values())
    (tmp_path / "book").write_bytes(data)
    assert len(inspect_workbook(tmp_path / "book").answers) == 35


def test_the_form_is_found_out_from_the_file_and_not_from_its_name(tmp_path):
    for name, data, form in [("a.ods", XLSX, "xlsx"), ("b.xlsx", ods_bytes(), "ods"), ("c", XLSX, "xlsx")]:
        (tmp_path / name).write_bytes(data)
        assert inspect_workbook(tmp_path / name).form == form


def test_what_lies_beside_in_the_package_is_never_unpacked(tmp_path):
    path = tmp_path / "book.xlsx"
    path.write_bytes(packed(parts_of(XLSX) | {"../../evil.xml": b"<a/>"}, zipfile.ZIP_STORED))
    inspect_workbook(path)
    assert [one.name for one in tmp_path.iterdir()] == ["book.xlsx"]


# Texts that make careless patterns try for ever, or in a time that grows with the square of their length.
@pytest.mark.parametrize("text", [" " * 40_000 + "x", "a " * 20_000 + "bb", "*" * 40_000 + "x", "[note " * 8_000])
def test_long_texts_are_looked_at_in_passing(text, tmp_path):
    path = tmp_path / "book.xlsx"
    book = good_xlsx()
    book["Table_1"]["A2"] = text[:32_767]
    book["Table_1"].oddHeader.center.text = text[:200]
    path.write_bytes(xlsx_bytes(book))
    assert len(inspect_workbook(path).answers) == 35


def test_a_text_is_held_so_far_as_a_cell_of_excel_holds_one(tmp_path):
    path = tmp_path / "book.ods"
    path.write_bytes(_in_ods("SYNTHETIC figures", '<text:s text:c="1000"/>' * 5_000 + "SYNTHETIC figures"))
    assert len(inspect_workbook(path).answers) == 35
