"""Checking one return alone, as its giver would."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clerestory.collect import (
    FlagAudit,
    Look,
    Report,
    collect_return,
    fault_of,
    feedback_on,
    read_flag_audit,
    report_json,
    report_markdown,
    report_page,
    run_checks,
)
from clerestory.errors import ClerestoryError, StudyError
from clerestory.model.commission import CollectSettings
from clerestory.pipeline.feedback import look_of
from clerestory.publish import style_sheet
from clerestory.study import Study, open_study, read_instrument, shipped_instrument


@dataclass(frozen=True)
class Checked:
    """What a giver is told about one return, whichever way it is shown."""

    report: Report
    fault: ClerestoryError | None
    look: Look
    audit: FlagAudit

    @property
    def markdown(self) -> str:
        """The report as Markdown."""
        return report_markdown(self.report)

    @property
    def page(self) -> str:
        """The report as a page."""
        return report_page(self.report, self.look, self.audit.estimates)

    @property
    def json(self) -> dict[str, Any]:
        """The report for machines."""
        return report_json(self.report, self.audit.estimates)


def check_one_return(folder: Path, instrument: Path | None = None, *, study: Path | None = None) -> Checked:
    """Check a return alone, as a study would.

    Parameters
    ----------
    folder : Path
        The folder of the return.
    instrument : Path, optional
        An instrument folder; by default that of the study, or the one that is shipped.
    study : Path, optional
        A study, of which only study.toml and the instrument are read: it says what will be printed about the giver.

    Raises
    ------
    ClerestoryError
        If the folder, the instrument or the study cannot be read. What is wrong with the return is in the result.
    """
    if study and instrument:
        what = "an instrument is named beside a study, which has one"
        raise StudyError(what, where=str(study), remedy="Name one of them.")
    opened = open_study(study) if study else None
    read = opened.instrument if opened else read_instrument(instrument or shipped_instrument())
    settings = opened.settings if opened else None
    found = collect_return(folder, read)
    receipt = found.receipts[0]
    audit = read_flag_audit(folder, receipt.provider, receipt.return_id)
    findings = (*run_checks(found, read, CollectSettings()), *audit.findings)
    report = feedback_on(receipt, read, findings, settings=settings)
    return Checked(report, fault_of(receipt), _look(opened), audit)


def _look(study: Study | None) -> Look:
    return look_of(study) if study else Look(style_sheet())
