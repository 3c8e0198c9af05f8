"""How far the estimates move when something is assumed to be wrong with the lists."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import permutations, product

import numpy as np

from clerestory.analyse.scale.bootstrap import totals_of
from clerestory.analyse.scale.choice import Chooser
from clerestory.analyse.scale.lattice import EVERY_ORDER, Floats
from clerestory.analyse.scale.methods import Procedures
from clerestory.analyse.scale.scenarios import with_links, without_referrals, without_strangers
from clerestory.model.findings.lists import LEAST_LISTS, ListTable
from clerestory.model.findings.scale import LinkShares, ScaleSettings, Scenario, ScenarioRange
from clerestory.progress import Progress

MOST_HIDDEN = 10  # suppressed counts, of which 1,024 extreme tables are looked at
_IMPOSSIBLE = "The counts are too small for so large a share."
_NOT_FINITE = "No finite estimate at some point of the range."


def hidden_tables(table: ListTable, settings: ScaleSettings) -> Floats:
    """Give every table with each suppressed count at its least or its greatest; shape (2 ** hidden, 2 ** k)."""
    ends = product((1, settings.suppressed_below - 1), repeat=len(table.hidden))
    tables = np.tile(table.counts.astype(np.float64), (2 ** len(table.hidden), 1))
    tables[:, list(table.hidden)] = np.array(list(ends)).reshape(len(tables), -1)
    return tables


@dataclass(frozen=True)
class _Supposed:
    """Tables at the points of one scenario; none where the counts contradict it."""

    scenario: Scenario
    what: str
    assumed: str
    tables: Floats | None
    choosers: list[Chooser]

    def range(self, totals: Floats) -> ScenarioRange:
        """Give the range of the totals of all tables by all choosers."""
        if not totals.size or not np.isfinite(totals).all():
            return ScenarioRange(self.scenario, self.what, self.assumed, why_not=_NOT_FINITE)
        return ScenarioRange(self.scenario, self.what, self.assumed, float(totals.min()), float(totals.max()))


def scenario_ranges(table: ListTable, procedures: Procedures, progress: Progress) -> tuple[ScenarioRange, ...]:
    """Give the range of estimates of each scenario, by the quick methods."""
    choosers = procedures.quick()
    supposed = [
        *_suppressed(table, procedures, choosers),
        *_dropped(table, procedures, choosers),
        *_links(procedures, choosers),
        *_referrals(table, procedures, choosers),
        *_strangers(table, procedures, choosers),
    ]
    totals = _totals(supposed, progress)
    return tuple(
        ScenarioRange(one.scenario, one.what, one.assumed, why_not=_IMPOSSIBLE) if found is None else one.range(found)
        for one, found in zip(supposed, totals, strict=True)
    )


def _totals(supposed: Sequence[_Supposed], progress: Progress) -> list[Floats | None]:
    """Give the totals of each scenario by its choosers; tables that ask the same of the same choosers go together."""
    together: dict[tuple[int, int], list[int]] = defaultdict(list)
    for number, one in enumerate(supposed):
        if one.tables is not None:
            together[id(one.choosers), one.tables.shape[1]].append(number)
    progress.begin("scenarios", len(together))
    found: list[Floats | None] = [None] * len(supposed)
    for numbers in together.values():
        tables = [one.tables for one in (supposed[number] for number in numbers) if one.tables is not None]
        stacked = np.concatenate(tables)
        totals = np.array([totals_of(stacked, chooser) for chooser in supposed[numbers[0]].choosers])
        ends = np.cumsum([len(part) for part in tables])[:-1]
        for number, part in zip(numbers, np.split(totals, ends, axis=1), strict=True):
            found[number] = part
        progress.advance()
    return found


def _suppressed(table: ListTable, procedures: Procedures, choosers: list[Chooser]) -> list[_Supposed]:
    if not table.hidden:
        return []
    most = procedures.settings.suppressed_below - 1
    return [
        _Supposed(
            Scenario.SUPPRESSED_COUNTS,
            f"{len(table.hidden)} suppressed counts",
            f"each 1 or {most}, in every combination",
            hidden_tables(table, procedures.settings),
            choosers,
        )
    ]


def _dropped(table: ListTable, procedures: Procedures, choosers: list[Chooser]) -> list[_Supposed]:
    if len(table.names) <= LEAST_LISTS:
        return []
    whole = table.with_counts(np.rint(procedures.counts).astype(np.int64))
    found = []
    for name in table.names:
        rest = whole.without(name).counts.astype(np.float64)
        # The models of many lists are searched; those of few are all looked at, and others than with the list.
        by = choosers if procedures.lists > EVERY_ORDER else Procedures(rest, procedures.settings).quick()
        found.append(_Supposed(Scenario.DROPPED_LIST, name, "the list was never kept", rest[None], by))
    return found


def _links(procedures: Procedures, choosers: list[Chooser]) -> list[_Supposed]:
    counts, of = procedures.counts, procedures.settings.assumed_links
    missed = [with_links(counts, missed=share, false=0) for share in of.missed.points]
    false = [with_links(counts, missed=0, false=share) for share in of.false.points]
    overlaps = "of the cases on two or more lists"
    return [
        _mended(Scenario.MISSED_LINKS, "all lists", f"{of.missed.words} {overlaps}", missed, choosers),
        _mended(Scenario.FALSE_LINKS, "all lists", f"{of.false.words} {overlaps}", false, choosers),
    ]


def moved_by_links(procedures: Procedures, links: LinkShares) -> tuple[float, float] | None:
    """Give the lowest and the highest factor by which the errors of links move an estimate, 1 among them.

    Missed and false links together, at the ends and the middle of their ranges, by each quick method against itself.

    Returns
    -------
    pair of float, or None
        None where some point of the ranges contradicts the counts or leaves no finite estimate: then nobody can say how
        far the links move the estimates.
    """
    counts = procedures.counts
    points = product(links.missed.points, links.false.points)
    tables = [with_links(counts, missed=missed, false=false) for missed, false in points]
    possible = [table for table in tables if table is not None]
    if len(possible) < len(tables):
        return None
    factors = []
    for chooser in procedures.quick():
        alone = totals_of(counts[None], chooser)[0]
        if np.isfinite(alone):  # else it is no part of the spread
            factors.append(totals_of(np.array(possible), chooser) / alone)
    found = np.concatenate([np.ones(1), *factors])
    return (float(found.min()), float(found.max())) if factors and np.isfinite(found).all() else None


def _referrals(table: ListTable, procedures: Procedures, choosers: list[Chooser]) -> list[_Supposed]:
    share = procedures.settings.referral
    found = []
    for giver, taker in permutations(range(len(table.names)), 2):
        tables = [without_referrals(procedures.counts, giver=giver, taker=taker, share=s) for s in share.points]
        what = f"{table.names[giver]} to {table.names[taker]}"
        found.append(_mended(Scenario.REFERRAL, what, f"{share.words} of the cases on both", tables, choosers))
    return found


def _strangers(table: ListTable, procedures: Procedures, choosers: list[Chooser]) -> list[_Supposed]:
    share = procedures.settings.over_coverage
    found = []
    for at, name in enumerate(table.names):
        tables = [without_strangers(procedures.counts, at=at, share=s) for s in share.points]
        found.append(_mended(Scenario.OVER_COVERAGE, name, f"{share.words} of its records", tables, choosers))
    return found


def _mended(
    scenario: Scenario, what: str, assumed: str, tables: Sequence[Floats | None], choosers: list[Chooser]
) -> _Supposed:
    possible = [table for table in tables if table is not None]
    every = np.array(possible) if len(possible) == len(tables) else None
    return _Supposed(scenario, what, assumed, every, choosers)
