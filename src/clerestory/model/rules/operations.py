"""Rules about operations: what readers recognise is the operation, named in the press, behind a cell (S6, L6)."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from clerestory.model.rules.numbers import check_at_least, exact, in_words

_FEWEST = "Give the fewest operations that may be behind a published cell."


@dataclass(frozen=True)
class OperationRule:
    """A cell is unsafe if fewer than 3 operations contribute, or the largest gives over half of its persons (S6).

    An operation's share is of the persons of the cell who are in it, so a person in two operations is in both shares.

    Examples
    --------
    >>> OperationRule().describe()
    'operation rule: unsafe if fewer than 3 operations contribute, or one has more than 1/2 of the persons'
    """

    min_operations: int = 3
    max_share: Fraction | int = Fraction(1, 2)

    def __post_init__(self) -> None:
        check_at_least(self.min_operations, 1, where="operation rule, min_operations", remedy=_FEWEST)
        exact(self.max_share, above=0, most=1, where="operation rule, max_share")

    def describe(self) -> str:
        """Say the rule in the words of the field."""
        return (
            f"operation rule: unsafe if fewer than {self.min_operations} operations contribute, or one has more than "
            f"{Fraction(self.max_share)} of the persons"
        )


@dataclass(frozen=True)
class LiveCaseRule:
    """A live case may be counted but must not be visible (L6).

    A cell is unsafe if a live operation has over 20 % of its persons, or is one of fewer than 5 operations.

    Examples
    --------
    >>> LiveCaseRule().describe()
    'live case rule: unsafe if a live operation has more than 20 % of the persons, or is one of fewer than 5 operations'
    """

    max_share: Fraction | int = Fraction(1, 5)
    min_operations: int = 5

    def __post_init__(self) -> None:
        exact(self.max_share, above=0, most=1, where="live case rule, max_share")
        check_at_least(self.min_operations, 1, where="live case rule, min_operations", remedy=_FEWEST)

    def describe(self) -> str:
        """Say the rule in the words of the field."""
        return (
            f"live case rule: unsafe if a live operation has more than {in_words(100 * Fraction(self.max_share))} % of "
            f"the persons, or is one of fewer than {self.min_operations} operations"
        )
