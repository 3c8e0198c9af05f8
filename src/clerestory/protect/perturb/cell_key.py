"""The cell key method: the records of a cell decide its deviation, so the same cell deviates alike in every table."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from clerestory.errors import RuleSetError
from clerestory.model.tables import Counts
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.perturb.ptable import PTable
from clerestory.protect.perturb.record_keys import STEPS


class Unit(Enum):
    """What a table counts; whoever perturbs one has to say it (rule S12)."""

    SUSPECTS = "suspects"
    OFFENCES = "offences"
    INVESTIGATIONS = "investigations"
    VICTIMS = "victims"
    PERSONS = "persons"  # who may be victims


_NEVER = frozenset({Unit.VICTIMS, Unit.PERSONS})


def check_unit(unit: Unit) -> None:
    """Refuse to perturb a table of victims, or of persons who may be victims (rule S12).

    Raises
    ------
    RuleSetError
        If so. A reader may take a number of victims for true, and the one case for a child.
    """
    if unit in _NEVER:
        raise RuleSetError(
            f"a table of {unit.value} is never perturbed with cell keys (rule S12)",
            where="the cell key method",
            remedy="Suppress it: a number that is published about victims must be a true one.",
        )


@dataclass(frozen=True, repr=False)
class KeyedGrid:
    """A table with the summed record keys of each cell; confidential.

    Attributes
    ----------
    grid : Grid
        True counts of records.
    keys : int array of the shape of ``grid.counts``
        Sums of the record keys of each cell's records, in steps of 1/``STEPS``.
    """

    grid: Grid
    keys: Counts

    def __repr__(self) -> str:
        return f"KeyedGrid({self.grid!r})"

    def cell_keys(self) -> npt.NDArray[np.float64]:
        """Give the fractional part of each sum: uniform on [0, 1) for every cell that has a record."""
        return (self.keys % STEPS) / STEPS


def perturb_cells(keyed: KeyedGrid, ptable: PTable, *, unit: Unit) -> Counts:
    """Give the counts to publish, each cell and margin perturbed by its own key.

    Margins need not be the sums of their parts. The same set of records has the same published count in every table.

    Parameters
    ----------
    keyed : KeyedGrid
    ptable : PTable
    unit : Unit
        What is counted; victims and persons are refused.

    Returns
    -------
    int array of the shape of ``keyed.grid.counts``

    Raises
    ------
    RuleSetError
        If the unit is refused.

    References
    ----------
    Fraser and Wooton (2005); Marley and Leaver (2011), sections 2 and 3; as cited for ``PTable`` and ``make_ptable``.
    """
    check_unit(unit)
    return keyed.grid.counts + ptable.draw(keyed.grid.counts, keyed.cell_keys())
