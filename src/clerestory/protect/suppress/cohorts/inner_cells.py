"""The inner cells of tables: combinations of leaves between which a move shifts cases."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import combinations
from math import prod

import numpy as np
import numpy.typing as npt

from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, Counts, Mask, Predicate
from clerestory.protect.cells import DistinctCells

Rows = list[tuple[npt.NDArray[np.intp], npt.NDArray[np.float64]]]  # of a sparse matrix: columns and their values


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
    """

    leaves: Leaves
    names: tuple[str, ...]
    kinds: npt.NDArray[np.intp]
    counts: Counts

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
        made = cls(leaves, names, kinds.astype(np.intp), counts)
        if cohort.impossible is None or not {name for name, _ in cohort.impossible} <= set(names):
            return made
        kept = ~made.members(cohort.impossible)
        return cls(leaves, names, made.kinds[kept], made.counts[kept])

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


def linked_tables(
    cohort: ConfidentialCohort, tables: Sequence[ConfidentialTable], cells: DistinctCells
) -> tuple[list[InnerCells], Rows]:
    """Give the inner cells of each table, and the rows that bind them.

    The columns are all inner cells, one table after the other, then the increase and then the decrease of each distinct
    cell. A row says that a printed cell changes by increase less decrease, or that two tables agree in the margin that
    they share.
    """
    leaves = Leaves.of(cohort, cells.predicates)
    of_table = [cells.of_table(number) for number in range(len(tables))]
    inner = [InnerCells.of(cohort, leaves, [cells.predicates[n] for n in numbers]) for numbers in of_table]
    first = np.cumsum([0, *(len(block.kinds) for block in inner)])
    number, total = len(cells.predicates), int(first[-1])
    rows: Rows = []
    for block, start, numbers in zip(inner, first, of_table, strict=False):
        for cell in numbers:
            members = start + np.flatnonzero(block.members(cells.predicates[cell]))
            columns = np.concatenate([members, [total + cell, total + number + cell]])
            rows.append((columns, np.concatenate([np.ones(len(members)), [-1.0, 1.0]])))
    for (left, one), (right, other) in combinations(zip(first, inner, strict=False), 2):
        rows += _shared_margin(left, one, right, other)
    return inner, rows


def _shared_margin(left: int, one: InnerCells, right: int, other: InnerCells) -> Rows:
    shared = [name for name in one.names if name in other.names]
    mine, theirs = one.margin(shared), other.margin(shared)
    rows: Rows = []
    for leaf in np.union1d(mine, theirs):
        here, there = left + np.flatnonzero(mine == leaf), right + np.flatnonzero(theirs == leaf)
        rows.append((np.concatenate([here, there]), np.concatenate([np.ones(len(here)), -np.ones(len(there))])))
    return rows
