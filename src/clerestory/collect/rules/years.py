"""Rule V3: years and days are in order."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.collect.rules.broken import Broken
from clerestory.collect.rules.sent import Sent

# Pairs that must be in order wherever both are there. Quarters and dates begin with their year, so values of one form
# are compared whole, and of two forms by their years.
_IN_ORDER = (
    ("year_offence_from", "year_offence_to"),
    ("year_offence_from", "quarter_recorded"),
    ("year_offence_to", "quarter_recorded"),
    ("quarter_recorded", "outcome_quarter"),
    ("first_offence_year", "last_offence_year"),
    ("year_opened", "year_closed"),
    ("period_start", "period_end"),
    ("tie_year_from", "tie_year_to"),
    ("consent_given", "consent_withdrawn"),
)
_YEAR = 4  # characters


def years(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield pairs of years, quarters or days of which the first is later than the second."""
    for earlier, later in _IN_ORDER:
        if sent.has(entity, earlier, later):
            first, second = sent.frames[entity][earlier], sent.frames[entity][later]
            length = _YEAR if "year" in earlier else None
            wrong = (first != "") & (second != "") & (first.str.slice(0, length) > second.str.slice(0, length))
            yield Broken(earlier, "V3", wrong, f"is later than {later}", f"Check both: {earlier} comes first.")
