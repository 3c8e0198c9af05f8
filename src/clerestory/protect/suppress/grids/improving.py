"""A pattern made better: a hidden cell is shown, if what it proved can be proven otherwise at less cost."""

from __future__ import annotations

import numpy as np

from clerestory.progress import SILENT, Progress
from clerestory.protect.suppress.grids.against_knowers import ask
from clerestory.protect.suppress.grids.covering import Covering, Pace
from clerestory.protect.suppress.grids.deadline import Deadline
from clerestory.protect.suppress.grids.evidence import Evidence
from clerestory.protect.suppress.grids.needed import leave_out_what_is_not_needed
from clerestory.protect.suppress.grids.programme import Floats

_BANNED = 1e3  # times the dearest cell
_FIRST_REWARD, _GROWTH = 0.3, 2.0  # what is paid for a unit of change at first, and by how much more each round
_WAS_HIDDEN = 1e-2  # the price of a cell that was hidden before: there is nothing to be saved there
_JOLT = 0.3
_ROUNDS = 5  # to find other moves for what one cell proved; what takes longer mostly comes to nothing


def improve(
    covering: Covering,
    evidence: Evidence,
    cost: Floats,
    rng: np.random.Generator,
    *,
    deadline: Deadline,
    progress: Progress = SILENT,
) -> None:
    """Try to show every hidden cell that is safe by itself, one after the other, the dearest first.

    The moves through the cell are left out, and others asked for that do not change it. They are kept if in the end
    everything is proven and the pattern costs less; otherwise all is as it was.

    Parameters
    ----------
    evidence : Evidence
        Everything is proven, and stays so.
    cost : float array of shape (K,)
        Cost of hiding each cell.
    deadline : Deadline
        Looked at before each cell; what has been tried till then stays.
    """
    task, tried = covering.task, np.zeros(len(cost), dtype=bool)
    progress.begin("going over the pattern", int((evidence.hidden & ~task.unsafe & task.printed).sum()))
    while (left := evidence.hidden & ~task.unsafe & task.printed & ~tried).any() and not deadline.over():
        cell = int(np.where(left, cost, -1).argmax())
        tried[cell] = True
        _show(cell, covering, evidence, cost, rng)
        progress.advance()


def _show(cell: int, covering: Covering, evidence: Evidence, cost: Floats, rng: np.random.Generator) -> None:
    before, kept = float(cost[evidence.hidden].sum()), evidence.kept.copy()
    was_hidden = evidence.hidden
    for number in evidence.through(cell):
        evidence.leave_out(number)
    price = np.where(was_hidden, _WAS_HIDDEN, cost)
    price[cell] = _BANNED * cost.max()
    pace = Pace(reward=_FIRST_REWARD)
    for _ in range(_ROUNDS):
        if not _open(evidence):
            leave_out_what_is_not_needed(evidence, cost)
            break
        ask(covering, evidence, price * (1 + _JOLT * rng.random(len(price))), pace, rng)
        pace.reward *= _GROWTH
        if evidence.hidden[cell] or cost[evidence.hidden].sum() > 1.1 * before:
            break
    if _open(evidence) or cost[evidence.hidden].sum() >= before:
        for number in evidence.kept - kept:
            evidence.leave_out(number)
        for number in sorted(kept - evidence.kept):
            evidence.take_back(number)


def _open(evidence: Evidence) -> bool:
    return bool(evidence.short().any()) or len(evidence.exposed()[0]) > 0
