"""Claims about a comparison: what its difference says at its bounds, the undecided cases and rounding included."""

from __future__ import annotations

from clerestory.model.comparisons.differences import Difference, Reading
from clerestory.model.tables import ProtectedTable
from clerestory.model.wording.claims import Judgement, Verdict, verdict_of
from clerestory.publish.comparisons.rows import ComparedRow, compared_rows
from clerestory.publish.comparisons.words import bounds_text, difference_text

HIGHER, LOWER = "higher", "lower"


def compared_row(table: ProtectedTable, name: str) -> ComparedRow | None:
    """Find the row of a category by its key or label; None where there is none."""
    return next((row for row in compared_rows(table) if name in (row.key, row.label)), None)


def judge_compared(row: ComparedRow, direction: str) -> Judgement:
    """Judge whether the share of a category is higher, or lower, in group-based cases than in all others.

    Both directions are treated alike: what one supports the other contradicts.
    """
    if not isinstance(row.difference, Difference):
        return Judgement(Verdict.UNDETERMINED, f"the difference is not published: {difference_text(row)}")
    reading = row.difference.reading
    wanted, opposite = (Reading.HIGHER, Reading.LOWER) if direction == HIGHER else (Reading.LOWER, Reading.HIGHER)
    verdict = verdict_of(always=reading is wanted, never=reading is opposite)
    return Judgement(verdict, f"a difference of {bounds_text(row.difference.bounds)} percentage points")
