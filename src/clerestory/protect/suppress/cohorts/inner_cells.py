"""The cells of linked tables and the inner cells behind them: combinations of leaves between which a move shifts cases.

Where two tables print the same cell it is one cell, and all tables agree in the margins that they share.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Counts, Mask, Predicate
from clerestory.protect.additive import AdditiveCells
from clerestory.protect.cells import DistinctCells
from clerestory.protect.suppress.cohorts.lines import lines

MANY_TABLES = -1
Row = tuple[npt.NDArray[np.intp], npt.NDArray[np.int64]]  # of a sparse matrix: columns and their values


@dataclass(frozen=True)
class Leaves:
    """The leaves of each classification, numbered for all the tables of a cohort at once.

    Leaves that no cell tells apart share a number. One numbering for all tables is what binds a table of regions to a
    table of the forces in them.
    """

    names: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...]
    numbers: tuple[npt.NDArray[np.intp], ...]

    @classmethod
    def of(cls, cohort: ConfidentialCohort, predicates: Sequence[Predicate]) -> Leaves:
        """Give each leaf a number, by the predicates that must tell them apart."""
        names = tuple(c.name for c in cohort.classifications)
        codes = tuple(c.codes for c in cohort.classifications)
        sets = {name: dict.fromkeys(s for p in predicates for n, s in p if n == name) for name in names}
        numbers = []
        for name, own in zip(names, codes, strict=True):
            seen: dict[tuple[bool, ...], int] = {}
            signatures = [tuple(code in s for s in sets[name]) for code in own]
            numbers.append(np.array([seen.setdefault(s, len(seen)) for s in signatures], dtype=np.intp))
        return cls(names, codes, tuple(numbers))

    def size(self, name: str) -> int:
        """Give how many numbers a classification has."""
        return int(self.numbers[self.names.index(name)].max()) + 1

    def inside(self, name: str, codes: frozenset[str]) -> Mask:
        """Mark the numbers whose leaves are among ``codes``."""
        at = self.names.index(name)
        mask = np.zeros(self.size(name), dtype=bool)
        mask[[n for n, code in zip(self.numbers[at], self.codes[at], strict=True) if code in codes]] = True
        return mask


@dataclass(frozen=True)
class InnerCells:
    """The inner cells of one table.

    Attributes
    ----------
    names : tuple of str
        The classifications that the table uses.
    kinds : int array of shape (N, K)
        Numbers of leaves.
    counts : int array of shape (N,)
        Cases of each kind.
    of_combination : int array of shape (n,)
        The inner cell that the cases of each combination of the cohort are in.
    """

    leaves: Leaves
    names: tuple[str, ...]
    kinds: npt.NDArray[np.intp]
    counts: Counts
    of_combination: npt.NDArray[np.intp]

    @classmethod
    def of(cls, cohort: ConfidentialCohort, leaves: Leaves, predicates: Sequence[Predicate]) -> InnerCells:
        """Give the inner cells behind some printed cells, but for those that everybody knows to be empty."""
        used = {name for predicate in predicates for name, _ in predicate}
        names = tuple(name for name in leaves.names if name in used)
        sizes = [leaves.size(name) for name in names]
        kinds = np.indices(sizes).reshape(len(sizes), -1).T if sizes else np.zeros((1, 0), dtype=np.intp)
        columns = [leaves.numbers[at][cohort.combinations[:, at]] for at in map(leaves.names.index, names)]
        flat = np.ravel_multi_index(columns, sizes) if sizes else np.zeros(len(cohort.counts), dtype=np.intp)
        counts = np.bincount(flat, weights=cohort.counts, minlength=prod(sizes)).astype(np.int64)
        made = cls(leaves, names, kinds.astype(np.intp), counts, flat.astype(np.intp))
        if cohort.impossible is None or not {name for name, _ in cohort.impossible} <= set(names):
            return made
        kept = ~made.members(cohort.impossible)
        position = np.cumsum(kept) - 1
        return cls(leaves, names, made.kinds[kept], made.counts[kept], position[flat].astype(np.intp))

    def members(self, predicate: Predicate) -> Mask:
        """Mark the inner cells that belong to a printed one."""
        mask = np.ones(len(self.kinds), dtype=bool)
        for name, codes in predicate:
            mask &= self.leaves.inside(name, codes)[self.kinds[:, self.names.index(name)]]
        return mask

    def margin(self, names: Sequence[str]) -> npt.NDArray[np.intp]:
        """Give each inner cell the number of its leaves of some of the classifications."""
        if not names:
            return np.zeros(len(self.kinds), dtype=np.intp)
        columns = [self.kinds[:, self.names.index(name)] for name in names]
        return np.ravel_multi_index(columns, [self.leaves.size(name) for name in names])


@dataclass(frozen=True, repr=False)
class LinkedCells:
    """The K distinct cells of linked tables, and after them the N inner cells of each table in turn; confidential.

    Attributes
    ----------
    cells : AdditiveCells
        Of K + N cells. A distinct cell is the sum of inner cells of each table that has it; two tables agree in the
        margin that they share; a printed total is the sum of its printed parts.
    members : sparse 0/1 array of shape (n, K + N)
        Which cells the cases of each combination of the cohort are in.
    home : int array of shape (K + N,)
        The table that alone has the cell, or MANY_TABLES.
    empty : bool array of shape (K + N,)
        Cells that a printed 0 says to be empty, of their own or of a cell that they are part of.
    inner : tuple of InnerCells
        Of each table.
    """

    cells: AdditiveCells
    members: sparse.csr_array
    home: npt.NDArray[np.int64]
    empty: Mask
    inner: tuple[InnerCells, ...]

    def __repr__(self) -> str:
        return f"LinkedCells({self.cells!r})"


def linked_cells(
    cohort: ConfidentialCohort, tables: Sequence[ConfidentialTable], cells: DistinctCells, least: Counts
) -> LinkedCells:
    """Give the cells of tables and all that binds them.

    Parameters
    ----------
    cells : DistinctCells
        Of these tables.
    least : int array of shape (K,)
        What readers know a hidden cell to be at least; one that is less is printed.
    """
    leaves = Leaves.of(cohort, cells.predicates)
    of_table = [cells.of_table(number) for number in range(len(tables))]
    inner = [InnerCells.of(cohort, leaves, [cells.predicates[n] for n in numbers]) for numbers in of_table]
    k = len(cells.predicates)
    first = k + np.cumsum([0, *(len(block.kinds) for block in inner)])
    rows: list[Row] = []
    empty = np.concatenate([cells.counts < least, np.zeros(int(first[-1]) - k, dtype=bool)])
    home = np.concatenate([_homes(k, of_table), *(np.full(len(b.kinds), t) for t, b in enumerate(inner))])
    for block, start, numbers in zip(inner, first, of_table, strict=False):
        for cell in numbers:
            parts = start + np.flatnonzero(block.members(cells.predicates[cell]))
            rows.append(_sum(parts, np.array([cell])))
            if empty[cell]:
                empty[parts] = True
    for (left, one), (right, other) in combinations(zip(first, inner, strict=False), 2):
        rows += _shared_margin(int(left), one, int(right), other)
    for table, at in zip(tables, cells.at, strict=True):
        rows += (
            _sum(np.array([at[part] for part in parts]), at[[whole[0]], [whole[1]]])
            for whole, parts in lines(table.shape)
        )
    counts = np.concatenate([cells.counts, *(block.counts for block in inner)])
    return LinkedCells(
        AdditiveCells(counts, _matrix(rows, len(counts))),
        _members(cohort, cells, inner, first),
        home,
        empty,
        tuple(inner),
    )


def _homes(number: int, of_table: Sequence[npt.NDArray[np.intp]]) -> npt.NDArray[np.int64]:
    home, times = np.full(number, MANY_TABLES, dtype=np.int64), np.zeros(number, dtype=np.int64)
    for table, numbers in enumerate(of_table):
        home[numbers] = table
        times[numbers] += 1
    return np.where(times == 1, home, MANY_TABLES)


def _members(
    cohort: ConfidentialCohort, cells: DistinctCells, inner: Sequence[InnerCells], first: npt.NDArray[np.intp]
) -> sparse.csr_array:
    n = len(cohort.counts)
    distinct = [sparse.csc_array(cohort.members(cell).astype(np.int64).reshape(-1, 1)) for cell in cells.predicates]
    blocks = [
        sparse.csc_array(
            (np.ones(n, dtype=np.int64), (np.arange(n), block.of_combination)), shape=(n, len(block.kinds))
        )
        for block in inner
    ]
    return sparse.csr_array(sparse.hstack([*distinct, *blocks], format="csr"))


def _sum(parts: npt.NDArray[np.intp], whole: npt.NDArray[np.intp]) -> Row:
    signs = np.concatenate([np.ones(len(parts)), -np.ones(len(whole))]).astype(np.int64)
    return np.concatenate([parts, whole]), signs


def _shared_margin(left: int, one: InnerCells, right: int, other: InnerCells) -> Iterator[Row]:
    shared = [name for name in one.names if name in other.names]
    mine, theirs = one.margin(shared), other.margin(shared)
    for leaf in np.union1d(mine, theirs):
        yield _sum(left + np.flatnonzero(mine == leaf), right + np.flatnonzero(theirs == leaf))


def _matrix(rows: Sequence[Row], columns: int) -> sparse.csr_array:
    at = np.repeat(np.arange(len(rows)), [len(where) for where, _ in rows])
    none = np.zeros(0, dtype=np.int64)
    where = np.concatenate([none, *(where for where, _ in rows)])
    signs = np.concatenate([none, *(signs for _, signs in rows)])
    return sparse.csr_array((signs, (at, where)), shape=(len(rows), columns))
