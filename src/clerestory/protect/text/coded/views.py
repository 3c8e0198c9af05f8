"""A stretch of a text with what is coded in it decoded, and the way back to the text."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field

_AROUND = 40  # signs on both sides of what is decoded: a name may be coded in part
_NEAR = 2 * _AROUND

Span = tuple[int, int]
_Said = tuple[Span, str]


@dataclass(frozen=True)
class Segment:
    """A run of a view that comes from one run of the text; what is coded goes as one."""

    at: int  # where it begins in the view
    start: int
    end: int
    is_coded: bool


@dataclass(frozen=True, repr=False)
class View:
    """A stretch of a text, decoded; confidential.

    Attributes
    ----------
    text : str
    segments : tuple of Segment
        In order; one that is left out (a tag) has no length in the view.
    """

    text: str = field(repr=False)
    segments: tuple[Segment, ...]

    def __repr__(self) -> str:
        return f"View({len(self.text)} code points)"

    def in_text(self, start: int, end: int) -> Span | None:
        """Give what of the text a passage of the view covers; None if nothing of it was coded."""
        first = bisect_right(self.segments, start, key=lambda segment: segment.at) - 1
        last = bisect_left(self.segments, end, key=lambda segment: segment.at) - 1
        covered = self.segments[first : last + 1]
        if not any(segment.is_coded for segment in covered):
            return None
        one, other = covered[0], covered[-1]
        return (
            one.start if one.is_coded else one.start + start - one.at,
            other.end if other.is_coded else other.start + end - other.at,
        )


@dataclass(frozen=True)
class Coding:
    """A writing: what of a text is in it, what that says, and signs with which each of its passages begins.

    One without such signs is looked for where a text is dense with figures and capitals.
    """

    pattern: re.Pattern[str]
    decode: Callable[[re.Match[str]], str | None]
    begins: str = ""

    def views(self, text: str, dense: Sequence[Span]) -> Iterator[View]:
        """Yield a view for each stretch of a text with something of this writing.

        Parameters
        ----------
        text : str
        dense : sequence of (int, int)
            What ``dense_stretches`` gives of it.
        """
        stretch: list[_Said] = []
        for found in self._passages(text, dense):
            said = self.decode(found)
            if said is None:
                continue
            if stretch and found.start() - stretch[-1][0][1] > _NEAR:
                yield _view(text, stretch)
                stretch = []
            stretch.append((found.span(), said))
        if stretch:
            yield _view(text, stretch)

    def _passages(self, text: str, dense: Sequence[Span]) -> Iterator[re.Match[str]]:
        places = dense if not self.begins else [(0, len(text))] if self.begins in text else ()
        for start, end in places:
            yield from self.pattern.finditer(text, start, end)


def _view(text: str, stretch: list[_Said]) -> View:
    """Decode a stretch, with some of the text on both sides.

    Examples
    --------
    >>> view = _view("Quil=6Cfeather", [((4, 7), "l")])
    >>> view.text, view.in_text(0, 12), view.in_text(6, 9)
    ('Quillfeather', (0, 14), None)
    """
    parts: list[str] = []
    segments: list[Segment] = []
    length, at = 0, max(stretch[0][0][0] - _AROUND, 0)
    ends = stretch[-1][0][1]
    for (start, end), said in [*stretch, ((min(ends + _AROUND, len(text)),) * 2, "")]:
        segments += [Segment(length, at, start, is_coded=False)] if start > at else []
        length += start - at
        segments += [Segment(length, start, end, is_coded=True)] if end > start else []
        length += len(said)
        parts += [text[at:start], said]
        at = end
    return View("".join(parts), tuple(segments))
