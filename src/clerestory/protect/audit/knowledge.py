"""What an outsider knows: the published numbers, how the tables are made, and that cases are whole and not negative.

Tables of one cohort speak of the same cases, so an attacker may ask which populations agree with all of them at once.
Taking every classification together is exact but large. Tables fall apart into *blocks* that can be looked at one by
one where all that binds a table to the others is a published margin: then any population of the one block goes with any
population of the other (two tables with a common margin always have a common whole-number table; a decomposition in the
sense of Dobra and Fienberg (2000), PNAS 97, 11885-11892).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import product
from math import prod

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.model.tables import ConfidentialCohort, Predicate, ProtectedTable

LARGEST = 40_000  # populations of more kinds of case than this are searched near the true one only

Ints = npt.NDArray[np.int64]


@dataclass(frozen=True)
class Published:
    """What is printed of one cell: its count, or None and what is known all the same."""

    predicate: Predicate
    count: int | None
    at_least: int


@dataclass(frozen=True)
class Block:
    """Tables that must be looked at together.

    Attributes
    ----------
    kinds : int array of shape (N, K)
        Kinds of case: a number for each of the K classifications; leaves that no cell tells apart share a number.
    truth : int array of shape (N,)
        How many cases of each kind there are; confidential, used to state what to search near and to check witnesses.
    of_combination : int array of shape (n,)
        The kind of the cases of each combination of the cohort.
    cells : tuple of Published
        M cells.
    members : sparse 0/1 matrix of shape (M, N)
        Which kinds of case belong to which cell.
    """

    names: tuple[str, ...]
    numbers: tuple[tuple[int, ...], ...]  # per classification, the number of each leaf
    kinds: Ints
    truth: Ints
    of_combination: Ints
    cells: tuple[Published, ...]
    members: sparse.csr_array
    codes: tuple[tuple[str, ...], ...]

    def can_tell(self, predicate: Predicate) -> bool:
        """Say whether the kinds of this block decide who belongs to a predicate."""
        return all(name in self.names and self._is_union(name, codes) for name, codes in predicate)

    def _is_union(self, name: str, wanted: frozenset[str]) -> bool:
        """Say whether a set of leaves holds all or none of the leaves that share a number."""
        at = self.names.index(name)
        inside: dict[int, bool] = {}
        pairs = zip(self.numbers[at], self.codes[at], strict=True)
        return all(inside.setdefault(number, code in wanted) == (code in wanted) for number, code in pairs)

    def row_of(self, predicate: Predicate) -> npt.NDArray[np.bool_]:
        """Mark the kinds of case that belong to a predicate on this block's classifications."""
        return _inside(self.names, self.numbers, self.kinds, self.codes, predicate)


def blocks(cohort: ConfidentialCohort, tables: Sequence[ProtectedTable]) -> list[Block]:
    """Split the tables of a cohort into blocks.

    A block knows every published cell that its classifications can express, whichever table prints it. A table that is
    withheld as a whole stays in: its cells must not be computed from the others either.
    """
    names = {number: _names(cohort, table) for number, table in enumerate(tables)}
    groups = _groups(cohort, tables, names)
    return [_block(cohort, tables, frozenset().union(*(names[number] for number in group))) for group in groups]


def published_cells(cohort: ConfidentialCohort, tables: Iterable[ProtectedTable]) -> dict[Predicate, Published]:
    """Give each distinct cell of the tables.

    A suppressed cell is known not to be zero where zeros are printed. Where they may be hidden nothing is known of it,
    nor of any cell of a table withheld as a whole.
    """
    found: dict[Predicate, Published] = {}
    full = {c.name: frozenset(c.codes) for c in cohort.classifications}
    for table in tables:
        least = 0 if table.whole or table.hides_zeros else 1
        for row, counts in enumerate(table.counts):
            for column, count in enumerate(counts):
                conditions = [(n, codes) for n, codes in table.shape.predicate(row, column) if codes != full[n]]
                told = Published(frozenset(conditions), count, least if count is None else count)
                before = found.get(told.predicate, told)
                found[told.predicate] = max(before, told, key=lambda cell: (cell.count is not None, cell.at_least))
    return found


def _groups(
    cohort: ConfidentialCohort, tables: Sequence[ProtectedTable], names: dict[int, frozenset[str]]
) -> list[list[int]]:
    """Take away, again and again, a table that a published margin separates from the rest; join it where none does."""
    groups = [[number] for number in names]
    done: list[list[int]] = []
    while groups:
        ear = next((group for group in groups if _separated(cohort, tables, names, group, groups)), None)
        if ear is not None:
            groups.remove(ear)
            done.append(sorted(ear))
        else:
            groups = _joined(names, groups)
    return sorted(done)


def _separated(
    cohort: ConfidentialCohort,
    tables: Sequence[ProtectedTable],
    names: dict[int, frozenset[str]],
    group: list[int],
    groups: list[list[int]],
) -> bool:
    """Say whether a published margin of one other group holds all that binds ``group`` to the others."""
    others = [other for other in groups if other is not group]
    mine = frozenset().union(*(names[number] for number in group))
    shared = mine & frozenset().union(*(names[number] for other in others for number in other))
    if not others:
        return True
    for other in others:
        theirs = frozenset().union(*(names[number] for number in other))
        both = [tables[number] for number in (*group, *other)]
        if shared <= theirs and _margin_is_published(cohort, both, shared):
            return True
    return False


def _margin_is_published(cohort: ConfidentialCohort, tables: Sequence[ProtectedTable], names: frozenset[str]) -> bool:
    """Say whether the tables print every cell of the margin over ``names`` (at most one classification; else no)."""
    if len(names) > 1:
        return False
    cells = published_cells(cohort, tables)
    shown = {predicate for predicate, cell in cells.items() if cell.count is not None}
    if frozenset() not in shown:
        return False
    for name in names:
        sets = {codes for predicate in cells for n, codes in predicate if n == name}
        finest = [codes for codes in sets if not any(other < codes for other in sets)]
        covered = frozenset().union(*finest)
        everything = frozenset(next(c.codes for c in cohort.classifications if c.name == name))
        apart = sum(len(codes) for codes in finest) == len(covered)
        if not (apart and covered == everything and all(frozenset({(name, codes)}) in shown for codes in finest)):
            return False
    return True


def _joined(names: dict[int, frozenset[str]], groups: list[list[int]]) -> list[list[int]]:
    """Join the first two groups that share a classification, or the first two of all."""
    for i, left in enumerate(groups):
        for j in range(i + 1, len(groups)):
            mine = frozenset().union(*(names[number] for number in left))
            if mine & frozenset().union(*(names[number] for number in groups[j])):
                return [left + groups[j], *groups[:i], *groups[i + 1 : j], *groups[j + 1 :]]
    return [groups[0] + groups[1], *groups[2:]]


def _names(cohort: ConfidentialCohort, table: ProtectedTable) -> frozenset[str]:
    return frozenset(name for predicate in published_cells(cohort, [table]) for name, _ in predicate)


def _block(cohort: ConfidentialCohort, tables: Sequence[ProtectedTable], within: frozenset[str]) -> Block:
    names = tuple(sorted(within))
    known = published_cells(cohort, tables).values()
    cells = tuple(cell for cell in known if {name for name, _ in cell.predicate} <= within)
    codes = tuple(next(c.codes for c in cohort.classifications if c.name == name) for name in names)
    numbers = tuple(
        _numbers(codes_of, [s for cell in cells for n, s in cell.predicate if n == name])
        for name, codes_of in zip(names, codes, strict=True)
    )
    true_kinds, of_combination = _true_kinds(cohort, names, numbers)
    kinds = _possible(cohort, names, numbers, codes, _candidates(numbers, true_kinds))
    position = {tuple(kind): number for number, kind in enumerate(kinds.tolist())}
    at = np.array([position[tuple(kind)] for kind in true_kinds.tolist()], dtype=np.int64)[of_combination]
    counts = np.bincount(at, weights=cohort.counts, minlength=len(kinds)).astype(np.int64)
    rows = [_inside(names, numbers, kinds, codes, cell.predicate) for cell in cells]
    members = sparse.csr_array(np.array(rows, dtype=np.float64).reshape(len(cells), len(kinds)))
    return Block(names, numbers, kinds, counts, at, cells, members, codes)


def _numbers(codes: tuple[str, ...], sets: Sequence[frozenset[str]]) -> tuple[int, ...]:
    """Give each leaf of a classification a number; leaves that no cell tells apart share theirs."""
    distinct = list(dict.fromkeys(sets))
    seen: dict[tuple[bool, ...], int] = {}
    return tuple(seen.setdefault(tuple(code in s for s in distinct), len(seen)) for code in codes)


def _true_kinds(
    cohort: ConfidentialCohort, names: tuple[str, ...], numbers: tuple[tuple[int, ...], ...]
) -> tuple[Ints, Ints]:
    """Give the kinds that occur, each once, and which of them each combination of the cohort is of."""
    all_names = [c.name for c in cohort.classifications]
    columns = [
        np.array(number, dtype=np.int64)[cohort.combinations[:, all_names.index(name)]]
        for name, number in zip(names, numbers, strict=True)
    ]
    table = np.stack(columns, axis=1) if columns else np.zeros((len(cohort.counts), 0), dtype=np.int64)
    kinds, inverse = np.unique(table, axis=0, return_inverse=True)
    return kinds.astype(np.int64), inverse.reshape(-1).astype(np.int64)


def _candidates(numbers: tuple[tuple[int, ...], ...], true_kinds: Ints) -> Ints:
    """Give the kinds of case that are searched.

    All of them where there are few enough. Otherwise those that occur and those that differ from one of them in one
    classification: fewer kinds make an attacker look stronger than he is, so an answer "safe" still holds.
    """
    sizes = [max(number) + 1 for number in numbers]
    if prod(sizes) <= LARGEST:
        every = list(product(*(range(size) for size in sizes)))
        return np.array(every, dtype=np.int64).reshape(len(every), len(sizes))
    near = [true_kinds]
    for column, size in enumerate(sizes):
        for value in range(size):
            changed = true_kinds.copy()
            changed[:, column] = value
            near.append(changed)
    return np.unique(np.concatenate(near), axis=0)


def _possible(
    cohort: ConfidentialCohort,
    names: tuple[str, ...],
    numbers: tuple[tuple[int, ...], ...],
    codes: tuple[tuple[str, ...], ...],
    kinds: Ints,
) -> Ints:
    """Leave out the kinds that everybody knows do not exist."""
    impossible = cohort.impossible
    if impossible is None or not {name for name, _ in impossible} <= set(names):
        return kinds
    return kinds[~_inside(names, numbers, kinds, codes, impossible)]


def _inside(
    names: tuple[str, ...],
    numbers: tuple[tuple[int, ...], ...],
    kinds: Ints,
    codes: tuple[tuple[str, ...], ...],
    predicate: Predicate,
) -> npt.NDArray[np.bool_]:
    mask = np.ones(len(kinds), dtype=bool)
    for name, wanted in predicate:
        column = names.index(name)
        inside = np.zeros(max(numbers[column]) + 1, dtype=bool)
        inside[[number for number, code in zip(numbers[column], codes[column], strict=True) if code in wanted]] = True
        mask &= inside[kinds[:, column]]
    return mask
