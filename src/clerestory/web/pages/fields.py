"""Acts made of what a form sends: what does not hold is told field by field, in words."""

from __future__ import annotations

import datetime as dt
import secrets
from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from typing import Any, TypeVar

from pydantic import ValidationError

from clerestory.model.forms import Form

A = TypeVar("A", bound=Form)

UNSHOWN = "passphrase"  # what is typed and kept nowhere, nor shown again
_ID_BYTES = 10
_DAYS = frozenset(  # fields that are days, of acts of any kind
    (
        *("due", "until", "review", "received", "dated", "sent", "expected", "day", "closed", "decided", "found"),
        *("named_day", "published", "intended", "asked", "scheduled", "debated", "next_check", "said_on", "since"),
        "release_when",
        *("release", "happened"),
    )
)
DAY_PARTS = ("year", "month", "day")
# What a field asks for, to be read after "Enter", or instead of it where nothing is typed.
ASKED: Mapping[str, str] = {
    "words": "Enter what is asked, in its own words",
    "asked": "Enter the day from which the clock runs, such as 27 3 2026",
    "elements": "Enter at least one thing that is asked for, a line each",
    "decision": "Choose what the Committee decided",
    "scheduled": "Enter a day, such as 27 3 2026",
    "debated": "Enter a day, such as 27 3 2026",
    "text": "Enter your words",
    "reason": "Enter a reason in at least 10 characters",
    "aim": "Choose what your comment is about",
    "accepts": "Choose whether you take part",
    "none": "Choose whether you have interests to declare",
    "judgement": "Choose what becomes of the interests",
    "disposition": "Choose an answer",
    "change": "Enter what changed and where",
    "due": "Enter a day, such as 27 3 2026",
    "until": "Enter a day, such as 27 3 2026",
    "publish": "Choose whether it may be published",
    "member": "Choose a person",
    "invited": "Choose at least one person",
    "documents": "Choose at least one document",
    "warning": "Enter what a reader may be exposed to",
    "draft": "No draft waits for the group yet",
    "outcome": "Choose whether you approve or refuse",
    "rule": "Choose a rule",
    "review": "Enter a day, such as 27 3 2026",
    "agrees": "Choose whether you agree",
    "sender": "Choose who writes",
    "received": "Enter the day on which it came, such as 27 3 2026",
    "dated": "Enter a day, such as 27 3 2026",
    "sent": "Enter the day on which it goes out, such as 27 3 2026",
    "expected": "Enter a day, such as 27 3 2026",
    "day": "Enter a day, such as 27 3 2026",
    "subject": "Enter it in at most 200 characters",
    "writers": "Enter who writes, a line each, beginning with the name",
    "addressees": "Begin each line with the name",
    "copies": "Begin each line with the name",
    "theirs": "Enter references of letters and digits, without spaces, a line each",
    "asks": "Enter what it asks, a line each",
    "ask": "Enter what it asks",
    "happened": "Enter a day, such as 27 3 2026",
    "said_on": "Enter a day, such as 27 3 2026",
    "title": "Enter it in at most 200 characters",
    "document": "Enter the title of the document",
    "words_are": "Choose whether these are its words",
    "is_met": "Choose whether it is met",
    "successor": "Enter the id of a commitment",
    "follows": "Enter ids of commitments, with commas between",
    "parts": "Enter two parts or more, a line each: id, then =, then the title",
    "address": "Enter an address that begins with https://",
    "owner": "Choose a person",
    "signatory": "Enter the post that signs",
    "to": "Enter the body that answers",
    "transferred_from": "Enter the body",
    "into": "Enter the reference of the other letter",
    "kind": "Choose what it is about",
    "version": "Open the page again: it says which version you read",
    "number": "Open the page again, and read what it shows",
}


@dataclass(frozen=True)
class Problem:
    """What is wrong with a field."""

    field: str
    text: str

    @property
    def place(self) -> str:
        """The id of the element that it is about; empty for the form as a whole."""
        return f"{self.field}-day" if self.field in _DAYS or self.field.endswith("-review_by") else self.field


class Unfit(Exception):  # noqa: N818 - an answer to a form and no error of a user's command
    """What was sent makes no act."""

    def __init__(self, *problems: Problem) -> None:
        super().__init__("a form does not hold")
        self.problems = problems


def act_of(kind: type[A], typed: Mapping[str, str], **fixed: Any) -> A:
    """Make an act of what was typed and of what the page knows.

    Raises
    ------
    Unfit
        With what is wrong with which field, never repeating what was typed.
    """
    asked = {name: typed[name] for name in kind.model_fields if name in typed and name not in (*fixed, "act")}
    days = {name: typed_day(typed, name) for name in kind.model_fields if f"{name}-day" in typed}
    try:
        return kind.model_validate({**asked, **days, **fixed})
    except ValidationError as error:
        raise Unfit(*_problems(error)) from None


def choices(kind: type[Enum]) -> list[dict[str, str]]:
    """Give the values of a choice as the components take them."""
    return [{"value": one.value, "text": getattr(one, "words", one.value[0].upper() + one.value[1:])} for one in kind]


def new_id() -> str:
    """Give an id for what is written, drawn at random: a count would tell how much others wrote."""
    return secrets.token_hex(_ID_BYTES)


def typed_day(typed: Mapping[str, str], name: str) -> dt.date | None:
    """Give the day that was typed into three fields; None where it is none."""
    parts = [typed.get(f"{name}-{part}", "").strip() for part in DAY_PARTS]
    try:
        return dt.date(*(int(part) for part in parts))
    except (ValueError, OverflowError):
        return None


def _problems(error: ValidationError) -> tuple[Problem, ...]:
    found: dict[str, str] = {}
    for one in error.errors(include_url=False, include_input=False):
        name = str(one["loc"][0]) if one["loc"] else ""
        found.setdefault(name, _words(name, one["type"], one.get("ctx", {}), one["msg"]))
    return tuple(Problem(name, text) for name, text in found.items())


def _words(name: str, kind: str, context: Mapping[str, Any], message: str) -> str:
    if kind == "string_too_long":
        return f"Use {context['max_length']:,} characters or fewer"
    if kind == "value_error":
        words = str(context["error"])
        return words[0].upper() + words[1:]
    return ASKED.get(name, message)
