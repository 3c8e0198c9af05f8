"""Earlier tables as knowledge of the cases of today: the numbers in them that are still true."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np

from clerestory.model.history import EarlierTable
from clerestory.model.tables import ConfidentialTable, ProtectedTable


def still_true(earlier: Sequence[EarlierTable]) -> tuple[tuple[ProtectedTable, ConfidentialTable], ...]:
    """Give what earlier tables printed that is still true, tables of one shape put together.

    A reader who sees a number of before contradicted nowhere may take it that it still holds, and is right. So where
    the cases of a table changed, the rest of it counts as known all the same. That a hidden cell holds at least one
    case is only known where the whole table still agrees, and hides no zeros.

    Returns
    -------
    tuple of (ProtectedTable, ConfidentialTable)
        What is known, and the true counts of the same cells.
    """
    found: dict[object, tuple[ProtectedTable, ConfidentialTable]] = {}
    for one in earlier:
        shape = one.table.shape
        whole = one.table.whole or one.table.hides_zeros or not one.agrees or one.hidden_zero
        key = (tuple(p.where for p in shape.rows), tuple(p.where for p in shape.columns), shape.where, whole)
        seen, truth = found.get(key, (None, ConfidentialTable(shape, one.now)))
        counts = _true(one) if seen is None else _either(seen.counts, _true(one))
        found[key] = replace(one.table, counts=counts, whole=whole), truth
    return tuple(pair for pair in found.values() if _tells(pair[0]))


Printed = tuple[tuple[int | None, ...], ...]


def _true(one: EarlierTable) -> Printed:
    return tuple(
        tuple(then if then == now else None for then, now in zip(printed, counts, strict=True))
        for printed, counts in zip(one.table.counts, np.asarray(one.now).tolist(), strict=True)
    )


def _either(left: Printed, right: Printed) -> Printed:
    return tuple(
        tuple(a if b is None else b for a, b in zip(one, other, strict=True))
        for one, other in zip(left, right, strict=True)
    )


def _tells(table: ProtectedTable) -> bool:
    """Say whether a table tells anything: a number, or that a hidden cell is not empty."""
    return not table.whole or any(count is not None for row in table.counts for count in row)
