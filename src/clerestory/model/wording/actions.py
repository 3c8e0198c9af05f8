"""What an action of a prevention table may say: kinds of places, sectors and ages, never a person, address or firm.

Patterns find identifiers. A name has no pattern, but in English it begins with a capital: so within a sentence an
action has none but in abbreviations, and in words that name no one and no place.
"""

from __future__ import annotations

import re

from clerestory.model.wording.identifiers import kinds_found

_SENTENCE_START = re.compile(r"(?:^|[.!?:]\s+)[\"'\u2018\u201c(]*\w")
_CAPITAL = re.compile(r"\b[A-Z\u00c0-\u00d6\u00d8-\u00de][\w'\u2019&-]*")
_OF_NOBODY = frozenset({"I", "England", "Wales", "Scotland", "Northern", "Ireland", "British", "English", "Welsh"})
_A_NAME = "a name: a word with a capital within a sentence"


def named_in(text: str) -> tuple[str, ...]:
    """Name the kinds of what an action must not hold, such as an address; nothing where it holds none.

    Examples
    --------
    >>> named_in("Train staff of hotels to check bookings with NHS and police.")
    ()
    >>> named_in("Close the Example Arms.")
    ('a name: a word with a capital within a sentence',)
    """
    starts = {match.end() - 1 for match in _SENTENCE_START.finditer(text)}
    names = [
        match[0]
        for match in _CAPITAL.finditer(text)
        if match.start() not in starts and not match[0].isupper() and match[0] not in _OF_NOBODY
    ]
    return (*kinds_found(text), *([_A_NAME] if names else []))
