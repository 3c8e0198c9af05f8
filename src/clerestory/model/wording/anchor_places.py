"""Where anchor facts stand in a text: the patterns of anchors, looked for around the words that each of them needs.

A pattern without a word that it needs nearby cannot match, so most of a long text is passed over; what is found is what
the patterns find in the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate, compress, count, islice
from types import MappingProxyType

from clerestory.model.wording.anchors import MONTHS, NUMBER, PATTERNS, Anchor

_REACH = 48  # code points on either side of a needed word that a pattern can reach
_KEPT = 50_000  # words remembered from earlier texts
_WORD = re.compile(r"([^\W_]+)")
_SEASONS = r"christmas|easter|new|ramadan|diwali|eid|hallowe|halloween|bonfire|half"
_SHOPS = (
    r"hotel|hostel|guest|guesthouse|b|takeaway|take|restaurant|caf[eé]|pub|nightclub|shisha|kebab|taxi|minicab|car"
    r"|carwash|garage|barber|salon|off|shop|arcade|snooker|gym|warehouse|factory|shopping"
)
_ANY = r"(?i:{})"
# Before a name of a place a word in small letters leads to it; it starts with a sign, which makes the search fast.
_LED_TO = re.compile(r" (?<=[a-z] )(?=[A-ZÀ-Þ])")

# Of each kind a word, whole, that no match of its pattern is without; names of places are led to instead.
_NEEDED: Mapping[Anchor, str] = MappingProxyType(
    {
        Anchor.PLACE: "Road|Street|Lane|Avenue|Estate|Park|Town|City|Station|Square|Valley|Moor|"
        + _ANY.format(r"town|city|village|borough|parish|suburb|estate"),
        Anchor.SCHOOL: _ANY.format(r"school|academy|college|nursery|sixth|pupil|children|childrens|care"),
        Anchor.BUSINESS: _ANY.format(rf"({_SHOPS})s?") + r"|Ltd|PLC|plc|LLP",
        Anchor.MONTH: rf"{MONTHS}|(19|20)\d\d|" + _ANY.format(_SEASONS),
        Anchor.SENTENCE: _ANY.format(rf"{NUMBER}|life"),
        Anchor.DEFENDANTS: _ANY.format(NUMBER),
        Anchor.AGE: _ANY.format(rf"{NUMBER}|birthday|twice"),
        Anchor.NATIONALITY: PATTERNS[Anchor.NATIONALITY] + "|" + _ANY.format(r"abroad|overseas|home|another"),
    }
)
# A number alone says nothing, and papers are full of them: a word right before or after it says of what it is.
_OF_NUMBERS = (Anchor.SENTENCE, Anchor.DEFENDANTS, Anchor.AGE)
_LEAD = {
    Anchor.SENTENCE: re.compile(_ANY.format(r"got|given|to|served|serving|doing|did|for|a")),
    Anchor.AGE: re.compile(_ANY.format(r"aged|of|was|were|m|is|turned|only|just")),
}
_FOLLOW = {
    Anchor.SENTENCE: re.compile(_ANY.format(r"years?|months?")),
    Anchor.DEFENDANTS: re.compile(
        _ANY.format(
            r"of|other|more|young|men|women|girls|boys|lads|defendants|suspects|offenders|victims|brothers|cousins"
            r"|people|children"
        )
    ),
    Anchor.AGE: re.compile(_ANY.format(r"years?")),
}
_NEEDS = {anchor: re.compile(pattern) for anchor, pattern in _NEEDED.items()}
_PATTERNS = {anchor: re.compile(pattern) for anchor, pattern in PATTERNS.items()}


@dataclass(frozen=True)
class AnchorSpan:
    """Where an anchor fact stands in a text, in code points; a word before it that only leads to it is left out."""

    start: int
    end: int
    anchor: Anchor


def anchor_spans(text: str) -> Iterator[AnchorSpan]:
    """Yield every anchor fact of a text, kind by kind; those of two kinds may overlap.

    Parameters
    ----------
    text : str
        In one plain spelling, with single spaces: positions are those of this text.

    Examples
    --------
    >>> [(span.anchor.name, span.start, span.end) for span in anchor_spans("They met in Eastmoor.")]
    [('PLACE', 12, 20)]
    """
    for anchor, windows in _windows(text).items():
        for start, end in windows:
            for found in _PATTERNS[anchor].finditer(text, start, end):
                group = "it" if found.groupdict().get("it") else 0
                yield AnchorSpan(*found.span(group), anchor)


def _windows(text: str) -> dict[Anchor, list[tuple[int, int]]]:
    """Give for each kind where its pattern can match; windows neither touch nor overlap."""
    places: dict[Anchor, list[tuple[int, int]]] = {anchor: [] for anchor in Anchor}
    places[Anchor.PLACE] += [_reach(text, found.end(), found.end()) for found in _LED_TO.finditer(text)]
    parts = _WORD.split(text)  # what stands between words, and words, in turn
    words, ends = parts[1::2], accumulate(map(len, parts))
    needing = {word: kinds for word in set(words) if (kinds := _needing(word))}
    hits = map(needing.__contains__, words)
    for at, word, end in compress(zip(count(), words, islice(ends, 1, None, 2), strict=False), hits):
        window = _reach(text, end - len(word), end)
        for anchor in _beside(words, at) if needing[word] == _OF_NUMBERS else needing[word]:
            places[anchor].append(window)
    return {anchor: _merged(sorted(found)) for anchor, found in places.items()}


@lru_cache(maxsize=_KEPT)
def _needing(word: str) -> tuple[Anchor, ...]:
    """Give the kinds of which a word is one that their patterns need."""
    return tuple(anchor for anchor, needs in _NEEDS.items() if needs.fullmatch(word))


def _beside(words: Sequence[str], at: int) -> set[Anchor]:
    """Give the kinds of which a number, of the words around it, can be."""
    before = words[at - 1] if at else ""
    return {*_after(before), *_before(words[at + 1] if at + 1 < len(words) else "")}


@lru_cache(maxsize=_KEPT)
def _after(word: str) -> tuple[Anchor, ...]:
    """Give the kinds of which a number right after a word can be."""
    return tuple(anchor for anchor in _OF_NUMBERS if anchor in _LEAD and _LEAD[anchor].fullmatch(word))


@lru_cache(maxsize=_KEPT)
def _before(word: str) -> tuple[Anchor, ...]:
    """Give the kinds of which a number right before a word can be."""
    return tuple(anchor for anchor in _OF_NUMBERS if _FOLLOW[anchor].fullmatch(word))


def _merged(reached: list[tuple[int, int]]) -> list[tuple[int, int]]:
    windows: list[tuple[int, int]] = []
    for start, end in reached:
        if windows and start <= windows[-1][1] + 1:
            windows[-1] = (windows[-1][0], max(windows[-1][1], end))
        else:
            windows.append((start, end))
    return windows


def _reach(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the window around a word, from one space to another, so that it cuts no word."""
    first = text.rfind(" ", 0, max(start - _REACH, 0))
    last = text.find(" ", end + _REACH)
    return first + 1, len(text) if last < 0 else last
