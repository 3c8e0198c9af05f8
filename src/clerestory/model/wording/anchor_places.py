"""Where anchor facts stand in a text: the patterns of anchors, looked for around the words that each of them needs.

A pattern without a word that it needs nearby cannot match, so most of a long text is passed over; what is found is what
the patterns find in the whole text.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clerestory.model.wording.anchors import MONTHS, NUMBER, PATTERNS, Anchor

_REACH = 80  # code points on either side of a needed word that a pattern can reach
_WORD = re.compile(r"[^\W_]+")
_SEASONS = r"christmas|easter|new|ramadan|diwali|eid|hallowe|halloween|bonfire|half"
_SHOPS = (
    r"hotel|hostel|guest|guesthouse|b|takeaway|take|restaurant|caf[eé]|pub|nightclub|shisha|kebab|taxi|minicab|car"
    r"|carwash|garage|barber|salon|off|shop|arcade|snooker|gym|warehouse|factory|shopping"
)
_ANY = r"(?i:{})"
_CAPITAL = r"[A-ZÀ-Þ].*"

# Of each kind a word, whole, that no match of its pattern is without.
_NEEDED: Mapping[Anchor, str] = MappingProxyType(
    {
        Anchor.PLACE: _CAPITAL + "|" + _ANY.format(r"town|city|village|borough|parish|suburb|estate"),
        Anchor.SCHOOL: _ANY.format(r"school|academy|college|nursery|sixth|pupil|children|childrens|care"),
        Anchor.BUSINESS: _ANY.format(rf"({_SHOPS})s?") + r"|Ltd|PLC|plc|LLP",
        Anchor.MONTH: rf"{MONTHS}|(19|20)\d\d|" + _ANY.format(_SEASONS),
        Anchor.SENTENCE: _ANY.format(rf"{NUMBER}|life"),
        Anchor.DEFENDANTS: _ANY.format(NUMBER),
        Anchor.AGE: _ANY.format(rf"{NUMBER}|birthday|twice"),
        Anchor.NATIONALITY: _CAPITAL + "|" + _ANY.format(r"abroad|overseas|home|another"),
    }
)
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
    needed_by: dict[str, tuple[Anchor, ...]] = {}
    windows: dict[Anchor, list[tuple[int, int]]] = {anchor: [] for anchor in Anchor}
    for found in _WORD.finditer(text):
        word = found[0]
        if word not in needed_by:
            needed_by[word] = tuple(anchor for anchor, needs in _NEEDS.items() if needs.fullmatch(word))
        for anchor in needed_by[word]:
            _widen(windows[anchor], *_reach(text, *found.span()))
    return windows


def _reach(text: str, start: int, end: int) -> tuple[int, int]:
    """Give the window around a word, from one space to another, so that it cuts no word."""
    first = text.rfind(" ", 0, max(start - _REACH, 0))
    last = text.find(" ", end + _REACH)
    return first + 1, len(text) if last < 0 else last


def _widen(windows: list[tuple[int, int]], start: int, end: int) -> None:
    if windows and start <= windows[-1][1] + 1:
        windows[-1] = (windows[-1][0], end)
    else:
        windows.append((start, end))
