"""What was published before of the same cases: it cannot be hidden any more, and readers have it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from clerestory.errors import TableError
from clerestory.model.tables import Mask
from clerestory.protect.audit.proof_check import PublishedCells
from clerestory.protect.linked.tables import LinkedTables


@dataclass(frozen=True, repr=False)
class Standing:
    """How each of K cells stands before anything is hidden.

    Attributes
    ----------
    new : bool array of shape (K,)
        Cells that one of the new tables prints.
    given : bool array of shape (K,)
        Cells of which an earlier table has printed the count.
    """

    new: Mask
    given: Mask

    @classmethod
    def of(cls, tables: LinkedTables, earlier: Sequence[PublishedCells]) -> Standing:
        """Read how things stand.

        Parameters
        ----------
        tables : LinkedTables
            The new tables, and after them the earlier ones.
        earlier : sequence of PublishedCells

        Raises
        ------
        TableError
            If an earlier table has cells that the cases of today do not make, or other counts.
        """
        new, given = np.zeros(len(tables.counts), dtype=bool), np.zeros(len(tables.counts), dtype=bool)
        begun = len(tables.grids) - len(earlier)
        for at in tables.at[:begun]:
            new[at] = True
        for number, published in enumerate(earlier):
            grid, at = tables.grids[begun + number], tables.at[begun + number]
            levels = [level for d in grid.dimensions for level in d.levels]
            places = {codes: n for n, codes in enumerate(zip(*(grid.codes()[x] for x in levels), strict=True))}
            rows = list(zip(*(published.columns[level].tolist() for level in levels), strict=True))
            cells = np.array([places.get(codes, -1) for codes in rows], dtype=np.int64)
            where = f"earlier table {number + 1}"
            if sorted(cells.tolist()) != list(range(len(places))):
                raise TableError(
                    "has other cells than the cases of today make",
                    where=where,
                    remedy="It must be of the same cases and codes; a revision of the cases is not covered here.",
                )
            shown = ~published.suppressed
            differ = np.flatnonzero((grid.counts.ravel()[cells] != published.counts) & shown)
            if len(differ):
                raise TableError(
                    f"was made of other cases: {len(differ):,} of its counts are not those of today, the first in row"
                    f" {int(differ[0]) + 2}",
                    where=where,
                    remedy="Each change that readers can see is a number of cases as well, and is not protected here."
                    " Give the cases that it was made of; or make the tables in a study, which holds changes to the"
                    " threshold (docs/how-to/publish-again.md). Publish nothing beside it until then.",
                )
            given[at[cells[shown]]] = True
        return cls(new, given)
