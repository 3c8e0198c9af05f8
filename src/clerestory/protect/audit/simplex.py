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
    gap : float
        How far from the best a whole answer may be, as a share.
    """

    def __init__(
        self,
        A: sparse.csr_array,
        b: npt.NDArray[np.int64],
        low: Floats,
        high: Floats,
        *,
        whole: bool = False,
        gap: float = 0.0,
    ) -> None:
        n = len(low)
        self._solver, self._all = _silent_solver(), np.arange(n, dtype=np.int32)
        self._solver.addVars(n, low.astype(np.float64), high.astype(np.float64))
        sides = b.astype(np.float64)
        starts, index = A.indptr.astype(np.int32), A.indices.astype(np.int32)
        self._solver.addRows(len(sides), sides, sides, A.nnz, starts[:-1], index, A.data.astype(np.float64))
        if whole:
            kinds = np.full(n, int(highspy.HighsVarType.kInteger), dtype=np.uint8)
            self._solver.changeColsIntegrality(n, self._all, kinds)
            self._solver.setOptionValue("mip_rel_gap", gap)
            self._solver.setOptionValue("mip_abs_gap", 0.5)  # objectives are whole
        else:
            self._solver.setOptionValue("presolve", "off")  # it would throw the last basis away
            self._solver.setOptionValue("simplex_strategy", 4)  # primal: a new objective leaves the basis feasible

    def least(self, cost: Floats) -> tuple[float, Floats] | None:
        """Give the least value of ``cost`` and where it is taken; None if there is no x at all.

        Raises
        ------
        ProtectionError
            If the solver gives up.
        """
        self._solver.changeColsCost(len(self._all), self._all, cost)
        self._solver.run()
        status = self._solver.getModelStatus()
        if status == highspy.HighsModelStatus.kInfeasible:
            return None
        if status != highspy.HighsModelStatus.kOptimal:
            raise gave_up()
        x = np.array(self._solver.getSolution().col_value, dtype=np.float64)
        return float(self._solver.getInfo().objective_function_value), x


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
