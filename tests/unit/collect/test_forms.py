"""A return in every form: the same rows come out, nothing is guessed, and what cannot be read says why."""

from __future__ import annotations

import datetime as dt
from decimal import Decimal

import openpyxl
import polars as pl
import pyarrow as pa
import pyarrow.parquet as pq
import pytest

from clerestory.collect import check_return, collect_returns, fault_of, feedback_report
from clerestory.errors import (
    CodeReturnError,
    EmptyReturnError,
    EncodingReturnError,
    IdentifierReturnError,
    PlaceReturnError,
    RuleReturnError,
    ShapeReturnError,
    WorkbookReturnError,
)
from clerestory.spreadsheets import Column, Sheet, Workbook, xlsx_bytes
from returns import GOOD, INSTRUMENT, a_return, event, text_of
from workbooks import a_workbook_return, odfdo_book, openpyxl_book, packed, parts_of, rows_of, saved

HEADER = list(INSTRUMENT.columns_of("event"))


def parquet_return(folder, change: dict[str, pa.Table] | None = None):
    place = a_return(folder)
    for entity, rows in GOOD.items():
        (place / f"{entity}.csv").unlink()
        table = pl.read_csv(text_of(entity, rows).encode(), infer_schema=False).to_arrow()
        pq.write_table((change or {}).get(entity, table), place / f"{entity}.parquet")
    return place


def write(folder, form: str):
    if form == "csv":
        return a_return(folder)
    if form == "parquet":
        return parquet_return(folder)
    return a_workbook_return(folder, saved(openpyxl_book() if form == "xlsx" else odfdo_book()), f"any name.{form}")


@pytest.mark.parametrize("form", ["xlsx", "ods", "parquet"])
def test_every_form_gives_the_cases_that_csv_gives(tmp_path, form):
    expected = collect_returns(write(tmp_path / "csv", "csv").parents[1], INSTRUMENT).cases
    found = collect_returns(write(tmp_path / form, form).parents[1], INSTRUMENT)
    assert found.receipts[0].faults == ()
    for entity, frame in expected.items():
        assert found.cases[entity].equals(frame), entity


def cells(**values: object) -> bytes:
    """The good workbook with typed values in the first event."""
    rows = rows_of()
    for name, value in values.items():
        rows["event"][1][HEADER.index(name)] = value
    return saved(openpyxl_book(rows))


@pytest.mark.parametrize(
    ("column", "value", "text"),
    [
        ("number", 3, "3"), ("number", 3.0, "3"), ("number", 123456789, "123456789"),
        ("live", True, "Y"), ("live", False, "N"),
        ("remark", dt.date(2020, 9, 30), None), ("year_offence_from", 2019, "2019"), ("remark", "007", "007"),
    ],
)  # fmt: skip
def test_cells_of_a_workbook_become_the_text_that_csv_would_hold(tmp_path, column, value, text):
    place = a_workbook_return(tmp_path, cells(**{column: value}))
    found = collect_returns(place.parents[1], INSTRUMENT)
    if text is None:  # an ISO date in free text is a date, and refused as one
        assert [f.kind for f in found.receipts[0].faults if f.column == column] == [IdentifierReturnError]
    else:
        assert found.cases["event"][column].to_list()[0] == text


def test_a_date_cell_is_an_iso_date_in_both_calendars_of_xlsx(tmp_path):
    for number, epoch in enumerate([openpyxl.utils.datetime.WINDOWS_EPOCH, openpyxl.utils.datetime.MAC_EPOCH]):
        rows = rows_of()
        rows["return"][1][2] = dt.date(2020, 1, 1)
        book = openpyxl.Workbook()
        book.epoch = epoch
        book.remove(book.active)
        for name, lines in rows.items():
            sheet = book.create_sheet(name)
            for line in lines:
                sheet.append(line)
        place = a_workbook_return(tmp_path / str(number), saved(book))
        assert collect_returns(place.parents[1], INSTRUMENT).cases["return"]["period_start"].to_list() == ["2020-01-01"]


def test_a_code_that_became_a_number_is_told_with_its_cause(tmp_path):
    receipt = check_return(a_workbook_return(tmp_path, cells(colour=7)), INSTRUMENT)
    (fault,) = [f for f in receipt.faults if f.rule == "V1"]
    assert (fault.kind, fault.row) == (CodeReturnError, 2)
    assert "may have eaten leading zeros" in fault.remedy


def test_a_number_of_which_digits_are_lost_is_refused(tmp_path):
    receipt = check_return(a_workbook_return(tmp_path, cells(number=1234567890123456)), INSTRUMENT)
    assert [(f.file.rsplit(", ", 1)[-1], f.row) for f in receipt.faults if "15 digits" in f.what] == [
        ("sheet event", 2)
    ]
    assert receipt.quarantined["event"] == 2


def test_rows_of_a_sheet_keep_their_numbers_over_blank_ones(tmp_path):
    rows = rows_of()
    rows["event"][2][1] = "PINK"
    rows["event"].insert(2, [None] * len(HEADER))
    receipt = check_return(a_workbook_return(tmp_path, saved(openpyxl_book(rows))), INSTRUMENT)
    assert [(f.row, f.column) for f in receipt.faults] == [(4, "colour")]
    assert receipt.rows_in["event"] == 2


@pytest.mark.parametrize(
    ("spoil", "what"),
    [
        (lambda sheet: sheet.insert_rows(1), "does not begin in its first cell"),
        (lambda sheet: sheet.insert_cols(1), "does not begin in its first cell"),
        (lambda sheet: sheet.cell(3, len(HEADER) + 2, "outside"), f"has {len(HEADER) + 2} fields where the header has"),
        (lambda sheet: sheet.cell(1, len(HEADER) + 2, "outside"), "is not one of the instrument"),
        (lambda sheet: sheet.delete_cols(2), "the column is missing"),
        (lambda sheet: sheet.delete_rows(1, 9), "is empty, without even a header"),
    ],
)
def test_a_sheet_of_another_shape_is_refused_with_its_rows_counted(tmp_path, spoil, what):
    book = openpyxl_book()
    spoil(book["event"])
    receipt = check_return(a_workbook_return(tmp_path, saved(book)), INSTRUMENT)
    assert any(what in f.what for f in receipt.faults)
    assert receipt.accepted["event"] == 0


def test_a_row_of_texts_without_characters_is_blank(tmp_path):
    """Pasting the values of formulas that give nothing leaves such cells."""
    sheet, strings = "xl/worksheets/sheet2.xml", "xl/sharedStrings.xml"
    sheets = [
        Sheet(name, tuple(map(Column, header)), tuple(tuple(cell or "" for cell in row) for row in rows))
        for name, (header, *rows) in rows_of().items()
    ]
    parts = parts_of(xlsx_bytes(Workbook("Return", tuple(sheets))))
    number = parts[strings].count(b"<si>")
    row = f'<row r="4"><c r="A4" t="s"><v>{number}</v></c></row></sheetData>'.encode()
    parts[sheet] = parts[sheet].replace(b"</sheetData>", row)
    parts[strings] = parts[strings].replace(b"</sst>", b"<si><t></t></si></sst>")
    receipt = check_return(a_workbook_return(tmp_path, packed(parts)), INSTRUMENT)
    assert (receipt.faults, receipt.rows_in["event"]) == ((), 2)


def test_a_missing_sheet_is_a_fault_of_that_entity(tmp_path):
    book = openpyxl_book()
    del book["victim"]
    receipt = check_return(a_workbook_return(tmp_path, saved(book)), INSTRUMENT)
    assert [(f.kind, f.what, f.file) for f in receipt.faults] == [
        (EmptyReturnError, "the sheet is missing", "SYN-FORCE-01/r1/workbook, sheet victim")
    ]
    assert receipt.quarantined_pct == 100.0


@pytest.mark.parametrize(
    ("add", "number"),
    [("other.xlsx", 2), ("event.parquet", 2), ("victim.ods", 2)],
)
def test_two_forms_in_one_folder_are_a_fault_and_nothing_is_taken(tmp_path, add, number):
    place = a_workbook_return(tmp_path, saved(openpyxl_book()))
    a_return(tmp_path)
    (place / add).write_bytes(b"")
    receipt = check_return(place, INSTRUMENT)
    assert [f.kind for f in receipt.faults if f"{number} file(s)" in f.what] == [PlaceReturnError]
    assert sum(receipt.accepted.values()) == 0
    assert receipt.rows_in["event"] == 2


@pytest.mark.parametrize(
    ("name", "data", "what"),
    [
        # old forms, forms with macros, forms of one program
        ("r.xls", b"\xd0\xcf\x11\xe0", "of a form that is not read"),
        ("r.xlsm", b"PK\x03\x04", "of a form that is not read"),
        ("r.xlsb", b"PK\x03\x04", "of a form that is not read"),
        # a compound file: a password, or an old form under a new name
        ("r.xlsx", bytes.fromhex("d0cf11e0a1b11ae1") + bytes(504), "is locked with a password"),
        # cut off, empty, another thing under the name
        ("r.xlsx", saved(openpyxl_book())[:-200], "is cut off or damaged"),
        ("r.xlsx", saved(openpyxl_book())[:2000], "is cut off or damaged"),
        ("r.xlsx", b"", "is empty"),
        ("r.xlsx", b"a,b\n1,2\n", "is not a workbook of the form"),
        ("r.ods", saved(openpyxl_book()), "is not a workbook of the form"),
        ("r.xlsx", saved(odfdo_book()), "is damaged or missing"),
    ],
)
def test_what_is_no_workbook_says_what_it_is(tmp_path, name, data, what):
    place = a_workbook_return(tmp_path, data, name)
    receipt = check_return(place, INSTRUMENT)
    assert [f.kind for f in receipt.faults if what in f.what] == [WorkbookReturnError]
    assert isinstance(fault_of(receipt), WorkbookReturnError)
    assert receipt.quarantined_pct == 100.0


def table(**columns: pa.Array) -> pa.Table:
    """Two good events with some columns of another type."""
    frame = pl.read_csv(text_of("event", GOOD["event"]).encode(), infer_schema=False).fill_null("").to_arrow()
    for name, values in columns.items():
        frame = frame.set_column(frame.schema.get_field_index(name), name, values)
    return frame


@pytest.mark.parametrize(
    ("column", "values", "texts"),
    [
        ("number", pa.array([3, None]), ["3", None]),
        ("number", pa.array([3.0, None]), ["3", None]),
        ("number", pa.array([Decimal("3.00"), None]), ["3", None]),
        ("number", pa.array([2**8, 7], pa.uint16()), ["256", "7"]),
        ("live", pa.array([True, False]), ["Y", "N"]),
        ("colour", pa.array(["RED", "BLUE"]).dictionary_encode(), ["RED", "BLUE"]),
        ("colours", pa.array([None, None], pa.null()), [None, None]),
        ("colour", pa.array(["RED", "BLUE"], pa.large_string()), ["RED", "BLUE"]),
    ],
)
def test_simple_types_of_parquet_become_text(tmp_path, column, values, texts):
    place = parquet_return(tmp_path, {"event": table(**{column: values})})
    found = collect_returns(place.parents[1], INSTRUMENT)
    assert found.receipts[0].faults == ()
    assert found.cases["event"][column].to_list() == texts


@pytest.mark.parametrize("days", [pa.array([dt.date(2020, 1, 1)]), pa.array([1577836800], pa.timestamp("s"))])
def test_days_of_parquet_become_iso_dates(tmp_path, days):
    whole = pl.read_csv(text_of("return", GOOD["return"]).encode(), infer_schema=False).to_arrow()
    place = parquet_return(tmp_path, {"return": whole.set_column(2, "period_start", days)})
    assert collect_returns(place.parents[1], INSTRUMENT).cases["return"]["period_start"].to_list() == ["2020-01-01"]


@pytest.mark.parametrize(
    ("values", "kind"),
    [
        (pa.array([["RED"], ["BLUE"]]), ShapeReturnError),
        (pa.array([{"a": 1}, {"a": 2}]), ShapeReturnError),
        (pa.array([b"RED", b"BLUE"]), ShapeReturnError),
        (pa.array([dt.time(1, 2), None]), ShapeReturnError),
        (pa.array(["RED", "BLUE\x00"]), EncodingReturnError),
    ],
)
def test_types_without_a_text_refuse_the_file_with_its_rows_counted(tmp_path, values, kind):
    receipt = check_return(parquet_return(tmp_path, {"event": table(colour=values)}), INSTRUMENT)
    assert [f.kind for f in receipt.faults if f.file.endswith("event.parquet")] == [kind]
    assert receipt.quarantined["event"] == 2


def test_records_of_parquet_are_counted_from_one(tmp_path):
    receipt = check_return(parquet_return(tmp_path, {"event": table(colour=pa.array(["RED", "PINK"]))}), INSTRUMENT)
    assert [(f.row, f.column, f.rule) for f in receipt.faults] == [(2, "colour", "V1")]


def test_a_number_that_is_none_is_no_empty_value(tmp_path):
    receipt = check_return(parquet_return(tmp_path, {"event": table(number=pa.array([float("nan"), 1.0]))}), INSTRUMENT)
    assert [(f.row, f.column, f.rule) for f in receipt.faults if f.file.endswith("event.parquet")] == [
        (1, "number", "F1")
    ]


def test_a_nested_column_beside_good_ones_is_undeclared_and_no_crash(tmp_path):
    nested = table().append_column("a", pa.array([["x"], ["y", "z"]]))
    receipt = check_return(parquet_return(tmp_path, {"event": nested}), INSTRUMENT)
    assert [(f.rule, f.kind) for f in receipt.faults if f.file.endswith("event.parquet")] == [("V13", ShapeReturnError)]


def test_metadata_of_a_parquet_file_is_looked_at(tmp_path):
    described = table().replace_schema_metadata({"note": "told Mrs Zqxteapot"})
    receipt = check_return(parquet_return(tmp_path, {"event": described}), INSTRUMENT)
    found = [(f.rule, f.kind) for f in receipt.faults if f.file.endswith("event.parquet")]
    assert found == [("V13", IdentifierReturnError)]
    assert "zqx" not in feedback_report(receipt, INSTRUMENT).lower()


@pytest.mark.parametrize(
    "data", [b"", b"PAR1", b"PAR1" + bytes(100) + b"PAR1", b"PARE" + bytes(100) + b"PARE", b"a,b\n"]
)
def test_what_is_no_parquet_says_so(tmp_path, data):
    place = parquet_return(tmp_path)
    (place / "event.parquet").write_bytes(data)
    receipt = check_return(place, INSTRUMENT)
    assert [f.kind for f in receipt.faults if f.file.endswith("event.parquet")] == [WorkbookReturnError]


def test_undeclared_columns_are_looked_at_in_every_form(tmp_path):
    change = event(zqxcolumn="told Mrs Zqxteapot")
    csv = a_return(tmp_path / "csv", change)
    xlsx = a_workbook_return(tmp_path / "xlsx", saved(openpyxl_book(rows_of(change))))
    text = pl.read_csv(text_of("event", change["event"]).encode(), infer_schema=False).to_arrow()
    parquet = parquet_return(tmp_path / "parquet", {"event": text})
    for place, row in [(csv, 2), (xlsx, 2), (parquet, 1)]:
        receipt = check_return(place, INSTRUMENT)
        found = [(f.row, f.kind) for f in receipt.faults if "a name after a title" in f.what]
        assert found == [(row, IdentifierReturnError)]
        assert receipt.accepted["event"] == 0
        assert "zqx" not in (feedback_report(receipt, INSTRUMENT) + str(receipt)).lower()


@pytest.mark.parametrize("text", ["=1+1", "+44", "-1 case", "@SUM(1)", "\tx", " =1", "\uff1d1+1", "#N/A", "Err:502"])
def test_f2_a_text_that_a_spreadsheet_would_calculate_costs_its_row(tmp_path, text):
    receipt = check_return(a_return(tmp_path, event(remark=text)), INSTRUMENT)
    assert [(f.rule, f.row, f.column, f.kind) for f in receipt.faults if f.column == "remark"] == [
        ("F2", 2, "remark", RuleReturnError)
    ]


def test_one_workbook_given_alone_is_checked_but_for_the_names_of_its_folders(tmp_path):
    path = tmp_path / "sent.xlsx"
    path.write_bytes(saved(openpyxl_book()))
    receipt = check_return(path, INSTRUMENT)
    assert receipt.faults == ()
    assert [(w.rule, w.kind) for w in receipt.warnings] == [("K4", PlaceReturnError)]
    assert sum(receipt.accepted.values()) == 5
    assert "SYN:FORCE:01" not in feedback_report(receipt, INSTRUMENT)


def test_a_file_that_is_no_whole_return_is_told_to_bring_the_others(tmp_path):
    with pytest.raises(PlaceReturnError, match="is one file of a return"):
        check_return(a_return(tmp_path) / "event.csv", INSTRUMENT)
    with pytest.raises(EmptyReturnError, match="there is no such folder"):
        check_return(tmp_path / "nothing.xlsx", INSTRUMENT)


@pytest.mark.parametrize("kind", ["link", "folder"])
def test_a_workbook_that_is_no_file_is_never_opened(tmp_path, kind):
    place = a_workbook_return(tmp_path, b"")
    path = place / "return.xlsx"
    path.unlink()
    (tmp_path / "elsewhere.xlsx").write_bytes(saved(openpyxl_book()))
    path.mkdir() if kind == "folder" else path.symlink_to(tmp_path / "elsewhere.xlsx")
    receipt = check_return(place, INSTRUMENT)
    assert [(f.kind, f.what) for f in receipt.faults] == [
        (PlaceReturnError, "is a folder, a link or a pipe, not a file")
    ]
