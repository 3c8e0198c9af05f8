"""What differs between two versions of a document, block by block and word by word."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

from clerestory.model.desk.documents import Block


class Change(Enum):
    """What became of a block, a cell or words."""

    SAME = "same"
    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"


@dataclass(frozen=True)
class Words:
    """Neighbouring words that share a fate; ``CHANGED`` is none of theirs."""

    text: str
    change: Change


@dataclass(frozen=True)
class CellDifference:
    """A cell that is not what it was; empty text where it is not there."""

    row: str
    column: str
    before: str
    after: str
    change: Change


@dataclass(frozen=True)
class Difference:
    """What became of a block.

    Attributes
    ----------
    before, after : Block, optional
        As it was and as it is; None where it is added or removed.
    words : tuple of Words
        Its words in order: those kept and added make the text after, those kept and removed the text before.
        Of a term, its label stands before its text.
    cells : tuple of CellDifference
        Of tables on both sides: the cells that differ; of one that was removed: all of its cells.
    drawn : tuple of Words
        Of a chart whose words for who does not see it differ: these words.
    is_moved : bool
        Whether it stands elsewhere among the blocks of both versions, of which as few as can be are called moved.
    """

    change: Change
    before: Block | None
    after: Block | None
    words: tuple[Words, ...]
    cells: tuple[CellDifference, ...] = ()
    drawn: tuple[Words, ...] = ()
    is_moved: bool = False

    @property
    def is_told(self) -> bool:
        """Whether there is anything to tell of it."""
        return self.is_moved or self.change is not Change.SAME

    @property
    def address(self) -> str:
        """Where it is, or where it was."""
        block = self.after or self.before
        return block.id if block else ""
