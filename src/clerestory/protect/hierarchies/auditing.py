"""An audit of a published table given as a data frame, and its intervals as columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

import narwhals as nw
import numpy as np
import polars as pl

from clerestory.model.proofs import GridProof
from clerestory.progress import SILENT, Progress
from clerestory.protect.audit.proof_check import PublishedCells
from clerestory.protect.audit.table_audit import Criterion, TableAudit, audit_published
from clerestory.protect.hierarchies.engine import ZeroRule
from clerestory.protect.hierarchies.files import published_of


def audit_frame(
    frame: Any,
    dims: Sequence[Sequence[str]],
    *,
    criterion: Criterion = Criterion.INTERVALS,
    zeros: ZeroRule | None = None,
    proof: GridProof | None = None,
    people: int = 0,
    progress: Progress = SILENT,
) -> tuple[Any, TableAudit]:
    """Work out from a published table what an attacker can bound.

    Parameters
    ----------
    frame : polars, pandas or pyarrow table
        What ``protect_frame`` gives: the columns of the dimensions, one of counts, and ``symbol``.
    dims : sequence of sequences of str
        The columns of each dimension, coarse to fine.
    criterion, proof, people
        As for ``audit_published``.
    zeros : ZeroRule
        By default zeros are always published, so that a hidden cell is at least 1.

    Returns
    -------
    intervals : the same kind as ``frame``
        A row for each hidden cell: its codes, low, high (empty if nothing bounds it), and whether both ends are exact.
    audit : TableAudit

    Raises
    ------
    TableError
        If the frame is no published table, or its numbers contradict each other.
    ProtectionError
        If the proof does not hold, or a solver gives up.

    Examples
    --------
    >>> import polars as pl
    >>> table = pl.DataFrame(
    ...     {
    ...         "area": ["N", "N", "N", "S", "S", "S", "Total", "Total", "Total"],
    ...         "sex": ["F", "M", "Total"] * 3,
    ...         "n": [None, None, 9, None, None, 8, 7, 10, 17],
    ...         "symbol": ["[c]", "[c]", "", "[c]", "[c]", "", "", "", ""],
    ...     }
    ... )
    >>> intervals, _ = audit_frame(table, [["area"], ["sex"]])
    >>> intervals["low"].to_list(), intervals["high"].to_list()
    ([1, 3, 1, 2], [6, 8, 6, 7])
    """
    source = nw.from_native(frame, eager_only=True)
    table = published_frame(frame, dims, "the table")
    done = audit_published(
        table, criterion=criterion, least=(zeros or ZeroRule()).least, proof=proof, people=people, progress=progress
    )
    return nw.from_dict(interval_columns(table, done), backend=source.implementation).to_native(), done


def published_frame(frame: Any, dims: Sequence[Sequence[str]], where: str) -> PublishedCells:
    """Read a published table from a data frame; ``where`` names it in messages."""
    source = nw.from_native(frame, eager_only=True)
    text = pl.DataFrame({name: [_text(value) for value in source[name].to_list()] for name in source.columns})
    return published_of(text, dims, where)


def interval_columns(table: PublishedCells, done: TableAudit) -> dict[str, list[Any]]:
    """Give the intervals as columns; ``high`` is empty where nothing published bounds a cell."""
    found = done.intervals
    data: dict[str, list[Any]] = {level: codes[found.rows].tolist() for level, codes in table.columns.items()}
    data["low"] = found.low.astype(np.int64).tolist()
    data["high"] = [None if np.isinf(high) else int(high) for high in found.high]
    data["exact"] = found.exact.tolist()
    return data


def _text(value: Any) -> str:
    """Give a value as a CSV file has it; frames with gaps hold whole numbers as floats."""
    if value is None or value != value:
        return ""
    return str(int(value)) if isinstance(value, float) and value.is_integer() else str(value)
