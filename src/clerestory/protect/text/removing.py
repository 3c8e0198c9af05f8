"""Taking found passages out of a text, with a mark in their place whose width says nothing.

Passages that only spaces and signs part, and that have the same mark, become one mark: otherwise the number of marks
would tell how many words a name has. A possessive ending goes with its name, since "s'" tells how the name ends, and so
do initials beside it; a title goes where it tells whether somebody is a man or a woman, and a bracket with its partner.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from clerestory.model.redaction.documents import Block, Document

_NOTHING_BETWEEN = re.compile(r"(?:(?![.!?][\s\u00a0])[^\w\n\r])*")  # the end of a sentence parts two passages
_HIDDEN = "\u200b-\u200f\u2060\ufeff\u00ad"
_POSSESSIVE = re.compile(rf"[{_HIDDEN}]*['\u2019\u02bc\uff07`\u00b4][{_HIDDEN}]*(?:[sS](?!\w)|(?=\s|$))")
_TITLES = ("Mr", "Mrs", "Ms", "Mx", "Miss", "Master", "Mister", "Madam", "Mme", "Mlle", "Sir", "Lady", "Lord", "Dame")
_TITLE = "|".join([*_TITLES, *map(str.upper, _TITLES), "mr", "mrs", "ms", "mx"])  # small ones are words else
_BEFORE = re.compile(rf"(?<!\w)(?:(?:{_TITLE})\.?\s{{1,2}}(?:(?:and|or|&)\s)?)*(?:[A-Z]\.[ \u00a0]?)*$")
_INITIALS_AFTER = re.compile(r"(?:,?[ \u00a0](?:[A-Z]\.)+)+(?!\w)")
_FARTHEST = 40  # code points before a name in which its titles and initials are looked for
_QUOTE = '"'
_PARTNERS = {"(": ")", "[": "]", "{": "}", "<": ">", "\u201c": "\u201d", "\u00ab": "\u00bb"}
_OPENS = re.compile(f"[{re.escape(''.join(_PARTNERS))}]")


@dataclass(frozen=True, order=True)
class Removal:
    """A passage that is to go, and what stands in its place."""

    start: int
    end: int
    mark: str


def redacted(text: str, removals: Sequence[Removal]) -> str:
    """Give a text without some passages.

    Parameters
    ----------
    removals : sequence of Removal
        In order, none overlapping another.

    Examples
    --------
    >>> mark = "[withheld: s.40(2)]"
    >>> redacted("Ask Ann, Lee today", [Removal(4, 7, mark), Removal(9, 12, mark)])
    'Ask [withheld: s.40(2)] today'
    """
    parts, at = [], 0
    for removal in joined(text, removals):
        parts += [text[at : removal.start], removal.mark]
        at = removal.end
    return "".join([*parts, text[at:]])


def joined(text: str, removals: Sequence[Removal]) -> Iterator[Removal]:
    """Yield removals, those of one mark as one where no word stands between them, and brackets with their partners.

    Examples
    --------
    >>> text = "To Ann Lee <ann@lee.example>, at once"
    >>> [text[each.start : each.end] for each in joined(text, [Removal(3, 10, "[x]"), Removal(12, 27, "[x]")])]
    ['Ann Lee <ann@lee.example>']
    """
    last: Removal | None = None
    free = 0  # where the removal before ends
    for removal in sorted(removals):
        if last is not None and last.mark == removal.mark and _NOTHING_BETWEEN.fullmatch(text, last.end, removal.start):
            last = replace(last, end=removal.end)
            continue
        if last is not None:
            yield _with_partners(text, last, after=free, before=removal.start)
            free = last.end
        last = removal
    if last is not None:
        yield _with_partners(text, last, after=free, before=len(text))


def _with_partners(text: str, removal: Removal, *, after: int, before: int) -> Removal:
    """Give a removal with what closes, right after it, the brackets that it opens, and a quote that it closes."""
    start, end = removal.start, removal.end
    if start > after and text[start - 1] == _QUOTE and text.count(_QUOTE, start, end) % 2:
        start -= 1
    for partner in _open_in(text[start:end]) if _OPENS.search(text, start, end) else ():
        if end >= before or text[end] != partner:
            break
        end += 1
    return removal if (start, end) == (removal.start, removal.end) else replace(removal, start=start, end=end)


def _open_in(passage: str) -> Iterator[str]:
    """Yield what would close the brackets that a passage leaves open, the innermost first."""
    still: list[str] = []
    for sign in passage:
        if sign in _PARTNERS:
            still.append(_PARTNERS[sign])
        elif still and sign == still[-1]:
            still.pop()
    yield from reversed(still)


def with_what_hangs_on(text: str, start: int, end: int) -> tuple[int, int]:
    """Give a name's passage with its titles, its initials and its possessive ending.

    Examples
    --------
    >>> text = "Then J. Quill's car"
    >>> text[slice(*with_what_hangs_on(text, 8, 13))]
    "J. Quill's"
    >>> text = "Mr. and Mrs. Quill"
    >>> text[slice(*with_what_hangs_on(text, 13, 18))]
    'Mr. and Mrs. Quill'
    """
    before = _BEFORE.search(text[max(start - _FARTHEST, 0) : start])
    first = start - len(before[0]) if before else start
    after = _INITIALS_AFTER.match(text, end)
    last = after.end() if after else end
    possessive = _POSSESSIVE.match(text, last)
    return first, possessive.end() if possessive else last


def apart(removals: Sequence[Removal]) -> tuple[Removal, ...]:
    """Give removals in order that cover as much and do not overlap: what two cover goes with the first."""
    made: list[Removal] = []
    for removal in sorted(removals):
        start = max(removal.start, made[-1].end) if made else removal.start
        if start < removal.end:
            made.append(removal if start == removal.start else replace(removal, start=start))
    return tuple(made)


def redacted_document(document: Document, removals: Sequence[Removal]) -> Document:
    """Give a document without some passages of its ``text``; one that runs over several blocks is cut in each.

    Pictures are not carried over.
    """
    by_block: dict[int, list[Removal]] = {}
    for number, removal in _of_blocks(document, removals):
        by_block.setdefault(number, []).append(removal)
    blocks = tuple(_block(block, by_block.get(number, ())) for number, block in enumerate(document.blocks))
    return replace(document, blocks=blocks, pictures=())


def _of_blocks(document: Document, removals: Sequence[Removal]) -> Iterator[tuple[int, Removal]]:
    starts: Mapping[int, int] = dict(enumerate(document.starts))
    number = 0
    for removal in sorted(removals):
        while number + 1 < len(starts) and starts[number + 1] <= removal.start:
            number += 1
        here = number
        while here < len(starts) and starts[here] < removal.end:
            length = len(document.blocks[here].text)
            start, end = max(removal.start - starts[here], 0), min(removal.end - starts[here], length)
            if start < end:
                yield here, Removal(start, end, removal.mark)
            here += 1


def _block(block: Block, removals: Sequence[Removal]) -> Block:
    return replace(block, text=redacted(block.text, removals)) if removals else block
