"""The holding reply: the shipped template, filled with days alone, so that one person may send it."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

from clerestory.answer.writing.templates import filled, shipped_templates
from clerestory.model.calendar import date_text


def holding_reply(of: dt.date | None, expected: dt.date) -> str:
    r"""Give the text of a holding reply, in which no word is anybody's own.

    Parameters
    ----------
    of : date, optional
        The day that the letter bears; None where it bears none.
    expected : date
        When the answer is expected.

    Examples
    --------
    >>> text = holding_reply(dt.date(2026, 5, 25), dt.date(2026, 7, 1))
    >>> text.split("\n\n")[1]
    'Thank you for your letter of 25 May 2026.'
    """
    template = shipped_templates()["holding-reply"]
    text = template.text.replace(" about {{ subject }}", "")
    days = {"new_day": date_text(expected)}
    if of is None:
        text = text.replace(" of {{ their_day }}", "")
    else:
        days["their_day"] = date_text(of)
    words = {"salutation": "Dear Sir or Madam,", "why_not": "", "sign_off": "Yours faithfully,"}
    return filled(replace(template, text=text), {**words, **days}).text.strip()
