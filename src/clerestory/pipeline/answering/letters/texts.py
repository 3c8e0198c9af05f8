"""The text of a reply: what keeps it from going out, and how it reads when it goes."""

from __future__ import annotations

import datetime as dt

from clerestory.answer.letters.apology import apology_line, with_apology, without_slot
from clerestory.answer.letters.timing import days_late
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.letters import Letter, Part
from clerestory.model.answers.written import CheckedText
from clerestory.pipeline.answering.texts.checking import check_text, checked_text
from clerestory.study.answers import AnswerPlace


def check_reply(place: AnswerPlace, letter: Letter, part: Part, text: str) -> CheckedText:
    """Give what keeps a reply from going out, and how its references print; its line of apology is left out.

    Raises
    ------
    AnswerError, ReleaseError
        As ``check_text`` does.
    """
    return check_text(place, without_slot(text), kind=Kind.LETTER, references=_references(letter, part))


def without_apology(place: AnswerPlace, letter: Letter, part: Part, text: str, *, sent: dt.date | None = None) -> str:
    """Give a text that may go out, with its references printed and without a place for a line of apology.

    Raises
    ------
    AnswerTextError
        With everything that keeps it.
    """
    return checked_text(place, without_slot(text), kind=Kind.LETTER, references=_references(letter, part), on=sent).text


def printed_reply(place: AnswerPlace, letter: Letter, part: Part, text: str, *, sent: dt.date) -> str:
    """Give a reply as it goes out on a day: references printed, and the line of apology in its place if it is late.

    Raises
    ------
    AnswerTextError
        If it says what it may not, or tells of other days than the clock.
    """
    late = days_late(part, sent)
    whole = with_apology(text, apology_line(part.dated, late), days=late)
    return checked_text(place, whole, kind=Kind.LETTER, references=_references(letter, part), on=sent).text


def _references(letter: Letter, part: Part) -> tuple[str, ...]:
    return (letter.reference(part.number), letter.thread, *part.theirs, *part.duplicates)
