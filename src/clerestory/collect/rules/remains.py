"""What spreadsheets leave in values (rule F2): texts that a program would calculate, and error values."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.collect.rules.broken import Broken
from clerestory.collect.rules.sent import Sent
from clerestory.spreadsheets import TAKEN_FOR_FORMULA

_ERROR_VALUE = r"(?i)^\s*(#(N/A|REF!|VALUE!|NAME\?|DIV/0!|NUM!|NULL!|SPILL!|CALC!|FIELD!|GETTING_DATA)|Err:\d{3})\s*$"
# What a spreadsheet changes when it takes a text for a number or a date; nobody can tell what was typed.
RETYPED = (
    " The column holds numbers or dates: a spreadsheet may have eaten leading zeros, or made a date of a code. They"
    " cannot be restored; format the column as text and fill it from the source again."
)


def remains(sent: Sent, entity: str) -> Iterator[Broken]:
    """Yield rule F2 for the fields that people write: other types have forms that no formula fits."""
    for variable in sent.instrument.values_of(entity):
        if variable.type.is_written_by_hand:
            values = sent.frames[entity][variable.name]
            what = "begins with a sign (= + - @ or a tab) for which a spreadsheet would calculate it"
            remedy = "Begin it with a letter or a digit."
            yield Broken(variable.name, "F2", values.str.contains(TAKEN_FOR_FORMULA), what, remedy)
            what = "is an error value of a spreadsheet, not a text"
            yield Broken(variable.name, "F2", values.str.contains(_ERROR_VALUE), what, "Empty it, or write the text.")
