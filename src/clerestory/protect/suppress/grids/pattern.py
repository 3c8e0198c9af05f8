"""Which cells to hide: an outline, moves that cover every unsafe cell along it, and no move that is not needed."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from clerestory.model.tables import Mask
from clerestory.progress import SILENT, Progress
from clerestory.protect.additive import Move
from clerestory.protect.suppress.grids.against_knowers import against_knowers
from clerestory.protect.suppress.grids.covering import (
    ALREADY_HIDDEN,
    Covering,
    HypercubeSearch,
    Regions,
    cannot_be_protected,
)
from clerestory.protect.suppress.grids.deadline import Deadline
from clerestory.protect.suppress.grids.evidence import Evidence
from clerestory.protect.suppress.grids.improving import improve
from clerestory.protect.suppress.grids.needed import leave_out_what_is_not_needed
from clerestory.protect.suppress.grids.outline import outline
from clerestory.protect.suppress.grids.programme import Floats
from clerestory.protect.suppress.grids.task import Task

_BY_ROOT = 0.5  # a cell costs 1 and half the root of its count: between "fewest cells" and "least value"
_JITTER = 0.1  # of the cost, drawn by the seed, so that nobody without it can foretell the choice (rule S19)
_CHEAPEST = 0.01  # of a cell that belongs to the outline wholly


@dataclass(frozen=True)
class Pattern:
    """The hidden cells, and the moves that prove it: each changes hidden cells only.

    Attributes
    ----------
    hidden : bool array of shape (K,)
    moves : tuple of Move
    given_away : bool array of shape (K,)
        Unsafe cells that no pattern protects from everybody: earlier tables, zeros, or what somebody knows give them
        away.
    """

    hidden: Mask
    moves: tuple[Move, ...]
    given_away: Mask


def choose_pattern(
    task: Task,
    *,
    hypercube: HypercubeSearch,
    regions: Regions,
    seed: int,
    iterations: int = 1,
    deadline: Deadline | None = None,
    cost: Floats | None = None,
    partial: bool = False,
    progress: Progress = SILENT,
) -> Pattern:
    """Choose the cells to hide.

    Parameters
    ----------
    task : Task
        K cells, and what must stay unknown of them.
    hypercube : callable
        Gives for a cell, prices, and how far cells can fall the cheapest hypercube through it, if there is one.
    regions : sequence of sequences of int arrays
        Stage by stage from small to large, sets of cells that can be protected each by itself; the last is all cells.
    seed : int
        Keep it secret; the same seed gives the same pattern.
    iterations : int
        1 to make a pattern; with each more it is gone over once, cell by cell, for what can be shown after all.
    cost : float array of shape (K,), optional
        Of hiding each cell, above 0; by default by its count, with some of it drawn by the seed.
    partial : bool
        Whether to do without cells that are given away already.
    deadline : Deadline, optional
        After it no further cell is gone over. A pattern that is proven is made first, however long it takes.

    Raises
    ------
    ProtectionError
        If the solver gives up, or a cell is given away already and not ``partial``.
    """
    deadline = deadline or Deadline(None)
    progress.begin("secondary suppression", 1)
    rng = np.random.default_rng(seed)
    if cost is None:
        counts = task.cells.counts
        cost = (1 + _BY_ROOT * np.sqrt(counts)) * (1 + _JITTER * rng.random(len(counts)))
    cost = np.where(task.printed, cost, ALREADY_HIDDEN)
    share = outline(task, price=cost)
    price = np.maximum(cost * (1 - share), _CHEAPEST * cost)
    alone = replace(task, knowers=task.knowers.only_outsider())
    covering = Covering(task, hypercube=hypercube, regions=regions, rng=rng)
    first = Evidence(alone, covering.moves(price))
    leave_out_what_is_not_needed(first, cost)
    evidence = Evidence(task, (first.moves[number] for number in sorted(first.kept)))
    if len(task.knowers):
        against_knowers(covering, evidence, price, rng)
        leave_out_what_is_not_needed(evidence, cost)
    progress.advance()
    for _ in range(iterations - 1):
        improve(covering, evidence, cost, rng, deadline=deadline, progress=progress)
    given_away = np.isin(np.arange(len(cost)), sorted(covering.given_away))
    if given_away.any() and not partial:
        raise cannot_be_protected()
    moves = tuple(evidence.moves[number] for number in sorted(evidence.kept))
    return Pattern(evidence.hidden, moves, given_away)
