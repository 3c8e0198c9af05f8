"""Checking one return alone, as its giver would, and writing an empty one."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from clerestory.collect import (
    FlagAudit,
    Look,
    Report,
    TemplateForm,
    collect_return,
    fault_of,
    feedback_on,
    read_flag_audit,
    report_json,
    report_markdown,
    report_page,
    run_checks,
    template_files,
)
from clerestory.errors import ClerestoryError, StorageError, StudyError
from clerestory.ledger import PROGRAM
from clerestory.model.commission import CollectSettings, DataKind
from clerestory.pipeline.consulting import consulted_files
from clerestory.pipeline.stages.feedback import look_of
from clerestory.progress import SILENT, Progress
from clerestory.publish import style_sheet
from clerestory.study import Study, open_study, read_instrument, replace_directory, shipped_instrument, write_atomically


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


def check_one_return(
    place: Path,
    instrument: Path | None = None,
    *,
    study: Path | None = None,
    actor: str = PROGRAM,
    progress: Progress = SILENT,
) -> Checked:
    """Check a return alone, as a study would.

    Where it lies in a study that was run, this is a consultation by ``actor``, and its ledger says so first.

    Parameters
    ----------
    place : Path
        The folder of the return, or one workbook.
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
    consulted_files([place], who=actor, why="collect check")
    opened = open_study(study) if study else None
    read = opened.instrument if opened else read_instrument(instrument or shipped_instrument())
    settings = opened.settings if opened else None
    found = collect_return(place, read, progress=progress)
    receipt = found.receipts[0]
    audit = read_flag_audit(place, receipt.provider, receipt.return_id)
    findings = (*run_checks(found, read, CollectSettings()), *audit.findings)
    report = feedback_on(receipt, read, findings, settings=settings)
    return Checked(report, fault_of(receipt), _look(opened), audit)


def _look(study: Study | None) -> Look:
    return look_of(study) if study else Look(style_sheet())


def write_template(
    folder: Path, form: TemplateForm, *, instrument: Path | None = None, data: DataKind = DataKind.CONFIDENTIAL
) -> list[Path]:
    """Write an empty return into a new folder, and give its files.

    Parameters
    ----------
    folder : Path
        Must not exist, or be empty.
    form : TemplateForm
        CSV and Parquet have a file for each entity, XLSX and ODS one workbook.
    instrument : Path, optional
        An instrument folder; by default the one that is shipped.
    data : DataKind
        What will be filled in; workbooks for synthetic data are marked on every page.

    Raises
    ------
    StorageError
        If there is something in the folder already: it could be somebody's return.
    """
    if folder.is_symlink() or (folder.exists() and (not folder.is_dir() or any(folder.iterdir()))):
        raise StorageError("is there already", where=str(folder), remedy="Name a folder that does not exist yet.")
    files = template_files(read_instrument(instrument or shipped_instrument()), form, mark=data.mark)
    with replace_directory(folder) as place:
        for name, content in files.items():
            write_atomically(place / name, content)
    return [folder / name for name in files]
