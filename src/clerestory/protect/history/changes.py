"""Small changes between an earlier table and today: numbers that must not be told a second time."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence

from clerestory.model.history import EarlierTable
from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import ConfidentialCohort, Predicate
from clerestory.protect.history.fixed import OpenCells, fixed_values
from clerestory.protect.history.sums import cells_of, rests
from clerestory.protect.rules.differences import differences


def small_changes(
    cohort: ConfidentialCohort, earlier: Sequence[EarlierTable], rule: ThresholdRule, *, asked: Collection[Predicate]
) -> set[Predicate]:
    """Give the sets of cases whose number was known, and is another one today by less than the threshold.

    Parameters
    ----------
    cohort : ConfidentialCohort
        The cases of today.
    earlier : sequence of EarlierTable
        Tables made from the same cases at one time, so that what one leaves open another may settle.
    asked : collection of Predicate
        Cells of today; each is looked at beside the earlier tables on its classifications.

    Returns
    -------
    set of Predicate
        Printed cells, hidden ones that printed ones gave away, what printed ones left over, and cells of today.
    """
    cells = [_cells(cohort, one) for one in earlier]
    found: set[Predicate] = set()
    for names in _widest([*(_names(own) for own in cells), *(_names([cell]) for cell in asked)]):
        there = _together(own for own in cells if _names(own) <= names)
        mine = [cell for cell in asked if _names([cell]) <= names]
        found |= _changed(cohort, there, rule, mine=mine) if there else set()
    return found


def _changed(
    cohort: ConfidentialCohort, cells: Mapping[Predicate, int | None], rule: ThresholdRule, *, mine: Sequence[Predicate]
) -> set[Predicate]:
    printed = [(cell, then) for cell, then in cells.items() if then is not None]
    hidden = [cell for cell, then in cells.items() if then is None]
    left_over = differences(cohort, [cell for cell, _ in printed])
    wanted = [cell for cell in dict.fromkeys([*hidden, *left_over, *mine]) if cells.get(cell) is None]
    known = dict(printed) | fixed_values(cohort, printed, wanted)
    return {cell for cell, then in known.items() if rule.is_unsafe(abs(cohort.count(cell) - then))}


def _names(cells: Iterable[Predicate]) -> frozenset[str]:
    return frozenset(name for cell in cells for name, _ in cell)


def _widest(sets: Iterable[frozenset[str]]) -> list[frozenset[str]]:
    """Give the sets that no other contains: all classifications at once would be too many inner cells to look at."""
    distinct = dict.fromkeys(sets)
    return [names for names in distinct if not any(names < other for other in distinct)]


def _together(tables: Iterable[Mapping[Predicate, int | None]]) -> dict[Predicate, int | None]:
    """Give what any of the tables printed of each set of cases."""
    found: dict[Predicate, int | None] = {}
    for cells in tables:
        for cell, then in cells.items():
            found[cell] = then if then is not None else found.get(cell)
    return found


def told_by_old_sums(
    cohort: ConfidentialCohort, earlier: EarlierTable, rule: ThresholdRule, *, shown: Mapping[Predicate, int]
) -> set[Predicate]:
    """Give the cells printed today that leave a small rest when they are put into the earlier table where it hid them.

    Parameters
    ----------
    shown : mapping of Predicate to int
        What would be printed today, in cases.
    """
    then = earlier.table.counts
    shape = earlier.table.shape
    cells = cells_of(cohort, shape)
    fills = {at: shown[cell] for at, cell in cells.items() if then[at[0]][at[1]] is None and cell in shown}
    before = {at: count for at in cells if (count := then[at[0]][at[1]]) is not None}
    gaps = [cell for at, cell in cells.items() if at not in before]
    opened = OpenCells(cohort, [(cells[at], count) for at, count in before.items()], gaps) if fills and before else None
    found: set[Predicate] = set()
    for put_in in _choices(fills):
        values = before | put_in
        for rest in rests(cohort, shape, values):
            left = values[rest.whole] - sum(values[part] for part in rest.known)
            if rule.is_unsafe(left):
                found |= {cells[at] for at in (rest.whole, *rest.known) if at in put_in}
        new = {cells[at]: count for at, count in put_in.items()}
        if opened and not found & new.keys() and any(map(rule.is_unsafe, opened.fixed_by(new).values())):
            found |= new.keys()  # several sums together leave it over
    return found


def _choices(fills: Mapping[tuple[int, int], int]) -> Sequence[dict[tuple[int, int], int]]:
    alone = [{at: count} for at, count in fills.items()]
    return [*alone, dict(fills)] if len(alone) > 1 else alone


def _cells(cohort: ConfidentialCohort, earlier: EarlierTable) -> dict[Predicate, int | None]:
    return _together({cell: then} for cell, then in _each(cohort, earlier))


def _each(cohort: ConfidentialCohort, earlier: EarlierTable) -> Iterator[tuple[Predicate, int | None]]:
    for (row, column), cell in cells_of(cohort, earlier.table.shape).items():
        yield cell, earlier.table.counts[row][column]
