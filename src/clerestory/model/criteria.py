"""What must stay unknown of an unsafe cell."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np

from clerestory.errors import RuleSetError
from clerestory.model.tables import Counts


@dataclass(frozen=True)
class Width:
    """How far apart two possible values of an unsafe cell must lie: at least, and in percent of the true value.

    Examples
    --------
    >>> Width.of_rule_s3(threshold=6).of(np.array([3, 5, 40]))
    array([ 6,  6, 20])
    >>> NOT_PINNED.of(np.array([3, 40]))
    array([1, 1])
    """

    at_least: int
    percent: int = 0

    def __post_init__(self) -> None:
        if self.at_least < 1 or not 0 <= self.percent <= 100:
            raise RuleSetError(
                f"a width of {self.at_least} and {self.percent} percent cannot be asked for",
                where="the width of intervals",
                remedy="Give a whole number from 1, and a percentage from 0 to 100.",
            )

    @classmethod
    def of_rule_s3(cls, threshold: int) -> Width:
        """Give the width of rule S3: the threshold, or half of the true value where that is more."""
        return cls(threshold, 50)

    def of(self, counts: Counts) -> Counts:
        """Give the width for each true value, rounded up to a whole number."""
        part = -(-counts * self.percent // 100)
        return np.maximum(self.at_least, part).astype(np.int64)


NOT_PINNED = Width(1)  # two whole numbers are possible


class Residuals(Enum):
    """What is asked of sums of hidden cells that published numbers fix (rule S15)."""

    ALLOW = "allow"  # nothing, as is usual for a single table
    PROTECT = "protect"  # they are cells like any other
