"""Earlier tables of other cases beside those of now: the attacker subtracts, and tries old sums with new numbers.

What he knows of each table is what it prints and what its sums leave over. A set of cases that he knows at both times,
with a small change between, is a disclosure of that change. So is a small rest in an old table into which a new number
was put: he may take it that the rest of the old table still holds.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import product

from clerestory.model.history import EarlierTable
from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import ConfidentialCohort, Position, Predicate, ProtectedTable, TableShape
from clerestory.protect.audit.pinned_before import tells_a_few_then, tells_small_change
from clerestory.protect.audit.remainders import leaves_a_small_remainder

Known = dict[Predicate, int]


def tables_that_tell_changes(
    cohort: ConfidentialCohort,
    tables: Sequence[ProtectedTable],
    earlier: Sequence[EarlierTable],
    *,
    times: Sequence[Sequence[EarlierTable]],
    rule: ThresholdRule,
) -> tuple[str, ...]:
    """Give the tables from which a small change since an earlier table could be read.

    Parameters
    ----------
    cohort : ConfidentialCohort
        Gives the classifications.
    tables : sequence of ProtectedTable
        What would be published now.
    earlier : sequence of EarlierTable
        What readers have; only what it printed is looked at, not the counts of today.
    times : sequence of sequences of EarlierTable
        The same tables, and others of the same times: what those of one time say together is looked at too.
    rule : ThresholdRule
        Says which changes are small.

    Returns
    -------
    tuple of str
        Ids of ``tables``.
    """
    before = [_known(cohort, one.table) for one in earlier]
    at_times = [[_known(cohort, one.table) for one in together] for together in times]
    found = []
    for table in tables:
        now = _known(cohort, table)
        told = any(rule.is_unsafe(abs(now[cell] - then[cell])) for then in before for cell in now.keys() & then.keys())
        settled = any(tells_small_change(cohort, then, now, rule) for then in at_times)
        if told or settled or any(_completes(cohort, one.table, table, rule) for one in earlier):
            found.append(table.shape.id)
    return tuple(found)


def _completes(cohort: ConfidentialCohort, old: ProtectedTable, new: ProtectedTable, rule: ThresholdRule) -> bool:
    """Say whether numbers of ``new`` in the gaps of ``old``, one of them or all, leave a small rest."""
    there = {cell: count for cell, count in _printed(cohort, new) if count is not None}
    gaps = {
        at: there[cell]
        for at, (cell, count) in zip(_places(old.shape), _printed(cohort, old), strict=True)
        if count is None and cell in there
    }
    if not gaps or leaves_a_small_remainder(old, rule):
        return False
    choices = [*({at: count} for at, count in gaps.items()), gaps]
    if any(leaves_a_small_remainder(_filled(old, chosen), rule) for chosen in choices):
        return True
    cells = dict(zip(_places(old.shape), _printed(cohort, old), strict=True))
    before = {cell: count for cell, count in cells.values() if count is not None}
    put_in = [{cells[at][0]: count for at, count in chosen.items()} for chosen in choices]
    hidden = [cell for cell, count in cells.values() if count is None]
    return tells_a_few_then(cohort, before, put_in, rule, gaps=hidden)


def _filled(table: ProtectedTable, gaps: dict[tuple[int, int], int]) -> ProtectedTable:
    return replace(
        table,
        counts=tuple(
            tuple(gaps.get((row, column), count) for column, count in enumerate(counts))
            for row, counts in enumerate(table.counts)
        ),
    )


def _known(cohort: ConfidentialCohort, table: ProtectedTable) -> Known:
    """Give what a table says: its numbers, and for each printed sum what its printed parts leave over."""
    known = {cell: count for cell, count in _printed(cohort, table) if count is not None}
    return dict(_left_over(cohort, table)) | known


def _left_over(cohort: ConfidentialCohort, table: ProtectedTable) -> Iterator[tuple[Predicate, int]]:
    """Yield a printed sum less one printed part, and less all its smallest printed parts."""
    shape = table.shape
    for row, position in enumerate(shape.rows):
        for rest, count in _rests(shape.columns, table.counts[row]):
            yield _cell(cohort, replace(shape, rows=(position,), columns=(rest,))), count
    for column, position in enumerate(shape.columns):
        for rest, count in _rests(shape.rows, [counts[column] for counts in table.counts]):
            yield _cell(cohort, replace(shape, rows=(rest,), columns=(position,))), count


def _rests(positions: Sequence[Position], counts: Sequence[int | None]) -> Iterator[tuple[Position, int]]:
    names = {name for position in positions for name, _ in position.where}
    if len(names) != 1:
        return
    name = min(names)
    everything = frozenset(code for position in positions for _, codes in position.where for code in codes)
    leaves = [next((codes for _, codes in position.where), everything) for position in positions]
    for whole, own in enumerate(leaves):
        total = counts[whole]
        parts = [(leaves[n], count) for n, count in enumerate(counts) if count is not None and leaves[n] < own]
        finest = [part for part in parts if not any(other < part[0] for other, _ in parts)]
        choices = [[part] for part in parts] + [finest]
        for chosen in choices if total is not None else ():
            taken = frozenset().union(*(codes for codes, _ in chosen))
            if taken and taken < own and sum(len(codes) for codes, _ in chosen) == len(taken):
                rest = Position("rest", "", frozenset({(name, own - taken)}))
                yield rest, (total or 0) - sum(count for _, count in chosen)


def _printed(cohort: ConfidentialCohort, table: ProtectedTable) -> Iterator[tuple[Predicate, int | None]]:
    for row, column in _places(table.shape):
        one = replace(table.shape, rows=(table.shape.rows[row],), columns=(table.shape.columns[column],))
        yield _cell(cohort, one), table.counts[row][column]


def _places(shape: TableShape) -> Iterator[tuple[int, int]]:
    return product(range(shape.size[0]), range(shape.size[1]))


def _cell(cohort: ConfidentialCohort, one: TableShape) -> Predicate:
    full = {c.name: frozenset(c.codes) for c in cohort.classifications}
    return frozenset((name, codes) for name, codes in one.predicate(0, 0) if codes != full[name])
