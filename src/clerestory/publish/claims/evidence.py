"""What citations speak of: cells, tables, findings and populations, and a citation that was read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from types import MappingProxyType
from typing import Protocol

from clerestory.errors import ClerestoryError, PaperError
from clerestory.model.commission import Fact, FindingRequest, ScaleRequest
from clerestory.model.findings.finding import Finding
from clerestory.model.quality import Population, PopulationKind
from clerestory.model.tables import TOTAL, ProtectedTable
from clerestory.model.wording.claims import Judgement, Meaning
from clerestory.publish.claims.relations import Cell

NAME = "[a-z][a-z0-9_]*"
CELL = rf'{NAME}\["[^"]+"(?:,\s*"[^"]+")?\]'
_CELL_PARTS = re.compile(rf'^(?P<table>{NAME})\["(?P<row>[^"]+)"(?:,\s*"(?P<column>[^"]+)")?\]$')


class Declared(Protocol):
    """What a study declares that citations name; its settings have it."""

    @property
    def facts(self) -> Mapping[str, Fact]:
        """Facts with their sources, by name."""
        ...

    @property
    def populations(self) -> Sequence[Population]:
        """What shares are compared with."""
        ...

    @property
    def scale(self) -> Sequence[ScaleRequest]:
        """Estimates of scale."""
        ...

    @property
    def findings(self) -> Sequence[FindingRequest]:
        """Every finding that is asked for."""
        ...


@dataclass(frozen=True)
class _Nothing:
    facts: Mapping[str, Fact] = field(default_factory=lambda: MappingProxyType({}))
    populations: tuple[Population, ...] = ()
    scale: tuple[ScaleRequest, ...] = ()
    findings: tuple[FindingRequest, ...] = ()


NOTHING_DECLARED: Declared = _Nothing()  # where tables alone are cited


@dataclass(frozen=True)
class Evidence:
    """What a citation may speak of."""

    settings: Declared
    tables: Mapping[str, ProtectedTable]
    findings: Mapping[str, Finding] = field(default_factory=dict)


@dataclass(frozen=True)
class Citation:
    """A citation that was read: what it establishes if it is supported."""

    text: str
    source: str
    meanings: frozenset[Meaning]
    judgement: Judgement

    @property
    def printed(self) -> str:
        """What the paper prints in its place, behind the words that it is evidence for."""
        return f"({self.judgement.evidence})"


def cell_of(text: str, evidence: Evidence) -> Cell:
    """Find a cell by the words of a citation.

    Raises
    ------
    PaperError
        If there is no such table, row or column.
    """
    match = _CELL_PARTS.match(text)
    assert match is not None
    table = table_of(match["table"], evidence)
    try:
        place = table.shape.index([key for key in (match["row"], match["column"]) if key])
    except ClerestoryError as error:
        raise fault(f"{error.what} in table {table.shape.id}", error.remedy) from None
    return Cell(table, place)


def table_of(name: str, evidence: Evidence) -> ProtectedTable:
    """Find a table.

    Raises
    ------
    PaperError
        If there is none of that name.
    """
    if name not in evidence.tables:
        raise fault(f"there is no table {name!r}", "Use one of " + ", ".join(evidence.tables) + ".")
    return evidence.tables[name]


def code_of(cell: Cell) -> str:
    """Give the key of the category that a share is of."""
    row, column = cell.place
    shape = cell.table.shape
    is_row = len(shape.columns) == 1 or shape.columns[column].key == TOTAL
    return shape.rows[row].key if is_row else shape.columns[column].key


def population_of(name: str, kind: PopulationKind, code: str, evidence: Evidence) -> Population:
    """Find a population to compare with.

    Raises
    ------
    PaperError
        If there is none of that name and kind, or it does not count the code.
    """
    found = next((each for each in evidence.settings.populations if each.id == name), None)
    if found is None or found.kind is not kind:
        remedy = f"Declare it in study.toml, [[populations]], with kind = {kind.value!r} and its source."
        raise fault(f"there is no population {name!r} of {kind.value}", remedy)
    if code not in found.counts:
        raise fault(f"population {name!r} does not count {code!r}", "Use one of " + ", ".join(found.counts) + ".")
    return found


def fault(what: str, remedy: str) -> PaperError:
    """Give the error of a citation; the caller adds the place."""
    return PaperError(what, where="paper/paper.md", remedy=remedy)
