"""Addresses by their form: a number, a name, and what streets are called."""

from __future__ import annotations

import re
from collections.abc import Iterator

from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.patterns.anchored import Found, stands_alone
from clerestory.protect.text.street_words import STREET_WORDS

_CAPITAL = r"[A-Z][\w'\-]+\.?"
# Whole words that are of streets alone; the others need a capital and a name before them.
_CLEAR = ("street", "road", "avenue", "lane", "crescent", "terrace", "boulevard")
_TYPES = "|".join(sorted({s.capitalize() for row in STREET_WORDS for s in row}, key=len, reverse=True))
_CLEAR_TYPES = "|".join(_CLEAR)
_NUMBERED = re.compile(
    rf"[0-9]{{1,4}}(?: ?[A-Za-z])?(?: ?- ?[0-9]{{1,4}})?,? (?:{_CAPITAL} ){{1,3}}(?:{_TYPES}|{_CLEAR_TYPES})\b"
)
_SMALL = re.compile(rf"[0-9]{{1,4}}[a-z]?,? (?:[a-z'\-]{{3,}} ){{1,2}}(?:{_CLEAR_TYPES})\b")
_BEFORE = re.compile(
    r"(?i)(?:\b(?:flat|apartment|apt|unit|room)\.? ?[0-9A-Z]{1,4},? |\bno\.? ?|(?<![^\W_])[0-9]{1,3}[a-z]?/)$"
)
_SMALL_WORDS = re.compile(r" (?:in|on|at|of|the|this|that|from|per|a|an|and|or|to|by|for|main|same|each|every|other|with) ")
_LONGEST_BEFORE = 24


def addresses_in(plain: str) -> Iterator[Found]:
    """Yield numbered streets; in small letters they are asked about."""
    for found in _NUMBERED.finditer(plain):
        yield from _whole(plain, found, Certainty.REMOVE)
    for found in _SMALL.finditer(plain):
        if not _SMALL_WORDS.search(found[0]):
            yield from _whole(plain, found, Certainty.ASK)


def _whole(plain: str, found: re.Match[str], certainty: Certainty) -> Iterator[Found]:
    start, end = found.span()
    before = _BEFORE.search(plain, max(0, start - _LONGEST_BEFORE), start)
    start = before.start() if before else start
    if stands_alone(plain, start, end):
        yield Found(start, end, Kind.ADDRESS, "pattern.address", certainty)
