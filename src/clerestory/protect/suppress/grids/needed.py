"""Moves that are needed: what a proof can do without is left out, and with it the cells that only this move hides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clerestory.model.tables import Mask
from clerestory.protect.additive import NOBODY, AdditiveCells, Move
from clerestory.protect.suppress.grids.programme import Floats


def hidden_by(unsafe: Mask, moves: Sequence[Move]) -> Mask:
    """Give the cells that are hidden so that all moves are possible."""
    hidden = unsafe.copy()
    for move in moves:
        hidden[move.cells] = True
    return hidden


def needed(cells: AdditiveCells, unsafe: Mask, moves: Sequence[Move], cost: Floats, *, singletons: bool) -> list[Move]:
    """Leave out moves that nobody misses, those first that hide the most on their own.

    A cell can miss a move if others change it; with people who know a cell, if none of them knows a cell of each other.
    """
    used = np.zeros(len(cells.counts), dtype=np.int64)
    through: dict[int, set[int]] = {int(cell): set() for cell in np.flatnonzero(unsafe)}
    people: list[set[int]] = []
    for number, move in enumerate(moves):
        used[move.cells] += 1
        for cell in move.cells[unsafe[move.cells]].tolist():
            through[cell].add(number)
        people.append(set(cells.owners[move.cells].tolist()) - {NOBODY} if singletons else set())
    alone = [float(cost[move.cells[(used[move.cells] == 1) & ~unsafe[move.cells]]].sum()) for move in moves]
    kept = set(range(len(moves)))
    for number in sorted(kept, key=lambda n: -alone[n]):
        changed = moves[number].cells[unsafe[moves[number].cells]].tolist()
        if all(_proven([people[n] for n in through[cell] - {number}], int(cells.owners[cell])) for cell in changed):
            kept.remove(number)
            for cell in changed:
                through[cell].remove(number)
    return [moves[number] for number in sorted(kept)]


def _proven(people: Sequence[set[int]], owner: int) -> bool:
    """Say whether there is a move, and for each person but the cell's own one without a cell that person knows."""
    if not people:
        return False
    left = min(people, key=len)
    for known in people:
        left = left & known
    return left <= {owner}
