"""How long ties and members are there, and how many members of one quarter are there again later."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clerestory.analyse.networks.history import sorted_spells
from clerestory.model.networks import Persisting, Spells
from clerestory.model.networks.ties import TieTable
from clerestory.model.tables import Mask


def tie_spells(ties: TieTable) -> Spells:
    """Give the length of each tie in quarters, both ends counted; one that goes on is censored at the last quarter."""
    return sorted_spells(ties.end - ties.start + 1, ~ties.ongoing, ties.operation)


def member_spells(ties: TieTable) -> Spells:
    """Give for how many quarters each person was there, from the first to the last tie, gaps between them included."""
    first = np.full(ties.persons, np.iinfo(np.int64).max)
    last = np.zeros(ties.persons, dtype=np.int64)
    ongoing = np.zeros(ties.persons, dtype=bool)
    np.minimum.at(first, ties.person, ties.start)
    np.maximum.at(last, ties.person, ties.end)
    ongoing[ties.person[ties.ongoing]] = True
    return sorted_spells(last - first + 1, ~ongoing, ties.operations_of_persons())


def members_again(ties: TieTable, lags: Sequence[int]) -> tuple[Persisting, ...]:
    """Give for each lag how many of the members of a quarter are there again so many quarters later.

    Lags that the file is too short for are left out.
    """
    there = [_present(ties, quarter) for quarter in range(ties.first, ties.last + 1)]
    operation = ties.operations_of_persons()
    found = []
    for lag in (lag for lag in lags if lag < len(there)):
        pairs = list(zip(there[:-lag], there[lag:], strict=True))
        stayed, gone = (np.zeros(ties.persons, dtype=bool) for _ in range(2))
        for before, after in pairs:
            stayed |= before & after
            gone |= before & ~after
        base = sum(int(before.sum()) for before, _ in pairs)
        again = sum(int((before & after).sum()) for before, after in pairs)
        found.append(
            Persisting(
                lag,
                again / base if base else 0.0,
                int(stayed.sum()),
                int(gone.sum()),
                len(np.unique(operation[stayed])),
                len(np.unique(operation[gone])),
            )
        )
    return tuple(found)


def _present(ties: TieTable, quarter: int) -> Mask:
    there = np.zeros(ties.persons, dtype=bool)
    there[ties.person[ties.active(quarter)]] = True
    return there
