"""From records to a table with summed keys: one pass over a frame, or a query, of one row a record."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError
from clerestory.protect.hierarchies.dimensions import TOTAL
from clerestory.protect.hierarchies.frames import SYMBOL, check_columns, check_dims
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.perturb.cell_key import KeyedGrid
from clerestory.protect.perturb.record_keys import STEPS

_KEYS, _RECORDS, _GOOD, _LEAST, _MOST, _ONES = (f"clerestory {n}" for n in range(6))  # no name of a user's column


def keyed_grid(frame: Any, dims: Sequence[Sequence[str]], record_key: str, *, count: str = "count") -> KeyedGrid:
    """Count records and sum their keys, in every cell of a table and every margin.

    Parameters
    ----------
    frame : polars, pandas or pyarrow table, or a polars query
        One row a record. A query (``LazyFrame``) is read in pieces, and need not fit into memory.
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
    check_dims(dims)
    source = nw.from_native(frame).lazy()
    levels = [level for dimension in dims for level in dimension]
    has_count = _check_header(source, levels, record_key, count)
    key = nw.col(record_key)
    good = key.is_between(0, 1, closed="left").fill_null(value=False)
    one = (nw.col(count if has_count else record_key) == 1).fill_null(value=False)
    cells = (
        source.select(
            *levels,
            # Keys in whole steps: their sums are exact, and the same in any order. Beyond 64 bits they would wrap,
            # which leaves their fractional part as it is. A cast alone cuts off in one engine and rounds in another.
            nw.when(good).then(key * STEPS).otherwise(0.0).floor().cast(nw.Int64()).alias(_KEYS),
            good.cast(nw.Int64()).alias(_GOOD),
            one.cast(nw.Int64()).alias(_ONES),
        )
        .group_by(levels)
        .agg(
            *(nw.col(name).sum() for name in (_KEYS, _GOOD, _ONES)),
            nw.col(_KEYS).min().alias(_LEAST),
            nw.col(_KEYS).max().alias(_MOST),
            nw.len().alias(_RECORDS),
        )
        .sort(levels)
        .collect(**_in_pieces(source))
    )
    records = _ints(cells, _RECORDS)
    _check_records(cells, records.sum(), record_key, count if has_count else None)
    columns = {level: _inner_codes(cells[level]) for level in levels}
    grid = Grid.of(columns, dims, records)
    return KeyedGrid(grid, grid.sums(columns, _ints(cells, _KEYS) % STEPS))


def _in_pieces(source: nw.LazyFrame[Any]) -> dict[str, Any]:
    return {"engine": "streaming"} if source.implementation.is_polars() else {}


def _ints(cells: nw.DataFrame[Any], name: str) -> npt.NDArray[np.int64]:
    return cells[name].to_numpy().astype(np.int64)


def _check_header(source: nw.LazyFrame[Any], levels: Sequence[str], record_key: str, count: str) -> bool:
    """Check the columns, and say whether there is one of counts."""
    kinds = source.collect_schema()
    check_columns(kinds.names(), [*levels, record_key])
    if count in (*levels, record_key, SYMBOL):
        raise TableError(
            f"{count!r} is the name of another column",
            where="the column of counts",
            remedy="Give it a name of its own.",
        )
    for name in (record_key, count):
        if name in kinds and not kinds[name].is_numeric():
            raise TableError("is no column of numbers", where=f"column {name}", remedy="Turn its texts into numbers.")
    return count in kinds


def _check_records(cells: nw.DataFrame[Any], records: int, record_key: str, count: str | None) -> None:
    bad = records - _ints(cells, _GOOD).sum()
    if bad:
        raise TableError(
            f"has {bad:,} values that are no numbers from 0 and below 1",
            where=f"column {record_key}",
            remedy="Give each record a random key, once; record_keys derives them from a secret.",
        )
    if records > 1 and cells[_LEAST].min() == cells[_MOST].max():
        raise TableError(
            "is the same in every row", where=f"column {record_key}", remedy="Give each record a random key of its own."
        )
    if count is not None and _ints(cells, _ONES).sum() != records:
        raise TableError(
            "is not 1 in every row",
            where=f"column {count}",
            remedy="The cell key method needs one row a record, each with its own record key, not summed cells.",
        )


def _inner_codes(series: nw.Series[Any]) -> list[str]:
    gaps = series.is_null().to_list()  # frames have words of their own for what is missing
    codes = ["" if gap else str(value) for value, gap in zip(series.to_list(), gaps, strict=True)]
    for wrong in ("", "nan", TOTAL):
        if wrong in codes:
            raise TableError(
                f"has the code {TOTAL}, which stands for a margin" if wrong == TOTAL else "has an empty code",
                where=f"column {series.name}",
                remedy="Give a code in every row. Leave margins out, they are added.",
            )
    return codes
