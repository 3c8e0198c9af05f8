"""Reading the register of interviews, ``vault/interviews/register.csv``: strict, and without an interview twice."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Collection, Mapping
from pathlib import Path

from clerestory.errors import InterviewError
from clerestory.interviews.csv_rows import rows_of
from clerestory.model.interviews.register import (
    INTERVIEW_FORM,
    INVESTIGATION_FORM,
    NO_CASE,
    ConsentScope,
    Interview,
)

PSEUDONYM, INVESTIGATION, KIND = "int_pseudo", "inv_pseudo", "kind"
SCOPE, GIVEN, WITHDRAWN, ETHICS = "consent_scope", "consent_given", "consent_withdrawn", "ethics_reference"
COLUMNS = (PSEUDONYM, INVESTIGATION, KIND, SCOPE, GIVEN, WITHDRAWN, ETHICS)
ETHICS_FORM = r"[\w ./-]{0,80}"

Row = Mapping[str, str]


def read_register(path: Path, kinds: Collection[str]) -> tuple[Interview, ...]:
    """Read the register of interviews.

    Parameters
    ----------
    path : Path
        A CSV file with the columns of ``COLUMNS``.
    kinds : collection of str
        Codes of ``interview_kind``.

    Returns
    -------
    tuple of Interview
        In the order of the file.

    Raises
    ------
    InterviewError
        If the file is no such register, or an interview stands there twice.
    """
    found: dict[str, Interview] = {}
    for place, row in rows_of(path, COLUMNS):
        interview = _interview(place, row, kinds)
        if interview.pseudonym in found:
            raise InterviewError(
                "has an interview that stands in a row above",
                where=place,
                remedy="Keep one row for each interview, the one that says what stands now.",
            )
        found[interview.pseudonym] = interview
    return tuple(found.values())


def _interview(place: str, row: Row, kinds: Collection[str]) -> Interview:
    _check_form(place, row, PSEUDONYM, INTERVIEW_FORM, "Write int and 26 letters a to z or digits 2 to 7.")
    _check_form(
        place,
        row,
        INVESTIGATION,
        f"({INVESTIGATION_FORM}|{NO_CASE})?",
        f"Name the investigation by its pseudonym, or write {NO_CASE} where the interview is about no case.",
    )
    _check_form(place, row, ETHICS, ETHICS_FORM, "Give the reference of the approval, in letters, digits and dashes.")
    _check_code(place, row, KIND, kinds)
    _check_code(place, row, SCOPE, [scope.value for scope in ConsentScope])
    given, withdrawn = _date(place, row, GIVEN), _date(place, row, WITHDRAWN)
    if withdrawn and (given is None or withdrawn < given):
        raise InterviewError(
            "is before consent was given, or without it",
            where=f"{place}, column {WITHDRAWN}",
            remedy="Who agrees again after a withdrawal has a new date of consent and an empty withdrawal.",
        )
    return Interview(
        row[PSEUDONYM], row[INVESTIGATION], row[KIND], ConsentScope(row[SCOPE]), given, withdrawn, row[ETHICS]
    )


def _check_form(place: str, row: Row, column: str, form: str, remedy: str) -> None:
    if not re.fullmatch(form, row[column]):
        raise InterviewError("has not its form", where=f"{place}, column {column}", remedy=remedy)


def _check_code(place: str, row: Row, column: str, codes: Collection[str]) -> None:
    if row[column] not in codes:
        remedy = f"Use one of {', '.join(codes)}."
        raise InterviewError("is none of its codes", where=f"{place}, column {column}", remedy=remedy)


def _date(place: str, row: Row, column: str) -> dt.date | None:
    try:
        return dt.date.fromisoformat(row[column]) if row[column] else None
    except ValueError:
        remedy = "Write it as 2026-01-31, or leave it empty."
        raise InterviewError("is no date", where=f"{place}, column {column}", remedy=remedy) from None
