"""Every string under which a fact of a roster is looked for, and how sure it is that it is meant."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from enum import Enum, auto

from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.roster.addresses import address_strings
from clerestory.protect.text.roster.ordinary import ORDINARY
from clerestory.protect.text.roster.schools import school_strings
from clerestory.protect.text.roster.squeezed import squeezed

REMOVE, ASK = Certainty.REMOVE, Certainty.ASK


class Written(Enum):
    """How a string has to stand in the text to count."""

    ANYHOW = auto()
    WITH_DIGITS = auto()  # mostly digits, so that no word is taken for a number
    WITH_LETTER = auto()  # begins with a letter, so that no number is taken for a code
    CAPITAL_CODE = auto()  # all letters are capitals, and nothing stands between
    CAPITAL = auto()  # begins with a capital
    CAPITAL_WITHIN = auto()  # begins with a capital that no sentence forces


@dataclass(frozen=True, repr=False)
class FactString:
    """A string that is looked for in the squeezed text; confidential."""

    letters: str
    kind: Kind
    rule: str
    certainty: Certainty = REMOVE
    written: Written = Written.ANYHOW


def strings_of(column: str, value: str) -> Iterator[FactString]:
    """Yield the strings of a value of a roster's column; none where the column is a name's or a date's."""
    for string in _OF_COLUMN[column](value) if column in _OF_COLUMN else ():
        shortest = _SHORTEST_CODE if string.written is Written.CAPITAL_CODE else _SHORTEST
        if len(string.letters) >= shortest:
            yield string


_SHORTEST, _SHORTEST_CODE = 4, 2  # signs; "St" by itself is no school


_POSTCODE = re.compile(r"\b([A-Z]{1,2}[0-9][A-Z0-9]?) ?([0-9][A-Z]{2})\b", re.IGNORECASE)
_NOT_DIGIT = re.compile(r"[^0-9]")
_EXTENSION = re.compile(r"(?i)[\s,;(]*(?:x|ext(?:ension)?)\.?\s*[0-9]{1,6}\)?\s*$")
_TRUNK = re.compile(r"^(?:0044|\+44|44(?=[0-9]{9,10}$))?\(?0?\)?")
_SHORTEST_NUMBER, _LAST_DIGITS = 7, 6


def national(number: str) -> str:
    """Give the digits of a telephone number without the country's code 44 or the 0 before it."""
    digits = re.sub(r"[^0-9+]", "", _EXTENSION.sub("", number))
    return _NOT_DIGIT.sub("", _TRUNK.sub("", digits))


def telephone_digits(number: str) -> tuple[str, ...]:
    """Give the strings of digits as which a telephone number is written."""
    digits = national(number)
    if len(digits) < _SHORTEST_NUMBER:
        return (digits,) if len(digits) >= _LAST_DIGITS else ()
    return tuple(before + digits for before in ("0", "44", "440", "0044", "00440", "", "00"))


def _telephone(number: str) -> Iterator[FactString]:
    for digits in telephone_digits(number):
        yield FactString(squeezed(digits), Kind.TELEPHONE, "roster.telephone", written=Written.WITH_DIGITS)
    last = national(number)[-_LAST_DIGITS:]
    if len(last) == _LAST_DIGITS:
        yield FactString(squeezed(last), Kind.TELEPHONE, "roster.telephone.last", ASK, Written.WITH_DIGITS)


_SHORT_CODE = 5
_CURRENT = re.compile(r"[a-z0-9]{2}[0-9]{2}[a-z0-9]{3}")


def _vehicle(registration: str) -> Iterator[FactString]:
    letters = squeezed(registration)
    if len(letters) < 2:
        return
    written = Written.WITH_LETTER if len(letters) >= _SHORT_CODE else Written.CAPITAL_CODE
    yield FactString(letters, Kind.VEHICLE, "roster.vehicle", written=written)
    if _CURRENT.fullmatch(letters):
        yield FactString(letters[:4], Kind.VEHICLE, "roster.vehicle.part", ASK, Written.CAPITAL_CODE)
        yield FactString(letters[4:], Kind.VEHICLE, "roster.vehicle.part", ASK, Written.CAPITAL_CODE)


def _postcode(postcode: str) -> Iterator[FactString]:
    letters = squeezed(postcode)
    if len(letters) >= _SHORT_CODE:
        yield FactString(letters, Kind.POSTCODE, "roster.postcode", written=Written.WITH_LETTER)
        letters = letters[:-3]
    if letters:
        yield FactString(letters, Kind.POSTCODE, "roster.postcode.outward", ASK, Written.CAPITAL_CODE)


def _address(address: str) -> Iterator[FactString]:
    for found in _POSTCODE.finditer(address):
        yield from _postcode(found[0])
    strings = address_strings(_POSTCODE.sub("", address))
    for words in strings.sure:
        yield FactString(squeezed(words), Kind.ADDRESS, "roster.address")
    for words in strings.capital:
        yield FactString(squeezed(words), Kind.ADDRESS, "roster.address", written=Written.CAPITAL)
    for words in strings.asked:
        yield FactString(squeezed(words), Kind.ADDRESS, "roster.address.street", ASK, Written.CAPITAL)


def _school(school: str) -> Iterator[FactString]:
    strings = school_strings(school)
    for words in strings.sure:
        yield FactString(squeezed(words), Kind.SCHOOL, "roster.school")
    for words in strings.capital:
        yield FactString(squeezed(words), Kind.SCHOOL, "roster.school.short", written=Written.CAPITAL)
    for words in strings.asked:
        yield FactString(squeezed(words), Kind.SCHOOL, "roster.school.short", ASK, Written.CAPITAL_WITHIN)
    for letters in strings.initials:
        yield FactString(squeezed(letters), Kind.SCHOOL, "roster.school.initials", ASK, Written.CAPITAL_CODE)


_OPERATION_WORD = re.compile(r"(?i)^\s*op(?:eration|n|s)?\b\.?[\s:\-]*")
_SHORTEST_ALONE = 4


def _operation(operation: str) -> Iterator[FactString]:
    name = _OPERATION_WORD.sub("", operation)
    letters = squeezed(name)
    if not letters:
        return
    for before in ("operation", "op", "opn", "ops"):
        yield FactString(squeezed(before) + letters, Kind.OPERATION, "roster.operation")
    if len(letters) >= _SHORTEST_ALONE:
        sure = ASK if name.lower() in ORDINARY else REMOVE
        yield FactString(letters, Kind.OPERATION, "roster.operation.alone", sure, Written.CAPITAL_WITHIN)
        if sure is REMOVE:
            yield FactString(letters, Kind.OPERATION, "roster.operation.first_word", ASK, Written.CAPITAL)


_OF_COLUMN = {
    "telephones": _telephone,
    "vehicles": _vehicle,
    "postcodes": _postcode,
    "addresses": _address,
    "schools": _school,
    "operations": _operation,
}
