"""Coded items as distinct response patterns: what the likelihood is made of, whatever the number of persons."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cached_property

import numpy as np
import numpy.typing as npt

Floats = npt.NDArray[np.float64]
Ints = npt.NDArray[np.int64]
Bools = npt.NDArray[np.bool_]

MISSING = -1


@dataclass(frozen=True, eq=False)
class Covariates:
    """The design of the covariates, a row for each pattern: 1, then each column centred and scaled.

    Attributes
    ----------
    names : tuple of str
        Of the columns after the first.
    design : float array of shape (P, 1 + columns)
    scales : float array of shape (columns,)
        Standard deviation of each column before it was scaled.
    """

    names: tuple[str, ...]
    design: Floats = field(repr=False)
    scales: Floats = field(repr=False)


@dataclass(frozen=True, eq=False)
class Patterns:
    """Distinct response patterns with the persons of each; confidential, and its ``repr`` shows no cell.

    Attributes
    ----------
    items : tuple of str
        J names.
    codes : tuple of tuple of str
        The codes of each item, in order.
    answers : int array of shape (P, J)
        Index of the code, or -1 where it is missing.
    persons : int array of shape (P,)
    covariates : Covariates, optional
    """

    items: tuple[str, ...]
    codes: tuple[tuple[str, ...], ...] = field(repr=False)
    answers: Ints = field(repr=False)
    persons: Ints = field(repr=False)
    covariates: Covariates | None = None

    @property
    def widths(self) -> Ints:
        """How many codes each item has; shape (J,)."""
        return np.array([len(codes) for codes in self.codes])

    @property
    def starts(self) -> Ints:
        """Where the codes of each item begin among the codes of all; shape (J,)."""
        return np.concatenate([[0], np.cumsum(self.widths)[:-1]])

    @cached_property
    def indicators(self) -> Floats:
        """1 where a pattern has a code, shape (P, M); the row of a missing item is 0, so it adds nothing."""
        made = np.zeros((len(self.answers), int(self.widths.sum())))
        row, item = np.nonzero(self.answers != MISSING)
        made[row, self.starts[item] + self.answers[row, item]] = 1
        return made

    @property
    def total(self) -> int:
        """Persons in all."""
        return int(self.persons.sum())


def collapsed(answers: Ints, widths: Ints) -> tuple[Ints, Ints]:
    """Give the distinct rows and, for each row that was given, which of them it is.

    Parameters
    ----------
    answers : int array of shape (n, J)
        Index of the code, or -1 where it is missing.
    widths : int array of shape (J,)

    Returns
    -------
    tuple of int arrays
        Shapes (P, J) and (n,).
    """
    if np.log2(widths + 1).sum() > 62:  # more answers than a number of 64 bits can tell apart
        distinct, which = np.unique(answers, axis=0, return_inverse=True)
        return distinct, which.ravel()
    radix = np.concatenate([[1], np.cumprod(widths[:-1] + 1)])
    _, first, which = np.unique((answers + 1) @ radix, return_index=True, return_inverse=True)
    return answers[first], which
