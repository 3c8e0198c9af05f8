"""What people, operations and givers know of a block beside what is published: which cases are their own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass

import numpy as np
from scipy import sparse

from clerestory.model.attackers import Attacker
from clerestory.model.tables import ConfidentialCohort
from clerestory.protect.audit.knowledge import Block, Ints


@dataclass(frozen=True, repr=False)
class BlockKnowers:
    """Everybody who knows a part of a block: C knowers of N kinds and M printed cells; confidential.

    Attributes
    ----------
    of_kinds : sparse int array of shape (N, C)
        Cases of each kind that are a knower's own: there are no fewer.
    own : sparse 0/1 array of shape (M, C)
        Cells that are wholly a knower's own, so that he knows their number.
    """

    of_kinds: sparse.csc_array
    own: sparse.csc_array

    def __repr__(self) -> str:
        return f"BlockKnowers({self.of_kinds.shape[1]})"

    def ruling_out(self, block: Block, change: Ints) -> frozenset[int]:
        """Give the knowers who know that a population is not the true one."""
        fewer = np.flatnonzero(change < 0)
        parts = self.of_kinds[fewer].tocoo()
        too_few = parts.col[parts.data > (block.truth + change)[fewer][parts.row]]
        other = np.flatnonzero(block.members.astype(np.int64) @ change)
        return frozenset(too_few.tolist()) | frozenset(self.own[other].tocoo().col.tolist())

    def owners(self, block: Block, count: int, row: Ints) -> frozenset[int]:
        """Give those whose own all cases of a set are, printed or not.

        An empty set is known to those of whom all the cells around it are: they know that no other case is there.
        """
        if count:
            return frozenset(np.flatnonzero(np.asarray(row @ self.of_kinds).ravel() == count).tolist())
        around = sparse.csr_array(block.members[:, np.flatnonzero(row)].astype(np.int64))
        told = (self.own.T @ around).tocoo()
        kinds = np.bincount(told.row, minlength=self.own.shape[1])
        return frozenset(np.flatnonzero((kinds == row.sum()) & (kinds > 0)).tolist())

    def least(self, knowers: Collection[int]) -> Ints:
        """Give how many cases of each kind there are at least, to the best knowledge of some."""
        parts = self.of_kinds[:, sorted(knowers)].tocoo()
        least = np.zeros(self.of_kinds.shape[0], dtype=np.int64)
        np.maximum.at(least, parts.row, parts.data)
        return least

    def known(self, knowers: Collection[int]) -> Ints:
        """Give the cells whose number one of some knows, as each is wholly one's own."""
        return np.unique(self.own[:, sorted(knowers)].tocoo().row).astype(np.int64)


def block_knowers(cohort: ConfidentialCohort, block: Block, attackers: Collection[Attacker]) -> BlockKnowers:
    """Give everybody of some classes who has cases in a block.

    Parameters
    ----------
    attackers : collection of Attacker
        An outsider knows nothing; a singleton is somebody who is alone in a printed cell.
    """
    truth = block.members.astype(np.int64) @ block.truth
    found = [sparse.csc_array((len(block.truth), 0), dtype=np.int64)]
    if Attacker.SINGLETON in attackers:
        alone = block.members[np.flatnonzero(truth == 1)].tocoo()
        people = np.unique(alone.col[block.truth[alone.col] > 0])
        ones = np.ones(len(people), dtype=np.int64)
        found.append(sparse.csc_array((ones, (people, np.arange(len(people)))), shape=(len(block.truth), len(people))))
    for kind, behind in ((Attacker.OPERATION, cohort.operations), (Attacker.GIVER, cohort.givers)):
        if kind in attackers and behind is not None:
            places = (block.of_combination[behind.combinations], behind.contributors)
            size = (len(block.truth), len(behind.names))
            found.append(sparse.csc_array((behind.cases, places), shape=size))
    of_kinds = sparse.csc_array(sparse.hstack(found, format="csc"))
    of_cells = sparse.coo_array(block.members.astype(np.int64) @ of_kinds)
    whole = (of_cells.data > 0) & (of_cells.data == truth[of_cells.row])
    ones = np.ones(int(whole.sum()), dtype=np.int64)
    own = sparse.csc_array((ones, (of_cells.row[whole], of_cells.col[whole])), shape=of_cells.shape)
    return BlockKnowers(of_kinds, own)
