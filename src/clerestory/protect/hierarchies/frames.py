"""Protection of a data frame: polars, pandas or pyarrow in, the same kind out."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from typing import Any

import narwhals as nw
import numpy as np

from clerestory.errors import TableError
from clerestory.model.attackers import Attacker
from clerestory.model.criteria import NOT_PINNED, Residuals, Width
from clerestory.model.proofs import GridProof
from clerestory.model.rules import TableRules, ThresholdRule
from clerestory.model.tables import SUPPRESSED, Counts, Mask
from clerestory.progress import SILENT, Progress
from clerestory.protect.contributions import Contributions
from clerestory.protect.hierarchies.dimensions import TOTAL
from clerestory.protect.hierarchies.engine import ProtectedGrid, ZeroRule, protect_grid, published_cells
from clerestory.protect.hierarchies.grid import MOST, Grid

SYMBOL = "symbol"
_COUNT = re.compile(r"[0-9]{1,40}(\.0+)?")  # 5, and 5.0 as frames with gaps write it


def protect_frame(
    frame: Any,
    dims: Sequence[Sequence[str]],
    count: str,
    rules: ThresholdRule | TableRules,
    *,
    seed: int,
    zeros: ZeroRule | None = None,
    width: Width = NOT_PINNED,
    residuals: Residuals = Residuals.ALLOW,
    attackers: Collection[Attacker] | None = None,
    contributors: Mapping[Attacker, str] | None = None,
    iterations: int = 1,
    time_limit: float | None = None,
    progress: Progress = SILENT,
) -> tuple[Any, GridProof]:
    """Protect a frequency table given as a data frame.

    Parameters
    ----------
    frame : polars, pandas or pyarrow table
        One inner cell a row, or with contributors what each of them has in it. Rows with ``Total`` are margins, and
        must agree with the sum of the others.
    dims : sequence of sequences of str
        The columns of each dimension, coarse to fine.
    count : str
        The column of counts, whole numbers from 0.
    rules, seed, zeros, width, residuals, attackers, iterations, time_limit
        As for ``protect_grid``.
    contributors : mapping of Attacker to str
        The column that names the operation, or the giver, of each row; where it is empty nobody is named.

    Returns
    -------
    table : the same kind as ``frame``
        Every cell, margins included: the columns of the dimensions, ``count`` (empty where suppressed; in pandas the
        type that has whole numbers and gaps, Int64) and ``symbol``.
    proof : GridProof
        Confidential.

    Raises
    ------
    TableError
        If a column or a code is missing, a count is not a whole number from 0, or a margin disagrees.
    ProtectionError
        If the result cannot be proven.

    Examples
    --------
    >>> import polars as pl
    >>> from clerestory.model.rules import TableRules, ThresholdRule
    >>> cells = pl.DataFrame({"area": ["N", "N", "S", "S"], "sex": ["F", "M", "F", "M"], "n": [3, 40, 50, 60]})
    >>> table, proof = protect_frame(cells, [["area"], ["sex"]], "n", ThresholdRule(5), seed=1)
    >>> table.filter(pl.col("symbol") == "[c]").height
    4
    """
    source = nw.from_native(frame, eager_only=True)
    columns = contributors or {}
    grid = grid_of(source, dims, count, also=tuple(columns.values()))
    made = protect_grid(
        grid,
        rules,
        seed=seed,
        zeros=zeros,
        width=width,
        residuals=residuals,
        attackers=attackers,
        contributions={kind: contributions_of(source, grid, count, column) for kind, column in columns.items()},
        iterations=iterations,
        time_limit=time_limit,
        progress=progress,
    )
    table = nw.from_dict(published_columns(made, count), backend=source.implementation).to_native()
    if source.implementation.is_pandas():
        table = table.astype({count: "Int64"})  # by itself it makes 40.0 of a 40 that stands above a gap
    return table, made.proof


def published_columns(made: ProtectedGrid, count: str) -> dict[str, list[Any]]:
    """Give the columns of the published table: those of the dimensions, the counts, and the symbol."""
    cells = published_cells(made)
    return table_columns(made.grid, cells.counts, cells.suppressed, count)


def table_columns(grid: Grid, counts: Counts, suppressed: Mask, count: str) -> dict[str, list[Any]]:
    """Give the columns of a table from what is published of each cell, in the order of ``grid.counts.ravel()``."""
    data: dict[str, list[Any]] = {level: codes.tolist() for level, codes in grid.codes().items()}
    data[count] = [None if gone else n for n, gone in zip(counts.tolist(), suppressed, strict=True)]
    data[SYMBOL] = [SUPPRESSED if gone else "" for gone in suppressed]
    return data


def contributions_of(source: nw.DataFrame[Any], grid: Grid, count: str, contributor: str) -> Contributions:
    """Give what each contributor has in every cell of the grid that was made from the same frame."""
    columns = {level: codes_of(source[level]) for dimension in grid.dimensions for level in dimension.levels}
    inner = [i for i, codes in enumerate(zip(*columns.values(), strict=True)) if TOTAL not in codes]
    names = names_of(source[contributor])
    return grid.contributions(
        {level: [codes[i] for i in inner] for level, codes in columns.items()},
        [names[i] for i in inner],
        counts_of(source[count])[inner],
    )


def names_of(series: nw.Series[Any]) -> list[str]:
    """Read a column of contributors as texts; empty where there is none."""
    gaps = series.is_null().to_list()
    return ["" if gap else str(name) for gap, name in zip(gaps, series.to_list(), strict=True)]


def grid_of(source: nw.DataFrame[Any], dims: Sequence[Sequence[str]], count: str, *, also: Sequence[str] = ()) -> Grid:
    """Make a grid from a frame of inner cells, with or without margins; ``also`` names columns that must be there."""
    levels = [level for dimension in dims for level in dimension]
    check_dims(dims)
    check_columns(source.columns, [*levels, count])
    for column in also:  # which may be a level: a force is a place and a giver
        check_columns(source.columns, [column])
    counts = counts_of(source[count])
    columns = {level: codes_of(source[level]) for level in levels}
    is_margin = np.zeros(len(counts), dtype=bool)
    for level in levels:
        is_margin |= np.array([code == TOTAL for code in columns[level]], dtype=bool)
    inner = np.flatnonzero(~is_margin)
    grid = Grid.of({level: [codes[i] for i in inner] for level, codes in columns.items()}, dims, counts[inner])
    for row in np.flatnonzero(is_margin):
        _check_margin(grid, int(row), [columns[level][row] for level in levels], int(counts[row]))
    return grid


def check_dims(dims: Sequence[Sequence[str]]) -> None:
    """Refuse dimensions without a column, and none at all."""
    if not dims or not all(len(dimension) for dimension in dims):
        raise TableError(
            "one has no column" if any(len(dimension) for dimension in dims) else "there is none",
            where="the dimensions",
            remedy="Name for each dimension its columns, coarse to fine.",
        )


def check_columns(there: Sequence[str], names: Sequence[str]) -> None:
    """Refuse columns that are not there, are named twice, or have the name of one that is added."""
    lost = [name for name in names if name not in there]
    if lost:
        raise TableError(
            f"there is no column {lost[0]!r}",
            where="the table",
            remedy="Name a column of its header.",  # not which there are: without a header they are a row of counts
        )
    if SYMBOL in names:
        raise TableError(
            f"the column {SYMBOL!r} is one that the published table adds",
            where="the table",
            remedy="Give the column another name.",
        )
    twice = sorted({name for name in names if names.count(name) > 1})
    if twice:
        raise TableError(f"column {twice[0]!r} is named twice", where="the dimensions", remedy="Name each column once.")


def counts_of(series: nw.Series[Any]) -> np.ndarray[tuple[int], np.dtype[np.int64]]:
    """Read a column of counts; what is none is named with its row."""
    counts = np.zeros(len(series), dtype=np.int64)
    for row, value in enumerate(series.to_list()):
        number = _whole(value)
        if number is None:
            raise TableError(
                "is not a whole number, 0 or more",
                where=f"column {series.name}, row {row + 1}",
                remedy="Give the true count of every cell; a cell that is left out counts as 0.",
            )
        if number > MOST:
            raise TableError(
                f"is more than {MOST:,}",
                where=f"column {series.name}, row {row + 1}",
                remedy="Up to there counts are exact; look for a column of something else than counts.",
            )
        counts[row] = number
    return counts


def _whole(value: Any) -> int | None:
    """Read a whole number from 0, digit by digit where it is a text: a float would round a long one."""
    if isinstance(value, str):
        return int(value.partition(".")[0]) if _COUNT.fullmatch(value) else None
    try:
        return int(value) if value >= 0 and value == int(value) else None
    except (TypeError, ValueError, OverflowError):
        return None


def codes_of(series: nw.Series[Any]) -> list[str]:
    """Read a column of codes as texts; an empty one is named with its row."""
    gaps = series.is_null().to_list()  # frames have words of their own for what is missing
    codes = ["" if gap else str(value) for value, gap in zip(series.to_list(), gaps, strict=True)]
    for row, code in enumerate(codes):
        if code in ("", "nan"):
            raise TableError(
                "has an empty code",
                where=f"column {series.name}, row {row + 1}",
                remedy=f"Give a code, or {TOTAL} where the row is a margin.",
            )
    return codes


def _check_margin(grid: Grid, row: int, codes: Sequence[str], count: int) -> None:
    at, rest = [], list(codes)
    for dimension in grid.dimensions:
        own, rest = rest[: len(dimension.levels)], rest[len(dimension.levels) :]
        path = tuple(code for code in own if code != TOTAL)
        if tuple(own[: len(path)]) != path or path not in dimension.number:
            raise TableError(
                "is no margin of the other rows",
                where=f"row {row + 1}",
                remedy=f"Below a {TOTAL} every finer level is {TOTAL} as well, and each code has inner cells.",
            )
        at.append(dimension.number[path])
    if int(grid.counts[tuple(at)]) != count:
        raise TableError(
            "is a margin that is not the sum of its cells",
            where=f"row {row + 1}",
            remedy="Mend the table, or leave the margins out: they are added.",
        )
