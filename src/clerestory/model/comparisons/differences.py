"""Differences of shares between two populations, with worst-case bounds, from protected values only.

Rules Q2, Q4, Q7 and S14; docs/methods/comparisons.md has the formulas, their source and their limits.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from math import ceil, floor

from clerestory.errors import TableError
from clerestory.model.comparisons.populations import GROUP, OTHER, UNDECIDED, Comparison
from clerestory.model.shares import NoShare, share_of
from clerestory.model.tables import KNOWN, TOTAL, ProtectedTable


class Reading(Enum):
    """What a difference says at its bounds: the share in group-based cases against that in all other cases."""

    HIGHER = "higher"
    LOWER = "lower"
    UNDETERMINED = "cannot be determined from these data"


@dataclass(frozen=True)
class Bounds:
    """The least and the greatest that is possible, of a share or of a difference of shares."""

    lower_prop: Fraction
    upper_prop: Fraction

    def __post_init__(self) -> None:
        assert -1 <= self.lower_prop <= self.upper_prop <= 1

    @property
    def tenths(self) -> tuple[int, int]:
        """Both ends in tenths of a percent as they are printed: rounded outwards, so that what holds still holds.

        Examples
        --------
        >>> Bounds(Fraction(1, 3), Fraction(2, 3)).tenths, Bounds(Fraction(-1, 3), Fraction(0)).tenths
        ((333, 667), (-334, 0))
        """
        return floor(1000 * self.lower_prop), ceil(1000 * self.upper_prop)


@dataclass(frozen=True)
class Difference:
    """The share of a category in group-based cases, that in all other cases, and the one less the other.

    Examples
    --------
    >>> of = Bounds(Fraction(40, 100), Fraction(55, 100)), Bounds(Fraction(10, 100), Fraction(30, 100))
    >>> Difference(*of).bounds.tenths, Difference(*of).reading.value
    ((100, 450), 'higher')
    """

    group: Bounds
    other: Bounds

    @property
    def bounds(self) -> Bounds:
        """The least and the greatest possible difference: each end pairs the worst cases of both populations."""
        return Bounds(
            self.group.lower_prop - self.other.upper_prop,
            self.group.upper_prop - self.other.lower_prop,
        )

    @property
    def reading(self) -> Reading:
        """What holds whatever is true of all that is not known, as a reader of the printed bounds finds it.

        Both directions are treated alike.
        """
        lower, upper = self.bounds.tenths
        if lower > 0:
            return Reading.HIGHER
        return Reading.LOWER if upper < 0 else Reading.UNDETERMINED


def difference_of(table: ProtectedTable, column: int) -> Difference | NoShare:
    """Give the difference between the two populations of a comparison in the share of one category.

    It holds for every truth that agrees with what is published: whatever the category of the cases of which it is not
    known, whichever population those belong to that are undecided, and whatever a rounded count stands for.

    Parameters
    ----------
    table : ProtectedTable
        A comparison: rows for both populations and for the undecided, columns for the categories.
    column : int
        The column of a category.

    Returns
    -------
    Difference or NoShare
        Why not, where a count that it needs is suppressed, or where a base is below the table's ``percent_base``.

    Raises
    ------
    TableError
        If the table is no comparison.

    References
    ----------
    Manski (1989), Anatomy of the selection problem, Journal of Human Resources 24, 343-360; Horowitz and Manski (1995),
    Identification and robustness with contaminated and corrupted data, Econometrica 63, 281-302.
    """
    comparison_of(table)
    group, other, undecided = (_row(table, key) for key in (GROUP, OTHER, UNDECIDED))
    for row in (group, other):
        share = share_of(table, row, column)
        if isinstance(share, NoShare):
            return share
    perhaps = _undecided(table, undecided, column)
    if perhaps is None:
        return NoShare.SUPPRESSED
    return Difference(_bounds(table, group, column, perhaps), _bounds(table, other, column, perhaps))


def comparison_of(table: ProtectedTable) -> Comparison:
    """Give the populations of a comparison.

    Raises
    ------
    TableError
        If the table is none.
    """
    if table.shape.comparison is None:
        raise TableError(
            "is no comparison",
            where=f"table {table.shape.id}",
            remedy='Ask for it in study.toml with kind = "comparison".',
        )
    return table.shape.comparison


def is_too_incomplete(table: ProtectedTable) -> bool:
    """Say whether too little is known of one population to publish the comparison (rule Q7).

    It looks at how much is known and never at what is known, so it is blind to which way the table points.
    """
    comparison_of(table)
    asked = table.completeness_pct
    if asked is None:
        return False
    ends = [_ends(table, _row(table, key)) for key in (GROUP, OTHER)]
    return any(100 * known < asked * total for known, total in ends if known is not None and total is not None)


@dataclass(frozen=True)
class _Count:
    """The numbers of cases that a published count may stand for."""

    least: int
    most: int


@dataclass(frozen=True)
class _Perhaps:
    """How many undecided cases can be of the category at most, and of another one or none at most."""

    inside: int
    outside: int


def _bounds(table: ProtectedTable, row: int, column: int, perhaps: _Perhaps) -> Bounds:
    """Bound the share of a category in a population that any of the undecided cases may belong to.

    The share is least when all cases that are not known, and all undecided ones that can be, are outside the category;
    it is greatest when they are inside. A share a / (a + b) grows with a and falls with b, so each end follows from the
    least of the one and the most of the other.
    """
    known_at, total_at = _places(table)
    count, known, total = (_published(table, row, at) for at in (column, known_at, total_at))
    assert count is not None
    assert known is not None
    assert total is not None
    inside, outside = count.least, max(known.least - count.most, 0)
    size = total.most
    lower = Fraction(inside, max(size + perhaps.outside, inside, 1))
    not_upper = Fraction(outside, max(size + perhaps.inside, outside, 1))
    return Bounds(lower, max(1 - not_upper, lower))


def _undecided(table: ProtectedTable, row: int, column: int) -> _Perhaps | None:
    """Say what the undecided cases can be; what is suppressed of them may be anything."""
    known_at, total_at = _places(table)
    count, known, total = (_published(table, row, at) for at in (column, known_at, total_at))
    if total is None:
        return None
    inside = count.least if count else 0
    outside = max(known.least - count.most, 0) if count and known else 0
    return _Perhaps(inside=max(total.most - outside, 0), outside=max(total.most - inside, 0))


def _published(table: ProtectedTable, row: int, column: int) -> _Count | None:
    """Give what a count may stand for; halves were rounded up, and a published 0 is a true one."""
    count = table.counts[row][column]
    if count is None:
        return None
    base = table.rounding[row][column] if table.rounding and count else 1
    return _Count(count - base // 2, count + base - base // 2 - 1)


def _ends(table: ProtectedTable, row: int) -> tuple[int | None, int | None]:
    known, total = _places(table)
    return table.counts[row][known], table.counts[row][total]


def _places(table: ProtectedTable) -> tuple[int, int]:
    """Give the columns of what is known and of the total; everything is known where no column says so."""
    keys = [position.key for position in table.shape.columns]
    total = keys.index(TOTAL)
    return (keys.index(KNOWN) if KNOWN in keys else total), total


def _row(table: ProtectedTable, key: str) -> int:
    return [position.key for position in table.shape.rows].index(key)
