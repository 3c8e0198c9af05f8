"""Trends by quarter: the series, what is asked of it, and what is found."""

from __future__ import annotations

import re
from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError

LEAST_QUARTERS = 16  # level, slope and season are five coefficients; ten degrees of freedom are left
MOST_QUARTERS = 120  # thirty years
LEAST_MEAN = 5  # mean count a quarter; below it the likelihood is far from the normal shape that BIC rests on
LEAST_PART = 4  # quarters between breaks, and from a break to an end: a level has to be seen in every season
LEAST_FREEDOM = 10  # residual degrees of freedom of any model that is looked at
MOST_JOINPOINTS = 3
LEAST_DISTANCE = 2
LEAST_REPLICATES = 200


class Measure(Enum):
    """What a series counts; two are never one series.

    All of it is activity of bodies. Prevalence is none of these: how many persons it happened to is found by asking a
    sample of them, whose design no count by quarter holds.
    """

    RECORDED = "recorded"  # what bodies recorded: it moves with reporting, recording and effort
    OUTCOMES = "outcomes"  # what came of it, in the quarter in which it came
    TIMELY = "timely"  # of what ended in a quarter, what ended in time


PREVALENCE = "prevalence"  # the word that is refused, with the reason


class Family(Enum):
    """The distribution of a count around its mean."""

    POISSON = "poisson"
    NEGATIVE_BINOMIAL = "negative-binomial"


@dataclass(frozen=True, order=True)
class Quarter:
    """A calendar quarter.

    Examples
    --------
    >>> str(Quarter(2020, 4).later(1))
    '2021Q1'
    """

    year: int
    number: int

    def __str__(self) -> str:
        return f"{self.year:04}Q{self.number}"

    def later(self, quarters: int) -> Quarter:
        """Give the quarter so many quarters later."""
        year, number = divmod(4 * self.year + self.number - 1 + quarters, 4)
        return Quarter(year, number + 1)


QUARTER_FORM = r"((?:19|20)[0-9]{2})Q([1-4])"


def quarter_of(words: str) -> Quarter | None:
    """Give the quarter that is written ``2020Q1``; None where that is not its form."""
    found = re.fullmatch(QUARTER_FORM, words)
    return Quarter(int(found[1]), int(found[2])) if found else None


@dataclass(frozen=True)
class Break:
    """A declared break in a series: from quarter ``at``, counted from 0, another rule holds."""

    at: int
    name: str
    of_definition: bool  # the definition changed there; else the rules of recording


@dataclass(frozen=True)
class TrendSeries:
    """Counts by quarter without a gap; confidential, so ``repr`` shows its shape alone.

    Attributes
    ----------
    first : Quarter
    counts : int array of shape (n,)
    exposure : float array of shape (n,), or None
        What a count is relative to, such as persons; above 0.
    unit, definition : str
        What is counted, and by which definition in the last quarter.
    measure : Measure
    breaks : tuple of Break
        Declared, in order.
    per : str
        What the exposure counts, such as recorded offences; empty where nobody said.
    """

    first: Quarter
    counts: npt.NDArray[np.int64]
    unit: str
    definition: str
    exposure: npt.NDArray[np.float64] | None = None
    measure: Measure = Measure.RECORDED
    breaks: tuple[Break, ...] = ()
    per: str = ""

    def __repr__(self) -> str:
        return f"TrendSeries({len(self.counts)} quarters, {len(self.breaks)} breaks)"

    def quarter(self, at: int) -> Quarter:
        """Give the quarter at a place counted from 0."""
        return self.first.later(at)


@dataclass(frozen=True)
class TrendSettings:
    """What is asked of a trend.

    Attributes
    ----------
    joinpoints : int
        The most that are looked for, 0 to 3.
    distance : int
        Quarters between joinpoints, and from a joinpoint to either end, at least.
    replicates, seed : int
        Of the bootstrap.
    """

    joinpoints: int = 2
    distance: int = 4
    replicates: int = 500
    seed: int = 1

    def __post_init__(self) -> None:
        if not 0 <= self.joinpoints <= MOST_JOINPOINTS or self.distance < LEAST_DISTANCE or self.seed < 0:
            raise TableError(
                "has a number of joinpoints, a distance or a seed that means nothing",
                where="settings of the trend",
                remedy=f"Joinpoints are 0 to {MOST_JOINPOINTS}, a distance {LEAST_DISTANCE} or more, a seed 0 or more.",
            )
        if self.replicates < LEAST_REPLICATES:
            raise TableError(
                "asks for too few replicates of the bootstrap",
                where="settings of the trend",
                remedy=f"Give {LEAST_REPLICATES} or more; 500 are usual.",
            )


@dataclass(frozen=True)
class Change:
    """A change in percent with its 95 % interval."""

    pct: float
    low: float
    high: float

    @property
    def is_clear(self) -> bool:
        """Whether the interval leaves 0 out."""
        return self.low > 0 or self.high < 0


@dataclass(frozen=True)
class Joinpoint:
    """A quarter at which the trend turns, with its 95 % interval.

    ``found_again_prop`` is the share of replicates with a joinpoint at most one quarter from it.
    """

    at: Quarter
    low: Quarter
    high: Quarter
    found_again_prop: float


@dataclass(frozen=True)
class Segment:
    """The trend between two joinpoints or ends: change a year."""

    start: Quarter
    end: Quarter
    change: Change


@dataclass(frozen=True)
class LevelShift:
    """How far the level moved at a declared break; no part of the trend."""

    at: Quarter
    name: str
    of_definition: bool
    change: Change


@dataclass(frozen=True)
class Trend:
    """What was found in a series.

    Attributes
    ----------
    overall : Change
        Average change a year from the first to the last quarter, declared breaks taken out.
    family, overdispersion : Family, float
        The distribution; the variance is mean + overdispersion × mean².
    freedom : int
        Residual degrees of freedom of the chosen model.
    models : int
        How many were looked at.
    """

    start: Quarter
    end: Quarter
    unit: str
    definition: str
    measure: Measure
    relative: bool  # to an exposure
    overall: Change
    segments: tuple[Segment, ...]
    joinpoints: tuple[Joinpoint, ...]
    shifts: tuple[LevelShift, ...]
    family: Family
    overdispersion: float
    freedom: int
    models: int
    settings: TrendSettings
    per: str = ""


@dataclass(frozen=True)
class PrintedTrend:
    """What may be printed of a trend: changes to two digits, no count, no level (rule S17)."""

    start: Quarter
    end: Quarter
    unit: str
    definition: str
    measure: Measure
    relative: bool
    overall: Change
    segments: tuple[Segment, ...]
    joinpoints: tuple[Joinpoint, ...]
    shifts: tuple[LevelShift, ...]
    family: Family
    per: str = ""
