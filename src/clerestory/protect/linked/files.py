"""Linked tables from one CSV file of cases by the codes of all their levels."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path

from clerestory.model.attackers import Attacker
from clerestory.protect.hierarchies.engine import ZeroRule
from clerestory.protect.hierarchies.files import in_file
from clerestory.protect.hierarchies.tabulated import Tabulated, rows_of
from clerestory.protect.linked.frames import ConfidentialTables, linked_of
from clerestory.protect.linked.kinds import Dims
from clerestory.protect.text_tables import read_text_table


def read_linked(
    path: Path,
    tables: Sequence[Dims],
    count: str,
    contributors: Mapping[Attacker, str],
    *,
    zeros: ZeroRule,
    tabulated: Tabulated | None = None,
    ties: Dims = (),
    earlier: bool = False,
) -> ConfidentialTables:
    """Read tables that are made of the same rows; ``earlier`` says that some of them are public already.

    Raises
    ------
    TableError
        If the file is no CSV, lacks a column, or has a count that cannot be or a margin.
    """
    frame = read_text_table(path)
    with in_file(path):
        source = rows_of(frame, count, tabulated)
        return linked_of(source, tables, count, contributors, zeros=zeros, ties=ties, earlier=earlier)
