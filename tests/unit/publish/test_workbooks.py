"""Published workbooks as other programs read them: marked up, explained, nothing hidden, and refused where wrong."""

from __future__ import annotations

import datetime as dt
import io
import zipfile
from dataclasses import replace
from xml.etree import ElementTree

import openpyxl
import pytest

from accessible_workbooks import (
    BOOK,
    COLUMNS,
    ROWS,
    WRITERS,
    as_read,
    cells_of,
    openpyxl_cells_of,
    table_names,
    table_of,
    written,
)
from clerestory.errors import WorkbookError
from clerestory.publish.workbooks.book import Column, Kind, TableSheet, table_name

EVERY = pytest.mark.parametrize("ending", WRITERS)
NAMES = ["Cover", "Contents", "Notes", "Table 1", "It's 2"]


def xml_of(data: bytes, part: str) -> ElementTree.Element:
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        return ElementTree.fromstring(package.read(part))  # noqa: S314 - ours


@EVERY
def test_every_value_is_read_as_it_was_given(ending):
    _, *rows = table_of(cells_of(written(BOOK, ending), "Table 1"), "Area")
    assert [[as_read(value) for value in row] for row in rows] == [[as_read(value) for value in row] for row in ROWS]


def test_a_second_reader_reads_the_same_and_no_text_is_a_formula():
    data = written(BOOK, "xlsx")
    _, *rows = table_of(openpyxl_cells_of(data, "Table 1"), "Area")
    assert [[as_read(value) for value in row] for row in rows] == [[as_read(value) for value in row] for row in ROWS]
    book = openpyxl.load_workbook(io.BytesIO(data))
    assert {cell.data_type for sheet in book for row in sheet.iter_rows() for cell in row} <= {"s", "n", "d"}


@EVERY
def test_the_same_workbook_gives_the_same_bytes(ending):
    assert written(BOOK, ending) == written(BOOK, ending)


@EVERY
def test_each_table_is_marked_up_from_its_header_to_its_last_row(ending):
    assert table_names(written(BOOK, ending)) == {
        "Contents_of_this_workbook": "Contents!A4:B7",
        "Notes_of_this_workbook": "Notes!A5:C7",
        "Table_1_victims": "Table 1!A8:F11",
        "Table_2_areas": "It's 2!A5:A8",
    }


@EVERY
def test_each_sheet_says_what_it_holds_in_the_order_of_a_reader(ending):
    data = written(BOOK, ending)
    cells = cells_of(data, "Table 1")
    assert [row[0] for row in cells[:8]] == [
        "SYNTHETIC: Table 1: Victims [note 1]",
        "This worksheet contains one table. Its notes stand on the worksheet Notes.",
        "SYNTHETIC: made-up records of fictional forces. Nothing here is about real people or places.",
        "[c] in this table: withheld, because it is small.",
        "[x] in this table: not available.",
        "[z] in this table: not applicable.",
        "Go to the list of all worksheets",
        "Area [note 2]",
    ]
    assert table_of(cells_of(data, "Contents"), "Worksheet")[1:] == [
        ["Notes", "What the notes of tables say"],
        ["Table 1", "Victims"],
        ["It's 2", "Areas"],
    ]
    cover = [row[0] for row in cells_of(data, "Cover")]
    assert cover[0] == "SYNTHETIC: Victims by area"
    assert "Published on 15 December 2026 by A department." in cover
    assert {"Contact: statistics@department.example", "They are made up.", "[x]: not available."} <= set(cover)


@EVERY
def test_notes_are_numbered_as_they_are_met_and_say_which_sheets_refer_to_them(ending):
    columns = (Column("Area", notes=("Areas are those of 2020.",)), Column("Number", Kind.NUMBER))
    sheets = tuple(
        TableSheet(f"Table {n}", "Victims", f"Table_{n}_victims", columns, (("North", 1),), ("Once each.",))
        for n in (1, 2)
    )
    data = written(replace(BOOK, sheets=sheets), ending)
    assert table_of(cells_of(data, "Notes"), "Note number")[1:] == [
        ["note 1", "Once each.", "Table 1, Table 2"],
        ["note 2", "Areas are those of 2020.", "Table 1, Table 2"],
    ]


def test_a_workbook_without_notes_has_no_sheet_for_them():
    sheet = replace(BOOK.sheets[0], notes=(), columns=(Column("Area"),), rows=(("North",),))
    assert openpyxl.load_workbook(io.BytesIO(written(replace(BOOK, sheets=(sheet,)), "xlsx"))).sheetnames == [
        "Cover",
        "Contents",
        "Table 1",
    ]


def test_xlsx_has_nothing_merged_hidden_frozen_filtered_or_filled():
    book = openpyxl.load_workbook(io.BytesIO(written(BOOK, "xlsx")))
    assert book.sheetnames == NAMES
    assert book.active.title == "Cover"
    for sheet in book:
        assert (sheet.merged_cells.ranges, sheet.freeze_panes, sheet.auto_filter.ref) == (set(), None, None)
        assert (sheet.sheet_state, sheet.sheet_view.selection[0].activeCell) == ("visible", "A1")
        assert not any(d.hidden for d in (*sheet.row_dimensions.values(), *sheet.column_dimensions.values()))
        assert (sheet.oddHeader.center.text, sheet.oddFooter.center.text, sheet._images) == (None, None, [])
        assert {cell.fill.fill_type for row in sheet.iter_rows() for cell in row} == {None}
        assert all(table.autoFilter is None for table in sheet.tables.values())
        assert sheet["A1"].style == "Heading 1"
        text = [cell for row in sheet.iter_rows() for cell in row if cell.value is not None]
        assert {(cell.font.name, cell.font.sz >= 12, cell.alignment.wrap_text) for cell in text} == {
            ("Arial", True, True)
        }


def test_xlsx_has_its_document_information_and_links_that_lead_to_their_sheets():
    data = written(BOOK, "xlsx")
    book = openpyxl.load_workbook(io.BytesIO(data))
    told = book.properties
    assert (told.title, told.subject) == ("SYNTHETIC: Victims by area", "Victims known to the police")
    assert (told.creator, told.keywords, told.language) == ("A department", "SYNTHETIC", "en-GB")
    assert (told.created, told.modified) == (dt.datetime(2026, 12, 15), dt.datetime(2026, 12, 15))  # noqa: DTZ001 - as read
    links = {
        cell.value: cell.hyperlink.location for row in book["Contents"].iter_rows() for cell in row if cell.hyperlink
    }
    assert links == {"Notes": "'Notes'!A1", "Table 1": "'Table 1'!A1", "It's 2": "'It''s 2'!A1"}


def test_ods_has_headings_header_rows_language_and_links_and_nothing_merged_or_hidden():
    data = written(BOOK, "ods")
    content, styles = xml_of(data, "content.xml"), xml_of(data, "styles.xml")
    table, text, fo = (
        f"{{urn:oasis:names:tc:opendocument:xmlns:{name}:1.0}}" for name in ("table", "text", "xsl-fo-compatible")
    )
    sheets = content.findall(f".//{table}table")
    assert [sheet.get(f"{table}name") for sheet in sheets] == NAMES
    assert [sheet.find(f".//{table}table-cell").get(f"{table}style-name") for sheet in sheets] == ["Heading_20_1"] * 5
    assert [len(sheet.findall(f"{table}table-header-rows")) for sheet in sheets] == [0, 1, 1, 1, 1]
    named = {e.get("{urn:oasis:names:tc:opendocument:xmlns:style:1.0}display-name") for e in styles.iter()}
    assert {"Heading 1", "Heading 2"} <= named
    assert {e.get(f"{fo}language") for e in styles.iter()} == {None, "en"}
    links = [e.get("{http://www.w3.org/1999/xlink}href") for e in sheets[1].iter(f"{text}a")]
    assert links == ["#'Notes'.A1", "#'Table 1'.A1", "#'It''s 2'.A1"]
    forbidden = ("covered-table-cell", "number-columns-spanned", "visibility", "draw:", "fo:background", "filter=")
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        whole = b"".join(package.read(name) for name in ("content.xml", "styles.xml", "settings.xml")).decode()
    assert [word for word in forbidden if word in whole] == []


def test_ods_says_who_published_what_and_when():
    told = {e.tag.partition("}")[2]: e.text for e in xml_of(written(BOOK, "ods"), "meta.xml").iter() if e.text}
    assert (told["title"], told["subject"]) == ("SYNTHETIC: Victims by area", "Victims known to the police")
    assert (told["creator"], told["language"], told["keyword"]) == ("A department", "en-GB", "SYNTHETIC")
    assert (told["creation-date"], told["date"]) == ("2026-12-15T00:00:00", "2026-12-15T00:00:00")


@EVERY
@pytest.mark.parametrize(
    ("value", "said"),
    [("x" * 32_768, "longer than"), (10**15, "15 digits"), (float("nan"), "15 digits"), (float("inf"), "15 digits")],
)
def test_what_a_spreadsheet_would_change_is_refused(ending, value, said):
    sheet = replace(BOOK.sheets[0], columns=COLUMNS[1:2], rows=((value,),))
    with pytest.raises(WorkbookError, match=said):
        written(replace(BOOK, sheets=(sheet,)), ending)


@pytest.mark.slow
def test_a_table_that_goes_below_the_last_row_of_a_sheet_is_refused():
    sheet = replace(BOOK.sheets[0], columns=(Column("n", Kind.NUMBER),), rows=((n % 7,) for n in range(1_048_570)))
    with pytest.raises(WorkbookError, match="1,048,576 rows"):
        written(replace(BOOK, sheets=(sheet,)), "ods")


@pytest.mark.parametrize(
    ("change", "said"),
    [
        ({"name": ""}, "its name is empty"),
        ({"name": "a/b"}, "its name is empty"),
        ({"name": "x" * 32}, "its name is empty"),
        ({"name": "cover"}, "two sheets are named 'cover'"),
        ({"title": " "}, "it has no title"),
        ({"columns": (Column("A"), Column(" "))}, "column 2 has no header"),
        ({"columns": (Column("A"), Column("a"))}, "are named 'a'"),
        ({"columns": ()}, "it has 0 columns"),
        ({"name": "History"}, "is History"),
        ({"columns": (Column("x" * 256),)}, "longer than the 255"),
        ({"columns": (Column("x" * 250, notes=("A note.",)),)}, "longer than the 255"),
        ({"columns": (Column("a  b"), Column("a\nb"))}, "are named 'a b'"),
    ],
)
def test_names_that_programs_cannot_tell_apart_or_hold_are_refused(change, said):
    with pytest.raises(WorkbookError, match=said):
        replace(BOOK, sheets=(replace(BOOK.sheets[0], **change),))


def test_two_sheets_of_one_name_are_refused_and_a_workbook_without_a_table_too():
    with pytest.raises(WorkbookError, match="two sheets are named 'Table 1'"):
        replace(BOOK, sheets=BOOK.sheets[:1] * 2)
    with pytest.raises(WorkbookError, match="it has no table"):
        replace(BOOK, sheets=())
    with pytest.raises(WorkbookError, match="it has no title"):
        replace(BOOK, title="")


@pytest.mark.parametrize(
    ("words", "name"),
    [
        ("Table 2: Offences, by year", "Table_2_Offences_by_year"),
        ("t1", "Table_t1"),  # a cell
        ("R1C1", "Table_R1C1"),  # a cell by numbers
        ("2013", "Table_2013"),
        ("Zoë & Co", "Zo_Co"),
        ("word " * 30, "_".join(["word"] * 12)),
    ],
)
def test_the_name_of_a_table_is_one_that_every_program_takes(words, name):
    assert table_name(words) == name
