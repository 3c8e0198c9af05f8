"""What finders still find in a text once passages are taken out: a name that only now stands where a rule looks.

For this search one neutral sign stands in place of every mark and pseudonym, so that no rule reads their words as words
of the text, and none reads on across a gap as if nothing had been there. What is found again where a reviewer let it
stand is no news; everything else is given at its place in the source, as a passage to be withheld like any other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace

from clerestory.errors import ResidueError
from clerestory.model.redaction.findings import Finding
from clerestory.protect.text.finders import Finder, find_all
from clerestory.protect.text.removing import Removal, joined

RULE = "rest"
GAP = "\u25a0"  # neither letter, figure, space nor a sign that stands within names, numbers or addresses

Span = tuple[int, int]


@dataclass(frozen=True, repr=False)
class LeftText:
    """A text without some passages, with a neutral sign for each, and the way back to the source.

    Attributes
    ----------
    text : str
    stretches : tuple of (int, int, int)
        What stands between the gaps: where it begins in ``text``, and from and to where it runs in the source.
    """

    text: str = field(repr=False)
    stretches: tuple[tuple[int, int, int], ...]

    def __repr__(self) -> str:
        return f"LeftText({len(self.text)} code points)"

    def in_source(self, start: int, end: int) -> Iterator[Span]:
        """Yield the pieces of the source that a passage of ``text`` covers: gaps part it."""
        number = max(bisect_right(self.stretches, start, key=lambda stretch: stretch[0]) - 1, 0)
        for at, first, last in self.stretches[number:]:
            if at >= end:
                return
            begin, until = max(first, first + start - at), min(last, first + end - at)
            if begin < until:
                yield begin, until


def left_text(source: str, removals: Sequence[Removal]) -> LeftText:
    """Give a text with one neutral sign in place of every mark.

    Examples
    --------
    >>> left = left_text("Ask Ann today", [Removal(4, 7, "[withheld: s.40(2)]")])
    >>> left.text.replace(GAP, "_"), list(left.in_source(3, 8))
    ('Ask _ today', [(3, 4), (7, 10)])
    """
    parts: list[str] = []
    stretches: list[tuple[int, int, int]] = []
    at, length = 0, 0
    for removal in joined(source, removals):
        parts += [source[at : removal.start], GAP]
        stretches.append((length, at, removal.start))
        length += removal.start - at + 1
        at = removal.end
    stretches.append((length, at, len(source)))
    return LeftText("".join([*parts, source[at:]]), tuple(stretches))


def rest_of(
    source: str, removals: Sequence[Removal], finders: Sequence[Finder], *, kept: Iterable[Span] = ()
) -> tuple[Finding, ...]:
    """Give what finders find in a text after passages were taken out of it.

    Parameters
    ----------
    source : str
    removals : sequence of Removal
    finders : sequence of Finder
        Those that found the passages.
    kept : iterable of (int, int)
        Passages of the source that a decision lets stand, none overlapping another.

    Returns
    -------
    tuple of Finding
        At their places in the source; a passage around a gap as its pieces.
    """
    left, standing = left_text(source, removals), sorted(kept)
    return tuple(
        replace(finding, start=start, end=end, rule=f"{RULE}.{finding.rule}")
        for finding in find_all(left.text, finders)
        for piece in left.in_source(finding.start, finding.end)
        for start, end in _outside(piece, standing)
        if any(map(str.isalnum, source[start:end]))
    )


def residue_in(text: str, finding: Finding, *, where: str = "what was to be written") -> ResidueError:
    """Give the error for something that is still found in a text: its line and kind, and never a word of it."""
    line = text.count("\n", 0, finding.start) + 1
    return ResidueError(
        f"what is left still holds {finding.kind.value} (rule {finding.rule})",
        where=f"{where}, line {line}",
        remedy="Nothing was written. Look at that place of the source; if nothing is wrong with it, report this as a"
        " fault of the program.",
    )


def _outside(piece: Span, standing: Sequence[Span]) -> Iterator[Span]:
    """Yield what of a piece lies in none of some spans, which are in order."""
    at, end = piece
    for first, last in standing[max(bisect_right(standing, at, key=lambda span: span[1]), 0) :]:
        if first >= end:
            break
        if at < first:
            yield at, first
        at = max(at, last)
    if at < end:
        yield at, end
