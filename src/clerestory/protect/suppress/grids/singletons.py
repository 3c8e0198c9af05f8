"""Moves against people who know a cell, each by being alone in it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clerestory.model.tables import Mask
from clerestory.protect.additive import AdditiveCells, Move, Numbers
from clerestory.protect.suppress.grids.covering import Covering, Found, Pace
from clerestory.protect.suppress.grids.knowers import exposed
from clerestory.protect.suppress.grids.needed import hidden_by
from clerestory.protect.suppress.grids.programme import Floats

_BANNED = 1e3  # times the dearest cell: no change of a known cell is worth it
_FIRST_REWARD = 2.0  # times the cheapest unsafe cell, so that what is hidden already is used first


def against_singletons(
    covering: Covering,
    cells: AdditiveCells,
    unsafe: Mask,
    moves: Sequence[Move],
    price: Floats,
    rng: np.random.Generator,
) -> list[Move]:
    """Add moves until no unsafe cell is exposed to a person who is alone in another.

    Each round bans the cells of half of the people in question, drawn by chance, and asks for moves of what is exposed
    to them; so every pair of a cell and a person is asked for in every second round or so. What is left gets hypercubes
    that leave alone what the people in question know, of all of them at once if there is such a one.

    Parameters
    ----------
    price : float array of shape (K,)
        Cost of hiding each cell.
    """
    moves, hidden = list(moves), hidden_by(unsafe, moves)
    pace = Pace(reward=_FIRST_REWARD * float(price[unsafe].min(initial=1.0)))
    cell, person = exposed(cells, unsafe, moves)
    while len(cell) and not pace.over:
        people = np.unique(person)
        banned = people[rng.random(len(people)) < 0.5]
        known = np.isin(cells.owners, banned)
        wanted = np.zeros(len(unsafe), dtype=bool)
        wanted[cell[np.isin(person, banned)]] = True
        asked = np.where(known, _BANNED * price.max(), pace.jolted(price, rng))
        found = covering.round(asked, hidden & ~known, pace.some(wanted & ~known, rng), pace.reward)
        possible = Found([move for move in found.moves if not known[move.cells].any()], found.fractional)
        moves += possible.moves
        hidden |= hidden_by(unsafe, possible.moves)
        pace.after(possible)
        cell, person = exposed(cells, unsafe, moves)
    for each in np.unique(cell):
        for move in _through(int(each), person[cell == each], covering, cells, price, hidden):
            moves.append(move)
            hidden[move.cells] = True
    return moves


def _through(
    cell: int, people: Numbers, covering: Covering, cells: AdditiveCells, price: Floats, hidden: Mask
) -> list[Move]:
    """Give a hypercube through a cell that none of these people can rule out, or for each of them another."""
    together = covering.one(cell, price, hidden, np.isin(cells.owners, people))
    if together is not None:
        return [together]
    each = [covering.one(cell, price, hidden, cells.owners == person) for person in people]
    assert None not in each  # one more person, who is not the knower, is always possible
    return [move for move in each if move is not None]
