"""Who writes to whom: from the lines above the salutation and below the last sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from clerestory.answer.reading.cleaning import Line
from clerestory.answer.reading.dates import dates_in
from clerestory.answer.reading.layout import Layout
from clerestory.answer.reading.names import (
    called,
    is_address,
    is_office,
    is_post,
    is_same_name,
    is_titled,
    name_words,
)
from clerestory.answer.reading.text import Unit
from clerestory.model.answers.reading import Proposed

_COPY = re.compile(r"(?:c\.? ?c\.?|cop(?:y|ies|ied))(?: to)?\s?(?::|\s)\s?(?P<who>.*)", re.IGNORECASE)
_COPYING = re.compile(
    r"\b(?:copying|copied|sending a copy of|sent a copy of) (?:this|my) (?:letter|reply"
    r"|response)s? to (?P<who>[^;]{2,200})",
    re.IGNORECASE,
)
_WHO = "Who that is."
_TO = re.compile(r"to(?:\s?:|\b(?= the\b| rt\b| mr| ms\b| dr\b))\s?(?P<who>\S.*)", re.IGNORECASE)
_LABEL = re.compile(r"\s?(?:(?:our|your|my)\s)?(?:ref(?:erence)?|date|subject|from|sent|re)\b\s?:", re.IGNORECASE)
_DEAR = re.compile(r"\s*(?:my\s)?dear\s", re.IGNORECASE)
_PARTS = re.compile(r"\band\b|&|,|\bdear\b", re.IGNORECASE)
_NOBODY = frozenset(
    {"sir", "sirs", "madam", "minister", "colleague", "colleagues", "all", "friend", "whom", "it", "may"}
)
_LONGEST = 200  # signs of a line of a head; what is longer is none, so that no text is slow
_NO_NAME = re.compile(r"SYNTHETIC\b|(?:in confidence|private|by (?:e-?mail|post|hand))\b", re.IGNORECASE)


@dataclass(frozen=True)
class _Spot:
    """A line with the unit that it is in."""

    unit: Unit
    line: Line

    @property
    def words(self) -> str:
        return self.line.words

    def proposed(self, words: str, why: str, confirm: str) -> Proposed:
        return Proposed(words=words, place=self.unit.place(self.line), why=why, confirm=confirm)


@dataclass(frozen=True)
class Heads:
    """Who writes to whom."""

    sender: tuple[Proposed, ...]
    salutation: tuple[Proposed, ...]
    addressees: tuple[Proposed, ...]
    copies: tuple[Proposed, ...]
    signatory: tuple[Proposed, ...]


def read_heads(layout: Layout) -> Heads:
    """Give sender, addressees, copies and signatory of a letter; a notice has none."""
    if not layout.is_letter:
        return Heads((), (), (), (), ())
    head, tail = _spots(layout.head), _spots(layout.tail)
    head_copies, tail_copies = _copies(head), _copies(tail)
    taken = {spot.line.number for spot in (*head_copies, *tail_copies)}
    signed = _signed([spot for spot in tail if spot.line.number not in taken], layout.closing)
    head = [spot for spot in head if spot.line.number not in taken]
    to = _addressed(head, layout.salutation, signed[0].words if signed else "")
    return Heads(
        sender=tuple(_senders(head, tail, {spot.line.number for spot in (*to, *signed)})),
        salutation=_greeting(layout.salutation),
        addressees=tuple(_addressee(spot) for spot in to) or _only_greeted(layout.salutation),
        copies=(*(_copy(spot) for spot in (*head_copies, *tail_copies)), *_copies_said(layout.body)),
        signatory=tuple(_signatory(spot) for spot in signed),
    )


def _spots(units: Sequence[Unit]) -> list[_Spot]:
    lines = ((unit, line) for unit in units for line in unit.lines)
    return [_Spot(unit, line) for unit, line in lines if len(line.words) <= _LONGEST and not _NO_NAME.match(line.words)]


def _copies(spots: Sequence[_Spot]) -> list[_Spot]:
    """Give the lines of copies: one that says so, and those right below it in its paragraph."""
    found: list[_Spot] = []
    open_in = 0
    for spot in spots:
        says = _COPY.fullmatch(spot.words)
        if says or (spot.unit.paragraph == open_in and not _LABEL.match(spot.words) and not _TO.match(spot.words)):
            open_in = spot.unit.paragraph
            found.append(spot)
        else:
            open_in = 0
    return found


def _copy(spot: _Spot) -> Proposed:
    says = _COPY.fullmatch(spot.words)
    return spot.proposed(says["who"] if says else spot.words, "It stands where copies are named.", _WHO)


def _copies_said(body: Sequence[Unit]) -> Iterator[Proposed]:
    """Yield who gets a copy by a sentence of the letter."""
    for unit in body:
        for said in unit.sentences:
            if match := _COPYING.search(said.words):
                who = match["who"].rstrip(".")
                yield Proposed(words=who, place=said.place, why="A sentence says that they get a copy.", confirm=_WHO)


def _signed(spots: Sequence[_Spot], closing: Unit | None) -> list[_Spot]:
    """Give the line of who signs: a title and a name before any other, else the first that is no address."""
    below = [
        spot
        for spot in spots
        if (closing is None or spot.unit is not closing)
        and not _is_no_name(spot.words)
        and not _LABEL.match(spot.words)
    ]
    titled = [spot for spot in below if is_titled(spot.words)]
    return (titled or below)[:1]


def _signatory(spot: _Spot) -> Proposed:
    why = "It stands below the last sentence" + (", with a title." if is_titled(spot.words) else ".")
    return spot.proposed(called(spot.words), why, "That this person signed, and in which post.")


def _is_no_name(words: str) -> bool:
    dated = any(date.end - date.start > len(words) // 2 for date in dates_in(words))
    return dated or is_address(words) or not name_words(words)


def _addressed(head: Sequence[_Spot], salutation: Unit | None, signed: str) -> list[_Spot]:
    """Give the lines of addressees; what the letter itself greets is looked for wherever it stands."""
    named = [
        spot
        for spot in head
        if not _is_no_name(spot.words) and not _LABEL.match(spot.words) and not is_same_name(called(spot.words), signed)
    ]
    greeted = _greeted(salutation)
    found = [
        spot
        for spot in named
        if _TO.match(spot.words)
        or is_titled(spot.words)
        or any(part <= name_words(called(spot.words)) for part in greeted)
    ]
    return _each_once(found) or _post_above(head, named)


def _greeted(salutation: Unit | None) -> list[frozenset[str]]:
    """Give the names that a salutation greets; none where it greets nobody in particular."""
    if salutation is None:
        return []
    parts = _PARTS.split(_DEAR.sub("", salutation.first))
    return [names for part in parts if (names := name_words(part)) and not names & _NOBODY]


def _each_once(spots: Sequence[_Spot]) -> list[_Spot]:
    kept: list[_Spot] = []
    for spot in spots:
        if not any(is_same_name(_who(spot), _who(one)) for one in kept):
            kept.append(spot)
    return kept


def _who(spot: _Spot) -> str:
    to = _TO.match(spot.words)
    return called(to["who"] if to else spot.words)


def _post_above(head: Sequence[_Spot], named: Sequence[_Spot]) -> list[_Spot]:
    """Give the post right above a salutation that names nobody, unless it stands in the letterhead."""
    last = max((spot.unit.paragraph for spot in named), default=0)
    first = min((spot.unit.paragraph for spot in head), default=0)
    block = [spot for spot in named if spot.unit.paragraph == last > first]
    return [spot for spot in block[:1] if is_post(spot.words)]


def _addressee(spot: _Spot) -> Proposed:
    why = "It stands above the salutation" + (", with a title." if is_titled(_who(spot)) else ".")
    return spot.proposed(_who(spot), why, "That the letter is to this person or office.")


def _senders(head: Sequence[_Spot], tail: Sequence[_Spot], taken: set[int]) -> Iterator[Proposed]:
    """Yield the office that the letter comes from and the post below it; the foot says it where the head does not."""
    above = _until(head, taken)
    offices = [spot for spot in above if is_office(spot.words)] or [
        spot for spot in tail if is_office(spot.words) and spot.line.number not in taken
    ]
    posts = [spot for spot in above if is_post(spot.words) and not is_office(spot.words)]
    for spot in (*offices[:1], *posts[:1]):
        if not _COPY.fullmatch(spot.words):
            yield spot.proposed(
                spot.words, "It stands in the head or at the foot.", "That the letter comes from there."
            )


def _until(head: Sequence[_Spot], taken: set[int]) -> list[_Spot]:
    """Give the lines of the letterhead: those before the first addressee."""
    first = min(taken & {spot.line.number for spot in head}, default=None)
    return [spot for spot in head if first is None or spot.line.number < first]


def _only_greeted(salutation: Unit | None) -> tuple[Proposed, ...]:
    """Give whom the salutation alone names in full: a title or two names."""
    if salutation is None or not _greeted(salutation):
        return ()
    name = _DEAR.sub("", salutation.first).strip(" ,:")
    if not (is_titled(name) or name.count(" ") == 1):
        return ()
    why = "The salutation greets them; nothing above it names anybody."
    return (Proposed(words=name, place=salutation.place(), why=why, confirm="Who that is, with post and address."),)


def _greeting(salutation: Unit | None) -> tuple[Proposed, ...]:
    if salutation is None:
        return ()
    return (
        Proposed(
            words=salutation.first,
            place=salutation.place(),
            why="The letter greets with it.",
            confirm="That it greets those who are addressed.",
        ),
    )
