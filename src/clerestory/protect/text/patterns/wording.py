"""Identifiers that words give away: a name after a title, an address, an operation, a school, an account."""

from __future__ import annotations

import re

from clerestory.model.redaction.findings import Certainty, Kind

_CAPITAL = r"[A-Z][\w'\-]+"
_STREET = (
    r"(?:[Ss]treet|[Rr]oad|[Aa]venue|[Ll]ane|[Cc]rescent|[Gg]ardens|[Tt]errace|[Gg]rove|[Mm]ews|Close|Drive|Court|Place"
    r"|Way|Hill|Square|Park|Walk|View|Green|Row|Rise|House|St|Rd|Ave|Ln|Cres|Gdns)"
)
_TITLE = (
    r"(?:Mr|Mrs|Ms|Miss|Mx|Master|Dr|Prof|Professor|Rev|PC|DC|DS|DI|DCI|DSU|PS|PCSO|Sgt|Insp|Cllr|Imam|MR|MRS|MISS)"
)
_NO_NAME = r"(?!(?:The|A|An|And|Or|Of|In|On|At|To|For|By|From|With|It|This|That|These|We|I|He|She|They)\b)"
_SOCIAL = r"(?:facebook|instagram|twitter|snapchat|tiktok|linkedin|youtube|telegram)"

# Each with the kind, the rule, how sure it is, and the group that is the identifier.
WORDINGS: tuple[tuple[Kind, str, Certainty, re.Pattern[str]], ...] = (
    (
        Kind.PERSON,
        "pattern.titled",
        Certainty.REMOVE,
        re.compile(rf"\b{_TITLE}\.? (?P<it>{_NO_NAME}(?:[A-Z]\.? ){{0,3}}{_CAPITAL}(?: {_CAPITAL}){{0,2}})"),
    ),
    (
        Kind.PERSON,
        "pattern.called",
        Certainty.REMOVE,
        re.compile(
            rf"\b(?:[Aa]ka|AKA|a\.k\.a\.|[Aa]lias|[Nn]icknamed|[Nn]amed|[Cc]alled|[Kk]nown as)[ ,:]{{1,2}}[\"']?"
            rf"(?P<it>{_NO_NAME}{_CAPITAL}(?: {_CAPITAL}){{0,2}})"
        ),
    ),
    (
        Kind.ADDRESS,
        "pattern.address",
        Certainty.REMOVE,
        re.compile(
            rf"\b(?:(?:[Ff]lat|[Aa]partment|[Aa]pt|[Uu]nit|[Rr]oom)\.? \d{{1,4}}[A-Za-z]?,? )?\d{{1,4}}[A-Za-z]?,? "
            rf"(?:{_CAPITAL} ){{1,3}}{_STREET}\b|\b(?:[Ff]lat|[Aa]partment|[Aa]pt)\.? \d{{1,4}}[A-Za-z]?\b"
            r"|\b[Pp]\.? ?[Oo]\.? [Bb]ox \d+"
        ),
    ),
    (
        Kind.OPERATION,
        "pattern.operation",
        Certainty.REMOVE,
        re.compile(rf"\b(?:Operation|OPERATION|Op\.?|OP) (?P<it>{_NO_NAME}[A-Z][A-Za-z]{{2,}}(?: [A-Z][a-z]+)?)"),
    ),
    (
        Kind.SCHOOL,
        "pattern.school",
        Certainty.ASK,
        re.compile(
            rf"\b{_NO_NAME}(?:(?:St\.? )?{_CAPITAL} ){{1,4}}(?:Primary |High |Grammar |Infant |Junior |Secondary |"
            r"Church |Community )?(?:School|Academy|College|Nursery|Sixth Form)\b"
        ),
    ),
    (
        Kind.EMAIL,
        "pattern.email",
        Certainty.REMOVE,
        re.compile(
            r"[^\s@<>(),;:\"\[\]]+ ?@ ?[^\s@<>(),;:\"\[\]]+\.[A-Za-z]{2,}"
            r"|\b[\w.+\-]+ ?[\[({] ?at ?[\])}] ?[\w\-]+(?:(?: ?[\[({] ?dot ?[\])}] ?|\.)\w+)+"
        ),
    ),
    (Kind.ACCOUNT, "pattern.account", Certainty.REMOVE, re.compile(r"(?<![\w@.])@[A-Za-z][\w.]{2,}")),
    (
        Kind.ACCOUNT,
        "pattern.profile",
        Certainty.REMOVE,
        re.compile(rf"(?i)\b(?:https?://)?(?:www\.)?{_SOCIAL}\.com/[^\s<>\"')]+"),
    ),
)
# One quick look that tells whether any of the wordings could be there.
WORTH_LOOKING = re.compile(
    rf"\b{_TITLE}\b|[Aa][Kk][Aa]|a\.k\.a|[Aa]lias|[Nn]icknamed|[Nn]amed|[Cc]alled|[Kk]nown as|@|[\[({{] ?at ?[\])}}]"
    r"|[Oo]p(?:eration)?\b|OP|School|Academy|College|Nursery|Form|[Ff]lat|[Aa]p(?:artmen)?t|[Bb]ox|\.com/"
)
