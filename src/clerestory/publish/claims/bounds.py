"""What a published count or share may truly be: rounding undone, and everything missing placed at either end."""

from __future__ import annotations

from dataclasses import dataclass
from fractions import Fraction

from clerestory.model.shares import Line, NoShare, line_of
from clerestory.model.tables import TOTAL, ProtectedTable
from clerestory.publish.numbers import percent_text

Place = tuple[int, int]


@dataclass(frozen=True)
class Whole:
    """A cell among the cases of its line: whole numbers that agree with what is published.

    Attributes
    ----------
    low, high : int
        What the count of the cell may be, the unknown cases left out.
    unknown : int
        Most cases of the line that are not known, each of which may belong to the cell.
    """

    low: int
    high: int
    unknown: int = 0

    @property
    def most(self) -> int:
        """The count if every unknown case belongs to the cell."""
        return self.high + self.unknown


@dataclass(frozen=True)
class Spread:
    """What a share of all cases may be; proportions from 0 to 1."""

    low: Fraction
    high: Fraction

    @property
    def words(self) -> str:
        """The bounds in words."""
        if percent_text(self.low) == percent_text(self.high):
            return percent_text(self.low)
        return f"between {percent_text(self.low)} and {percent_text(self.high)}"


def count_range(table: ProtectedTable, place: Place) -> tuple[int, int] | None:
    """Give the true counts that are published as this one; None where it is suppressed.

    Counts are rounded to the nearest multiple of their base, halves up, and a published 0 is a true zero (rule S5).

    Returns
    -------
    tuple of int or None
        Least and greatest count, in cases.
    """
    row, column = place
    count = table.counts[row][column]
    if count is None:
        return None
    base = table.rounding[row][column] if table.rounding and count else 1
    return count - base // 2, count - base // 2 + base - 1


def line_for(table: ProtectedTable, place: Place, *others: Place) -> Line | NoShare:
    """Give the line along which a cell is judged: its row, or its column where the row says nothing of it.

    The cells of a comparison lie in one row or one column; a cell of all columns is compared down its column.
    """
    row, column = place
    if others:
        return line_of(table, row, column, down=any(other[0] != row for other in others))
    of_all_columns = table.shape.columns[column].key == TOTAL and table.shape.rows[row].key != TOTAL
    return line_of(table, row, column, down=of_all_columns)


def share_spread(table: ProtectedTable, place: Place) -> Spread | NoShare:
    """Give the bounds of a cell's share of all cases of its line, rounding undone.

    With n of k known among t cases the share of all lies between n / t and (n + t - k) / t (Manski 1989). Each of the
    three is any whole number that is published as it is, with n <= k <= t; so the ends are n_low / t_high and
    1 - (k_low - n_high) / t_high. For the cases that are known, or are not, nothing is missing.

    Returns
    -------
    Spread or NoShare
        Why nothing can be said, where a count that it needs is suppressed or the base is too small.
    """
    line = line_for(table, place)
    if isinstance(line, NoShare):
        return line
    among_known = place in line.parts
    base = table.counts[line.known[0]][line.known[1]] if among_known else table.counts[line.total[0]][line.total[1]]
    part, known, total = (count_range(table, at) for at in (place, line.known, line.total))
    if part is None or known is None or total is None:
        return NoShare.SUPPRESSED
    if base is None or base < max(table.percent_base, 1):
        return NoShare.SMALL_BASE
    if not among_known:
        return _of_all(part, total)
    elsewhere = max(known[0] - min(part[1], total[1]), 0)  # known cases that belong to another category, at least
    return Spread(Fraction(part[0], total[1]), 1 - Fraction(elsewhere, total[1]))


def _of_all(part: tuple[int, int], total: tuple[int, int]) -> Spread:
    return Spread(Fraction(part[0], total[1]), min(Fraction(part[1], max(total[0], 1)), Fraction(1)))


def whole_of(table: ProtectedTable, place: Place, line: Line) -> Whole | NoShare:
    """Give what the count of a cell may be, with the cases that its line does not know.

    A suppressed cell lies between 0 and what the known cases leave over; nothing else is told of it.
    """
    known, total = count_range(table, line.known), count_range(table, line.total)
    if known is None or total is None:
        return NoShare.SUPPRESSED
    unknown = max(total[1] - known[0], 0) if line.known != line.total else 0
    if place not in line.parts:
        unknown = 0
    found = count_range(table, place)
    if found is None:
        others = [count_range(table, part) for part in line.parts if part != place]
        shown = sum(each[0] for each in others if each is not None)
        return Whole(0, known[1] if _overlapping(table, line) else max(known[1] - shown, 0), unknown)
    return Whole(*found, unknown)


def _overlapping(table: ProtectedTable, line: Line) -> bool:
    """Say whether cases may be in several parts of a line, as they are on several lists."""
    rows = {row for row, _ in line.parts}
    positions = (
        [table.shape.columns[column] for _, column in line.parts]
        if len(rows) == 1
        else [table.shape.rows[row] for row in sorted(rows)]
    )
    return len({name for position in positions for name, _ in position.where}) != 1
