"""Protection of linked tables given as one data frame: polars, pandas or pyarrow in, the same kind out."""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw

from clerestory.errors import TableError
from clerestory.model.attackers import Attacker
from clerestory.model.criteria import NOT_PINNED, Residuals, Width
from clerestory.model.proofs import LinkedProof
from clerestory.model.rules import TableRules, ThresholdRule
from clerestory.progress import SILENT, Progress
from clerestory.protect.contributions import Contributions
from clerestory.protect.hierarchies.auditing import published_frame
from clerestory.protect.hierarchies.dimensions import TOTAL
from clerestory.protect.hierarchies.engine import ZeroRule
from clerestory.protect.hierarchies.frames import (
    check_columns,
    check_dims,
    codes_of,
    counts_of,
    names_of,
    table_columns,
)
from clerestory.protect.linked.engine import ProtectedTables, protect_linked
from clerestory.protect.linked.kinds import Dims
from clerestory.protect.linked.tables import LinkedTables


def protect_linked_frame(
    frame: Any,
    tables: Sequence[Dims],
    count: str,
    rules: ThresholdRule | TableRules,
    *,
    seed: int,
    zeros: ZeroRule | None = None,
    width: Width = NOT_PINNED,
    residuals: Residuals = Residuals.ALLOW,
    ties: Dims = (),
    attackers: Collection[Attacker] | None = None,
    contributors: Mapping[Attacker, str] | None = None,
    earlier: Sequence[tuple[Any, Dims]] = (),
    iterations: int = 1,
    time_limit: float | None = None,
    progress: Progress = SILENT,
) -> tuple[list[Any], LinkedProof]:
    """Protect several tables of the same cases, so that nobody who has all of them can compute an unsafe cell.

    Parameters
    ----------
    frame : polars, pandas or pyarrow table
        Cases by the codes of all levels of all tables, without margins.
    tables : sequence of dimensions
        For each table the columns of each dimension, coarse to fine. Crossing hierarchies are two tables.
    count : str
        The column of counts, whole numbers from 0.
    rules, seed, zeros, width, residuals, attackers, contributors, iterations, time_limit
        As for ``protect_frame``.
    ties : sequence of sequences of str
        Columns of which everybody knows which codes occur together, beside those that a dimension names.
    earlier : sequence of (frame, dimensions)
        Tables of the same cases that are public already, in the form that this function gives.

    Returns
    -------
    tables : list of the same kind as ``frame``
        As ``protect_frame`` gives them, in the order of ``tables``.
    proof : LinkedProof
        Confidential.

    Raises
    ------
    TableError
        If a column or a code is missing, a count is not a whole number from 0, or a table cannot be made.
    ProtectionError
        If the result cannot be proven.

    Examples
    --------
    >>> import polars as pl
    >>> rows = {"area": ["N", "N", "S", "S"], "sex": ["F", "M", "F", "M"], "age": ["0", "1", "1", "0"]}
    >>> cells = pl.DataFrame({**rows, "n": [3, 40, 50, 60]})
    >>> tables = [[["area"], ["sex"]], [["sex"], ["age"]]]
    >>> protected, proof = protect_linked_frame(cells, tables, "n", ThresholdRule(5), seed=1)
    >>> [table.columns for table in protected]
    [['area', 'sex', 'n', 'symbol'], ['sex', 'age', 'n', 'symbol']]
    """
    source = nw.from_native(frame, eager_only=True)
    zeros = zeros or ZeroRule()
    public = [published_frame(table, dims, f"earlier table {n + 1}") for n, (table, dims) in enumerate(earlier)]
    every = [*tables, *(dims for _, dims in earlier)]
    read = linked_of(source, every, count, contributors or {}, zeros=zeros, ties=ties, earlier=bool(public))
    made = protect_linked(
        read.tables,
        rules,
        seed=seed,
        zeros=zeros,
        width=width,
        residuals=residuals,
        attackers=attackers,
        contributions=read.contributions,
        earlier=public,
        iterations=iterations,
        time_limit=time_limit,
        progress=progress,
    )
    frames = []
    for columns in linked_columns(made, count):
        table = nw.from_dict(columns, backend=source.implementation).to_native()
        frames.append(table.astype({count: "Int64"}) if source.implementation.is_pandas() else table)
    return frames, made.proof


@dataclass(frozen=True, repr=False)
class ConfidentialTables:
    """Linked tables that were read, and what each contributor has in them."""

    tables: LinkedTables
    contributions: Mapping[Attacker, Contributions]


def linked_of(
    source: nw.DataFrame[Any],
    tables: Sequence[Dims],
    count: str,
    contributors: Mapping[Attacker, str],
    *,
    zeros: ZeroRule,
    ties: Dims,
    earlier: bool = False,
) -> ConfidentialTables:
    """Make linked tables from a frame of rows with the codes of all levels; ``earlier`` says that some are public."""
    for dims in tables:
        check_dims(dims)
        check_columns(source.columns, [*(level for levels in dims for level in levels), count])
    for column in contributors.values():  # which may be a level: a force is a place and a giver
        check_columns(source.columns, [column])
    levels = dict.fromkeys(level for dims in [*tables, ties] for levels in dims for level in levels)
    check_columns(source.columns, [*levels, count])
    columns = {level: codes_of(source[level]) for level in levels}
    margin = next((row for row, codes in enumerate(zip(*columns.values(), strict=True)) if TOTAL in codes), None)
    if margin is not None:
        raise TableError(
            "is a margin",
            where=f"row {margin + 1}",
            remedy="For several tables give inner cells only; the margins are added.",
        )
    counts = counts_of(source[count])
    linked = LinkedTables.of(columns, tables, counts, zeros_published=zeros.published and not earlier, ties=ties)
    return ConfidentialTables(
        linked,
        {
            kind: linked.contributions(columns, names_of(source[column]), counts)
            for kind, column in contributors.items()
        },
    )


def linked_columns(made: ProtectedTables, count: str) -> list[dict[str, list[Any]]]:
    """Give the columns of each published table."""
    return [
        table_columns(grid, published.counts, published.suppressed, count)
        for grid, published in zip(made.tables.grids, made.published(), strict=False)
    ]
