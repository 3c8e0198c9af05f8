"""Identifiers that hold digits: their forms, and the check of each; each is looked for from a digit on."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.landmarks import Stretch
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.patterns.anchored import AnchoredForm, Found, form, stretches
from clerestory.protect.text.patterns.areas import is_current_mark, is_mark_of_northern_ireland, is_postcode
from clerestory.protect.text.patterns.check_digits import (
    is_cro_number,
    is_driving_licence_number,
    is_iban,
    is_luhn_number,
    is_machine_address,
    is_national_insurance_number,
    is_nhs_number,
    is_pnc_id,
)

_GAP = r"[ .\-/]{0,2}"
_PAIRS = rf"[0-9](?<=[A-Za-z .\-/].)[0-9]{_GAP}[0-9]{{2}}{_GAP}[0-9]{{2}}"  # after a letter, or a gap behind one
_END = r"(?![^\W_])"
_FIRST = r"[0-9](?<![0-9][0-9])(?<![0-9][.\-/][0-9])"  # a digit with no digit right before, nor one and a sign
_HEX = "[0-9A-Fa-f]"


def _is_short(text: str) -> bool:
    """Say whether an older mark has so few digits, and a space, that it may be a paper size or a rule."""
    return " " in text and sum(sign.isdigit() for sign in text) < 3


def _is_long(text: str) -> bool:
    return not _is_short(text)


# Five digits with little between them, or a digit and a short word: each identifier has one or the other.
_DIGITS = re.compile(r"[0-9](?:[ ().\-/,:;]{0,3}[0-9]){4,}")
_DIGITS_AND_LETTERS = re.compile(
    r"[0-9](?:[A-Za-z]{1,3}| ?/ ?[0-9]{1,2} ?[A-Za-z]|[ .\-/][A-Z]{1,3}|(?<=[a-z][0-9]{2}) [a-z]{3})(?![^\W_])"
)

_WITH_DIGITS: tuple[AnchoredForm, ...] = (
    form(
        "national_insurance",
        rf"{_PAIRS}{_GAP}[A-Da-d]{_END}",
        rf"[A-CEGHJ-PR-TW-Za-ceghj-pr-tw-z][A-CEGHJ-NPR-TW-Za-ceghj-npr-tw-z]{_GAP}",
        kind=Kind.NATIONAL_INSURANCE,
        check=is_national_insurance_number,
    ),
    form(
        "national_insurance.no_suffix",
        _PAIRS + _END,
        rf"[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]{_GAP}",
        kind=Kind.NATIONAL_INSURANCE,
        check=is_national_insurance_number,
        certainty=Certainty.ASK,
    ),
    form(
        "nhs",
        _FIRST + r"[0-9]{2}[ .\-]{0,2}[0-9]{3}[ .\-]{0,2}[0-9]{4}(?![0-9])",
        kind=Kind.NHS,
        check=is_nhs_number,
    ),
    form(
        "driving_licence",
        r"[0-9]{6}[ \-]?[A-Za-z][A-Za-z9][ \-]?[0-9A-Za-z]{3}" + _END,
        r"[A-Za-z]{1,5}9{0,4}[ \-]?",
        kind=Kind.DRIVING_LICENCE,
        check=is_driving_licence_number,
    ),
    form(
        "bank",
        r"[0-9]{2}[ \-]?[0-9]{2}[ \-]?[0-9]{2}[ ,;:]{1,3}"
        r"(?:(?i:and|a/?c|acc(?:oun)?t|number|no)[ .:]{1,3}){0,3}[0-9]{8}",
    ),
    form(
        "iban",
        r"[0-9]{2} ?[A-Z]{4} ?[0-9]{2}(?: ?[0-9]){12}" + _END,
        "GB",
        check=is_iban,
        needs="GB",
    ),
    form("card", _FIRST + r"[0-9]{3}(?:[ \-]?[0-9]{4}){2}[ \-]?[0-9]{2,7}(?![0-9])", check=is_luhn_number),
    form(
        "machine.ip",
        r"[0-9](?<![0-9.][0-9])[0-9]{0,2}(?:\.[0-9]{1,3}){3}(?!\.?[0-9])",
        check=is_machine_address,
    ),
    form("coordinates", r"(?:49|5[0-9]|60)\.[0-9]{4,}[NS]?, ?-?[0-9]\.[0-9]{4,}[EW]?", r"-?"),
    form(
        "coordinates",
        r"[0-9]{1,2}\u00b0 ?[0-9]{1,2}['.][0-9\"'. ]*[NS],? ?[0-9]{1,3}\u00b0 ?[0-9]{1,2}['.][0-9\"'. ]*[EW]",
        needs="\u00b0",
    ),
    form(
        "grid_reference",
        r"[0-9](?<=[A-Z ].)(?:[0-9]{2} ?[0-9]{3}|[0-9]{3} ?[0-9]{4}|[0-9]{4} ?[0-9]{5})" + _END,
        "[HNOST][A-HJ-Z] ?",
        certainty=Certainty.ASK,
    ),
)
_WITH_LETTERS: tuple[AnchoredForm, ...] = (
    form(
        "postcode",
        rf"[0-9][ABD-HJLNP-UW-Zabd-hjlnp-uw-z]{{2}}{_END}",
        r"[A-Za-z]{1,2}[0-9][A-Za-z0-9]?[ .\-]{0,2}",
        kind=Kind.POSTCODE,
        check=is_postcode,
    ),
    form(
        "vehicle",
        r"[0-9]{2}[ \-]?(?:[A-HJ-PR-Z]{3}|[a-hj-pr-z]{3})" + _END,
        r"(?:[A-HJ-PR-Y]{2}[ \-]?|[a-hj-pr-y]{2})",
        kind=Kind.VEHICLE,
        check=is_current_mark,
    ),
    form(
        "vehicle.prefix", r"[0-9]{1,3}[ \-]?[A-HJ-PR-Z]{3}" + _END, "[A-HJ-NPR-TV-Y]", kind=Kind.VEHICLE, check=_is_long
    ),
    form(
        "vehicle.prefix.short",
        r"[0-9]{1,2} [A-HJ-PR-Z]{3}" + _END,
        "[A-HJ-NPR-TV-Y]",
        kind=Kind.VEHICLE,
        check=_is_short,
        certainty=Certainty.ASK,
    ),
    form(
        "vehicle.suffix", "[0-9]{1,3}[A-HJ-NPR-TV-Y]" + _END, r"[A-HJ-PR-Z]{3}[ \-]?", kind=Kind.VEHICLE, check=_is_long
    ),
    form(
        "vehicle.suffix.short",
        "[0-9]{1,2}[A-HJ-NPR-TV-Y]" + _END,
        "[A-HJ-PR-Z]{3} ",
        kind=Kind.VEHICLE,
        check=_is_short,
        certainty=Certainty.ASK,
    ),
    form(
        "pnc",
        rf"[0-9]{{2}}(?:[0-9]{{2}})? ?/ ?[0-9]{{1,7}} ?[A-Za-z]{_END}",
        kind=Kind.PNC,
        check=is_pnc_id,
    ),
    form("cro", rf"[0-9]{{1,6}} ?/ ?[0-9]{{2}} ?[A-Za-z]{_END}", kind=Kind.PNC, check=is_cro_number),
    form("cro", rf"[0-9]{{2}} ?/ ?[0-9]{{1,6}} ?[A-Za-z]{_END}", "(?i:SF) ?", kind=Kind.PNC, check=is_cro_number),
    form(
        "pnc.unchecked",
        rf"[0-9]{{2}}(?:[0-9]{{2}})?/[0-9]{{5,7}}[A-Z]{_END}",
        kind=Kind.PNC,
        certainty=Certainty.ASK,
    ),
)
# Whose digits follow letters; then those with a rare part of their own.
_FROM_LETTERS: tuple[AnchoredForm, ...] = (
    form(
        "vehicle.northern_ireland",
        rf"[IZ][A-Z]?[ \-]?[0-9]{{3,4}}{_END}",
        "[A-Z]{0,2}",
        kind=Kind.VEHICLE,
        check=is_mark_of_northern_ireland,
    ),
)
_OTHERS: tuple[AnchoredForm, ...] = (
    form("machine.mac", rf":{_HEX}{{2}}(?::{_HEX}{{2}}){{4}}", rf"{_HEX}{{2}}"),
    form("machine.mac", rf"-{_HEX}{{2}}(?:-{_HEX}{{2}}){{4}}", rf"{_HEX}{{2}}"),
    form("machine.ip6", rf"::?{_HEX}{{1,4}}(?::{{1,2}}{_HEX}{{1,4}}){{3,6}}", rf"{_HEX}{{1,4}}"),
    form("three_words", r"///[a-z]{3,}\.[a-z]{3,}\.[a-z]{3,}", kind=Kind.ADDRESS),
)


def identifiers_in(text: NormalisedText, digits: Sequence[Stretch]) -> Iterator[Found]:
    """Yield the numbers and codes of a text that have a form and, where there are some, the right check digits.

    Parameters
    ----------
    text : NormalisedText
    digits : sequence of Stretch
        Where the text has ``many_digits``.
    """
    plain, all_digits = text.plain, text.landmarks.digits
    for identifiers, where in (
        (_WITH_DIGITS, digits),
        (_WITH_LETTERS, tuple(stretches(plain, _DIGITS_AND_LETTERS, all_digits))),
        (_FROM_LETTERS, all_digits),
        (_OTHERS, ((0, len(plain)),)),
    ):
        for identifier in identifiers:
            yield from identifier.found_in(plain, where)


def many_digits(text: NormalisedText) -> tuple[Stretch, ...]:
    """Give the stretches of a text that have five digits or more with little between them."""
    return tuple(stretches(text.plain, _DIGITS, text.landmarks.digits))
