"""CSV files of which every column is text."""

from __future__ import annotations

import csv
from pathlib import Path

import polars as pl

from clerestory.errors import TableError


def read_text_table(path: Path) -> pl.DataFrame:
    """Read every column as text; an empty field is an empty text.

    Raises
    ------
    TableError
        If the file is empty, no CSV, or two columns have one name.
    """
    if path.stat().st_size == 0:
        raise TableError("is empty", where=str(path), remedy="Give a CSV file with a header.")
    try:
        header = pl.read_csv(path, infer_schema=False, has_header=False, n_rows=1).row(0)
        frame = pl.read_csv(path, infer_schema=False)
    except (pl.exceptions.PolarsError, UnicodeDecodeError):
        raise _no_csv(path) from None  # what polars says may quote a line of the table
    if frame.width and frame[frame.columns[-1]].has_nulls() and _has_short_line(path, frame.width):
        raise _no_csv(path)
    twice = [number for number, name in enumerate(header, start=1) if header.index(name) < number - 1]
    if twice:
        raise TableError(
            f"has the name of column {twice[0]} on an earlier column as well",
            where=str(path),
            remedy="Give each column a name of its own.",
        )
    return frame.fill_null("")


def _has_short_line(path: Path, width: int) -> bool:
    """Say whether a line has fewer fields than the header; polars fills it up, and its values may have moved."""
    with path.open(newline="", encoding="utf-8-sig") as file:
        try:
            return any(0 < len(row) < width for row in csv.reader(file))
        except csv.Error:
            return True


def _no_csv(path: Path) -> TableError:
    return TableError(
        "is not a CSV file in UTF-8 with the same fields in every line",
        where=str(path),
        remedy="Save it as CSV with commas, in UTF-8.",
    )
