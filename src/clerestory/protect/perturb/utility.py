"""What a perturbed table has lost: how many cells changed, by how much, and which additions no longer hold."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.model.tables import Counts
from clerestory.protect.hierarchies.grid import Grid


@dataclass(frozen=True)
class Utility:
    """Figures of one perturbed table, margins included; confidential, as they are made from true values.

    Attributes
    ----------
    cells : int
        All cells.
    changed : int
        Cells whose published value is not the true one.
    absolute_deviation, max_deviation : int
        Sum and largest of the absolute differences, in the unit of the counts.
    additivity_gaps : int
        Additions, of a margin from its parts, that do not hold between published values.
    """

    cells: int
    changed: int
    absolute_deviation: int
    max_deviation: int
    additivity_gaps: int


def utility_of(grid: Grid, published: Counts) -> Utility:
    """Compare published values, in the shape of ``grid.counts``, with the true ones."""
    off = np.abs(published - grid.counts)
    gaps = grid.cells().relations @ published.ravel()
    return Utility(off.size, int((off > 0).sum()), int(off.sum()), int(off.max()), int((gaps != 0).sum()))
