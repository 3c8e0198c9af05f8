"""Tables of a study: for each counted entity one cohort, and every table a margin of it.

A case counts once. Where its records disagree, it counts under the known value that was recorded most often; ties go to
the first in code-list order. It counts as not recorded only where no record knows. Of a person whose records are linked
each giver has one voice, and where these are even the person counts as one of whom it is not recorded (resolving.py).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, replace
from types import MappingProxyType
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from clerestory.analyse.basis import about, counting_basis
from clerestory.analyse.codings import coding_for, is_definition
from clerestory.analyse.contributors import giver_parts, operation_parts
from clerestory.analyse.definitions import patterns_of_cases
from clerestory.analyse.engines import Engine
from clerestory.analyse.givers import GIVER, alone_in, investigations_of_givers
from clerestory.analyse.leaves import leaf_records, leaves_of_cases
from clerestory.analyse.persons import ByPersons, number_of_bodies
from clerestory.analyse.routes import identity_of
from clerestory.analyse.shapes import MEMBERSHIP, Plan, lists_of, membership, shape_of
from clerestory.errors import TableError
from clerestory.model.commission import OverlapTable, TableRequest
from clerestory.model.definitions import DEFINITION
from clerestory.model.durations import DURATION
from clerestory.model.durations import NEEDED as YEARS
from clerestory.model.instrument import RETURN, Instrument
from clerestory.model.links.linked import CountBy, ExpectedError
from clerestory.model.links.requests import check_one_way
from clerestory.model.tables import (
    OFF,
    ON,
    Classification,
    ConfidentialCohort,
    ConfidentialTable,
    Mask,
    Predicate,
    TableShape,
)
from clerestory.progress import SILENT, Progress


@dataclass(frozen=True)
class Tabulation:
    """The cohorts and their tables; confidential."""

    cohorts: Mapping[str, ConfidentialCohort]
    tables: tuple[ConfidentialTable, ...]


def tabulate(
    instrument: Instrument,
    engine: Engine,
    requests: Sequence[TableRequest],
    *,
    operations: bool = False,
    givers: bool = False,
    errors: Mapping[str, ExpectedError] = MappingProxyType({}),
    progress: Progress = SILENT,
) -> Tabulation:
    """Make the confidential tables that a study asks for.

    Parameters
    ----------
    instrument : Instrument
        Variables, keys and code lists of the cases.
    engine : Engine
        Reads the cases; the tables are the same on every engine.
    requests : sequence of TableRequest
        In the order of study.toml.
    operations, givers : bool
        Whether the cohorts are to know the operations behind their cases, and who sent them, which some rules and
        attackers ask for.
    errors : mapping of str to ExpectedError
        Of each entity that is counted by person, what its linkage expects to be wrong.

    Returns
    -------
    Tabulation
        One cohort for each counted entity; tables in the order of the requests, in cases.

    Raises
    ------
    TableError
        If a variable is not there, cannot be reached by keys or cannot be a row or column; if an entity is counted by
        pseudonym in one table and by person in another, or by person where not everybody is linked.
    """
    _check_one_way(requests)
    progress.begin("tables", len(requests))
    cohorts: dict[str, ConfidentialCohort] = {}
    plans: dict[str, Plan] = {}
    for counted in dict.fromkeys(request.count for request in requests):
        mine = [request for request in requests if request.count == counted]
        plans[counted] = _plan(instrument, engine, counted, mine)
        on = ByPersons(engine, instrument, counted) if plans[counted].by is CountBy.PERSON else engine
        cohorts[counted] = _cohort(instrument, on, plans[counted], operations=operations, givers=givers)
    investigations = investigations_of_givers(instrument, engine)
    basis = counting_basis(instrument, engine)
    units = {entity: error.unit(number_of_bodies(engine)) for entity, error in errors.items()}
    tables = []
    for request in requests:
        unit = units[request.count] if request.count_by is CountBy.PERSON else None
        shape = replace(shape_of(request, plans[request.count]), about=about(request, basis), persons=unit)
        tables.append(_filled(shape, cohorts[request.count], _alone(shape, plans[request.count], investigations)))
        progress.advance()
    return Tabulation(cohorts, tuple(tables))


def _check_one_way(requests: Sequence[TableRequest]) -> None:
    try:
        check_one_way([(request.id, request.count, request.count_by) for request in requests])
    except ValueError as error:
        remedy = "What readers have counted in one way is not counted in the other: docs/methods/persons.md says why."
        raise TableError(str(error), where="tables of now and of before", remedy=remedy) from None


def _plan(instrument: Instrument, engine: Engine, counted: str, requests: Sequence[TableRequest]) -> Plan:
    by = requests[0].count_by
    groups: dict[str, set[str | None]] = {}
    listed: dict[str, set[str | None]] = {}
    for request in requests:
        into = listed if isinstance(request, OverlapTable) else groups
        if request.definition:
            groups.setdefault(DEFINITION, set()).add(None)
        for path in _paths(request):
            into.setdefault(path, set()).add(request.groups.get(path))
    _check_lists(counted, set(groups), set(listed), by=by)
    _check_reasons(instrument, counted, set(groups) | set(listed))
    _check_durations(counted, set(groups))
    coded = {path: coding_for(instrument, engine, path, wanted, by=by) for path, wanted in groups.items()}
    lists = {path: coding_for(instrument, engine, path, wanted) for path, wanted in listed.items()}
    return Plan(counted, coded, lists, by)


def _check_lists(counted: str, rows: Set[str], lists: Set[str], *, by: CountBy) -> None:
    """Refuse lists beside what is bound to them in a way that the attacker of the audit is not told about.

    That is the one value that a case counts under of the variable that names the lists; and of persons whatever only a
    return has, since "several bodies" says that a person is on several lists.
    """
    of_returns = {path for path in rows if path.startswith(RETURN + ".")} if by is CountBy.PERSON and lists else set()
    both = sorted(rows & lists) or sorted(of_returns)
    if both:
        raise TableError(
            f"{both[0]} names the lists of one table and is a row or column of another"
            if both[0] in lists
            else f"{both[0]} is a row or column of one table, and another has the lists that persons are on",
            where=f"study.toml, tables that count {counted}",
            remedy="Keep one of the two.",
        )


def _check_reasons(instrument: Instrument, counted: str, paths: Set[str]) -> None:
    """Refuse tables of a field beside tables of the reason why it is empty.

    Where the field is empty there is a reason, and nowhere else (rule V2): the same cases twice, under two names, each
    time protected as if the other were not there.
    """
    for path in sorted(paths):
        entity, _ = path.split(".", 1)
        reasons = {f"{entity}.{name}" for name in instrument.reason_columns_of(instrument.variable(path))} & paths
        if reasons:
            raise TableError(
                f"{min(reasons)} says why {path} is empty, and both are asked for",
                where=f"study.toml, tables that count {counted}",
                remedy="Keep one of the two: a count hidden in one table could be read from the other.",
            )


def _check_durations(counted: str, paths: Set[str]) -> None:
    """Refuse durations beside both years that they are computed from: the attacker is not told what binds the three."""
    if {DURATION, *YEARS} <= paths:
        raise TableError(
            f"{DURATION} follows from {' and '.join(sorted(YEARS))}, and all are asked for",
            where=f"study.toml, tables that count {counted}",
            remedy="Leave one of the three out: a count hidden in one table could be read from the others.",
        )


def _paths(request: TableRequest) -> list[str]:
    if isinstance(request, OverlapTable):
        return [request.lists]
    return [path for path in dict.fromkeys([request.rows, request.columns, *request.only]) if path]


def _cohort(
    instrument: Instrument, engine: Engine, plan: Plan, *, operations: bool, givers: bool
) -> ConfidentialCohort:
    """Count the cases of each combination of leaves."""
    identity = identity_of(instrument, engine, plan.counted)
    frame = engine.cases(plan.counted).select(id=nw.col(identity)).unique()
    classifications: list[Classification] = []
    for path, coding in plan.codings.items():
        name = f"c{len(classifications)}"
        leaves = engine.held(_leaves_of_cases(instrument, engine, plan, path, name=name))
        frame = frame.join(leaves, on="id", how="left")
        classifications.append(coding.classification)
    for path, coding in plan.lists.items():
        known = leaf_records(instrument, engine, plan.counted, coding)
        for number, leaf in enumerate(lists_of(coding)):
            name = f"c{len(classifications)}"
            here = known.filter(nw.col("leaf") == number).select("id").unique().with_columns(nw.lit(0).alias(name))
            frame = frame.join(here, on="id", how="left").with_columns(nw.col(name).fill_null(1))
            classifications.append(membership(path, leaf))
    frame = engine.held(frame)  # counted once for the cells, and again for operations and givers
    cohort = _counted(plan, frame, classifications)
    combinations = pl.DataFrame({f"c{number}": column for number, column in enumerate(cohort.combinations.T)})
    asked = (instrument, engine, plan.counted, frame, combinations)
    return replace(
        cohort,
        operations=operation_parts(*asked) if operations else None,
        givers=giver_parts(*asked) if givers else None,
    )


def _counted(plan: Plan, frame: nw.LazyFrame[Any], classifications: Sequence[Classification]) -> ConfidentialCohort:
    names = [f"c{number}" for number in range(len(classifications))]
    grouped = (
        frame.group_by(names).agg(nw.len().alias("n")).select(*(nw.col(c).cast(nw.Int64()) for c in (*names, "n")))
    )
    found: pl.DataFrame = grouped.collect("polars").to_native()
    table = found.select(*names, "n").sort(names).to_numpy().astype(np.int64).reshape(-1, len(names) + 1)
    cohort = ConfidentialCohort(plan.counted, tuple(classifications), table[:, :-1], table[:, -1])
    nowhere: Predicate = frozenset((c.name, frozenset({OFF})) for c in classifications if c.codes == (ON, OFF))
    # Every case came from some list, and everybody knows it; a case whose list was not recorded would break this.
    known_to_all = bool(plan.lists) and cohort.count(nowhere) == 0
    return replace(cohort, impossible=nowhere) if known_to_all else cohort


def _leaves_of_cases(instrument: Instrument, engine: Engine, plan: Plan, path: str, *, name: str) -> nw.LazyFrame[Any]:
    if is_definition(instrument, path):
        return patterns_of_cases(instrument, engine, plan.counted, name=name)
    return leaves_of_cases(instrument, engine, plan.counted, plan.codings[path], by=plan.by, name=name)


def _alone(shape: TableShape, plan: Plan, investigations: Mapping[str, int] | None) -> Mask | None:
    """Mark the cells of givers who are never published alone (rule V14)."""
    coding = (plan.codings | plan.lists).get(GIVER)
    if coding is None or investigations is None:
        return None
    return alone_in(shape, coding.leaf_of, investigations, membership=MEMBERSHIP)


def _filled(shape: TableShape, cohort: ConfidentialCohort, alone: Mask | None) -> ConfidentialTable:
    counts = np.zeros(shape.size, dtype=np.int64)
    for row in range(shape.size[0]):
        for column in range(shape.size[1]):
            counts[row, column] = cohort.count(shape.predicate(row, column))
    return ConfidentialTable(shape, counts, alone)
