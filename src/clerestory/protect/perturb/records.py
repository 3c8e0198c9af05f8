"""From records to a table with summed keys: polars, pandas or pyarrow in, one row a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np

from clerestory.errors import TableError
from clerestory.protect.hierarchies.dimensions import TOTAL
from clerestory.protect.hierarchies.frames import SYMBOL, check_columns, code_of
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.perturb.cell_key import KeyedGrid
from clerestory.protect.perturb.record_keys import STEPS, key_steps

_KEY, _RECORDS = "clerestory key", "clerestory records"


def keyed_grid(frame: Any, dims: Sequence[Sequence[str]], record_key: str, *, count: str = "count") -> KeyedGrid:
    """Count records and sum their keys, in every cell of a table and every margin.

    Parameters
    ----------
    frame : polars, pandas or pyarrow table
        One row a record.
    dims : sequence of sequences of str
        The columns of each dimension, coarse to fine.
    record_key : str
        The column of record keys, from 0 and below 1.
    count : str
        What the column of counts will be called. If the frame has it already, it must be 1 in each row.

    Raises
    ------
    TableError
        If a column is missing, a code is empty or the word for a margin, a key is no key, or a row is not one record.
    """
    source = nw.from_native(frame, eager_only=True)
    levels = [level for dimension in dims for level in dimension]
    check_columns(source, [*levels, record_key])
    _check_single(source, levels, count)
    keys = source[record_key]
    if not keys.dtype.is_numeric():
        keys = _numbers(source, record_key)
    steps = key_steps(keys.cast(nw.Float64()).to_numpy().astype(np.float64))
    summed = (
        source.select(*levels)
        .with_columns(nw.new_series(_KEY, steps, nw.Int64(), backend=source.implementation))
        .group_by(levels)
        .agg(nw.col(_KEY).sum(), nw.len().alias(_RECORDS))
        .sort(levels)
    )
    columns = {level: [_inner(level, value) for value in summed[level].to_list()] for level in levels}
    grid = Grid.of(columns, dims, summed[_RECORDS].to_numpy().astype(np.int64))
    return KeyedGrid(grid, grid.sums(columns, summed[_KEY].to_numpy().astype(np.int64) % STEPS))


def _check_single(source: nw.DataFrame[Any], levels: Sequence[str], count: str) -> None:
    if count in (*levels, SYMBOL):
        raise TableError(
            "has the name of another column of the published table",
            where="the column of counts",
            remedy="Give it a name of its own.",
        )
    if count in source.columns:
        other = [row for row, value in enumerate(source[count].unique().to_list()) if str(value) not in ("1", "1.0")]
        if other:
            raise TableError(
                "is not 1 in every row",
                where=f"column {count}",
                remedy="The cell key method needs one row a record, each with its own record key, not summed cells.",
            )


def _numbers(source: nw.DataFrame[Any], record_key: str) -> nw.Series[Any]:
    values = []
    for text in source[record_key].to_list():
        try:
            values.append(float(text))
        except (TypeError, ValueError):
            values.append(float("nan"))  # which no key is; the row is named when keys are checked
    return nw.new_series(record_key, values, nw.Float64(), backend=source.implementation)


def _inner(level: str, value: Any) -> str:
    code = code_of(level, value)
    if code == TOTAL:
        raise TableError(
            f"has the code {TOTAL}, which stands for a margin",
            where=f"column {level}",
            remedy="Leave margins out, they are added; or give the code another name.",
        )
    return code
