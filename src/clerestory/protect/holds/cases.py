"""Reading what is known of cases: the fields of the instrument's investigations that a hold is computed from."""

from __future__ import annotations

from pathlib import Path

from clerestory.errors import RedactionError
from clerestory.model.instrument import Instrument
from clerestory.model.redaction.holds import CaseRecord
from clerestory.protect.holds.rows import Row, rows_of

ID, STAGE, LINKED, RELEASE, REVIEW = (
    "inv_pseudo",
    "proceedings_stage",
    "linked_matters",
    "police_release",
    "release_review_date",
)
LEAD = "lead_body"  # whose officer certifies; only a study has use for it
_LISTS = {STAGE: "proceedings_stage", LINKED: "yes_no_missing", RELEASE: "hold_state"}


def read_cases(path: Path, instrument: Instrument) -> tuple[CaseRecord, ...]:
    """Read the records of investigations; other columns of the file are not looked at.

    Parameters
    ----------
    path : Path
        CSV in UTF-8 with the columns inv_pseudo, proceedings_stage, linked_matters and police_release, and where there
        is one release_review_date. An empty field says that it is not known, and what is not known holds.
    instrument : Instrument
        Whose code lists the fields keep to.

    Raises
    ------
    RedactionError
        If it is no such file, a code is none of its list, or there is no record.
    """
    codes = {column: tuple(instrument.codelists[name].by_code) for column, name in _LISTS.items()}
    records = tuple(_record(row, codes) for row in rows_of(path, (ID, *_LISTS)))
    if not records:
        raise RedactionError("has no record", where=str(path), remedy="Add a row for each investigation.")
    return records


def _record(row: Row, codes: dict[str, tuple[str, ...]]) -> CaseRecord:
    stage, linked, release = (row.code(column, codes[column]) for column in (STAGE, LINKED, RELEASE))
    return CaseRecord(row.needed(ID), stage, linked, release, row.day(REVIEW))
