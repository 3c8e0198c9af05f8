"""The attacker's own HiGHS: one programme, many objectives, each solved from where the last one ended."""

from __future__ import annotations

import ctypes
import os
import sys

import highspy
import numpy as np
import numpy.typing as npt
from scipy import sparse

from clerestory.errors import ProtectionError
from clerestory.protect.audit.equations import Floats


class Polytope:
    """All ``x`` with ``A x = b`` and ``low <= x <= high``; whole numbers only, if asked for.

    Parameters
    ----------
    A : sparse array of shape (E, n)
    b : array of shape (E,)
    low, high : arrays of shape (n,)
        Finite.
    whole : bool
    """

    def __init__(
        self,
        A: sparse.csr_array,
        b: npt.NDArray[np.int64],
        low: Floats,
        high: Floats,
        *,
        whole: bool = False,
    ) -> None:
        n = len(low)
        self._A, self._b, self._low, self._high, self._whole = A, b, low, high, whole
        self._solver, self._all = _silent_solver(), np.arange(n, dtype=np.int32)
        self._solver.addVars(n, low.astype(np.float64), high.astype(np.float64))
        sides = b.astype(np.float64)
        starts, index = A.indptr.astype(np.int32), A.indices.astype(np.int32)
        self._solver.addRows(len(sides), sides, sides, A.nnz, starts[:-1], index, A.data.astype(np.float64))
        # For whole numbers presolve takes longer than it saves here; without them it would throw the last basis away.
        self._solver.setOptionValue("presolve", "off")
        if whole:
            kinds = np.full(n, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
            self._solver.changeColsIntegrality(n, self._all, kinds)
            self._solver.setOptionValue("mip_abs_gap", 0.5)  # objectives are whole
        else:
            self._solver.setOptionValue("simplex_strategy", 4)  # primal: a new objective leaves the basis feasible

    def least(self, cost: Floats, *, gap: float = 0.0) -> tuple[float, Floats] | None:
        """Give what ``cost`` is at least, and an x where it is about that; None if there is no x at all.

        Parameters
        ----------
        cost : array of shape (n,)
        gap : float
            How far from the best a whole answer may be, as a share.

        Returns
        -------
        bound : float
            Without whole numbers it follows from the dual values alone, whatever the tolerances of the solver.
        x : array of shape (n,)

        Raises
        ------
        ProtectionError
            If the solver gives up.

        References
        ----------
        Neumaier and Shcherbina (2004), Safe bounds in linear and mixed-integer linear programming, Mathematical
        Programming 99, 283-296.
        """
        if self._whole:
            self._solver.setOptionValue("mip_rel_gap", gap)
        self._solver.changeColsCost(len(self._all), self._all, cost)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise gave_up()
        solution = self._solver.getSolution()
        x = np.array(solution.col_value, dtype=np.float64)
        if self._whole:
            return float(self._solver.getInfo().mip_dual_bound), x
        dual = np.array(solution.row_dual, dtype=np.float64)
        left = cost - self._A.T @ dual
        return float(self._b @ dual + np.where(left > 0, left * self._low, left * self._high).sum()), x

    def with_one_at(self, cell: int, value: float, cost: Floats, *, gap: float) -> Floats | None:
        """Give an x that has a value in one place; None if there is none.

        Raises
        ------
        ProtectionError
            If the solver gives up.
        """
        self._solver.changeColBounds(cell, value, value)
        result = self.least(cost, gap=gap)
        self._solver.changeColBounds(cell, self._low[cell], self._high[cell])
        return None if result is None else result[1]


def gave_up() -> ProtectionError:
    """Give the error of an audit that could not be finished."""
    return ProtectionError(
        "the solver gave up, so nothing is known about its hidden cells",
        where="the audit of a table",
        remedy="Count the table as unsafe. Audit it in smaller parts, or report its form.",
    )


def _silent_solver() -> highspy.Highs:
    """Make a solver of one thread; HiGHS prints a banner to standard output, where data go, before it can be told."""
    sys.stdout.flush()
    kept, nowhere = os.dup(1), os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        solver = highspy.Highs()
        ctypes.CDLL(None).fflush(None)
    finally:
        os.dup2(kept, 1)
        os.close(kept)
        os.close(nowhere)
    for option, value in (("output_flag", False), ("threads", 1), ("random_seed", 0)):
        solver.setOptionValue(option, value)
    return solver
