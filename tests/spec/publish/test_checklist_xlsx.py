"""Each rule of the checklist against XLSX of openpyxl: a good one is silent, spoiled ones are found in place."""

from __future__ import annotations

import pytest

from checked_workbooks import MANUAL, SPOILED_XLSX, WITH_MACROS, good_xlsx, xlsx_bytes
from clerestory.model.checklist.report import Verdict
from clerestory.publish.checklist import checklist, inspect_workbook

QUIET = (Verdict.PASSED, Verdict.NOT_APPLICABLE)


def inspected(data: bytes, folder):
    path = folder / "book.xlsx"
    path.write_bytes(data)
    return inspect_workbook(path)


def loud(report) -> set[str]:
    return {answer.rule.key for answer in report.answers if answer.verdict not in QUIET}


def test_a_good_workbook_leaves_nothing_but_what_a_person_has_to_do(tmp_path):
    report = inspected(xlsx_bytes(good_xlsx()), tmp_path)
    assert (report.form, report.sheets, len(report.answers)) == ("xlsx", 3, 35)
    assert loud(report) == MANUAL
    assert [answer.findings for answer in report.answers if answer.findings] == []


@pytest.mark.parametrize("case", SPOILED_XLSX, ids=lambda case: f"{case.rule}-{case.cells or case.sheet}")
def test_what_is_spoiled_is_found_where_it_is_and_nothing_else(case, tmp_path):
    book = good_xlsx()
    case.spoil(book)
    report = inspected(xlsx_bytes(book), tmp_path)
    answer = next(answer for answer in report.answers if answer.rule.key == case.rule)
    assert [(f.verdict.value, f.sheet, f.cells) for f in answer.findings] == [(case.verdict, case.sheet, case.cells)]
    assert answer.verdict.value == case.verdict
    assert loud(report) == MANUAL | {case.rule} | case.beside


def test_macros_are_found(tmp_path):
    report = inspected(WITH_MACROS(xlsx_bytes(good_xlsx())), tmp_path)
    assert loud(report) == MANUAL | {"no-macros"}


def test_every_rule_that_is_not_for_a_person_is_broken_by_a_workbook_here():
    automatic = {rule.key for rule in checklist()} - {"check-spelling", "run-accessibility-checker"}
    assert {case.rule for case in SPOILED_XLSX} | {"no-macros"} == automatic
