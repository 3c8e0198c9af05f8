"""What is written as a workbook breaks none of the 35 rules, as the inspection of anybody's workbook finds them."""

from __future__ import annotations

from dataclasses import replace

import pytest

from accessible_workbooks import BOOK, WRITERS, written
from clerestory.model.checklist.report import Verdict
from clerestory.publish import build_release
from clerestory.publish.checklist.inspecting import inspect_workbook
from clerestory.study import shipped_presets
from papers import approved, study

MANUAL = 3  # plain words, spelling, and the checker of the program: a person has to look


def passed_and_left_to_people(path):
    found = inspect_workbook(path)
    return found.count(Verdict.PASSED), found.count(Verdict.LOOK)


@pytest.mark.parametrize("ending", WRITERS)
def test_every_automatic_rule_passes_on_a_workbook_with_every_kind_of_cell(tmp_path, ending):
    sheet = replace(BOOK.sheets[0], rows=BOOK.sheets[0].rows[:2])  # the third row has a picture, against rule 18
    (tmp_path / f"book.{ending}").write_bytes(written(replace(BOOK, sheets=(sheet,)), ending))
    assert passed_and_left_to_people(tmp_path / f"book.{ending}") == (35 - MANUAL, MANUAL)


@pytest.mark.parametrize("ending", WRITERS)
def test_every_automatic_rule_passes_on_the_workbooks_of_a_release(tmp_path, ending):
    build_release(tmp_path, approved(), study(), rules=shipped_presets()["THRESHOLD-6"])
    found = passed_and_left_to_people(tmp_path / "tables" / f"SYNTHETIC-tables.{ending}")
    assert found == (35 - MANUAL, MANUAL)
