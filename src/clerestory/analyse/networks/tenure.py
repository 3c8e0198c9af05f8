"""How long ties and members are there, and how many members of one period are there again in a later one."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations

import numpy as np

from clerestory.analyse.networks.components import Networks
from clerestory.analyse.networks.contributing import tally_of_persons
from clerestory.analyse.networks.history import sorted_spells
from clerestory.model.findings.networks import Overlap, Persisting, Spells, Tally
from clerestory.model.findings.networks.ties import Codes, TieTable
from clerestory.model.tables import Mask


def tie_spells(ties: TieTable, whole: Networks) -> Spells:
    """Give the length of each tie in quarters, both ends counted; one that goes on is censored at the last quarter."""
    return sorted_spells(ties.end - ties.start + 1, ~ties.ongoing, ties.operation, whole.of_person[ties.person])


def member_spells(ties: TieTable, whole: Networks) -> Spells:
    """Give for how many quarters each person was there, from the first to the last tie, gaps between them included."""
    first = np.full(ties.persons, np.iinfo(np.int64).max)
    last = np.zeros(ties.persons, dtype=np.int64)
    ongoing = np.zeros(ties.persons, dtype=bool)
    np.minimum.at(first, ties.person, ties.start)
    np.maximum.at(last, ties.person, ties.end)
    ongoing[ties.person[ties.ongoing]] = True
    return sorted_spells(last - first + 1, ~ongoing, ties.operations_of_persons(), whole.of_person)


@dataclass(frozen=True, eq=False)
class Members:
    """Who is there when, with one operation and the network of the whole period of each.

    Attributes
    ----------
    by_quarter : tuple of bool arrays of shape (n_persons,)
    first : int
        The first quarter, since the year 0.
    operation, network : int array of shape (n_persons,)
    """

    by_quarter: tuple[Mask, ...]
    first: int
    operation: Codes
    network: Codes

    @classmethod
    def of(cls, ties: TieTable, whole: Networks) -> Members:
        """Find who has a tie in each quarter."""
        quarters = range(ties.first, ties.last + 1)
        there = tuple(_present(ties, ties.active(quarter)) for quarter in quarters)
        return cls(there, ties.first, ties.operations_of_persons(), whole.of_person)

    def by_year(self) -> dict[int, Mask]:
        """Find who has a tie in each year."""
        found: dict[int, Mask] = {}
        for quarter, there in enumerate(self.by_quarter, start=self.first):
            found[quarter // 4] = found.get(quarter // 4, np.zeros_like(there)) | there
        return found

    def tally(self, chosen: Mask) -> Tally:
        """Count the chosen persons."""
        return tally_of_persons(self.operation[chosen], self.network[chosen])


def members_again(members: Members, lags: Sequence[int]) -> tuple[Persisting, ...]:
    """Give for each lag how many of the members of a quarter are there again so many quarters later.

    Nobody is there again after a lag that the file is too short for; a row less would tell how long it is.
    """
    there = members.by_quarter
    found = []
    for lag in lags:
        stayed, gone = (np.zeros_like(there[0]) for _ in range(2))
        base = again = 0
        for before, after in zip(there[:-lag], there[lag:], strict=True):
            both = before & after
            stayed |= both
            gone |= before & ~after
            base, again = base + int(before.sum()), again + int(both.sum())
        found.append(Persisting(lag, again / base if base else 0.0, members.tally(stayed), members.tally(gone)))
    return tuple(found)


def overlaps_of_years(members: Members) -> Iterator[Overlap]:
    """Give for each two years how many of the members of the earlier one are members in the later one too."""
    for (year, before), (later, after) in combinations(members.by_year().items(), 2):
        both = before & after
        share = both.sum() / max(int(before.sum()), 1)
        yield Overlap(year, later, float(share), members.tally(both), members.tally(before & ~after))


def _present(ties: TieTable, active: Mask) -> Mask:
    there = np.zeros(ties.persons, dtype=bool)
    there[ties.person[active]] = True
    return there
