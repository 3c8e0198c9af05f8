"""Codings: what each coder said of each unit."""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

MISSING = -1


@dataclass(frozen=True)
class Codings:
    """Values of units by coders; confidential, so ``repr`` shows their shape alone.

    Attributes
    ----------
    at : int array of shape (n_units, n_coders)
        Place of each value in ``scores``, -1 where a coder gave none.
    scores : float array of shape (v,)
        The values in order: numbers, or of nominal values their places.
    codes : tuple of str
        Of lists, the codes that occur in them; else empty.
    holds : bool array of shape (n_codes, v)
        Of lists, which hold which code.
    """

    at: Ints = field(repr=False)
    scores: Floats = field(repr=False)
    codes: tuple[str, ...] = ()
    holds: Bools = field(default_factory=lambda: np.zeros((0, 0), dtype=np.bool_), repr=False)

    def __repr__(self) -> str:
        return f"Codings({self.at.shape[0]} units, {self.at.shape[1]} coders)"

    @property
    def several(self) -> Bools:
        """Mark the units with two values or more; shape (n_units,)."""
        found: Bools = (self.at != MISSING).sum(axis=1) >= 2
        return found

    def of_code(self, number: int) -> Codings:
        """Give codings of whether one code of the lists applies: 1 or 0."""
        applies = self.holds[number].astype(np.int64)[self.at]
        return Codings(np.where(self.at == MISSING, MISSING, applies), np.array([0.0, 1.0]))


@dataclass(frozen=True)
class CodingPatterns:
    """The different rows of codings, of units with two values or more, and how many units have each."""

    at: Ints = field(repr=False)
    times: Ints = field(repr=False)
    scores: Floats = field(repr=False)

    def __repr__(self) -> str:
        return f"CodingPatterns({len(self.at)} patterns)"

    @property
    def values(self) -> Floats:
        """The values of each pattern by coder, not a number where missing."""
        found: Floats = np.where(self.at == MISSING, np.nan, self.scores[self.at])
        return found


def patterns_of(codings: Codings) -> CodingPatterns:
    """Collapse units that were coded alike; the order of units changes nothing."""
    found, times = np.unique(codings.at[codings.several], axis=0, return_counts=True)
    return CodingPatterns(found, times.astype(np.int64), codings.scores)
