"""Krippendorff's alpha from sums over units, so that units can be weighted, and drawn again, without being copied."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError
from clerestory.model.findings.agreement import Level

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]


def krippendorff_alpha(values: npt.ArrayLike, level: Level) -> float:
    """Give Krippendorff's alpha of coders' values for units: 1 - observed / expected disagreement.

    Units with fewer than two values tell nothing of agreement and are left out.

    Parameters
    ----------
    values : array of shape (n_units, n_coders)
        Numbers; of nominal values any number stands for a code. Not a number where a coder gave no value.
    level : Level
        Nominal, ordinal or interval.

    Returns
    -------
    float
        At most 1. 0 is what values drawn by chance from all values would give, and less is worse than chance.

    Raises
    ------
    TableError
        If no unit has two values, if all values are the same, so that alpha is not defined, or if one is infinite.

    References
    ----------
    Krippendorff (2011), Computing Krippendorff's alpha-reliability; Krippendorff (2019), Content Analysis, chapter 12.

    Examples
    --------
    >>> round(krippendorff_alpha([[1, 1], [1, 2], [2, 2], [2, 2]], Level.NOMINAL), 3)
    0.533
    """
    found = alpha_of(pairable(np.asarray(values, dtype=np.float64)), level)
    if found is None:
        raise TableError(
            "has no alpha: all values are the same",
            where="coders' values",
            remedy="Agreement beyond chance needs values that differ. Code units of more than one kind.",
        )
    return found


@dataclass(frozen=True)
class Pairable:
    """The values of units that have two or more; confidential, so ``repr`` shows its shape alone.

    Attributes
    ----------
    unit : int array of shape (n,)
        The unit of each value, counted from 0.
    code : int array of shape (n,)
        Its place in ``levels``.
    levels : float array of shape (v,)
        The values that occur, in order.
    size : int array of shape (n_units,)
        How many values each unit has, 2 or more.
    """

    unit: Ints
    code: Ints
    levels: Floats
    size: Ints

    def __repr__(self) -> str:
        return f"Pairable({len(self.size)} units, {len(self.levels)} levels)"

    @cached_property
    def unequal(self) -> Floats:
        """The ordered pairs of unequal values of each unit; shape (n_units,)."""
        cell, times = np.unique(self.unit * len(self.levels) + self.code, return_counts=True)
        equal = np.bincount(cell // len(self.levels), weights=times.astype(np.float64) ** 2, minlength=len(self.size))
        found: Floats = self.size.astype(np.float64) ** 2 - equal
        return found

    @cached_property
    def apart(self) -> Floats:
        """The sum of squared differences over the ordered pairs of each unit; shape (n_units,)."""
        return self.squares(self.levels - self.levels.mean())

    def squares(self, scores: Floats) -> Floats:
        """Give the sum of squared differences of scores, shape (v,), over the ordered pairs of each unit."""
        values = scores[self.code]
        total, squares = (np.bincount(self.unit, weights=values**power, minlength=len(self.size)) for power in (1, 2))
        found: Floats = 2 * np.maximum(self.size * squares - total**2, 0)
        return found


def pairable(values: Floats) -> Pairable:
    """Leave out missing values and the units with fewer than two.

    Raises
    ------
    TableError
        If no unit has two values, or a value is infinite.
    """
    if values.ndim != 2 or np.isinf(values).any():
        raise TableError(
            "is no table of finite numbers",
            where="coders' values",
            remedy="Give a row for each unit and a column for each coder; not a number is missing.",
        )
    kept = values[(~np.isnan(values)).sum(axis=1) >= 2]
    if not len(kept):
        raise TableError(
            "has no unit with two values", where="coders' values", remedy="Have units coded by two coders or more."
        )
    unit, coder = np.nonzero(~np.isnan(kept))
    levels, code = np.unique(kept[unit, coder], return_inverse=True)
    return Pairable(unit, code.astype(np.int64), levels, np.bincount(unit))


def alpha_of(of: Pairable, level: Level, weights: Floats | None = None) -> float | None:
    """Give alpha with each unit counted so many times; None where all values are the same.

    Ordinal distances are those of midranks: the sum of the counts from c to k less half of both ends is the
    difference of their midranks, so ordinal alpha is interval alpha on midranks.
    """
    times = np.ones(len(of.size)) if weights is None else weights
    counts = np.bincount(of.code, weights=times[of.unit], minlength=len(of.levels))
    if (counts > 0).sum() < 2:
        return None
    total = counts.sum()
    if level is Level.NOMINAL:
        observed, expected = of.unequal, total**2 - (counts**2).sum()
    else:
        midranks = np.cumsum(counts) - counts / 2
        observed = of.apart if level is Level.INTERVAL else of.squares(midranks - total / 2)
        scores = of.levels if level is Level.INTERVAL else midranks
        # From the mean on, so that sums of squares keep their digits.
        expected = 2 * total * (counts @ (scores - counts @ scores / total) ** 2)
    return float(1 - (total - 1) * (times @ (observed / (of.size - 1))) / expected)
