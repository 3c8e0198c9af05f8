"""Where the sentences of a text begin and end."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_UNSEEN = ("Cf", "Mn", "Me")  # signs without a shape, and marks that stand on another sign
_END = re.compile(r"(?<=[.!?])[\"”’')\]]*\s+(?=[\"“‘'(\[]*(?:[A-Z0-9]|\ue000))|\n\s*\n")
_ABBREVIATION = re.compile(
    r"(?:\b(?:e\.g|i\.e|cf|etc|vs|No|Nos|Dr|Mr|Mrs|Ms|St|Prof|Rt|Hon|Cllr|art|para|paras|s|ss|ch|p|pp|vol|ed)\."
    r"|\b[A-Z]\.)$"
)
_LONGEST = 8  # signs of the longest abbreviation with its full stop and the sign before it


def as_read(text: str) -> str:
    """Give a text as a reader sees it: signs without a shape and marks on others are gone, letters of one form.

    Else a zero-width space within a word would hide it.
    """
    plain = unicodedata.normalize("NFKD", text)
    return "".join(sign for sign in plain if unicodedata.category(sign) not in _UNSEEN)


def sentence_spans(text: str) -> Iterator[tuple[int, int]]:
    """Yield where each sentence of a text begins and ends; a line end parts none, a blank line does.

    Examples
    --------
    >>> text = "Dr. A. Bell wrote. (He asked why?) It is 4.5 km."
    >>> [text[start:end] for start, end in sentence_spans(text)]
    ['Dr. A. Bell wrote.', '(He asked why?)', 'It is 4.5 km.']
    """
    start = 0
    for match in _END.finditer(text):
        if _is_abbreviated(text, start, match.start()):
            continue
        yield from _span(text, start, match.start() + len(match[0].rstrip()))
        start = match.end()
    yield from _span(text, start, len(text))


def _is_abbreviated(text: str, start: int, end: int) -> bool:
    """Say whether what seems to end a sentence ends a short form; few signs are looked at, so that no text is slow."""
    return _ABBREVIATION.search(text[max(start, end - _LONGEST) : end].rstrip("\"”’')]")) is not None


def _span(text: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    said = text[start:end]
    if said.strip():
        left = len(said) - len(said.lstrip())
        yield start + left, start + len(said.rstrip())
