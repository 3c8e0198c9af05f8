"""A long text is searched stretch by stretch, so that memory follows the stretch and not the text.

Two neighbours search the text around the cut between them twice, each with what it needs on its own far side. They
must find the very same there; where they do not, something runs across the cut that is longer than any rule reaches
(the same name written for pages, say), and the stretch is searched again, twice as long. So what is found is what a
search of the whole text finds.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import astuple, dataclass
from typing import Any, Protocol

from clerestory.protect.text.normalised import NormalisedText, normalise

LENGTH = 1_000_000  # code points of a stretch
REACH = (
    4_096  # plain signs within which it is decided what stands at a place; rules without a bound are a tenth of that
)


class Standing(Protocol):
    """Something that stands at a place of a text; a frozen dataclass."""

    @property
    def start(self) -> int:
        """Its first code point."""
        ...

    @property
    def end(self) -> int:
        """The code point after its last."""
        ...


Scan = Callable[[NormalisedText], Iterable[Standing]]
_Scanned = list[list[Any]]


def searched(text: str, scans: Sequence[Scan], *, reach: int = REACH, length: int = LENGTH) -> _Scanned:
    """Give what each of some scans gives of a text, in code points of it.

    Parameters
    ----------
    text : str
    scans : sequence of callable
        Each gives ``Standing`` things of a normalised text, all by its code points; what stands at a place is decided
        by what stands around it alone.
    reach : int
        Plain signs on either side within which that is.
    length : int
        Code points of a stretch; a text of up to that is searched as a whole.

    Returns
    -------
    list of list
        One for each scan.
    """
    stretches = _Stretches(text, scans, reach)
    begin, found = 0, _Scanned([] for _ in scans)
    hand, size = stretches.scanned(0, length), length
    while begin + size < len(text):
        cut = begin + size
        after = stretches.scanned(cut, cut + length)
        if stretches.agree(hand, after, cut):
            _take(found, hand, begin, cut)
            begin, size, hand = cut, length, after
        else:
            size *= 2
            hand = stretches.scanned(begin, begin + size)
    return _take(found, hand, begin, len(text))


def _take(found: _Scanned, hand: _Scanned, begin: int, end: int) -> _Scanned:
    for kept, those in zip(found, hand, strict=True):
        kept += [one for one in those if begin <= one.start < end]
    return found


@dataclass(frozen=True, repr=False)
class _Stretches:
    """A text with what is looked for in it."""

    text: str
    scans: Sequence[Scan]
    reach: int

    def scanned(self, begin: int, end: int) -> _Scanned:
        """Give what stands from one place to another, and in what both neighbours search."""
        first = self._before(self._before(begin))
        last = self._after(self._after(end))
        normalised = normalise(self.text[first:last], at=first)
        return [list(scan(normalised)) for scan in self.scans]

    def agree(self, one: _Scanned, other: _Scanned, cut: int) -> bool:
        """Say whether two neighbours found the same around the cut between them."""
        first, last = self._before(cut), self._after(cut)
        return all(
            _around(ours, first, last) == _around(theirs, first, last) for ours, theirs in zip(one, other, strict=True)
        )

    def _before(self, at: int) -> int:
        """Give a place before one, with as many plain signs between as anything reaches, or the text's beginning."""
        signs = 2 * self.reach
        while signs < at and len(normalise(self.text[at - signs : at]).plain) < 2 * self.reach:
            signs *= 2
        return max(at - signs, 0)

    def _after(self, at: int) -> int:
        signs, ends = 2 * self.reach, len(self.text)
        while at + signs < ends and len(normalise(self.text[at : at + signs]).plain) < 2 * self.reach:
            signs *= 2
        return min(at + signs, ends)


def _around(found: Iterable[Any], first: int, last: int) -> list[tuple[Any, ...]]:
    return [astuple(one) for one in found if one.end > first and one.start < last]
