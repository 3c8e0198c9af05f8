"""The attack on a release: bounds by linear programmes, and other populations that agree with all that is published.

A cell is *not pinned* when two whole numbers are possible for it. The linear programme gives the interval that an
outsider can compute; it may be wider than what whole numbers allow, so each unsafe cell needs witnesses as well:
populations in whole cases that agree with every published number and give the cell other counts, as far apart as is
asked for. Whoever knows a part of the cases strikes out the populations that do not agree with it; what is left must
lie as far apart.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from clerestory.model.attackers import Attacker
from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import ConfidentialCohort, Predicate, ProtectedTable
from clerestory.progress import SILENT, Progress
from clerestory.protect.audit.knowers import BlockKnowers, block_knowers
from clerestory.protect.audit.knowledge import Ints, blocks, published_cells
from clerestory.protect.audit.programmes import CLOSE, Programmes
from clerestory.protect.audit.remainders import leaves_a_small_remainder


@dataclass(frozen=True)
class Interval:
    """What an outsider can say of an unsafe cell."""

    cell: Predicate
    lower: float
    upper: float

    @property
    def width(self) -> int:
        """How far apart the lowest and the highest whole number within lie; below 0 where there is none."""
        return int(np.floor(self.upper + CLOSE) - np.ceil(self.lower - CLOSE))


@dataclass(frozen=True)
class Witness:
    """Another population: moves of cases between kinds that change ``cells`` and no published number.

    ``alike`` says that its printed cells have the same grades as the true ones. Such a population is published byte for
    byte alike, unless the choice of cells also looked at something that no table prints (methods/protection.md).
    """

    names: tuple[str, ...]
    moves: tuple[tuple[tuple[tuple[str, ...], ...], int], ...]  # (leaves of each classification, change)
    cells: tuple[Predicate, ...]
    alike: bool


@dataclass(frozen=True)
class Audit:
    """What the attack found; confidential."""

    intervals: tuple[Interval, ...]
    witnesses: tuple[Witness, ...]
    failed: tuple[Predicate, ...]  # cells that somebody bounds more closely than is allowed, as far as was found
    remainders: tuple[str, ...]  # tables in which published numbers leave over an unsafe sum

    @property
    def is_safe(self) -> bool:
        """Whether nothing unsafe can be computed."""
        return not self.failed and not self.remainders


def audit(
    cohort: ConfidentialCohort,
    tables: Sequence[ProtectedTable],
    unsafe: Sequence[Predicate],
    *,
    rule: ThresholdRule,
    widths: Mapping[Predicate, int] | None = None,
    attackers: Collection[Attacker] = (Attacker.OUTSIDER,),
    remainder_rules: Sequence[ThresholdRule] | None = None,
    earlier: Sequence[ProtectedTable] = (),
    progress: Progress = SILENT,
) -> Audit:
    """Attack the published tables of a cohort, and look for witnesses for each unsafe cell in everybody's eyes.

    Parameters
    ----------
    cohort : ConfidentialCohort
        The true cases: what a witness must differ from, and whose they are.
    tables : sequence of ProtectedTable
        Everything that is published of the cohort.
    unsafe : sequence of Predicate
        The cells that must not be known, whether a table prints them or not.
    rule : ThresholdRule
        Its doublings are the grades of a witness that is alike.
    widths : mapping of Predicate to int, optional
        How far apart two possible counts of an unsafe cell must lie; 1 where nothing is said.
    attackers : collection of Attacker
        Beside the outsider, who always attacks.
    remainder_rules : sequence of ThresholdRule, optional
        For each table, what holds for what a published sum and its published parts leave over; by default ``rule``.
    earlier : sequence of ProtectedTable
        What readers know of the same cases from before.

    Returns
    -------
    Audit
        Intervals in cases, witnesses, and what failed.
    """
    progress.begin(f"attack on {cohort.name} tables", len(unsafe))
    intervals: list[Interval] = []
    witnesses: list[Witness] = []
    everything = [*tables, *earlier]
    failed = _shown(cohort, everything, unsafe)
    asked = dict.fromkeys(unsafe, 1) | dict(widths or {})
    for block in blocks(cohort, everything):
        programmes = Programmes(block, rule, ones=Attacker.SINGLETON in attackers)
        attack = _Attack(programmes, block_knowers(cohort, block, attackers))
        mine = {cell: asked[cell] for cell in unsafe if block.can_tell(cell) and cell not in failed}
        attack.not_pinned(mine)
        for cell, width in mine.items():
            bounds = attack.programmes.bounds(cell)
            interval = Interval(cell, *(bounds or (0.0, 0.0)))  # a solver that gives up counts as a pinned cell
            intervals.append(interval)
            if interval.width < width or not attack.withstands(cell, width):
                failed.append(cell)
            progress.advance()
        witnesses += attack.witnesses(mine)
    checked = {interval.cell for interval in intervals}
    failed += [cell for cell in unsafe if cell not in checked]
    pairs = zip(tables, remainder_rules or [rule] * len(tables), strict=True)
    remainders = tuple(t.shape.id for t, own in pairs if not t.whole and leaves_a_small_remainder(t, own))
    return Audit(tuple(intervals), tuple(witnesses), tuple(dict.fromkeys(failed)), remainders)


@dataclass(frozen=True)
class _Other:
    """Another population, and those who know that it is not the true one."""

    change: Ints
    alike: bool
    ruled_out: frozenset[int]


class _Attack:
    """The attack on one block: other populations, as many as it takes."""

    def __init__(self, programmes: Programmes, knowers: BlockKnowers) -> None:
        self.programmes, self._block, self._knowers = programmes, programmes.block, knowers
        self._others: list[_Other] = []
        # a cell is looked at in all populations that were found, again and again; so many rows take 40 MB at most
        self._row_of = lru_cache(maxsize=1_000)(programmes.block.row_of)

    def not_pinned(self, cells: Collection[Predicate]) -> None:
        """Find other populations until each cell has one that changes it, or none is found; first alike ones."""
        waiting = list(cells)
        while waiting:
            target = waiting.pop(0)
            change = self.programmes.smallest(target, self.programmes.alike())
            if change is None:
                change = self.programmes.smallest(target, self.programmes.possible())
            if change is not None:
                self._take(change)
                waiting = [cell for cell in waiting if not self._by(change, cell)]

    def withstands(self, cell: Predicate, width: int) -> bool:
        """Look for populations until the counts of a cell lie far enough apart in all eyes; say whether they do."""
        own = self._knowers.owners(self._block, self._count(cell), self._block.row_of(cell).astype(np.int64))
        if self._spread(cell) < width:
            self._search(cell, width, frozenset())
        if self._spread(cell) < width:
            return False
        exposed = self._exposed(cell, width) - own
        if exposed:
            self._search(cell, width, exposed)
        for knower in sorted(self._exposed(cell, width) - own):
            if self._spread(cell, knower) < width:
                self._search(cell, width, frozenset({knower}))
            if self._spread(cell, knower) < width:
                return False
        return True

    def witnesses(self, cells: Collection[Predicate]) -> Iterator[Witness]:
        """Give every population that was found, with those of some cells that it changes."""
        for other in self._others:
            changed = tuple(cell for cell in cells if self._by(other.change, cell))
            yield Witness(self._block.names, self._moves(other.change), changed, other.alike)

    def _search(self, cell: Predicate, width: int, knowers: frozenset[int]) -> None:
        """Look for a population that no one of some knowers rules out and that is far enough; or for two, together."""
        within = self.programmes.known_to(self._knowers.known(knowers), self._knowers.least(knowers))
        change = self.programmes.smallest(cell, within, width)
        for found in self.programmes.farthest(cell, within, width) if change is None else (change,):
            self._take(found)

    def _take(self, change: Ints) -> None:
        ruled_out = self._knowers.ruling_out(self._block, change)
        self._others.append(_Other(change, self.programmes.is_alike(change), ruled_out))

    def _spread(self, cell: Predicate, knower: int | None = None) -> int:
        """Give how far apart the counts of a cell lie that are possible in the eyes of a knower, or of the outsider."""
        by = [self._by(other.change, cell) for other in self._others if knower not in other.ruled_out]
        return max([0, *by]) - min([0, *by])

    def _exposed(self, cell: Predicate, width: int) -> frozenset[int]:
        """Give the knowers in whose eyes the counts of a cell lie too close together."""
        there = [other for other in self._others if self._by(other.change, cell)]
        alone = [other.ruled_out for other in there if abs(self._by(other.change, cell)) >= width]
        some = frozenset.intersection(*alone) if alone else frozenset().union(*(other.ruled_out for other in there))
        return frozenset(knower for knower in some if self._spread(cell, knower) < width)

    def _by(self, change: Ints, cell: Predicate) -> int:
        return int(change[self._row_of(cell)].sum())

    def _count(self, cell: Predicate) -> int:
        return self._by(self._block.truth, cell)

    def _moves(self, change: Ints) -> tuple[tuple[tuple[tuple[str, ...], ...], int], ...]:
        moves = []
        for number in np.flatnonzero(change):
            leaves = tuple(
                tuple(code for code, n in zip(codes, numbers, strict=True) if n == value)
                for codes, numbers, value in zip(
                    self._block.codes, self._block.numbers, self._block.kinds[number], strict=True
                )
            )
            moves.append((leaves, int(change[number])))
        return tuple(moves)


def already_known(
    cohort: ConfidentialCohort,
    earlier: Sequence[ProtectedTable],
    unsafe: Sequence[Predicate],
    *,
    rule: ThresholdRule,
) -> tuple[Predicate, ...]:
    """Give the unsafe cells that readers can compute from earlier tables alone, whatever is published now.

    Only what linear programmes bound to the true number counts: a solver that gives up proves nothing here.
    """
    found = dict.fromkeys(_shown(cohort, earlier, unsafe))
    for one in outsider_bounds(cohort, earlier, [cell for cell in unsafe if cell not in found], rule=rule):
        if all(abs(end - cohort.count(one.cell)) < CLOSE for end in (one.lower, one.upper)):
            found[one.cell] = None
    return tuple(found)


def outsider_bounds(
    cohort: ConfidentialCohort,
    tables: Sequence[ProtectedTable],
    cells: Collection[Predicate],
    *,
    rule: ThresholdRule,
) -> Iterator[Interval]:
    """Yield what linear programmes bound of some cells by these tables alone; a solver that gives up bounds nothing."""
    for block in blocks(cohort, tables) if tables else ():
        programmes = Programmes(block, rule)
        for cell in cells:
            bounds = programmes.bounds(cell) if block.can_tell(cell) else None
            if bounds is not None:
                yield Interval(cell, *bounds)


def _shown(cohort: ConfidentialCohort, tables: Sequence[ProtectedTable], cells: Sequence[Predicate]) -> list[Predicate]:
    printed = published_cells(cohort, tables)
    return [cell for cell in cells if cell in printed and printed[cell].count is not None]
