"""Which sets of cases the printed numbers of one table fix by addition and subtraction, however many it takes."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import numpy.typing as npt

from clerestory.model.tables import ConfidentialCohort, Mask, Predicate
from clerestory.protect.suppress.cohorts.inner_cells import InnerCells, Leaves

_CLOSE = 1e-6

Rows = npt.NDArray[np.float64]


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
    A, b, C = _equations(cohort, printed, wanted)
    W = np.linalg.lstsq(A.T, C.T, rcond=None)[0]
    fixed = np.abs(A.T @ W - C.T).max(axis=0, initial=0.0) < _CLOSE
    found = np.rint(W.T @ b).astype(np.int64)
    return {cell: int(value) for cell, value, sure in zip(wanted, found, fixed, strict=True) if sure}


class OpenCells:
    """The hidden cells of a table that its printed numbers leave open, and which of them further numbers would fix."""

    def __init__(
        self, cohort: ConfidentialCohort, printed: Sequence[tuple[Predicate, int]], hidden: Sequence[Predicate]
    ) -> None:
        A, b, self._C = _equations(cohort, printed, hidden)
        self._at = {cell: number for number, cell in enumerate(hidden)}
        self._x = np.linalg.lstsq(A, b, rcond=None)[0]  # one solution; all others differ by a sum of the columns of N
        _, singular, V = np.linalg.svd(A)
        self._N = V[(singular > _CLOSE).sum() :].T
        self._free = self._C @ self._N
        self._open = np.abs(self._free).max(axis=1, initial=0.0) >= _CLOSE

    def fixed_by(self, put_in: Mapping[Predicate, int]) -> dict[Predicate, int]:
        """Give the values of open cells that would be fixed if some of the hidden ones had these numbers."""
        at = [self._at[cell] for cell in put_in]
        values = np.array(list(put_in.values()), dtype=np.float64)
        empty = np.eye(self._C.shape[1])[self._C[at][values == 0].any(axis=0)]
        P = np.vstack([self._C[at][values > 0], empty])
        told = np.concatenate([values[values > 0], np.zeros(len(empty))])
        W = np.linalg.lstsq((P @ self._N).T, self._free.T, rcond=None)[0]
        fixed = self._open & (np.abs((P @ self._N).T @ W - self._free.T).max(axis=0, initial=0.0) < _CLOSE)
        found = np.rint(self._C @ self._x + W.T @ (told - P @ self._x)).astype(np.int64)
        return {cell: int(found[number]) for cell, number in self._at.items() if fixed[number] and cell not in put_in}


def _equations(
    cohort: ConfidentialCohort, printed: Sequence[tuple[Predicate, int]], wanted: Sequence[Predicate]
) -> tuple[Rows, Rows, Rows]:
    """Give the rows and values of printed numbers above 0, and the rows of other cells, over what no 0 empties."""
    cells = [cell for cell, _ in printed]
    inner = InnerCells.of(cohort, Leaves.of(cohort, [*cells, *wanted]), [*cells, *wanted])
    rows = np.array([inner.members(cell) for cell in cells], dtype=np.float64)
    values = np.array([value for _, value in printed], dtype=np.float64)
    possible: Mask = ~rows[values == 0].any(axis=0)
    others = np.array([inner.members(cell) for cell in wanted], dtype=np.float64)
    return rows[values > 0][:, possible], values[values > 0], others[:, possible]
