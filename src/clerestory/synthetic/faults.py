"""Faults planted in the returns of forces, one row in about two thousand, so that checks have something to find.

Each is a fault of one row: a wrong code, an empty mandatory field without a reason, or years out of order. Keys are
never touched, and neither are returns and investigations, on which everything else of a return hangs.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum

import numpy as np
import polars as pl

from clerestory.synthetic import figures
from clerestory.synthetic.drawing import Ints, Mask

WRONG_CODE = "ZZZ"
ROWS_FOR_A_FAULT = 200  # of a return; one fault may cost the rows that hang on it as well
HEADER_ROW = 1  # rows are counted as a spreadsheet counts them
ALWAYS = "link_suspect_offence"  # has a fault in the smallest nation; nothing else hangs on its rows


class FaultKind(Enum):
    """What is wrong with a value."""

    WRONG_CODE = "wrong code"
    EMPTY = "empty mandatory field without a reason"
    YEARS = "years out of order"


@dataclass(frozen=True)
class Target:
    """A column in which a kind of fault is planted."""

    entity: str
    column: str
    kind: FaultKind

    def written(self, rows: pl.DataFrame) -> pl.Series:
        """Give what stands in the column instead."""
        if self.kind is FaultKind.YEARS:
            return (rows["quarter_recorded"].str.head(4).cast(pl.Int64) + 1).cast(pl.String)
        return pl.Series([WRONG_CODE if self.kind is FaultKind.WRONG_CODE else None], dtype=pl.String).new_from_index(
            0, rows.height
        )


TARGETS = (
    Target("offence", "contact_type", FaultKind.WRONG_CODE),
    Target("offence", "recency", FaultKind.EMPTY),
    Target("offence", "year_offence_from", FaultKind.YEARS),
    Target("suspect", "sex", FaultKind.WRONG_CODE),
    Target("suspect", "court_result", FaultKind.EMPTY),
    Target("victim", "age_at_first_offence", FaultKind.WRONG_CODE),
    Target("victim", "age_at_report", FaultKind.EMPTY),
    Target("link_suspect_offence", "evidence", FaultKind.WRONG_CODE),
    Target("link_suspect_victim", "relationship", FaultKind.EMPTY),
)


@dataclass(frozen=True)
class Rows:
    """The rows of one entity in all returns, giver by giver."""

    giver: Ints
    frame: pl.DataFrame

    def starts(self, n_givers: int) -> Ints:
        """Give where the rows of each giver begin, and where the last end."""
        return np.searchsorted(self.giver, np.arange(n_givers + 1))


@dataclass(frozen=True)
class Planted:
    """Rows with faults in them, and a table of the faults."""

    rows: Mapping[str, Rows]
    faults: pl.DataFrame


def plant(rng: np.random.Generator, rows: Mapping[str, Rows], *, n_forces: int) -> Planted:
    """Plant faults.

    Parameters
    ----------
    rows : mapping of entity to Rows
        The forces are the givers ``0 .. n_forces - 1``.

    Returns
    -------
    Planted
        Its ``faults`` have a row for each: giver, entity, row (the header is row 1), column, kind, the value before
        and the value written.
    """
    changed, tables = dict(rows), []
    per_row = _per_row(rows, n_forces)
    large = _large(rows, n_forces)
    for entity in dict.fromkeys(target.entity for target in TARGETS):
        n = _rows_of_forces(rows[entity], n_forces)
        possible = np.flatnonzero(large[rows[entity].giver[:n]])
        wanted = max(round(len(possible) * per_row), 1 if entity == ALWAYS else 0)
        where = rng.choice(possible, min(len(possible), wanted), replace=False)
        targets = [target for target in TARGETS if target.entity == entity]
        which = rng.integers(0, len(targets), len(where))
        for i, target in enumerate(targets):
            at = np.sort(where[which == i])
            tables.append(_table(changed[entity], target, at))
            changed[entity] = _changed(changed[entity], target, at)
    return Planted(changed, pl.concat(tables).sort("giver", "entity", "row"))


def _per_row(rows: Mapping[str, Rows], n_forces: int) -> float:
    """Give the chance of a row that can have a fault, so that the rate holds for all rows of forces."""
    everything = sum(_rows_of_forces(entity, n_forces) for entity in rows.values())
    eligible = sum(_rows_of_forces(rows[entity], n_forces) for entity in {target.entity for target in TARGETS})
    return figures.FAULTS_PER_ROW * everything / eligible


def _large(rows: Mapping[str, Rows], n_forces: int) -> Mask:
    """Mark the forces whose return is so large that a fault is a small part of it; the largest one always is."""
    sizes = np.zeros(n_forces, dtype=np.int64)
    for entity in rows.values():
        sizes += np.diff(entity.starts(n_forces))
    return sizes >= min(ROWS_FOR_A_FAULT, int(sizes.max()))


def _rows_of_forces(rows: Rows, n_forces: int) -> int:
    return int(np.searchsorted(rows.giver, n_forces))


def _table(rows: Rows, target: Target, at: Ints) -> pl.DataFrame:
    giver = rows.giver[at]
    taken = rows.frame[at]
    return pl.DataFrame(
        {
            "giver": giver,
            "entity": pl.Series([target.entity]).new_from_index(0, len(at)),
            "row": at - np.searchsorted(rows.giver, giver) + HEADER_ROW + 1,
            "column": pl.Series([target.column]).new_from_index(0, len(at)),
            "kind": pl.Series([target.kind.value]).new_from_index(0, len(at)),
            "before": taken[target.column].cast(pl.String),
            "written": target.written(taken),
        }
    )


def _changed(rows: Rows, target: Target, at: Ints) -> Rows:
    if not len(at):
        return rows
    column = rows.frame[target.column]
    place = np.full(rows.frame.height, -1)
    place[at] = np.arange(len(at))
    values = target.written(rows.frame[at]).cast(column.dtype)
    new = pl.select(
        pl.when(pl.Series(place) >= 0).then(values.gather(np.maximum(place, 0))).otherwise(column).alias(column.name)
    ).to_series()
    return Rows(rows.giver, rows.frame.with_columns(new))
