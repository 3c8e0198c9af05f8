"""The tables of a release as they can be cited, from its catalogue and CSV files and nothing else of its study.

What a study has meanwhile is not published: a letter that cites a table says what the last release says (rule S14).
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from clerestory.errors import PaperError, ReleaseError
from clerestory.model.catalogue import Axis, Catalogue, CatalogueEntry, TableBasis
from clerestory.model.comparisons.populations import Comparison
from clerestory.model.tables import (
    DIFFER,
    KNOWN,
    NOT_KNOWN,
    NOT_RECORDED,
    NOT_STATED,
    ROUNDED_TO,
    SUPPRESSED,
    TOTAL,
    Position,
    Predicate,
    ProtectedTable,
    TableShape,
)
from clerestory.publish.claims import Evidence
from clerestory.publish.claims.evidence import NOTHING_DECLARED
from clerestory.publish.packs.released import ReleasedContent, Row
from clerestory.publish.release.catalogue import CATALOGUE

_SUMS = (TOTAL, KNOWN)
_UNKNOWN = (NOT_KNOWN, NOT_RECORDED, NOT_STATED, DIFFER)
_EVERYWHERE = "*"  # a code that all positions share of which a case can be in several
Labels = Mapping[str, str]  # by key, in the order of the table


@dataclass(frozen=True)
class ReleasedTables:
    """What a release says of itself and of its tables.

    Attributes
    ----------
    release : str
        The name of its folder.
    tables : mapping of str to ProtectedTable
        By id. Their predicates tell categories apart, and not which codes of the instrument they are.
    """

    release: str
    title: str
    date: dt.date
    period: tuple[dt.date, dt.date]
    tables: Mapping[str, ProtectedTable]

    @property
    def evidence(self) -> Evidence:
        """What claims may cite: tables alone."""
        return Evidence(NOTHING_DECLARED, self.tables)

    def table(self, name: str) -> ProtectedTable:
        """Find a table.

        Raises
        ------
        PaperError
            If the release has none of that name.
        """
        if name not in self.tables:
            remedy = f"Use one of {', '.join(self.tables)}." if self.tables else "It has none."
            raise PaperError(f"the last release has no table {name!r}", where=self.release, remedy=remedy)
        return self.tables[name]


def released_tables(content: ReleasedContent) -> ReleasedTables:
    """Give the tables of a release.

    Raises
    ------
    ReleaseError
        If it has no catalogue, or one that does not say what a share needs; or a table has not its form.
    """
    catalogue = content.formed(CATALOGUE, Catalogue)
    entries = [entry for entry in catalogue.entries if entry.kind == "table"] if catalogue else []
    if catalogue is None or any(entry.basis is None for entry in entries):
        raise _unfit(content, "does not say what shares of its tables need")
    return ReleasedTables(
        content.manifest.folder,
        catalogue.title,
        catalogue.release,
        (catalogue.period_start, catalogue.period_end),
        {entry.id: _table(entry, entry.basis, content) for entry in entries if entry.basis},
    )


def _table(entry: CatalogueEntry, basis: TableBasis, content: ReleasedContent) -> ProtectedTable:
    rows = content.rows(f"tables/{content.name(entry.id)}.csv")
    try:
        return _rebuilt(entry, basis, rows)
    except (KeyError, ValueError, AssertionError, IndexError):
        raise _unfit(content, f"table {entry.id} has not the form of one") from None


def _rebuilt(entry: CatalogueEntry, basis: TableBasis, rows: Sequence[Row]) -> ProtectedTable:
    down, across = _labels(rows, "row"), _labels(rows, "column")
    cells = {(row["row_key"], row["column_key"]): row for row in rows}
    in_order = [[cells[one, other] for other in across] for one in down]
    counts = tuple(tuple(map(_count, line)) for line in in_order)
    is_rounded = bool(rows) and ROUNDED_TO in rows[0]
    return ProtectedTable(
        TableShape(
            id=entry.id,
            title=entry.title,
            unit=entry.unit,
            cohort=entry.unit,
            rows=_positions(down, "rows", basis.rows),
            columns=_positions(across, "columns", basis.columns),
            about=entry.about,
            comparison=Comparison(basis.definition, basis.population) if basis.definition else None,
        ),
        counts,
        whole=all(count is None for line in counts for count in line),
        percent_base=basis.percent_base,
        completeness_pct=basis.completeness_pct,
        rounding=tuple(tuple(int(cell[ROUNDED_TO]) for cell in line) for line in in_order) if is_rounded else None,
    )


def _labels(rows: Iterable[Row], axis: str) -> Labels:
    return {row[f"{axis}_key"]: row[f"{axis}_label"] for row in rows}


def _count(cell: Row) -> int | None:
    """Read a count; an empty one is withheld, and says so, or the file is not one of ours."""
    if cell["count"] == "" and cell["status"] == SUPPRESSED:
        return None
    return int(cell["count"])


def _positions(labels: Labels, axis: str, kind: Axis) -> tuple[Position, ...]:
    parts = frozenset(key for key in labels if key not in (*_SUMS, *_UNKNOWN))
    return tuple(Position(key, label, _where(key, parts, axis, kind)) for key, label in labels.items())


def _where(key: str, parts: frozenset[str], axis: str, kind: Axis) -> Predicate:
    """Give cases of a position that lie to those of others as the counted ones do."""
    if key == TOTAL:
        return frozenset()
    if key == KNOWN:
        return frozenset({(axis, parts)})
    name = f"{axis} {key}" if kind == "lists" else axis
    return frozenset({(name, frozenset({key, _EVERYWHERE} if kind == "several" else {key}))})


def _unfit(content: ReleasedContent, what: str) -> ReleaseError:
    remedy = "Publish again with this version; a text cites what the last release says."
    return ReleaseError(what, where=content.manifest.folder, remedy=remedy)
