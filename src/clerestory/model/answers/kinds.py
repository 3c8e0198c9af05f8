"""What acts can be about."""

from __future__ import annotations

from enum import Enum


class Kind(Enum):
    """A kind of subject: each has acts, states and rules of its own."""

    PETITION = "petition"
    LETTER = "letter"
    REQUEST = "request"
    COMMITMENT = "commitment"
    WATCH = "watch"
    GUIDANCE = "guidance"
    STATEMENT = "statement"
    COMMISSION = "commission"
    EVENT = "event"

    @property
    def words(self) -> str:
        """What readers call one."""
        return {"watch": "item watched", "guidance": "message of guidance"}.get(self.value, self.value)
