"""Multiple systems estimates: what was asked, what each method gives, and how far assumptions move it."""

from __future__ import annotations

import math
from dataclasses import dataclass
from enum import Enum

from clerestory.errors import TableError

STEPWISE_P = 0.02  # of Chan, Silverman and Vincent (2021), and of the method of 2014


class Method(Enum):
    """The methods by the field's names; the value is what users write."""

    INDEPENDENCE = "independence"
    STEPWISE = "stepwise"
    BIC_ALL = "bic-all"
    BIC_PAIRS = "bic-pairs"
    BIC_DOWNHILL = "bic-downhill"
    BIC_AVERAGE = "bic-average"

    @property
    def title(self) -> str:
        """What readers see."""
        return _TITLES[self]

    @property
    def is_reference(self) -> bool:
        """Whether it is shown for comparison and no part of the spread: lists are never known to be independent."""
        return self is Method.INDEPENDENCE


_TITLES = {
    Method.INDEPENDENCE: "independent lists",
    Method.STEPWISE: "stepwise choice of two-list terms",
    Method.BIC_ALL: "BIC over all hierarchical models",
    Method.BIC_PAIRS: "BIC over models of two-list terms",
    Method.BIC_DOWNHILL: "BIC by downhill search",
    Method.BIC_AVERAGE: "average over models by BIC",
}


class Scenario(Enum):
    """What may be wrong with the lists themselves."""

    DROPPED_LIST = "a list left out"
    MISSED_LINKS = "links missed"
    FALSE_LINKS = "links that are false"
    REFERRAL = "referral between lists"
    OVER_COVERAGE = "records that are not in the population"
    SUPPRESSED_COUNTS = "counts that were suppressed"


@dataclass(frozen=True)
class ShareRange:
    """A share that is not known, from ``low`` to ``high``, 0 to less than 1."""

    low: float
    high: float

    def __post_init__(self) -> None:
        if not 0 <= self.low <= self.high < 1:
            raise TableError(
                "is no range of shares from 0 to less than 1",
                where="range of a scenario",
                remedy="Give the lowest and the highest share, such as 0-0.05.",
            )

    @property
    def points(self) -> tuple[float, float, float]:
        """The ends and the middle, at which a scenario is computed."""
        return self.low, (self.low + self.high) / 2, self.high

    @property
    def words(self) -> str:
        """The range in percent."""
        return f"{100 * self.low:g} to {100 * self.high:g}%"


@dataclass(frozen=True)
class LinkShares:
    """What a linkage expects to be wrong with the links that lists overlap by.

    Attributes
    ----------
    missed : ShareRange
        Of the cases that are on two or more lists, those that were not found to be.
    false : ShareRange
        Of the cases seen on two or more lists, those that are two cases.
    """

    missed: ShareRange
    false: ShareRange


@dataclass(frozen=True)
class ScaleSettings:
    """What is asked of an estimate.

    Attributes
    ----------
    methods : tuple of Method
        In this order; those that the number of lists does not allow are named with the reason.
    replicates, seed : int
        Of the bootstrap.
    p_threshold : float
        Of the stepwise choice.
    suppressed_below : int
        A suppressed count of the table lies between 1 and one less.
    missed, false, referral, over_coverage : ShareRange
        What the scenarios assume.
    links : LinkShares or None
        What the linkage expects of itself, where the lists overlap by links: taken in place of ``missed`` and
        ``false``, and carried on into the spread.
    """

    methods: tuple[Method, ...] = tuple(Method)
    replicates: int = 1000
    seed: int = 1
    p_threshold: float = STEPWISE_P
    suppressed_below: int = 5
    missed: ShareRange = ShareRange(0, 0.05)
    false: ShareRange = ShareRange(0, 0.02)
    referral: ShareRange = ShareRange(0, 0.25)
    over_coverage: ShareRange = ShareRange(0, 0.05)
    links: LinkShares | None = None

    @property
    def assumed_links(self) -> LinkShares:
        """What the scenarios of links take: what a linkage says of itself, or else what is assumed."""
        return self.links or LinkShares(self.missed, self.false)

    def __post_init__(self) -> None:
        if self.replicates < LEAST_REPLICATES:
            raise TableError(
                "asks for too few replicates of the bootstrap",
                where="settings of the estimate",
                remedy=f"Give {LEAST_REPLICATES} or more; 1,000 are usual.",
            )
        if self.suppressed_below < 2 or not 0 <= self.p_threshold < 1 or not self.methods or self.seed < 0:
            raise TableError(
                "has a threshold or seed that means nothing, or no method",
                where="settings of the estimate",
                remedy="A suppressed count is below 2 or more, a p-value is 0 to less than 1, a seed is 0 or more.",
            )


LEAST_REPLICATES = 200


@dataclass(frozen=True)
class Limits:
    """A 95 % interval of the whole number, in cases; the errors are of the Monte Carlo, None where there is none."""

    low: float
    high: float
    low_error: float | None = None
    high_error: float | None = None

    @property
    def are_finite(self) -> bool:
        """Whether both limits are numbers."""
        return math.isfinite(self.low) and math.isfinite(self.high)


@dataclass(frozen=True)
class MethodEstimate:
    """What one method gives.

    Attributes
    ----------
    estimate : float or None
        Cases in all, seen and hidden; None where the method gives no number, and ``why_not`` says why.
    model : tuple of str
        The terms of two or more lists of the chosen model, such as ``police + health``.
    conditional : Limits or None
        As if the model were known to be right; too narrow, and never to be printed alone.
    bootstrap : Limits or None
        With the choice of the model in every replicate; None for methods that choose none.
    looked_at, inadmissible : int
        Models that were candidates, and those among them without a finite estimate.
    """

    method: Method
    estimate: float | None = None
    model: tuple[str, ...] = ()
    conditional: Limits | None = None
    bootstrap: Limits | None = None
    looked_at: int = 1
    inadmissible: int = 0
    why_not: str = ""

    @property
    def limits(self) -> Limits | None:
        """The widest interval that the method has."""
        return self.bootstrap or self.conditional


@dataclass(frozen=True)
class ScenarioRange:
    """The lowest and highest estimate under an assumption about the lists, over the methods and the range assumed."""

    scenario: Scenario
    what: str
    assumed: str
    low: float | None = None
    high: float | None = None
    why_not: str = ""


@dataclass(frozen=True)
class ScaleEstimate:
    """All that was computed from a table of lists; confidential, so ``repr`` shows its shape alone.

    Attributes
    ----------
    moved : pair of float
        By which factors the errors of links move the estimates, the lowest and the highest; 1 where lists do not
        overlap by links.
    why_not : str
        Says in words why no number is given; empty where one is.
    """

    lists: tuple[str, ...]
    observed: int
    methods: tuple[MethodEstimate, ...]
    scenarios: tuple[ScenarioRange, ...]
    settings: ScaleSettings
    why_not: str = ""
    moved: tuple[float, float] = (1.0, 1.0)

    def __repr__(self) -> str:
        return f"ScaleEstimate({len(self.lists)} lists, {len(self.methods)} methods)"

    @property
    def spread(self) -> Limits | None:
        """From the lowest lower to the highest upper limit of the methods; None where no number may be given.

        The errors of links move the limits as they move the estimates.
        """
        found = None if self.why_not else spread_of(self.methods, self.scenarios)
        return found and Limits(found.low * self.moved[0], found.high * self.moved[1])


@dataclass(frozen=True)
class PrintedScale:
    """What may be printed of an estimate: rounded, without a count of its table (rule S17).

    ``links`` is what the linkage expects of itself, by which the spread is wider than the limits of the methods; None
    where the lists do not overlap by links.
    """

    lists: tuple[str, ...]
    methods: tuple[MethodEstimate, ...]
    scenarios: tuple[ScenarioRange, ...]
    replicates: int
    spread: Limits | None
    why_not: str = ""
    links: LinkShares | None = None


def spread_of(methods: tuple[MethodEstimate, ...], scenarios: tuple[ScenarioRange, ...] = ()) -> Limits | None:
    """Give the lowest lower and the highest upper limit of the methods, and of suppressed counts where there are any.

    Methods that are for comparison only are left out.
    """
    found = [m.limits for m in methods if m.limits and not m.method.is_reference]
    if not found:
        return None
    unknown = [s for s in scenarios if s.scenario is Scenario.SUPPRESSED_COUNTS]
    lows = [limits.low for limits in found] + [s.low for s in unknown if s.low is not None]
    highs = [limits.high for limits in found] + [s.high for s in unknown if s.high is not None]
    return Limits(min(lows), max(highs))
