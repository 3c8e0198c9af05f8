"""A list of letters and requests as CSV, read for the performance table; no name or subject is asked for."""

from __future__ import annotations

import csv
import datetime as dt
import io
from collections.abc import Mapping, Sequence

from clerestory.answer.clocks import received_on
from clerestory.answer.performance.answered import USUAL_DAYS, Answered
from clerestory.errors import AnswerError
from clerestory.model.answers.public.performance import AnsweredKind

REQUIRED = ("kind", "received", "answered")
OPTIONAL = ("target_days", "due", "left")
_REMEDY = "docs/reference/answer-performance.md has the form. Nothing was counted."
_MOST_SHOWN = 20
_LONGEST_TARGET = 366
_DATE = len("2026-03-02")


def read_answered(text: str, *, where: str) -> tuple[Answered, ...]:
    """Read a list: a line for each thing that was to be answered.

    A moment, with its offset from UTC, counts as the day that clocks in London showed.

    Raises
    ------
    AnswerError
        If columns are missing or unknown, or values are wrong; every fault at once, in the order of the file.
    """
    rows = csv.DictReader(io.StringIO(text, newline=""), strict=True)
    _check_columns(rows.fieldnames or (), where)
    read: list[Answered] = []
    faults: list[str] = []
    try:
        for number, row in enumerate(rows, 2):
            try:
                read.append(_answered(row))
            except AnswerError as fault:
                faults.append(f"row {number}, {fault.where}: {fault.what}")
    except csv.Error:
        faults.append(f"line {rows.line_num} is no CSV")
    if faults:
        more = f"; and {len(faults) - _MOST_SHOWN:,} more" if len(faults) > _MOST_SHOWN else ""
        raise AnswerError("; ".join(faults[:_MOST_SHOWN]) + more, where=where, remedy=_REMEDY)
    return tuple(read)


def _check_columns(there: Sequence[str], where: str) -> None:
    faults = [f"column {name} is missing" for name in REQUIRED if name not in there]
    faults += ["a column is there that the form does not have" for name in there if name not in REQUIRED + OPTIONAL][:1]
    faults += ["two columns have one name"] if len(there) > len(set(there)) else []
    if faults:
        raise AnswerError("; ".join(faults), where=where, remedy=_REMEDY)


def _answered(row: Mapping[str | None, str | list[str] | None]) -> Answered:
    if None in row or None in row.values():
        raise _fault("all columns", "the row has not as many values as the header")
    said = {str(name): str(value).strip() for name, value in row.items()}
    kind, received, due = _kind(said["kind"]), _day(said, "received"), _day(said, "due")
    if received is None:
        raise _fault("column received", "is empty")
    return Answered(
        kind,
        received,
        answered=_day(said, "answered"),
        target_days=_target(said.get("target_days", ""), USUAL_DAYS.get(kind) if due is None else None),
        due=due,
        left=_day(said, "left"),
    )


def _kind(text: str) -> AnsweredKind:
    try:
        return AnsweredKind(text)
    except ValueError:
        raise _fault("column kind", f"is none of {', '.join(kind.value for kind in AnsweredKind)}") from None


def _day(said: Mapping[str, str], column: str) -> dt.date | None:
    text = said.get(column, "")
    if not text:
        return None
    try:
        return dt.date.fromisoformat(text) if len(text) == _DATE else received_on(dt.datetime.fromisoformat(text))
    except ValueError:
        what = "is neither a day (2026-03-02) nor a moment with its offset (2026-03-02T18:40:00+00:00)"
        raise _fault(f"column {column}", what) from None


def _target(text: str, usual: int | None) -> int | None:
    if not text:
        return usual
    if not (text.isascii() and text.isdigit() and 1 <= int(text[:_DATE]) <= _LONGEST_TARGET):
        raise _fault("column target_days", f"is no whole number from 1 to {_LONGEST_TARGET}")
    return int(text)


def _fault(where: str, what: str) -> AnswerError:
    return AnswerError(what, where=where, remedy=_REMEDY)
