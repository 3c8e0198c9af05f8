"""What a giver can do about faults, and what each change brings back."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum


class Way(Enum):
    """How a fault is mended, in words for a giver."""

    EXPORT = "one change of the export"
    MAPPING = "one change of the export for each distinct wrong value"
    ONE_BY_ONE = "each row by itself"

    def cost(self, number: int) -> str:
        """Say what so many changes are, in words."""
        if self is Way.ONE_BY_ONE:
            return f"{number:,} row{'' if number == 1 else 's'} to look at, one by one"
        change = f"{number:,} change{'' if number == 1 else 's'} of the export"
        return f"{change}: one for each distinct wrong value" if self is Way.MAPPING and number > 1 else change


@dataclass(frozen=True)
class Change:
    """One entry of the list of what to mend.

    Attributes
    ----------
    changes : int
        Changes of the export, or rows to look at.
    rows : int
        Rows that have the fault.
    held : int
        Rows that cannot be taken while it stands; those that name a faulty row are among them.
    credit : float
        Rows that it brings back, those that need other changes too counted in part.
    unseen : bool
        Whether it hides a file of which nobody has seen a row, so that ``held`` is the least that it holds.
    """

    file: str
    column: str
    rule: str
    what: str
    remedy: str
    way: Way
    changes: int
    rows: int
    held: int = 0
    credit: float = 0.0
    unseen: bool = False

    @property
    def holds(self) -> str:
        """How many rows it holds, in words."""
        if self.unseen:
            return f"{self.held:,} and what the file has" if self.held else "what the file has"
        return f"{self.held:,}"

    @property
    def per_change(self) -> float:
        """Rows that one change brings back."""
        return self.credit / self.changes
