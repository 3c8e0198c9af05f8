"""Workbooks as other programs read them: text stays text, headers are headers, the same content is the same bytes."""

from __future__ import annotations

import io
import zipfile
from xml.etree import ElementTree

import odfdo
import openpyxl
import pytest
import python_calamine

from clerestory.errors import WorkbookError
from clerestory.spreadsheets import (
    Choices,
    Closed,
    Column,
    Sheet,
    Workbook,
    defused,
    ods_bytes,
    opendocument,
    xlsx_bytes,
)

LIST = Choices("codes", "A", 2, 3)
HELP = Choices("codes", "A", 2, 3, Closed.NO)
TEXTS = ("=1+1", "007", "a  b", " lead", "two\nlines", "<&>\"'", "2020-01-01", "Zoë", "")
BOOK = Workbook(
    "A title",
    (
        Sheet("event", (Column("one", 20, "What belongs here", LIST), Column("two", 12, "", HELP), Column("three"))),
        Sheet("codes", (Column("code"), Column("n")), tuple((text, n) for n, text in enumerate(TEXTS))),
    ),
    mark="SYNTHETIC",
)


def opened(data: bytes) -> python_calamine.CalamineWorkbook:
    return python_calamine.load_workbook(io.BytesIO(data))


@pytest.mark.parametrize("write", [xlsx_bytes, ods_bytes])
def test_texts_and_numbers_come_back_as_they_were(write):
    header, *rows = opened(write(BOOK)).get_sheet_by_name("codes").to_python()
    assert header == ["code", "n"]
    assert [(text, n) for text, n in rows] == [(text, float(n)) for n, text in enumerate(TEXTS)]


@pytest.mark.parametrize("write", [xlsx_bytes, ods_bytes])
def test_the_same_workbook_gives_the_same_bytes(write):
    assert write(BOOK) == write(BOOK)


def test_no_text_is_a_formula_in_xlsx_and_choices_are_offered_with_their_prompt():
    book = openpyxl.load_workbook(io.BytesIO(xlsx_bytes(BOOK)))
    assert {cell.data_type for row in book["codes"].iter_rows(min_row=2) for cell in row if cell.value is not None} == {
        "s",
        "n",
    }
    sheet = book["event"]
    first, second = sheet.data_validations.dataValidation
    assert (first.formula1, first.prompt, first.showErrorMessage) == ("codes!$A$2:$A$3", "What belongs here", True)
    assert (second.formula1, second.showErrorMessage) == ("codes!$A$2:$A$3", False)
    assert (sheet["A1"].font.b, sheet.freeze_panes) == (True, "A2")
    assert {sheet.column_dimensions[name].number_format for name in ("A", "B")} == {"@"}
    assert sheet.merged_cells.ranges == set()
    assert (book.properties.title, book.properties.creator) == ("A title", None)
    assert sheet.oddHeader.center.text == "SYNTHETIC"


def test_a_package_that_few_programs_would_open_is_refused(monkeypatch):
    monkeypatch.setattr(opendocument, "LARGEST", 5_000)
    opendocument.write_package(io.BytesIO(), {"content.xml": ["x" * 40] * 100})
    with pytest.raises(WorkbookError, match="larger than 5,000 bytes"):
        opendocument.write_package(io.BytesIO(), {"content.xml": ["x" * 40] * 130})


def test_ods_begins_with_its_mimetype_stored_and_has_fixed_dates():
    with zipfile.ZipFile(io.BytesIO(ods_bytes(BOOK))) as package:
        first, *rest = package.infolist()
        assert (first.filename, first.compress_type) == ("mimetype", zipfile.ZIP_STORED)
        assert package.read(first) == b"application/vnd.oasis.opendocument.spreadsheet"
        assert {info.date_time for info in [first, *rest]} == {(1980, 1, 1, 0, 0, 0)}
        listed = package.read("META-INF/manifest.xml").decode()
        assert all(f'full-path="{info.filename}"' in listed for info in rest if "manifest" not in info.filename)


def test_ods_marks_header_rows_and_language_for_screen_readers():
    with zipfile.ZipFile(io.BytesIO(ods_bytes(BOOK))) as package:
        content, styles = (ElementTree.fromstring(package.read(f"{n}.xml")) for n in ("content", "styles"))  # noqa: S314
    table = "{urn:oasis:names:tc:opendocument:xmlns:table:1.0}"
    fo = "{urn:oasis:names:tc:opendocument:xmlns:xsl-fo-compatible:1.0}"
    assert len(content.findall(f".//{table}table-header-rows")) == 2
    assert content.findall(f".//{table}covered-table-cell") == []
    languages = {(e.get(f"{fo}language"), e.get(f"{fo}country")) for e in styles.iter() if e.get(f"{fo}language")}
    assert languages == {("en", "GB")}


def test_ods_offers_choices_as_another_program_reads_them():
    document = odfdo.Document(io.BytesIO(ods_bytes(BOOK)))
    rules = document.body.get_elements("//table:content-validation")
    assert [rule.get_attribute("table:condition") for rule in rules] == [
        "of:cell-content-is-in-list([$codes.$A$2:.$A$3])"
    ] * 2
    assert document.body.get_table(name="event").get_values(coord="A1:C1") == [["one", "two", "three"]]


@pytest.mark.parametrize(
    ("value", "written"),
    [
        ("=1+1", "'=1+1"), ("+1", "'+1"), ("-1", "'-1"), ("@a", "'@a"), ("\tx", "'\tx"), ("\rx", "'\rx"),
        (" =1", "' =1"),
        ("\uff1d1", "'\uff1d1"), ("\n=1", "'\n=1"),
        # left alone: numbers, and texts with the sign elsewhere
        (-1, -1), (1.5, 1.5), ("a=1", "a=1"), ("", ""), ("North", "North"), (None, None),
    ],
)  # fmt: skip
def test_a_cell_of_csv_that_would_be_calculated_gets_an_apostrophe(value, written):
    assert defused(value) == written
