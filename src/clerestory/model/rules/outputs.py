"""Rules for what is printed beside counts: percentages, rounding, areas, and outputs that are no tables.

They are S5, S9, S10 and S17 of the rules of release.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import IntEnum

from clerestory.errors import RuleSetError
from clerestory.model.rules.numbers import check_at_least

_PERSONS = "Give the fewest persons, 1 or more."
_OPERATIONS = "Give the fewest operations, 1 or more."


class AreaLevel(IntEnum):
    """How small the areas of an output are; a larger number is a smaller area (S9)."""

    NATIONAL = 0
    REGION = 1
    FORCE = 2
    LOCAL_AUTHORITY = 3


@dataclass(frozen=True)
class PercentBase:
    """No percentage on fewer persons than this; more where three or more variables are crossed (S5).

    Examples
    --------
    >>> PercentBase().least(variables=2), PercentBase().least(variables=3)
    (30, 50)
    """

    minimum: int = 30
    crossed: int = 50

    def __post_init__(self) -> None:
        check_at_least(self.minimum, 1, where="base of a percentage", remedy=_PERSONS)
        check_at_least(
            self.crossed,
            self.minimum,
            where="base of a percentage of crossed variables",
            remedy="Give at least the base of other percentages.",
        )

    def least(self, *, variables: int) -> int:
        """Give the smallest base of a percentage in a table of so many variables."""
        return self.crossed if variables >= 3 else self.minimum

    def describe(self) -> str:
        """Say the rule in the words of the field."""
        return (
            f"no percentage on a base under {self.minimum}; under {self.crossed} where 3 or more variables are crossed"
        )


@dataclass(frozen=True)
class RoundingRule:
    """Bases of deterministic rounding: 10 nationally, 5 below (S5).

    Examples
    --------
    >>> RoundingRule().base(AreaLevel.NATIONAL), RoundingRule().base(AreaLevel.FORCE)
    (10, 5)
    """

    national: int = 10
    below_national: int = 5

    def __post_init__(self) -> None:
        for base in (self.national, self.below_national):
            check_at_least(base, 2, where="the rounding base", remedy="Usual bases are 3, 5 and 10.")

    def base(self, level: AreaLevel) -> int:
        """Give the base for counts of areas of this level."""
        return self.national if level is AreaLevel.NATIONAL else self.below_national

    def describe(self) -> str:
        """Say the rule in the words of the field."""
        return f"rounded to {self.national} nationally, to {self.below_national} below"


@dataclass(frozen=True)
class NetworkRule:
    """Networks only as a distribution over banded sizes; no drawing, list or row of one network (S10).

    Parameters
    ----------
    min_networks, min_operations : int
        Fewest networks of a distribution, and fewest operations that they come from.
    min_class : int
        A class of fewer networks is merged with its neighbour.
    bands : tuple of int
        The least size of each class; the first is the smallest network there is.
    """

    min_networks: int = 10
    min_operations: int = 10
    min_class: int = 10
    bands: tuple[int, ...] = (2, 3, 5, 10)

    def __post_init__(self) -> None:
        for number in (self.min_networks, self.min_operations, self.min_class):
            check_at_least(number, 1, where="network rule", remedy="Give the fewest networks, 1 or more.")
        if not self.bands or list(self.bands) != sorted(set(self.bands)):
            raise RuleSetError(
                "the bands do not rise", where="network rule, bands", remedy="Give the least size of each, in order."
            )

    def describe(self) -> str:
        """Say the rule in the words of the field."""
        return (
            f"networks: sizes in bands over at least {self.min_networks} networks of {self.min_operations} operations; "
            f"classes under {self.min_class} merged"
        )


@dataclass(frozen=True)
class QuantileRule:
    """Quantiles rounded, never the least or the greatest value, with enough persons on either side (S17)."""

    min_persons: int = 10
    min_operations: int = 3
    unit: int = 1  # values are rounded to multiples of this

    def __post_init__(self) -> None:
        check_at_least(self.min_persons, 2, where="quantile rule, min_persons", remedy="Give 2 or more.")
        check_at_least(self.min_operations, 1, where="quantile rule, min_operations", remedy=_OPERATIONS)
        check_at_least(self.unit, 1, where="quantile rule, unit", remedy="Give a whole unit, such as 1 year.")

    def describe(self) -> str:
        """Say the rule in the words of the field."""
        return (
            f"quantiles: {self.min_persons} persons and {self.min_operations} operations on either side, "
            f"rounded to {self.unit}; no minimum or maximum"
        )


@dataclass(frozen=True)
class SurvivalRule:
    """A survival curve only at points fixed before, with enough persons and operations between them (S17).

    ``points`` are times in the unit of the durations; between two printed points, and after the last,
    ``min_persons`` persons of ``min_operations`` operations must have left.
    """

    points: tuple[int, ...]
    min_persons: int = 10
    min_operations: int = 3

    def __post_init__(self) -> None:
        if not self.points or list(self.points) != sorted(set(self.points)) or self.points[0] <= 0:
            raise RuleSetError(
                "the points do not rise from above 0",
                where="survival rule, points",
                remedy="Give times in order, such as 1, 2, 5 years.",
            )
        check_at_least(self.min_persons, 1, where="survival rule, min_persons", remedy=_PERSONS)
        check_at_least(self.min_operations, 1, where="survival rule, min_operations", remedy=_OPERATIONS)

    def describe(self) -> str:
        """Say the rule in the words of the field."""
        return (
            f"survival curve at {', '.join(map(str, self.points))} only, "
            f"{self.min_persons} persons and {self.min_operations} operations between"
        )


@dataclass(frozen=True)
class ProfileRule:
    """A class profile by rounded shares, no class of few persons (S17)."""

    min_persons: int = 10
    step_pct: int = 5

    def __post_init__(self) -> None:
        check_at_least(self.min_persons, 1, where="profile rule, min_persons", remedy=_PERSONS)
        if not 1 <= self.step_pct <= 50 or 100 % self.step_pct:
            raise RuleSetError(
                f"a step of {self.step_pct} % does not divide 100 %",
                where="profile rule, step_pct",
                remedy="Use 1, 2, 5, 10, 20, 25 or 50.",
            )

    def describe(self) -> str:
        """Say the rule in the words of the field."""
        return (
            f"class profiles: shares rounded to {self.step_pct} %, classes and codes of at least {self.min_persons}"
            " persons, and classes of as many as percentages need"
        )


@dataclass(frozen=True)
class EstimateRule:
    """Estimates of a model, rounded to significant digits, without the counts of its inputs (S17)."""

    digits: int = 2
    min_freedom: int = 10  # fewest residual degrees of freedom: a saturated model is its table in other words

    def __post_init__(self) -> None:
        check_at_least(self.digits, 1, where="estimate rule, digits", remedy="Usual are 2 significant digits.")
        check_at_least(self.min_freedom, 1, where="estimate rule, min_freedom", remedy="Usual are 10.")

    def describe(self) -> str:
        """Say the rule in the words of the field."""
        return (
            f"model estimates: {self.digits} significant digits, {self.min_freedom} degrees of freedom left, no margins"
        )
