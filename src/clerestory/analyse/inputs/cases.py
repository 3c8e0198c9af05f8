"""The cases of a finding, each once, with the leaves that they count under; as the tables of a study have them."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import polars as pl

from clerestory.analyse.classify import Coding, coding_of, coding_of_persons
from clerestory.analyse.codings import occurring
from clerestory.analyse.contributors import operation_parts
from clerestory.analyse.definitions import patterns_of_cases
from clerestory.analyse.engines import Engine
from clerestory.analyse.leaves import leaves_of_cases
from clerestory.analyse.persons import ByPersons
from clerestory.analyse.routes import identity_of
from clerestory.errors import TableError
from clerestory.model.contributors import ContributorParts
from clerestory.model.definitions import DEFINITION, GroupDefinition, Met, code_of, leaves_with, possible_patterns
from clerestory.model.instrument import Instrument
from clerestory.model.links.linked import CountBy

_PATTERN = "pattern"
_UNKNOWN = -1  # no leaf has it
NUMBER = "n"  # the column of how many cases have a combination


class TooFewError(Exception):
    """The cases are too few for what is asked of them; no fault of a user, so a paper says so and no run stops."""


@dataclass(frozen=True)
class Source:
    """Where cases lie: the instrument that they follow, and the engine that reads them."""

    instrument: Instrument
    engine: Engine

    def counted(self, entity: str, by: CountBy) -> Source:
        """Give the source on which cases of an entity are what counts once: pseudonyms, or linked persons."""
        if by is CountBy.PSEUDONYM:
            return self
        return Source(self.instrument, ByPersons(self.engine, self.instrument, entity))

    def coding(self, path: str, group: str | None, by: CountBy) -> Coding:
        """Give the coding of a variable, under the parents of a group if asked.

        Raises
        ------
        TableError
            If definitions are asked for, which are a setting of their own, or the variable has no codes.
        """
        if path == DEFINITION:
            raise TableError(
                f"{path} is a setting of its own", where="study.toml", remedy="Name the definition in definition."
            )
        found = coding_of(self.instrument, path, {group}, occurring(self.instrument, self.engine, path))
        return coding_of_persons(found) if by is CountBy.PERSON else found


@dataclass(frozen=True)
class Chosen:
    """Which cases of an entity are looked at, and what counts once."""

    entity: str
    by: CountBy
    definition: GroupDefinition | None


def cases_of(source: Source, chosen: Chosen) -> nw.LazyFrame[Any]:
    """Give ``id`` of each case, once; under a definition those that meet it."""
    identity = identity_of(source.instrument, source.engine, chosen.entity)
    ids = source.engine.cases(chosen.entity).select(id=nw.col(identity)).unique()
    if chosen.definition is None:
        return ids
    return ids.join(meeting_cases(source, chosen.entity, chosen.definition), on="id", how="inner")


def meeting_cases(source: Source, entity: str, definition: GroupDefinition) -> nw.LazyFrame[Any]:
    """Give ``id`` of each case of an entity that meets a definition."""
    met = leaves_with(definition, Met.YES)
    places = [at for at, pattern in enumerate(possible_patterns()) if code_of(pattern) in met]
    patterns = patterns_of_cases(source.instrument, source.engine, entity, name=_PATTERN)
    return patterns.filter(nw.col(_PATTERN).is_in(places)).select("id")


@dataclass(frozen=True, repr=False)
class Combinations:
    """The combinations of leaves that cases have; confidential.

    Attributes
    ----------
    counts : DataFrame
        A column for each coding and each further column, as whole numbers, -1 where nothing is known; and ``n``, how
        many cases have it. Sorted.
    """

    counts: pl.DataFrame
    _source: Source
    _entity: str
    _frame: nw.LazyFrame[Any]

    def operations(self) -> ContributorParts:
        """Count the cases of each combination in each operation; combinations are rows of ``counts``.

        Raises
        ------
        TableError
            If the instrument has no operations, or the cases are in none.
        """
        of = self._source
        return operation_parts(of.instrument, of.engine, self._entity, self._frame, self.counts.drop(NUMBER))


def combinations_of(
    source: Source, chosen: Chosen, codings: Mapping[str, Coding], beside: Sequence[nw.LazyFrame[Any]] = ()
) -> Combinations:
    """Count the cases of each combination of leaves.

    Parameters
    ----------
    codings : mapping of str to Coding
        By the column in which the number of the leaf is given.
    beside : sequence of lazy frames
        Further columns by ``id``.
    """
    frame = cases_of(source, chosen)
    for name, coding in codings.items():
        leaves = leaves_of_cases(source.instrument, source.engine, chosen.entity, coding, by=chosen.by, name=name)
        frame = frame.join(source.engine.held(leaves), on="id", how="left")
    for more in beside:
        frame = frame.join(source.engine.held(more), on="id", how="left")
    names = [name for name in frame.collect_schema().names() if name != "id"]
    frame = frame.select("id", *(nw.col(name).cast(nw.Int64()).fill_null(_UNKNOWN) for name in names))
    counted = frame.group_by(names).agg(nw.len().alias(NUMBER))
    found: pl.DataFrame = counted.select(*(nw.col(name).cast(nw.Int64()) for name in (*names, NUMBER))).collect(
        "polars"
    ).to_native()  # fmt: skip
    return Combinations(found.sort(names), source, chosen.entity, frame)
