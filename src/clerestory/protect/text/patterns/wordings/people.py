"""Words after which a name stands: titles, ranks, kin, greetings."""

from __future__ import annotations

import re
from collections.abc import Sequence

from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.patterns.wordings.form import CAPITAL, NO_NAME, Wording

_COLLAR = r"(?:[0-9]{1,6} )?"  # an officer's number between rank and name
# Who is greeted or signs by a post, or as nobody in particular.
_NO_ONE = (
    r"(?!(?:Sirs?|Madam|All|Everyone|Everybody|Colleagues?|Team|Members?|Friends?|Chair|Clerk|Home|Prime|Minister|Secretary"
    r"|Chief|Director|Head|Committee|Board|Panel|Editor|Both|There|Applicant|Resident|Parents?|Carers?)\b)"
)
_PARTICLE = r"(?:(?:van|von|de|bin|al|el|ul)(?: (?:der|den|la))? )?"
_NAME = rf"(?:[A-Z]\.? ){{0,3}}{CAPITAL}(?: {_PARTICLE}{CAPITAL}){{0,2}}"
# What somebody is to another, in small letters before a name.
_KIN = (
    "sister",
    "brother",
    "mother",
    "father",
    "mum",
    "mam",
    "dad",
    "son",
    "daughter",
    "cousin",
    "uncle",
    "aunt",
    "niece",
    "nephew",
    "grandmother",
    "grandfather",
    "husband",
    "wife",
    "boyfriend",
    "girlfriend",
    "friend",
    "neighbour",
    "teacher",
    "carer",
    "worker",
)
_TITLES = (
    "mr",
    "mrs",
    "ms",
    "miss",
    "mx",
    "master",
    "dr",
    "doctor",
    "prof",
    "professor",
    "rev",
    "reverend",
    "sir",
    "lady",
    "dame",
    "hhj",
    "recorder",
    "nurse",
    "auntie",
    "aunty",
)
_RANKS = (
    "pc",
    "dc",
    "ds",
    "di",
    "dci",
    "dsu",
    "ps",
    "pcso",
    "sgt",
    "sergeant",
    "insp",
    "inspector",
    "constable",
    "det",
    "supt",
    "superintendent",
    "wpc",
    "cllr",
    "imam",
)


def _written(words: Sequence[str]) -> str:
    """Give titles as they are written: with a first capital, or in capitals."""
    return "|".join(
        sorted({word.capitalize() for word in words} | {word.upper() for word in words}, key=len, reverse=True)
    )


PEOPLE: tuple[Wording, ...] = (
    Wording(
        Kind.PERSON,
        "pattern.titled",
        (*_TITLES, *_RANKS),
        re.compile(rf"(?:{_written((*_TITLES, *_RANKS))})\b\.? (?P<it>{_COLLAR}{NO_NAME}{_NAME})"),
    ),
    Wording(
        Kind.PERSON,
        "pattern.counsel",
        ("qc", "kc"),
        re.compile(r"[QK]C\b"),
        re.compile(rf"\b(?:{CAPITAL} )?{CAPITAL},? $"),
    ),
    Wording(
        Kind.PERSON,
        "pattern.titled.small",
        ("mr", "mrs", "mx", "sgt", "dci", "pcso"),
        re.compile(r"(?:mr|mrs|mx|sgt|dci|pcso)\b\.? (?P<it>(?!and\b)[A-Za-z][\w'\-]+)"),
    ),
    Wording(
        Kind.PERSON,
        "pattern.greeted",
        ("dear", "hi", "hello"),
        re.compile(rf"(?:Dear|DEAR|Hi|Hello),? (?P<it>{_NO_ONE}{NO_NAME}{_NAME})"),
        certainty=Certainty.ASK,
    ),
    Wording(
        Kind.PERSON,
        "pattern.signed",
        ("regards", "sincerely", "faithfully", "truly", "wishes", "many thanks"),
        re.compile(rf"(?i:regards|sincerely|faithfully|truly|wishes|many thanks),? (?P<it>{_NO_ONE}{NO_NAME}{_NAME})"),
        certainty=Certainty.ASK,
    ),
    Wording(
        Kind.PERSON,
        "pattern.signed",
        ("thanks,", "cheers", "yours,", "best,"),
        re.compile(rf"(?:Thanks,|Cheers,?|Yours,|Best,) (?P<it>{_NO_ONE}{NO_NAME}{_NAME})"),
        certainty=Certainty.ASK,
    ),
    Wording(
        Kind.PERSON,
        "pattern.header",
        ("from:", "to:", "cc:"),
        re.compile(rf"(?:From|To|Cc|CC|Bcc|BCC): (?P<it>{_NO_ONE}{NO_NAME}{_NAME}(?:, {_NO_ONE}{CAPITAL})?)"),
        certainty=Certainty.ASK,
    ),
    Wording(
        Kind.PERSON,
        "pattern.quoted",
        ("wrote:",),
        re.compile(r"wrote:"),
        re.compile(rf"(?<![\w.]){NO_NAME}{_NAME} $"),
        certainty=Certainty.ASK,
    ),
    Wording(
        Kind.PERSON,
        "pattern.kin",
        _KIN,
        re.compile(rf"(?:{'|'.join(_KIN)})(?: |, (?={_NAME},))(?P<it>{_NO_ONE}{NO_NAME}{_NAME})"),
        certainty=Certainty.ASK,
    ),
    Wording(
        Kind.PERSON,
        "pattern.called",
        ("aka", "a.k.a", "alias", "nicknamed", "named", "called", "known as", "name is", "name was"),
        re.compile(
            r"(?i:aka|a\.k\.a\.?|alias|nicknamed|named|called|known as|name is|name was)[ ,:]{1,2}[\"'(]?"
            rf"(?P<it>{NO_NAME}{_NAME})"
        ),
    ),
    Wording(
        Kind.PERSON,
        "pattern.field",
        ("forename", "surname", "first name", "last name", "full name", "maiden name", "nickname", "name:"),
        re.compile(
            r"(?i:forenames?|surname|first name|last name|full name|maiden name|nickname|name)\s?[:=] ?(?P<it>"
            + _NAME
            + ")"
        ),
    ),
)
