"""Ties: a person and an event, and the quarters from which to which they belong together."""

from __future__ import annotations

from dataclasses import dataclass
from enum import Enum

import numpy as np
import numpy.typing as npt

from clerestory.errors import TableError
from clerestory.model.tables import Counts, Mask

Codes = npt.NDArray[np.int64]
NOT_SAID = -1  # a force or role that the file does not give


class Role(Enum):
    """What a person was in an event: as the counting rules define it, or a code of the code list ``network_role``."""

    VICTIM = "victim"
    SUSPECT = "suspect"
    OFFENDER = "offender"
    OTHER = "other"
    DIRECT = "DIRECT"
    INTRO = "INTRO"
    MOVE = "MOVE"
    PAY = "PAY"
    PREM = "PREM"
    FACIL = "FACIL"
    PERIPH = "PERIPH"
    UNKNOWN = "UNK"

    @property
    def label(self) -> str:
        """The role in words that fit a suspect."""
        return _LABELS.get(self.value, self.value)

    @property
    def bit(self) -> int:
        """2 to the place of the role: sets of roles are sums of these."""
        return 1 << tuple(Role).index(self)


_LABELS = {  # not those of the code list, which say offender of persons who are suspects (rule J4)
    "DIRECT": "takes part directly",
    "INTRO": "introduces a child to others",
    "MOVE": "arranges or provides movement",
    "PAY": "takes or makes payment",
    "PREM": "provides premises",
    "FACIL": "other facilitation",
    "PERIPH": "no role established",
    "UNK": "role not known",
}
STANDINGS = (Role.VICTIM, Role.SUSPECT, Role.OFFENDER, Role.OTHER)
PARTS = (Role.DIRECT, Role.INTRO, Role.MOVE, Role.PAY, Role.PREM, Role.FACIL, Role.PERIPH)  # in a network


@dataclass(frozen=True, eq=False)
class TieTable:
    """Ties between persons and events; confidential, so ``repr`` shows its shape alone.

    Persons, events, operations and forces are numbered by their first row; nothing of what they are called is kept.

    Attributes
    ----------
    person, event, operation : int array of shape (n,)
        Numbers from 0, without gaps.
    start, end : int array of shape (n,)
        First and last quarter of the tie, in quarters since the year 0.
    ongoing : bool array of shape (n,)
        Whether no end is known; ``end`` is then the last quarter of the file.
    force, role : int array of shape (n,)
        The number of a force and the place of a role in ``Role``; -1 where not said.
    """

    person: Codes
    event: Codes
    operation: Codes
    start: Codes
    end: Codes
    ongoing: Mask
    force: Codes
    role: Codes

    def __post_init__(self) -> None:
        parts = (self.event, self.operation, self.start, self.end, self.ongoing, self.force, self.role)
        if not len(self.person) or any(part.shape != self.person.shape for part in parts):
            raise TableError("has no ties, or columns of several lengths", where="ties", remedy="Give a row a tie.")
        if (self.end < self.start).any():
            raise TableError("has a tie that ends before it starts", where="ties", remedy="Mend start or end.")

    def __repr__(self) -> str:
        return f"TieTable({len(self.person)} ties)"

    @property
    def persons(self) -> int:
        """How many persons there are."""
        return int(self.person.max()) + 1

    @property
    def events(self) -> int:
        """How many events there are."""
        return int(self.event.max()) + 1

    @property
    def first(self) -> int:
        """The first quarter of any tie."""
        return int(self.start.min())

    @property
    def last(self) -> int:
        """The last quarter of any tie."""
        return int(self.end.max())

    def active(self, quarter: int) -> Mask:
        """Say of each tie whether it holds in a quarter."""
        there: Mask = (self.start <= quarter) & (quarter <= self.end)
        return there

    def operations_of_persons(self) -> Counts:
        """Give one operation for each person, that of the first row: fewer operations are seen than there are."""
        found = np.empty(self.persons, dtype=np.int64)
        found[self.person[::-1]] = self.operation[::-1]  # of several, numpy keeps the last
        return found


def quarter_label(quarter: int) -> str:
    """Give a quarter as people write it.

    Examples
    --------
    >>> quarter_label(4 * 2021 + 2)
    '2021-Q3'
    """
    return f"{quarter // 4}-Q{quarter % 4 + 1}"
