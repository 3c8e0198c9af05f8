"""An act as it is sent, by a form, a program or the command line: read strictly, and never repeated in a message."""

from __future__ import annotations

from typing import Any

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from clerestory.errors import ActFormError
from clerestory.model.desk.acts import ACT, Act

_MOST_FAULTS = 20
# In place of messages of the library that repeat what was sent.
_OWN_WORDS = {
    "extra_forbidden": "has a field that its form does not have",
    "union_tag_invalid": "is none of the acts",
    "union_tag_not_found": "does not say which act it is",
}


def read_act(said: bytes | dict[str, Any]) -> Act:
    """Give an act of JSON, or of its fields.

    Raises
    ------
    ActFormError
        If it has not its form; neither values nor names of fields that were sent are repeated.
    """
    try:
        return ACT.validate_json(said) if isinstance(said, bytes) else ACT.validate_python(said)
    except ValidationError as error:
        faults = error.errors(include_input=False, include_url=False)[:_MOST_FAULTS]
        told = dict.fromkeys(f"{_field(one)}: {_told(one)}" for one in faults)
        remedy = "docs/reference/desk-acts.md has the fields of every act."
        raise ActFormError("; ".join(told), where="the form of the act", remedy=remedy) from None


def _field(fault: ErrorDetails) -> str:
    place = fault["loc"][1:] if fault["type"] != "extra_forbidden" else fault["loc"][1:-1]
    return ".".join(map(str, place)) or "the act"


def _told(fault: ErrorDetails) -> str:
    return _OWN_WORDS.get(fault["type"]) or fault["msg"].removeprefix("Value error, ")
