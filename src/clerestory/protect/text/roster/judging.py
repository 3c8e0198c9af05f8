"""Whether words that could be a name are one, by how well they fit and by what stands around them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import cached_property

from clerestory.model.redaction.findings import Certainty
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.roster.hits import Group, Hit
from clerestory.protect.text.roster.index import RosterIndex, Spelling
from clerestory.protect.text.roster.ordinary import NOT_BEFORE_A_NAME, SAID, TITLES

_LONGEST_TITLE = 12
_INITIALS_BEFORE = re.compile(r"(?<![^\W_])(?:[A-Z]\.? ?){1,3}$")
_INITIALS_AFTER = re.compile(r",? (?:[A-Z]\b\.?(?: ?(?=[A-Z]\b))?){1,3}")
_LONGEST_INITIALS = 10
_LAST_LETTERS = re.compile(r"[^\W_]+$")
_WORD_BEFORE = re.compile(r"([^\W_]+)[ ]$")
_WORD_AFTER = re.compile(r"[ ,]{1,2}([^\W_]+)")
_SENTENCE_START = re.compile(r"(?:^|[.!?:;\"(\[\n*#>|-] ?)$")
_SHORTEST_ALONE = 3
_SHORTEST_UNSURE = 5
_SHORTEST_MISREAD = 4


@dataclass(frozen=True, slots=True)
class Verdict:
    """What a group of words is: from where to where, by which rule, and how sure that is."""

    start: int
    end: int
    rule: str
    certainty: Certainty = Certainty.REMOVE


def judged(group: Group, text: NormalisedText, index: RosterIndex) -> Verdict | None:
    """Say whether a group is a name; None if it is not."""
    around = _Around(group, text.plain, index)
    if len(group.spellings) > 1:
        return _judged_together(group, around)
    if not group.spellings:
        return None
    return _judged_alone(next(hit for hit in group.hits if not hit.candidate.is_particle), group, around)


class _Around:
    """What stands around a group: a title, initials of one of its people, a word before and after."""

    def __init__(self, group: Group, plain: str, index: RosterIndex) -> None:
        self.start, self.end = group.start, group.end
        before = _INITIALS_BEFORE.search(plain[max(0, self.start - _LONGEST_INITIALS) : self.start])
        after = _INITIALS_AFTER.match(plain, self.end, self.end + _LONGEST_INITIALS)
        self.has_initials = False
        if before and _are_initials(before[0], group, index):
            self.start, self.has_initials = self.start - len(before[0]), True
        elif after and _are_initials(after[0], group, index):
            self.end, self.has_initials = after.end(), True
        self._plain = plain
        title = _title_before(plain[max(0, self.start - _LONGEST_TITLE) : self.start])
        self.has_title = title > 0
        self.start -= title

    @cached_property
    def before(self) -> str:
        """The word before the group, in small letters; empty if a sign stands between."""
        found = _WORD_BEFORE.search(self._plain[max(0, self.start - 30) : self.start])
        return found[1].lower() if found else ""

    @cached_property
    def after(self) -> str:
        """The word after the group, in small letters."""
        found = _WORD_AFTER.match(self._plain, self.end)
        return found[1].lower() if found else ""

    @cached_property
    def begins_sentence(self) -> bool:
        """Whether a sentence, a line or a quotation begins with the group."""
        return _SENTENCE_START.search(self._plain[max(0, self.start - 3) : self.start]) is not None


def _title_before(lead: str) -> int:
    """Give how many signs a title and the space after it take at the end of what stands before a name."""
    if not lead.endswith(" "):
        return 0
    word = lead[:-1].removesuffix(".")
    letters = _LAST_LETTERS.search(word)
    if letters is None or letters[0].lower() not in TITLES:
        return 0
    return len(lead) - letters.start()


def _are_initials(written: str, group: Group, index: RosterIndex) -> bool:
    own = {sign.lower() for sign in written if sign.isalpha()}
    letters = {letter for person in group.people for letter in index.initials[person]} if own else set()
    return bool(own) and own <= letters


def _judged_together(group: Group, around: _Around) -> Verdict:
    weakest, surest = min(group.spellings), max(group.spellings)
    rule = {
        Spelling.SLIP: "slip",
        Spelling.SOUND: "transliterated",
        Spelling.MISREAD: "misread",
        Spelling.SHORT: "short",
        Spelling.GROUP: "transliterated",
    }.get(weakest, "full")
    plain = [hit.is_plain_word for hit in group.hits if not hit.candidate.is_particle]
    unsure = all(plain) or (surest < Spelling.SHORT and not all(hit.has_capital for hit in group.hits))
    return Verdict(around.start, around.end, f"roster.name.{rule}", Certainty.ASK if unsure else Certainty.REMOVE)


def _judged_alone(hit: Hit, group: Group, around: _Around) -> Verdict | None:
    spelling = group.spellings[0]
    if around.has_title or (around.has_initials and spelling >= Spelling.SHORT):
        return _judged_addressed(hit, spelling, around)
    if len(hit.word) < _SHORTEST_ALONE:
        return None
    if hit.candidate.is_ordinary:
        return _judged_ordinary(hit, around) if spelling >= Spelling.SHORT else None
    return _judged_rare(hit, group, around)


def _judged_addressed(hit: Hit, spelling: Spelling, around: _Around) -> Verdict | None:
    """Judge a name with a title or with initials; in small letters it needs the title and must be no everyday word."""
    in_small_letters = around.has_title and spelling >= Spelling.GROUP and not hit.candidate.is_ordinary
    if not hit.has_capital and not in_small_letters and not hit.has_digits_for_letters:
        return None
    rule = "titled" if around.has_title else "initials"
    return Verdict(around.start, around.end, f"roster.name.{rule}")


def _judged_rare(hit: Hit, group: Group, around: _Around) -> Verdict | None:
    """Judge a word that is no everyday one."""
    spelling, (start, end) = group.spellings[0], (group.start, group.end)
    if spelling >= Spelling.SHORT_GLUED or (spelling >= Spelling.SHORT and hit.has_capital):
        return Verdict(start, end, "roster.name.alone")
    if spelling is Spelling.GROUP:
        return Verdict(start, end, "roster.name.alone", Certainty.ASK)
    if spelling is Spelling.MISREAD and hit.has_digits_for_letters:
        return Verdict(start, end, "roster.name.misread")
    return Verdict(start, end, "roster.name.near", Certainty.ASK) if _may_be_near(hit, spelling, around) else None


def _may_be_near(hit: Hit, spelling: Spelling, around: _Around) -> bool:
    if spelling is Spelling.MISREAD and (hit.has_capital or hit.word[0] == "l"):  # a small l may be a capital i
        return len(hit.word) >= _SHORTEST_MISREAD
    return hit.has_capital and len(hit.word) >= _SHORTEST_UNSURE and not around.begins_sentence


def _judged_ordinary(hit: Hit, around: _Around) -> Verdict | None:
    """Judge an ordinary word: it needs a capital that no sentence forces, and something said of a person."""
    if not hit.has_capital or hit.word.isupper():
        return None
    if around.before in NOT_BEFORE_A_NAME or around.after[:1].isdigit():
        return None
    if hit.word.endswith("'s") or around.after in SAID:
        sure = Certainty.ASK if around.begins_sentence else Certainty.REMOVE
        return Verdict(hit.start, hit.end, "roster.name.ordinary", sure)
    if around.begins_sentence:
        return None
    return Verdict(hit.start, hit.end, "roster.name.ordinary", Certainty.ASK)
