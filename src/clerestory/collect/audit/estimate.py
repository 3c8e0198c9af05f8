"""How many records a flag should have, estimated from a stratified sample: flagged and unflagged records apart."""

from __future__ import annotations

import math
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt
from scipy.special import gammaln

CONFIDENCE = 0.95


@dataclass(frozen=True)
class Stratum:
    """The records with a flag, or those without, and a random sample of them.

    Attributes
    ----------
    size : int
        Records in the stratum.
    sampled : int
        Records that were looked at, drawn at random without replacement.
    positive : int
        Of these, records that should have the flag.
    """

    size: int
    sampled: int
    positive: int

    def __post_init__(self) -> None:
        assert 0 <= self.positive <= self.sampled <= self.size, "a sample is larger than what it is a sample of"
        assert self.sampled or not self.size, "a stratum was not sampled"

    @property
    def estimate(self) -> float:
        """Records of the stratum that should have the flag, estimated."""
        return self.size * self.positive / self.sampled if self.sampled else 0.0

    @property
    def variance(self) -> float:
        """The estimated variance of ``estimate``, with the finite population correction; infinite for a sample of one.

        References
        ----------
        Cochran (1977), Sampling Techniques, 3rd edition, formula 3.8.
        """
        if self.sampled == self.size:
            return 0.0
        if self.sampled < 2:
            return math.inf
        prop = self.positive / self.sampled
        return self.size * (self.size - self.sampled) * prop * (1 - prop) / (self.sampled - 1)

    def limits(self, confidence: float) -> tuple[int, int]:
        """Give the exact limits for the records that should have the flag.

        Within them are all numbers that a two-sided test with equal tails does not refuse; the sample is
        hypergeometric.
        """
        tail = (1 - confidence) / 2
        least, most = self.positive, self.size - self.sampled + self.positive
        below = _last(least, most, lambda m: self._at_least(m) <= tail)
        above = _last(least, most, lambda m: self._at_most(m) > tail)
        return max(below + 1, least), above

    def _at_least(self, truth: int) -> float:
        return _chance(range(self.positive, min(truth, self.sampled) + 1), self.size, truth, drawn=self.sampled)

    def _at_most(self, truth: int) -> float:
        fewest = max(0, self.sampled - self.size + truth)
        return _chance(range(fewest, self.positive + 1), self.size, truth, drawn=self.sampled)


@dataclass(frozen=True)
class FlagEstimate:
    """What an audit says of one flag.

    Attributes
    ----------
    recorded : int
        Records that have the flag.
    corrected : float
        Records that should have it, estimated.
    standard_error : float or None
        Of ``corrected``, in records; None where a sample of one record says nothing of how records differ.
    lower, upper : int
        Limits of ``corrected`` that hold with a confidence of at least 95 %.
    sensitivity, specificity : float or None
        Shares of the records that should, and should not, have the flag, which the flag has right; None where there
        are no such records.
    """

    flag: str
    recorded: int
    corrected: float
    standard_error: float | None
    lower: int
    upper: int
    sensitivity: float | None
    specificity: float | None


def estimate_flag(flag: str, flagged: Stratum, unflagged: Stratum) -> FlagEstimate:
    """Estimate how many records should have a flag.

    Parameters
    ----------
    flag : str
        Name of the flag.
    flagged, unflagged : Stratum
        The records that have it and those that do not, each with a sample of its own.

    Returns
    -------
    FlagEstimate
        The stratified estimate. Its interval adds up the exact limits of both strata. Each is made with the confidence
        that gives 95 % for both at once, since the samples are independent: so at least 95 % is certain, for any size
        of sample, and the interval is wider than one that is right on average alone.

    References
    ----------
    Cochran (1977), Sampling Techniques, 3rd edition, chapter 5A. Rogan and Gladen (1978), American Journal of
    Epidemiology 107, 71-76: with this sensitivity and specificity their formula gives the same corrected count.

    Examples
    --------
    >>> made = estimate_flag("cse_flag", Stratum(100, 50, 40), Stratum(900, 90, 9))
    >>> made.corrected, (made.lower, made.upper)
    (170.0, (109, 257))
    """
    corrected = flagged.estimate + unflagged.estimate
    right = unflagged.size - unflagged.estimate
    negative = flagged.size + unflagged.size - corrected
    error = math.sqrt(flagged.variance + unflagged.variance)
    lower, upper = _together(flagged, unflagged)
    return FlagEstimate(
        flag=flag,
        recorded=flagged.size,
        corrected=corrected,
        standard_error=error if math.isfinite(error) else None,
        lower=lower,
        upper=upper,
        sensitivity=flagged.estimate / corrected if corrected else None,
        specificity=right / negative if negative else None,
    )


def _together(*strata: Stratum) -> tuple[int, int]:
    open_ones = sum(stratum.sampled < stratum.size for stratum in strata)
    confidence = CONFIDENCE ** (1 / max(open_ones, 1))
    limits: Sequence[tuple[int, int]] = [stratum.limits(confidence) for stratum in strata]
    return sum(lower for lower, _ in limits), sum(upper for _, upper in limits)


def _chance(found: range, size: int, truth: int, *, drawn: int) -> float:
    """Give the hypergeometric chance that a sample has one of some numbers of positive records."""
    x = np.asarray(found, dtype=np.float64)
    ways = _log_choose(truth, x) + _log_choose(size - truth, drawn - x) - _log_choose(size, np.full_like(x, drawn))
    return min(float(np.exp(ways).sum()), 1.0)


def _log_choose(n: int, k: npt.NDArray[np.float64]) -> npt.NDArray[np.float64]:
    value: npt.NDArray[np.float64] = gammaln(n + 1) - gammaln(k + 1) - gammaln(n - k + 1)
    return value


def _last(first: int, last: int, holds: Callable[[int], bool]) -> int:
    """Give the last number for which something holds that holds up to it and not beyond; ``first - 1`` for none."""
    low, high = first - 1, last
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if holds(middle) else (low, middle - 1)
    return low
