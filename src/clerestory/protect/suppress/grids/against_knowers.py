"""Moves for everything that is not proven yet, in the eyes of outsiders and of those who know a part of the table."""

from __future__ import annotations

import numpy as np

from clerestory.protect.additive import Move, Numbers
from clerestory.protect.suppress.grids.covering import Covering, Found, Pace, Reach
from clerestory.protect.suppress.grids.evidence import Evidence, ruled_out_by
from clerestory.protect.suppress.grids.programme import Floats

_BANNED = 1e3  # times the dearest cell: no change of a known cell is worth it
_FIRST_REWARD = 2.0  # times the cheapest unsafe cell, so that what is hidden already is used first


def against_knowers(covering: Covering, evidence: Evidence, price: Floats, rng: np.random.Generator) -> None:
    """Add moves until no unsafe cell is exposed to somebody who knows a part of the table.

    What rounds do not find gets hypercubes that leave alone what the knowers in question know, of all of them at once
    if there is such a one.

    Parameters
    ----------
    evidence : Evidence
        Nothing is short of an outsider's proof; moves are added to it.
    price : float array of shape (K,)
        Cost of hiding each cell.
    """
    task = covering.task
    pace = covering.pace(_FIRST_REWARD * float(price[task.unsafe].min(initial=1.0)))
    cell, person = _exposed(covering, evidence)
    while len(cell) and not pace.over:
        pace.after(ask(covering, evidence, pace.jolted(price, rng), pace, rng))
        cell, person = _exposed(covering, evidence)
    for each in np.unique(cell):
        for move in _through(int(each), person[cell == each], covering, evidence, price):
            evidence.add(move)


def _exposed(covering: Covering, evidence: Evidence) -> tuple[Numbers, Numbers]:
    """Give the pairs of cells and knowers that are still to be protected."""
    cell, person = evidence.exposed()
    still = ~np.isin(cell, sorted(covering.given_away))
    return cell[still], person[still]


def ask(covering: Covering, evidence: Evidence, price: Floats, pace: Pace, rng: np.random.Generator) -> Found:
    """Ask once for moves of what is not proven yet, and add those that are found.

    The cells of half of the knowers in question, drawn by chance, are banned, and what would go below a part of theirs;
    so every pair of a cell and a knower is asked for in every second round or so.
    """
    task = covering.task
    cell, person = evidence.exposed()
    people = np.unique(person)
    drawn = rng.random(len(people))
    banned = people[drawn <= max(0.5, float(drawn.min(initial=1.0)))]
    known = task.knowers.own(banned)
    wanted = evidence.short()
    wanted[cell[np.isin(person, banned)]] = True
    found = covering.round(
        np.where(known, _BANNED * price.max(), price),
        evidence.hidden & ~known,
        pace.some(wanted & ~known, rng),
        pace.reward,
        task.knowers.floor(banned, task.least),
        Reach.nothing(len(known)),
    )
    possible = Found([move for move in found.moves if not known[move.cells].any()], found.fractional)
    for move in possible.moves:
        evidence.add(move)
    return possible


def _through(cell: int, people: Numbers, covering: Covering, evidence: Evidence, price: Floats) -> list[Move]:
    """Give hypercubes through a cell, so that for each of these people there is one that is possible.

    One for all of them if there is such a one, else for each half of them, and so on: people who know cells of
    different lines mostly share one.
    """
    task, hidden, found = covering.task, evidence.hidden, list[Move]()
    waiting = [people]
    while waiting:
        banned = waiting.pop()
        for known in found:
            banned = np.intersect1d(banned, ruled_out_by(task, known))
        if not len(banned):
            continue
        fall = task.cells.counts - task.knowers.floor(banned, task.least)
        fall[task.knowers.own(banned)] = -1
        move = covering.one(cell, price, hidden, fall, Reach.nothing(len(hidden)))
        if move is not None:
            found.append(move)
        elif len(banned) > 1:
            half = len(banned) // 2
            waiting += [banned[half:], banned[:half]]
        else:
            covering.given_away.add(cell)
    return found
