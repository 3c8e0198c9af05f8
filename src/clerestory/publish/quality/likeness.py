"""Numbers that stand twice: two tables with one body, one turned on its side, or one row or column in both (rule Q8).

Two cells of one cohort that hold the same cases, or one of which holds all cases of the other, may have one number;
so what is looked for is equal numbers of other cases. Numbers alone count: labels are what goes wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement
from math import log2

from clerestory.model.quality import Suspicion
from clerestory.model.tables import KNOWN, Predicate, ProtectedTable

LEAST_CELLS = 4  # published numbers other than 0 that must be equal
LEAST_VALUES = 3  # different ones among them, in a row or column
LEAST_BITS = 14  # how much the equal numbers of two rows or columns say, since small rounded counts are equal by chance


@dataclass(frozen=True)
class Suspected:
    """What looks like a mistake, and in which tables."""

    what: Suspicion
    tables: tuple[str, ...]
    said: str


@dataclass(frozen=True)
class _Cell:
    value: int | None
    cohort: str
    cases: Predicate
    base: int  # what its number is a multiple of

    @property
    def bits(self) -> float:
        """How much it says that another has this number: the binary logarithm of how many were as low, and printed."""
        return log2(1 + (self.value or 0) / self.base)

    def may_equal(self, other: _Cell) -> bool:
        """Say whether one of the two holds all cases of the other."""
        return self.cohort == other.cohort and (_within(self.cases, other.cases) or _within(other.cases, self.cases))


_Line = tuple[_Cell, ...]


def same_numbers(tables: Sequence[ProtectedTable]) -> Iterator[Suspected]:
    """Yield each pair of tables that share a body, as it stands or turned, or a row or column."""
    known = frozenset(condition for table in tables for condition in _known(table))
    grids = [(table.shape.id, _grid(table, known)) for table in tables]
    for (one, first), (other, second) in combinations_with_replacement(grids, 2):
        if one != other and _is_body(first, second):
            yield Suspected(Suspicion.SAME_NUMBERS, (one, other), f"tables {one} and {other} have the same numbers")
        elif one != other and _is_body(first, _turned(second)):
            said = f"table {one} has the numbers of table {other} turned on its side"
            yield Suspected(Suspicion.TRANSPOSED, (one, other), said)
        elif _shares_line(first, second, within=one == other):
            said = f"a row or column of table {one} has the numbers of another one of table {other}"
            yield Suspected(Suspicion.SAME_LINE, tuple(dict.fromkeys((one, other))), said)


def _known(table: ProtectedTable) -> Predicate:
    positions = (*table.shape.rows, *table.shape.columns)
    return frozenset(condition for position in positions if position.key == KNOWN for condition in position.where)


def _grid(table: ProtectedTable, known: Predicate) -> tuple[_Line, ...]:
    """Give the cells; that something is known is no condition, since where all is known it leaves out nobody."""
    shape = table.shape

    def cell(row: int, column: int) -> _Cell:
        base = table.rounding[row][column] if table.rounding else 1
        return _Cell(table.counts[row][column], shape.cohort, shape.predicate(row, column) - known, base)

    return tuple(tuple(cell(row, column) for column in range(shape.size[1])) for row in range(shape.size[0]))


def _turned(grid: tuple[_Line, ...]) -> tuple[_Line, ...]:
    return tuple(zip(*grid, strict=True))


def _is_body(first: tuple[_Line, ...], second: tuple[_Line, ...]) -> bool:
    """Say whether two grids of one size have equal numbers wherever both are published."""
    if [len(line) for line in first] != [len(line) for line in second]:
        return False
    flat = [(a, b) for one, other in zip(first, second, strict=True) for a, b in zip(one, other, strict=True)]
    return _enough(_equal(flat))


def _shares_line(first: tuple[_Line, ...], second: tuple[_Line, ...], *, within: bool) -> bool:
    """Say whether a row or column of one grid is one of the other; of one table, two different ones."""
    for number, one in enumerate((*first, *_turned(first))):
        for at, other in enumerate((*second, *_turned(second))):
            if within and at <= number:
                continue
            if len(one) == len(other) and _is_line(_equal(list(zip(one, other, strict=True)))):
                return True
    return False


def _enough(equal: Sequence[_Cell]) -> bool:
    return len(equal) >= LEAST_CELLS


def _is_line(equal: Sequence[_Cell]) -> bool:
    """Say whether equal numbers of two rows or columns are more than chance, of which there are many to compare."""
    various = len({cell.value for cell in equal}) >= LEAST_VALUES
    return _enough(equal) and various and sum(cell.bits for cell in equal) >= LEAST_BITS


def _equal(pairs: Sequence[tuple[_Cell, _Cell]]) -> list[_Cell]:
    """Give the cells of equal numbers that need not be equal; none where any differ."""
    found: list[_Cell] = []
    for one, other in pairs:
        if one.value is None or other.value is None:
            continue
        if one.value != other.value:
            return []
        if one.value and not one.may_equal(other):
            found.append(one)
    return found


def _within(small: Predicate, large: Predicate) -> bool:
    """Say whether every case of one predicate belongs to another by their conditions alone."""
    conditions = dict(small)
    return all(name in conditions and conditions[name] <= codes for name, codes in large)
