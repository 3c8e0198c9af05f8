"""What people, operations and givers know of the cells of a study: the cases that are their own."""

from __future__ import annotations

from collections.abc import Collection, Sequence

import numpy as np
from scipy import sparse

from clerestory.model.attackers import Attacker
from clerestory.model.tables import ConfidentialCohort, Mask, Predicate
from clerestory.protect.additive import Numbers
from clerestory.protect.contributions import Contributions
from clerestory.protect.knowers import Knowers
from clerestory.protect.suppress.cohorts.inner_cells import LinkedCells

_NEVER = -1  # no part of a cell is as much as this, so nobody owns it


def knowers_of(
    cohort: ConfidentialCohort, linked: LinkedCells, attackers: Collection[Attacker], printed: Mask
) -> Knowers:
    """Give everybody who knows a part of the cells.

    A cell that is wholly theirs they know; of any other, and of each inner cell, that it holds their own cases at
    least. Nobody is told that an inner cell is wholly theirs: no table prints it.

    Parameters
    ----------
    printed : bool array of shape (K,)
        Distinct cells that a table prints: a person who is alone in one of them knows it.
    """
    n = len(cohort.counts)
    parts = []
    if Attacker.SINGLETON in attackers:
        ones = np.flatnonzero(printed & (linked.cells.counts[: len(printed)] == 1))
        people = np.unique(linked.members[:, ones].tocoo().row)
        parts.append(
            sparse.csr_array((np.ones(len(people), np.int64), (np.arange(len(people)), people)), (len(people), n))
        )
    for kind, behind in ((Attacker.OPERATION, cohort.operations), (Attacker.GIVER, cohort.givers)):
        if kind in attackers and behind is not None:
            parts.append(Contributions.by_combination(behind, n).parts)
    counts = np.concatenate([linked.cells.counts[: len(printed)], np.full(len(linked.home) - len(printed), _NEVER)])
    return Knowers.of(counts, None, [Contributions(sparse.csr_array(each @ linked.members)) for each in parts])


def with_known_zeros(knowers: Knowers, linked: LinkedCells, cells: Sequence[Predicate], zeros: Numbers) -> Knowers:
    """Give the same people, with the zeros that they know: all the cells around these are wholly theirs.

    Parameters
    ----------
    cells : sequence of Predicate
        The K distinct cells.
    zeros : int array
        Numbers of those of count 0 that must stay unknown.
    """
    if not len(zeros) or not len(knowers):
        return knowers
    blocks = []
    for inner in linked.inner:
        there = {
            n: inner.members(cell) for n, cell in enumerate(cells) if {name for name, _ in cell} <= set(inner.names)
        }
        number, at = np.nonzero(np.array(list(there.values()), dtype=bool).reshape(len(there), len(inner.kinds)))
        numbers = np.array(list(there), dtype=np.int64)[number]
        ones, shape = np.ones(len(at), dtype=np.int64), (len(linked.home), len(inner.kinds))
        blocks.append(sparse.csr_array((ones, (numbers, at)), shape=shape))
    return knowers.with_insight(zeros, sparse.csr_array(sparse.hstack(blocks, format="csr")))
