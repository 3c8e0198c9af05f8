"""The day that words promise, or why they promise none (rule P8: a date is stored, and no open-ended word is)."""

from __future__ import annotations

import datetime as dt
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from clerestory.answer.commitments.periods import Period
from clerestory.answer.commitments.phrases import PHRASES

_BEFORE = re.compile(r"(?i)\b(?:before|ahead of)(?: the)?$")
_START = re.compile(r"(?i)\b(?:start|beginning|opening) of(?: the)?$")
_END = re.compile(r"(?i)\b(?:end|close) of(?: the)?$")
# A day behind these is when something began or what it followed, and no day that is promised.
_OTHER = re.compile(
    r"(?i)\b(?:since|after|from|following|last|in the year to|dated|(?<!be )published (?:in|on))(?: the)?$"
)
_UNKNOWN = (
    (
        r"recess|(?:house|parliament) rises|end of (?:this|the) (?:parliament|(?:parliamentary )?session)|summer break",
        "it hangs on the calendar of Parliament, which the words do not give",
    ),
    (
        r"working days",
        "working days are counted from the start of a clock; give the day that they lead to",
    ),
    (r"new year", "the new year has no last day"),
)
_OPEN = (
    *("shortly", "as soon as", "soon", "in due course", "when parliamentary time allows", "imminently", "in time"),
    *("at the earliest opportunity", "before long", "in the near future", "at an appropriate time", "when possible"),
    *("coming days", "coming weeks", "coming months", "in the future", "at a later date", "once", "when ready"),
)


@dataclass(frozen=True)
class Due:
    """The day that words give, with the phrase that gives it; or why they give none."""

    day: dt.date | None
    why_not: str = ""
    phrase: str = ""


def due_of(words: str, said_on: dt.date) -> Due:
    """Give the day by which something is promised.

    A stretch of days counts to its last one: "this year" is 31 December, "in the autumn" is 30 November. One day counts
    before a stretch: "by the summer, no later than 30 June" is 30 June. What passed before the words were said counts
    not at all.

    Parameters
    ----------
    words : str
        The phrase, or the sentence that it stands in.
    said_on : date
        The day of the document.

    Returns
    -------
    Due
        With a day, or with the reason why a person has to give one: no such words, open-ended ones, or several days.

    Examples
    --------
    >>> due_of("this year", dt.date(2020, 5, 19)).day
    datetime.date(2020, 12, 31)
    >>> due_of("We will publish it before March 2031.", dt.date(2030, 5, 19)).phrase
    'before March 2031'
    >>> due_of("shortly", dt.date(2020, 5, 19)).why_not
    '"shortly" names no day'
    """
    text = " ".join(words.replace("’", "'").split())
    there = list(_promised(text, said_on))
    counting = [one for one in there if one.is_day] or there
    days = {one.day for one in counting}
    if len(days) == 1:
        return Due(counting[0].day, phrase=counting[0].phrase)
    return Due(None, "several days stand in the words") if days else _without(text)


class _Promised(NamedTuple):
    """A day, whether the words named it rather than a stretch of days, and these words."""

    day: dt.date
    is_day: bool
    phrase: str


def _promised(text: str, said_on: dt.date) -> Iterator[_Promised]:
    """Yield each day that has not passed."""
    for start, end, period in _longest(text, said_on):
        led = text[:start].rstrip()
        if _OTHER.search(led):
            continue
        lead = next((found for pattern in (_START, _END, _BEFORE) if (found := pattern.search(led))), None)
        day = _day_of(period, led, text[start:end])
        if day >= said_on:
            yield _Promised(day, period.is_day, text[lead.start() if lead else start : end])


def _longest(text: str, said_on: dt.date) -> list[tuple[int, int, Period]]:
    """Give what the phrases find; of two that overlap the longer one, so that "31 March 2021" is no "March 2021".

    A day that no calendar has stands for nothing, and hides the month in it.
    """
    found = [
        (match.start(), match.end(), phrase.days(match, said_on))
        for phrase in PHRASES
        for match in phrase.pattern.finditer(text)
    ]
    kept: list[tuple[int, int, Period | None]] = []
    for one in sorted(found, key=lambda this: this[0] - this[1]):
        if not any(one[0] < end and start < one[1] for start, end, _ in kept):
            kept.append(one)
    return [(start, end, period) for start, end, period in kept if period is not None]


def _day_of(period: Period, led: str, phrase: str) -> dt.date:
    """Give the promised day of a stretch: its last one, unless the words say its start or the day before it."""
    first_word = phrase.split(maxsplit=1)[0].lower()
    if _START.search(led) or first_word in ("start", "beginning"):
        return period.first
    if _END.search(led) or phrase.lower().startswith("end of"):
        return period.last
    if _BEFORE.search(led) or first_word == "before":
        return period.first - dt.timedelta(days=1)
    return period.last


def _without(text: str) -> Due:
    """Say why words without a day have none, with the phrase that stands in its place."""
    lower = text.lower()
    for pattern, why in _UNKNOWN:
        if found := re.search(rf"\b(?:{pattern})\b", lower):
            return Due(None, why, found[0])
    said = next((word for word in _OPEN if re.search(rf"\b{word}\b", lower)), "")
    return Due(None, f'"{said}" names no day' if said else "no day, month or year to come is named", said)
