"""What differs in a block as one line of words, as an answer tells what changed because of a comment."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from clerestory.model.desk.differences import CellDifference, Change, Difference, Words
from clerestory.model.desk.documents import Block, BlockKind, Document

_MOST_PARTS = 4  # of one block; what is more is counted
_MOST_QUOTED = 160  # code points of words that came or went
_NUMBERED = (BlockKind.TABLE, BlockKind.FIGURE)


def in_words(one: Difference, document: Document) -> str:
    """Give what changed in a block, and where.

    Parameters
    ----------
    document : Document
        The later version, whose headings say where it is.

    Examples
    --------
    >>> before = Block("table.t1", BlockKind.TABLE, "Persons", label="Table 1.")
    >>> in_words(Difference(Change.REMOVED, before, None, ()), Document("paper", "The paper", ()))
    'Table 1, Persons, was removed.'
    """
    block = one.after or one.before
    if block is None:  # one of the two is always there
        raise AssertionError(one)
    place = place_of(block, document)
    if one.change in (Change.ADDED, Change.REMOVED):
        if block.kind in _NUMBERED:
            return f"{place}, was {one.change.value}."
        return f"{place} was {one.change.value}: {_quoted(block.text)}"
    parts = [*_cells(one.cells), *_edits(one.words), *(["what the chart says"] if one.drawn else [])]
    told = [*parts[:_MOST_PARTS], *([f"{len(parts) - _MOST_PARTS} more"] if len(parts) > _MOST_PARTS else [])]
    moved = ["it stands elsewhere"] if one.is_moved else []
    return f"{place}: {'; '.join([*told, *moved])}."


def place_of(block: Block, document: Document) -> str:
    """Give what a block is called: a table or chart by number and title, all else by its kind and the heading above."""
    if block.kind in _NUMBERED:
        return ", ".join(filter(None, [block.label.rstrip("."), block.text]))
    heading = document.by_id.get(block.section)
    kind = block.kind.value.capitalize()
    return f"{kind} under {_quoted(heading.text)}" if heading else kind


def _cells(cells: Sequence[CellDifference]) -> Iterator[str]:
    for cell in cells:
        name = f"{cell.row}, {cell.column}"
        if cell.change is Change.CHANGED:
            yield f"{name}: {cell.before} is now {cell.after}"
        else:
            yield f"{name} was {cell.change.value}"


def _edits(words: Sequence[Words]) -> Iterator[str]:
    """Yield what came and went; words that came in the place of others are told with these."""
    gone = ""
    for one in (*words, Words("", Change.SAME)):
        if gone and one.change is not Change.ADDED:
            yield f"{_quoted(gone)} was taken out"
            gone = ""
        if one.change is Change.REMOVED:
            gone = one.text.strip()
        if one.change is Change.ADDED and one.text.strip():
            yield f"{_quoted(gone)} is now {_quoted(one.text)}" if gone else f"{_quoted(one.text)} was put in"
            gone = ""


def _quoted(text: str) -> str:
    plain = " ".join(text.split())
    cut = plain if len(plain) <= _MOST_QUOTED else plain[:_MOST_QUOTED].rsplit(" ", 1)[0] + " ..."
    return f"“{cut}”"
