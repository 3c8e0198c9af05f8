"""Numbers that stand twice: two tables with one body, one turned on its side, or one row or column in both (rule Q8).

Two cells of one cohort that hold the same cases, or one of which holds all cases of the other, may have one number;
so what is looked for is equal numbers of other cases. Numbers alone count: labels are what goes wrong.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations_with_replacement

from clerestory.model.quality import Suspicion
from clerestory.model.tables import Predicate, ProtectedTable

LEAST_CELLS = 4  # published numbers other than 0 that must be equal
LEAST_VALUES = 3  # different ones among them, in a row or column: small rounded counts are equal by chance


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

    def may_equal(self, other: _Cell) -> bool:
        """Say whether one of the two holds all cases of the other."""
        return self.cohort == other.cohort and (_within(self.cases, other.cases) or _within(other.cases, self.cases))


_Line = tuple[_Cell, ...]


def same_numbers(tables: Sequence[ProtectedTable]) -> Iterator[Suspected]:
    """Yield each pair of tables that share a body, as it stands or turned, or a row or column."""
    grids = [(table.shape.id, _grid(table)) for table in tables]
    for (one, first), (other, second) in combinations_with_replacement(grids, 2):
        if one != other and _is_body(first, second):
            yield Suspected(Suspicion.SAME_NUMBERS, (one, other), f"tables {one} and {other} have the same numbers")
        elif one != other and _is_body(first, _turned(second)):
            said = f"table {one} has the numbers of table {other} turned on its side"
            yield Suspected(Suspicion.TRANSPOSED, (one, other), said)
        elif _shares_line(first, second, within=one == other):
            said = f"a row or column of table {one} has the numbers of another one of table {other}"
            yield Suspected(Suspicion.SAME_LINE, tuple(dict.fromkeys((one, other))), said)


def _grid(table: ProtectedTable) -> tuple[_Line, ...]:
    shape = table.shape
    return tuple(
        tuple(_Cell(value, shape.cohort, shape.predicate(row, column)) for column, value in enumerate(values))
        for row, values in enumerate(table.counts)
    )


def _turned(grid: tuple[_Line, ...]) -> tuple[_Line, ...]:
    return tuple(zip(*grid, strict=True))


def _is_body(first: tuple[_Line, ...], second: tuple[_Line, ...]) -> bool:
    """Say whether two grids of one size have equal numbers wherever both are published."""
    if [len(line) for line in first] != [len(line) for line in second]:
        return False
    flat = [(a, b) for one, other in zip(first, second, strict=True) for a, b in zip(one, other, strict=True)]
    return _equal(flat, values=1)


def _shares_line(first: tuple[_Line, ...], second: tuple[_Line, ...], *, within: bool) -> bool:
    """Say whether a row or column of one grid is one of the other; of one table, two different ones."""
    for number, one in enumerate((*first, *_turned(first))):
        for at, other in enumerate((*second, *_turned(second))):
            if within and at <= number:
                continue
            if len(one) == len(other) and _equal(list(zip(one, other, strict=True)), values=LEAST_VALUES):
                return True
    return False


def _equal(pairs: Sequence[tuple[_Cell, _Cell]], *, values: int) -> bool:
    """Say whether enough numbers are equal, none differ, and those that are need not be."""
    found: list[int] = []
    for one, other in pairs:
        if one.value is None or other.value is None:
            continue
        if one.value != other.value:
            return False
        if one.value and not one.may_equal(other):
            found.append(one.value)
    return len(found) >= LEAST_CELLS and len(set(found)) >= values


def _within(small: Predicate, large: Predicate) -> bool:
    """Say whether every case of one predicate belongs to another by their conditions alone."""
    conditions = dict(small)
    return all(name in conditions and conditions[name] <= codes for name, codes in large)
