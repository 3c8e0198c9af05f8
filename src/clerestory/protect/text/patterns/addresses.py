"""Addresses by their form: a number, a name, and what streets are called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.model.redaction.findings import Kind
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.patterns.anchored import Found, stands_alone
from clerestory.protect.text.street_words import STREET_WORDS

_CAPITAL = r"[A-Z][\w'\-]+\.?"
# Whole words that are of streets alone; the others need a capital and a name before them.
CLEAR_STREETS = ("street", "road", "avenue", "lane", "crescent", "terrace", "boulevard")
_TYPES = "|".join(sorted({s.capitalize() for row in STREET_WORDS for s in row}, key=len, reverse=True))
_CLEAR_TYPES = "|".join(CLEAR_STREETS)
_NUMBER = r"[0-9](?:[A-Za-z]| ?- ?[0-9]{1,4}[a-z]?)?,? (?=[A-Z])"
_BEFORE_CAPITAL = re.compile(_NUMBER)  # short enough for a stretch around digits
_NUMBERED = re.compile(rf"{_NUMBER}(?:{_CAPITAL} ){{1,3}}(?:{_TYPES}|{_CLEAR_TYPES})\b")
# The number's other digits, and the flat.
_BEFORE = re.compile(
    r"(?i)(?:\b(?:flat|apartment|apt|unit|room)\.? ?[0-9A-Z]{1,4},? |\bno\.? ?|(?<![^\W_])[0-9]{1,3}[a-z]?/)?"
    r"[0-9]{0,3}$"
)
_LONGEST_BEFORE = 24


def addresses_in(text: NormalisedText) -> Iterator[Found]:
    """Yield numbered streets with capitals, and the flat before the number."""
    plain = text.plain
    for found in _numbered(text):
        start, end = found.span()
        before = _BEFORE.search(plain, max(0, start - _LONGEST_BEFORE), start)
        start = before.start() if before else start
        if stands_alone(plain, start, end):
            yield Found(start, end, Kind.ADDRESS, "pattern.address")


def _numbered(text: NormalisedText) -> Iterator[re.Match[str]]:
    stop = 0
    for first, last in text.landmarks.digits:
        for number in _BEFORE_CAPITAL.finditer(text.plain, first, last):
            found = _NUMBERED.match(text.plain, number.start()) if number.start() >= stop else None
            if found is not None:
                stop = found.end()
                yield found
