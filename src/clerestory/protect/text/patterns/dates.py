"""Dates of birth, by the word before them, and other full dates."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.model.redaction.choices import Dates
from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.patterns.anchored import Found
from clerestory.protect.text.written_dates import DateForm, dates_in

_BORN = re.compile(
    r"(?:\bborn|\bd\.? ?o\.? ?b\b\.?|\bdate of birth|\bbirth ?date|\bbirthday)"
    r"(?: (?:is|was|on|in|the))*[ :=,;\-|(]{0,4}(?:the )?$"
)
_LONGEST_BORN = 36
_FULL = (DateForm.FIGURES, DateForm.MONTH_NAMED)
_OF_DATES = {Dates.ASK: Certainty.ASK, Dates.REMOVE: Certainty.REMOVE}


def dated_in(text: NormalisedText, dates: Dates) -> Iterator[Found]:
    """Yield dates of birth in any form, and other full dates by the setting."""
    for date in text.once(dates_in):
        if _BORN.search(text.folded, max(0, date.start - _LONGEST_BORN), date.start):
            yield Found(date.start, date.end, Kind.DATE_OF_BIRTH, "pattern.birth")
        elif date.form in _FULL and date.readings and dates is not Dates.KEEP:
            yield Found(date.start, date.end, Kind.DATE, "pattern.date", _OF_DATES[dates])
