"""What a set of moves proves, in the eyes of the outsider and of everybody who knows a part of the table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np

from clerestory.model.tables import Mask
from clerestory.protect.additive import Move, Numbers
from clerestory.protect.knowers import NOBODY, Knowers
from clerestory.protect.suppress.grids.programme import Floats
from clerestory.protect.suppress.grids.task import Task


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
    """Moves, read cell by cell; each keeps its number, also when it is left out.

    Parameters
    ----------
    task : Task
    moves : iterable of Move

    Attributes
    ----------
    moves : list of Move
    kept : set of int
        The numbers of those that are not left out.
    """

    def __init__(self, task: Task, moves: Iterable[Move] = ()) -> None:
        self._task = task
        self.moves: list[Move] = []
        self.kept: set[int] = set()
        self._used = np.zeros(len(task.unsafe), dtype=np.int64)
        self._ruled_out: list[frozenset[int]] = []
        self._of: dict[int, dict[int, _Change]] = {int(cell): {} for cell in np.flatnonzero(task.unsafe)}
        self._owners = {cell: set(task.knowers.owners[:, cell].tolist()) - {NOBODY} for cell in self._of}
        self._known: dict[int, _Standing] = {}  # as far as nothing has changed since
        for move in moves:
            self.add(move)

    @property
    def hidden(self) -> Mask:
        """The unsafe cells, those that the kept moves change, and those that nobody sees."""
        return np.asarray(self._task.unsafe | (self._used > 0) | ~self._task.printed)

    def alone(self, cost: Floats) -> Floats:
        """Give for each move what the cells cost that it alone hides; 0 for those left out."""
        only = (self._used == 1) & ~self._task.unsafe & self._task.printed
        found = [float(cost[move.cells[only[move.cells]]].sum()) for move in self.moves]
        return np.array([value if n in self.kept else 0.0 for n, value in enumerate(found)])

    def through(self, cell: int) -> list[int]:
        """Give the kept moves that change a cell."""
        return [n for n in sorted(self.kept) if (self.moves[n].cells == cell).any()]

    def add(self, move: Move) -> int:
        """Take a move into account; gives its number."""
        self.moves.append(move)
        self._ruled_out.append(frozenset(ruled_out_by(self._task, move).tolist()))
        self.take_back(len(self.moves) - 1)
        return len(self.moves) - 1

    def take_back(self, number: int) -> None:
        """Count a move again that was left out."""
        move, ruled_out = self.moves[number], self._ruled_out[number]
        self.kept.add(number)
        self._used[move.cells] += 1
        for cell, by in zip(move.cells.tolist(), move.change.tolist(), strict=True):
            if cell in self._of:
                self._of[cell][number] = _Change(by, ruled_out)
                self._known.pop(cell, None)

    def leave_out(self, number: int) -> None:
        """Do without a move."""
        self.kept.remove(number)
        self._used[self.moves[number].cells] -= 1
        for cell in self._changed(number):
            del self._of[cell][number]
            self._known.pop(cell, None)

    def can_miss(self, number: int) -> bool:
        """Say whether everything stays proven without a move."""
        return all(
            self._standing(cell, [change for n, change in self._of[cell].items() if n != number]).proven
            for cell in self._changed(number)
        )

    def short(self) -> Mask:
        """Mark the unsafe cells whose possible values lie too close together for anybody, an outsider included."""
        mask = np.zeros(len(self._used), dtype=bool)
        mask[[cell for cell, standing in self._standings() if standing.short]] = True
        return mask

    def exposed(self) -> tuple[Numbers, Numbers]:
        """Give each pair of an unsafe cell and a knower for whom its possible values lie too close together.

        Returns
        -------
        cells, knowers : int arrays of shape (n,)
        """
        pairs = [(cell, person) for cell, standing in self._standings() for person in standing.exposed_to]
        cells, people = np.array(pairs, dtype=np.int64).reshape(-1, 2).T
        return cells, people

    def _standings(self) -> Iterator[tuple[int, _Standing]]:
        for cell, changes in self._of.items():
            if cell not in self._known:
                self._known[cell] = self._standing(cell, list(changes.values()))
            yield cell, self._known[cell]

    def _changed(self, number: int) -> list[int]:
        return [cell for cell in self.moves[number].cells.tolist() if number in self._of.get(cell, ())]

    def _standing(self, cell: int, changes: Sequence[_Change]) -> _Standing:
        """Give who is left with too little; knowers who rule out no move see what the outsider sees."""
        width = int(self._task.width[cell])
        exposed = (
            person
            for person in _candidates(changes, width) - self._owners[cell]
            if _spread([change for change in changes if person not in change.ruled_out]) < width
        )
        return _Standing(_spread(changes) < width, tuple(sorted(exposed)))


@dataclass(frozen=True)
class _Standing:
    """How an unsafe cell stands: whether it is short of what is asked for in all eyes, and in whose."""

    short: bool
    exposed_to: tuple[int, ...]

    @property
    def proven(self) -> bool:
        return not self.short and not self.exposed_to


def _candidates(changes: Sequence[_Change], width: int) -> set[int]:
    """Give knowers among whom all exposed ones are: who does not rule out some move that suffices is not exposed."""
    alone = [change.ruled_out for change in changes if abs(change.by) >= width]
    if alone:
        return set(frozenset.intersection(*alone))
    return set().union(*(change.ruled_out for change in changes))


def _spread(changes: Iterable[_Change]) -> int:
    """Give how far apart the values of a cell are that the moves make possible, the true one among them."""
    by = [change.by for change in changes]
    return max(0, *by, 0) - min(0, *by, 0)
