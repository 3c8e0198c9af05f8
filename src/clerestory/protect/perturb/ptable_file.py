"""A ptable as a CSV file: a row for each true count and deviation that is possible."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import polars as pl

from clerestory.errors import RuleSetError
from clerestory.protect.perturb.ptable import WIDEST, PTable

_COLUMNS = ("count", "deviation", "probability")
_LARGEST = 100_000  # counts with a row of their own


def ptable_text(ptable: PTable) -> str:
    """Give a ptable as the text of its file; read again it is the same."""
    rows, columns = np.nonzero(ptable.probabilities)
    return pl.DataFrame(
        {
            "count": rows,
            "deviation": ptable.deviations[columns],
            "probability": [repr(p) for p in ptable.probabilities[rows, columns].tolist()],
        }
    ).write_csv()


def read_ptable(path: Path) -> PTable:
    """Read a ptable: the columns count, deviation and probability; what is left out is impossible.

    Raises
    ------
    RuleSetError
        If the file is not of this form, or a row is not what ``PTable`` asks for.
    """
    kinds = {"count": pl.Int64, "deviation": pl.Int64, "probability": pl.Float64}
    try:
        rows = pl.read_csv(path, infer_schema=False).select(
            pl.col(name).str.strip_chars().cast(kind) for name, kind in kinds.items()
        )
    except (pl.exceptions.PolarsError, UnicodeDecodeError):
        raise _wrong(path, "is no CSV file of whole counts, whole deviations and probabilities") from None
    if rows.is_empty() or any(rows.null_count().row(0)):
        raise _wrong(path, "has an empty field, or no row")
    if rows.select("count", "deviation").is_duplicated().any():
        raise _wrong(path, "has a deviation of a count twice")
    counts, deviations = rows["count"].to_numpy(), rows["deviation"].to_numpy()
    if not 0 <= counts.min() <= counts.max() <= _LARGEST or deviations.min() < -WIDEST or deviations.max() > WIDEST:
        raise _wrong(path, f"has a count above {_LARGEST:,} or below 0, or a deviation beyond {WIDEST}")
    largest = int(np.abs(deviations).max())
    p = np.zeros((int(counts.max()) + 1, 2 * largest + 1))
    p[counts, deviations + largest] = rows["probability"].to_numpy()
    return PTable(p)


def _wrong(path: Path, what: str) -> RuleSetError:
    return RuleSetError(
        what,
        where=str(path),
        remedy=f"Give the columns {', '.join(_COLUMNS)}, a row for each count from 0 and deviation that can be.",
    )
