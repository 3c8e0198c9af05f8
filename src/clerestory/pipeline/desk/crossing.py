"""Drafts that come over to the desk; nothing below the vault is opened here."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from pathlib import Path

from clerestory.errors import DecisionError, StudyError
from clerestory.model.canonical import pretty_json
from clerestory.model.commission import Role
from clerestory.model.decisions import Gate, Outcome
from clerestory.model.desk.acts.disclosure import AdmitDraft
from clerestory.model.desk.crossing import Admission
from clerestory.model.desk.outputs import Desk
from clerestory.model.redaction.case_texts import CaseText
from clerestory.model.releases import Approval
from clerestory.model.tables import ProtectedTable
from clerestory.publish.register import name_of_table
from clerestory.review import check_decision, read_decisions
from clerestory.review.desk.note import record_of
from clerestory.study import Study, write_atomically
from clerestory.study.beside_paper import REVIEW
from clerestory.study.stored import read_draft, write_json
from clerestory.study.written import WrittenFile

ADMISSION = "admission.json"
_OF_TABLES = ("cells", "whole table", "comparison")  # the extents of entries that are about a table


def write_admission(
    study: Study,
    approvals: Sequence[Approval],
    *,
    checked: str,
    draft: str,
    content: bytes,
    tables: Iterable[ProtectedTable],
    texts: Iterable[CaseText],
) -> None:
    """Write beside a draft on the desk who checked it, and whether anything stands in its way.

    Parameters
    ----------
    checked : str
        Keyed hash of the draft at gate protect, on which the approvals are.
    content : bytes
        What gate release decides on, as JSON.
    tables, texts
        As they left the vault.
    """
    checkers = {one.person for one in approvals if one.role == Role.CHECKER.value}
    lawyers = {one.person for one in approvals if one.role == Role.LAWYER.value}
    listed = {entry["output"] for entry in json.loads(content)["register"] if entry["extent"] in _OF_TABLES}
    admission = Admission(
        form="clerestory-admission/1",
        draft=draft,
        checked=checked,
        authors=study.settings.study.authors,
        checkers=tuple(sorted(checkers)),
        lawyers=tuple(sorted(lawyers)),
        holds_clear=not any(text.is_held and text.words for text in texts),
        register_complete=all(_is_accounted(table, listed) for table in tables),
    )
    write_json(study.desk / ADMISSION, admission.model_dump(mode="json"))


def admission_of(study: Study) -> AdmitDraft | None:
    """Give the act that lets in the draft that lies on the desk; None where no run has put one there.

    The decisions are read again: an admission without the signed decisions of its checkers lets nothing in.

    Raises
    ------
    StudyError
        If the admission has not its form.
    DecisionError
        If a decision that it names is not there, refuses, or is not signed by a checker who made nothing of the draft.
    """
    path = study.desk / ADMISSION
    file = WrittenFile(str(path), StudyError, "Run the study again: it writes the file anew.")
    text = file.text(path)
    if text is None or not (study.desk / "draft.json").exists():
        return None
    admission = file.formed(file.json(text), Admission)
    if admission.draft != read_draft(study.desk / "draft.json"):
        return None  # a run was interrupted between the two; the next one writes both
    _check_decisions(study, admission)
    return admission.act


def write_review(study: Study, desk: Desk) -> Path:
    """Write the record of the group's review beside the paper, and give the file; the next run prints it.

    Raises
    ------
    NotNowError
        If no round is settled, one is still going on, or an answer no longer stands.
    """
    people = {person.id: person for person in study.settings.people}
    path = study.paper.parent / REVIEW
    write_atomically(path, pretty_json(record_of(desk, people).model_dump(mode="json")))
    return path


def _check_decisions(study: Study, admission: Admission) -> None:
    decisions = read_decisions(study.decisions)
    approving = {
        one.person: one
        for one in decisions
        if one.gate is Gate.PROTECT and one.draft == admission.checked
        if one.outcome is Outcome.APPROVE and one.role is Role.CHECKER
    }
    for checker in admission.checkers:
        if checker not in approving:
            raise DecisionError(
                f"there is no decision of {checker} that lets this very draft pass",
                where=str(study.decisions),
                remedy="Run the study again: it stops at the gate and says whose decision is missing.",
            )
        check_decision(approving[checker], decisions, study.settings)


def _is_accounted(table: ProtectedTable, listed: set[str]) -> bool:
    """Say whether a table withholds nothing, or an entry of the register names it: by its number, or as CSV alone."""
    if table.suppressed == 0 or name_of_table(table, {}) in listed:
        return True
    return table.shape.title in {name.partition(". ")[2] for name in listed}
