"""The search for a pattern over the distinct cells of linked tables, and over sums that none of them prints."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from scipy import sparse

from clerestory.model.tables import Mask
from clerestory.progress import Progress
from clerestory.protect.additive import Move, Numbers
from clerestory.protect.contributions import Contributions
from clerestory.protect.hierarchies.unprinted import UnprintedSums
from clerestory.protect.knowers import Knowers
from clerestory.protect.linked.exchanges import Exchanges
from clerestory.protect.linked.history import Standing
from clerestory.protect.linked.tables import LinkedTables
from clerestory.protect.suppress.grids import Deadline, Floats, HypercubeSearch, Task, choose_pattern, whole_change


@dataclass(frozen=True, repr=False)
class LinkedSearch:
    """What is asked of linked tables of K distinct cells; confidential.

    Attributes
    ----------
    tables : LinkedTables
    stands : Standing
        What readers have of the cells already.
    unsafe : bool array of shape (K,)
    width : int array of shape (K,)
        How far apart two possible values of an unsafe cell must lie.
    least : int
        What readers know a hidden cell to be at least that some table prints.
    singletons : bool
        Whether persons attack who are alone in a cell.
    known : sequence of Contributions
        Of every class of contributors that attacks, by kind.
    """

    tables: LinkedTables
    stands: Standing
    unsafe: Mask
    width: Numbers
    least: int
    singletons: bool
    known: Sequence[Contributions]
    seed: int
    iterations: int
    deadline: Deadline
    progress: Progress

    def pattern(self, sums: UnprintedSums, hidden: Mask) -> tuple[Mask, list[Move]]:
        """Choose the cells to hide, so that neither unsafe cells nor sums are known; see ``GridSearch.pattern``."""
        size = len(self.unsafe)
        tables, at = self.tables.with_sums(sums.made_of)
        more = len(tables.counts) - size
        asked = np.concatenate([np.where(self.unsafe, self.width, 0), np.zeros(more, dtype=np.int64)])
        np.maximum.at(asked, at, sums.width)
        unsafe = asked > 0
        none = np.zeros(more, dtype=bool)
        given, new = np.append(self.stands.given, none), np.append(self.stands.new & ~hidden, none)
        least = np.where(np.arange(size + more) < tables.printed, self.least, 0)
        cells = tables.cells()
        mask = (cells.counts >= least) & ~given
        free = np.flatnonzero(mask)
        position = np.full(len(mask), -1, dtype=np.int64)
        position[free] = np.arange(len(free))
        if not unsafe[free].any():
            return hidden, []
        found = choose_pattern(
            Task(
                cells.only(mask),
                unsafe[free],
                np.maximum(asked, 1)[free],
                least[free],
                new[free],
                self._knowers(tables, np.flatnonzero(unsafe & (cells.counts == 0))).only(mask),
            ),
            hypercube=_exchanges(tables, free, position),
            regions=[[found[found >= 0] for found in (position[part] for part in stage)] for stage in tables.regions()],
            seed=self.seed,
            iterations=self.iterations,
            deadline=self.deadline,
            progress=self.progress,
        )
        every = np.zeros(len(mask), dtype=bool)
        every[free] = found.hidden
        moves = [Move(free[move.cells], move.change) for move in found.moves]
        return every[:size] | hidden, [move.within(size) for move in moves]

    def further(self, sums: UnprintedSums, hidden: Mask) -> tuple[Mask, list[Move]]:
        """Hide more cells, so that some sums are not known either; unsafe cells are proven already."""
        return replace(self, unsafe=np.zeros_like(self.unsafe)).pattern(sums, hidden)

    def _knowers(self, tables: LinkedTables, zeros: Numbers) -> Knowers:
        alone = tables.people_alone() if self.singletons else None
        knowers = Knowers.of(tables.counts, alone, [of_cells(tables, known) for known in self.known])
        return knowers.with_insight(zeros, tables.holds) if len(zeros) and len(knowers) else knowers


def of_cells(tables: LinkedTables, of_kinds: Contributions) -> Contributions:
    """Give what each contributor has in every cell from what it has of every kind."""
    return Contributions(sparse.csr_array(of_kinds.parts @ tables.holds.T))


def _exchanges(tables: LinkedTables, free: Numbers, position: Numbers) -> HypercubeSearch:
    """Give a search for exchanges over the cells that may be hidden, by their numbers among these."""
    exchanges, relations = Exchanges(tables.holds), tables.cells().relations

    def cheapest(cell: int, price: Floats, fall: Floats, enough: tuple[int, int]) -> Move | None:
        every, falls = np.zeros(len(position)), np.full(len(position), -1.0)
        every[free], falls[free] = price, fall
        move = exchanges.cheapest(int(free[cell]), every, falls, enough)
        if move is None:
            move = whole_change(relations, int(free[cell]), every, falls, enough)
        return move and Move(position[move.cells], move.change)

    return cheapest
