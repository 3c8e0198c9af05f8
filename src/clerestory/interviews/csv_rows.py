"""Rows of the small CSV files of interviews, strict; a message names row and column and never quotes a value."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

from clerestory.errors import InterviewError

MOST_ROWS = 100_000


def rows_of(path: Path, columns: Sequence[str]) -> Iterator[tuple[str, Mapping[str, str]]]:
    """Yield the rows of a CSV file in UTF-8, each with its place in words.

    Raises
    ------
    InterviewError
        If it is not there, is no such file, has other columns, or rows of another length.
    """
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            yield from _rows(csv.reader(file, strict=True), columns, str(path))
    except FileNotFoundError:
        remedy = f"`clerestory interviews new STUDY` writes one with its header: {', '.join(columns)}."
        raise InterviewError("is not there", where=str(path), remedy=remedy) from None
    except (csv.Error, UnicodeDecodeError):
        raise InterviewError("is not a CSV file in UTF-8", where=str(path), remedy="Save it as CSV in UTF-8.") from None


def _rows(lines: Iterator[list[str]], columns: Sequence[str], where: str) -> Iterator[tuple[str, Mapping[str, str]]]:
    header = [name.strip() for name in next(lines, [])]
    if header != list(columns):
        remedy = f"Give these columns in this order: {', '.join(columns)}."
        raise InterviewError("has other columns", where=f"{where}, row 1", remedy=remedy)
    for number, line in enumerate(lines, start=2):
        fields = [field.strip() for field in line]
        if not any(fields):
            continue
        if len(fields) != len(columns) or number > MOST_ROWS:
            raise InterviewError(
                f"has {len(fields)} fields where there are {len(columns)} columns, or is beyond row {MOST_ROWS:,}",
                where=f"{where}, row {number}",
                remedy="Give a value, or nothing between two commas, for every column.",
            )
        yield f"{where}, row {number}", dict(zip(columns, fields, strict=True))
