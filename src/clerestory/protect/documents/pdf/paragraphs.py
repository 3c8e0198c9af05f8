"""Blocks of a page: paragraphs, headings, list items and cells from its lines."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from clerestory.model.redaction.documents import Block, Role
from clerestory.protect.documents.pdf.lines import BULLETS, Line

_HEADING = 1.15  # times the size of most letters
_LONGEST_HEADING = 200
_SIGNS = "".join(sorted(BULLETS - {"-"})) + "-"
_ITEM = re.compile(rf"^(?:[{_SIGNS}]|\(?(?:\d{{1,2}}|[a-z]|[ivx]{{1,4}})[.)])\s+(?=\S)")
_BULLET = re.compile(rf"^[{_SIGNS}]\s+")
_LEADING = 1.75  # times the size from one line of a paragraph to the next, at most


def body_size(pages: Sequence[Sequence[Sequence[Line]]]) -> float:
    """Give the size in which most of a document is set, in half points."""
    sizes: Counter[float] = Counter()
    for line in (line for page in pages for region in page for line in region):
        sizes[round(line.size * 2) / 2] += len(line.text)
    return sizes.most_common(1)[0][0] if sizes else 0.0


def heading_sizes(pages: Sequence[Sequence[Sequence[Line]]], body: float) -> tuple[float, ...]:
    """Give the sizes of headings, the largest first; at most six."""
    sizes = {round(line.size * 2) / 2 for page in pages for region in page for line in region}
    return tuple(sorted((size for size in sizes if size >= body * _HEADING), reverse=True)[:6])


def blocks_of(region: Sequence[Line], *, page: int, headings: tuple[float, ...], tables: int) -> list[Block]:
    """Give the blocks of a column.

    Parameters
    ----------
    region : sequence of Line
        From the top down.
    page : int
        From 1.
    headings : tuple of float
        Sizes of headings in points, the largest first.
    tables : int
        How many tables the document has before.

    Returns
    -------
    list of Block
    """
    blocks: list[Block] = []
    for group in _groups(region):
        if len(group) > 1 and len(group[0].runs) > 1 and _same_columns(group):
            tables += 1
            blocks += _cells(group, page=page, table=tables)
        else:
            blocks.append(_block(group, page=page, headings=headings))
    return blocks


def _groups(region: Sequence[Line]) -> Iterator[list[Line]]:
    """Give lines that belong together: rows of a table, or lines of a paragraph."""
    right = max((line.right for line in region), default=0.0)
    group: list[Line] = []
    for line in region:
        if group and not (_is_row(group, line) or _goes_on(group[-1], line, right)):
            yield group
            group = []
        group.append(line)
    if group:
        yield group


def _is_row(group: Sequence[Line], line: Line) -> bool:
    return len(line.runs) > 1 and _same_columns([*group, line])


def _same_columns(lines: Sequence[Line]) -> bool:
    """Say whether the runs of all lines begin at the same places."""
    first = lines[0].runs
    return all(
        len(line.runs) == len(first)
        and all(abs(run.left - above.left) <= 0.6 * run.size for run, above in zip(line.runs, first, strict=True))
        for line in lines
    )


def _goes_on(last: Line, line: Line, right: float) -> bool:
    """Say whether a line goes on with the paragraph of the one before."""
    if last.is_row or line.is_row or _ITEM.match(line.text):
        return False
    is_near = 0 < line.middle - last.middle <= _LEADING * max(line.size, last.size)
    is_alike = abs(line.size - last.size) <= 0.1 * last.size
    first_word = line.text.split(" ", 1)[0]
    room = right - last.right
    is_full = room < (len(first_word) + 1) * 0.6 * last.size
    ends = last.text.rstrip().endswith((".", "!", "?", ":", ";"))
    return is_near and is_alike and (is_full or not ends)


def _cells(rows: Sequence[Line], *, page: int, table: int) -> list[Block]:
    return [
        Block(run.text, Role.CELL, table=table, row=row, column=column, page=page)
        for row, line in enumerate(rows, 1)
        for column, run in enumerate(line.runs, 1)
    ]


def _block(lines: Sequence[Line], *, page: int, headings: tuple[float, ...]) -> Block:
    text = joined([line.text for line in lines])
    size = round(lines[0].size * 2) / 2
    if size in headings and len(text) <= _LONGEST_HEADING:
        return Block(text, Role.HEADING, level=headings.index(size) + 1, page=page)
    if _ITEM.match(text):
        return Block(_BULLET.sub("", text), Role.ITEM, page=page)
    return Block(text, page=page)


def joined(lines: Sequence[str]) -> str:
    """Join lines of a paragraph; a word that a hyphen parted is one word, unless a capital follows."""
    text = lines[0]
    for line in lines[1:]:
        if re.search(r"[^\W\d_]-$", text):
            text = (text[:-1] if line[:1].islower() else text) + line
        else:
            text = f"{text} {line}"
    return text
