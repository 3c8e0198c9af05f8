"""What follows for the true counts of a rounded table: its additions narrow what rounding left open."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
from scipy import sparse

from clerestory.errors import TableError
from clerestory.progress import SILENT, Progress
from clerestory.protect.audit.equations import Equations, propagated
from clerestory.protect.audit.intervals import Intervals, intervals_of
from clerestory.protect.audit.places import Ints, Places
from clerestory.protect.audit.proof_check import PublishedCells
from clerestory.protect.perturb.rounding import RoundingBase


class RoundedTo(Enum):
    """Which multiple of the base stands for a count."""

    NEAREST = "nearest"  # halves up, as ``round_to_base`` does
    NEIGHBOUR = "neighbour"  # the one below or the one above, as random and controlled rounding do


@dataclass(frozen=True)
class RoundedAudit:
    """What an attacker can bound of a rounded table.

    Attributes
    ----------
    intervals : Intervals
        One for each cell; its rows are all rows of the table.
    revealed : int array
        Rows whose true count follows exactly.
    """

    intervals: Intervals
    revealed: Ints


def audit_rounded(
    table: PublishedCells,
    base: RoundingBase,
    *,
    to: RoundedTo = RoundedTo.NEAREST,
    narrow: float = np.inf,
    progress: Progress = SILENT,
) -> RoundedAudit:
    """Bound the true count of every cell of a rounded table over all tables of whole numbers that round to it.

    Parameters
    ----------
    table : PublishedCells
        Nothing suppressed; each count, margins included, rounded on its own or together.
    base : RoundingBase
    to : RoundedTo
    narrow : float
        Intervals of less than this width are settled by integer programmes.

    Raises
    ------
    TableError
        If a cell is suppressed or no multiple of the base, or no table rounds to this one.
    ProtectionError
        If a solver gives up.

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, section 5.5;
    docs/methods/audit.md.
    """
    wrong = np.flatnonzero(table.suppressed | (table.counts % base.value != 0) | (table.counts < 0))
    if len(wrong):
        raise TableError(
            f"is no count rounded to base {base.value}",
            where=f"row {int(wrong[0]) + 2} of the rounded table",
            remedy="Check the base. A table with suppressed cells is audited by `clerestory protect audit`.",
        )
    half = base.value // 2
    below, above = (half, base.value - 1 - half) if to is RoundedTo.NEAREST else (base.value - 1, base.value - 1)
    counts = table.counts.astype(np.float64)
    additions = sparse.csr_array(Places.of(table.dims, table.columns, _refused).additions())
    nothing = np.zeros(additions.shape[0], dtype=np.int64)
    low, high = propagated(additions, additions, nothing, np.maximum(counts - below, 0.0), counts + above)
    found = intervals_of(
        Equations(np.arange(len(counts)), additions, nothing, low, high), narrow=narrow, progress=progress
    )
    return RoundedAudit(found, found.rows[found.low == found.high])


def _refused(why: str) -> TableError:
    return TableError(why, where="the rounded table", remedy="Check its codes, and that every margin is there.")
