"""The words and signs of a published comparison."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from fractions import Fraction
from types import MappingProxyType

from clerestory.model.comparisons.differences import Bounds, Difference, Reading, is_too_incomplete
from clerestory.model.comparisons.populations import GROUP, OTHER, UNDECIDED
from clerestory.model.shares import NoShare
from clerestory.model.tables import KNOWN, NOT_AVAILABLE, TOTAL, ProtectedTable
from clerestory.publish.comparisons.rows import ComparedRow, row_of
from clerestory.publish.notes import share_signs
from clerestory.publish.numbers import count_text, percent_text

GROUP_NAME, OTHER_NAME = "Group-based", "All other"
HOLDS = "In group-based cases the share is"
DROPPED = (
    "This comparison is not published: the field is known for fewer than {asked}% of the cases of one of the "
    "populations. That was decided on how much is known alone, whichever way the table points, and the register has it."
)
_METHOD = (
    "What is possible is the share of all cases, whatever is true of cases of which it is not known, of cases for "
    "which it cannot be decided whether they are group-based, and of what rounding hides; ends are rounded outwards. "
    "A difference is called higher or lower only where no possibility says otherwise."
)
_APART = "For {count} cases it cannot be decided whether they are group-based; they are in neither column."
_ALL_DECIDED = "For every case it can be decided whether it is group-based."
_LISTS = "A case counts under each of its codes, so rows do not add up."
_SENTENCES: Mapping[Reading, str] = MappingProxyType(
    {
        Reading.HIGHER: "higher in group-based cases than in all other, by {low} to {high} percentage points",
        Reading.LOWER: "lower in group-based cases than in all other, by {low} to {high} percentage points",
        Reading.UNDETERMINED: (
            "between {low} percentage points lower and {high} percentage points higher in group-based cases than in "
            "all other; which of the two cannot be determined from these data"
        ),
    }
)


def tenths_text(tenths: int) -> str:
    """Print tenths of a percent as a number with one decimal and, below 0, a minus sign.

    Examples
    --------
    >>> tenths_text(482), tenths_text(-5)
    ('48.2', '\u22120.5')
    """
    return ("\u2212" if tenths < 0 else "") + f"{abs(tenths) // 10}.{abs(tenths) % 10}"


def bounds_text(bounds: Bounds) -> str:
    """Print bounds as an interval."""
    lower, upper = bounds.tenths
    return f"{tenths_text(lower)} to {tenths_text(upper)}"


def difference_text(row: ComparedRow) -> str:
    """Print a difference within a sentence: what holds and between which ends, or the sign of why nothing is said."""
    if not isinstance(row.difference, Difference):
        return row.sign
    lower, upper = row.difference.bounds.tenths
    low, high = (-upper, -lower) if row.difference.reading is Reading.LOWER else (abs(lower), upper)
    return _SENTENCES[row.difference.reading].format(low=tenths_text(low), high=tenths_text(high))


def shown_row(row: ComparedRow) -> list[str]:
    """Give what stands in the cells of a row: number and bounds of both populations, difference and what holds."""
    numbers = [count_text(row.group.count), count_text(row.other.count)]
    if not isinstance(row.difference, Difference):
        return [numbers[0], row.sign, numbers[1], row.sign, row.sign, row.sign]
    of = row.difference
    return [
        *(numbers[0], bounds_text(of.group)),
        *(numbers[1], bounds_text(of.other)),
        *(bounds_text(of.bounds), of.reading.value),
    ]


def base_rows(table: ProtectedTable) -> list[tuple[str, list[str]]]:
    """Give the rows of all cases and of what is not known of them, for both populations (rule Q1)."""
    keys = [position.key for position in table.shape.columns]
    total, known = keys.index(TOTAL), keys.index(KNOWN) if KNOWN in keys else keys.index(TOTAL)
    pairs = [(counts[total], counts[known]) for counts in (table.counts[row_of(table, k)] for k in (GROUP, OTHER))]
    return [
        ("All cases", [count_text(whole) for whole, _ in pairs]),
        ("Known", [count_text(there) for _, there in pairs]),
        ("Not known, % of all", [_not_known(whole, there, table.percent_base) for whole, there in pairs]),
    ]


def _not_known(total: int | None, known: int | None, percent_base: int) -> str:
    """Print the share that is not known; like every percentage not on a small base (rule S5)."""
    if total is None or known is None:
        return NoShare.SUPPRESSED.sign
    if not 0 < known <= total or total < percent_base:
        return NOT_AVAILABLE
    return percent_text(1 - Fraction(known, total))


def comparison_notes(table: ProtectedTable) -> tuple[str, ...]:
    """Give what is said below a comparison, sentence by sentence."""
    undecided = table.counts[row_of(table, UNDECIDED)][0]
    apart = _APART.format(count=count_text(undecided)) if undecided != 0 else _ALL_DECIDED
    lists = _LISTS if _is_list(table) else ""
    return tuple(note for note in (apart, _METHOD, lists) if note)


def comparison_signs(table: ProtectedTable, rows: Sequence[ComparedRow]) -> tuple[tuple[str, str], ...]:
    """Give each sign that stands in a comparison, with its meaning."""
    shown = [row.difference for row in rows if isinstance(row.difference, NoShare)]
    counts = [count for row in rows for count in (row.group.count, row.other.count)]
    return share_signs(table, [*shown, *([NoShare.SUPPRESSED] if None in counts else [])])


def dropped_text(table: ProtectedTable) -> str:
    """Say that a comparison is dropped for what is not known of it (rule Q7), or nothing."""
    return DROPPED.format(asked=table.completeness_pct) if is_too_incomplete(table) else ""


def _is_list(table: ProtectedTable) -> bool:
    """Say whether a case may be in several columns, totals left out."""
    sets = [codes for p in table.shape.columns if p.key not in (TOTAL, KNOWN) for _, codes in p.where]
    return sum(map(len, sets)) > len(frozenset().union(*sets))
