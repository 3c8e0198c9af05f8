"""Numbers in words: digits that are read out one by one, days of a month, and years."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from types import MappingProxyType

from clerestory.protect.text.landmarks import Leads
from clerestory.protect.text.normalised import NormalisedText

_UNITS = ("zero", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine")
_TEENS = (
    "ten",
    "eleven",
    "twelve",
    "thirteen",
    "fourteen",
    "fifteen",
    "sixteen",
    "seventeen",
    "eighteen",
    "nineteen",
)
_TENS = ("", "", "twenty", "thirty", "forty", "fifty", "sixty", "seventy", "eighty", "ninety")
_ORDINAL_UNITS = ("", "first", "second", "third", "fourth", "fifth", "sixth", "seventh", "eighth", "ninth")
_ORDINAL_TEENS = (
    "tenth",
    "eleventh",
    "twelfth",
    "thirteenth",
    "fourteenth",
    "fifteenth",
    "sixteenth",
    "seventeenth",
    "eighteenth",
    "nineteenth",
)
_LAST_YEAR = 2049

_DIGITS = MappingProxyType(
    {**{word: str(digit) for digit, word in enumerate(_UNITS)}, "oh": "0", "o": "0", "nought": "0", "nil": "0"}
)
_TIMES = MappingProxyType({"double": 2, "treble": 3, "triple": 3})
_SPOKEN = "|".join(sorted({*_DIGITS, *_TIMES}, key=len, reverse=True))
_RUN = re.compile(rf"(?:{_SPOKEN}|[0-9]{{1,3}})(?:[ ,.\-]{{1,3}}(?:{_SPOKEN}|[0-9]{{1,3}})(?![a-z])){{4,}}")
_ITEM = re.compile(r"[a-z]+|[0-9]+")


@dataclass(frozen=True, repr=False)
class SpokenDigits:
    """Digits that a text reads out, and where; confidential."""

    start: int
    end: int
    digits: str


def spoken_digits(text: NormalisedText) -> Iterator[SpokenDigits]:
    """Yield runs of five or more digits of which some are words.

    Examples
    --------
    >>> from clerestory.protect.text.normalised import normalise
    >>> [found.digits for found in spoken_digits(normalise("Ring oh seven double seven, oh nine on Monday"))]
    ['077709']
    """
    folded, stop = text.folded, 0
    for start in _LEADS.places(text.landmarks):
        if start < stop or not _PAIR.match(folded, start) or (start and folded[start - 1].isalnum()):
            continue
        before = _FIGURES_BEFORE.search(folded, max(stop, start - _LONGEST_FIGURES), start)
        found = _RUN.match(folded, before.start() if before else start)
        if found is not None:
            stop = found.end()
            yield SpokenDigits(found.start(), stop, _said(found[0]))


_PAIR = re.compile(rf"(?:{_SPOKEN})(?:, | |-)(?:{_SPOKEN})")  # the rare part of a number that is read out
_LEADS = Leads(word + sign for word in (*_DIGITS, *_TIMES) for sign in " ,-")
_FIGURES_BEFORE = re.compile(r"(?<![^\W_])(?:[0-9]{1,3}[ ,.\-]{1,3})+$")
_LONGEST_FIGURES = 24


def _said(run: str) -> str:
    """Give the digits of a run."""
    digits, times = [], 1
    for item in _ITEM.findall(run):
        if item in _TIMES:
            times = _TIMES[item]
            continue
        digits.append(_DIGITS.get(item, item) * times)
        times = 1
    return "".join(digits)


def in_words(number: int) -> str:
    """Give a number below 100 in words, joined by a hyphen."""
    if number < len(_UNITS):
        return _UNITS[number]
    if number < 10 + len(_TEENS):
        return _TEENS[number - 10]
    tens, unit = divmod(number, 10)
    return _TENS[tens] + (f"-{_UNITS[unit]}" if unit else "")


def ordinal_in_words(number: int) -> str:
    """Give a day of a month in words, joined by a hyphen."""
    if number < len(_ORDINAL_UNITS):
        return _ORDINAL_UNITS[number]
    if number < 10 + len(_ORDINAL_TEENS):
        return _ORDINAL_TEENS[number - 10]
    tens, unit = divmod(number, 10)
    return f"{_TENS[tens]}-{_ORDINAL_UNITS[unit]}" if unit else f"{_TENS[tens][:-1]}ieth"


def _years() -> Iterator[tuple[str, int]]:
    for year in range(1900, _LAST_YEAR + 1):
        century, rest = divmod(year, 100)
        said = in_words(rest).replace("-", "")
        if rest >= 10:
            yield in_words(century) + said, year
        else:
            yield in_words(century) + (f"oh{said}" if rest else "hundred"), year
        if year >= 2000:
            yield "twothousand" + (said if rest else ""), year
        elif rest:
            yield "nineteenhundred" + said, year


YEARS = MappingProxyType(dict(_years()))
DAYS = MappingProxyType({ordinal_in_words(day).replace("-", ""): day for day in range(1, 32)})
_NUMBER = "|".join(
    sorted({*_UNITS, *_TEENS, *_TENS[2:], "hundred", "thousand", "and", "oh", "o"}, key=len, reverse=True)
)
_YEAR_RUN = re.compile(rf"(?:(?:{_NUMBER})(?![a-z])[ \-]{{0,2}}){{2,6}}")
_WORD = re.compile(r"[a-z]+")


def spoken_year(folded: str, at: int) -> tuple[int, int] | None:
    """Give the year that a text says in words from a place on, and where it ends; None if it says none."""
    run = _YEAR_RUN.match(folded, at)
    if run is None:
        return None
    words = list(_WORD.finditer(folded, at, run.end()))
    for n in range(len(words), 1, -1):
        year = YEARS.get("".join(word[0] for word in words[:n] if word[0] != "and"))
        if year is not None:
            return year, words[n - 1].end()
    return None
