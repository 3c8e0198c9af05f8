"""Reading codings from a CSV file, in either of two forms: a row for each value, or a column for each coder."""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from clerestory.analyse.agreement.codings import MISSING, Codings, Ints
from clerestory.analyse.agreement.values import Values, values_of
from clerestory.errors import TableError
from clerestory.model.findings.agreement import Level

UNIT, CODER, VALUE = "unit", "coder", "value"
LONG = (UNIT, CODER, VALUE)
MOST_CODERS = 100
MOST_CELLS = 100_000_000  # units times coders
_FORM = f"Give the columns {UNIT}, {CODER} and {VALUE}; or {UNIT}, and a column for each of two coders or more."

Entry = tuple[int, str, str, str]  # row, unit, coder, value


def read_codings(path: Path, level: Level = Level.NOMINAL) -> Codings:
    """Read what coders said of units from a CSV file in UTF-8; an empty value is missing.

    Parameters
    ----------
    path : Path
        Header ``unit``, ``coder``, ``value``: a row for each value. Or ``unit`` and the names of coders: a row for each
        unit. Nominal values with a semicolon are lists of codes; a semicolon alone is the list without a code.
    level : Level
        Ordinal and interval values are numbers.

    Returns
    -------
    Codings
        The same values in either form, and in any order, give the same codings.

    Raises
    ------
    TableError
        If the file is no such table, a coder has two values for one unit, or no unit has two values; rows and columns
        are named, units, coders and values never.
    """
    where = str(path)
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            return _gathered(csv.reader(file, strict=True), level, where)
    except (csv.Error, UnicodeDecodeError):
        raise TableError(
            "is not a CSV file in UTF-8", where=where, remedy="Save it as CSV with commas, in UTF-8."
        ) from None


def _gathered(lines: Iterator[list[str]], level: Level, where: str) -> Codings:
    header = [name.strip() for name in next(lines, [])]
    _check_header(header, where)
    units, coders, values = dict[str, int](), dict[str, int](), values_of(level, where)
    cells: dict[tuple[int, int], int] = {}
    for row, unit, coder, value in _entries(lines, header, where):
        place = (units.setdefault(unit, len(units)), coders.setdefault(coder, len(coders)))
        if place in cells:
            raise TableError(
                "gives a coder a second value for one unit",
                where=f"{where}, row {row}",
                remedy="Keep one value of each coder for each unit; a coder who codes again is another coder.",
            )
        cells[place] = values.take(value, row) if value else MISSING
        _check_size(len(units), len(coders), where)
    return _codings(cells, units, coders, values=values, where=where)


def _check_header(header: Sequence[str], where: str) -> None:
    if not any(header):
        raise TableError("is empty", where=where, remedy=_FORM)
    for column, name in enumerate(header, start=1):
        if not name or header.count(name) > 1:
            raise TableError(
                "has no name, or that of another column", where=f"{where}, row 1, column {column}", remedy=_FORM
            )
    if UNIT not in header or len(header) < 3:
        raise TableError("has no column unit, or fewer than two coders", where=f"{where}, row 1", remedy=_FORM)


def _entries(lines: Iterator[list[str]], header: Sequence[str], where: str) -> Iterator[Entry]:
    """Give the values one by one."""
    unit_at, is_long = header.index(UNIT), sorted(header) == sorted(LONG)
    for row, line in enumerate(lines, start=2):
        fields = [field.strip() for field in line]
        if not any(fields):
            continue
        if len(fields) != len(header) or not fields[unit_at]:
            raise TableError(
                f"has not the {len(header)} fields of the header, or no unit",
                where=f"{where}, row {row}",
                remedy="Name the unit, and give a field for every column; an empty value is missing.",
            )
        if is_long:
            yield row, fields[unit_at], _coder(fields[header.index(CODER)], row, where), fields[header.index(VALUE)]
        else:
            yield from ((row, fields[unit_at], coder, value) for coder, value in _beside(header, fields, unit_at))


def _beside(header: Sequence[str], fields: Sequence[str], unit_at: int) -> Iterator[tuple[str, str]]:
    return ((coder, value) for at, (coder, value) in enumerate(zip(header, fields, strict=True)) if at != unit_at)


def _coder(name: str, row: int, where: str) -> str:
    if not name:
        raise TableError(
            "names no coder",
            where=f"{where}, row {row}, column {CODER}",
            remedy="Give each coder a number or a letter.",
        )
    return name


def _check_size(units: int, coders: int, where: str) -> None:
    if coders > MOST_CODERS or units * coders > MOST_CELLS:
        raise TableError(
            f"has over {MOST_CODERS} coders, or over {MOST_CELLS:,} units times coders",
            where=where,
            remedy="Give each coder one name throughout; compare fewer coders, or a sample of the units.",
        )


def _codings(
    cells: dict[tuple[int, int], int],
    units: dict[str, int],
    coders: dict[str, int],
    *,
    values: Values,
    where: str,
) -> Codings:
    at = np.full((len(units), len(coders)), MISSING, dtype=np.int64)
    if cells:
        at[tuple(np.array(list(cells)).T)] = list(cells.values())
    order: Ints = np.array([coders[name] for name in sorted(coders)], dtype=np.int64)
    found = values.codings(at[:, order])
    if not found.several.any():
        raise TableError("has no unit with two values", where=where, remedy="Have units coded by two coders or more.")
    return found
