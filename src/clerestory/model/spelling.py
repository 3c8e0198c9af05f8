"""One spelling for each value, so that accents, capitals, hyphens and spaces never part two records of one person."""

from __future__ import annotations

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from types import MappingProxyType

from clerestory.model.links.people import DATE_OF_BIRTH, FAMILY_NAME, FIRST_NAMES, OTHER_FAMILY_NAME, POSTCODE, TOWN

# Letters that Unicode does not take apart into a base and an accent.
_LETTERS = str.maketrans({"æ": "ae", "œ": "oe", "ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "ı": "i"})
_APOSTROPHES = str.maketrans(dict.fromkeys("'’‘`´ʼ"))
_POSTCODE = re.compile(r"([A-Z]{1,2}[0-9][A-Z0-9]?)(?: ?([0-9][A-Z]{2}))?")
_FIRST_YEAR, _LAST_YEAR = 1900, 2100
SOUNDEX = MappingProxyType(
    {letter: digit for digit, group in enumerate(("bfpv", "cgjkqsxz", "dt", "l", "mn", "r"), 1) for letter in group}
)


def name_in_normal_form(text: str) -> str:
    """Give a name or town in small letters without accents, its words apart; empty if it holds no letter or digit.

    Examples
    --------
    >>> name_in_normal_form("  O’Néill–Øster ")
    'oneill oster'
    """
    plain = unicodedata.normalize("NFKD", text.translate(_APOSTROPHES)).casefold().translate(_LETTERS)
    # Case folding can leave letters that are to be taken apart once more.
    letters = (c for c in unicodedata.normalize("NFKD", plain) if not unicodedata.combining(c))
    return " ".join("".join(c if c.isalnum() else " " for c in letters).split())


def date_in_normal_form(text: str) -> str:
    """Give a date as YYYY-MM-DD; empty if it is none, or its year is not 1900 to 2100."""
    try:
        day = dt.date.fromisoformat(text) if len(text) == 10 else None
    except ValueError:
        return ""
    return text if day is not None and _FIRST_YEAR <= day.year <= _LAST_YEAR else ""


def postcode_in_normal_form(text: str) -> str:
    """Give a postcode, or its outward part alone, in capitals with one space; empty if it has not the form of one."""
    found = _POSTCODE.fullmatch(" ".join(text.upper().split()))
    if not found:
        return ""
    outward, inward = found.groups()
    return f"{outward} {inward}" if inward else outward


NORMAL_FORM: Mapping[str, Callable[[str], str]] = MappingProxyType(
    {
        FIRST_NAMES: name_in_normal_form,
        FAMILY_NAME: name_in_normal_form,
        OTHER_FAMILY_NAME: name_in_normal_form,
        DATE_OF_BIRTH: date_in_normal_form,
        POSTCODE: postcode_in_normal_form,
        TOWN: name_in_normal_form,
    }
)


def soundex(name: str) -> str:
    """Give the Soundex code of the first word of a name in normal form: its letter and three digits (Russell, 1918).

    Examples
    --------
    >>> soundex("ashcraft"), soundex("tymczak"), soundex("pfister")
    ('a261', 't522', 'p236')
    """
    word = name.split(" ", 1)[0]
    if not word:
        return ""
    digits, before = [], SOUNDEX.get(word[0], 0)
    for letter in word[1:]:
        digit = SOUNDEX.get(letter, 0)
        if digit and digit != before:
            digits.append(str(digit))
        if letter not in "hw":  # these two do not part two letters of one sound
            before = digit
    return (word[0] + "".join(digits) + "000")[:4]
