"""The text of a reply: what keeps it from going out, and how it reads when it goes."""

from __future__ import annotations

from clerestory.answer.letters.apology import with_apology
from clerestory.study.answers import AnswerPlace


def check_goes_out(place: AnswerPlace, text: str) -> None:
    """Check that a text may go out.

    Raises
    ------
    AnswerTextError
        If it says what it may not, with everything that was found.
    """


def printed(place: AnswerPlace, text: str, line: str, *, days: int) -> str:
    """Give a text as it goes out: its line of apology in its place.

    Raises
    ------
    AnswerTextError
        If it says what it may not, or tells of other days than the clock.
    """
    check_goes_out(place, text)
    return with_apology(text, line, days=days)
