"""Reading plain records strictly: a fault names its row, and never what stands there."""

from __future__ import annotations

import csv
import io
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import polars as pl

from clerestory.errors import RecordsError
from clerestory.link.preparing.comparable import SOURCE
from clerestory.link.records.description import Description, check_description, guessed_together

ID = "id"


@dataclass(frozen=True)
class Records:
    """Records of one or two files, in the order of their files and ids; ``repr`` shows numbers alone.

    Attributes
    ----------
    frame : DataFrame
        ``source`` (0 or 1), ``id``, and the described columns as text.
    description : Description
    ignored : tuple of str
        Columns that are not compared.
    """

    frame: pl.DataFrame
    description: Description
    ignored: tuple[str, ...]

    def __repr__(self) -> str:
        return f"Records({self.frame.height} rows)"

    @property
    def names(self) -> list[str]:
        """What each record is called: its source and its id."""
        return [f"{source}\x00{name}" for source, name in self.frame.select(SOURCE, ID).iter_rows()]


def read_records(paths: Sequence[Path], description: Description | None) -> Records:
    """Read one or two files of records.

    Parameters
    ----------
    paths : sequence of Path
        CSV in UTF-8 with a header.
    description : Description or None
        What the columns hold; None guesses it from each header.

    Raises
    ------
    RecordsError
        At the first fault.
    """
    texts = [_text(path) for path in paths]
    headers = [_header(path, text) for path, text in zip(paths, texts, strict=True)]
    described = _described(paths, headers, description)
    frames = [
        _frame(path, text, own).rename(dict(zip(own.columns, described[0].columns, strict=True)))
        .with_columns(pl.lit(source, dtype=pl.Int64).alias(SOURCE))
        for source, (path, text, own) in enumerate(zip(paths, texts, described, strict=True))
    ]  # fmt: skip
    ignored = dict.fromkeys(
        name
        for header, own in zip(headers, described, strict=True)
        for name in header
        if name not in {*own.columns, own.id}
    )
    return Records(pl.concat(frames).sort(SOURCE, ID), described[0], tuple(ignored))


def _described(
    paths: Sequence[Path], headers: Sequence[Sequence[str]], description: Description | None
) -> list[Description]:
    """Give what the columns of each file hold: as described for all, or guessed for each."""
    if description is None:
        return guessed_together([(str(path), header) for path, header in zip(paths, headers, strict=True)])
    for path, header in zip(paths, headers, strict=True):
        check_description(description, header, str(path))
    return [description] * len(paths)


def _frame(path: Path, text: str, described: Description) -> pl.DataFrame:
    frame = pl.read_csv(io.BytesIO(text.encode()), infer_schema=False, raise_if_empty=False)
    if frame.is_empty():
        raise RecordsError("holds no record", where=str(path), remedy="Name a file with a row for each record.")
    width = len(str(frame.height))
    numbered = pl.int_range(1, frame.height + 1, eager=True).cast(pl.String).str.zfill(width)
    ids = (frame[described.id].fill_null("") if described.id else numbered).alias(ID)
    faulty = (ids == "") | ~ids.is_first_distinct()
    if faulty.any():
        raise RecordsError(
            f"the id is empty or stands twice, in {int(faulty.sum()):,} row(s)",
            where=f"{path}, row {faulty.arg_true()[0] + 2}",
            remedy="Give every record an id of its own, or leave the column of ids out.",
        )
    return frame.select(ids, *(pl.col(name) for name in described.columns))


def _text(path: Path) -> str:
    try:
        text = path.read_bytes().decode("utf-8-sig")
    except UnicodeDecodeError as error:
        row = error.object.count(b"\n", 0, error.start) + 1
        raise RecordsError(
            "holds a byte that is not UTF-8", where=f"{path}, row {row}", remedy='Save it again as "CSV UTF-8".'
        ) from None
    if not text.strip() or "\x00" in text:
        raise RecordsError(
            "is empty, or no text", where=str(path), remedy="Name a CSV file with a header and a row for each record."
        )
    return text


def _header(path: Path, text: str) -> list[str]:
    """Give the header of a file whose rows all have as many fields as it."""
    reader = csv.reader(io.StringIO(text, newline=""), strict=True)
    try:
        header = next(reader)
        for row, record in enumerate(reader, 2):
            if len(record) != len(header):
                raise RecordsError(
                    f"has {len(record)} fields where the header has {len(header)}",
                    where=f"{path}, row {row}",
                    remedy="Mend the row; a value that holds a comma is quoted as a whole.",
                )
    except csv.Error:
        raise RecordsError(
            "has a quote that is never closed or stands inside a value",
            where=f"{path}, row {reader.line_num}",
            remedy="Export the file again as CSV.",
        ) from None
    if len(set(header)) < len(header):
        raise RecordsError("a column stands twice", where=f"{path}, row 1", remedy="Remove one.")
    return header
