"""Reading a table of lists: a column of 0 and 1 for each list, and ``count``."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from clerestory.errors import TableError
from clerestory.model.findings.lists import LEAST_LISTS, MOST_LISTS, ListTable

COUNT = "count"
HIDDEN = "[c]"  # a suppressed count
_NUMBER = re.compile(r"[0-9]{1,9}")
_NAME = re.compile(r"[^\W_][\w .,&/()'-]{0,39}")


def read_lists(path: Path) -> ListTable:
    """Read a table of lists from a CSV file in UTF-8.

    Combinations of lists that have no row count 0. A suppressed count is ``[c]``.

    Parameters
    ----------
    path : Path
        Header: the lists, and ``count``. Rows: 0 or 1 for each list, and a whole number.

    Returns
    -------
    ListTable
        Lists in the order of the columns.

    Raises
    ------
    TableError
        If the file is no such table; rows are named by their line, their values are never quoted.
    """
    where = str(path)
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return _table(csv.reader(file, strict=True), where)
    except (csv.Error, UnicodeDecodeError):
        raise TableError(
            "is not a CSV file in UTF-8", where=where, remedy="Save it as CSV with commas, in UTF-8."
        ) from None


def _table(lines: Iterator[list[str]], where: str) -> ListTable:
    header = [name.strip() for name in next(lines, [])]
    names = _names(header, where)
    at = header.index(COUNT)
    counts, hidden, first = np.zeros(2 ** len(names), dtype=np.int64), [], dict[int, int]()
    for number, line in enumerate(lines, start=2):
        if not any(field.strip() for field in line):
            continue
        place = f"{where}, row {number}"
        fields = [field.strip() for field in line]
        _check_width(fields, header, place)
        history = _history([field for column, field in enumerate(fields) if column != at], names, place)
        _check_new(history, first, place)
        first[history] = number
        if fields[at] == HIDDEN:
            hidden.append(history)
        else:
            counts[history] = _count(fields[at], place)
    if not first:
        raise TableError("has no row", where=where, remedy="Give a row for each set of lists that cases are on.")
    return _checked(ListTable(names, counts, tuple(sorted(hidden))), where)


def _names(header: Sequence[str], where: str) -> tuple[str, ...]:
    if not any(header):
        raise TableError("is empty", where=where, remedy=f"Give a CSV file with a column for each list and {COUNT}.")
    if header.count(COUNT) != 1:
        raise TableError(
            f"has no column {COUNT}, or more than one",
            where=f"{where}, row 1",
            remedy=f"Give one column {COUNT}: the cases on exactly the lists of its row; commas between columns.",
        )
    names = tuple(name for name in header if name != COUNT)
    for column, name in enumerate(header, start=1):
        if not _NAME.fullmatch(name) or header.count(name) > 1:
            raise TableError(
                "is no name of a list, or that of another column as well",
                where=f"{where}, row 1, column {column}",
                remedy="Name each list once, in at most 40 letters, digits, spaces and dashes.",
            )
    if not LEAST_LISTS <= len(names) <= MOST_LISTS:
        raise TableError(
            f"has {len(names)} lists; an estimate needs {LEAST_LISTS} to {MOST_LISTS}",
            where=f"{where}, row 1",
            remedy="Two lists say nothing of how they depend on each other. Merge small lists if there are many.",
        )
    return names


def _check_width(fields: Sequence[str], header: Sequence[str], place: str) -> None:
    if len(fields) != len(header):
        raise TableError(
            f"has {len(fields)} fields, and the header has {len(header)}",
            where=place,
            remedy="Give a value for every column.",
        )


def _history(fields: Sequence[str], names: Sequence[str], place: str) -> int:
    history = 0
    for bit, (field, name) in enumerate(zip(fields, names, strict=True)):
        if field not in ("0", "1"):
            raise TableError(
                "is neither 0 nor 1", where=f"{place}, column {name}", remedy="1 if the cases are on it, or else 0."
            )
        history |= int(field) << bit
    if not history:
        raise TableError(
            "is on no list",
            where=place,
            remedy="Leave the row out: how many are on no list is what is estimated.",
        )
    return history


def _check_new(history: int, first: dict[int, int], place: str) -> None:
    if history in first:
        raise TableError(
            f"has the same lists as row {first[history]}",
            where=place,
            remedy="Add the two counts if both are right, and give each combination one row.",
        )


def _count(field: str, place: str) -> int:
    if not _NUMBER.fullmatch(field):
        raise TableError(
            f"is no whole number of at most nine digits, and not {HIDDEN}",
            where=f"{place}, column {COUNT}",
            remedy=f"Give the number of cases, or {HIDDEN} where it was suppressed.",
        )
    return int(field)


def _checked(table: ListTable, where: str) -> ListTable:
    seen = table.counts > 0
    seen[list(table.hidden)] = True
    for bit, name in enumerate(table.names):
        if not seen[[history for history in range(len(seen)) if history >> bit & 1]].any():
            raise TableError("has no case", where=f"{where}, column {name}", remedy="Leave the list out.")
    return table
