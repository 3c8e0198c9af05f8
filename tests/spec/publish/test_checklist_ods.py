"""Each rule of the checklist against ODS written out by hand: a good one is silent, spoiled ones are found."""

from __future__ import annotations

import pytest

from checked_ods import SPOILED_ODS, ods_bytes
from checked_workbooks import MANUAL
from clerestory.model.checklist.report import Verdict
from clerestory.publish.checklist import checklist, inspect_workbook

QUIET = (Verdict.PASSED, Verdict.NOT_APPLICABLE)


def inspected(data: bytes, folder):
    path = folder / "book.ods"
    path.write_bytes(data)
    return inspect_workbook(path)


def loud(report) -> set[str]:
    return {answer.rule.key for answer in report.answers if answer.verdict not in QUIET}


def test_a_good_workbook_leaves_nothing_but_what_a_person_has_to_do(tmp_path):
    report = inspected(ods_bytes(), tmp_path)
    assert (report.form, report.sheets, len(report.answers)) == ("ods", 3, 35)
    assert [answer for answer in report.answers if answer.findings] == []
    assert loud(report) == MANUAL


@pytest.mark.parametrize("case", SPOILED_ODS, ids=lambda case: f"{case.rule}-{case.cells or case.sheet}")
def test_what_is_spoiled_is_found_where_it_is_and_nothing_else(case, tmp_path):
    report = inspected(ods_bytes(case.spoil()), tmp_path)
    answer = next(answer for answer in report.answers if answer.rule.key == case.rule)
    found = answer.findings[0]  # what every page of a workbook has is found on every sheet
    assert {f.cells for f in answer.findings} == {case.cells}
    assert (found.verdict.value, found.sheet, answer.verdict.value) == (case.verdict, case.sheet, case.verdict)
    assert loud(report) == MANUAL | {case.rule} | case.beside


@pytest.mark.parametrize(
    "case", [case for case in SPOILED_ODS if "calcext:conditional-format " in case.spoil()["content.xml"]]
)
@pytest.mark.parametrize(("name", "quoted"), [("Table 1", "'Table 1'"), ("It's 1. table", "'It''s 1. table'")])
def test_rules_of_colours_are_found_on_sheets_whose_names_stand_in_quotes(case, name, quoted, tmp_path):
    parts = case.spoil()
    parts["content.xml"] = (
        parts["content.xml"].replace("Table_1.", f"{quoted}.").replace('table:name="Table_1"', f'table:name="{name}"')
    )
    answer = next(a for a in inspected(ods_bytes(parts), tmp_path).answers if a.rule.key == "not-by-colour-alone")
    assert [(f.verdict, f.sheet, f.cells) for f in answer.findings] == [(Verdict.FAILED, name, "B4:B6")]


def test_every_rule_that_is_not_for_a_person_is_broken_by_a_workbook_here():
    automatic = {rule.key for rule in checklist()} - {"check-spelling", "run-accessibility-checker"}
    assert {case.rule for case in SPOILED_ODS} == automatic
