"""What a checker sees of a draft at gate 1: what fails, what would break it, and what holds it; confidential."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

from clerestory.model.redaction.case_texts import CaseText
from clerestory.model.tables import ProtectedTable


class Mark(Enum):
    """What became of a cell, and why."""

    PRINTED = "printed"
    FAILS = "fails a rule"
    WITH = "hidden to protect another"
    GIVER = "a giver is never shown alone"


@dataclass(frozen=True)
class CellPlace:
    """Where a table prints a cell: the id of the table, and the labels of row and column."""

    table: str
    row: str
    column: str


@dataclass(frozen=True)
class BrokenRule:
    """A rule of release that a cell fails: its codes, and what it says of the cell."""

    codes: str
    words: str


@dataclass(frozen=True)
class Bounds:
    """The least and the greatest count that are possible."""

    lower: int
    upper: int

    @property
    def is_exact(self) -> bool:
        """Whether one count is left."""
        return self.lower == self.upper


@dataclass(frozen=True)
class Subtraction:
    """A printed cell and printed parts of it: what they leave over is another cell."""

    whole: CellPlace
    parts: tuple[CellPlace, ...]


@dataclass(frozen=True, repr=False)
class FailingCell:
    """A cell that fails a rule, what an attacker would make of it, and what protects it.

    Attributes
    ----------
    number : int
        Its place in the list, from 1.
    name : str
        Its cases in words.
    count : int
        True count, in cases.
    rules : tuple of BrokenRule
    places : tuple of CellPlace
        Where it stands; none where no table has it and printed cells would leave it over.
    subtractions : tuple of Subtraction
        Each would give the count if nothing but failing cells were hidden.
    alone : Bounds or None
        What is possible then by all published sums together; None where nothing bounds it.
    bounds : Bounds or None
        What is possible now, as the proof says.
    width : int
        How far apart two possible counts must lie.
    another : int or None
        Its count in another population that is published in the same way; the proof has that population.
    moved : tuple of CellPlace
        The other hidden cells in which that population differs: the least that has to be hidden with it.
    is_public : bool
        Whether earlier tables gave it away, so that nothing protects it now.
    """

    number: int
    name: str
    count: int
    rules: tuple[BrokenRule, ...]
    places: tuple[CellPlace, ...]
    subtractions: tuple[Subtraction, ...]
    alone: Bounds | None
    bounds: Bounds | None
    width: int
    another: int | None
    moved: tuple[CellPlace, ...]
    is_public: bool


@dataclass(frozen=True, repr=False)
class CheckedTable:
    """A table with what leaves, the true counts, and why each cell is as it is."""

    leaves: ProtectedTable
    counts: tuple[tuple[int, ...], ...]
    marks: tuple[tuple[Mark, ...], ...]

    def marked(self, mark: Mark) -> int:
        """Count the cells that have a mark."""
        return sum(one is mark for row in self.marks for one in row)

    @property
    def is_rounded(self) -> bool:
        """Whether a count leaves otherwise than it is."""
        pairs = zip(self.leaves.counts, self.counts, strict=True)
        return any(left not in (None, true) for row in pairs for left, true in zip(*row, strict=True))


@dataclass(frozen=True)
class PrintedFinding:
    """What leaves of a finding: its kind and id, and each value under its name."""

    noun: str
    id: str
    values: tuple[tuple[str, str], ...]


@dataclass(frozen=True, repr=False)
class Evidence:
    """All that is known of the draft that waits at gate 1."""

    draft: str
    preset: str
    why: str
    rules: tuple[str, ...]
    settings: Mapping[str, str | int | bool]
    attackers: tuple[str, ...]
    tables: tuple[CheckedTable, ...]
    failing: tuple[FailingCell, ...]
    findings: tuple[PrintedFinding, ...]
    texts: tuple[CaseText, ...]
    against: tuple[str, ...]


@dataclass(frozen=True)
class CellChange:
    """A cell that is published otherwise than before; empty where it was, or is, not there."""

    row: str
    column: str
    before: str
    after: str


@dataclass(frozen=True)
class TableChange:
    """What differs in one table: it is new, it is gone, or some of its cells changed."""

    id: str
    title: str
    kind: str
    cells: tuple[CellChange, ...] = ()


@dataclass(frozen=True, repr=False)
class Version:
    """What left, or would have left, in one draft: its tables as they are printed, and the rules that made them."""

    tables: tuple[ProtectedTable, ...]
    settings: Mapping[str, str | int | bool]


@dataclass(frozen=True)
class VersionChanges:
    """What differs between two versions: tables, and settings of rules as (name, before, after)."""

    tables: tuple[TableChange, ...]
    settings: tuple[tuple[str, str, str], ...]

    @property
    def is_same(self) -> bool:
        """Whether nothing differs."""
        return not self.tables and not self.settings
