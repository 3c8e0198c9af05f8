"""Anchor facts (rule J2): what alone says little and together identifies a case.

Town, school, hotel or business, month, length of sentence, number of defendants, age gap, nationality. The patterns
find them by the words around them; a place that is a bare name in small letters is not found, which is why a person
looks at every quote too.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Mapping
from enum import Enum
from types import MappingProxyType

from clerestory.model.wording.identifiers import kinds_found

NUMBER = (
    r"(\d{1,3}|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen"
    r"|eighteen|nineteen|twenty|thirty|forty|fifty)"
)
MONTHS = r"January|February|March|April|May|June|July|August|September|October|November|December"
_NO_PLACE = rf"(?!({MONTHS}|Monday|Tuesday|Wednesday|Thursday|Friday|Saturday|Sunday|I|I'm|God|Mum|Dad|Christmas)\b)"
_CAPITAL = r"[A-ZÀ-Þ][\w'’-]+"
_AT_START = r"(?<![.!?…\"“'‘\n] )(?<![.!?…\"“'‘\n])(?<!^)"  # a capital there is grammar, not a name


class Anchor(Enum):
    """A kind of fact that helps to identify a case."""

    PLACE = "a place"
    SCHOOL = "a school"
    BUSINESS = "a hotel, shop or other business"
    MONTH = "a month, a year or a day"
    SENTENCE = "the length of a sentence"
    DEFENDANTS = "a number of defendants, victims or suspects"
    AGE = "an age, or a gap of ages"
    NATIONALITY = "a nationality"


PATTERNS: Mapping[Anchor, str] = MappingProxyType(
    {
        Anchor.PLACE: (
            rf"\b(in|at|from|near|to|around|outside|through|towards|via|of)\s+(the\s+)?"
            rf"(?P<it>{_NO_PLACE}{_CAPITAL}(\s+{_NO_PLACE}{_CAPITAL})*)"
            rf"|{_AT_START}\b{_CAPITAL}\s+(Road|Street|Lane|Avenue|Estate|Park|Town|City|Station|Square|Valley|Moor)\b"
            r"|(?i:\b(town|village|city|borough|parish|suburb|estate)\s+(of|called|named)\b)"
            r"|(?i:\b(seaside|market|mill|mining|harbour|island|cathedral|university)\s+(town|city|village)\b)"
        ),
        Anchor.SCHOOL: (
            r"(?i:\b(school|academy|college|nursery|sixth form|pupil referral unit|children'?s home|care home)\b)"
        ),
        Anchor.BUSINESS: (
            r"(?i:\b(hotel|hostel|guest ?house|b&b|takeaway|take-away|restaurant|caf[eé]|pub|nightclub|shisha|kebab"
            r"|taxi (firm|rank|office)|minicab|car ?wash|garage|barber|salon|off-licence|shop|arcade|snooker|gym"
            r"|warehouse|factory|shopping centre)s?\b)|\b(Ltd|PLC|plc|LLP)\b"
        ),
        Anchor.MONTH: (
            rf"\b({MONTHS.replace('|May', '')})\b|\b([Ii]n|of|last"
            r"|since|until|by) May\b|\b(19|20)\d{2}\b|(?i:\b(christmas|easter|new year|ramadan|diwali|eid|hallowe'?en"
            r"|bonfire night|half.term)\b)"
        ),
        Anchor.SENTENCE: (
            rf"(?i:\b{NUMBER}[- ](years?|months?)('s?)?\s+(in (prison|jail|custody)|inside|imprisonment|sentence)"
            rf"|\b(got|given|sentenced to|served|serving|doing|did|jailed for)\s+(a\s+)?{NUMBER}\b"
            r"|\blife (sentence|imprisonment|in prison))"
        ),
        Anchor.DEFENDANTS: (
            rf"(?i:\b{NUMBER}\s+(of\s+(us|them|the)|(other\s+|more\s+|young\s+)?(men|women|girls|boys|lads|defendants"
            r"|suspects|offenders|victims|brothers|cousins|people|children)))"
        ),
        Anchor.AGE: (
            rf"(?i:\b(aged|age of)\s+{NUMBER}\b|\b{NUMBER}[- ]years?[- ](old|older|younger|apart)"
            rf"|\b(was|were|i'm|is|turned|only|just)\s+{NUMBER}\b(?!\s+(or\s+\w+\s+)?(of|men|women|girls|boys|years?\s+in|times))"
            r"|\bmy \w+teenth birthday|\btwice (my|her|his|their) age)"
        ),
        Anchor.NATIONALITY: (
            r"\b(British|English|Scottish|Welsh|Irish|[A-Z][a-z]+(?:ani|ian|ean|ese|ish|stani|shi|qi|li)|Dutch|French"
            r"|German|Greek|Czech|Thai|Afghan|Kurd|Turk|Pole|Roma|Gypsy|Traveller|Asian|African|European)s?\b"
            r"|(?i:\b(from|back) (abroad|overseas|home country|another country))"
        ),
    }
)
_COMPILED = {anchor: re.compile(pattern) for anchor, pattern in PATTERNS.items()}


def anchors_in(text: str) -> tuple[Anchor, ...]:
    """Give the kinds of anchor facts that a text seems to hold.

    Parameters
    ----------
    text : str

    Returns
    -------
    tuple of Anchor
        Each kind once, in the order of ``Anchor``.

    Examples
    --------
    >>> anchors_in("It was at the school, the summer before I was fifteen.")
    (<Anchor.SCHOOL: 'a school'>, <Anchor.AGE: 'an age, or a gap of ages'>)
    >>> anchors_in("They listened, and that was new to me.")
    ()
    """
    plain = " ".join(unicodedata.normalize("NFKC", text).split())
    return tuple(anchor for anchor in Anchor if _COMPILED[anchor].search(plain))


def could_identify(text: str) -> Iterator[str]:
    """Yield what in a text could lead to a person, without repeating it: identifiers, and two kinds of anchor facts."""
    yield from (f"holds what looks like {kind}" for kind in kinds_found(text))
    if len(anchors := anchors_in(text)) > 1:
        yield f"holds {anchors[0].value} and {anchors[1].value}, which together could identify"
