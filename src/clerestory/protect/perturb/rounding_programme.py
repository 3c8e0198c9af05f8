"""The integer programme of controlled rounding, for a whole table or a part of it beside what is rounded already."""

from __future__ import annotations

import numpy as np
from scipy import sparse
from scipy.optimize import Bounds, LinearConstraint, milp

from clerestory.model.tables import Mask
from clerestory.protect.additive import AdditiveCells, Numbers


class RoundingProgramme:
    """Which cells of a table go to the multiple of a base above them, so that additions hold and deviations are least.

    A count that is a multiple stays as it is.

    Attributes
    ----------
    down : int array of shape (K,)
        How many times the base goes into each count.
    """

    def __init__(self, cells: AdditiveCells, base: int) -> None:
        self._base = base
        self._relations = cells.relations
        self._in_addition = abs(cells.relations)
        self.down, self._over = np.divmod(cells.counts, base)
        self._due = -(cells.relations @ self.down)

    @property
    def undecided(self) -> Mask:
        """The cells that may go up or down."""
        return np.asarray(self._over > 0)

    def adds_up(self, up: Numbers) -> bool:
        """Say whether every addition holds, where cells of 1 are rounded up and those of 0 down."""
        return not np.any(self._relations @ up != self._due)

    def rounded(self, part: Numbers, up: Numbers, known: Mask, *, gap: float) -> Numbers | None:
        """Round a part: all additions between it and what is known hold, others are not looked at.

        Parameters
        ----------
        part : int array of shape (n,)
            Numbers of cells.
        up : int array of shape (K,)
            1 for cells that are rounded up, 0 for others.
        known : bool array of shape (K,)
            Cells of which ``up`` says how they are rounded, none of the part.
        gap : float
            The search ends when the deviation is proven to be no further above the least than this share of itself.

        Returns
        -------
        int array of shape (n,), or None
            1 and 0 for the cells of the part; None if no such rounding was found.
        """
        within, touched = known.astype(np.float64), np.zeros(len(known))
        within[part], touched[part] = 1, 1
        whole = self._in_addition @ within == np.diff(self._relations.indptr)
        rows = np.flatnonzero(whole & (self._in_addition @ touched > 0))
        here = self._relations[rows]
        due = self._due[rows] - here @ np.where(known, up, 0)
        over = self._over[part]
        # The last column is always 1 and carries what all would deviate downwards: the gap is one of deviations.
        found = milp(
            np.append(self._base - 2 * over, over.sum()) / self._base,
            integrality=np.ones(len(part) + 1, dtype=np.int64),
            bounds=Bounds(np.append(np.zeros(len(part)), 1), np.append((over > 0).astype(float), 1)),
            constraints=LinearConstraint(sparse.hstack([here[:, part], sparse.csr_array((len(due), 1))]), due, due),
            options={"mip_rel_gap": gap},
        )
        return np.rint(found.x[:-1]).astype(np.int64) if found.success else None
