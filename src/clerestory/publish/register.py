"""The register of what is withheld: as public as the paper, and safe itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from clerestory.model.commission import DataKind, StudySettings
from clerestory.model.releases import Withheld
from clerestory.model.tables import ProtectedTable

REASON = "SDC"  # the one public code for every suppressed cell, small or protecting another
MEANING = "Protects small numbers"
_LAW = (
    "Small numbers could identify a person: Freedom of Information Act 2000, section 40; Sexual Offences (Amendment) "
    "Act 1992, section 1."
)
_PRACTICE = "Small numbers could identify a person; Code of Practice for Statistics."


def withheld_register(
    tables: Sequence[ProtectedTable],
    settings: StudySettings,
    numbers: Mapping[str, int],
    *,
    decided_by: Sequence[str] = (),
) -> tuple[Withheld, ...]:
    """Give an entry for each table with suppressed cells, in the order of the paper.

    It counts cells, never persons, and does not say which cell was unsafe and which protects it (rule S13).

    Parameters
    ----------
    numbers : mapping of str to int
        The number under which the paper prints a table, by its id; a table without one is released as CSV alone.
    decided_by : sequence of str
        Posts of those who decided at gate protect.
    """
    rebuilt = settings.study.data is DataKind.REBUILT
    order = {table.shape.id: (table.shape.id not in numbers, numbers.get(table.shape.id, 0)) for table in tables}
    hidden = sorted((table for table in tables if table.suppressed), key=lambda table: order[table.shape.id])
    return tuple(
        Withheld(
            id=f"W{number}",
            output=_output(table, numbers),
            extent="whole table" if table.whole else "cells",
            cells_withheld=table.suppressed,
            cells_in_table=table.shape.size[0] * table.shape.size[1],
            reason=REASON,
            law=_PRACTICE if rebuilt else _LAW,
            decided_by=tuple(decided_by),
            review_by=settings.release.review_by,
        )
        for number, table in enumerate(hidden, start=1)
    )


def _output(table: ProtectedTable, numbers: Mapping[str, int]) -> str:
    """Name a table as readers know it; ids of study.toml mean nothing to them."""
    number = numbers.get(table.shape.id)
    return f"Table {number}. {table.shape.title}" if number else f"{table.shape.title} (as CSV alone)"
