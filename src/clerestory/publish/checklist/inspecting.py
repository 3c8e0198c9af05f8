"""A workbook held against every rule of the checklist."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from pathlib import Path

from clerestory.errors import DocumentError
from clerestory.model.checklist.report import Answer, Finding, Rule, Section, Verdict, Weight, WorkbookReport
from clerestory.progress import SILENT, Progress
from clerestory.publish.checklist.limits import PACKAGE, refusals_of
from clerestory.publish.checklist.ods.reading import read_ods
from clerestory.publish.checklist.rules.registry import CHECKS
from clerestory.publish.checklist.workbook import Workbook
from clerestory.publish.checklist.xlsx.reading import WORKBOOK, read_xlsx
from clerestory.spreadsheets.package import open_package

MOST_TOLD = 1_000  # findings of one rule; a person mends the cause before so many places


@cache
def checklist() -> tuple[Rule, ...]:
    """Give the rules in the order of the published checklist."""
    shipped = resources.files("clerestory.publish.checklist") / "rules.toml"
    told = tomllib.loads(shipped.read_text(encoding="utf-8"))["rule"]
    return tuple(
        Rule(**(one | {"number": n, "section": Section(one["section"]), "weight": Weight(one["weight"])}))
        for n, one in enumerate(told, start=1)
    )


def inspect_workbook(path: Path, *, progress: Progress = SILENT) -> WorkbookReport:
    """Hold a workbook against the rules; nothing is written, and no macro or link of it is followed.

    Parameters
    ----------
    path : Path
        An ODS or XLSX, by whomever it was made; its form is found out from what it is, not from its name.
    progress : Progress

    Raises
    ------
    DocumentError
        If it is damaged, locked, too large, hostile, or of another form.
    """
    progress.begin("Inspect the workbook", len(CHECKS) + 1)
    book = _read(path)
    progress.advance(1)
    answers = []
    for rule in checklist():
        answers.append(_answer(rule, book))
        progress.advance(1)
    return WorkbookReport(book.form, len(book.sheets), tuple(answers))


def _read(path: Path) -> Workbook:
    refusals = refusals_of(path)
    try:
        if not path.is_file():
            what = "the workbook is no file" if path.exists() else "there is no such file"
            raise DocumentError(what, where=str(path), remedy="Name an .ods or .xlsx file.")
        with open_package(path, PACKAGE, refusals=refusals) as package:
            if WORKBOOK in package.names:
                return read_xlsx(package, refusals)
            if "mimetype" in package.names:
                return read_ods(package, refusals)
            raise refusals.damaged("is neither an ODS nor an XLSX")
    except OSError as reason:
        raise DocumentError("the workbook cannot be opened", where=str(path), remedy="Check its rights.") from reason


def _answer(rule: Rule, book: Workbook) -> Answer:
    check = CHECKS[rule.key]
    if not check.applies(book):
        return Answer(rule, Verdict.NOT_APPLICABLE)
    told: list[Finding] = []
    found, verdicts = 0, set[Verdict]()
    for found, finding in enumerate(check.find(book), start=1):
        if found <= MOST_TOLD:
            told.append(finding)
        elif finding.verdict not in verdicts:  # what decides the verdict is told, however late it comes
            told[-1] = finding
        verdicts.add(finding.verdict)
    return Answer(rule, _verdict(rule, verdicts), tuple(told), more=found - len(told))


def _verdict(rule: Rule, found: set[Verdict]) -> Verdict:
    if Verdict.FAILED in found:
        return Verdict.FAILED
    return Verdict.LOOK if found or rule.manual else Verdict.PASSED
