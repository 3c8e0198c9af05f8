"""What a set of moves proves, in the eyes of the outsider and of everybody who knows a part of the table."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np

from clerestory.model.tables import Mask
from clerestory.protect.additive import Move, Numbers
from clerestory.protect.knowers import NOBODY, Knowers
from clerestory.protect.suppress.grids.task import Task


def hidden_by(unsafe: Mask, moves: Iterable[Move]) -> Mask:
    """Give the cells that are hidden so that all moves are possible."""
    hidden = unsafe.copy()
    for move in moves:
        hidden[move.cells] = True
    return hidden


def ruled_out_by(task: Task, move: Move) -> Numbers:
    """Give the knowers in whose eyes a move is not possible: it changes a cell of theirs, or goes below their part."""
    knowers = task.knowers
    owners = knowers.owners[:, move.cells].ravel()
    falling = move.change < 0
    below = _below(knowers, move.cells[falling], task.cells.counts[move.cells[falling]] + move.change[falling])
    return np.array(sorted({*owners[owners != NOBODY].tolist(), *below.tolist()}), dtype=np.int64)


def _below(knowers: Knowers, cells: Numbers, values: Numbers) -> Numbers:
    if not knowers.parts.nnz or not len(cells):
        return np.zeros(0, dtype=np.int64)
    parts = knowers.by_cell
    begin, end = parts.indptr[cells], parts.indptr[cells + 1]
    at = np.concatenate([np.arange(b, e) for b, e in zip(begin, end, strict=True)])
    too_small = parts.data[at] > np.repeat(values, end - begin)
    return np.asarray(parts.indices[at[too_small]], dtype=np.int64)


@dataclass(frozen=True)
class _Change:
    """One move as one unsafe cell sees it."""

    by: int
    ruled_out: frozenset[int]


class Evidence:
    """The moves found so far, read cell by cell.

    Parameters
    ----------
    task : Task
    moves : iterable of Move
    """

    def __init__(self, task: Task, moves: Iterable[Move] = ()) -> None:
        self._task = task
        self.moves: list[Move] = []
        self._of: dict[int, dict[int, _Change]] = {int(cell): {} for cell in np.flatnonzero(task.unsafe)}
        self._owners = {cell: set(task.knowers.owners[:, cell].tolist()) - {NOBODY} for cell in self._of}
        self._exposed_to: dict[int, list[int]] = {}  # as far as nothing has changed since
        for move in moves:
            self.add(move)

    def add(self, move: Move) -> None:
        """Take a move into account."""
        number = len(self.moves)
        self.moves.append(move)
        ruled_out = frozenset(ruled_out_by(self._task, move).tolist())
        for cell, by in zip(move.cells.tolist(), move.change.tolist(), strict=True):
            if cell in self._of:
                self._of[cell][number] = _Change(by, ruled_out)
                self._exposed_to.pop(cell, None)

    def exposed(self) -> tuple[Numbers, Numbers]:
        """Give each pair of an unsafe cell and a knower for whom its possible values lie too close together.

        Returns
        -------
        cells, knowers : int arrays of shape (n,)
        """
        cells: list[int] = []
        people: list[int] = []
        for cell, changes in self._of.items():
            if cell not in self._exposed_to:
                self._exposed_to[cell] = self._exposed(cell, list(changes.values()))
            cells += [cell] * len(self._exposed_to[cell])
            people += self._exposed_to[cell]
        return np.array(cells, dtype=np.int64), np.array(people, dtype=np.int64)

    def can_miss(self, number: int) -> bool:
        """Say whether everything stays proven without a move."""
        return all(
            self._proven(cell, [change for n, change in self._of[cell].items() if n != number])
            for cell in self._changed(number)
        )

    def leave_out(self, number: int) -> None:
        """Do without a move; it keeps its number."""
        for cell in self._changed(number):
            del self._of[cell][number]
            self._exposed_to.pop(cell, None)

    def _changed(self, number: int) -> list[int]:
        return [cell for cell in self.moves[number].cells.tolist() if number in self._of.get(cell, ())]

    def _proven(self, cell: int, changes: Sequence[_Change]) -> bool:
        return _spread(changes) >= self._task.width[cell] and not self._exposed(cell, changes)

    def _exposed(self, cell: int, changes: Sequence[_Change]) -> list[int]:
        """Give the knowers who are left with too little; those who rule out no move see what the outsider sees."""
        width = int(self._task.width[cell])
        candidates = self._candidates(changes, width) - self._owners[cell]
        return sorted(
            person
            for person in candidates
            if _spread([change for change in changes if person not in change.ruled_out]) < width
        )

    @staticmethod
    def _candidates(changes: Sequence[_Change], width: int) -> set[int]:
        """Give knowers among whom all exposed ones are: who rules out no move of some that suffice is not exposed."""
        if not changes:
            return set()
        alone = [change.ruled_out for change in changes if abs(change.by) >= width]
        if alone:
            return set(frozenset.intersection(*alone))
        return set().union(*(change.ruled_out for change in changes))


def _spread(changes: Iterable[_Change]) -> int:
    """Give how far apart the values of a cell are that the moves make possible, the true one among them."""
    by = [change.by for change in changes]
    return max(0, *by, 0) - min(0, *by, 0)
