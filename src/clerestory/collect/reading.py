"""Reading one file of a return strictly: bytes to text columns, or a reason why not.

A CSV reader that guesses loses rows in silence: it pads short ones, drops blank ones, joins ones with a stray quote.
So widths and record counts are checked here, and every value stays text.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from clerestory.collect.faults import Fault
from clerestory.errors import EmptyReturnError, EncodingReturnError, PlaceReturnError, ReturnError, ShapeReturnError

LINE = "_line"  # the line of the file at which a record begins
_TOO_LONG = 1_000_000  # characters in one field; more is not a field but a file with a lost quote


@dataclass(frozen=True)
class ReadFile:
    """A file that could be read: a text column for each header, and the line of each record."""

    frame: pl.DataFrame


@dataclass(frozen=True)
class RefusedFile:
    """A file that could not be read; all its records count as quarantined."""

    faults: tuple[Fault, ...]
    records: int


def read_file(path: Path, name: str, *, needed: Sequence[str], optional: Sequence[str]) -> ReadFile | RefusedFile:
    """Read a CSV file of a return.

    Parameters
    ----------
    path : Path
        The file.
    name : str
        How messages call it.
    needed, optional : sequence of str
        Columns that must, and that may be there.
    """
    if path.is_symlink() or (path.exists() and not path.is_file()):
        # Never opened: a pipe would make the reader wait for ever, and what a link points at is not in the study.
        return _refused(name, 0, PlaceReturnError, "is a folder, a link or a pipe, not a file", "Put the file there.")
    if not path.exists():
        return _refused(name, 0, EmptyReturnError, "is missing", _HEADER_ONLY)
    data = path.read_bytes()
    if not data.strip():
        return _refused(name, 0, EmptyReturnError, "is empty, without even a header", _HEADER_ONLY)
    text = _decoded(data, name)
    if isinstance(text, RefusedFile):
        return text
    try:
        records = _fast(text) or _careful(text)
    except csv.Error:
        what = "has a quote that is never closed or stands inside a field, or a field of over a million characters"
        remedy = "Export the file again as CSV; a field with a comma or quote is quoted as a whole."
        return _refused(name, _records_in(data), ShapeReturnError, what, remedy)
    return _shaped(records, name, needed, optional)


_HEADER_ONLY = "Send it; a file with only its header says that there is none."


@dataclass(frozen=True)
class _Records:
    header: list[str]
    frame: pl.DataFrame | None
    rows: list[list[str]]
    lines: list[int]

    @property
    def number(self) -> int:
        return len(self.rows) if self.frame is None else self.frame.height


def _decoded(data: bytes, name: str) -> str | RefusedFile:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\x00" in data:
        row = data[: max(data.find(b"\x00"), 0)].count(b"\n") + 1
        what = "is not UTF-8 text: it holds zero bytes, as UTF-16 and workbooks do"
        return _refused(name, _records_in(data), EncodingReturnError, what, _AS_UTF8, row)
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = data[: error.start].count(b"\n") + 1
        return _refused(name, _records_in(data), EncodingReturnError, "holds a byte that is not UTF-8", _AS_UTF8, row)


_AS_UTF8 = 'Export the file again and choose "CSV UTF-8".'


def _fast(text: str) -> _Records | None:
    """Read a file without quotes and blank lines, by whole columns; None where it needs the careful way."""
    data = text.replace("\r\n", "\n").rstrip("\n").encode() + b"\n"
    if b'"' in data or b"\r" in data or b"\n\n" in data or data.startswith(b"\n"):
        return None
    raw = np.frombuffer(data, dtype=np.uint8)
    ends = np.flatnonzero(raw == ord("\n"))
    if np.diff(ends, prepend=-1).max() > _TOO_LONG:
        return None
    commas = np.cumsum(raw == ord(","))[ends]
    widths = np.diff(commas, prepend=0) + 1
    header = data[: ends[0]].decode().split(",")
    if (widths != len(header)).any() or len(set(header)) != len(header):
        return None
    frame = pl.read_csv(io.BytesIO(data), infer_schema=False, quote_char=None, raise_if_empty=False)
    frame = frame.with_columns(pl.all().fill_null(""))
    if frame.height != len(ends) - 1:
        return None
    return _Records(header, frame, [], [])


def _careful(text: str) -> _Records:
    """Read any CSV record by record, knowing the line at which each begins."""
    csv.field_size_limit(_TOO_LONG)
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    header: list[str] = []
    rows, lines, before = [], [], 0
    for record in reader:
        if record and not header:
            header = record
        elif record:
            rows.append(record)
            lines.append(before + 1)
        before = reader.line_num
    return _Records(header, None, rows, lines)


def _shaped(records: _Records, name: str, needed: Sequence[str], optional: Sequence[str]) -> ReadFile | RefusedFile:
    faults = [*_column_faults(records.header, name, needed, optional)]
    for row, line in zip(records.rows, records.lines, strict=True):
        if len(row) != len(records.header) and len(faults) < 100:
            what = f"has {len(row)} fields where the header has {len(records.header)}"
            faults.append(Fault(name, line, "", "F0", what, "Quote a field that holds a comma.", ShapeReturnError))
    if faults:
        return RefusedFile(tuple(faults), records.number)
    if records.frame is not None:
        lines = pl.int_range(2, records.frame.height + 2, dtype=pl.Int64, eager=True)
        return ReadFile(records.frame.with_columns(lines.alias(LINE)))
    columns = list(zip(*records.rows, strict=True)) if records.rows else [() for _ in records.header]
    frame = pl.DataFrame(
        {h: pl.Series(h, list(c), dtype=pl.String) for h, c in zip(records.header, columns, strict=True)}
    )
    return ReadFile(frame.with_columns(pl.Series(LINE, records.lines, dtype=pl.Int64)))


def _column_faults(header: list[str], name: str, needed: Sequence[str], optional: Sequence[str]) -> list[Fault]:
    faults = []
    for column in needed:
        if column not in header:
            remedy = "Add the column; `docs/reference/instrument.md` lists all of them."
            faults.append(Fault(name, 1, column, "F0", "the column is missing", remedy, ShapeReturnError))
    for column in dict.fromkeys(c for c in header if header.count(c) > 1 and c in (*needed, *optional)):
        faults.append(Fault(name, 1, column, "F0", "the column stands twice", "Remove one of them.", ShapeReturnError))
    for position, column in enumerate(header, start=1):
        if column not in (*needed, *optional):
            # The name is not repeated: a file without a header has a first record, and that is data.
            what = f"column {position} is not one of the instrument, so it could hold anything"
            faults.append(Fault(name, 1, "", "V13", what, "Remove it, or mend its name.", ShapeReturnError))
    return faults


def _refused(name: str, records: int, kind: type[ReturnError], what: str, remedy: str, row: int = 0) -> RefusedFile:
    return RefusedFile((Fault(name, row, "", "F0", what, remedy, kind),), records)


def _records_in(data: bytes) -> int:
    """Count the records of a file that cannot be read as one: its lines that are not blank, less the header."""
    return max(sum(1 for line in data.replace(b"\x00", b"").splitlines() if line.strip()) - 1, 0)
