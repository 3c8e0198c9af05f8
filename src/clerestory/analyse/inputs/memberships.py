"""Ties between suspects and the events that they share, with the quarters from which to which each holds."""

from __future__ import annotations

from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from clerestory.analyse.contributors import live_operations
from clerestory.analyse.inputs.cases import Source, TooFewError, meeting_cases
from clerestory.analyse.routes import PERSON, WITHIN
from clerestory.errors import TableError
from clerestory.model.commission import NetworkEvents, NetworkPeriod, NetworksRequest
from clerestory.model.contributors import ContributorParts
from clerestory.model.findings.networks import Role, TieTable
from clerestory.model.findings.networks.ties import NOT_SAID, Codes
from clerestory.model.links.linked import CountBy
from clerestory.model.links.people import PersonKind

MOST_QUARTERS = 200  # fifty years
_SUSPECT, _OFFENCE, _INVESTIGATION = PersonKind.SUSPECT.value, "offence", "investigation"
_LINK = "link_suspect_offence"
_NEEDED = (
    f"{_LINK}.role",
    f"{_INVESTIGATION}.lead_body",
    f"{_OFFENCE}.quarter_recorded",
    f"{_OFFENCE}.year_offence_from",
    f"{_OFFENCE}.year_offence_to",
)


def ties_of_suspects(source: Source, request: NetworksRequest, *, by: CountBy, last: int) -> TieTable:
    """Give the ties that a study asks networks of.

    A tie without the year or quarter of its beginning is left out. What still holds in the last quarter goes on.

    Parameters
    ----------
    source : Source
    request : NetworksRequest
    by : CountBy
        What a person is: a pseudonym, or a linked person.
    last : int
        The last quarter that the returns cover, in quarters since the year 0.

    Returns
    -------
    TieTable
        The operation of a tie is its investigation, its force the body that leads it; confidential.

    Raises
    ------
    TableError
        If ties span too many years.
    TooFewError
        If there are none.
    """
    return _table(_read(source, request, by, last), last)


def ties_with_operations(
    source: Source, request: NetworksRequest, *, by: CountBy, last: int
) -> tuple[TieTable, ContributorParts]:
    """Give the same, and how many of all persons who have a tie are in each operation."""
    ties = _read(source, request, by, last)
    behind = ties.filter(pl.col("operation").is_not_null()).group_by("operation").agg(pl.col("person").n_unique())
    names = tuple(behind.sort("operation")["operation"].to_list())
    persons = behind.sort("operation")["person"].to_numpy().astype(np.int64)
    live = live_operations(source.instrument, source.engine, names)
    everybody = np.zeros(len(names), dtype=np.int64)
    return _table(ties, last), ContributorParts(names, everybody, np.arange(len(names)), persons, live)


def _read(source: Source, request: NetworksRequest, by: CountBy, last: int) -> pl.DataFrame:
    for path in _NEEDED:
        source.instrument.variable(path)
    frame: pl.DataFrame = _memberships(source.counted(_SUSPECT, by), request).collect("polars").to_native()
    ties = _spans(frame, request, last)
    where = f"study.toml, networks {request.id}"
    if not len(ties):
        raise TooFewError("there are no ties")
    if last - int(ties["start"].to_numpy().min()) >= MOST_QUARTERS:
        remedy = "Set first_year: ties that begin before it are left out."
        raise TableError(f"has ties from over {MOST_QUARTERS} quarters ago", where=where, remedy=remedy)
    return ties


def _memberships(source: Source, request: NetworksRequest) -> nw.LazyFrame[Any]:
    """Give person, event, operation, force and role of each link of a suspect with an offence, and its times."""
    engine = source.engine
    suspects = engine.cases(_SUSPECT)
    person = PERSON if PERSON in suspects.collect_schema() else "sus_pseudo"
    people = suspects.select(*WITHIN, "sus_pseudo", person=nw.col(person)).unique()
    links = engine.cases(_LINK).select(*WITHIN, "sus_pseudo", "off_pseudo", "role")
    times = ("quarter_recorded", "year_offence_from", "year_offence_to")
    offences = engine.cases(_OFFENCE).select(*WITHIN, "off_pseudo", "inv_pseudo", *times)
    led = engine.cases(_INVESTIGATION).select(*WITHIN, "inv_pseudo", force=nw.col("lead_body"))
    joined = links.join(people, on=[*WITHIN, "sus_pseudo"], how="inner")
    joined = joined.join(offences, on=[*WITHIN, "off_pseudo"], how="inner")
    joined = joined.join(led, on=[*WITHIN, "inv_pseudo"], how="left")
    if request.definition:
        met = meeting_cases(source, _INVESTIGATION, request.definition).select(inv_pseudo=nw.col("id"))
        joined = joined.join(met, on="inv_pseudo", how="inner")
    event = "off_pseudo" if request.events is NetworkEvents.OFFENCE else "inv_pseudo"
    return joined.select("person", "force", "role", *times, event=nw.col(event), operation=nw.col("inv_pseudo"))


def _spans(frame: pl.DataFrame, request: NetworksRequest, last: int) -> pl.DataFrame:
    """Give each tie once, with its first and last quarter; sorted, so that every engine gives the same."""
    start, end = _recorded() if request.period is NetworkPeriod.RECORDED else _years()
    timed = frame.with_columns(start=start, end=end).filter(
        pl.col("start").is_not_null() & (pl.col("start") <= last) & (pl.col("start") >= 4 * (request.first_year or 0))
    )
    of_event = pl.col("operation", "force").min().over("event")  # an event is of one operation
    grouped = timed.with_columns(of_event).group_by("person", "event", "operation", "force", "role")
    return (
        grouped.agg(pl.col("start").min(), pl.col("end").max().clip(upper_bound=last))
        .sort("person", "event", "role", nulls_last=True)
    )  # fmt: skip


def _years() -> tuple[pl.Expr, pl.Expr]:
    first = pl.col("year_offence_from").cast(pl.Int64)
    to = pl.max_horizontal(pl.col("year_offence_to").cast(pl.Int64), first)
    return 4 * first, 4 * to + 3


def _recorded() -> tuple[pl.Expr, pl.Expr]:
    year, number = (pl.col("quarter_recorded").str.slice(at, n).cast(pl.Int64) for at, n in ((0, 4), (6, 1)))
    return 4 * year + number - 1, 4 * year + number - 1


def _table(ties: pl.DataFrame, last: int) -> TieTable:
    end = ties["end"].to_numpy()
    return TieTable(
        person=_numbered(ties, "person"),
        event=_numbered(ties, "event"),
        operation=_numbered(ties, "operation"),
        start=ties["start"].to_numpy(),
        end=end,
        ongoing=end >= last,
        force=_numbered(ties, "force"),
        role=_roles(ties["role"]),
    )


def _numbered(ties: pl.DataFrame, column: str) -> Codes:
    """Give each value a number from 0; what is not said gets -1."""
    ranks = ties.select(pl.col(column).rank("dense").cast(pl.Int64).fill_null(NOT_SAID + 1))[column].to_numpy()
    return np.asarray(ranks - 1, dtype=np.int64)


def _roles(column: pl.Series) -> Codes:
    """Give the place of each role among those that networks tell of."""
    place = {role.value: at for at, role in enumerate(Role)}
    return column.replace_strict(place, default=NOT_SAID, return_dtype=pl.Int64).to_numpy().astype(np.int64)
