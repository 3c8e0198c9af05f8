"""Who knows a part of a table beside what is published: people, operations, givers."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

import numpy as np
from scipy import sparse

from clerestory.model.tables import Counts, Mask
from clerestory.protect.additive import Numbers
from clerestory.protect.contributions import Contributions

NOBODY = -1


@dataclass(frozen=True, repr=False)
class Knowers:
    """Everybody who knows something of K cells, numbered from 0 over all classes; confidential.

    A knower knows the own part of every cell. A cell that is wholly theirs does not change in their eyes, and no cell
    can be less than their part of it.

    Attributes
    ----------
    owners : int array of shape (classes, K)
        For each class of knowers the one whose own the whole cell is; NOBODY where there is none. More rows name those
        who know of zeros and sums, see ``with_insight``.
    parts : sparse array of shape (knowers, K)
        The own part of each knower in cells that are not wholly theirs, as far as it is not implied by the others.
    """

    owners: Numbers
    parts: sparse.csr_array

    def __repr__(self) -> str:
        return f"Knowers({self.parts.shape[0]} of {len(self.owners)} classes)"

    def __len__(self) -> int:
        return int(self.parts.shape[0])

    @classmethod
    def of(cls, counts: Counts, alone: Numbers | None, contributions: Sequence[Contributions]) -> Knowers:
        """Give everybody a number who knows a part of a table.

        Parameters
        ----------
        counts : int array of shape (K,)
        alone : int array of shape (K,) or None
            For a cell of count 1 a number for the one person in it, the same in all cells that hold that person alone,
            NOBODY elsewhere; None where such persons are not among the attackers.
        contributions : sequence of Contributions
            Of every class of contributors that is among the attackers.
        """
        owners: list[Numbers] = []
        parts: list[sparse.csr_array] = []
        begun = 0
        if alone is not None:
            people, number = np.unique(alone, return_inverse=True)
            nobody = int(len(people) > 0 and people[0] == NOBODY)
            owners.append(np.where(alone == NOBODY, NOBODY, number - nobody).astype(np.int64))
            begun = len(people) - nobody
            # Of a cell with others in it a person knows that it is 1 at least, as the own cell is a part of it.
            parts.append(sparse.csr_array((begun, len(counts)), dtype=np.int64))
        for each in contributions:
            own = each.parts.tocoo()
            whole = own.data == counts[own.col]
            owner = np.full(len(counts), NOBODY, dtype=np.int64)
            there = whole & (own.data > 0)
            owner[own.col[there]] = begun + own.row[there]
            owners.append(owner)
            rest = ~whole
            parts.append(sparse.csr_array((own.data[rest], (own.row[rest], own.col[rest])), shape=each.parts.shape))
            begun += each.parts.shape[0]
        if not owners:
            return cls(np.zeros((0, len(counts)), dtype=np.int64), sparse.csr_array((0, len(counts)), dtype=np.int64))
        return cls(np.array(owners), sparse.vstack(parts, format="csr"))

    def with_more_cells(self, number: int) -> Knowers:
        """Give the same people with more cells at the end, of which nobody knows anything by himself."""
        shape = (self.parts.shape[0], self.parts.shape[1] + number)
        nobody = np.full((len(self.owners), number), NOBODY, dtype=np.int64)
        parts = sparse.csr_array((self.parts.data, self.parts.indices, self.parts.indptr), shape=shape)
        return Knowers(np.hstack([self.owners, nobody]), parts)

    def with_insight(self, cells: Numbers, holds: sparse.csr_array) -> Knowers:
        """Give the same people, with the zeros and sums that they know: all of them lies in cells wholly theirs.

        Parameters
        ----------
        cells : int array
            Numbers of cells of count 0, or of sums that nobody prints.
        holds : sparse 0/1 array of shape (K, J)
            Which of J finest cells, or kinds, belong to each cell.
        """
        classes, own_cells = np.nonzero(self.owners != NOBODY)
        who = self.owners[classes, own_cells]
        ones, shape = np.ones(len(who), dtype=np.int64), (len(self), self.owners.shape[1])
        own = sparse.csr_array((ones, (who, own_cells)), shape=shape)
        inside = holds[cells]
        known = sparse.csr_array(own @ holds)
        known.data[:] = 1
        common = sparse.coo_array(known @ inside.T)
        wholly = common.data == np.diff(inside.indptr)[common.col]
        person, at = common.row[wholly], common.col[wholly]
        order = np.argsort(at, kind="stable")
        person, at = person[order], at[order]
        rank = np.arange(len(at)) - np.searchsorted(at, at)
        more = np.full((int(rank.max(initial=-1)) + 1, self.owners.shape[1]), NOBODY, dtype=np.int64)
        more[rank, cells[at]] = person
        return Knowers(np.vstack([self.owners, more]), self.parts)

    def only_outsider(self) -> Knowers:
        """Give nobody: the outsider alone attacks."""
        size = self.owners.shape[1]
        return Knowers(np.zeros((0, size), dtype=np.int64), sparse.csr_array((0, size), dtype=np.int64))

    @cached_property
    def by_cell(self) -> sparse.csc_array:
        """The own parts, in an order in which those of a cell lie together."""
        return self.parts.tocsc()

    def only(self, mask: Mask) -> Knowers:
        """Give what they know of the cells of a mask."""
        return Knowers(self.owners[:, mask], self.parts[:, np.flatnonzero(mask)].tocsr())

    def own(self, knowers: Numbers) -> Mask:
        """Mark the cells that are wholly of one of some knowers."""
        return np.asarray(np.isin(self.owners, knowers).any(axis=0))

    def floor(self, knowers: Numbers, least: Counts) -> Counts:
        """Give what each cell is at least in the eyes of the best informed of some knowers.

        Parameters
        ----------
        least : int array of shape (K,)
            What everybody knows.

        Returns
        -------
        int array of shape (K,)
        """
        floor = least.copy()
        parts = self.parts[knowers]
        np.maximum.at(floor, parts.indices, parts.data)
        return floor
