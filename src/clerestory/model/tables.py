"""Tables on both sides of gate 1: confidential counts, and what is left of them after protection.

A cell is a set of cases: those whose classifications fall into named leaves. Two cells of different tables that
describe the same set are the same cell, and are shown or suppressed together.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError
from clerestory.model.comparisons.populations import Comparison
from clerestory.model.contributors import ContributorParts
from clerestory.model.links.linked import LinkedUnit

TOTAL, KNOWN, NOT_KNOWN = "total", "known", "not_known"
NOT_RECORDED, NOT_STATED = "not_recorded", "not_stated"  # together they are what is not known
DIFFER = "several_bodies"  # of a linked person: what only a return has, where several returns have the person
SUPPRESSED = "[c]"  # the one symbol of a suppressed cell, whatever the reason
NOT_AVAILABLE = "[x]"  # a percentage on too small a base, or of a field of which too little is known
NOT_APPLICABLE = "[z]"  # a number that the row cannot have
ROUNDS_TO_ZERO = "[low]"  # a share that is too small to be said, and is none
LOW_RELIABILITY = "[u]"  # a percentage of a field of which little is known
ROUNDED_TO = "rounded_to"  # the column of a table's CSV that says to what a count is rounded
ON, OFF = "on", "off"  # the leaves of a list membership

Counts = npt.NDArray[np.int64]
Mask = npt.NDArray[np.bool_]
Bases = tuple[tuple[int, ...], ...]  # of rounding, for each row and column
Predicate = frozenset[tuple[str, frozenset[str]]]  # (classification, leaves); a case belongs if all of them hold


@dataclass(frozen=True)
class Leaf:
    """One value of a classification."""

    code: str
    label: str
    known: bool = True


@dataclass(frozen=True)
class Classification:
    """A variable as tables use it: every case falls into exactly one leaf."""

    name: str
    label: str
    leaves: tuple[Leaf, ...]

    @cached_property
    def codes(self) -> tuple[str, ...]:
        """The codes of the leaves, in order."""
        return tuple(leaf.code for leaf in self.leaves)


@dataclass(frozen=True)
class Position:
    """A printed row or column, and the cases that belong to it; a total has no condition."""

    key: str
    label: str
    where: Predicate = frozenset()


@dataclass(frozen=True)
class TableShape:
    """Everything about a table but its numbers; as public as the paper."""

    id: str
    title: str
    unit: str  # the entity that is counted
    cohort: str  # the cases it is counted from: cells of one cohort are linked
    rows: tuple[Position, ...]
    columns: tuple[Position, ...]
    row_heading: str = ""
    column_heading: str = ""
    where: Predicate = frozenset()
    note: str = ""
    about: tuple[str, ...] = ()  # sentences of the title block: the definition, and the counting basis
    persons: LinkedUnit | None = None  # where linked persons are counted, how far these may be off
    comparison: Comparison | None = None  # where its rows are two populations to be compared

    @property
    def size(self) -> tuple[int, int]:
        """Numbers of rows and columns."""
        return len(self.rows), len(self.columns)

    def predicate(self, row: int, column: int) -> Predicate:
        """Give the cases of a cell, in a form that is the same for the same cell of another table."""
        return merged((self.rows[row].where, self.columns[column].where, self.where))

    def index(self, keys: Sequence[str]) -> tuple[int, int]:
        """Find a cell by its row and column, each by key or by label; one key is enough for a table of one column.

        Raises
        ------
        TableError
            If the table has no such row or column.
        """
        wanted = [*keys, self.columns[0].key] if len(keys) == 1 and len(self.columns) == 1 else list(keys)
        if len(wanted) != 2:
            raise TableError(
                f"a cell of {self.id} is named by a row and a column, not by {len(keys)} words",
                where=f"table {self.id}",
                remedy=f'For example {self.id}["{self.rows[0].key}", "{self.columns[0].key}"].',
            )
        return self._find(self.rows, wanted[0], "row"), self._find(self.columns, wanted[1], "column")

    def _find(self, positions: tuple[Position, ...], key: str, what: str) -> int:
        hits = [i for i, p in enumerate(positions) if p.key == key] or [
            i for i, p in enumerate(positions) if p.label == key
        ]
        if len(hits) != 1:
            raise TableError(
                f"there is no one {what} {key!r}",
                where=f"table {self.id}",
                remedy="Use one of " + ", ".join(p.key for p in positions) + ".",
            )
        return hits[0]

    def as_json(self) -> dict[str, Any]:
        """Give the shape as plain JSON values; the same shape always gives the same bytes."""
        return {
            "id": self.id,
            "title": self.title,
            "unit": self.unit,
            "cohort": self.cohort,
            "row_heading": self.row_heading,
            "column_heading": self.column_heading,
            "note": self.note,
            "where": _predicate_json(self.where),
            "rows": [_position_json(p) for p in self.rows],
            "columns": [_position_json(p) for p in self.columns],
            **({"about": list(self.about)} if self.about else {}),  # a study without them keeps its bytes
            **({"persons": self.persons.as_json()} if self.persons else {}),
            **({"comparison": self.comparison.as_json()} if self.comparison else {}),
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> TableShape:
        """Rebuild a shape from ``as_json``."""
        return cls(
            **{k: data[k] for k in ("id", "title", "unit", "cohort", "row_heading", "column_heading", "note")},
            where=_predicate_from(data["where"]),
            rows=tuple(_position_from(p) for p in data["rows"]),
            columns=tuple(_position_from(p) for p in data["columns"]),
            about=tuple(data.get("about", ())),
            persons=LinkedUnit(**data["persons"]) if "persons" in data else None,
            comparison=Comparison.from_json(data["comparison"]) if "comparison" in data else None,
        )


@dataclass(frozen=True, repr=False)
class ConfidentialCohort:
    """How many cases have which combination of leaves: what every table of the cohort is a margin of.

    Parameters
    ----------
    name : str
        The counted entity and its selection.
    classifications : sequence of Classification
        K classifications.
    combinations : int array of shape (n, K)
        Indices of leaves, each row once.
    counts : int array of shape (n,)
        Cases of each combination, at least 1.
    impossible : Predicate or None
        Combinations that no case can have, which everybody knows: a case that is on no list.
    operations : ContributorParts or None
        The operations behind the cases, where a rule or an attacker asks for them.
    givers : ContributorParts or None
        Those whose returns hold the cases, where they are among the attackers.
    """

    name: str
    classifications: tuple[Classification, ...]
    combinations: Counts
    counts: Counts
    impossible: Predicate | None = None
    operations: ContributorParts | None = None
    givers: ContributorParts | None = None

    def __post_init__(self) -> None:
        assert self.combinations.shape == (len(self.counts), len(self.classifications))

    def __repr__(self) -> str:
        return f"ConfidentialCohort({self.name!r}, {len(self.classifications)} classifications)"

    def members(self, predicate: Predicate) -> Mask:
        """Mark the combinations that belong to a predicate."""
        mask = np.ones(len(self.counts), dtype=bool)
        names = [c.name for c in self.classifications]
        for name, codes in predicate:
            column = names.index(name)
            inside = np.array([code in codes for code in self.classifications[column].codes], dtype=bool)
            mask &= inside[self.combinations[:, column]]
        return mask

    def count(self, predicate: Predicate) -> int:
        """Count the cases of a predicate."""
        return int(self.counts[self.members(predicate)].sum())


@dataclass(frozen=True, repr=False)
class ConfidentialTable:
    """A table with its true counts; shows its size in ``repr``, never its cells.

    ``alone`` marks the cells that tell givers apart who are too few or too small to be published alone (rule V14); None
    where there are none.
    """

    shape: TableShape
    counts: Counts
    alone: Mask | None = None

    def __post_init__(self) -> None:
        assert self.alone is None or self.alone.shape == self.counts.shape
        if self.counts.shape != self.shape.size:
            raise TableError(
                f"has counts of shape {self.counts.shape} for {self.shape.size} positions",
                where=f"table {self.shape.id}",
                remedy="Give one count for each row and column.",
            )
        if (self.counts < 0).any():
            raise TableError(
                "has a negative count",
                where=f"table {self.shape.id}",
                remedy="Counts of cases are 0 or more.",
            )

    def __repr__(self) -> str:
        return f"ConfidentialTable({self.shape.id!r}, {self.shape.size[0]} x {self.shape.size[1]})"


@dataclass(frozen=True)
class ProtectedTable:
    """A table after protection: counts, and None where a cell is suppressed.

    Attributes
    ----------
    whole : bool
        Whether it could not be protected cell by cell and is withheld altogether.
    percent_base : int
        Fewest known cases of a percentage.
    completeness_pct : int or None
        Of 100 cases, how many must be known for a share of the known ones (rule Q7).
    rounding : Bases or None
        What each published count is a multiple of (rule S5). In the vault the counts are still exact, since history is
        held against them; only a table that ``is_printable`` leaves it.
    hides_zeros : bool
        Whether a suppressed cell may be a zero (rule S4); if not, readers know that it is 1 at least.
    """

    shape: TableShape
    counts: tuple[tuple[int | None, ...], ...]
    whole: bool = False
    percent_base: int = field(default=30)
    completeness_pct: int | None = None
    rounding: Bases | None = None
    hides_zeros: bool = False

    def __post_init__(self) -> None:
        assert (len(self.counts), len(self.counts[0])) == self.shape.size
        assert self.rounding is None or (len(self.rounding), len(self.rounding[0])) == self.shape.size

    @property
    def is_printable(self) -> bool:
        """Whether every count is rounded as it must be before it leaves the vault."""
        cells = zip(self.counts, self.rounding or (), strict=False)
        pairs = (pair for counts, bases in cells for pair in zip(counts, bases, strict=True))
        return all(count is None or count % base == 0 for count, base in pairs)

    @property
    def suppressed(self) -> int:
        """How many cells are suppressed."""
        return sum(value is None for row in self.counts for value in row)

    def bases(self, *, row: int | None = None, column: int | None = None) -> frozenset[int]:
        """Give what counts are multiples of, in the whole table or in one row or column; none without rounding."""
        rows = (self.rounding or ())[slice(None) if row is None else slice(row, row + 1)]
        return frozenset(base for bases in rows for at, base in enumerate(bases) if column in (None, at))

    def value(self, *keys: str) -> int | None:
        """Give the count of a cell, or None where it is suppressed."""
        row, column = self.shape.index(keys)
        return self.counts[row][column]

    def as_json(self) -> dict[str, Any]:
        """Give the table as plain JSON values; the same table always gives the same bytes.

        What a preset does not ask for is left out, so that tables of other presets are not changed by it.
        """
        asked = {
            "completeness_pct": self.completeness_pct,
            "rounding": None if self.rounding is None else [list(row) for row in self.rounding],
            "hides_zeros": self.hides_zeros or None,
        }
        return {
            "shape": self.shape.as_json(),
            "counts": [list(row) for row in self.counts],
            "whole": self.whole,
            "percent_base": self.percent_base,
            **{name: value for name, value in asked.items() if value is not None},
        }

    @classmethod
    def from_json(cls, data: Mapping[str, Any]) -> ProtectedTable:
        """Rebuild a table from ``as_json``."""
        return cls(
            TableShape.from_json(data["shape"]),
            tuple(tuple(row) for row in data["counts"]),
            whole=data["whole"],
            percent_base=data["percent_base"],
            completeness_pct=data.get("completeness_pct"),
            rounding=tuple(tuple(row) for row in data["rounding"]) if "rounding" in data else None,
            hides_zeros=data.get("hides_zeros", False),
        )


def merged(parts: Iterable[Predicate]) -> Predicate:
    """Give the cases that belong to all of some predicates, with one condition for each classification."""
    found: dict[str, frozenset[str]] = {}
    for name, codes in (condition for part in parts for condition in part):
        found[name] = found[name] & codes if name in found else codes
    return frozenset(found.items())


def _predicate_json(predicate: Predicate) -> dict[str, list[str]]:
    return {name: sorted(codes) for name, codes in sorted(predicate, key=lambda item: item[0])}


def _predicate_from(data: Mapping[str, Sequence[str]]) -> Predicate:
    return frozenset((name, frozenset(codes)) for name, codes in data.items())


def _position_json(position: Position) -> dict[str, Any]:
    return {"key": position.key, "label": position.label, "where": _predicate_json(position.where)}


def _position_from(data: Mapping[str, Any]) -> Position:
    return Position(data["key"], data["label"], _predicate_from(data["where"]))
