"""Shares and worst-case bounds, made from protected values only (rules S14, Q1, Q2, Q7)."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum
from fractions import Fraction
from typing import TypeVar

from clerestory.model.tables import (
    KNOWN,
    LOW_RELIABILITY,
    NOT_AVAILABLE,
    NOT_KNOWN,
    NOT_RECORDED,
    NOT_STATED,
    SUPPRESSED,
    TOTAL,
    Counts,
    Position,
    ProtectedTable,
)

RELIABLE_PCT = 80  # below it a published share of the known cases is of low reliability (rule Q7)

_UNKNOWN = (NOT_KNOWN, NOT_RECORDED, NOT_STATED)

Number = TypeVar("Number", int, Counts)


class NoShare(Enum):
    """Why nothing is said of a cell's share."""

    SUPPRESSED = "a count that it needs is suppressed"
    SMALL_BASE = "the base is too small"
    SEVERAL = "its cases may be in several of the rows or columns, and are no parts of a whole"
    APART = "its counts were rounded to different bases, and the part is larger than the whole"

    @property
    def sign(self) -> str:
        """What is printed instead."""
        return SUPPRESSED if self is NoShare.SUPPRESSED else NOT_AVAILABLE


class Completeness(Enum):
    """How far a share of the known cases can be relied on (rule Q7); the bounds hold in any case."""

    ENOUGH = "enough is known"
    LOW = "little is known"
    TOO_LOW = "too little is known: the share of the known cases is not published"

    @property
    def sign(self) -> str:
        """What is printed beside the share of the known cases, or instead of it."""
        return {"LOW": LOW_RELIABILITY, "TOO_LOW": NOT_AVAILABLE}.get(self.name, "")


@dataclass(frozen=True)
class Share:
    """A share of the known cases, with the share that is not known and the bounds that follow from it.

    ``of_known_prop`` is n / known; the bounds hold for all cases: lower n / total, upper (n + total - known) / total.
    Source: worst-case bounds without assumption, Manski (1989), Journal of Human Resources 24, 343-360.

    Parameters
    ----------
    count, known, total : int
        Published counts, rounded ones where counts are rounded.
    completeness_pct : int or None
        Of 100 cases, how many must be known.
    rounded : bool
        Whether the counts are rounded, so that equal ones may stand for different cases.

    Examples
    --------
    >>> share = Share(count=282, known=340, total=1000)
    >>> [float(round(prop, 2)) for prop in (share.of_known_prop, share.lower_prop, share.upper_prop)]
    [0.83, 0.28, 0.94]
    """

    count: int
    known: int
    total: int
    completeness_pct: int | None = None
    rounded: bool = False

    def __post_init__(self) -> None:
        assert 0 <= self.count <= self.known <= self.total
        assert self.known > 0

    @property
    def of_known_prop(self) -> Fraction:
        """Share of the known cases."""
        return Fraction(self.count, self.known)

    @property
    def unknown_prop(self) -> Fraction:
        """Share of all cases in which it is not known."""
        return Fraction(self.total - self.known, self.total)

    @property
    def lower_prop(self) -> Fraction:
        """Least possible share of all cases."""
        return Fraction(self.count, self.total)

    @property
    def upper_prop(self) -> Fraction:
        """Greatest possible share of all cases."""
        return Fraction(self.count + self.total - self.known, self.total)

    @property
    def completeness(self) -> Completeness:
        """Whether enough is known to publish the share of the known cases."""
        if self.completeness_pct is None or 100 * self.known >= max(self.completeness_pct, RELIABLE_PCT) * self.total:
            return Completeness.ENOUGH
        enough = 100 * self.known >= self.completeness_pct * self.total
        return Completeness.LOW if enough else Completeness.TOO_LOW


def share_of(table: ProtectedTable, row: int, column: int) -> Share | NoShare:
    """Give the share of a cell within its row's known cases (its column's, in a table of one column).

    Returns
    -------
    Share or NoShare
        Why not, where a count that it needs is suppressed, or the base is below the table's ``percent_base``.
    """
    line = line_of(table, row, column)
    if isinstance(line, NoShare):
        return line
    count, known, total = (table.counts[at][across] for at, across in ((row, column), line.known, line.total))
    if count is None or known is None or total is None:
        return NoShare.SUPPRESSED
    if known < max(table.percent_base, 1):
        return NoShare.SMALL_BASE
    if not count <= known <= total:
        return NoShare.APART
    return Share(count, known, total, table.completeness_pct, rounded=table.rounding is not None)


@dataclass(frozen=True)
class Line:
    """A row or column along which one thing differs: its parts, and the cells of its known and of all cases."""

    parts: tuple[tuple[int, int], ...]  # known categories, the cell itself among them where it is one
    known: tuple[int, int]
    total: tuple[int, int]


def line_of(table: ProtectedTable, row: int, column: int, *, down: bool = False) -> Line | NoShare:
    """Give the line of a cell: its row, or its column if ``down`` or if the table has one column.

    Returns
    -------
    Line or NoShare
        NoShare where a case may be in several of its categories.
    """
    down = down or len(table.shape.columns) == 1
    positions = table.shape.rows if down else table.shape.columns
    if may_be_in_several(positions):
        return NoShare.SEVERAL
    total = _index(positions, TOTAL, 0)
    known = _index(positions, KNOWN, total)
    told = frozenset().union(*(codes for _, codes in positions[known].where))
    parts = [
        at
        for at, position in enumerate(positions)
        if at not in (known, total) and not (told and _codes(position) - told) and position.key not in _UNKNOWN
    ]
    places = [((at, column) if down else (row, at)) for at in (*parts, known, total)]
    return Line(tuple(places[:-2]), places[-2], places[-1])


def tenths_of_a_percent(part: Number, whole: Number) -> Number:
    """Give 1000 part / whole as a whole number, halves up, as a reader with a pocket calculator does.

    Examples
    --------
    >>> tenths_of_a_percent(1, 16), tenths_of_a_percent(1, 3)  # 6.25 % and 33.33 %
    (63, 333)
    """
    return (2_000 * part + whole) // (2 * whole)


def may_be_in_several(positions: tuple[Position, ...]) -> bool:
    """Say whether a case may be in several positions that have no base of their own, sums of others left out.

    Definitions have none, since each leaves other cases undecided. Of a list the known cases are a base for each code,
    though the shares of its codes do not add up.
    """
    if any(position.key == KNOWN for position in positions):
        return False
    parts = [position.where for position in positions if position.key not in (TOTAL, KNOWN, NOT_KNOWN)]
    names = {name for where in parts for name, _ in where}
    sets = [codes for where in parts for _, codes in where]
    return len(names) == 1 and sum(map(len, sets)) > len(frozenset().union(*sets))


def _codes(position: Position) -> frozenset[str]:
    return frozenset().union(*(codes for _, codes in position.where))


def _index(positions: tuple[Position, ...], key: str, otherwise: int) -> int:
    return next((i for i, position in enumerate(positions) if position.key == key), otherwise)
