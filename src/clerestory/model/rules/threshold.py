"""The threshold rule: the fewest persons, and where asked the fewest contributors, of a published cell."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.errors import RuleSetError
from clerestory.model.rules.numbers import check_at_least

STUDY_FLOOR = 6  # counts of 1 to 5 are never shown by a study, whatever a preset says (rule S1)


@dataclass(frozen=True)
class ThresholdRule:
    """A count n of persons is unsafe if 0 < n < minimum, and also if fewer than ``contributors`` are behind it.

    ``contributors`` of 0 asks nothing of their number.

    Examples
    --------
    >>> ThresholdRule(minimum=6).is_unsafe(5), ThresholdRule(minimum=6).is_unsafe(0)
    (True, False)
    >>> ThresholdRule(minimum=6, contributors=3).describe()
    'threshold rule: unsafe if 0 < n < 6, or if fewer than 3 contribute'
    """

    minimum: int
    contributors: int = 0

    def __post_init__(self) -> None:
        if self.minimum < 1:
            raise RuleSetError(
                f"a threshold of {self.minimum} protects nothing",
                where="threshold",
                remedy="Give the fewest persons a published cell may have, 1 or more.",
            )
        check_at_least(
            self.contributors, 0, where="threshold, contributors", remedy="Give the fewest contributors, or 0 for any."
        )

    def is_unsafe(self, count: int) -> bool:
        """Say whether a count is unsafe to publish, whoever contributes."""
        return 0 < count < self.minimum

    def describe(self) -> str:
        """Say the rule in the words of the field."""
        contributors = f", or if fewer than {self.contributors} contribute" if self.contributors else ""
        return f"threshold rule: unsafe if 0 < n < {self.minimum}{contributors}"
