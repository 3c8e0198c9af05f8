"""Identifiers that hold digits: their forms, and the check of each; looked for only where a text has digits."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass

import phonenumbers

from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.patterns.check_digits import (
    is_cro_number,
    is_driving_licence_number,
    is_national_insurance_number,
    is_nhs_number,
    is_pnc_id,
)

_B, _E = r"(?<![^\W_])", r"(?![^\W_])"  # where a word begins and ends
_GAP = r"[ .\-/]?"
_MONTH = (
    r"(?:jan(?:uary)?|feb(?:ruary)?|mar(?:ch)?|apr(?:il)?|may|june?|july?|aug(?:ust)?|sept?(?:ember)?|oct(?:ober)?"
    r"|nov(?:ember)?|dec(?:ember)?)"
)
_DAY = r"(?:0?[1-9]|[12]\d|3[01])"
_YEAR = r"(?:(?:19|20)\d\d)"
DATE = (
    rf"(?:{_DAY} ?[/.\-] ?(?:0?[1-9]|1[0-2]) ?[/.\-] ?(?:{_YEAR}|\d\d)|{_YEAR} ?[/.\-] ?(?:0[1-9]|1[0-2]) ?[/.\-] ?{_DAY}"
    rf"|{_DAY} ?(?:st|nd|rd|th)? ?(?:day of |of )?[\-/., ]?{_MONTH}\.?,?[\-/. ']{{1,2}}(?:{_YEAR}|\d\d)"
    rf"|{_MONTH}\.? {_DAY}(?:st|nd|rd|th)?,? {_YEAR})"
)
_WORDED = (
    r"(?:crime|occurrence|incident|custody|case|urn|crn|cad|niche|log|exhibit|warrant|licence|passport|account|reference"
    r"|ref|uln|upn|iopc)"
)
_LONGEST_REFERENCE = 40


def _always(_: str) -> bool:
    return True


@dataclass(frozen=True)
class NumberForm:
    """A form of identifier.

    Attributes
    ----------
    pattern : re.Pattern
        Its group ``it``, if it has one, is the identifier; the rest is what stands beside it.
    check : callable
        Whether a match has the right check digits.
    certainty : Certainty
    """

    kind: Kind
    rule: str
    pattern: re.Pattern[str]
    check: Callable[[str], bool] = _always
    certainty: Certainty = Certainty.REMOVE


def _form(
    kind: Kind,
    rule: str,
    pattern: str,
    check: Callable[[str], bool] = _always,
    *,
    certainty: Certainty = Certainty.REMOVE,
) -> NumberForm:
    return NumberForm(kind, f"pattern.{rule}", re.compile(_B + pattern + _E), check, certainty)


def _is_valid_telephone(text: str) -> bool:
    try:
        number = phonenumbers.parse(text, "GB")
    except phonenumbers.NumberParseException:
        return False
    return phonenumbers.is_possible_number(number)


def _has_a_digit_run(text: str) -> bool:
    return sum(sign.isdigit() for sign in text) >= 4


NUMBER_FORMS: tuple[NumberForm, ...] = (
    _form(
        Kind.DATE_OF_BIRTH,
        "birth",
        rf"(?i:born(?: on)?|d\.? ?o\.? ?b\.?|date of birth|birthday)(?: is| was)?[ :=,\-]{{0,3}}(?P<it>(?i:{DATE}))",
    ),
    _form(Kind.POSTCODE, "postcode", r"(?i:[A-Z]{1,2}\d[A-Z\d]?)[ .\-]?\d(?i:[ABD-HJLNP-UW-Z]{2})"),
    _form(
        Kind.NATIONAL_INSURANCE,
        "national_insurance",
        rf"(?i:[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]){_GAP}\d\d{_GAP}\d\d{_GAP}\d\d{_GAP}(?i:[A-D])",
        is_national_insurance_number,
    ),
    _form(Kind.NHS, "nhs", r"\d{3}[ .\-]?\d{3}[ .\-]?\d{4}", is_nhs_number),
    _form(
        Kind.DRIVING_LICENCE,
        "driving_licence",
        r"(?i:[A-Z]{1,5}9{0,4}) ?\d{6} ?(?i:[A-Z9]{2} ?[A-Z0-9]{3})",
        is_driving_licence_number,
    ),
    _form(Kind.VEHICLE, "vehicle", r"(?i:[A-Z]{2})\d\d[ \-]?(?i:[A-HJ-PR-Z]{3})"),
    _form(Kind.VEHICLE, "vehicle.older", r"(?:[A-HJ-NPR-TV-Y]\d{1,3}[ \-]?[A-Z]{3}|[A-Z]{3}[ \-]?\d{1,3}[A-Y])"),
    _form(Kind.VEHICLE, "vehicle.northern_ireland", r"[A-Z]{1,2}[IZ][A-Z]?[ \-]?\d{2,4}", certainty=Certainty.ASK),
    _form(Kind.PNC, "pnc", r"(?:\d\d)?\d\d ?/ ?\d{1,7} ?[A-Za-z]", is_pnc_id),
    _form(Kind.PNC, "cro", r"(?:SF ?\d\d/)?\d{1,6} ?/ ?\d\d ?[A-Za-z]", is_cro_number),
    _form(Kind.PNC, "pnc.unchecked", r"(?:\d\d)?\d\d/\d{5,7}[A-Z]", certainty=Certainty.ASK),
    _form(
        Kind.CRIME_REFERENCE,
        "reference",
        r"\d\d[A-Z]{1,3}\d?[/\-]?\d{4,}(?:[/\-]\d{2,4})?|\d{2,}[A-Z]{0,3}/\d{4,}(?:/\d{2,4})?|[A-Z]{2,3}[/\-]\d{5,}[/\-]\d\d",
    ),
    _form(
        Kind.CRIME_REFERENCE,
        "reference.worded",
        rf"(?i:{_WORDED})(?: (?i:ref(?:erence)?|no|num(?:ber)?|id))?\.?[ :#]{{1,3}}(?P<it>[A-Z0-9][A-Z0-9/\-]{{3,}})",
        _has_a_digit_run,
    ),
    _form(Kind.CODE, "bank", r"\d\d[ \-]\d\d[ \-]\d\d[ ,]{1,2}(?:(?i:a/?c|account)[ .:]{1,3})?\d{8}"),
    _form(Kind.CODE, "address_of_a_machine", r"(?:\d{1,3}\.){3}\d{1,3}"),
    _form(Kind.CODE, "coordinates", r"-?\d{1,2}\.\d{4,}, ?-?\d{1,3}\.\d{4,}"),
)
# Opened by a sign that is no letter, so without the beginning of a word.
TELEPHONE = re.compile(r"(?<![\w/.])(?:\+|\(?0)[\d ()./\-]{7,}\d(?![^\W_])")
FULL_DATE = re.compile(_B + rf"(?i:{DATE})" + _E)
_DIGITS = re.compile(r"\d+")
_WINDOW = 48  # signs around a digit in which an identifier could begin or end


def windows(plain: str) -> Iterator[tuple[int, int]]:
    """Yield the stretches of a text that lie near a digit, none overlapping another; most of a text has none."""
    start = end = -1
    for found in _DIGITS.finditer(plain):
        if found.start() - _WINDOW > end:
            if end >= 0:
                yield start, end
            start = _at_a_space(plain, found.start() - _WINDOW)
        end = _at_a_space(plain, found.end() + _WINDOW)
    if end >= 0:
        yield start, min(end, len(plain))


def _at_a_space(plain: str, at: int) -> int:
    """Give the next space from a place on, so that no word is cut; a text without spaces is cut anyhow."""
    if at <= 0:
        return 0
    space = plain.find(" ", at, at + _LONGEST_REFERENCE)
    return space if space >= 0 else min(at, len(plain))


def telephones(plain: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    """Yield where numbers stand that could be dialled in Great Britain or from there."""
    for found in TELEPHONE.finditer(plain, start, end):
        if _is_valid_telephone(found[0]):
            yield found.span()
