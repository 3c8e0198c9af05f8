"""Concentration rules: a cell whose value is mostly that of one or a few contributors."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from clerestory.model.rules.numbers import check_at_least, exact, in_words


@dataclass(frozen=True)
class DominanceRule:
    """The (n, k) rule: a value X is unsafe if its n largest contributions make up more than k percent of it.

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, section 4.2.

    Examples
    --------
    >>> DominanceRule(n=2, percent=85).describe()
    '(n, k)-dominance rule: unsafe if the 2 largest contributors make up more than 85 % of the total'
    """

    n: int
    percent: Fraction | int

    def __post_init__(self) -> None:
        check_at_least(self.n, 1, where="dominance rule, n", remedy="Give how many contributors are looked at.")
        exact(self.percent, above=0, most=100, where="dominance rule, percent")

    @property
    def share(self) -> Fraction:
        """What the n largest may make up at most, as a share of 1."""
        return Fraction(self.percent) / 100

    def describe(self) -> str:
        """Say the rule in the words of the field."""
        who = "largest contributor makes" if self.n == 1 else f"{self.n} largest contributors make"
        return (
            f"(n, k)-dominance rule: unsafe if the {who} up more than {in_words(Fraction(self.percent))} % of the total"
        )


@dataclass(frozen=True)
class PPercentRule:
    """The p% rule: unsafe if the second largest contributor could estimate the largest to within p percent.

    With contributions x1 ≥ x2 ≥ ... of a value X: unsafe if X − x1 − x2 < (p / 100) x1.

    References
    ----------
    Hundepool et al. (2024), Handbook on Statistical Disclosure Control, 2nd edition, section 4.2.

    Examples
    --------
    >>> PPercentRule(10).describe()
    'p% rule: unsafe if X - x1 - x2 < 10 % of x1'
    """

    p: Fraction | int

    def __post_init__(self) -> None:
        exact(self.p, above=0, most=100, where="p% rule, p")

    @property
    def share(self) -> Fraction:
        """How near an estimate of the largest contribution may come, as a share of it."""
        return Fraction(self.p) / 100

    def describe(self) -> str:
        """Say the rule in the words of the field."""
        return f"p% rule: unsafe if X - x1 - x2 < {in_words(Fraction(self.p))} % of x1"
