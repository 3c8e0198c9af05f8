"""Linked tables: the distinct cells of all of them, and which kinds of cases each of these holds."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.model.tables import Counts
from clerestory.protect.additive import AdditiveCells, Numbers, first_of_each
from clerestory.protect.contributions import Contributions
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.knowers import NOBODY
from clerestory.protect.linked.kinds import Dims, Kinds

_SAME = 20260101  # any fixed number: it makes names for sets of kinds, and no choice that could be foretold


@dataclass(frozen=True, repr=False)
class LinkedTables:
    """Tables of the same cases, with everything that their cells have in common; confidential.

    Two cells of whatever tables that hold the same kinds are one cell. Cells are numbered with the printed ones first,
    then one for each kind that is printed nowhere, then sums that no table prints and that must stay unknown.

    Attributes
    ----------
    grids : tuple of Grid
    kinds : Kinds
        J kinds that may exist: none that a published zero excludes.
    holds : sparse 0/1 array of shape (K, J)
        Which kinds belong to each cell.
    at : tuple of int arrays
        For each table the number of each cell, in the order of ``grid.counts.ravel()``.
    printed : int
        How many of the K cells are printed.
    sums : sparse array of shape (D, K - D)
        What the last D cells are made of, which no table prints: see ``with_sums``.
    """

    grids: tuple[Grid, ...]
    kinds: Kinds
    holds: sparse.csr_array
    at: tuple[Numbers, ...]
    printed: int
    sums: sparse.csr_array = field(default_factory=lambda: sparse.csr_array((0, 0), dtype=np.int64))

    def __repr__(self) -> str:
        return f"LinkedTables({len(self.grids)} tables, {self.printed} cells of {self.kinds!r})"

    @classmethod
    def of(
        cls,
        columns: Mapping[str, Sequence[str]],
        tables: Sequence[Dims],
        counts: Counts,
        *,
        zeros_published: bool,
        ties: Dims = (),
    ) -> LinkedTables:
        """Make linked tables from rows that have the codes of all their levels.

        Parameters
        ----------
        columns : mapping of str to sequence of str
            The codes of each level, one for each row.
        tables : sequence of dimensions
            For each table the levels of each dimension, coarse to fine.
        counts : int array of shape (n,)
        zeros_published : bool
            Whether readers know of every zero; then kinds that a zero excludes are left out, and cells that differ only
            in these are one. Not so where some of the tables are earlier ones: what the new zeros say is not known yet.
        ties : sequence of sequences of str
            Columns of which everybody knows which codes occur together, beside those that a dimension names.

        Raises
        ------
        TableError
            If a table cannot be made (see ``Grid.of``), or there are too many kinds.
        """
        grids = tuple(Grid.of(columns, dims, counts) for dims in tables)
        kinds = Kinds.of(columns, tables, counts, ties)
        if zeros_published:
            possible = np.ones(len(kinds.codes), dtype=bool)
            for grid in grids:
                possible &= grid.counts.ravel()[grid.places(kinds.columns())] > 0
            kinds = kinds.only(np.flatnonzero(possible))
        names = np.random.default_rng(_SAME).integers(0, 2**63, (len(kinds.codes), 2), dtype=np.uint64)
        memberships = [grid.memberships(kinds.columns()) for grid in grids]
        every = sparse.vstack([*memberships, sparse.eye_array(len(kinds.codes), dtype=np.int64)], format="csr")
        cell, first = _distinct(every, names)
        ends = np.cumsum([m.shape[0] for m in memberships])
        printed = int(cell[: ends[-1]].max()) + 1
        return cls(grids, kinds, every[first], tuple(np.split(cell[: ends[-1]], ends[:-1])), printed)

    def nested(self) -> tuple[Numbers, Numbers]:
        """Give every pair of a printed cell and another one that is a part of it, by their numbers."""
        printed = self.holds[: self.printed]
        common = sparse.coo_array(printed @ printed.T)
        size = np.diff(printed.indptr)
        inside = (common.data == size[common.col]) & (size[common.col] < size[common.row]) & (size[common.col] > 0)
        return common.row[inside].astype(np.int64), common.col[inside].astype(np.int64)

    def with_sums(self, made_of: sparse.csr_array) -> tuple[LinkedTables, Numbers]:
        """Add cells that no table prints, as sums of printed ones or one less another.

        Parameters
        ----------
        made_of : sparse array of shape (n, K)
            1 for every part; of a cell less another one 1 and -1. The kinds of each are a set.

        Returns
        -------
        tables : LinkedTables
            With a cell for each that is none of the printed ones.
        cells : int array of shape (n,)
            The number of each.
        """
        assert not self.sums.shape[0]
        if not made_of.shape[0]:
            return self, np.zeros(0, dtype=np.int64)
        sets = sparse.csr_array(made_of @ self.holds)
        sets.eliminate_zeros()
        names = np.random.default_rng(_SAME).integers(0, 2**63, (len(self.kinds.codes), 2), dtype=np.uint64)
        cell, first = _distinct(sparse.vstack([self.holds[: self.printed], sets], format="csr"), names)
        new = first[first >= self.printed] - self.printed
        assert len(np.unique(cell[: self.printed])) == self.printed
        at = cell[self.printed :]
        at = np.where(at < self.printed, at, at - self.printed + len(self.counts))
        holds = sparse.csr_array(sparse.vstack([self.holds, sets[new]], format="csr"))
        return replace(self, holds=holds, sums=sparse.csr_array(made_of[new])), at

    @cached_property
    def counts(self) -> Counts:
        """The true count of each of the K cells."""
        return np.asarray(self.holds @ self.kinds.counts, dtype=np.int64)

    def cells(self) -> AdditiveCells:
        """Give all cells with their additions: those of each table, and every finest cell as a sum of kinds."""
        blocks, size = [], len(self.counts) - self.sums.shape[0]
        for grid, at in zip(self.grids, self.at, strict=True):
            own = grid.cells().relations.tocoo()
            blocks.append(_merged(own.row.astype(np.int64), at[own.col], own.data, (own.shape[0], size)))
        alone, number = np.diff(self.holds.indptr) == 1, self.kind_cells()
        for grid, at in zip(self.grids, self.at, strict=True):
            finest = np.unique(at[grid.inner()])
            finest = finest[~alone[finest]]
            parts = self.holds[finest].tocoo()
            rows = np.concatenate([np.arange(len(finest)), parts.row])
            columns = np.concatenate([finest, number[parts.col]])
            signs = np.concatenate([-np.ones(len(finest)), np.ones(len(parts.col))])
            blocks.append(_merged(rows, columns, signs, (len(finest), size)))
        relations = sparse.csr_array(sparse.vstack(blocks, format="csr"))
        once = sparse.csr_array(relations[first_of_each(relations)])
        return AdditiveCells(self.counts[:size], once).with_sums(self.sums)

    def kind_cells(self) -> Numbers:
        """Give the first cell that holds each kind alone."""
        alone = np.flatnonzero(np.diff(self.holds.indptr) == 1)[::-1]
        cell = np.zeros(len(self.kinds.codes), dtype=np.int64)
        cell[self.holds[alone].indices] = alone
        return cell

    def people_alone(self) -> Numbers:
        """Give for each printed cell of count 1, and its one kind, the number of that kind; NOBODY elsewhere."""
        there = self.kinds.counts > 0
        person = np.asarray(self.holds @ np.where(there, np.arange(len(there)), 0), dtype=np.int64)
        found = np.where(self.counts == 1, person, NOBODY)
        seen = np.unique(found[: self.printed])
        return np.where(np.isin(found, seen), found, NOBODY)

    def contributions(
        self, columns: Mapping[str, Sequence[str]], contributor: Sequence[str], values: Counts
    ) -> Contributions:
        """Give what each contributor has of every kind; rows as for ``of``, the empty text is nobody."""
        names, who = np.unique(np.array(contributor, dtype=str), return_inverse=True)
        place = {codes: n for n, codes in enumerate(self.kinds.codes)}
        rows = list(zip(*(columns[level] for level in self.kinds.levels), strict=True))
        there = np.array([values[n] > 0 and names[who[n]] != "" for n in range(len(rows))], dtype=bool)
        kind = np.array([place[rows[n]] for n in np.flatnonzero(there)], dtype=np.int64)
        of_kinds = sparse.csr_array(
            (values[there], (who[there].astype(np.int64), kind)), shape=(len(names), len(self.kinds.codes))
        )
        return Contributions(sparse.csr_array(of_kinds[np.flatnonzero(names != "")]))

    def regions(self) -> list[list[Numbers]]:
        """Give parts that can be protected each by itself, from small to large; see ``Grid.regions``.

        A part is all that lies below one node of the largest dimension of any table: cells whose kinds are all below
        it, and not as wide as it in this dimension.
        """
        dimension = max((d for grid in self.grids for d in grid.dimensions), key=lambda d: d.size)
        columns = self.kinds.columns()
        leaf = np.array(
            [dimension.number[path] for path in zip(*(columns[level] for level in dimension.levels), strict=True)]
        )
        ones = np.ones(len(leaf), dtype=np.int64)
        seen = self.holds @ sparse.csr_array((ones, (np.arange(len(leaf)), leaf)), shape=(len(leaf), dimension.size))
        stages: list[list[Numbers]] = [[] for _ in dimension.levels]
        for node in dimension.children:
            below = dimension.leaves_below(node)
            inside = (seen[:, below] > 0).sum(axis=1)
            others = (seen > 0).sum(axis=1) - inside
            part = np.flatnonzero((others == 0) & (inside > 0) & (inside < len(below)))
            stages[len(dimension.nodes[node])].append(part.astype(np.int64))
        return [*stages[:0:-1], [np.arange(len(self.counts))]]


def _distinct(memberships: sparse.csr_array, names: npt.NDArray[np.uint64]) -> tuple[Numbers, Numbers]:
    """Give each row the number of its set, in the order in which sets come first; and the first row of each set."""
    sums = np.zeros((memberships.shape[0], 2), dtype=np.uint64)
    rows = np.repeat(np.arange(memberships.shape[0]), np.diff(memberships.indptr))
    np.add.at(sums, rows, names[memberships.indices])  # wraps around: a name for the set, the same for the same set
    _, first, inverse = np.unique(sums, axis=0, return_index=True, return_inverse=True)
    order = np.argsort(first)
    rank = np.empty_like(order)
    rank[order] = np.arange(len(order))
    return rank[inverse.ravel()].astype(np.int64), np.sort(first).astype(np.int64)


def _merged(
    rows: Numbers, columns: Numbers, signs: npt.NDArray[np.float64], shape: tuple[int, int]
) -> sparse.csr_array:
    """Give additions over merged cells; a whole that has become its only part leaves nothing."""
    found = sparse.csr_array((signs, (rows, columns)), shape=shape)
    found.eliminate_zeros()
    return found[np.flatnonzero(np.diff(found.indptr) > 0)]
