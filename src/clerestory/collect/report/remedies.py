"""What a giver can do about a field that is not known, by the reason that the return gives (check 2)."""

from __future__ import annotations

from collections.abc import Mapping

from clerestory.collect.checks.completeness import FieldCount

# By code of missing_reason. Reasons that are no gap of recording say so: nobody should be asked twice for a refusal.
REMEDIES: Mapping[str, str] = {
    "ND": "Your system has no such field: ask for it in the next release of the system, and name it in "
    "fields_unavailable until then.",
    "NC": "There was no contact yet: ask at the first one, and send the rows again with the next return.",
    "NR": "It was not written down: look it up in the case file, and make the field one that the record cannot be "
    "closed without.",
    "NS": "The person was asked and did not say: nothing to mend.",
    "NA": "It does not apply: nothing to mend where that is so.",
    "NK": "The person is not identified: fill it once they are.",
    "WH": "It is withheld for operational reasons: say in the next return when it can be sent.",
    "RD": "It was removed before sharing: check whether the agreement lets you send it.",
}
_EMPTY = "It is empty without a reason: fill it, or give a reason in the column beside it."


def remedy_of(reason: str) -> str:
    """Give what can be done about a reason; of a reason that an instrument of your own has, how to find out."""
    if not reason:
        return _EMPTY
    return REMEDIES.get(reason, "The code list missing_reason says what this reason means.")


def remedy_for(field: FieldCount) -> str:
    """Give what can be done about the reason of most rows of a field."""
    return remedy_of(field.main_reason)
