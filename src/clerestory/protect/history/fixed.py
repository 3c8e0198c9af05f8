"""Which sets of cases the printed numbers of one table fix by addition and subtraction, however many it takes."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clerestory.model.tables import ConfidentialCohort, Mask, Predicate
from clerestory.protect.suppress.cohorts.inner_cells import InnerCells, Leaves

_CLOSE = 1e-6


def fixed_values(
    cohort: ConfidentialCohort,
    printed: Sequence[tuple[Predicate, int]],
    wanted: Sequence[Predicate],
) -> dict[Predicate, int]:
    """Give the values that printed numbers fix, of those that are asked for.

    Parameters
    ----------
    cohort : ConfidentialCohort
        Gives the classifications; its counts are not looked at.
    printed : sequence of (Predicate, int)
        Numbers of one table, in cases.
    wanted : sequence of Predicate
        On classifications of the same table.

    Returns
    -------
    dict of Predicate to int
        A value is fixed where the indicator of its cases is a combination of the rows of printed cells, over the inner
        cells that no printed zero empties.
    """
    if not printed or not wanted:
        return {}
    cells = [cell for cell, _ in printed]
    inner = InnerCells.of(cohort, Leaves.of(cohort, [*cells, *wanted]), [*cells, *wanted])
    rows = np.array([inner.members(cell) for cell in cells], dtype=np.float64)
    values = np.array([value for _, value in printed], dtype=np.float64)
    possible: Mask = ~rows[values == 0].any(axis=0)
    A = rows[values > 0][:, possible]
    C = np.array([inner.members(cell) for cell in wanted], dtype=np.float64)[:, possible]
    W = np.linalg.lstsq(A.T, C.T, rcond=None)[0]
    fixed = np.abs(A.T @ W - C.T).max(axis=0, initial=0.0) < _CLOSE
    found = np.rint(W.T @ values[values > 0]).astype(np.int64)
    return {cell: int(value) for cell, value, sure in zip(wanted, found, fixed, strict=True) if sure}
