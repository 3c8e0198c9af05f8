"""What a suppressed table has lost: how many cells, and how much stands in them."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from clerestory.model.tables import Counts, Mask


@dataclass(frozen=True, repr=False)
class Loss:
    """Figures of one suppressed table, or of the distinct cells of several; confidential.

    The sum of hidden counts is a number that nobody has published: with it an attacker has one more equation.

    Attributes
    ----------
    cells, primary, secondary : int
        All cells, margins included; those that a rule hides, and those that are hidden for their sake.
    value, log : int, float
        Sum of the counts n of secondary cells, and of log(1 + n): what was given up that no rule asked for.
    hidden_prop : float
        What the hidden cells that are no margins hold of all that there is, 0 to 1; 0 where there is nothing.
    """

    cells: int
    primary: int
    secondary: int
    value: int
    log: float
    hidden_prop: float

    def __repr__(self) -> str:
        return f"Loss({self.primary} primary and {self.secondary} secondary of {self.cells} cells)"


def loss_of(counts: Counts, *, unsafe: Mask, hidden: Mask, inner: Mask) -> Loss:
    """Add up what is lost.

    Parameters
    ----------
    counts : int array of shape (K,)
        True counts, in persons or the unit of a magnitude.
    unsafe, hidden, inner : bool arrays of shape (K,)
        Cells that a rule hides, all that are hidden, and those that are no margins.

    Returns
    -------
    Loss

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, chapter 4: number, value and
    logarithm of the value as costs of a cell.

    Examples
    --------
    >>> mask = np.array([True, False, False, False])
    >>> lost = loss_of(np.array([2, 9, 19, 30]), unsafe=mask, hidden=mask | (np.arange(4) == 1), inner=np.arange(4) < 3)
    >>> lost.secondary, lost.value, round(lost.log, 4), round(lost.hidden_prop, 4)
    (1, 9, 2.3026, 0.3667)
    """
    secondary = counts[hidden & ~unsafe]
    every = int(counts[inner].sum())
    return Loss(
        cells=len(counts),
        primary=int((hidden & unsafe).sum()),
        secondary=len(secondary),
        value=int(secondary.sum()),
        log=float(np.log1p(secondary).sum()),
        hidden_prop=int(counts[inner & hidden].sum()) / every if every else 0.0,
    )
