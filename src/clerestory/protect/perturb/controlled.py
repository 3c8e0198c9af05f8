"""Controlled rounding: every cell to one of its two nearest multiples, so that the table still adds up."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from clerestory.errors import ProtectionError
from clerestory.model.tables import Counts
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.perturb.rounding import RoundingBase


def control_round(grid: Grid, base: RoundingBase, *, gap: float = 0.0) -> Counts:
    """Round a table with the least total absolute deviation that keeps all its additions.

    Zero-restricted: a multiple of the base stays as it is, any other count goes to the multiple below or above.

    Parameters
    ----------
    grid : Grid
    base : RoundingBase
    gap : float
        The search ends when the total deviation is proven to be no further above the least than this share of itself.
        Whatever it is, the result adds up and each cell is less than a base away.

    Returns
    -------
    int array of the shape of ``grid.counts``

    Raises
    ------
    ProtectionError
        If no such table exists, which can happen from three dimensions, or two with levels, on; or none was found.

    References
    ----------
    Cox (1987), JASA 82, 520-524; Fischetti and Salazar (1998), Journal of Official
    Statistics 14, 553-565.
    """
    cells = grid.cells()
    down, over = np.divmod(cells.counts, base.value)
    due = -(cells.relations @ down)
    # The last column is always 1 and carries what all would deviate downwards, so that the gap is one of deviations.
    found = milp(
        np.append(base.value - 2 * over, over.sum()) / base.value,
        integrality=np.ones(len(down) + 1, dtype=np.int64),
        bounds=Bounds(np.append(np.zeros(len(down)), 1), np.append((over > 0).astype(float), 1)),
        constraints=LinearConstraint(sparse.hstack([cells.relations, sparse.csr_array((len(due), 1))]), due, due),
        options={"mip_rel_gap": gap},
    )
    up = np.zeros(len(down), dtype=np.int64) if found.x is None else np.rint(found.x[:-1]).astype(np.int64)
    if not found.success or np.any(cells.relations @ up != due):
        raise ProtectionError(
            "no rounding to the two nearest multiples that adds up was found",
            where="the table",
            remedy="Take another base, or leave out a level or a dimension.",
        )
    return ((down + up) * base.value).reshape(grid.counts.shape)
