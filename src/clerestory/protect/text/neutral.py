"""Neutral wording (rule J4): terms that blame a child, imply agreement, or say guilt before a conviction."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib import resources

import ahocorasick

from clerestory.model.redaction.wordings import Wording
from clerestory.protect.text.normalised import NormalisedText
from clerestory.protect.text.stretches import searched

_SENTENCE_END = re.compile(r"[.!?](?= )")
_MOST_SENTENCE = 600  # signs to either side within which a sentence is looked for
_BETWEEN = "-\n\r\t"


@dataclass(frozen=True)
class Entry:
    """One entry of the list.

    Attributes
    ----------
    code : str
    terms : tuple of str
        In small letters; a space also stands for a hyphen or a line end.
    why, instead : str
    near : pattern, optional
        Words of which one must stand in the same sentence.
    within : tuple of str
        Phrases in which the terms are in order.
    """

    code: str
    terms: tuple[str, ...]
    why: str
    instead: str
    near: re.Pattern[str] | None
    within: tuple[str, ...]


def unneutral(text: str) -> tuple[Wording, ...]:
    """Give the passages of a text whose wording is not neutral, in order; none overlaps another.

    Parameters
    ----------
    text : str
        Whatever is to be published, with its names taken out or not.

    Returns
    -------
    tuple of Wording
        With code points of ``text``. They are warnings: a quotation may need the words that were said.

    Examples
    --------
    >>> [(found.code, found.start) for found in unneutral("The report calls her a child prostitute.")]
    [('child-prostitution', 23)]
    """
    found: list[Wording] = []
    for wording in searched(text, [_meant])[0]:
        if not found or wording.start >= found[-1].end:
            found.append(wording)
    return tuple(found)


def _meant(normalised: NormalisedText) -> Iterator[Wording]:
    """Yield each term of the list that is meant, in order."""
    plain = normalised.folded
    for sign in _BETWEEN:
        plain = plain.replace(sign, " ")
    for start, end, entry in sorted(_hits(plain), key=lambda hit: (hit[0], -hit[1])):
        if _is_meant(plain, (start, end), entry):
            span = normalised.original_span(start, end)
            yield Wording(*span, entry.code, plain[start:end], entry.why, entry.instead)


@cache
def entries() -> tuple[Entry, ...]:
    """Give the list that is shipped."""
    shipped = resources.files("clerestory.protect.text") / "neutral_terms.toml"
    listed = tomllib.loads(shipped.read_text(encoding="utf-8"))["wording"]
    return tuple(
        Entry(
            code=one["code"],
            terms=tuple(one["terms"]),
            why=one["why"],
            instead=one["instead"],
            near=re.compile(rf"\b(?:{'|'.join(map(re.escape, one['near']))})\b") if "near" in one else None,
            within=tuple(one.get("within", ())),
        )
        for one in listed
    )


@cache
def _automaton() -> ahocorasick.Automaton:
    built = ahocorasick.Automaton()
    for entry in entries():
        for term in entry.terms:
            built.add_word(term, (len(term), entry))
    built.make_automaton()
    return built


def _hits(plain: str) -> Iterator[tuple[int, int, Entry]]:
    """Give each term that stands there as words of its own."""
    for last, (length, entry) in _automaton().iter(plain):
        start, end = last + 1 - length, last + 1
        if not (plain[start - 1 : start].isalnum() or plain[end : end + 1].isalnum()):
            yield start, end, entry


def _is_meant(plain: str, span: tuple[int, int], entry: Entry) -> bool:
    """Say whether a term stands in no phrase in which it is in order, and near a word that it needs."""
    start, end = span
    if any(_stands_in(phrase, plain, start) for phrase in entry.within):
        return False
    return entry.near is None or entry.near.search(_sentence(plain, start, end)) is not None


def _stands_in(phrase: str, plain: str, start: int) -> bool:
    """Say whether a place of a text lies in a phrase."""
    return phrase in plain[max(start - len(phrase) + 1, 0) : start + len(phrase)]


def _sentence(plain: str, start: int, end: int) -> str:
    before, after = plain[max(start - _MOST_SENTENCE, 0) : start], plain[end : end + _MOST_SENTENCE]
    ends = [found.end() for found in _SENTENCE_END.finditer(before)]
    stop = _SENTENCE_END.search(after)
    return before[ends[-1] if ends else 0 :] + " " + after[: stop.start() if stop else None]
