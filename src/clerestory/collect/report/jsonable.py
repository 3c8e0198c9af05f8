"""The feedback report for machines."""

from __future__ import annotations

from dataclasses import asdict
from typing import Any

from clerestory.collect.audit.estimate import FlagEstimate
from clerestory.collect.report.content import Report
from clerestory.collect.report.remedies import remedy_for
from clerestory.collect.revisions import Revision


def report_json(report: Report, estimates: tuple[FlagEstimate, ...] = ()) -> dict[str, Any]:
    """Give a report as plain JSON values; docs/reference/feedback-reports.md has the form."""
    receipt = report.receipt
    return {
        "form": "clerestory-feedback/1",
        "provider": receipt.provider,
        "return_id": receipt.return_id,
        "state": report.state.value,
        "revision": None if report.revision is None else _revision(report.revision),
        "rows": {
            entity: {
                "in": receipt.rows_in[entity],
                "accepted": receipt.accepted[entity],
                "quarantined": receipt.quarantined[entity],
            }
            for entity in report.entities
        },
        "incomplete": report.incomplete,
        "key_fields": [asdict(field) | {"not_known": dict(field.not_known)} for field in receipt.key_fields],
        "worst": [{"path": field.path, "remedy": remedy_for(field)} for field in report.worst],
        "lacking": dict(receipt.lacking),
        "changes": [asdict(change) | {"way": change.way.value} for change in receipt.changes],
        "faults": [asdict(places) | {"rows": list(places.rows)} for places in report.faults],
        "queries": [asdict(places) | {"rows": list(places.rows)} for places in report.queries],
        "notes": list(report.notes),
        "warnings": [asdict(places) | {"rows": list(places.rows)} for places in report.warnings],
        "findings": [
            asdict(finding) | {"check": finding.check.value, "weight": finding.weight.value, "rows": list(finding.rows)}
            for finding in report.findings
        ],
        "flag_audits": [asdict(estimate) for estimate in estimates],
        "printed": None if report.printed is None else [asdict(naming) for naming in report.printed],
    }


def _revision(revision: Revision) -> dict[str, Any]:
    withdrawal = revision.withdrawal
    return {
        "version": revision.version.number,
        "changes": [asdict(change) | {"changed": dict(change.changed)} for change in revision.changes],
        "withdrawal": None if withdrawal is None else withdrawal.model_dump(mode="json"),
    }
