"""Deterministic rounding: the same true value gives the same published value, always."""

from __future__ import annotations

from dataclasses import dataclass, replace

import numpy as np

from clerestory.errors import ProtectionError, RuleSetError, TableError
from clerestory.model.tables import Counts, ProtectedTable
from clerestory.protect.hierarchies.grid import MOST


@dataclass(frozen=True)
class RoundingBase:
    """What published counts are multiples of: 2 or more.

    Raises
    ------
    RuleSetError
        If it is below 2 or too large.
    """

    value: int

    def __post_init__(self) -> None:
        if not 2 <= self.value <= MOST:
            raise RuleSetError(
                f"is not from 2 to {MOST:,}", where="the rounding base", remedy="Usual bases are 3, 5 and 10."
            )


def round_to_base(counts: Counts, base: RoundingBase) -> Counts:
    """Round each count, margins included, to the nearest multiple of a base; halves go up.

    Halves go away from zero, so that every published value above 0 stands for exactly ``base`` true values. To the even
    multiple, neighbouring values would stand for ``base - 1`` and ``base + 1``. Margins are rounded on their own and
    need not be the sums of their parts; where they are not, a reader can narrow the true values.

    Parameters
    ----------
    counts : int array of any shape
        True counts, 0 or more.
    base : RoundingBase

    Returns
    -------
    int array of the shape of ``counts``

    Raises
    ------
    TableError
        If a count is negative or too large to be exact.

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, section 5.5.
    """
    if counts.size and not 0 <= counts.min() <= counts.max() <= MOST:
        raise TableError("has a count out of range", where="the table", remedy=f"Counts are 0 to {MOST:,}.")
    return (counts + base.value // 2) // base.value * base.value


def rounded_table(table: ProtectedTable) -> ProtectedTable:
    """Give a protected table as it leaves the vault: each count rounded to the base of its cell.

    Suppressed cells stay suppressed. Nothing but a zero becomes a zero, so that a published 0 is a true one. A table
    that is rounded already, or that asks for no rounding, comes back as it is.

    Raises
    ------
    ProtectionError
        If a count that is not zero would be published as 0: its base is too large for the threshold.
    """
    if table.rounding is None:
        return table
    bases = np.array(table.rounding, dtype=np.int64)
    exact = np.array([[count or 0 for count in row] for row in table.counts], dtype=np.int64)
    made = np.zeros_like(exact)
    for base in np.unique(bases):
        made[bases == base] = round_to_base(exact[bases == base], RoundingBase(int(base)))
    if ((made == 0) & (exact > 0)).any():
        raise ProtectionError(
            "rounding would publish a count as 0 that is none",
            where=f"table {table.shape.id}",
            remedy="Use a preset whose rounding bases are at most twice its thresholds; nothing was published.",
        )
    shown = zip(table.counts, made.tolist(), strict=True)
    counts = tuple(tuple(None if e is None else m for e, m in zip(*rows, strict=True)) for rows in shown)
    return replace(table, counts=counts)
