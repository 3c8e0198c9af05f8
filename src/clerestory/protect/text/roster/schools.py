"""Schools of a roster in the strings as which a text may have them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from clerestory.protect.text.roster.ordinary import ORDINARY

# What a school is, beside its name; every spelling of each, the whole word first.
_WHAT = (
    ("primary", "prim", "pri"),
    ("infant", "infants", "inf"),
    ("junior", "juniors", "jun", "jnr"),
    ("secondary", "sec"),
    ("high",),
    ("grammar", "gram"),
    ("community", "comm", "com"),
    ("comprehensive", "comp"),
    ("academy", "acad", "acdy"),
    ("school", "sch", "schl", "skl"),
    ("college", "coll", "col"),
    ("nursery", "nurs"),
    ("special",),
    ("catholic", "rc", "roman catholic"),
    ("church of england", "cofe", "ce"),
    ("voluntary aided", "va"),
    ("sixth form", "6th form"),
    ("technology", "tech"),
    ("preparatory", "prep"),
    ("university", "uni"),
    ("trust",),
    ("centre", "ctr"),
    ("for girls", "girls", "girls'", "girl's"),
    ("for boys", "boys", "boys'", "boy's"),
    ("pupil referral unit", "pru"),
)
_IS_WHAT = {word for spellings in _WHAT for spelling in spellings for word in spelling.split()} | {
    "and",
    "of",
    "the",
    "&",
}
_LEVELS = (
    "",
    "primary",
    "prim",
    "pri",
    "infant",
    "infants",
    "junior",
    "secondary",
    "sec",
    "high",
    "grammar",
    "community",
)
_ENDS = ("school", "sch", "schl", "academy", "acad", "college", "coll", "sixth form", "nursery")
_LONGEST_INITIALS, _SHORTEST_INITIALS = 5, 3


def _words(text: str) -> frozenset[str]:
    return frozenset(text.split())


# Capitals that stand for something else in the papers of a case.
_OTHER_INITIALS = _words(
    """
    abe bbc bma cce cctv cid cps cse csv dna eal faq foi gcse gmp hmp ico mps nhs pdf pnc pru rec rse sats sen sena sms
    uk urn usa who
    """
)


_WHOLE_TOO = frozenset({"infants", "juniors", "roman catholic", "6th form", "girls", "girls'", "girl's", "boys"})


def _any_of(words: Iterable[str]) -> str:
    return "|".join(sorted(map(re.escape, words), key=len, reverse=True))


def _what_after() -> re.Pattern[str]:
    """Give the words that say what a school is; a stop is part of one that is written shorter, and ends a sentence."""
    whole = {spellings[0] for spellings in _WHAT} | _WHOLE_TOO
    short = {word for spellings in _WHAT for word in spellings} - whole
    others = r"c of e|(?:and|&) (?:nursery|infant|sixth form)"
    return re.compile(rf"(?:[ ,]{{1,2}}(?:(?:{_any_of(whole)}|{others})(?![a-z])|(?:{_any_of(short)})(?![a-z])\.?))+")


WHAT_AFTER = _what_after()


@dataclass(frozen=True, repr=False)
class SchoolStrings:
    """Strings of a school: those that are it, those that are with a capital, those that may be, and its initials."""

    sure: tuple[str, ...]
    capital: tuple[str, ...]
    asked: tuple[str, ...]
    initials: tuple[str, ...]


def school_strings(school: str) -> SchoolStrings:
    """Give the strings for one school: whole, with other words for what it is, by its name alone, by its initials."""
    words = re.sub(r"[.,()]", " ", school).replace("C of E", "cofe").split()
    words = words[1:] if words and words[0].lower() == "the" and len(words) > 1 else words
    name = _name(words)
    sure, capital, asked = [" ".join(words)], list[str](), list[str]()
    for spelling in _saints(name):
        whats = [f"{level} {end}" for level in _LEVELS for end in _ENDS] + list(_LEVELS[1:])
        sure += [f"{spelling} {what}" for what in whats]
        sure += [f"{spelling} {what}" for what in _own_whats(words[len(name) :])]
        alone = [word.lower() for word in spelling.split()]
        ordinary = all(word in ORDINARY for word in alone)
        (capital if len(alone) > 1 and not ordinary else asked).append(spelling)
    if name and len(name) == len(words):
        sure, capital = [], capital + sure[:1]
    return SchoolStrings(tuple(sure), tuple(capital), tuple(asked), _initials(words))


def _name(words: Sequence[str]) -> tuple[str, ...]:
    """Give the words before those that say what it is."""
    end = len(words)
    while end > 1 and words[end - 1].lower() in _IS_WHAT:
        end -= 1
    return tuple(words[:end])


def _own_whats(words: Sequence[str]) -> tuple[str, ...]:
    """Give what it is by its own words, each written shorter in turn and all of them shorter."""
    short = {spellings[0]: spellings[1:] for spellings in _WHAT}
    all_short = " ".join((*short.get(word.lower(), ()), word)[0] for word in words)
    return (" ".join(words), all_short, *(" ".join(words[:end]) for end in range(1, len(words))))


def _saints(name: Sequence[str]) -> tuple[str, ...]:
    """Give a name with St and Saint, and with and without the 's of its saint."""
    if not name or name[0].lower() not in ("st", "saint"):
        return (" ".join(name),)
    rest = " ".join(name[1:])
    bare = re.sub(r"'?s$", "", rest) if re.search(r"'s?$|s'$|'s$", rest) else rest
    return tuple(dict.fromkeys(f"{saint} {ending}" for saint in ("st", "saint") for ending in (rest, bare, f"{bare}s")))


def _initials(words: Sequence[str]) -> tuple[str, ...]:
    letters = "".join(
        word[0] for word in words if word[0].isalpha() and word.lower() not in ("of", "the", "and")
    ).lower()
    fits = _SHORTEST_INITIALS <= len(letters) <= _LONGEST_INITIALS and letters not in _OTHER_INITIALS
    return (letters,) if fits else ()
