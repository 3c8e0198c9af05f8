"""The attacker: what the published tables of a release, taken together, say of each withheld cell.

Unknown are the cases of each kind that a table tells apart (its inner cells). Known is what is printed: a rounded count
stands for the true ones around it, a 0 for 0; a printed count is never one of those that the page says are withheld;
cases are whole; and two tables of the same cases have the same margins. HiGHS, through scipy, looks for the fewest and
the most cases that each withheld cell may have.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import product
from math import inf

import numpy as np
from scipy.optimize import Bounds, LinearConstraint, milp
from scipy.sparse import csr_array

from released.data_files import Cell

MARGINS = ("total", "known")
MISSING = ("not_recorded", "not_stated", "not_known")
MANY = 10_000  # cases of one kind, where nothing printed bounds them
OPTIMAL, INFEASIBLE = 0, 2  # how scipy calls them
CellKey = tuple[str, str, str]  # table, row, column
Kind = tuple[str, ...]
Sum = Mapping[int, int]  # how often each kind counts
Row = tuple[Sum, float, float]  # a sum, and between what it lies


@dataclass(frozen=True)
class Coded:
    """What a reader knows of a classification: its name, and which parts a coarse code has."""

    name: str
    parts: Mapping[str, Sequence[str]] = field(default_factory=dict)

    def atoms(self, codes: Iterable[str]) -> list[str]:
        inner = [code for code in codes if code not in MARGINS or code in self.parts]
        return list(dict.fromkeys(part for code in inner or ["total"] for part in self.parts.get(code, [code])))

    def has(self, code: str, atom: str) -> bool:
        if code in self.parts:
            return atom in self.parts[code]
        return {"total": True, "known": atom not in MISSING}.get(code, atom == code)


@dataclass(frozen=True)
class Crossed:
    """What a reader knows of a table of two classifications."""

    row: Coded
    column: Coded

    def kinds(self, cells: Sequence[Cell]) -> list[Kind]:
        rows, columns = _codes(cells)
        return list(product(self.row.atoms(rows), self.column.atoms(columns)))

    def members(self, cell: Cell, kinds: Sequence[Kind]) -> list[int]:
        return [
            i
            for i, (row, column) in enumerate(kinds)
            if self.row.has(cell.row, row) and self.column.has(cell.column, column)
        ]

    def margins(self, kinds: Sequence[Kind]) -> dict[tuple[str, str], list[int]]:
        found: dict[tuple[str, str], list[int]] = {}
        for i, (row, column) in enumerate(kinds):
            found.setdefault((self.row.name, row), []).append(i)
            found.setdefault((self.column.name, column), []).append(i)
        return found


@dataclass(frozen=True)
class Overlapping:
    """What a reader knows of a table of lists by lists: a case is on one list at least, and on any set of them."""

    def kinds(self, cells: Sequence[Cell]) -> list[Kind]:
        lists = [code for code in _codes(cells)[0] if code not in MARGINS]
        return [kind for chosen in product((False, True), repeat=len(lists)) if (kind := _chosen(lists, chosen))]

    def members(self, cell: Cell, kinds: Sequence[Kind]) -> list[int]:
        asked = {cell.row, cell.column} - {"total"}
        return [i for i, kind in enumerate(kinds) if asked <= set(kind)]

    def margins(self, _kinds: Sequence[Kind]) -> dict[tuple[str, str], list[int]]:
        return {}


@dataclass(frozen=True)
class Defined:
    """What a reader knows of a table of definitions: each is met, not met or not decided; `none` meets none."""

    def kinds(self, cells: Sequence[Cell]) -> list[Kind]:
        names = [code for code in _codes(cells)[0] if f"{code}_not_known" in _codes(cells)[0]]
        return list(product(*[(name, f"{name}_not_known", "") for name in names]))

    def members(self, cell: Cell, kinds: Sequence[Kind]) -> list[int]:
        if cell.row == "total":
            return list(range(len(kinds)))
        return [i for i, kind in enumerate(kinds) if (cell.row in kind if cell.row != "none" else not any(kind))]

    def margins(self, _kinds: Sequence[Kind]) -> dict[tuple[str, str], list[int]]:
        return {}


Known = Crossed | Overlapping | Defined


@dataclass(frozen=True)
class Rules:
    """What the pages say of all counts: the smallest that are printed, and whether a withheld one may be 0."""

    fewest: int
    fewest_below_nation: int
    may_be_zero: bool


class System:
    """All tables of one cohort, as one system over the cases of each kind."""

    def __init__(self, tables: Mapping[str, Sequence[Cell]], known: Mapping[str, Known], rules: Rules) -> None:
        self.size = 0
        self.members: dict[CellKey, list[int]] = {}
        self.range: dict[CellKey, tuple[float, float]] = {}
        self.hidden: list[CellKey] = []
        self.fewest: dict[str, int] = {}
        totals: list[list[int]] = []
        margins: list[dict[tuple[str, str], list[int]]] = []
        for name, cells in tables.items():
            kinds = known[name].kinds(cells)
            below = any(cell.base == 5 for cell in cells)
            self.fewest[name] = rules.fewest_below_nation if below else rules.fewest
            for cell in cells:
                key = (name, cell.row, cell.column)
                self.members[key] = [self.size + i for i in known[name].members(cell, kinds)]
                self.range[key] = _range(cell, self.fewest[name], rules)
                self.hidden += [key] if cell.count is None else []
            margins.append(_moved(known[name].margins(kinds), self.size))
            totals.append(list(range(self.size, self.size + len(kinds))))
            self.size += len(kinds)
        self.alike = [(totals[0], other) for other in totals[1:]] + list(_shared(margins))

    def rows(self, start: int = 0) -> Iterator[Row]:
        """Yield what is known of the cases of each kind, which are numbered from `start` on."""
        for key, members in self.members.items():
            yield {start + i: 1 for i in members}, *self.range[key]
        for one, other in self.alike:
            yield added({start + i: 1 for i in one}, {start + i: -1 for i in other}), 0, 0

    def interval(self, key: CellKey, *, whole: bool = True) -> tuple[float, float]:
        """The fewest and the most cases of a cell among all populations that agree with what is printed."""
        return bounds_of(dict.fromkeys(self.members[key], 1), list(self.rows()), self.size, whole=whole)

    def allows(self, counts: Mapping[CellKey, int]) -> bool:
        """Whether some population has these counts in all cells and agrees with what is printed."""
        return least({}, [*self.rows(), *self.with_counts(counts)], self.size, whole=False) is not None

    def with_counts(self, counts: Mapping[CellKey, int], start: int = 0) -> Iterator[Row]:
        """Yield that each cell has the count given."""
        for key, members in self.members.items():
            yield {start + i: 1 for i in members}, counts[key], counts[key]


def added(*parts: Sum) -> Sum:
    """The sum of sums, each by what its kinds count."""
    found: dict[int, int] = {}
    for part in parts:
        for i, times in part.items():
            found[i] = found.get(i, 0) + times
    return found


def bounds_of(costs: Sum, rows: Sequence[Row], size: int, *, whole: bool = True) -> tuple[float, float]:
    """The least and the greatest value of a sum among all populations of which the rows are true."""
    low, high = (least(of, rows, size, whole=whole) for of in (costs, turned(costs)))
    assert low is not None, "nothing agrees with what is printed"
    assert high is not None
    return low, -high


def turned(costs: Sum) -> Sum:
    return {i: -times for i, times in costs.items()}


def least(costs: Sum, rows: Sequence[Row], size: int, *, whole: bool) -> float | None:
    """The least value of a sum of kinds; None where no population is left."""
    entries = [(r, i, times) for r, (of, _, _) in enumerate(rows) for i, times in of.items()]
    at, of, value = zip(*entries, strict=True)
    matrix = csr_array((value, (at, of)), shape=(len(rows), size), dtype=float)
    wanted = np.zeros(size)
    wanted[list(costs)] = list(costs.values())
    limits = LinearConstraint(matrix, [low for _, low, _ in rows], [high for _, _, high in rows])
    found = milp(wanted, constraints=limits, bounds=Bounds(0, MANY), integrality=np.full(size, int(whole)))
    assert found.status in {OPTIMAL, INFEASIBLE}, found.message
    return round(float(found.fun), 6) if found.status == OPTIMAL else None


def _range(cell: Cell, fewest: int, rules: Rules) -> tuple[float, float]:
    if cell.count is None:
        return (0 if rules.may_be_zero else 1), inf
    if cell.count == 0:
        return 0, 0
    low = cell.count - cell.base // 2
    return max(low, fewest), low + cell.base - 1


def _codes(cells: Sequence[Cell]) -> tuple[list[str], list[str]]:
    return list(dict.fromkeys(cell.row for cell in cells)), list(dict.fromkeys(cell.column for cell in cells))


def _chosen(lists: Sequence[str], chosen: Sequence[bool]) -> Kind:
    return tuple(name for name, there in zip(lists, chosen, strict=True) if there)


def _moved(margins: Mapping[tuple[str, str], list[int]], by: int) -> dict[tuple[str, str], list[int]]:
    return {key: [by + i for i in members] for key, members in margins.items()}


def _shared(margins: Sequence[Mapping[tuple[str, str], list[int]]]) -> Iterable[tuple[list[int], list[int]]]:
    """Yield the two sums of each code that two tables tell apart."""
    for later, table in enumerate(margins):
        for earlier in margins[:later]:
            yield from ((members, earlier[key]) for key, members in table.items() if key in earlier)
