"""What words give away: a name after a title, an operation, a school, an account; one pass finds all the words."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from clerestory.model.redaction.findings import Certainty, Kind
from clerestory.protect.text.landmarks import Leads
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.patterns.addresses import CLEAR_STREETS
from clerestory.protect.text.patterns.anchored import Found, always, stands_alone
from clerestory.protect.text.patterns.check_digits import is_nhs_number

_LONGEST_BEFORE = 80
_CAPITAL = r"[A-Z][\w'\-]+"
_NO_NAME = r"(?!(?:The|A|An|And|Or|Of|In|On|At|To|For|By|From|With|It|This|That|These|We|I|He|She|They|No|Not|If)\b)"
_PARTICLE = r"(?:(?:van|von|de|bin|al|el|ul)(?: (?:der|den|la))? )?"
_NAME = rf"(?:[A-Z]\.? ){{0,3}}{_CAPITAL}(?: {_PARTICLE}{_CAPITAL}){{0,2}}"
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


@dataclass(frozen=True)
class Wording:
    """Words, and what has to stand at and around them.

    Attributes
    ----------
    words : tuple of str
        In small letters; a text without them is not looked at further.
    pattern : re.Pattern
        Matched from the word on, capitals kept. Its group ``it``, if it has one, is what is found.
    before : re.Pattern, optional
        What has to stand right before the word and belongs to what is found; ends with ``$``.
    """

    kind: Kind
    rule: str
    words: tuple[str, ...]
    pattern: re.Pattern[str]
    before: re.Pattern[str] | None = None
    certainty: Certainty = Certainty.REMOVE
    check: Callable[[str], bool] = always

    def found_at(self, plain: str, start: int) -> Found | None:
        """Give what stands at a word; None if it is only the word."""
        found = self.pattern.match(plain, start)
        if found is None:
            return None
        start, end = found.span("it") if "it" in self.pattern.groupindex else found.span()
        if self.before is not None:
            before = self.before.search(plain, max(0, start - _LONGEST_BEFORE), start)
            if before is None:
                return None
            start = before.start()
        if not self.check(plain[start:end]):
            return None
        return Found(start, end, self.kind, self.rule, self.certainty)


def _is_no_nhs_number(text: str) -> bool:
    return not is_nhs_number(text)


_TITLES = ("mr", "mrs", "ms", "miss", "mx", "master", "dr", "prof", "professor", "rev", "reverend", "sir", "lady")
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
    "cllr",
    "imam",
)


def _written(words: Sequence[str]) -> str:
    """Give titles as they are written: with a first capital, or in capitals."""
    return "|".join(
        sorted({word.capitalize() for word in words} | {word.upper() for word in words}, key=len, reverse=True)
    )


WORDINGS: tuple[Wording, ...] = (
    Wording(
        Kind.PERSON,
        "pattern.titled",
        (*_TITLES, *_RANKS),
        re.compile(rf"(?:{_written((*_TITLES, *_RANKS))})\b\.? (?P<it>{_NO_NAME}{_NAME})"),
    ),
    Wording(
        Kind.PERSON,
        "pattern.titled.small",
        ("mr", "mrs", "mx", "sgt", "dci", "pcso"),
        re.compile(r"(?:mr|mrs|mx|sgt|dci|pcso)\b\.? (?P<it>(?!and\b)[A-Za-z][\w'\-]+)"),
    ),
    Wording(
        Kind.PERSON,
        "pattern.called",
        ("aka", "a.k.a", "alias", "nicknamed", "named", "called", "known as", "name is", "name was"),
        re.compile(
            r"(?i:aka|a\.k\.a\.?|alias|nicknamed|named|called|known as|name is|name was)[ ,:]{1,2}[\"'(]?"
            rf"(?P<it>{_NO_NAME}{_NAME})"
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
    Wording(
        Kind.OPERATION,
        "pattern.operation",
        ("operation", "op", "opn"),
        re.compile(
            rf"(?:(?i:operation)|O[Pp]n?\.?)(?: ?- ?| )[\"']?(?P<it>{_NO_NAME}[A-Z][A-Za-z]{{2,}}(?:[ \-][A-Z][a-z]+)?)"
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
            rf"\b{_NO_NAME}(?:St\.? )?(?:{_CAPITAL} ){{1,4}}"
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
)


WORDINGS += (
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
        Kind.CODE,
        "pattern.bank.sort_code",
        ("sort code", "sort-code", "sortcode"),
        re.compile(
            r"(?i:sort[ \-]?code)(?: (?:is|was))?[ :#]{1,3}(?P<it>[0-9]{2}[ \-]?[0-9]{2}[ \-]?[0-9]{2})(?![0-9])"
        ),
    ),
)


_SHORT = 3  # letters of a word that needs one of some signs after it
_SIGNS_AFTER = tuple(" .,:-#='\"")
_LEAD = 2  # letters that the shortest word has


def _by_lead() -> Mapping[str, tuple[tuple[str, Wording], ...]]:
    by_lead: dict[str, list[tuple[str, Wording]]] = defaultdict(list)
    for wording in WORDINGS:
        for word in wording.words:
            by_lead[word[:_LEAD]].append((word, wording))
    return {lead: tuple(listed) for lead, listed in by_lead.items()}


_BY_LEAD = _by_lead()
_LEADS = Leads(word + sign for wording in WORDINGS for word in wording.words for sign in _SIGNS_AFTER)


def worded_in(text: NormalisedText) -> Iterator[Found]:
    """Yield what words give away."""
    plain, folded = text.plain, text.folded
    for start in _LEADS.places(text.landmarks):
        for word, wording in _BY_LEAD.get(folded[start : start + _LEAD], ()):
            if folded.startswith(word, start) and _stands(word, folded, start):
                found = wording.found_at(plain, start)
                if found is not None:
                    yield found


def _stands(word: str, folded: str, start: int) -> bool:
    end = start + len(word)
    return stands_alone(folded, start, end) and (len(word) > _SHORT or folded[end : end + 1] in _SIGNS_AFTER)
