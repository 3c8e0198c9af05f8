"""Earlier tables for tests, as readers have them."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clerestory.model.history import EarlierTable
from clerestory.model.tables import ConfidentialCohort, ConfidentialTable, ProtectedTable


def as_printed(table: ConfidentialTable, hidden: Sequence[tuple[int, int]] = ()) -> ProtectedTable:
    """The table with some cells hidden by hand."""
    counts = [
        [None if (r, c) in hidden else int(n) for c, n in enumerate(row)] for r, row in enumerate(table.counts.tolist())
    ]
    return ProtectedTable(table.shape, tuple(map(tuple, counts)))


def earlier(printed: ProtectedTable, now: ConfidentialCohort, source: str = "before") -> EarlierTable:
    """What was printed, beside today's counts of the same cells."""
    shape = printed.shape
    counts = [[now.count(shape.predicate(r, c)) for c in range(shape.size[1])] for r in range(shape.size[0])]
    return EarlierTable(source, printed, np.array(counts, dtype=np.int64))
