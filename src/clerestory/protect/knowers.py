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
        For each class of knowers the one whose own the whole cell is; NOBODY where there is none.
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
