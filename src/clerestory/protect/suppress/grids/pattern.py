"""Which cells to hide: an outline, moves that cover every unsafe cell along it, and no move that is not needed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clerestory.model.attackers import Attacker
from clerestory.model.tables import Mask
from clerestory.progress import SILENT, Progress
from clerestory.protect.additive import AdditiveCells, Move
from clerestory.protect.suppress.grids.covering import Chains, Covering, Regions
from clerestory.protect.suppress.grids.knowers import exposed
from clerestory.protect.suppress.grids.outline import outline
from clerestory.protect.suppress.grids.programme import Floats

_BY_ROOT = 0.5  # a cell costs 1 and half the root of its count: between "fewest cells" and "least value"
_JITTER = 0.1  # of the cost, drawn by the seed, so that nobody without it can foretell the choice (rule S19)
_CHEAPEST = 0.01  # of a cell that belongs to the outline wholly
_ROUNDS = 60  # against people who know a cell; what is left then is covered one by one


@dataclass(frozen=True)
class Pattern:
    """The hidden cells, and the moves that prove it: each changes hidden cells only.

    Attributes
    ----------
    hidden : bool array of shape (K,)
    moves : tuple of Move
    """

    hidden: Mask
    moves: tuple[Move, ...]


def choose_pattern(
    cells: AdditiveCells,
    unsafe: Mask,
    *,
    least: int,
    attackers: frozenset[Attacker],
    chains: Chains,
    regions: Regions,
    seed: int,
    iterations: int = 1,
    progress: Progress = SILENT,
) -> Pattern:
    """Choose the cells to hide.

    Parameters
    ----------
    cells : AdditiveCells
        K cells, all of which may be hidden.
    unsafe : bool array of shape (K,)
        Cells that a rule hides.
    least : int
        What readers know a hidden cell to be at least: 1 where zeros are always published, else 0.
    chains : callable
        Gives for a cell one or two sets of cells that can all be one more, whatever is published.
    seed : int
        Keep it secret; the same seed gives the same pattern.
    iterations : int
        How often to try, with other draws; the cheapest pattern is taken.
    """
    progress.begin("secondary suppression", iterations)
    rng = np.random.default_rng(seed)
    cost = (1 + _BY_ROOT * np.sqrt(cells.counts)) * (1 + _JITTER * rng.random(len(cells.counts)))
    singletons = Attacker.SINGLETON in attackers
    share = outline(cells, unsafe, price=cost, least=least, singletons=singletons)
    price = np.maximum(cost * (1 - share), _CHEAPEST * cost)
    best: tuple[float, Pattern] | None = None
    for _ in range(iterations):
        covering = Covering(cells, unsafe, least=least, chains=chains, regions=regions, rng=rng)
        moves = _needed(cells, unsafe, list(covering.moves(price, unsafe, unsafe)), cost)
        if singletons:
            moves = _against_singletons(covering, cells, unsafe, moves, price, rng)
        hidden = _hidden(unsafe, moves)
        spent = float(cost[hidden].sum())
        if best is None or spent < best[0]:
            best = spent, Pattern(hidden, tuple(moves))
        progress.advance()
    assert best is not None
    return best[1]


def _hidden(unsafe: Mask, moves: Sequence[Move]) -> Mask:
    hidden = unsafe.copy()
    for move in moves:
        hidden[move.cells] = True
    return hidden


def _needed(cells: AdditiveCells, unsafe: Mask, moves: Sequence[Move], cost: Floats) -> list[Move]:
    """Leave out moves whose unsafe cells others change too, those first that hide the most on their own."""
    used = np.zeros(len(cells.counts), dtype=np.int64)
    for move in moves:
        used[move.cells] += 1
    alone = [float(cost[move.cells[(used[move.cells] == 1) & ~unsafe[move.cells]]].sum()) for move in moves]
    kept = []
    for number in sorted(range(len(moves)), key=lambda n: -alone[n]):
        at = moves[number].cells
        if (used[at[unsafe[at]]] > 1).all():
            used[at] -= 1
        else:
            kept.append(number)
    return [moves[number] for number in sorted(kept)]


def _against_singletons(
    covering: Covering,
    cells: AdditiveCells,
    unsafe: Mask,
    moves: Sequence[Move],
    price: Floats,
    rng: np.random.Generator,
) -> list[Move]:
    """Add moves until no unsafe cell is exposed to a person who is alone in another.

    Each round bans the cells of half of the people in question, drawn by chance, and asks for moves of what is exposed
    to them; so every pair of a cell and a person is asked for in every second round or so.
    """
    moves, hidden = list(moves), _hidden(unsafe, moves)
    reward = 2.0 * float(price[unsafe].min(initial=1.0))
    for _ in range(_ROUNDS):
        cell, person = exposed(cells, unsafe, moves)
        if not len(cell):
            return moves
        people = np.unique(person)
        banned = people[rng.random(len(people)) < 0.5]
        no_way = np.isin(cells.owners, banned)
        wanted = np.zeros(len(unsafe), dtype=bool)
        wanted[cell[np.isin(person, banned)]] = True
        asked = np.where(no_way, 1e3 * price.max(), price)
        for move in covering.round(asked, hidden & ~no_way, wanted & ~no_way, reward).moves:
            if not no_way[move.cells].any():
                moves.append(move)
                hidden[move.cells] = True
        reward *= 1.15
    left = np.unique(exposed(cells, unsafe, moves)[0])
    return moves + [move for each in left for move in covering.certain(int(each))]
