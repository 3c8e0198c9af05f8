"""What a workbook may carry beside its values, as a table: how it is made, what is said, and where."""

from __future__ import annotations

import datetime as dt
import re

import odfdo
import openpyxl
import pytest
from openpyxl.comments import Comment
from openpyxl.workbook.defined_name import DefinedName

from clerestory.collect import check_return, feedback_report
from clerestory.collect.reading.traces import Trace, Verdict
from clerestory.errors import IdentifierReturnError, WorkbookReturnError
from returns import INSTRUMENT
from workbooks import a_workbook_return, odfdo_book, openpyxl_book, parts_of, replaced, saved, with_part

PLAIN, PLAIN_ODS = saved(openpyxl_book()), saved(odfdo_book())
EVENT = "xl/worksheets/sheet2.xml"
CONTENT = "content.xml"


def book(change) -> bytes:
    made = openpyxl_book()
    change(made)
    return saved(made)


def cell(name: str, value: object):
    def change(made: openpyxl.Workbook) -> None:
        made["event"][name] = value

    return change


def note(made):
    made["event"]["B2"].comment = Comment("see file", "a")


def hide_sheet(state: str):
    def change(made):
        made["victim"].sheet_state = state

    return change


def filtered(made):
    made["event"].row_dimensions[3].hidden = True


def narrow(made):
    made["event"].column_dimensions["B"].hidden = True


def link(made):
    made["event"]["B2"].hyperlink = "https://example.org"


def name_of(text: str):
    def change(made):
        made.defined_names["n"] = DefinedName("n", attr_text=text)

    return change


def other_sheet(name: str):
    def change(made):
        made.create_sheet(name).append(["a"])

    return change


def author(made):
    made.properties.creator = "a person"


XLSX = [
    # sheets that a person does not see
    (book(hide_sheet("hidden")), Trace.HIDDEN_SHEET, "sheet victim", 0),
    (book(hide_sheet("veryHidden")), Trace.HIDDEN_SHEET, "sheet victim", 0),
    # a filter hides rows; a hidden column
    (book(filtered), Trace.HIDDEN_ROWS, "sheet event", 3),
    (book(narrow), Trace.HIDDEN_ROWS, "sheet event", 0),
    # a row of no height
    (replaced(EVENT, b'<row r="2"', b'<row r="2" ht="0" customHeight="1"')(PLAIN), Trace.HIDDEN_ROWS,
     "sheet event", 2),
    # sheets that are not of the instrument, one of which differs by a capital
    (book(other_sheet("Sheet1")), Trace.OTHER_SHEET, "sheet 5", 0),
    (book(other_sheet("Event2")), Trace.OTHER_SHEET, "sheet 5", 0),
    (replaced("xl/workbook.xml", b'name="victim"', b'name="Event"')(PLAIN), Trace.DOUBLED_SHEET,
     "sheet event", 0),
    (replaced("xl/workbook.xml", b'name="victim"', b'name="event"')(PLAIN), Trace.DOUBLED_SHEET,
     "sheet event", 0),
    # formulas, error values, merged cells
    (book(cell("B2", '="RED"')), Trace.FORMULA, "sheet event", 2),
    (book(cell("O2", "#N/A")), Trace.ERROR_CELL, "sheet event", 2),
    (book(lambda made: made["event"].merge_cells("B2:B3")), Trace.MERGED, "sheet event", 0),
    # comments, old and threaded
    (book(note), Trace.COMMENT, "workbook", 0),
    (with_part("xl/threadedComments/threadedComment1.xml")(PLAIN), Trace.COMMENT, "workbook", 0),
    # links, by a cell and to another workbook
    (book(link), Trace.LINK, "sheet event", 0),
    (with_part("xl/externalLinks/externalLink1.xml")(PLAIN), Trace.LINK, "workbook", 0),
    # pictures, macros, connections, copies of a source
    (with_part("xl/media/image1.png")(PLAIN), Trace.OBJECT, "workbook", 0),
    (with_part("xl/embeddings/a.docx")(PLAIN), Trace.OBJECT, "workbook", 0),
    (with_part("xl/vbaProject.bin")(PLAIN), Trace.MACRO, "workbook", 0),
    (with_part("xl/connections.xml")(PLAIN), Trace.CONNECTION, "workbook", 0),
    (with_part("xl/pivotCache/pivotCacheRecords1.xml")(PLAIN), Trace.CONNECTION, "workbook", 0),
    # names that hold a text or a formula; a name of a place is left
    (book(name_of('"a text"')), Trace.NAME, "workbook", 0),
    (book(name_of("SUM(event!$B$2:$B$3)")), Trace.NAME, "workbook", 0),
    # scenarios, and a workbook within the workbook
    (replaced(EVENT, b"</sheetData>", b'</sheetData><scenarios><scenario name="a"/></scenarios>')(PLAIN),
     Trace.CHANGES, "sheet event", 0),
    (with_part("xl/other.zip")(PLAIN), Trace.UNKNOWN, "workbook", 0),
    # what programs and servers add unasked
    (book(author), Trace.PROPERTIES, "workbook", 0),
    (with_part("customXml/item1.xml")(PLAIN), Trace.CUSTOM_XML, "workbook", 0),
]  # fmt: skip


def ods(change) -> bytes:
    made = odfdo_book()
    change(made)
    return saved(made)


def first_cell(document: odfdo.Document):
    return document.body.get_table(name="event").get_cell("B2", clone=False)


def ods_cell(attribute: str, value: str):
    def change(document):
        table = document.body.get_table(name="event")
        found = table.get_cell("B2")
        found.set_attribute(attribute, value)
        table.set_cell("B2", found)

    return change


def ods_note(document):
    table = document.body.get_table(name="event")
    found = table.get_cell("B2")
    found.append(odfdo.Annotation("see file", creator="a", date=dt.datetime(2020, 1, 1, tzinfo=dt.UTC)))
    table.set_cell("B2", found)


ODS_END = b"</office:spreadsheet>"
ODS = [
    (ods(ods_cell("table:formula", "of:=1+1")), Trace.FORMULA, "sheet event", 2),
    (ods(ods_cell("calcext:value-type", "error")), Trace.ERROR_CELL, "sheet event", 2),
    (ods(ods_cell("table:number-columns-spanned", "2")), Trace.MERGED, "sheet event", 2),
    (ods(ods_note), Trace.COMMENT, "sheet event", 2),
    (with_part("Basic/Standard/Module1.xml")(PLAIN_ODS), Trace.MACRO, "workbook", 0),
    (with_part("Pictures/1.png")(PLAIN_ODS), Trace.OBJECT, "workbook", 0),
    (with_part("Object 1/content.xml")(PLAIN_ODS), Trace.OBJECT, "workbook", 0),
    (with_part("other.bin")(PLAIN_ODS), Trace.UNKNOWN, "workbook", 0),
    (replaced(CONTENT, b'table:name="victim"', b'table:name="other"')(PLAIN_ODS), Trace.OTHER_SHEET, "sheet 4", 0),
    (replaced(CONTENT, b"<table:table-row>", b'<table:table-row table:visibility="collapse">')(PLAIN_ODS),
     Trace.HIDDEN_ROWS, "sheet return", 1),
    (replaced(CONTENT, ODS_END, b'<table:named-expressions><table:named-expression table:name="n"'
              b' table:expression="1"/></table:named-expressions>' + ODS_END)(PLAIN_ODS),
     Trace.NAME, "sheet victim", 0),
    (replaced(CONTENT, ODS_END, b"<table:data-pilot-tables><table:data-pilot-table/></table:data-pilot-tables>"
              + ODS_END)(PLAIN_ODS), Trace.CONNECTION, "sheet victim", 0),
    (replaced(CONTENT, ODS_END, b"<table:dde-links><table:dde-link/></table:dde-links>" + ODS_END)(PLAIN_ODS),
     Trace.LINK, "sheet victim", 2),
    (replaced(CONTENT, b"<office:spreadsheet>", b"<office:spreadsheet><table:tracked-changes/>")(PLAIN_ODS),
     Trace.CHANGES, "workbook", 0),
]  # fmt: skip


def check(tmp_path, data: bytes, name: str = "return.xlsx"):
    return check_return(a_workbook_return(tmp_path, data, name), INSTRUMENT)


@pytest.mark.parametrize(
    ("data", "trace", "place", "row", "name"),
    [(*case, "r.xlsx") for case in XLSX] + [(*case, "r.ods") for case in ODS],
    ids=[f"{t.name.lower()}-{n}" for n, (_, t, _, _) in enumerate(XLSX + ODS)],
)
def test_each_trace_is_named_with_its_place_and_refuses_or_warns(tmp_path, data, trace, place, row, name):
    receipt = check(tmp_path, data, name)
    refuses = trace.verdict is Verdict.REFUSE
    found = [f for f in (receipt.faults if refuses else receipt.warnings) if f.kind is WorkbookReturnError]
    told = [(f.file.split("/")[-1].removeprefix("workbook, "), f.row) for f in found if trace.what in f.what]
    assert (place, row) in told
    assert receipt.rows_in["event"] >= 2
    assert receipt.accepted["event"] == (0 if refuses else 2)


def test_every_trace_has_a_case_but_those_tested_by_values():
    tested = {trace for _, trace, _, _ in XLSX + ODS}
    assert set(Trace) - tested == {Trace.LONG_NUMBER, Trace.HIDDEN_TEXT}


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        # in a comment, the name of a sheet, a page header, custom XML, a property
        (
            book(lambda made: setattr(made["event"]["B2"], "comment", Comment("told Mrs Zqxteapot", "a"))),
            "a name after a title",
        ),
        (book(other_sheet("op zqxteapot")), "an operation name"),
        (
            book(lambda made: setattr(made["event"].oddHeader.center, "text", "told Mrs Zqxteapot")),
            "a name after a title",
        ),
        (
            with_part("customXml/item1.xml", b"<a>told Mrs Zqxteapot</a>")(PLAIN),
            "a name after a title",
        ),
        (book(lambda made: setattr(made.properties, "title", "told Mrs Zqxteapot")), "a name after a title"),
    ],
)
def test_identifiers_beside_the_cells_refuse_the_workbook_and_are_not_echoed(tmp_path, data, kind):
    receipt = check(tmp_path, data)
    found = [f for f in receipt.faults if f.rule == "V13"]
    assert any(kind in f.what and f.kind is IdentifierReturnError for f in found)
    assert sum(receipt.accepted.values()) == 0
    assert "zqx" not in (feedback_report(receipt, INSTRUMENT) + str(receipt)).lower()


def test_the_name_of_the_workbook_is_looked_at_and_never_repeated(tmp_path):
    receipt = check(tmp_path, saved(openpyxl_book()), "Op Zqxteapot return.xlsx")
    assert [(f.rule, f.kind) for f in receipt.faults] == [("V13", IdentifierReturnError)]
    assert "zqx" not in (feedback_report(receipt, INSTRUMENT) + str(receipt)).lower()


@pytest.mark.parametrize("sheet", ["notes", "codes"])
def test_guidance_may_stand_beside_the_entities_and_what_people_add_to_it_is_looked_at(tmp_path, sheet):
    def add(text):
        return lambda made: made.create_sheet(sheet).append(["a", text])

    assert check(tmp_path / "1", book(add("reviewed twice"))).faults == ()
    receipt = check(tmp_path / "2", book(add("told Mrs Zqxteapot")))
    assert [(f.rule, f.file) for f in receipt.faults] == [("V13", f"SYN-FORCE-01/r1/workbook, sheet {sheet}")]


@pytest.mark.parametrize("text", ["event!$A$1:$B$2", "'event'!$1:$1", "event!#REF!"])
def test_names_of_places_are_left(tmp_path, text):
    assert check(tmp_path, book(name_of(text))).faults == ()


def test_a_document_type_is_refused_before_any_entity_is_read(tmp_path):
    bomb = b'<!DOCTYPE a [<!ENTITY x "ha"><!ENTITY y "&x;&x;&x;&x;">]>'
    data = saved(openpyxl_book())
    made = parts_of(data)[EVENT]
    receipt = check(tmp_path, with_part(EVENT, bomb + made)(data))
    assert [f.what for f in receipt.faults] == [
        "has a part with a document type, which no workbook needs and attacks use"
    ]


def test_elements_under_another_prefix_are_refused_since_they_could_be_passed_over(tmp_path):
    data = saved(odfdo_book())
    made = re.sub(rb"(</?|\s)table:", rb"\1t:", parts_of(data)[CONTENT].replace(b"xmlns:table=", b"xmlns:t="))
    receipt = check(tmp_path, with_part(CONTENT, made)(data), "r.ods")
    assert sum(receipt.accepted.values()) == 0
    assert any("could be passed over" in f.what for f in receipt.faults)
