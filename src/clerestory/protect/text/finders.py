"""What every finder of passages gives, and how the findings of several become passages that do not overlap."""

from __future__ import annotations

import gc
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Protocol

from clerestory.model.redaction.findings import Certainty, Finding
from clerestory.protect.text.normalised import NormalisedText, normalise

_LEAST = (True, 0, 0)  # no finding is worth less before there is one


class Finder(Protocol):
    """Something that finds passages: a roster, patterns, a tagger, anchors."""

    def find(self, text: NormalisedText) -> Iterable[Finding]:
        """Give what it finds, in code points of ``text.original``, in any order; findings may overlap."""
        ...


def find_all(text: str, finders: Sequence[Finder]) -> tuple[Finding, ...]:
    """Give what all finders find, merged: in order, none overlapping another.

    Parameters
    ----------
    text : str
    finders : sequence of Finder
        The surest first: of findings that overlap the first finder's kind, rule and person are kept.

    Returns
    -------
    tuple of Finding
    """
    normalised = normalise(text)
    with _no_collection():
        found = [(rank, finding) for rank, finder in enumerate(finders) for finding in finder.find(normalised)]
        return merged(found)


@contextmanager
def _no_collection() -> Iterator[None]:
    """Keep Python from looking for garbage: in a dense text a third of the time went to findings that all stay."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


def merged(found: Iterable[tuple[int, Finding]]) -> tuple[Finding, ...]:
    """Merge findings that overlap into one that covers all of them.

    The one that is removed without asking lends its kind, rule and person before one that asks; then the one of the
    lower rank; then the longer one.
    """
    kept: list[Finding] = []
    best: Finding | None = None
    worth, start, end = _LEAST, 0, 0
    for rank, finding in sorted(found, key=lambda pair: (pair[1].start, -pair[1].end)):
        own_worth = (finding.certainty is Certainty.ASK, rank, finding.start - finding.end)
        if best is None or finding.start >= end:
            kept += _spread(best, start, end)
            best, worth, start, end = finding, own_worth, finding.start, finding.end
            continue
        end = max(end, finding.end)
        if own_worth < worth:
            best, worth = finding, own_worth
    return (*kept, *_spread(best, start, end))


def _spread(best: Finding | None, start: int, end: int) -> tuple[Finding, ...]:
    """Give the best of some findings, made to cover all of them; none where there were none."""
    if best is None:
        return ()
    return (best if (best.start, best.end) == (start, end) else replace(best, start=start, end=end),)
