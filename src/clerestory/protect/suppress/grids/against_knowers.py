"""Moves against those who know a part of the table."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clerestory.model.tables import Mask
from clerestory.protect.additive import Move, Numbers
from clerestory.protect.suppress.grids.covering import Covering, Found, Pace, Reach
from clerestory.protect.suppress.grids.evidence import Evidence, hidden_by
from clerestory.protect.suppress.grids.programme import Floats

_BANNED = 1e3  # times the dearest cell: no change of a known cell is worth it
_FIRST_REWARD = 2.0  # times the cheapest unsafe cell, so that what is hidden already is used first


def against_knowers(covering: Covering, moves: Sequence[Move], price: Floats, rng: np.random.Generator) -> list[Move]:
    """Add moves until no unsafe cell is exposed to somebody who knows a part of the table.

    Each round bans the cells of half of the knowers in question, drawn by chance, and what would go below a part of
    theirs, and asks for moves of what is exposed to them; so every pair of a cell and a knower is asked for in every
    second round or so. What is left gets hypercubes that leave alone what the knowers in question know, of all of them
    at once if there is such a one.

    Parameters
    ----------
    price : float array of shape (K,)
        Cost of hiding each cell.
    """
    task, evidence = covering.task, Evidence(covering.task, moves)
    hidden, nothing = hidden_by(task.unsafe, moves), Reach.nothing(len(task.unsafe))
    pace = Pace(reward=_FIRST_REWARD * float(price[task.unsafe].min(initial=1.0)))
    cell, person = evidence.exposed()
    while len(cell) and not pace.over:
        people = np.unique(person)
        drawn = rng.random(len(people))
        banned = people[drawn <= max(0.5, float(drawn.min()))]
        known = task.knowers.own(banned)
        floor = task.knowers.floor(banned, task.least)
        wanted = np.zeros(len(hidden), dtype=bool)
        wanted[cell[np.isin(person, banned)]] = True
        asked = np.where(known, _BANNED * price.max(), pace.jolted(price, rng))
        found = covering.round(asked, hidden & ~known, pace.some(wanted & ~known, rng), pace.reward, floor, nothing)
        possible = Found([move for move in found.moves if not known[move.cells].any()], found.fractional)
        for move in possible.moves:
            evidence.add(move)
        hidden |= hidden_by(task.unsafe, possible.moves)
        pace.after(possible)
        cell, person = evidence.exposed()
    for each in np.unique(cell):
        for move in _through(int(each), person[cell == each], covering, price, hidden):
            evidence.add(move)
            hidden[move.cells] = True
    return evidence.moves


def _through(cell: int, people: Numbers, covering: Covering, price: Floats, hidden: Mask) -> list[Move]:
    """Give a hypercube through a cell that none of these people can rule out, or for each of them another."""
    task, nothing = covering.task, Reach.nothing(len(hidden))

    def against(banned: Numbers) -> Move | None:
        fall = task.cells.counts - task.knowers.floor(banned, task.least)
        fall[task.knowers.own(banned)] = -1
        return covering.one(cell, price, hidden, fall, nothing)

    together = against(people)
    if together is not None:
        return [together]
    each = [against(np.array([person])) for person in people]
    assert None not in each  # more persons, who are not the knower's, are always possible
    return [move for move in each if move is not None]
