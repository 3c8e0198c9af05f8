"""The line with which a late reply says that it is late, and by how much."""

from __future__ import annotations

import datetime as dt
import re

from clerestory.answer.letters.timing import counted
from clerestory.errors import AnswerTextError
from clerestory.model.calendar import date_text

SLOT = "{{ sorry }}"
_SALUTATION = re.compile(r"Dear\b.{0,200}", re.DOTALL)
_DAYS = re.compile(r"([0-9][0-9,]*) working days? (?:over|after|beyond|past) our target")


def apology_line(of: dt.date | None, days: int) -> str:
    """Give the line of apology of a reply; empty where it is not late.

    Parameters
    ----------
    of : date, optional
        The day that the letter bears; None where it bears none.
    days : int
        Working days over the target.

    Examples
    --------
    >>> apology_line(dt.date(2026, 5, 25), 12)
    'I am sorry for the delay in replying to your letter of 25 May 2026: 12 working days over our target.'
    >>> apology_line(None, 0)
    ''
    """
    letter = f"your letter of {date_text(of)}" if of else "your letter"
    return f"I am sorry for the delay in replying to {letter}: {counted(days)} over our target." if days else ""


def with_apology(text: str, line: str, *, days: int) -> str:
    """Give a reply as it goes out: the line at its slot, or after the salutation, unless the text has it already.

    Raises
    ------
    AnswerTextError
        If the text tells of other days than the clock.
    """
    for told in _DAYS.finditer(text):
        if int(told[1].replace(",", "")) != days:
            raise AnswerTextError(
                f"it says that it is {counted(int(told[1].replace(',', '')))} over the target",
                where="the line of apology",
                remedy=f"By the clock it is {counted(days)}. Write {SLOT} instead, and the line is put there.",
            )
    if SLOT in text:
        return text.replace(SLOT, line) if line else without_slot(text)
    if not line or _DAYS.search(text):
        return text
    paragraphs = text.split("\n\n")
    place = 1 if _SALUTATION.fullmatch(paragraphs[0].strip()) else 0
    return "\n\n".join([*paragraphs[:place], line, *paragraphs[place:]])


def without_slot(text: str) -> str:
    r"""Give a text without the place of its line of apology.

    Examples
    --------
    >>> without_slot("Dear Quill,\n\n{{ sorry }}\n\nThank you.")
    'Dear Quill,\n\nThank you.'
    """
    return _closed_up(text.replace(SLOT, ""))


def _closed_up(text: str) -> str:
    """Give a text without the empty paragraphs that an empty slot leaves, and without blanks at ends of lines."""
    return re.sub(r"\n{3,}", "\n\n", re.sub(r"[ \t]+$", "", text, flags=re.MULTILINE))
