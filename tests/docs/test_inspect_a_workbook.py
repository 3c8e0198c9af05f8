"""The page on inspecting a workbook, followed literally, and what the reference page says of rules and fields."""

from __future__ import annotations

import csv
import json
from pathlib import Path

import jsonschema
import pytest

from clerestory.cli.reference import pages
from clerestory.model.checklist.report import Verdict, Weight
from clerestory.model.checklist.report_form import AnswerForm, CheckedWorkbookForm, ChecklistForm, FindingForm
from clerestory.publish.checklist import checklist
from clerestory.publish.checklist.rules.registry import CHECKS
from followed import follow

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "spreadsheet-rules.md").read_text(encoding="utf-8")
LIST = ROOT / ".." / "shared" / "domain" / "spreadsheet_checklist.csv"


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("clone")
    return clone / "build" / "form", follow("inspect-a-workbook.md", clone)


def test_every_block_of_the_page_does_what_it_says(followed):
    _, done = followed
    assert [run.stderr for run in done if run.returncode] == []
    assert "of 35 rules" in done[1].stdout
    assert "  1. FAILED (essential): Tables are marked up as tables\n       sheet " in done[1].stdout
    assert "1 of 1 workbooks break at least one essential rule" in done[1].stderr
    assert "at least one rule" in done[2].stderr


def test_the_record_agrees_with_its_schema(followed):
    made = json.loads((followed[0] / "checked.json").read_text())
    jsonschema.Draft202012Validator(json.loads(pages()["schemas/checklist.schema.json"])).validate(made)
    (file,) = made["files"]
    assert [rule["number"] for rule in file["rules"]] == list(range(1, 36))
    assert file["passed"] + file["failed"] + file["look"] + file["not_applicable"] == 35


@pytest.mark.parametrize("names", [Verdict, Weight])
def test_every_verdict_and_weight_is_on_the_page(names):
    assert [one.value for one in names if f"`{one.value}`" not in REFERENCE] == []


@pytest.mark.parametrize("form", [ChecklistForm, CheckedWorkbookForm, AnswerForm, FindingForm])
def test_every_field_is_on_the_page(form):
    assert [name for name in form.model_fields if f"`{name}`" not in REFERENCE] == []


def test_every_rule_is_on_the_page_once_and_has_a_check():
    keys = [rule.key for rule in checklist()]
    assert keys == list(CHECKS)
    assert [REFERENCE.count(f"| `{key}` |") for key in keys] == [1] * 35


def test_at_least_31_rules_need_no_person():
    assert sum(not rule.manual for rule in checklist()) == 32


# What the published list calls each rule, in its order.
PUBLISHED = {
    "Mark up tables": "mark-up-tables",
    "Give tables meaningful names": "name-tables",
    "Remove merged cells, split cells and nested tables": "no-merged-cells",
    "Remove blank rows and columns within tables": "no-blank-rows-or-columns",
    "All tables should have one tagged header row": "one-header-row",
    "Wrap text within cells": "wrap-text",
    "Avoid adding filters and freeze panes": "no-filters-or-frozen-panes",
    "Only leave cells with no data empty in certain circumstances": "explain-empty-cells",
    "Avoid hiding rows or columns": "hide-nothing",
    "Do not use symbols or superscript to signpost to notes": "no-symbols-for-notes",
    "Use the word ‘note’ when referring to footnotes": "say-note",
    "Avoid putting note markers in specific cells": "no-markers-in-cells",
    "Put note text in a notes table on a notes worksheet": "notes-on-a-sheet",
    "All written content needs to meet the accessibility guidelines": "readable-words",
    "Links must be accessible": "accessible-links",
    "Format text to make it accessible": "readable-text",
    "All worksheets should have descriptive titles which are properly tagged and formatted": "tagged-titles",
    "Avoid using symbols in general": "no-symbols",
    "Do not use headers and footers, floating text boxes or floating toolbars": "nothing-beside-cells",
    "Do not use visual devices to divide data regions": "no-dividers",
    "Do not use a background fill": "no-fill",
    "Do not use colour as the only way to convey a message": "not-by-colour-alone",
    "When using colour for emphasis check the contrast": "enough-contrast",
    "Avoid images in spreadsheets": "no-images",
    "Remove macros": "no-macros",
    "Give worksheets unique names or numbers": "name-sheets",
    "Remove blank worksheets": "no-blank-sheets",
    "Use cells in column A wisely": "use-column-a",
    "Position tables against the left-hand edges of each sheet": "tables-at-the-left-edge",
    "Avoid putting content below a table": "nothing-below-tables",
    "Avoid worksheets with multiple tables": "one-table-a-sheet",
    "Run a spelling and grammar check": "check-spelling",
    "Use the accessibility checker": "run-accessibility-checker",
    "Add document information": "document-information",
    "Ensure the cursor is in cell A1 of the first worksheet when doing your final save": "cursor-in-a1",
}
SECTIONS = {"Table": "tables", "Footnotes": "footnotes", "Formatting": "formatting", "Structure": "structure"}


@pytest.mark.external
@pytest.mark.skipif(not LIST.exists(), reason="the domain notes in ../shared are not here")
def test_the_rules_are_those_of_the_published_list_in_its_order_and_weight():
    with LIST.open(encoding="utf-8", newline="") as file:
        told = list(csv.DictReader(file))
    assert [(rule.key, rule.section.value, rule.weight.value) for rule in checklist()] == [
        (PUBLISHED[row["item"]], SECTIONS.get(row["section"], "before-publishing"), row["essential"].lower())
        for row in told
    ]
