"""Crime, occurrence, incident and custody references: usual forms, and what the word beside them gives away."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.patterns.anchored import Found, stands_alone

# A run of digits with few letters and signs between, and what may stand before it.
_CODE = re.compile(r"[0-9](?:[A-Z/\\\-]{0,4}[0-9]){3,}[A-Z]?")
_BEFORE = re.compile(r"[A-Z]{1,4}[/\\\-]?$")
_LONE = (" ", ",", "", ".", ":")  # signs after which nothing that stands before belongs to a code
_LONGEST_BEFORE = 5
_FORMS = re.compile(
    r"[0-9]{2}[A-Z]{1,3}[0-9]?[/\\\-]?[0-9]{4,}(?:[/\\\-][0-9]{2,4})?"  # a URN, a force's two letters within
    r"|[0-9]{2}[A-Z][0-9][/\\\-]?[0-9]{5}[/\\\-]?[0-9]{2}"  # a URN, a letter and a digit
    r"|[0-9]{2}[/\\\-][0-9]{4,7}[/\\\-][0-9]{2,4}"
    r"|[0-9]{4,8}[/\\\-][0-9]{2}|[0-9]{5,8}[/\\\-](?:19|20)[0-9]{2}"
    r"|[0-9]{1,5}[/\\\-][0-9]{1,2}[A-Z]{3}[0-9]{2,4}"  # an incident of a day
    r"|[A-Z]{2,4}[/\\\-][0-9]{4,}[/\\\-][0-9]{2,4}|[A-Z]{2,4}[/\\\-]?[0-9]{7,}(?:[/\\\-][0-9]{2})?"
)
_LONG = re.compile(r"[0-9]{11,13}")
_FEWEST_LONG = 11
_YEARS = re.compile(r"(?:19|20)[0-9]{2}[/\\\-](?:(?:19|20)?[0-9]{2})")
_WORDS = (
    "crime|occurrence|incident|custody|case|urn|crn|cad|niche|log|exhibit|warrant|licence|license|passport|account"
    "|reference|ref|uln|upn|iopc|pnc|pncid|cro|intelligence|intel|record|file|prison|hospital|patient|staff|collar|nhs"
    "|imei|iccid|imsi"
)
_IS_WORD = frozenset({word + end for word in _WORDS.split("|") for end in ("", "s")})
_LETTERS = re.compile(r"[a-z]+")
_WORD = re.compile(
    rf"(?i)\b(?:{_WORDS}|pnc id)"
    r"(?: (?:report|record|file))?(?: (?:ref(?:erence)?|no|num(?:ber)?|id))?s?\.?"
    r"(?: (?:is|was))?[ :#]{1,3}[A-Z]{0,4}[/\\\-]?$"
)
_AFTER_WORD = re.compile(r"[^\W0-9_]\.?[ :#]{1,3}[A-Z]{0,4}[/\\\-]?$")  # how all that precedes a reference ends
_LONGEST_AFTER_WORD = 10
_LONGEST_WORDED = 48
_FEWEST_WORDED, _FEWEST_ALONE = 4, 6
_YEAR_ALONE = re.compile(r"(?:19|20)[0-9]{2}")


def references_in(text: NormalisedText, own: Sequence[re.Pattern[str]]) -> Iterator[Found]:
    """Yield references by the usual forms, by the word before them, and by the force's own forms."""
    for start, end in text.landmarks.digits:
        for code in _CODE.finditer(text.plain, start, end):
            found = None if _YEAR_ALONE.fullmatch(code[0]) else _judged(text.plain, code)
            if found is not None:
                yield found
    for pattern in own:
        for code in pattern.finditer(text.plain):
            yield Found(*code.span(), Kind.CRIME_REFERENCE, "pattern.reference.own")


def _judged(plain: str, code: re.Match[str]) -> Found | None:
    start, end = code.span()
    if plain[start - 1 : start] not in _LONE:
        before = _BEFORE.search(plain, max(0, start - _LONGEST_BEFORE), start)
        start = before.start() if before else start
    whole = plain[start:end]
    if not stands_alone(plain, start, end) or _YEARS.fullmatch(whole):
        return None
    if _is_worded(plain, start):
        return Found(start, end, Kind.CRIME_REFERENCE, "pattern.reference.worded")
    if whole.isdigit() and len(whole) < _FEWEST_LONG:
        return None
    if _FORMS.fullmatch(whole) and sum(sign.isdigit() for sign in whole) >= _FEWEST_ALONE:
        return Found(start, end, Kind.CRIME_REFERENCE, "pattern.reference")
    if _LONG.fullmatch(whole):
        return Found(start, end, Kind.CRIME_REFERENCE, "pattern.reference.long", Certainty.ASK)
    return None


def _is_worded(plain: str, start: int) -> bool:
    """Say whether a word for a reference stands before; most numbers stand after no word at all."""
    if not _AFTER_WORD.search(plain, max(0, start - _LONGEST_AFTER_WORD), start):
        return False
    lead = plain[max(0, start - _LONGEST_WORDED) : start].lower()
    if _IS_WORD.isdisjoint(_LETTERS.findall(lead)):
        return False
    return _WORD.search(plain, max(0, start - _LONGEST_WORDED), start) is not None
