"""Moves that are needed: what a proof can do without is left out, and with it the cells that only this move hides."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clerestory.protect.additive import Move
from clerestory.protect.suppress.grids.evidence import Evidence
from clerestory.protect.suppress.grids.programme import Floats
from clerestory.protect.suppress.grids.task import Task


def needed(task: Task, moves: Sequence[Move], cost: Floats) -> list[Move]:
    """Leave out moves that no unsafe cell misses in anybody's eyes, those first that hide the most on their own."""
    used = np.zeros(len(task.unsafe), dtype=np.int64)
    for move in moves:
        used[move.cells] += 1
    alone = [float(cost[move.cells[(used[move.cells] == 1) & ~task.unsafe[move.cells]]].sum()) for move in moves]
    evidence, kept = Evidence(task, moves), set(range(len(moves)))
    for number in sorted(kept, key=lambda n: -alone[n]):
        if evidence.can_miss(number):
            evidence.leave_out(number)
            kept.remove(number)
    return [moves[number] for number in sorted(kept)]
