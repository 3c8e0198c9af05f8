"""Attacks that set systems beside each other: the tables of several counted units, and two releases of one study."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from released.attack import CellKey, Row, System, added, bounds_of, least


@dataclass(frozen=True)
class Relation:
    """What everybody knows of two units: of the one there are at least so many for each of the other."""

    more: tuple[str, CellKey]  # unit and cell
    fewer: tuple[str, CellKey]
    times: int = 1


class Units:
    """The tables of all units together, with what relates them."""

    def __init__(self, systems: Mapping[str, System], relations: Sequence[Relation]) -> None:
        self.systems = systems
        self.start = _starts(systems)
        self.size = sum(system.size for system in systems.values())
        self.rows = [row for unit, system in systems.items() for row in system.rows(self.start[unit])]
        self.rows += [(added(self._sum(*of.more), self._sum(*of.fewer, times=-of.times)), 0, inf) for of in relations]

    def interval(self, unit: str, key: CellKey) -> tuple[float, float]:
        return bounds_of(self._sum(unit, key), self.rows, self.size)

    def allows(self, counts: Mapping[str, Mapping[CellKey, int]]) -> bool:
        """Whether some cases of all units have these counts, the relations, and agree with what is printed."""
        true = [row for unit, of in self.systems.items() for row in of.with_counts(counts[unit], self.start[unit])]
        return least({}, [*self.rows, *true], self.size, whole=False) is not None

    def _sum(self, unit: str, key: CellKey, *, times: int = 1) -> dict[int, int]:
        return {self.start[unit] + i: times for i in self.systems[unit].members[key]}


class Releases:
    """An earlier release and a later one, side by side: what a reader learns of who came or went between them.

    `only_added` is the guess that cases came late and none was changed or taken away.
    """

    def __init__(self, then: System, now: System, *, only_added: bool = False) -> None:
        self.then, self.now = then, now
        self.size = then.size + now.size
        self.rows = [*then.rows(), *now.rows(then.size), *(self._grown() if only_added else ())]

    def change(self, key: CellKey) -> tuple[float, float]:
        """By how many cases at least and at most a cell is larger than it was."""
        before = dict.fromkeys(self.then.members[key], -1)
        return bounds_of(added(self._now(key), before), self.rows, self.size)

    def interval(self, key: CellKey) -> tuple[float, float]:
        """How many cases a cell has now."""
        return bounds_of(self._now(key), self.rows, self.size)

    def interval_then(self, key: CellKey) -> tuple[float, float]:
        return bounds_of(dict.fromkeys(self.then.members[key], 1), self.rows, self.size)

    def allows(self, then: Mapping[CellKey, int], now: Mapping[CellKey, int]) -> bool:
        true = [*self.then.with_counts(then), *self.now.with_counts(now, self.then.size)]
        return least({}, [*self.rows, *true], self.size, whole=False) is not None

    def _now(self, key: CellKey) -> dict[int, int]:
        return {self.then.size + i: 1 for i in self.now.members[key]}

    def _grown(self) -> Iterator[Row]:
        assert self.then.members == self.now.members, "the tables have other rows or columns than they had"
        for i in range(self.then.size):
            yield {self.then.size + i: 1, i: -1}, 0, inf


def _starts(systems: Mapping[str, System]) -> dict[str, int]:
    found, start = {}, 0
    for unit, system in systems.items():
        found[unit], start = start, start + system.size
    return found
