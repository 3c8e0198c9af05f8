"""Controlled rounding: every cell to one of its two nearest multiples, so that the table still adds up."""

from __future__ import annotations

import numpy as np

from clerestory.errors import ProtectionError
from clerestory.model.tables import Counts
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.perturb.by_parts import has_parts, rounded_by_parts
from clerestory.protect.perturb.rounding import RoundingBase
from clerestory.protect.perturb.rounding_programme import RoundingProgramme


def control_round(grid: Grid, base: RoundingBase, *, gap: float = 0.0) -> Counts:
    """Round a table with the least total absolute deviation that keeps all its additions, or little more.

    Zero-restricted: a multiple of the base stays as it is, any other count goes to the multiple below or above.

    Parameters
    ----------
    grid : Grid
    base : RoundingBase
    gap : float
        0 to prove that no other table deviates less. Above 0 a table whose largest dimension has levels is rounded part
        by part, from the total down: of each part the deviation is proven to be no further above the least, beside what
        is rounded already, than this share of itself, and of the whole nothing is proven. A table without such parts,
        and one in which some part has no solution, is rounded as a whole, with this share for the whole. Whatever it
        is, the result adds up and each cell is less than a base away.

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
    programme, every = RoundingProgramme(grid.cells(), base.value), np.arange(grid.counts.size)
    up = rounded_by_parts(grid, programme, gap=gap) if gap > 0 and has_parts(grid) else None
    if up is None:
        nothing = np.zeros(len(every), dtype=bool)
        up = programme.rounded(every, np.zeros(len(every), dtype=np.int64), nothing, gap=gap)
    if up is None or not programme.adds_up(up):
        raise ProtectionError(
            "no rounding to the two nearest multiples that adds up was found",
            where="the table",
            remedy="Take another base, or leave out a level or a dimension.",
        )
    return ((programme.down + up) * base.value).reshape(grid.counts.shape)
