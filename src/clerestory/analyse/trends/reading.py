"""Reading a series by quarter: strict, no gaps, no undeclared change of what is counted."""

from __future__ import annotations

import csv
import re
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path

import numpy as np

from clerestory.analyse.trends.checking import check_series
from clerestory.errors import TableError
from clerestory.model.findings.trends import MOST_QUARTERS, PREVALENCE, Break, Measure, Quarter, TrendSeries, quarter_of

QUARTER, COUNT, UNIT, DEFINITION = "quarter", "count", "unit", "definition"
EXPOSURE, PER, BREAK, MEASURE = "exposure", "per", "break", "measure"
NEEDED, OPTIONAL = (QUARTER, COUNT, UNIT, DEFINITION), (EXPOSURE, PER, BREAK, MEASURE)
HIDDEN = "[c]"
NUMBER = r"[0-9]{1,9}"
AMOUNT = r"[0-9]{1,12}(\.[0-9]{1,6})?"
HAPPENED = r"\b(prevalence|incidence|committed)\b"  # a unit of this name would say more than what was recorded
NAME = r"[^\W_][\w .,&/()'-]{0,59}"

Row = Mapping[str, str]


def read_series(path: Path) -> TrendSeries:
    """Read a series by quarter from a CSV file in UTF-8.

    Parameters
    ----------
    path : Path
        Header: ``quarter``, ``count``, ``unit``, ``definition``; where there are any ``exposure``, ``per``, ``break``,
        ``measure``. Rows: the quarters in order, without a gap.

    Returns
    -------
    TrendSeries

    Raises
    ------
    TableError
        If the file is no such series, a count is withheld, the unit changes, the definition changes without a declared
        break, or it is called prevalence; rows are named by their line, their values are never quoted.
    """
    where = str(path)
    try:
        with path.open(newline="", encoding="utf-8-sig") as file:
            rows = list(_rows(csv.reader(file, strict=True), where))
    except (csv.Error, UnicodeDecodeError):
        raise TableError(
            "is not a CSV file in UTF-8", where=where, remedy="Save it as CSV with commas, in UTF-8."
        ) from None
    if not rows:
        raise TableError("has no row", where=where, remedy="Give a row for each quarter.")
    return check_series(_series(rows), where)


def _rows(lines: Iterator[list[str]], where: str) -> Iterator[tuple[str, Row]]:
    header = [name.strip() for name in next(lines, [])]
    _check_header(header, where)
    read = 0
    for number, line in enumerate(lines, start=2):
        if not any(field.strip() for field in line):
            continue
        place, read = f"{where}, row {number}", read + 1
        if len(line) != len(header):
            raise TableError(
                f"has {len(line)} fields, and the header has {len(header)}",
                where=place,
                remedy="Give a value for every column.",
            )
        if read > MOST_QUARTERS:
            raise TableError(
                f"is beyond {MOST_QUARTERS} quarters",
                where=place,
                remedy="Give one series, with one row for each quarter.",
            )
        yield place, dict(zip(header, (field.strip() for field in line), strict=True))


def _check_header(header: Sequence[str], where: str) -> None:
    place = f"{where}, row 1"
    form = f"Give the columns {', '.join(NEEDED)}, and where there are any {', '.join(OPTIONAL)}; commas between them."
    if not any(header):
        raise TableError("is empty", where=where, remedy=form)
    for name in NEEDED:
        if header.count(name) != 1:
            raise TableError(f"has no column {name}, or more than one", where=place, remedy=form)
    for column, name in enumerate(header, start=1):
        if name not in (*NEEDED, *OPTIONAL) or header.count(name) > 1:
            raise TableError(
                "is no column of a series, or stands twice", where=f"{place}, column {column}", remedy=form
            )


def _series(rows: Sequence[tuple[str, Row]]) -> TrendSeries:
    first = _quarter(*rows[0])
    counts, exposure, breaks = [], [], []
    for at, (place, row) in enumerate(rows):
        _check_next(first.later(at), place, row)
        counts.append(_count(place, row))
        exposure.append(_exposure(place, row))
        _check_same(rows[max(at - 1, 0)][1], place, row)
        breaks += _breaks(rows[max(at - 1, 0)][1], place, row, at=at)
    last = rows[-1][1]
    return TrendSeries(
        first,
        np.array(counts, dtype=np.int64),
        last[UNIT],
        last[DEFINITION],
        np.array(exposure) if EXPOSURE in last else None,
        _measure(*rows[0]),
        tuple(breaks),
        last.get(PER, ""),
    )


def _quarter(place: str, row: Row) -> Quarter:
    found = quarter_of(row[QUARTER])
    if found is None:
        raise TableError(
            "is no quarter",
            where=f"{place}, column {QUARTER}",
            remedy="Write the quarter as year, Q and 1 to 4: 2020Q1.",
        )
    return found


def _check_next(due: Quarter, place: str, row: Row) -> None:
    if _quarter(place, row) != due:
        raise TableError(
            "is not the quarter after that of the row before",
            where=f"{place}, column {QUARTER}",
            remedy="Give every quarter once, in order. Where a quarter is not known, analyse the quarters after it.",
        )


def _count(place: str, row: Row) -> int:
    where = f"{place}, column {COUNT}"
    if row[COUNT] == HIDDEN:
        raise TableError(
            "is withheld",
            where=where,
            remedy="None is guessed in its place. Fit the trend where the counts are, inside the vault: what it prints "
            "holds no count. Or take a wider area or group, whose counts are not withheld.",
        )
    if not re.fullmatch(NUMBER, row[COUNT]):
        raise TableError("is no whole number of at most nine digits", where=where, remedy="Give the number recorded.")
    return int(row[COUNT])


def _exposure(place: str, row: Row) -> float:
    words = row.get(EXPOSURE, "1")
    if not re.fullmatch(AMOUNT, words) or float(words) <= 0:
        raise TableError(
            "is no number above 0",
            where=f"{place}, column {EXPOSURE}",
            remedy="Give what the count is relative to, such as persons, in every row; or leave the column out.",
        )
    return float(words)


def _measure(place: str, row: Row) -> Measure:
    words = row.get(MEASURE, Measure.RECORDED.value)
    known = {measure.value: measure for measure in Measure}
    if words.casefold() == PREVALENCE:
        raise TableError(
            "is prevalence, and counts of what bodies recorded or did are none",
            where=f"{place}, column {MEASURE}",
            remedy="To how many it happened is found by asking a sample of persons, with its own weights and errors. "
            "If the counts are of bodies, say recorded, outcomes or timely; analyse a survey by itself.",
        )
    if words not in known:
        raise TableError(
            f"is not one of {', '.join(known)}",
            where=f"{place}, column {MEASURE}",
            remedy="A median of days is no count: give in count what ended in time, in exposure what ended, and say "
            "timely.",
        )
    return known[words]


def _check_same(before: Row, place: str, row: Row) -> None:
    """Refuse a change of unit, measure or exposure, which no break mends (rule Q9)."""
    for name, what in ((UNIT, "units"), (MEASURE, "measures"), (PER, "exposures")):
        if row.get(name) != before.get(name):
            raise TableError(
                "differs from the row before",
                where=f"{place}, column {name}",
                remedy=f"Two {what} are two series, whatever is declared (rule Q9): give each a file of its own.",
            )
    for name in (UNIT, DEFINITION, *([PER] if row.get(PER) else [])):
        if not re.fullmatch(NAME, row[name]):
            raise TableError(
                "is no name",
                where=f"{place}, column {name}",
                remedy="Name it in every row, in at most 60 letters, digits, spaces and dashes.",
            )
    _check_unit(place, row)
    _check_per(place, row)


def _check_unit(place: str, row: Row) -> None:
    if re.search(HAPPENED, row[UNIT], re.IGNORECASE):
        raise TableError(
            "names what happened, and counts of bodies say what they recorded or did",
            where=f"{place}, column {UNIT}",
            remedy="Name what was counted: offences, charges, assessments. Prevalence is found by asking persons.",
        )


def _check_per(place: str, row: Row) -> None:
    if row.get(PER) and EXPOSURE not in row:
        raise TableError(
            "names an exposure that is not given",
            where=f"{place}, column {PER}",
            remedy=f"Give it in column {EXPOSURE} of every row.",
        )


def _breaks(before: Row, place: str, row: Row, *, at: int) -> list[Break]:
    name, changed = row.get(BREAK, ""), row[DEFINITION] != before[DEFINITION]
    if changed and not name:
        raise TableError(
            "differs from the row before, and no break is declared",
            where=f"{place}, column {DEFINITION}",
            remedy=f"If the two can stand in one series but for their level, name the break in column {BREAK} of this "
            "row; else analyse each by itself.",
        )
    if name and not re.fullmatch(NAME, name):
        raise TableError(
            "is no name",
            where=f"{place}, column {BREAK}",
            remedy="Name what changed from this quarter on, in at most 60 letters, digits, spaces and dashes.",
        )
    return [Break(at, name, changed)] if name else []
