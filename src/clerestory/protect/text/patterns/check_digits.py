"""Check digits and letters of British identifiers, and what else their own digits must agree on."""

from __future__ import annotations

import datetime as dt
import re

# The letter of a PNC id or CRO number is the remainder of its digits by 23, in this order; the letters that are easily
# misread, I, O and S, are left out. HMPPS's open source validators of both numbers confirm order and modulus.
_LETTERS = "ZABCDEFGHJKLMNPQRTUVWXY"
_PNC_SERIAL = 7
_CRO_SERIAL = 6
_NHS_WEIGHTS = range(10, 1, -1)
_FEMALE = 50  # added to the month of birth in a driving licence number
_FIRST_TWO = re.compile("[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]")
_NOT_IN_FIRST_TWO = frozenset({"BG", "GB", "KN", "NK", "NT", "TN", "ZZ"})


def is_nhs_number(text: str) -> bool:
    """Say whether ten digits have the right last one (modulus 11, NHS Data Dictionary, "NHS number").

    Examples
    --------
    >>> is_nhs_number("943 476 5919"), is_nhs_number("943 476 5918")
    (True, False)
    """
    digits = [int(sign) for sign in text if sign.isdigit()]
    if len(digits) != 10 or len(set(digits)) == 1:
        return False
    rest = 11 - sum(weight * digit for weight, digit in zip(_NHS_WEIGHTS, digits[:9], strict=True)) % 11
    return digits[9] == rest % 11 and rest != 10


def is_national_insurance_number(text: str) -> bool:
    """Say whether the first two letters are ever given (HMRC, National Insurance Manual, NIM39110)."""
    letters = text[:2].upper()
    return _FIRST_TWO.fullmatch(letters) is not None and letters not in _NOT_IN_FIRST_TWO


def is_pnc_id(text: str) -> bool:
    """Say whether a PNC id has the right letter; its year may have two digits or four."""
    found = re.fullmatch(r"(?:\d\d)?(\d\d)/?(\d{1,7})([A-Z])", text.upper().replace(" ", ""))
    return found is not None and _letter(found[1] + found[2].zfill(_PNC_SERIAL)) == found[3]


def is_cro_number(text: str) -> bool:
    """Say whether a CRO number (serial, year, letter) has the right letter."""
    plain = text.upper().replace(" ", "")
    found = re.fullmatch(r"(?P<serial>\d{1,6})/(?P<year>\d\d)(?P<letter>[A-Z])", plain) or re.fullmatch(
        r"SF(?P<year>\d\d)/(?P<serial>\d{1,6})(?P<letter>[A-Z])", plain
    )
    return found is not None and _letter(found["year"] + found["serial"].zfill(_CRO_SERIAL)) == found["letter"]


def _letter(digits: str) -> str:
    return _LETTERS[int(digits) % len(_LETTERS)]


def is_driving_licence_number(text: str) -> bool:
    """Say whether the date of birth within a driver number of Great Britain is a date, and the rest has its form.

    Its last three signs have a check that was never published.
    """
    found = re.fullmatch(
        r"([A-Z]{1,5}9{0,4})(\d)(\d\d)(\d\d)(\d)[A-Z][A-Z9][A-Z0-9]{3}", re.sub(r"[ \-]", "", text.upper())
    )
    if found is None or len(found[1]) != 5:
        return False
    month = int(found[3])
    year = int(found[2] + found[5])
    return any(_is_date(century + year, month % _FEMALE, int(found[4])) for century in (1900, 2000))


def _is_date(year: int, month: int, day: int) -> bool:
    try:
        dt.date(year, month, day)
    except ValueError:
        return False
    return True


def is_luhn_number(text: str) -> bool:
    """Say whether the last digit of a payment card or of a telephone's IMEI is right (ISO/IEC 7812-1, annex B)."""
    digits = [int(sign) for sign in text if sign.isdigit()]
    doubled = [sum(divmod(2 * digit, 10)) for digit in digits[-2::-2]]
    return len(set(digits)) > 1 and (sum(digits[-1::-2]) + sum(doubled)) % 10 == 0


def is_iban(text: str) -> bool:
    """Say whether an international account number has the right check digits (ISO 13616, modulus 97)."""
    plain = text.replace(" ", "").upper()
    return int("".join(str(int(sign, 36)) for sign in plain[4:] + plain[:4])) % 97 == 1


def is_machine_address(text: str) -> bool:
    """Say whether the four numbers of an IPv4 address are below 256, and it is no version such as 1.2.0.0."""
    parts = [int(part) for part in text.split(".")]
    return all(part < 256 for part in parts) and max(parts) > 9
