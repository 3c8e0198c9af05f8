"""Rule F1: a value has the form of its type."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from clerestory.collect.rules.broken import Broken
from clerestory.collect.rules.sent import Sent
from clerestory.model.instrument import ValueType

_FORMS: Mapping[ValueType, tuple[str, str]] = {
    ValueType.DATE: (r"^(19|20)\d{2}-(0[1-9]|1[0-2])-(0[1-9]|[12]\d|3[01])$", "a date such as 2020-09-30"),
    ValueType.YEAR: (r"^(19|20)\d{2}$", "a year such as 2020"),
    ValueType.QUARTER: (r"^(19|20)\d{2}-Q[1-4]$", "a quarter such as 2020-Q3"),
    ValueType.INTEGER: (r"^\d{1,9}$", "a whole number, 0 or more"),
    ValueType.BOOLEAN: (r"^[YN]$", "Y or N"),
}


def forms(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield values that are there and have not the form of their type."""
    frame = sent.frames[entity]
    for variable in sent.instrument.values_of(entity):
        if variable.type not in _FORMS:
            continue
        values = frame[variable.name]
        pattern, told = _FORMS[variable.type]
        wrong = ~values.str.contains(pattern)
        if variable.type is ValueType.DATE:
            wrong |= values.str.to_date("%Y-%m-%d", strict=False).is_null()
        yield Broken(variable.name, "F1", (values != "") & wrong, f"is not {told}", f"Write it as {told}.")
