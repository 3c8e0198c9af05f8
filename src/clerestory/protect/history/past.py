"""The past of a cohort's tables, in the terms of the search and of the attacker."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np

from clerestory.model.history import EarlierTable
from clerestory.model.rules import TableRules, ThresholdRule
from clerestory.model.tables import (
    ConfidentialCohort,
    ConfidentialTable,
    Counts,
    Mask,
    Position,
    Predicate,
    ProtectedTable,
    TableShape,
)
from clerestory.protect.cells import DistinctCells, distinct_cells
from clerestory.protect.history.changes import small_changes, told_by_old_sums
from clerestory.protect.history.known import still_true
from clerestory.protect.history.sums import Rest, cells_of, rests
from clerestory.protect.rules.differences import differences, printed_differences
from clerestory.protect.rules.primary import PrimaryRules
from clerestory.protect.suppress.cohorts.groups import SaidOfGroups, said_of_groups


@dataclass(frozen=True, repr=False)
class Past:
    """Earlier tables beside the tables that are asked for now.

    Attributes
    ----------
    rules : tuple of TableRules
        Of each table of now; what the past tells is held to those with the highest threshold.
    earlier : tuple of EarlierTable
    seen : tuple of ProtectedTable
        What is known of the cases of today: numbers that cannot be hidden any more.
    older : tuple of ConfidentialTable
        The same tables with true counts, where they have cells that no table of now has.
    changed : tuple of EarlierTable
        Tables that printed what is not true any more.
    """

    cohort: ConfidentialCohort
    tables: tuple[ConfidentialTable, ...]
    rules: tuple[TableRules, ...]
    earlier: tuple[EarlierTable, ...]
    seen: tuple[ProtectedTable, ...]
    older: tuple[ConfidentialTable, ...]
    changed: tuple[EarlierTable, ...]

    @classmethod
    def of(
        cls,
        cohort: ConfidentialCohort,
        tables: Sequence[ConfidentialTable],
        rules: Sequence[TableRules],
        earlier: Sequence[EarlierTable],
    ) -> Past:
        """Sort earlier tables by what they still say; ``rules`` are those of each table of now."""
        known = still_true(earlier)
        there = {cell for table in tables for cell in cells_of(cohort, table.shape).values()}
        older = tuple(truth for _, truth in known if not set(cells_of(cohort, truth.shape).values()) <= there)
        changed = tuple(one for one in earlier if not one.agrees)
        return cls(
            cohort, tuple(tables), tuple(rules), tuple(earlier), tuple(table for table, _ in known), older, changed
        )

    @property
    def rule(self) -> ThresholdRule:
        """The highest threshold of any table: what the past tells is held to it."""
        return self._strictest.threshold

    @property
    def _strictest(self) -> TableRules:
        return max(self.rules, key=lambda rules: rules.threshold.minimum)

    def distinct(self, asked: Iterable[Predicate]) -> DistinctCells:
        """Give the distinct cells of the tables, of ``older`` and of what else must be protected."""
        rules = PrimaryRules(self.cohort, [*self.rules, *(self._strictest for _ in self.older)])
        cells = distinct_cells(self.cohort, [*self.tables, *self.older], rules)
        return _with_asked(self.cohort, cells, {*asked, *self.said.rests})

    @property
    def hides_zeros(self) -> bool:
        """Whether zeros may be hidden: in all the tables or in none, since tables share cells."""
        return any(rules.needs_hidden_zeros for rules in self.rules)

    @cached_property
    def said(self) -> SaidOfGroups:
        """What the tables that have such a rule would say of everybody in a small group, or of nobody (rule S4)."""
        rules = [rules.groups for rules in self.rules if rules.groups]
        there = [table for table, own in zip(self.tables, self.rules, strict=True) if own.groups]
        cells = {cell for table in there for cell in cells_of(self.cohort, table.shape).values()}
        return said_of_groups(self.cohort, sorted(cells, key=_in_order), rules)

    def least(self, cells: DistinctCells) -> Counts:
        """Give what readers know a hidden cell to be at least: where zeros may be hidden, what earlier tables say."""
        told = {
            cell
            for table in self.seen
            for (row, column), cell in cells_of(self.cohort, table.shape).items()
            if not table.whole and table.counts[row][column] is None
        }
        return np.array([not self.hides_zeros or cell in told for cell in cells.predicates], dtype=np.int64)

    def fixed(self, cells: DistinctCells) -> Mask:
        """Mark the cells whose number was printed before."""
        return np.array([cell in self._printed for cell in cells.predicates], dtype=bool)

    @property
    def alone(self) -> set[Predicate]:
        """Give the cells of givers who are never published alone (rule V14)."""
        return {
            cell
            for table in self.tables
            for (row, column), cell in cells_of(self.cohort, table.shape).items()
            if table.alone is not None and table.alone[row, column]
        }

    def asked(self) -> set[Predicate]:
        """Give the sets of cases that must be protected, printed or not: for the past's sake, and for other tables'."""
        now = {cell for table in self.tables for cell in cells_of(self.cohort, table.shape).values()}
        across = self._across(now)
        if not self.seen and not self.changed:
            return across
        between = differences(self.cohort, sorted(now | self._printed, key=_in_order)) if self._printed - now else ()
        found = {cell for cell in between if self.rule.is_unsafe(self.cohort.count(cell))}
        for tables in self.changed_times:
            found |= small_changes(self.cohort, tables, self.rule, asked=now)
        return found | across

    def _across(self, now: Collection[Predicate]) -> set[Predicate]:
        """Give what cells of two tables leave over, if it is unsafe by the strictest rules of any (rule S15)."""
        if len(self.tables) < 2:
            return set()
        left = printed_differences(self.cohort, now)
        strictest = PrimaryRules(self.cohort, [self._strictest])
        return {left[number] for number in np.flatnonzero(strictest.judged(0, left).unsafe)}

    def told(self, cells: DistinctCells, hidden: Mask) -> set[Predicate]:
        """Give the sets of cases that a choice of hidden cells would give away together with the past."""
        if not self.seen and not self.changed:
            return set()
        shown = self._shown(cells, hidden)
        known = shown.keys() | self._printed
        found: set[Predicate] = set()
        for shape in [table.shape for table in (*self.tables, *self.older)]:
            for rest in self._rests(shape, known):
                if self.rule.is_unsafe(self.cohort.count(rest.predicate)):
                    found.add(rest.predicate)
        left_over = {rest.predicate for table in self.tables for rest in self._rests(table.shape, shown)}
        for tables in self.changed_times:
            found |= small_changes(self.cohort, tables, self.rule, asked=left_over)
        for one in self.changed:
            found |= told_by_old_sums(self.cohort, one, self.rule, shown=shown)
        return found

    def shown_operations(self, cells: DistinctCells, hidden: Mask) -> set[Predicate]:
        """Give the sets that a line of a table would leave over, and in which an operation is seen (S15, S6)."""
        if not any(rules.needs_operations for rules in self.rules):
            return set()
        known, found = self._shown(cells, hidden).keys() | self._printed, set[Predicate]()
        judge = PrimaryRules(self.cohort, self.rules)
        for number, table in enumerate(self.tables):
            left = list(dict.fromkeys(rest.predicate for rest in self._rests(table.shape, known)))
            seen = judge.judged(number, left).seen
            found.update(left[at] for at in np.flatnonzero(seen))
        return found

    @staticmethod
    def in_order(cells: Iterable[Predicate]) -> tuple[Predicate, ...]:
        """Give cells in an order that does not depend on that of sets."""
        return tuple(sorted(cells, key=_in_order))

    def attacker_has(self, asked: Iterable[Predicate]) -> tuple[ProtectedTable, ...]:
        """Give what the attacker has: earlier numbers, and blank tables of what he is to be asked about."""
        groups: dict[frozenset[str], list[Predicate]] = {}
        for cell in sorted(asked, key=_in_order):
            groups.setdefault(frozenset(name for name, _ in cell), []).append(cell)
        blank = [
            ProtectedTable(_shape(self.cohort, cells), tuple((None,) for _ in cells), whole=True)
            for cells in groups.values()
        ]
        return (*self.seen, *blank)

    def _rests(self, shape: TableShape, known: Collection[Predicate]) -> Iterator[Rest]:
        return rests(self.cohort, shape, [at for at, cell in cells_of(self.cohort, shape).items() if cell in known])

    def _shown(self, cells: DistinctCells, hidden: Mask) -> Mapping[Predicate, int]:
        numbers = np.unique(np.concatenate([at.ravel() for at in cells.at[: len(self.tables)]]))
        return {cells.predicates[n]: int(cells.counts[n]) for n in numbers if not hidden[n]}

    @cached_property
    def changed_times(self) -> tuple[tuple[EarlierTable, ...], ...]:
        """The tables of each source that printed what is not true any more; all of a source speak of one time."""
        by_source: dict[str, list[EarlierTable]] = {}
        for one in self.earlier:
            by_source.setdefault(one.source, []).append(one)
        return tuple(tuple(tables) for tables in by_source.values() if not all(one.agrees for one in tables))

    @cached_property
    def _printed(self) -> set[Predicate]:
        return {
            cell
            for table in self.seen
            for (row, column), cell in cells_of(self.cohort, table.shape).items()
            if table.counts[row][column] is not None
        }


def _with_asked(cohort: ConfidentialCohort, cells: DistinctCells, asked: Iterable[Predicate]) -> DistinctCells:
    """Add cells that no table prints, each to the first table on whose classifications it is."""
    numbers = {cell: number for number, cell in enumerate(cells.predicates)}
    unprinted = [list(of_table) for of_table in cells.unprinted]
    names = [{name for n in cells.of_table(t) for name, _ in cells.predicates[n]} for t in range(len(cells.at))]
    counts = cells.counts.tolist()
    for cell in sorted(set(asked) - set(numbers), key=_in_order):
        home = next((t for t, mine in enumerate(names) if {name for name, _ in cell} <= mine), None)
        if home is not None:  # else no table of now says anything of it; the attacker is asked all the same
            numbers[cell] = len(counts)
            counts.append(cohort.count(cell))
            unprinted[home].append(numbers[cell])
    none = np.zeros(len(counts) - len(cells.counts), dtype=bool)
    return replace(
        cells,
        predicates=tuple(numbers),
        counts=np.array(counts, dtype=np.int64),
        unsafe=np.concatenate([cells.unsafe, none]),
        seen=np.concatenate([cells.seen, none]),
        unprinted=tuple(np.array(of_table, dtype=np.intp) for of_table in unprinted),
    )


def _shape(cohort: ConfidentialCohort, cells: Sequence[Predicate]) -> TableShape:
    rows = tuple(Position(f"r{number}", "", cell) for number, cell in enumerate(cells))
    return TableShape("asked", "", "", cohort.name, rows, (Position("total", "Number"),))


def _in_order(cell: Predicate) -> list[tuple[str, list[str]]]:
    return sorted((name, sorted(codes)) for name, codes in cell)
