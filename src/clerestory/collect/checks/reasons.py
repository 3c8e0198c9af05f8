"""Missing-reason split (check 2): what a return says its system lacks, against what its rows say."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clerestory.collect.checks.completeness import FieldCount
from clerestory.collect.faults import Receipt
from clerestory.model.checks import Check, Finding, Weight

ABSENT = "ND"  # the reason "field absent from force system"


def contradicted_reasons(receipts: Sequence[Receipt]) -> Iterator[Finding]:
    """Yield the key fields that a system lacks in every row and not in fields_unavailable, or the other way round."""
    for receipt in receipts:
        for field in receipt.key_fields:
            what = _contradiction(field, declared=receipt.lacking.get(field.path, ""))
            if what:
                entity, _, column = field.path.partition(".")
                whose = (receipt.provider, receipt.return_id, Weight.QUERY, what)
                remedy = (
                    "Name it in fields_unavailable of the return while the system lacks it, and not once it has it."
                )
                yield Finding(Check.MISSING_REASON, *whose, remedy, file=entity, column=column)


def _contradiction(field: FieldCount, *, declared: str) -> str:
    lacks_all = field.rows > 0 and field.not_known.get(ABSENT, 0) == field.rows
    if lacks_all and not declared:
        return "every row says that your system has no such field, and fields_unavailable does not name it"
    if declared == ABSENT and field.unknown < field.rows:
        return "fields_unavailable says that your system has no such field, and some rows fill it"
    return ""
