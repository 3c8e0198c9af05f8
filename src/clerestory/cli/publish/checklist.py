"""The command `publish inspect`: anybody's workbook against the checklist of accessible spreadsheets."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated

import typer

from clerestory import pipeline
from clerestory.cli.console import Bar, one_line, put, say_error
from clerestory.errors import ChecklistError, DocumentError
from clerestory.model.checklist.report import Answer, Finding, Verdict, Weight, WorkbookReport
from clerestory.model.checklist.report_form import checklist_form

_SHOWN = 10  # places of one rule; JSON has more
_WORDS = {
    Verdict.PASSED: "passed",
    Verdict.FAILED: "FAILED",
    Verdict.LOOK: "look",
    Verdict.NOT_APPLICABLE: "nothing to check",
}


def inspect(
    files: Annotated[list[Path], typer.Argument(metavar="FILE...", help="Workbooks, anybody's: ODS or XLSX.")],
    strict: Annotated[bool, typer.Option("--strict", help="Let desirable rules count as essential ones do.")] = False,  # noqa: FBT002 - an option is a flag
    as_json: Annotated[bool, typer.Option("--json", help="Print JSON for machines.")] = False,  # noqa: FBT002 - an option is a flag
) -> None:
    """Hold workbooks against the 35 rules of accessible spreadsheets; each place with its sheet and cell."""
    checked = [(str(file), _checked(file)) for file in files]
    if as_json:
        put(checklist_form(checked).model_dump_json(indent=2))
    else:
        for name, found in checked:
            put("\n".join(_lines(name, found)))
    _end(checked, tuple(Weight) if strict else (Weight.ESSENTIAL,))


def _checked(file: Path) -> WorkbookReport | str:
    """Give what was found, or why the file could not be read; the others are looked at all the same."""
    try:
        with Bar() as bar:
            return pipeline.inspect_workbook(file, progress=bar)
    except DocumentError as error:
        say_error(error)
        return error.what


def _lines(name: str, found: WorkbookReport | str) -> Iterator[str]:
    if isinstance(found, str):
        yield f"{name}: not read: {found}"
        return
    counts = ", ".join(f"{found.count(verdict)} {_WORDS[verdict].lower()}" for verdict in Verdict)
    yield f"{name}: {found.form.upper()}, {found.sheets:,} sheets; of {len(found.answers)} rules {counts}"
    for answer in found.answers:
        rule = answer.rule
        yield f"{rule.number:3}. {_WORDS[answer.verdict]} ({rule.weight.value}): {rule.title}"
        yield from _places(answer)


def _places(answer: Answer) -> Iterator[str]:
    failing_first = sorted(answer.findings, key=lambda finding: finding.verdict is not Verdict.FAILED)
    yield from map(_place, failing_first[:_SHOWN])
    rest = len(answer.findings[_SHOWN:]) + answer.more
    if rest:
        yield f"       and {rest:,} places more"
    if answer.verdict in (Verdict.FAILED, Verdict.LOOK):
        yield f"       {answer.rule.remedy}"


def _place(finding: Finding) -> str:
    where = f"sheet {one_line(finding.sheet)}" if finding.sheet else "the workbook"
    cells = f", {finding.cells}" if finding.cells else ""
    look = "look: " if finding.verdict is Verdict.LOOK else ""
    return f"       {where}{cells}: {look}{finding.what}"


def _end(checked: Sequence[tuple[str, WorkbookReport | str]], weights: tuple[Weight, ...]) -> None:
    """End with the exit code of a rule that is broken, or of a file that was not read."""
    bad = [name for name, found in checked if isinstance(found, WorkbookReport) and found.broken(*weights)]
    unread = [name for name, found in checked if isinstance(found, str)]
    kind = "rule" if len(weights) > 1 else "essential rule"
    if bad:
        raise ChecklistError(
            f"{len(bad):,} of {len(checked):,} workbooks break at least one {kind}",
            where=", ".join(bad[:5]),
            remedy="Each line above says where, and what to do. Mend it at the source and inspect the workbook again.",
        )
    others = f"No {kind} is broken in the others. " if len(unread) < len(checked) else ""
    if unread:
        raise DocumentError(
            f"{len(unread):,} of {len(checked):,} workbooks were not read",
            where=", ".join(unread[:5]),
            remedy=f"{others}Inspect them again when they can be read.",
        )
