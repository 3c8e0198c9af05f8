"""`clerestory publish inspect` as a user gives it, and workbooks of other programs."""

from __future__ import annotations

import json
import shutil
import subprocess

import pytest
import xlsxwriter

from checked_ods import SPOILED_ODS, ods_bytes
from checked_workbooks import good_xlsx, xlsx_bytes
from clerestory import pipeline
from clerestory.model.checklist.report import Verdict
from commands import PATIENCE, clerestory

OFFICE = shutil.which("soffice")


@pytest.fixture
def books(tmp_path):
    spoiled = {case.rule: case.spoil() for case in reversed(SPOILED_ODS)}
    made = {
        "good.xlsx": xlsx_bytes(good_xlsx()),
        "desirable.ods": ods_bytes(spoiled["name-tables"]),
        "essential.ods": ods_bytes(spoiled["mark-up-tables"]),
        "unread.xls": b"no workbook",
    }
    for name, data in made.items():
        (tmp_path / name).write_bytes(data)
    return tmp_path


def inspect(folder, *words):
    return clerestory("publish", "inspect", *words, cwd=folder)


def test_a_good_workbook_ends_with_0_and_names_every_rule(books):
    done = inspect(books, "good.xlsx", "--strict")
    assert (done.returncode, done.stderr) == (0, "")
    assert "good.xlsx: XLSX, 3 sheets; of 35 rules 32 passed, 0 failed, 3 look, 0 nothing to check" in done.stdout
    assert len([line for line in done.stdout.splitlines() if line[:3].strip().isdigit()]) == 35


def test_desirable_rules_count_where_that_is_asked_for(books):
    assert inspect(books, "desirable.ods").returncode == 0
    done = inspect(books, "desirable.ods", "--strict")
    assert done.returncode == 56
    assert "1 of 1 workbooks break at least one rule" in done.stderr


def test_an_essential_rule_ends_with_56_and_says_where_and_what_to_do(books):
    done = inspect(books, "good.xlsx", "essential.ods", "unread.xls")
    assert done.returncode == 56
    assert "sheet Table_1, A3:C6: cells that look like a table are not marked as one" in done.stdout
    assert "Mark the cells as a table" in done.stdout
    assert "unread.xls: not read: the workbook is not a workbook" in done.stdout
    assert "1 of 3 workbooks break at least one essential rule" in done.stderr
    assert "North" not in done.stdout + done.stderr


def test_a_file_that_cannot_be_read_ends_with_34_and_json_says_why(books):
    done = inspect(books, "unread.xls", "good.xlsx", "--json")
    assert done.returncode == 34
    unread, good = json.loads(done.stdout)["files"]
    assert (unread["form"], unread["rules"], bool(unread["error"])) == (None, [], True)
    assert (good["form"], good["failed"], len(good["rules"]), good["error"]) == ("xlsx", 0, 35, None)


def test_a_broken_rule_counts_however_many_places_are_only_to_be_looked_at_before_it(tmp_path):
    with xlsxwriter.Workbook(tmp_path / "talk.xlsx") as book:
        first, second = book.add_worksheet("Talk"), book.add_worksheet("Box")
        for row in range(1_005):
            first.write_comment(row, 0, "checked")
        second.insert_textbox("E2", "Read this")
    done = inspect(tmp_path, "talk.xlsx")
    lines = done.stdout.splitlines()
    at = next(at for at, line in enumerate(lines) if line.startswith(" 19. "))
    assert lines[at].startswith(" 19. FAILED")
    assert lines[at + 1] == "       sheet Box, E2: a floating text box"
    (file,) = json.loads(inspect(tmp_path, "talk.xlsx", "--json").stdout)["files"]
    rule = file["rules"][18]
    assert (len(rule["findings"]), rule["more"]) == (1_000, 6)
    assert {finding["verdict"] for finding in rule["findings"]} == {"failed", "look"}


def _careless(path) -> None:
    """A workbook as people make them who think of print."""
    with xlsxwriter.Workbook(path) as book:
        sheet, _ = book.add_worksheet(), book.add_worksheet("Empty")
        title = book.add_format({"bg_color": "#FFFF00", "font_color": "#FFFFFF", "font_name": "Times New Roman"})
        sheet.merge_range("A1:C1", "Synthetic cases*", title)
        rows = [("Area", "Cases", "Cases"), ("North", 12, 40), (), ("South", 18, "-")]
        for number, row in enumerate(rows, start=2):
            sheet.write_row(number, 0, row)
        sheet.write("A9", "Source: see below")
        sheet.write_url("A10", "https://example.org/a", string="click here")
        sheet.autofilter("A3:C6")
        sheet.set_column("D:D", None, None, {"hidden": True})
        sheet.set_row(3, None, None, {"hidden": True})
        sheet.set_header("&CDraft")
        sheet.insert_textbox("E2", "Read this")
        chart = book.add_chart({"type": "column"})
        chart.add_series({"values": "=Sheet1!$B$4:$B$6"})
        sheet.insert_chart("E12", chart)
        sheet.write_comment("A4", "checked")
        sheet.conditional_format("B4:B6", {"type": "2_color_scale"})
        rich = book.add_format({"font_script": 1})
        sheet.write_rich_string("A12", "Counted twice", rich, "a")


FOUND = {
    ("mark-up-tables", "Sheet1", "A3:C6"),
    ("no-merged-cells", "Sheet1", "A1:C1"),
    ("no-blank-rows-or-columns", "Sheet1", "A5:C5"),
    ("no-filters-or-frozen-panes", "Sheet1", "A3:C6"),
    ("hide-nothing", "Sheet1", "D1"),
    ("hide-nothing", "Sheet1", "A4"),
    ("no-symbols-for-notes", "Sheet1", "A1"),
    ("no-symbols-for-notes", "Sheet1", "A12"),
    ("accessible-links", "Sheet1", "A10"),
    ("readable-text", "Sheet1", "A1"),
    ("tagged-titles", "Sheet1", "A1"),
    ("no-symbols", "Sheet1", "C6"),
    ("nothing-beside-cells", "Sheet1", ""),
    ("nothing-beside-cells", "Sheet1", "E2"),
    ("no-fill", "Sheet1", "A1"),
    ("not-by-colour-alone", "Sheet1", "B4:B6"),
    ("enough-contrast", "Sheet1", "A1"),
    ("no-images", "Sheet1", "E12"),
    ("name-sheets", "Sheet1", ""),
    ("no-blank-sheets", "Empty", ""),
    ("nothing-below-tables", "Sheet1", "A9:A10"),
    ("nothing-below-tables", "Sheet1", "A12"),
    ("document-information", "", ""),
}


def failed(path) -> set[tuple[str, str, str]]:
    answers = pipeline.inspect_workbook(path).answers
    return {(a.rule.key, f.sheet, f.cells) for a in answers for f in a.findings if f.verdict is Verdict.FAILED}


def test_a_careless_workbook_is_found_out_in_every_place(tmp_path):
    _careless(tmp_path / "careless.xlsx")
    assert failed(tmp_path / "careless.xlsx") - {("no-fill", "Sheet1", "B1:C1")} == FOUND


@pytest.mark.skipif(OFFICE is None, reason="LibreOffice is not installed")
def test_libreoffice_writes_the_same_workbooks_as_ods_and_the_same_is_found(tmp_path):
    _careless(tmp_path / "careless.xlsx")
    (tmp_path / "good.xlsx").write_bytes(xlsx_bytes(good_xlsx()))
    profile = f"-env:UserInstallation=file://{tmp_path / 'profile'}"
    words = [OFFICE, profile, "--headless", "--convert-to", "ods", "--outdir", tmp_path]
    subprocess.run([*words, *tmp_path.glob("*.xlsx")], check=True, capture_output=True, timeout=PATIENCE)
    assert failed(tmp_path / "careless.ods") - {("no-fill", "Sheet1", "B1:C1")} == FOUND
    assert failed(tmp_path / "good.ods") == set()


def test_a_file_that_is_not_there_is_not_called_damaged(books):
    done = inspect(books, "lost.ods")
    assert done.returncode == 34
    assert "lost.ods: there is no such file" in done.stderr
    assert "save it as" not in done.stderr
    assert "in the others" not in done.stderr
    assert "No essential rule is broken in the others." in inspect(books, "lost.ods", "good.xlsx").stderr
