"""Workbooks of single files, outside any study."""

from __future__ import annotations

import datetime as dt
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from clerestory.errors import WorkbookError
from clerestory.ledger import PROGRAM
from clerestory.model.commission import DataKind
from clerestory.pipeline.consulting import consulted_files
from clerestory.publish.workbooks.book import PublishedWorkbook
from clerestory.publish.workbooks.described import DescribedTables, read_described
from clerestory.publish.workbooks.from_files import sheets_of_files
from clerestory.publish.workbooks.ods import write_ods
from clerestory.publish.workbooks.xlsx import write_xlsx
from clerestory.study import read_instrument, shipped_instrument
from clerestory.study.writing import placed

_WRITERS = {".ods": write_ods, ".xlsx": write_xlsx}


@dataclass(frozen=True)
class WorkbookAsked:
    """What a workbook says of itself; see ``PublishedWorkbook``.

    Attributes
    ----------
    notes : Path or None
        What is said of its tables: TOML, or notes alone in CSV.
    empty : str
        The symbol that stands for empty cells; without one files with empty cells are refused.
    """

    title: str
    subject: str = ""
    publisher: str = ""
    contact: str = ""
    date: dt.date | None = None
    data: DataKind = DataKind.CONFIDENTIAL
    notes: Path | None = None
    empty: str = ""


def publish_spreadsheet(files: Sequence[Path], out: Path, asked: WorkbookAsked, *, actor: str = PROGRAM) -> None:
    """Write tables, each a CSV or Parquet file, as an accessible workbook: ODS or XLSX, by the ending of ``out``.

    Nothing is protected here: the files must hold what may be public.

    Raises
    ------
    WorkbookError
        If a file is no table that a sheet can hold as it stands, or something in it is left unexplained.
    """
    write = _WRITERS.get(out.suffix)
    if write is None:
        raise WorkbookError("is neither .ods nor .xlsx", where=str(out), remedy="Give it one of these endings.")
    mark = asked.data.mark
    if mark and not out.name.startswith(mark):
        raise WorkbookError(f"its name does not say {mark}", where=str(out), remedy=f"Name it {mark}-{out.name}.")
    if out.exists() and any(path.exists() and path.samefile(out) for path in files):
        raise WorkbookError("would replace one of the tables", where=str(out), remedy="Name another file.")
    consulted_files(files, who=actor, why="publish spreadsheet")
    described = read_described(asked.notes) if asked.notes else DescribedTables()
    book = PublishedWorkbook(
        title=asked.title,
        sheets=sheets_of_files(files, described, meanings=_meanings(), empty=asked.empty),
        subject=asked.subject,
        publisher=asked.publisher,
        contact=asked.contact,
        date=asked.date,
        data=asked.data,
    )
    with placed(out) as place, place.open("wb") as file:
        write(book, file)


def _meanings() -> dict[str, str]:
    """Give what each symbol of the Government Analysis Function means."""
    symbols = read_instrument(shipped_instrument()).codelists["table_symbol"]
    return {code.code: code.label[0].lower() + code.label[1:] for code in symbols.codes}
