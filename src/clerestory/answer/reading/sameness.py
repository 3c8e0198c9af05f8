"""Whether two promises are one: the same act on the same thing, by the same side, for the same day."""

from __future__ import annotations

import calendar
import datetime as dt
import re
from dataclasses import dataclass
from typing import Protocol

_AFTER = re.compile(
    r"\b(?:will|shall|'ll|intends? to|plans? to|aims? to|proposes? to|expects? to|undertakes? to|promises? to|going to"
    r"|(?:pledged|agreed|undertaken|promised|decided) to|committed to|asked (?:\w+ ){1,3}to)\s+(?P<act>.*)",
    re.IGNORECASE,
)
_ASIDE = re.compile(r"^(?P<thing>(?:the|this|our|a|an) [^,]{2,120}), to be (?P<act>\w+)[^,]{0,80},", re.IGNORECASE)
_PASSIVE = re.compile(
    r"^(?P<thing>[A-Za-z][^,;]{2,200}?) (?:will|shall)(?: \w+ly)? be (?P<act>\w+(?: up| out)?)\b", re.IGNORECASE
)
_LEADS = re.compile(
    r"^(?:(?:also|now|then|shortly|soon|therefore|first|again|together|in due course|\w+ly)[, ]+)+", re.IGNORECASE
)
_VERB = re.compile(r"^(?P<verb>[a-z'-]+(?: (?:up|out|forward|back|down)\b)?)\s*(?P<thing>.*)", re.IGNORECASE)
_THING_ENDS = re.compile(
    rf"[,;:.!?]|\b(?:in (?:due course|\d{{4}}|(?:{'|'.join(calendar.month_name[1:])})\b|the (?:spring|summer"
    rf"|autumn|winter|new year|coming))|during|that|which|who|so|in order|this year|later|next|by|before"
    rf"|after|until|within|when|once|as soon|if|unless|to|and will)\b",
    re.IGNORECASE,
)
_HEAD_ENDS = re.compile(r"\b(?:on|of|into|for|about|in|with|at|from)\b", re.IGNORECASE)
_OF_ITS_KIND = re.compile(r"\b(?:the )?first of (?:its|their|the) kind\b", re.IGNORECASE)
_WORD = re.compile(r"[a-z0-9]+")
_NEGATED = re.compile(r"\b(?:not|never|cannot|no longer)\b|n't\b", re.IGNORECASE)
_SMALL = frozenset(
    (
        *(
            "a",
            "an",
            "the",
            "of",
            "on",
            "in",
            "into",
            "for",
            "to",
            "and",
            "or",
            "with",
            "by",
            "at",
            "from",
            "as",
            "is",
            "be",
        ),
        *(
            "its",
            "their",
            "our",
            "my",
            "his",
            "her",
            "this",
            "that",
            "these",
            "those",
            "it",
            "them",
            "one",
            "us",
            "you",
            "new",
        ),
    )
)
_IRREGULAR = {
    "set": "set",
    "sent": "send",
    "written": "write",
    "laid": "lay",
    "held": "hold",
    "made": "make",
    "brought": "bring",
    "met": "meet",
}
_ANYBODY = frozenset({"", "we", "i", "it", "government", "ministers"})
_LEAST_SHARED = 0.6  # of the words of the shorter thing, where its head is the same


class Promised(Protocol):
    """What two promises are compared by: a proposal has it, and so has a commitment of the ledger."""

    @property
    def words(self) -> str:
        """The words in which it was made."""

    @property
    def who(self) -> str:
        """The words for whoever promises."""

    @property
    def due(self) -> dt.date | None:
        """The day by which it is kept."""


@dataclass(frozen=True)
class Core:
    """What a promise comes to: an act on a thing.

    Attributes
    ----------
    act : str
        The verb without its ending; empty where none was found.
    head : str
        The noun of the thing, such as "paper".
    things : frozenset of str
        All words of the thing.
    is_negated : bool
    """

    act: str
    head: str
    things: frozenset[str]
    is_negated: bool


@dataclass(frozen=True)
class Traits:
    """What two promises are compared by: their words, what they come to, who promises, and the day."""

    normal: str
    core: Core
    who: str
    due: dt.date | None

    def same(self, other: Traits) -> bool:
        """Say whether another promise is this one."""
        if self.due and other.due and self.due != other.due:
            return False
        if not _same_side(self.who, other.who):
            return False
        return self.normal == other.normal or _same_core(self.core, other.core)


def traits_of(promise: Promised) -> Traits:
    """Give what a promise is compared by."""
    return Traits(_normal(promise.words), core_of(promise.words), " ".join(_tokens(promise.who)), promise.due)


def same_promise(one: Promised, other: Promised) -> bool:
    """Say whether two promises are one, by their words, who makes them and the day.

    Words that are the same but for case and marks are one promise; otherwise act and thing have to be. Two days that
    differ, two offices that differ, or a number that only one of the things has, make two promises.
    """
    return traits_of(one).same(traits_of(other))


def thing_of(words: str) -> str:
    """Give the noun of what is promised, such as "paper"; empty where none was found."""
    return core_of(words).head


def core_of(words: str) -> Core:
    """Give what a promise comes to.

    Examples
    --------
    >>> core_of("We will shortly release the first of its kind Records Strategy.").act  # without its ending
    'releas'
    >>> core_of("The paper, to be published later this year, will outline the work.").head
    'paper'
    """
    said = _OF_ITS_KIND.sub(" ", " ".join(words.replace("’", "'").split()))
    act, thing = _act_and_thing(said)
    ended = _THING_ENDS.split(thing, maxsplit=1)[0]
    heads = _tokens(_HEAD_ENDS.split(ended, maxsplit=1)[0])
    return Core(
        _without_ending(act), heads[-1] if heads else "", frozenset(_tokens(ended)), _NEGATED.search(said) is not None
    )


def _act_and_thing(said: str) -> tuple[str, str]:
    for pattern in (_ASIDE, _PASSIVE):
        if match := pattern.search(said):
            return match["act"], match["thing"]
    match = _AFTER.search(said)
    verb = _VERB.match(_LEADS.sub("", match["act"])) if match else None
    return (verb["verb"], verb["thing"]) if verb else ("", "")


def _same_core(one: Core, other: Core) -> bool:
    if (
        not one.act
        or one.act != other.act
        or one.is_negated != other.is_negated
        or one.head != other.head
        or not one.head
    ):
        return False
    if _numbers(one.things) != _numbers(other.things):
        return False
    few, many = sorted((one.things, other.things), key=len)
    return len(few & many) >= _LEAST_SHARED * len(few)


def _numbers(things: frozenset[str]) -> frozenset[str]:
    return frozenset(word for word in things if any(sign.isdigit() for sign in word))


def _same_side(one: str, other: str) -> bool:
    """Say whether two who promise can be one: "we" and the government can be any office, two offices cannot."""
    return one in _ANYBODY or other in _ANYBODY or one in other or other in one


def _without_ending(verb: str) -> str:
    first, _, rest = verb.lower().partition(" ")
    first = _IRREGULAR.get(first, first)
    plain = re.sub(r"(?<=[a-z]{2})(?:ed|ing|es|s|e)$", "", first)
    return " ".join(filter(None, (plain, rest)))


def _tokens(words: str) -> list[str]:
    return [word for word in _WORD.findall(words.lower()) if word not in _SMALL]


def _normal(words: str) -> str:
    return " ".join(_WORD.findall(words.lower()))
