"""Coded items of named cases, for what has another file on the same cases: the names stay inside."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from clerestory.analyse.typology.patterns import Patterns
from clerestory.analyse.typology.reading import check_header, coded_rows
from clerestory.errors import TableError

Row = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class KeyedItems:
    """The patterns of a file, and which of them each case has; confidential, and its ``repr`` shows no case."""

    patterns: Patterns
    pattern_of: dict[str, int] = field(repr=False)


def read_keyed_items(path: Path, key: str) -> KeyedItems:
    """Read coded items, a row for each case, which a column names.

    Parameters
    ----------
    path : Path
        As for ``read_items``, with the column of the key beside the items.
    key : str

    Raises
    ------
    TableError
        If the file is no such table, or names a case twice or not; rows and columns are named, their values never.
    """
    where = str(path)
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            lines = csv.reader(file, strict=True)
            header = [name.strip() for name in next(lines, [])]
            check_header(header, [key], where)
            at = header.index(key)
            by_case = _by_case(lines, len(header), at, where)
    except (csv.Error, UnicodeDecodeError):
        raise TableError(
            "is not a CSV file in UTF-8", where=where, remedy="Save it as CSV with commas, in UTF-8."
        ) from None
    rows = Counter(by_case.values())
    if not rows:
        raise TableError("has no row", where=where, remedy="Give a row for each case, without names.")
    read = coded_rows(rows, [*header[:at], *header[at + 1 :]], (), where)
    place = {row: number for number, row in enumerate(sorted(row for row in rows if any(row)))}
    return KeyedItems(read.patterns, {case: place[row] for case, row in by_case.items() if row in place})


def _by_case(lines: Iterator[list[str]], width: int, at: int, where: str) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for number, fields in enumerate(lines, start=2):
        if not fields:
            continue
        if len(fields) != width:
            raise TableError(
                f"has not the {width} fields of the header",
                where=f"{where}, row {number}",
                remedy="Give a field for every column; an empty one is missing.",
            )
        case = fields[at].strip()
        if not case or case in found:
            raise TableError(
                "names no case, or one that an earlier row names",
                where=f"{where}, row {number}",
                remedy="Give one row for each case.",
            )
        found[case] = tuple(cell.strip() for cell in (*fields[:at], *fields[at + 1 :]))
    return found
