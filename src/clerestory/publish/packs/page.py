"""The page of a pack: lessons in the words of the release, what they rest on, and what was withheld."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Sequence
from dataclasses import dataclass
from typing import Any

from clerestory.model.calendar import date_text
from clerestory.model.lessons.packs import PackRequest
from clerestory.model.lessons.released import ReleasedEvidence
from clerestory.model.lessons.study import Audience
from clerestory.model.tables import KNOWN, TOTAL
from clerestory.publish.lessons import asked_of
from clerestory.publish.notes import WITHHELD
from clerestory.publish.numbers import count_text
from clerestory.publish.packs.released import ReleasedContent, Row
from clerestory.publish.packs.selecting import Selected, Selection
from clerestory.publish.pages import page_apart
from clerestory.publish.register import REGISTER

_MARGINS = (TOTAL, KNOWN)


@dataclass(frozen=True)
class ShownTable:
    """A table of a pack, and what is known of it."""

    evidence: ReleasedEvidence
    selected: Selected


@dataclass(frozen=True)
class PackPage:
    """Everything that the page shows; ``files`` are those of the pack that it may link to."""

    release: ReleasedContent
    request: PackRequest
    selection: Selection
    tables: tuple[ShownTable, ...]
    files: Collection[str]

    @property
    def title(self) -> str:
        """Whom the pack is for."""
        area = self.selection.area
        return f"Lessons for {self.request.audience.label}{f': {area.label}' if area else ''}"


def pack_page(page: PackPage) -> str:
    """Give the page of a pack."""
    made, manifest = page.release.lessons, page.release.manifest
    cited = {one.register_id for one in page.selection.evidence if one.register_id}
    register = page.release.rows(f"{page.release.name(REGISTER)}.csv")
    return page_apart(
        "pack.html",
        study={"title": made.title, "publisher": made.publisher},
        mark=manifest.data.mark,
        mark_sentence=manifest.data.mark_sentence,
        made=made,
        heading=page.title,
        request=page.request,
        sector_note=page.request.audience is Audience.INDUSTRY,
        selection=page.selection,
        asked=asked_of(page.selection.lessons),
        links={one.id: f"#evidence-{one.id}" for one in page.selection.evidence},
        tables=[_shown(table) for table in page.tables],
        others=[one for one in page.selection.evidence if one.kind != "table"],
        files=page.files,
        file_name=page.release.name,
        register=[dict(entry) | {"review_by": _day(entry)} for entry in register if entry["id"] in cited],
        entries_in_all=len(register),
        folder=manifest.folder,
        digest=page.release.digest,
    )


def _day(entry: Row) -> str:
    return date_text(dt.date.fromisoformat(entry["review_by"]))


def _shown(table: ShownTable) -> dict[str, Any]:
    """Give a table as its template takes it: headings in their order, and counts in words."""
    rows = table.selected.rows
    columns = list(dict.fromkeys((row["column_key"], row["column_label"]) for row in rows))
    lines = list(dict.fromkeys((row["row_key"], row["row_label"]) for row in rows))
    cells = {(row["row_key"], row["column_key"]): _count(row) for row in rows}
    shown = [
        (label, key in _MARGINS, [cells[key, column] for column, _ in columns])
        for key, label in lines
        if key in _MARGINS or not _is_empty(rows, key)
    ]
    return {
        "one": table.evidence,
        "file": table.selected.file,
        "note": table.selected.note,
        "columns": [(label, key in _MARGINS) for key, label in columns],
        "rows": shown,
        "left_out": len(lines) - len(shown),
        "symbols": [WITHHELD] if any(sign in values for _, _, values in shown for sign in WITHHELD[:1]) else [],
    }


def _count(row: Row) -> str:
    return row["status"] or count_text(int(row["count"]))


def _is_empty(rows: Sequence[Row], key: str) -> bool:
    return all(row["count"] == "0" for row in rows if row["row_key"] == key)
