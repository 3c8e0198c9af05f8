"""Tables whose words and numbers speak of different things: another unit, or one cell with two numbers (rule Q9)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from clerestory.model.quality import Suspicion
from clerestory.model.tables import Predicate, ProtectedTable
from clerestory.publish.claims.bounds import count_range
from clerestory.publish.quality.likeness import Suspected

# What titles call a unit. Offenders are suspects who were convicted; children are victims or not, so they name neither.
_WORDS: Mapping[str, str] = {
    "victim": r"\bvictims?\b",
    "suspect": r"\b(?:suspects?|offenders?|perpetrators?)\b",
    "offence": r"\b(?:offences?|crimes?)\b",
    "investigation": r"\b(?:investigations?|operations?)\b",
}


def other_units(tables: Sequence[ProtectedTable]) -> Iterator[Suspected]:
    """Yield each table whose title names units and not the one that it counts."""
    for table in tables:
        own = _WORDS.get(table.shape.unit)
        title = table.shape.title.lower()
        named = [unit for unit, words in _WORDS.items() if re.search(words, title)]
        if own and named and not re.search(own, title):
            said = f"the title of table {table.shape.id} names {' and '.join(named)}, and it counts {table.shape.unit}"
            yield Suspected(Suspicion.OTHER_UNIT, (table.shape.id,), said)


def two_totals(tables: Sequence[ProtectedTable]) -> Iterator[Suspected]:
    """Yield each pair of tables that print the same cell with numbers that cannot be one, rounding undone."""
    seen: dict[tuple[str, Predicate], list[tuple[str, tuple[int, int]]]] = {}
    told: set[tuple[str, str]] = set()
    for table in tables:
        for cell, (low, high) in _ranges(table):
            for other, (least, most) in seen.setdefault(cell, []):
                pair = (other, table.shape.id)
                if (high < least or most < low) and pair not in told:
                    told.add(pair)
                    said = f"tables {other} and {table.shape.id} print the same cases with two numbers"
                    yield Suspected(Suspicion.TWO_TOTALS, pair, said)
            seen[cell].append((table.shape.id, (low, high)))


def _ranges(table: ProtectedTable) -> Iterator[tuple[tuple[str, Predicate], tuple[int, int]]]:
    rows, columns = table.shape.size
    for row in range(rows):
        for column in range(columns):
            found = count_range(table, (row, column))
            if found is not None:
                yield (table.shape.cohort, table.shape.predicate(row, column)), found
