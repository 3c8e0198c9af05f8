"""Telephone numbers: runs of digits that could be dialled, in figures or read out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

import phonenumbers

from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.landmarks import Stretch
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.patterns.anchored import Found
from clerestory.protect.text.spoken_numbers import spoken_digits

_RUN = re.compile(r"[0-9](?:[ ().\-/]{0,3}[0-9]){6,}")
_BEFORE = re.compile(r"(?:\+ ?\(?|\()$")
_EXTENSION = re.compile(r"(?i)[ ,;]{0,2}\(?(?:ext(?:ension)?|x)\.? ?[0-9]{1,6}\)?")
_GROUP = re.compile(r"[0-9]+")
# Whole groups with which a number may begin: those of a 0 or 4, and those after a + or bracket.
_FIRST_GROUP = re.compile(r"[0-9](?<![0-9].)(?:(?<=[04])|(?<=[+(].)|(?<=\+ .))[0-9]*")
_LONGEST = 40  # signs of a number with all that parts it
_FEWEST, _MOST = 9, 15  # digits with the 0 or the country's code
_MOBILE = re.compile(r"44 7[0-9]{9}")
_KEPT = 10_000  # numbers remembered from earlier texts
_NOT_DIALLED = re.compile(r"[^0-9+]")
_DIALLED = re.compile(r"\+|0[1-9]|00[1-9]|44[1-9]|440[1-9]")


def telephones_in(text: NormalisedText, digits: Sequence[Stretch]) -> Iterator[Found]:
    """Yield numbers that could be dialled in Great Britain or from there; one that nobody has is asked about."""
    for start, end in digits:
        for run in _RUN.finditer(text.plain, start, end):
            yield from _in_run(text.plain, run)
    for spoken in text.once(spoken_digits):
        if _FEWEST <= len(spoken.digits) <= _MOST and certainty_of(spoken.digits) is not None:
            yield Found(spoken.start, spoken.end, Kind.TELEPHONE, "pattern.telephone.read_out")


def _in_run(plain: str, run: re.Match[str]) -> Iterator[Found]:
    """Yield the numbers of a run of digits: at each group that no number covers the longest that begins there."""
    start, end = run.span()
    if (start and plain[start - 1].isalpha()) or plain[end : end + 1].isalpha():
        return
    stop = start
    for group in _FIRST_GROUP.finditer(plain, start, end):
        found = _longest(plain, group.start(), end) if group.start() >= stop else None
        if found is not None:
            stop = found.end
            yield found


def _longest(plain: str, start: int, end: int) -> Found | None:
    before = _BEFORE.search(plain, max(0, start - 3), start)
    first = before.start() if before else start
    if not _DIALLED.match(_NOT_DIALLED.sub("", plain[first : start + _LONGEST])):
        return None
    ends = [group.end() for group in _GROUP.finditer(plain, start, min(end, start + _LONGEST))]
    for at in reversed(ends):
        certainty = certainty_of(plain[first:at]) if _FEWEST <= _n_digits(plain[first:at]) <= _MOST else None
        if certainty is not None:
            extension = _EXTENSION.match(plain, at) if at == end else None
            stop = extension.end() if extension else at
            rule = "pattern.telephone" if certainty is Certainty.REMOVE else "pattern.telephone.unassigned"
            return Found(first, stop, Kind.TELEPHONE, rule, certainty)
    return None


def _n_digits(text: str) -> int:
    return sum(map(str.isdigit, text))


def certainty_of(written: str) -> Certainty | None:
    """Give how sure it is that digits are a number to be dialled; None if they are none.

    Every number of a mobile's form counts. Others count if they are given out, and are asked about if they are not.
    """
    dialled = _NOT_DIALLED.sub("", written)
    return _certainty_of(dialled) if _DIALLED.match(dialled) else None


@lru_cache(maxsize=_KEPT)
def _certainty_of(dialled: str) -> Certainty | None:
    dialled = "+" + dialled if dialled.startswith("44") else dialled
    dialled = "+" + dialled[2:] if dialled.startswith("00") else dialled
    dialled = dialled.replace("+440", "+44")
    try:
        number = phonenumbers.parse(dialled, "GB")
    except phonenumbers.NumberParseException:
        return None
    if phonenumbers.is_valid_number(number) or _MOBILE.fullmatch(f"{number.country_code} {number.national_number}"):
        return Certainty.REMOVE
    return Certainty.ASK if phonenumbers.is_possible_number(number) else None
