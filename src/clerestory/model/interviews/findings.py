"""What comes of coded interviews before and after protection."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from clerestory.model.tables import ProtectedTable

Floats = npt.NDArray[np.float64]

LEAST_ORDERS = 100
_NOT_OTHERS = "Interviewees stand for themselves alone: no share of anybody else follows from what they said."


@dataclass(frozen=True)
class SaturationSettings:
    """How saturation is looked at.

    Attributes
    ----------
    orders : int
        Random orders of the interviews.
    quantiles : tuple of float
        Ends of the range over orders; never the least and the greatest.
    """

    orders: int = 1000
    seed: int = 1
    quantiles: tuple[float, float] = (0.1, 0.9)


@dataclass(frozen=True, repr=False)
class Saturation:
    """Codes met after 1, 2, ... interviews; confidential.

    Attributes
    ----------
    interviews, codes : int
        How many interviews there are, and how many codes were given to any.
    mean, low, high : float array of shape (interviews,)
        Over all orders, and the ends of the range over random ones.
    """

    interviews: int
    codes: int
    mean: Floats
    low: Floats
    high: Floats

    def __repr__(self) -> str:
        return "Saturation()"


@dataclass(frozen=True)
class SaturationPoint:
    """Codes met after so many interviews, in whole codes."""

    interviews: int
    mean: int
    low: int
    high: int


@dataclass(frozen=True)
class PrintedSaturation:
    """The points that may be printed; empty where there are too few interviews for any."""

    points: tuple[SaturationPoint, ...]
    orders: int


@dataclass(frozen=True)
class About:
    """What is said with whatever comes of interviews (rule Q10): how many, how chosen, by whom.

    Attributes
    ----------
    interviews : str
        How many, in words: rounded as counts are, or "fewer than" the floor.
    mark : str
        A sentence that says that interviews are made up; empty where they are not.
    """

    interviews: str
    chosen: str
    interviewed_by: str
    coded_by: str
    mark: str = ""

    @property
    def sentences(self) -> tuple[str, ...]:
        """The sentences that are printed."""
        made = (
            self.mark,
            f"From {self.interviews}. {_NOT_OTHERS}",
            f"How they were chosen: {self.chosen}",
            f"Interviewed by: {self.interviewed_by} Coded by: {self.coded_by}",
        )
        return tuple(sentence for sentence in made if sentence)


@dataclass(frozen=True)
class PrintedMatrix:
    """A matrix of codes by kinds that may be printed.

    Attributes
    ----------
    percents : tuple of tuples of float or None
        Of the interviews of each kind with each code; None on a base under the percent base, or of a hidden cell.
    """

    table: ProtectedTable
    percents: tuple[tuple[float | None, ...], ...]
    about: About
