"""Records as whole-number codes, and how many records share a combination of them."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from clerestory.errors import TableError

Ints = np.ndarray[tuple[int], np.dtype[np.int64]]
_COUNTED = 1 << 22  # so many combinations are counted in an array, more are sorted
_MOST = 1 << 62


@dataclass(frozen=True, repr=False)
class Records:
    """The columns of an extract as codes 0, 1, 2...; confidential, so ``repr`` shows its shape alone.

    A missing value is a category of its own: a record is hidden among others whose value is missing as well, and
    never counted as like a record whose value is there. No k is larger under this reading than under the other one,
    in which a missing value is like every value.
    """

    names: tuple[str, ...]
    codes: tuple[Ints, ...]
    sizes: tuple[int, ...]

    def __repr__(self) -> str:
        return f"Records({len(self)} records, {len(self.names)} columns)"

    def __len__(self) -> int:
        return len(self.codes[0])

    def part(self, columns: Sequence[int]) -> Records:
        """Give some columns alone."""
        return Records(
            tuple(self.names[i] for i in columns),
            tuple(self.codes[i] for i in columns),
            tuple(self.sizes[i] for i in columns),
        )

    def groups(self, columns: Sequence[int]) -> Ints:
        """Give a number for each combination of some columns; records of one number share all their values there."""
        group, most = np.zeros(len(self), dtype=np.int64), 1
        for column in columns:
            if most * self.sizes[column] > _MOST:
                group, most = dense(group)
            group = group * self.sizes[column] + self.codes[column]
            most *= self.sizes[column]
        return group if most <= _COUNTED else dense(group)[0]

    def group_sizes(self, columns: Sequence[int]) -> Ints:
        """Give for each record how many share its values in some columns, itself among them."""
        group = self.groups(columns)
        return np.bincount(group)[group]


def records_of(frame: Any, columns: Sequence[str]) -> Records:
    """Read columns of a polars, pandas or pyarrow table.

    Raises
    ------
    TableError
        If there is no row or no column, a column is missing, or is named twice.
    """
    source = nw.from_native(frame, eager_only=True)
    _check(source, columns)
    wanted = source.select(*columns).to_polars()
    codes = tuple((wanted[name].fill_nan(None) if wanted[name].dtype.is_float() else wanted[name]) for name in columns)
    dense = tuple(_codes(series) for series in codes)
    return Records(tuple(columns), dense, tuple(int(code.max()) + 1 for code in dense))


def _check(source: nw.DataFrame[Any], columns: Sequence[str]) -> None:
    lost = [name for name in columns if name not in source.columns]
    if lost:
        raise TableError(f"there is no column {lost[0]!r}", where="the extract", remedy="Name a column of its header.")
    if not columns or len(set(columns)) < len(columns):
        raise TableError(
            "no column is named, or one twice",
            where="the extract",
            remedy="Name each key, and the sensitive one, once.",
        )
    if len(source) == 0:
        raise TableError("has no records", where="the extract", remedy="Give a file with at least one record.")


def _codes(series: pl.Series) -> Ints:
    """Give a number for each value, 0 for the missing one."""
    return series.rank("dense").fill_null(0).cast(pl.Int64).to_numpy()


def dense(group: Ints) -> tuple[Ints, int]:
    """Give numbers without gaps, in the same order, and how many they are."""
    made = _codes(pl.Series(group)) - 1
    return made, int(made.max()) + 1
