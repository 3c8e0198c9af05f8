"""What the program knows of the limits of a table: basis, completeness, bounds, what is withheld, rounding."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from fractions import Fraction

from clerestory.model.releases import Withheld
from clerestory.model.rules import Preset
from clerestory.model.shares import RELIABLE_PCT
from clerestory.model.tables import KNOWN, TOTAL, Position, ProtectedTable
from clerestory.publish.notes import counts_note, persons_note, unit_note
from clerestory.publish.numbers import percent_number


def limits_of_table(table: ProtectedTable, entries: Sequence[Withheld], rules: Preset) -> tuple[str, ...]:
    """Say, from protected values only, how far a table can be relied on.

    Parameters
    ----------
    entries : sequence of Withheld
        Its entries in the register of what is withheld.

    Returns
    -------
    tuple of str
        Sentences. Of a table that is withheld as a whole: what it counts, and that it is withheld.
    """
    said = [*table.shape.about, persons_note(table) or unit_note(table.shape.unit), table.shape.note]
    said += map(_withheld, entries)
    if not table.whole:
        said += [*_completeness(table), counts_note(table.bases(), rules)]
    return tuple(sentence for sentence in said if sentence)


def _withheld(entry: Withheld) -> str:
    if entry.extent == "whole table":
        return f"The table is withheld as a whole; the register says why ({entry.id})."
    if entry.extent == "comparison":
        return f"Too little is known for the comparison, which is withheld; the register says why ({entry.id})."
    cells = f"{entry.cells_withheld:,} of {entry.cells_in_table:,} cells are"
    return f"To protect small numbers, {cells} withheld; the register says more ({entry.id})."


def _completeness(table: ProtectedTable) -> Iterator[str]:
    """Say for each classification with a known part how much is known of the whole, and what follows for shares.

    The width of the bounds of every share is the share that is not known (Manski 1989).
    """
    for positions, line, heading in _lines(table):
        keys = [position.key for position in positions]
        if TOTAL not in keys or KNOWN not in keys:
            continue
        total, known = line[keys.index(TOTAL)], line[keys.index(KNOWN)]
        if total is None or known is None or known > total or known < max(table.percent_base, 1):
            continue
        yield _how_much(known, total, f"{heading or 'What the table is about'} is")
        yield from _too_little(known, total, table.completeness_pct)


def _lines(table: ProtectedTable) -> Iterator[tuple[Sequence[Position], Sequence[int | None], str]]:
    """Yield the totals along the rows and along the columns."""
    yield table.shape.rows, [counts[0] for counts in table.counts], table.shape.row_heading
    yield table.shape.columns, table.counts[0], table.shape.column_heading


def _how_much(known: int, total: int, subject: str) -> str:
    if known == total:
        return f"{subject} known for all."
    lost = percent_number(Fraction(total - known, total))
    return (
        f"{subject} not known for {lost}% of the total, so the bounds of every share of all are {lost} percentage"
        " points apart."
    )


def _too_little(known: int, total: int, least_pct: int | None) -> Iterator[str]:
    if least_pct is not None and 100 * known < least_pct * total:
        yield "Too little is known to print a share of those known; only what is possible is printed."
    elif least_pct is not None and 100 * known < RELIABLE_PCT * total:
        yield "A share of those known is of low reliability."
