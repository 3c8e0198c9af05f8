"""What every finder of passages gives, and how the findings of several become passages that do not overlap."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Protocol

from clerestory.model.redaction.findings import Certainty, Finding
from clerestory.protect.text.normalised import NormalisedText, normalise


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
    found = [(rank, finding) for rank, finder in enumerate(finders) for finding in finder.find(normalised)]
    return merged(found)


def merged(found: Iterable[tuple[int, Finding]]) -> tuple[Finding, ...]:
    """Merge findings that overlap into one that covers all of them.

    The one that is removed without asking lends its kind, rule and person before one that asks; then the one of the
    lower rank; then the longer one.
    """
    kept: list[tuple[tuple[bool, int, int], Finding]] = []
    for rank, finding in sorted(found, key=lambda pair: (pair[1].start, -pair[1].end)):
        worth = (finding.certainty is Certainty.ASK, rank, finding.start - finding.end)
        if not kept or finding.start >= kept[-1][1].end:
            kept.append((worth, finding))
            continue
        before, last = kept[-1]
        best_worth, best = min((before, last), (worth, finding), key=lambda pair: pair[0])
        kept[-1] = best_worth, replace(best, start=last.start, end=max(last.end, finding.end))
    return tuple(finding for _, finding in kept)
