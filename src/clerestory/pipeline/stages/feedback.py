"""Feedback to givers: checks over all returns, a page for each giver and one for the analyst."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from clerestory.collect import (
    Collection,
    FlagAudit,
    Look,
    Receipt,
    Report,
    Revision,
    feedback_on,
    index_page,
    read_flag_audit,
    report_page,
    run_checks,
)
from clerestory.model.checks import Finding
from clerestory.model.replies import Reply
from clerestory.model.versions import ReturnVersion
from clerestory.publish import style_sheet
from clerestory.study import Study, replace_directory, write_atomically
from clerestory.study.replies import read_replies
from clerestory.study.stored import write_json

INDEX = "index.html"
CHECKS = "checks.json"  # in the vault: it sets givers side by side


@dataclass(frozen=True)
class Feedback:
    """What all givers are told."""

    reports: tuple[Report, ...]
    audits: Mapping[tuple[str, str], FlagAudit]
    findings: tuple[Finding, ...]


def feedback_of(study: Study, found: Collection, revisions: Sequence[Revision] = ()) -> Feedback:
    """Give what is told to the giver of each return."""
    replies = {reply.provider: reply for reply in read_replies(study)}
    audits = {_whose(receipt): _audit(study.returns, receipt) for receipt in found.receipts}
    checked = run_checks(found, study.instrument, study.settings.collect)
    findings = (*checked, *(finding for audit in audits.values() for finding in audit.findings))
    changed = {(one.version.provider, one.version.return_id): one for one in revisions}
    reports = tuple(
        feedback_on(
            receipt,
            study.instrument,
            findings,
            settings=study.settings,
            reply=_paragraphs(replies, receipt.provider),
            revision=changed.get((receipt.provider.replace(":", "-"), receipt.return_id)),
        )
        for receipt in found.receipts
    )
    return Feedback(reports, audits, findings)


def write_feedback(study: Study, feedback: Feedback) -> None:
    """Write a page for each giver and the index into reports/, and what the checks found into the vault."""
    look = look_of(study)
    with replace_directory(study.reports) as folder:
        for report in feedback.reports:
            page = report_page(report, look, feedback.audits[_whose(report.receipt)].estimates)
            write_atomically(folder / report.receipt.report_name, page)
        write_atomically(folder / INDEX, index_page(feedback.reports, feedback.findings, look, study.settings.collect))
    write_json(study.vault / CHECKS, _checks_json(feedback))


def look_of(study: Study) -> Look:
    """Give how the pages of a study look: as those of its releases, with the same mark."""
    about = study.settings.study
    return Look(style_sheet(), about.data.mark, about.data.mark_sentence, about.title)


def _audit(returns: Path, receipt: Receipt) -> FlagAudit:
    version = ReturnVersion(receipt.provider.replace(":", "-"), receipt.return_id, receipt.version)
    folder = returns / version.provider / version.folder
    return read_flag_audit(folder, receipt.provider, receipt.return_id)


def _paragraphs(replies: Mapping[str, Reply], provider: str) -> tuple[str, ...]:
    return replies[provider].paragraphs if provider in replies else ()


def _whose(receipt: Receipt) -> tuple[str, str]:
    return receipt.provider, receipt.return_id


def _checks_json(feedback: Feedback) -> dict[str, Any]:
    """Give the findings of all returns; docs/reference/checks.md has the form."""
    return {
        "form": "clerestory-checks/1",
        "findings": [
            asdict(finding) | {"check": finding.check.value, "weight": finding.weight.value, "rows": list(finding.rows)}
            for finding in feedback.findings
        ],
        "completeness": [
            {"provider": report.receipt.provider, "return_id": report.receipt.return_id}
            | {"field": field.path, "rows": field.rows, "not_known": dict(field.not_known)}
            for report in feedback.reports
            for field in report.receipt.key_fields
        ],
        "flag_audits": [
            {"provider": provider, "return_id": return_id} | asdict(estimate)
            for (provider, return_id), audit in feedback.audits.items()
            for estimate in audit.estimates
        ],
    }
