"""The JSON form of what the checklist says of workbooks."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from pydantic import Field

from clerestory.model.checklist.report import Answer, Section, Verdict, Weight, WorkbookReport
from clerestory.model.forms import Form


class FindingForm(Form):
    """A place where a rule is broken, or where a person has to look."""

    verdict: Literal["failed", "look"]
    what: str
    sheet: str = Field(description="Empty where it is of the whole workbook.")
    cells: str = Field(description="Such as B4 or B4:D9; empty where it is of the whole sheet.")


class AnswerForm(Form):
    """One rule."""

    rule: str
    number: int = Field(ge=1, description="Its place in the published checklist.")
    section: Section
    weight: Weight
    title: str
    verdict: Verdict
    findings: tuple[FindingForm, ...]
    more: int = Field(ge=0, description="Findings beyond those that are told.")
    remedy: str = Field(description="Empty where nothing has to be done.")


class CheckedWorkbookForm(Form):
    """One file."""

    file: str
    form: Literal["ods", "xlsx"] | None = Field(description="None where the file could not be read.")
    sheets: int | None
    passed: int
    failed: int
    look: int
    not_applicable: int
    rules: tuple[AnswerForm, ...]
    error: str | None = Field(description="Why the file could not be read.")


class ChecklistForm(Form):
    """All files of one command."""

    form: Literal["clerestory-checklist/1"] = "clerestory-checklist/1"
    files: tuple[CheckedWorkbookForm, ...]


def checklist_form(checked: Sequence[tuple[str, WorkbookReport | str]]) -> ChecklistForm:
    """Give the form of reports by their files; in place of one, why there is none."""
    return ChecklistForm(files=tuple(_file(name, found) for name, found in checked))


def _file(name: str, found: WorkbookReport | str) -> CheckedWorkbookForm:
    report = found if isinstance(found, WorkbookReport) else None
    counts = {verdict: report.count(verdict) if report else 0 for verdict in Verdict}
    return CheckedWorkbookForm.model_validate(
        {
            "file": name,
            "form": report and report.form,
            "sheets": report and report.sheets,
            **{verdict.value.replace("-", "_"): count for verdict, count in counts.items()},
            "rules": tuple(map(_answer, report.answers)) if report else (),
            "error": found if isinstance(found, str) else None,
        }
    )


def _answer(answer: Answer) -> AnswerForm:
    rule = answer.rule
    told = [{"verdict": f.verdict.value, "what": f.what, "sheet": f.sheet, "cells": f.cells} for f in answer.findings]
    return AnswerForm(
        rule=rule.key,
        number=rule.number,
        section=rule.section,
        weight=rule.weight,
        title=rule.title,
        verdict=answer.verdict,
        findings=tuple(map(FindingForm.model_validate, told)),
        more=answer.more,
        remedy=rule.remedy if answer.verdict in (Verdict.FAILED, Verdict.LOOK) else "",
    )
