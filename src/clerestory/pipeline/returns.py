"""Checking one return alone, as its giver would, and writing an empty one."""

from __future__ import annotations

from pathlib import Path

from clerestory.collect import TemplateForm, check_return, fault_of, feedback_report, template_files
from clerestory.errors import ClerestoryError, StorageError
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.pipeline.consulting import consulted_files
from clerestory.progress import SILENT, Progress
from clerestory.study import read_instrument, replace_directory, shipped_instrument, write_atomically


def check_one_return(
    place: Path, instrument: Path | None = None, *, actor: str = PROGRAM, progress: Progress = SILENT
) -> tuple[str, ClerestoryError | None]:
    """Check a return, a folder or one workbook, and give its feedback report, with the gravest fault if any.

    Where it lies in a study that was run, this is a consultation by ``actor``, and its ledger says so first.
    """
    consulted_files([place], who=actor, why="collect check")
    read = read_instrument(instrument or shipped_instrument())
    receipt = check_return(place, read, progress=progress)
    return feedback_report(receipt, read), fault_of(receipt)


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
