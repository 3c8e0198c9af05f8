"""Impossible values (check 9): what rules V3 to V5 found, summed up for each return."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clerestory.collect.faults import Receipt
from clerestory.model.checks import Check, Finding, Weight

_WHAT = {
    "V3": "has years or days out of order, such as an offence after its report",
    "V4": "has a victim who was an adult at the first offence",
    "V5": "has a suspect below the age of criminal responsibility",
}


def impossible_values(receipts: Sequence[Receipt]) -> Iterator[Finding]:
    """Yield for each return and rule how many rows have values that cannot be; their places stand among its faults."""
    for receipt in receipts:
        counted = {**receipt.fault_counts, **receipt.warning_counts}  # no rule gives both
        for (file, column, rule), number in sorted(one for one in counted.items() if one[0][2] in _WHAT):
            # A row may break the rule with two columns; of the first hundred faults it is counted once.
            named = [
                fault.row
                for fault in (*receipt.faults, *receipt.warnings)
                if (fault.file, fault.column, fault.rule) == (file, column, rule)
            ]
            weight = Weight.QUERY if rule == "V5" else Weight.FAULT
            yield Finding(
                Check.IMPOSSIBLE_VALUES,
                receipt.provider,
                receipt.return_id,
                weight,
                f"{_WHAT[rule]} (rule {rule})",
                "Check each row at its source; the list of faults has its place.",
                file=file.rsplit("/", 1)[-1],
                column=column,
                rows=tuple(sorted(set(named))),
                number=number - len(named) + len(set(named)),
            )
