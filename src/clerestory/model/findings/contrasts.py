"""Shares of two groups compared, from published counts alone: what is not known, and what was rounded, widens them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from math import sqrt
from statistics import NormalDist

from clerestory.model.tables import SUPPRESSED

ALIKE = 0.10  # a difference below it is called none, where the whole interval is below it
MISSING_MOST = 0.10  # not recorded: above it shares are bounds without assumption (rule Q2)


class Verdict(Enum):
    """What a comparison says."""

    DIFFERS = "differs"
    ALIKE = "does not differ"
    UNKNOWN = "cannot be determined from these data"


@dataclass(frozen=True)
class Bounds:
    """Within which a proportion lies, and on how many cases it stands."""

    low: float
    high: float
    base: int

    def __post_init__(self) -> None:
        assert 0 <= self.low <= self.high <= 1
        assert self.base > 0


@dataclass(frozen=True)
class PublishedShare:
    """What is published of a code in a group; counts may be off by ``slack`` each.

    Attributes
    ----------
    count, total : int
    missing : int or None
        Not recorded; None where that is suppressed.
    few : bool
        Whether it is published that at most a tenth is not recorded.
    left : int
        All that is suppressed in this group: not recorded is at most this.
    slack : int
    """

    count: int
    total: int
    missing: int | None
    few: bool
    left: int
    slack: int

    @property
    def missing_text(self) -> str:
        """What is published of the cases in which the item is not recorded."""
        if self.missing is None:
            return f"<={MISSING_MOST:.0%}" if self.few else SUPPRESSED
        return f"{self.missing / self.total:.0%}"

    @property
    def worst_case(self) -> bool:
        """Whether the share is bounds without assumption on what is not recorded (rule Q2)."""
        return not self.few if self.missing is None else self.missing > MISSING_MOST * self.total

    @property
    def _known(self) -> tuple[int, int]:
        """Give the fewest and the most cases that the share is of: of all, where nothing is assumed."""
        if self.worst_case:
            return self.total, self.total
        if self.missing is None:
            return self.total - int(MISSING_MOST * self.total), self.total
        return self.total - self.missing, self.total - self.missing

    @property
    def _within(self) -> tuple[int, int]:
        """Give the fewest and the most cases that may have the code."""
        may = (self.left if self.missing is None else self.missing) if self.worst_case else 0
        return self.count, self.count + may

    @property
    def printed(self) -> tuple[float, float]:
        """The share as it is printed, from the published counts: one number, or bounds."""
        (fewest, most), (low, high) = self._known, self._within
        return round(low / most, 2), round(min(1.0, high / fewest), 2)

    @property
    def bounds(self) -> Bounds:
        """Bounds of the share, rounding among them: of a sum or difference of two counts it is twice that of one.

        References
        ----------
        Manski (1989), Journal of Human Resources 24, 343-360.
        """
        (fewest, most), (low, high) = self._known, self._within
        off = self.slack * (1 if self.worst_case else 2)
        least = max(0, low - self.slack) / (most + off)
        greatest = min(1.0, (high + self.slack * (high > low) + self.slack) / max(fewest - off, 1))
        return Bounds(min(least, greatest), greatest, fewest)


@dataclass(frozen=True)
class PrintedComparison:
    """The share with a code among cases of the compared types and among the others.

    Attributes
    ----------
    of_types, of_others : tuple of float
        Bounds of the shares; both ends are alike where what is not recorded is published and a tenth at most.
    low, high : float
        Interval of the difference.
    missing : tuple of str
        What is published of the cases of either group in which the item is not recorded.
    """

    item: str
    code: str
    of_types: tuple[float, float]
    of_others: tuple[float, float]
    low: float
    high: float
    missing: tuple[str, str]
    verdict: Verdict


def wilson(share: float, base: int, z: float) -> tuple[float, float]:
    """Give the score interval of a share.

    References
    ----------
    Wilson (1927), Journal of the American Statistical Association 22, 209-212.

    Examples
    --------
    >>> [round(end, 4) for end in wilson(81 / 263, 263, 1.96)]
    [0.2553, 0.3662]
    """
    middle = share + z * z / (2 * base)
    half = z * sqrt(share * (1 - share) / base + z * z / (4 * base * base))
    whole = 1 + z * z / base
    return max(0.0, (middle - half) / whole), min(1.0, (middle + half) / whole)


def difference(one: Bounds, other: Bounds, z: float) -> tuple[float, float]:
    """Give the interval of the difference of two shares, the widest that their bounds allow.

    Parameters
    ----------
    one, other : Bounds
    z : float
        Quantile of the normal distribution.

    References
    ----------
    Newcombe (1998), Statistics in Medicine 17, 873-890, method 10.

    Examples
    --------
    >>> interval = difference(Bounds(56 / 70, 56 / 70, 70), Bounds(48 / 80, 48 / 80, 80), 1.96)
    >>> [round(end, 4) for end in interval]
    [0.0524, 0.3339]
    """
    return _least(one, other, z), -_least(other, one, z)


def _least(one: Bounds, other: Bounds, z: float) -> float:
    below = one.low - wilson(one.low, one.base, z)[0]
    above = wilson(other.high, other.base, z)[1] - other.high
    return one.low - other.high - sqrt(below**2 + above**2)


def verdict_of(low: float, high: float) -> Verdict:
    """Say what an interval of a difference tells.

    Examples
    --------
    >>> [verdict_of(*ends).value for ends in ((0.02, 0.3), (-0.04, 0.06), (-0.2, 0.1))]
    ['differs', 'does not differ', 'cannot be determined from these data']
    """
    if low > 0 or high < 0:
        return Verdict.DIFFERS
    return Verdict.ALIKE if low > -ALIKE and high < ALIKE else Verdict.UNKNOWN


def quantile(comparisons: int) -> float:
    """Give the quantile at which the intervals of so many comparisons hold together with 95 % (Bonferroni).

    Examples
    --------
    >>> round(quantile(1), 2), round(quantile(10), 2)
    (1.96, 2.81)
    """
    return NormalDist().inv_cdf(1 - 0.025 / max(comparisons, 1))
