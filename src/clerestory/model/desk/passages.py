"""What came of the review of case texts, passage by passage."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass, field

from clerestory.model.redaction.review import RedactionDecision


@dataclass(frozen=True)
class TextReview:
    """A case text under review.

    Attributes
    ----------
    opened : mapping of str to datetime
        When each person opened it last.
    decisions : tuple of RedactionDecision
        In the order in which they were made; of one person's about a passage the last counts.
    """

    opened: Mapping[str, dt.datetime] = field(default_factory=dict)
    decisions: tuple[RedactionDecision, ...] = ()

    def decided_by(self, person: str) -> frozenset[str]:
        """Give the passages about which a person has decided."""
        return frozenset(decision.proposal for decision in self.decisions if decision.person == person)

    def is_open_to(self, person: str, *, on: dt.date) -> bool:
        """Say whether a person has opened it on a day."""
        return person in self.opened and self.opened[person].date() == on
