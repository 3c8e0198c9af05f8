"""What every kind of subject asks first: that it begins with its first act, once, and that no day lies ahead."""

from __future__ import annotations

import datetime as dt
import re
from typing import Any

from clerestory.answer.writing.live_words import could_be_of_case
from clerestory.errors import AnswerNowError, AnswerTextError
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.done import Done
from clerestory.model.wording.identifiers import kinds_found

_NO_CASE = (
    "Say it without what picks a case out: no name, day, age or number beside what was done. Whose work something is"
    " has a field of its own."
)
_SENTENCE_ENDS = re.compile(r"(?<=[.!?])\s+|\n+")
_DATES = frozenset({"a date, as of birth"})  # days stand in every letter and duty; the other kinds identify people


def check_begun(state: object | None, done: Done[Any], first: type[AnswerAct]) -> None:
    """Check that an act is the first of a subject if and only if it begins one, and holds nobody's identifier.

    Raises
    ------
    AnswerNowError
        If not; what was found is not repeated.
    """
    begins = isinstance(done.act, first)
    if state is None and not begins:
        raise refused(done, "there is none of this id", f"Begin with the act {name_of(first)!r}.")
    if state is not None and begins:
        raise refused(done, "there is one of this id already", "Add to that one, or choose another id.")
    for name, value in done.act:
        kinds = _kinds(value)
        if kinds:
            remedy = "Name posts and bodies, never a person, an address or a number of one."
            raise refused(done, f"{name}: holds what looks like {', '.join(kinds)}", remedy)


def check_of_no_case(done: Done[Any], *texts: str) -> None:
    """Check that no sentence of what will be public could be about one case (rules L5 and L8).

    Raises
    ------
    AnswerTextError
        If one could; no word of it is repeated.
    """
    for text in texts:
        for one in could_be_of_case(_SENTENCE_ENDS.split(text)):
            raise AnswerTextError(
                f"sentence {one.sentence} could be about a case: {one.why}",
                where=name_of(type(done.act)),
                remedy=_NO_CASE,
            )


def check_not_ahead(done: Done[Any], day: dt.date, *, name: str = "day") -> None:
    """Check that a day on which something happened has come.

    Raises
    ------
    AnswerNowError
        If it lies ahead.
    """
    if day > done.time.date():
        raise refused(done, f"{name}: lies ahead", "Give the day on which it happened, and record it then.")


def refused(done: Done[Any], what: str, remedy: str) -> AnswerNowError:
    """Give the refusal of an act."""
    return AnswerNowError(what, where=name_of(type(done.act)), remedy=remedy)


def name_of(act: type[AnswerAct]) -> str:
    """Give the name of an act, as records have it."""
    return str(act.model_fields["act"].default)


def _kinds(value: object) -> list[str]:
    texts = value if isinstance(value, tuple) else (value,)
    found = (kind for text in texts if isinstance(text, str) for kind in kinds_found(text))
    return [kind for kind in dict.fromkeys(found) if kind not in _DATES]
