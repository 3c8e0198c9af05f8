"""Rounding and the cell key method for a single table, outside any study."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import polars as pl

from clerestory.ledger import PROGRAM
from clerestory.model.tables import Counts
from clerestory.pipeline.consulting import consulted_files
from clerestory.protect.hierarchies.files import parsed_dims, read_grid
from clerestory.protect.hierarchies.frames import table_columns
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.perturb import (
    RoundingBase,
    Unit,
    Utility,
    check_unit,
    control_round,
    keyed_grid,
    make_ptable,
    perturb_cells,
    round_to_base,
    utility_of,
)
from clerestory.protect.perturb.ptable_file import ptable_text, read_ptable
from clerestory.protect.text_tables import read_text_table
from clerestory.study import write_atomically


@dataclass(frozen=True)
class PTableSettings:
    """What a ptable is made from: largest deviation, variance, and up to what count none is published."""

    deviation: int
    variance: float
    small: int = 0


def round_table(
    source: Path,
    *,
    dims: str,
    count: str,
    base: RoundingBase,
    additive_within: float | None = None,
    out: Path,
    actor: str = PROGRAM,
) -> Utility:
    """Round every cell of the table in a CSV file of inner cells; the published table goes to ``out``.

    Tables of victims may be rounded (rule S5). With ``additive_within``, which is the gap of ``control_round``, the
    published table adds up; without, each cell is rounded on its own.

    Raises
    ------
    TableError
        If the file is no table of these dimensions.
    ProtectionError
        If no rounding that adds up was found; nothing is written.
    """
    consulted_files([source], who=actor, why="protect table")
    grid = read_grid(source, parsed_dims(dims), count)
    if additive_within is None:
        return _published(grid, round_to_base(grid.counts, base), count, out)
    return _published(grid, control_round(grid, base, gap=additive_within), count, out)


def perturb_table(
    source: Path,
    *,
    dims: str,
    count: str,
    record_key: str,
    unit: Unit,
    ptable: Path | PTableSettings,
    out: Path,
    actor: str = PROGRAM,
) -> Utility:
    """Perturb every cell of a table by the cell key method; ``source`` is a CSV file of one row a record.

    Raises
    ------
    RuleSetError
        If the unit may not be perturbed (rule S12), or the ptable cannot be.
    TableError
        If the file is not of this form.
    """
    check_unit(unit)
    consulted_files([source], who=actor, why="protect table")
    records = read_text_table(source)
    table = (
        read_ptable(ptable)
        if isinstance(ptable, Path)
        else make_ptable(deviation=ptable.deviation, variance=ptable.variance, small=ptable.small)
    )
    numbers = pl.col([name for name in (record_key, count) if name in records.columns])
    keyed = keyed_grid(
        records.with_columns(numbers.cast(pl.Float64, strict=False)).lazy(), parsed_dims(dims), record_key, count=count
    )
    return _published(keyed.grid, perturb_cells(keyed, table, unit=unit), count, out)


def ptable_csv(settings: PTableSettings) -> str:
    """Make a ptable and give it as CSV.

    Raises
    ------
    RuleSetError
        If some count has no such distribution.
    """
    return ptable_text(make_ptable(deviation=settings.deviation, variance=settings.variance, small=settings.small))


def _published(grid: Grid, counts: Counts, count: str, out: Path) -> Utility:
    nothing_hidden = np.zeros(counts.size, dtype=bool)
    write_atomically(out, pl.DataFrame(table_columns(grid, counts.ravel(), nothing_hidden, count)).write_csv())
    return utility_of(grid, counts)
