"""What changed from one version of a document to the next: blocks, their words, and the cells of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from rapidfuzz import fuzz
from rapidfuzz.distance import Indel

from clerestory.model.desk.differences import CellDifference, Change, Difference, Words
from clerestory.model.desk.documents import Block, Document, Look

_LIKE_PCT = 60.0  # two blocks that are less alike are one removed and another added
_PIECES = re.compile(r"\s+|\w+|[^\w\s]")
_FATES = {"equal": Change.SAME, "delete": Change.REMOVED, "insert": Change.ADDED}


def differences(before: Document, after: Document) -> tuple[Difference, ...]:
    """Give what became of every block, in the order of the later version; what was removed stands where it stood.

    A block is the same where its address and all that it says are; the number that the paper gives it is no difference.
    Where it stands among the others is told apart, as moved: of all ways to see it, one that moves fewest blocks.
    """
    pairs = _pairs(before.blocks, after.blocks)
    partner = {new.id: old for old, new in pairs}
    moved = _moved([old.id for old in before.blocks], [partner[new.id].id for new in after.blocks if new.id in partner])
    gone = _gone(before.blocks, {old.id: new.id for old, new in pairs})
    found = list(map(_removed, gone.get("", ())))
    for block in after.blocks:
        old = partner.get(block.id)
        found.append(_compared(old, block, is_moved=old.id in moved) if old else _added(block))
        found += map(_removed, gone.get(block.id, ()))
    return tuple(found)


def word_differences(before: str, after: str) -> tuple[Words, ...]:
    """Give the fewest words to take out of a text and to put in, spaces and signs being words of their own.

    Examples
    --------
    >>> [(one.text, one.change.value) for one in word_differences("It fell.", "It rose.")]
    [('It ', 'same'), ('fell', 'removed'), ('rose', 'added'), ('.', 'same')]
    """
    steps = _in_turn(_steps(_PIECES.findall(before), _PIECES.findall(after)))
    return tuple(Words("".join(text for _, text in of), fate) for fate, of in groupby(steps, key=lambda one: one[0]))


def readable(words: Sequence[Words]) -> tuple[Words, ...]:
    """Give words with those that only spaces part from each other told as one, as people read them.

    Examples
    --------
    >>> found = readable(word_differences("three or four", "between two and four"))
    >>> [(one.text, one.change.value) for one in found]
    [('three or', 'removed'), ('between two and', 'added'), (' four', 'same')]
    """
    steps: list[Step] = []
    for at, one in enumerate(words):
        is_between = 0 < at < len(words) - 1 and one.change is Change.SAME and not one.text.strip()
        steps += [(Change.REMOVED, one.text), (Change.ADDED, one.text)] if is_between else [(one.change, one.text)]
    turned = _in_turn(iter(steps))
    return tuple(Words("".join(text for _, text in of), fate) for fate, of in groupby(turned, key=lambda one: one[0]))


Step = tuple[Change, str]


def _steps(old: Sequence[str], new: Sequence[str]) -> Iterator[Step]:
    for step in Indel.opcodes(old, new):
        side = new[step.dest_start : step.dest_end] if step.tag == "insert" else old[step.src_start : step.src_end]
        yield _FATES[step.tag], "".join(side)


def _pairs(before: Sequence[Block], after: Sequence[Block]) -> list[tuple[Block, Block]]:
    """Pair blocks of one address; then, of those left over, the most alike of a kind first."""
    there = {block.id: block for block in after}
    same = [(old, there[old.id]) for old in before if old.id in there]
    taken = {old.id for old, _ in same}
    left, new = ([one for one in blocks if one.id not in taken] for blocks in (before, after))
    alike = sorted(
        (
            (fuzz.ratio(_said(a), _said(b)), at, to)
            for at, a in enumerate(left)
            for to, b in enumerate(new)
            if a.kind is b.kind
        ),
        key=lambda one: (-one[0], abs(one[1] - one[2])),
    )
    return same + [(left[at], new[to]) for at, to in _each_once(alike)]


def _moved(before: Sequence[str], after: Sequence[str]) -> set[str]:
    """Give the addresses, then, of blocks that are not in the longest run of those whose order is as it was."""
    there = set(after)
    kept = [one for one in before if one in there]
    taken = [step for step in Indel.opcodes(kept, after) if step.tag == "delete"]
    return {one for step in taken for one in kept[step.src_start : step.src_end]}


def _each_once(alike: Sequence[tuple[float, int, int]]) -> Iterator[tuple[int, int]]:
    olds, news = set[int](), set[int]()
    for likeness, at, to in alike:
        if likeness >= _LIKE_PCT and at not in olds and to not in news:
            olds.add(at)
            news.add(to)
            yield at, to


def _gone(before: Sequence[Block], now: dict[str, str]) -> dict[str, list[Block]]:
    """Give what was removed by the address, now, of the last block before it that is still there."""
    found: dict[str, list[Block]] = {}
    last = ""
    for block in before:
        if block.id in now:
            last = now[block.id]
        else:
            found.setdefault(last, []).append(block)
    return found


def _said(block: Block) -> str:
    """Give what a block says: of a term or fact its label too, which elsewhere is a number that the paper gives."""
    return f"{block.label} {block.text}" if block.look is Look.TERM else block.text


def _removed(block: Block) -> Difference:
    words = (Words(_said(block), Change.REMOVED),)
    return Difference(Change.REMOVED, block, None, words, tuple(_cells(block, None)))


def _added(block: Block) -> Difference:
    return Difference(Change.ADDED, None, block, (Words(_said(block), Change.ADDED),))


def _compared(old: Block, new: Block, *, is_moved: bool) -> Difference:
    words, cells = readable(word_differences(_said(old), _said(new))), tuple(_cells(old, new))
    told = old.picture.description if old.picture else "", new.picture.description if new.picture else ""
    drawn = readable(word_differences(*told)) if told[0] != told[1] else ()
    same = _said(old) == _said(new) and not cells and not drawn
    return Difference(Change.SAME if same else Change.CHANGED, old, new, words, cells, drawn, is_moved)


def _cells(old: Block, new: Block | None) -> Iterator[CellDifference]:
    """Yield the cells that differ: those that are there in their order, then those that are gone."""
    before = {(cell.row, cell.column): cell.text for cell in old.cells}
    after = {(cell.row, cell.column): cell.text for cell in new.cells} if new else {}
    for place, text in after.items():
        if place not in before:
            yield CellDifference(*place, "", text, Change.ADDED)
        elif before[place] != text:
            yield CellDifference(*place, before[place], text, Change.CHANGED)
    for place, text in before.items():
        if place not in after:
            yield CellDifference(*place, text, "", Change.REMOVED)


def _in_turn(steps: Iterator[Step]) -> Iterator[Step]:
    """Yield steps with what is removed before what is added in its place."""
    waiting: list[Step] = []
    for fate, text in steps:
        if fate is Change.SAME:
            yield from sorted(waiting, key=lambda one: one[0] is Change.ADDED)
            waiting = []
            yield fate, text
        else:
            waiting.append((fate, text))
    yield from sorted(waiting, key=lambda one: one[0] is Change.ADDED)
