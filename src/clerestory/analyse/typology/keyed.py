"""Coded items of named cases, for what has another file on the same cases: the names stay inside."""

from __future__ import annotations

import csv
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from clerestory.analyse.typology.patterns import Patterns
from clerestory.analyse.typology.reading import check_header, coded_rows
from clerestory.errors import TableError

Row = tuple[str, ...]


@dataclass(frozen=True, eq=False)
class KeyedItems:
    """The patterns of a file, and which of them each case has; confidential, and its ``repr`` shows no case.

    Attributes
    ----------
    pattern_of : mapping of str to int
        Cases that tell of an item.
    operation_of : mapping of str to str, optional
        The operation of each case, empty where it is in none; None where no column names them.
    """

    patterns: Patterns
    pattern_of: dict[str, int] = field(repr=False)
    operation_of: dict[str, str] | None = field(default=None, repr=False)


@dataclass(frozen=True)
class _Columns:
    """Where the columns are that are no items."""

    width: int
    key: int
    operations: int | None

    def items(self, fields: Sequence[str]) -> Row:
        """Give the fields of the items alone."""
        return tuple(cell.strip() for at, cell in enumerate(fields) if at not in (self.key, self.operations))


def read_keyed_items(path: Path, key: str, operations: str | None = None) -> KeyedItems:
    """Read coded items, a row for each case, which a column names.

    Parameters
    ----------
    path : Path
        As for ``read_items``, with the column of the key beside the items.
    key : str
    operations : str, optional
        The column that names the operation of each case.

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
            check_header(header, [key] if operations is None else [key, operations], where)
            of = _Columns(len(header), header.index(key), None if operations is None else header.index(operations))
            by_case = _by_case(lines, of, where)
    except (csv.Error, UnicodeDecodeError):
        raise TableError(
            "is not a CSV file in UTF-8", where=where, remedy="Save it as CSV with commas, in UTF-8."
        ) from None
    rows = Counter(of.items(fields) for fields in by_case.values())
    if not rows:
        raise TableError("has no row", where=where, remedy="Give a row for each case, without names.")
    read = coded_rows(rows, list(of.items(header)), (), where)
    place = {row: number for number, row in enumerate(sorted(row for row in rows if any(row)))}
    cases = ((case, of.items(fields)) for case, fields in by_case.items())
    pattern_of = {case: place[row] for case, row in cases if row in place}
    if of.operations is None:
        return KeyedItems(read.patterns, pattern_of)
    at = of.operations
    return KeyedItems(read.patterns, pattern_of, {case: fields[at].strip() for case, fields in by_case.items()})


def _by_case(lines: Iterator[list[str]], of: _Columns, where: str) -> dict[str, Row]:
    found: dict[str, Row] = {}
    for number, fields in enumerate(lines, start=2):
        if not fields:
            continue
        if len(fields) != of.width:
            raise TableError(
                f"has not the {of.width} fields of the header",
                where=f"{where}, row {number}",
                remedy="Give a field for every column; an empty one is missing.",
            )
        case = fields[of.key].strip()
        if not case or case in found:
            raise TableError(
                "names no case, or one that an earlier row names",
                where=f"{where}, row {number}",
                remedy="Give one row for each case.",
            )
        found[case] = tuple(fields)
    return found
