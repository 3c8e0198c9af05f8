"""What the cases in a study's vault say of investigations, for holds."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence

import polars as pl

from clerestory.model.redaction.holds import CaseRecord, Hold, HoldState, hold_on, states_of_stages
from clerestory.pipeline.live_cases.certified import checked_certifications
from clerestory.pipeline.redaction.holds import holds_on
from clerestory.protect.holds.cases import ID, LEAD, LINKED, RELEASE, REVIEW, STAGE
from clerestory.study import Study

INVESTIGATION = "investigation"


def frame_of(study: Study, entity: str, columns: Sequence[str]) -> pl.DataFrame | None:
    """Give columns of an entity's cases as text; None where the vault has no such cases, or not these columns."""
    path = study.vault / "cases" / f"{entity}.parquet"
    if not path.exists() or not set(columns) <= set(pl.read_parquet_schema(path)):
        return None
    return pl.read_parquet(path, columns=list(columns)).with_columns(pl.col(list(columns)).cast(pl.String))


def records_of(study: Study, of: Collection[str] | None = None) -> tuple[CaseRecord, ...]:
    """Give every record of an investigation, or of some; without cases, or a field that a hold needs, there is none."""
    frame = frame_of(study, INVESTIGATION, (ID, STAGE, LINKED, RELEASE))
    if frame is None:
        return ()
    for also in (REVIEW, LEAD):
        more = frame_of(study, INVESTIGATION, (also,))
        frame = frame if more is None else frame.hstack(more)
    asked = frame if of is None else frame.filter(pl.col(ID).is_in(list(of)))
    return tuple(_record(row) for row in asked.fill_null("").iter_rows(named=True))


def holds_of_study(study: Study, day: dt.date, *, of: Collection[str] | None = None) -> dict[str, Hold]:
    """Give the hold of every investigation of which the vault has a record, or of some, by pseudonym.

    Raises
    ------
    DecisionError
        If a certificate that would count is ill formed, of the wrong person, or not signed.
    """
    records = records_of(study, of)
    return holds_on(day, records, stages_of(study), certified=checked_certifications(study, records))


def hold_in_study(study: Study, investigation: str, holds: dict[str, Hold], *, day: dt.date) -> Hold:
    """Give the hold of one investigation; one without a record is held."""
    unknown = hold_on(day, (), stages_of(study), investigation=investigation)
    return holds.get(investigation, unknown)


def stages_of(study: Study) -> dict[str, HoldState]:
    """Give the hold of each stage by the code list of the study; none where it has no such list."""
    codelist = study.instrument.codelists.get(STAGE)
    return dict(states_of_stages(codelist)) if codelist else {}


def _record(row: dict[str, str]) -> CaseRecord:
    return CaseRecord(row[ID], row[STAGE], row[LINKED], row[RELEASE], _day(row.get(REVIEW, "")), lead=row.get(LEAD, ""))


def _day(said: str) -> dt.date | None:
    """Read a date; one that is none makes no review later, since a year is the most."""
    try:
        return dt.date.fromisoformat(said[:10])
    except ValueError:
        return None
