"""What every finder of passages gives, and how the findings of several become passages that do not overlap."""

from __future__ import annotations

import gc
from abc import ABC, abstractmethod
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import replace
from typing import Any, Generic, Protocol, TypeVar, runtime_checkable

from clerestory.model.redaction.findings import Certainty, Finding
from clerestory.protect.text.normalised import NormalisedText, normalise
from clerestory.protect.text.stretches import LENGTH, REACH, Scan, Standing, searched

C = TypeVar("C", bound=Standing)
_LEAST = (True, 0, 0)  # no finding is worth less before there is one


class Finder(Protocol):
    """Something that finds passages: a roster, patterns, a tagger, anchors."""

    def find(self, text: NormalisedText) -> Iterable[Finding]:
        """Give what it finds, in code points of ``text.original``, in any order; findings may overlap."""
        ...


@runtime_checkable
class LocalFinder(Finder, Protocol):
    """A finder that decides about a passage by what stands near it alone, within ``reach`` plain signs."""

    @property
    def reach(self) -> int:
        """Plain signs; no less than the longest passage that it looks for."""
        ...


class ClueFinder(ABC, Generic[C]):
    """A finder that needs the whole text, but only a few things of it, each of which stands at a place.

    The clues are gathered stretch by stretch, and settled all together.
    """

    reach: int = REACH

    @abstractmethod
    def clues(self, text: NormalisedText) -> Iterable[C]:
        """Give what decides, with ``start`` and ``end``, each by what stands within ``reach`` plain signs alone."""

    @abstractmethod
    def settled(self, clues: Iterable[C], original: str) -> Iterable[Finding]:
        """Give what it finds in a text, by all clues of it."""

    def find(self, text: NormalisedText) -> Iterable[Finding]:
        """Give what it finds in a text."""
        return self.settled(self.clues(text), text.original)


def find_all(text: str, finders: Sequence[Finder], *, length: int = LENGTH) -> tuple[Finding, ...]:
    """Give what all finders find, merged: in order, none overlapping another.

    Parameters
    ----------
    text : str
    finders : sequence of Finder
        The surest first: of findings that overlap the first finder's kind, rule and person are kept.
    length : int
        Code points of the stretches in which a longer text is searched; what is found is the same for each length.

    Returns
    -------
    tuple of Finding
    """
    with _no_collection():
        return merged(_ranked(text, finders, length))


def _ranked(text: str, finders: Sequence[Finder], length: int) -> Iterator[tuple[int, Finding]]:
    """Yield what each finder finds, with its rank."""
    scans = {rank: scan for rank, finder in enumerate(finders) if (scan := _scan_of(finder)) is not None}
    reach = max((finder.reach for finder in finders if isinstance(finder, LocalFinder)), default=REACH)
    clues = dict(zip(scans, searched(text, list(scans.values()), reach=reach, length=length), strict=True))
    for rank, finder in enumerate(finders):
        for finding in _settled(finder, clues.pop(rank, None), text):
            yield rank, finding


def _scan_of(finder: Finder) -> Scan | None:
    """Give how a finder looks at a stretch; None for one that needs the whole text."""
    if isinstance(finder, ClueFinder):
        return finder.clues
    return finder.find if isinstance(finder, LocalFinder) else None


def _settled(finder: Finder, clues: list[Any] | None, text: str) -> Iterable[Finding]:
    if clues is None:
        return finder.find(normalise(text))
    return finder.settled(clues, text) if isinstance(finder, ClueFinder) else clues


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
