"""Shares and worst-case bounds, made from protected values only (rules S14, Q1, Q2)."""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.model.tables import KNOWN, TOTAL, Position, ProtectedTable


@dataclass(frozen=True)
class Share:
    """A share of the known cases, with the share that is not known and the bounds that follow from it.

    ``of_known_prop`` is n / known; the bounds hold for all cases: lower n / total, upper (n + total - known) / total.
    Source: worst-case bounds without assumption, Manski (1989), Journal of Human Resources 24, 343-360.

    Examples
    --------
    >>> share = Share(count=282, known=340, total=1000)
    >>> f"{share.of_known_prop:.2f} of known; {share.lower_prop:.2f} to {share.upper_prop:.2f} of all"
    '0.83 of known; 0.28 to 0.94 of all'
    """

    count: int
    known: int
    total: int

    def __post_init__(self) -> None:
        assert 0 <= self.count <= self.known <= self.total
        assert self.known > 0

    @property
    def of_known_prop(self) -> float:
        """Share of the known cases."""
        return self.count / self.known

    @property
    def unknown_prop(self) -> float:
        """Share of all cases in which it is not known."""
        return (self.total - self.known) / self.total

    @property
    def lower_prop(self) -> float:
        """Least possible share of all cases."""
        return self.count / self.total

    @property
    def upper_prop(self) -> float:
        """Greatest possible share of all cases."""
        return (self.count + self.total - self.known) / self.total


def share_of(table: ProtectedTable, row: int, column: int) -> Share | None:
    """Give the share of a cell within its row's known cases (its column's, in a table of one column).

    Returns
    -------
    Share or None
        None where a count that it needs is suppressed, or the base is below the table's ``percent_base``.
    """
    down = len(table.shape.columns) == 1
    positions = table.shape.rows if down else table.shape.columns
    base = _index(positions, KNOWN, _index(positions, TOTAL, 0))
    whole = _index(positions, TOTAL, 0)
    line = [values[column] for values in table.counts] if down else table.counts[row]
    count, known, total = line[row if down else column], line[base], line[whole]
    if count is None or known is None or total is None or known < max(table.percent_base, 1) or count > known:
        return None
    return Share(count, known, total)


def _index(positions: tuple[Position, ...], key: str, otherwise: int) -> int:
    return next((i for i, position in enumerate(positions) if position.key == key), otherwise)
