"""Words that give away an operation, a school, an address, an account, a number."""

from __future__ import annotations

import re

from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.patterns.addresses import CLEAR_STREETS
from clerestory.protect.text.patterns.check_digits import is_national_insurance_number, is_nhs_number
from clerestory.protect.text.patterns.wordings.form import CAPITAL, NO_NAME, Wording

_SMALL_WORDS = r"(?:of|the|this|that|from|per|and|for|main|same|each|every|other|with|into|over|are|were|was)\b"
_ACCOUNTS = (
    "snapchat",
    "insta",
    "instagram",
    "tiktok",
    "facebook",
    "kik",
    "telegram",
    "discord",
    "twitter",
    "username",
)


def _is_no_nhs_number(text: str) -> bool:
    return not is_nhs_number(text)


def _has_wrong_letters(text: str) -> bool:
    return not is_national_insurance_number(text)


THINGS: tuple[Wording, ...] = (
    Wording(
        Kind.OPERATION,
        "pattern.operation",
        ("operation", "op", "opn"),
        re.compile(
            rf"(?:(?i:operation)|O[Pp]n?\.?)(?: ?- ?| )[\"']?(?P<it>{NO_NAME}[A-Z][A-Za-z]{{2,}}(?:[ \-][A-Z][a-z]+)?)"
        ),
    ),
    Wording(
        Kind.OPERATION,
        "pattern.operation.small",
        ("op",),
        re.compile(r"op (?P<it>[a-z]{4,})\b"),
        certainty=Certainty.ASK,
    ),
    Wording(
        Kind.SCHOOL,
        "pattern.school",
        ("school", "academy", "college", "nursery", "sixth form", "university"),
        re.compile(r"(?:School|Academy|College|Nursery|Sixth Form|University)\b"),
        re.compile(
            rf"\b{NO_NAME}(?:St\.? )?(?:{CAPITAL} ){{1,4}}"
            r"(?:(?:Primary|High|Grammar|Infant|Junior|Secondary|Church|Community) ){0,3}$"
        ),
        Certainty.ASK,
    ),
    Wording(
        Kind.ADDRESS,
        "pattern.address.small",
        CLEAR_STREETS,
        re.compile(rf"(?:{'|'.join(CLEAR_STREETS)})\b"),
        re.compile(rf"(?<![^\W_])[0-9]{{1,4}}[a-z]?,? (?:(?!{_SMALL_WORDS})[a-z'\-]{{3,}} ){{1,2}}$"),
        Certainty.ASK,
    ),
    Wording(
        Kind.ADDRESS,
        "pattern.flat",
        ("flat", "apartment", "apt"),
        re.compile(r"(?i:flat|apartment|apt)\.? (?:[0-9]{1,4}[A-Za-z]?|[A-Z])\b(?!')"),
    ),
    Wording(
        Kind.ADDRESS, "pattern.box", ("box",), re.compile(r"(?i:box) [0-9]+\b"), re.compile(r"\b[Pp]\.? ?[Oo]\.? $")
    ),
    Wording(
        Kind.ACCOUNT,
        "pattern.account.worded",
        _ACCOUNTS,
        re.compile(
            rf"(?i:{'|'.join(_ACCOUNTS)})(?: (?:account|name|user ?name|handle|id|profile))?(?: (?:is|was|called))?"
            r"[ :=]{1,2}[\"'(]?(?P<it>(?=[\w.\-]*[0-9_])[A-Za-z0-9_][\w.\-]{2,})"
        ),
    ),
    Wording(
        Kind.VEHICLE,
        "pattern.vehicle.worded",
        ("registration", "reg", "vrm", "plate"),
        re.compile(
            r"(?i:registration|reg|vrm|plate)\.?(?: (?i:mark|number|no|plate)\b\.?)?(?: (?i:is|was|of))?[ :#]{1,3}"
            r"(?P<it>(?=[A-Z0-9]* ?[0-9])[A-Z]{1,3} ?[0-9]{1,4}(?: ?[A-Z]{1,3})?|[0-9]{1,4} ?[A-Z]{1,3})(?![^\W_])"
        ),
    ),
    Wording(
        Kind.NHS,
        "pattern.nhs.wrong_digit",
        ("nhs",),
        re.compile(
            r"(?i:nhs)(?: (?i:no|num|number|id)\b\.?)?(?: (?:is|was))?[ :#]{1,3}"
            r"(?P<it>[0-9]{3}[ .\-]{0,2}[0-9]{3}[ .\-]{0,2}[0-9]{4})(?![0-9])"
        ),
        certainty=Certainty.ASK,
        check=_is_no_nhs_number,
    ),
    Wording(
        Kind.NATIONAL_INSURANCE,
        "pattern.national_insurance.wrong_letters",
        ("ni", "nino", "national insurance"),
        re.compile(
            r"(?i:ni|nino|national insurance)(?: (?i:no|num|number)\b\.?)?(?: (?:is|was))?[ :#]{1,3}"
            r"(?P<it>[A-Za-z]{2}[ .\-/]{0,2}[0-9]{2}[ .\-/]{0,2}[0-9]{2}[ .\-/]{0,2}[0-9]{2}(?:[ .\-/]{0,2}[A-Za-z])?)"
            r"(?![^\W_])"
        ),
        certainty=Certainty.ASK,
        check=_has_wrong_letters,
    ),
    Wording(
        Kind.CODE,
        "pattern.tax_reference",
        ("utr", "tax reference", "taxpayer reference"),
        re.compile(
            r"(?i:utr|tax(?:payer)? reference)(?: (?i:no|num|number)\b\.?)?(?: (?:is|was))?[ :#]{1,3}"
            r"(?P<it>[0-9]{5} ?[0-9]{5}K?)(?![^\W_])"
        ),
    ),
    Wording(
        Kind.CODE,
        "pattern.bank.sort_code",
        ("sort code", "sort-code", "sortcode"),
        re.compile(
            r"(?i:sort[ \-]?code)(?: (?:is|was))?[ :#]{1,3}(?P<it>[0-9]{2}[ \-]?[0-9]{2}[ \-]?[0-9]{2})(?![0-9])"
        ),
    ),
)
