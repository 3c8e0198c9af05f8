"""Addresses of a roster in the strings as which a text may have them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from clerestory.protect.text.roster.ordinary import ORDINARY
from clerestory.protect.text.spoken_numbers import in_words
from clerestory.protect.text.street_words import HOUSE_WORDS, STREET_WORDS

_LINES = re.compile(r"[,\n]+")
_NUMBER = re.compile(r"(?i)^(?:no\.?\s*)?(\d+(?:\s?-\s?\d+)?\s?[a-z]?)\s+(?=\S)")
_WITHIN = re.compile(
    r"(?i)^(?:(?:flat|apartment|apt|unit|room|studio|the)\.?\s*\w{1,5}"
    r"|(?:ground|first|second|third|top|upper|lower|basement)[\w ]*)$"
)
_FLAT_BEFORE = re.compile(r"(?i)^(?:flat|apartment|apt|unit|room|studio)\.?\s*\w{1,5}\s+(?=\d)")
_SPOKEN_BELOW = 100
_SHORTEST_HOUSE = 2  # words
_STREET_TYPES = {spelling: spellings for spellings in STREET_WORDS for spelling in spellings}


@dataclass(frozen=True, repr=False)
class AddressStrings:
    """Strings of an address: those that are it, those that are with a capital, and those that may be."""

    sure: tuple[str, ...]
    capital: tuple[str, ...]
    asked: tuple[str, ...]


def address_strings(address: str) -> AddressStrings:
    """Give the strings for one address, with its lines parted by commas or line breaks."""
    lines = [_FLAT_BEFORE.sub("", line.strip(" .")) for line in _LINES.split(_numbers_joined(address))]
    lines = [line for line in lines if line and not _WITHIN.match(line)]
    sure, capital, asked = list[str](), list[str](), list[str]()
    for at, line in enumerate(lines):
        number = _NUMBER.match(line)
        street = line[number.end() :] if number else line
        if number:
            sure += [f"{said} {name}" for said in _said(number[1]) for name in streets(street)]
            capital += [f"{said} {name}" for said in _said(number[1]) for name in _without_type(street)]
        if _type_of(street) and not _is_house(street):
            asked += streets(street)
        elif at == 0 and not number:
            (capital if len(line.split()) >= _SHORTEST_HOUSE else asked).append(line)
    whole = [address] if len(lines) > 1 else []
    return AddressStrings(tuple(sure + whole), tuple(capital), tuple(asked))


def _is_house(line: str) -> bool:
    return line.lower().split()[-1] in HOUSE_WORDS


def _numbers_joined(address: str) -> str:
    """Write "14, Acacia Avenue" without its comma."""
    return re.sub(r"(?i)(?:^|(?<=[,\n]))(\s*\d+[a-z]?)\s*,\s*(?=[a-z])", r"\1 ", address)


def streets(street: str) -> Iterator[str]:
    """Yield a street with its kind in every spelling: Road, Rd; and Saint as St."""
    words = street.replace(".", "").split()
    found = _type_of(street)
    ends = found if found else (words[-1],)
    for end in ends:
        named = " ".join([*words[:-1], end])
        yield named
        if re.search(r"(?i)\bst(?= )", named):
            yield re.sub(r"(?i)\bst(?= )", "saint", named)
        elif re.search(r"(?i)\bsaint(?= )", named):
            yield re.sub(r"(?i)\bsaint(?= )", "st", named)


def _type_of(street: str) -> tuple[str, ...]:
    words = street.replace(".", "").lower().split()
    return _STREET_TYPES.get(words[-1], ()) if len(words) > 1 else ()


def _without_type(street: str) -> Iterator[str]:
    words = street.replace(".", "").split()
    if _type_of(street) and not all(word.lower() in ORDINARY for word in words[:-1]):
        yield " ".join(words[:-1])


def _said(number: str) -> tuple[str, ...]:
    digits = number.replace(" ", "")
    return (digits, in_words(int(digits))) if digits.isdigit() and int(digits) < _SPOKEN_BELOW else (digits,)
