"""What a reviewer is asked about sources as they stand, and decisions made of answers, before anybody signs them."""

from __future__ import annotations

import datetime as dt
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

from clerestory.errors import DecisionError
from clerestory.model.commission import Role
from clerestory.model.redaction.reasons import REASONS, ReasonCode
from clerestory.model.redaction.review import (
    LEAST_WORDS,
    Proposal,
    RedactionDecision,
    ReviewAnswer,
    ReviewOutcome,
    UnreadInk,
    may_stand,
)
from clerestory.pipeline.redaction.redactor import Redactor
from clerestory.pipeline.redaction.reviewed import Reviewed, Shown, is_place, is_sure


@dataclass(frozen=True)
class Answering:
    """The passages of some sources, and what may be answered about them.

    Attributes
    ----------
    sources : sequence of Reviewed
    redactor : Redactor
        That found the passages; it looks through notes as well.
    reason : ReasonCode
        Of an answer that gives none.
    """

    sources: Sequence[Reviewed]
    redactor: Redactor
    reason: ReasonCode = ReasonCode.PERS

    def __repr__(self) -> str:
        return f"Answering({len(self.known)} passages)"

    @cached_property
    def known(self) -> frozenset[str]:
        """Ids of all passages and of all ink that nobody read."""
        proposals = {proposal.id for source in self.sources for proposal in source.proposals}
        return frozenset(proposals | {ink.id for source in self.sources for ink in source.ink})

    def waiting(self, role: Role, decided: Collection[str] = ()) -> Iterator[Shown]:
        """Yield what waits in a role: by document, the passages that a rule asks about first, unread ink last.

        Parameters
        ----------
        role : Role
            A lawyer is asked about places alone.
        decided : collection of str
            What the reviewer has decided about.
        """
        left = [(source, item) for source in self.sources for item in _waiting(source, decided, role)]
        for number, (source, item) in enumerate(left, 1):
            yield source.shown(item, number=number, of=len(left))

    def may_stand(self, proposal: str, decisions: Sequence[RedactionDecision]) -> bool:
        """Say whether a passage may stand by the last decision of each person about it."""
        found = next((one.finding for source in self.sources for one in source.proposals if one.id == proposal), None)
        said = list({one.person: one for one in decisions if one.proposal == proposal}.values())
        return found is not None and may_stand(found.certainty, found.kind, said)

    def needs_note(self, outcome: ReviewOutcome, reason: ReasonCode | None = None) -> bool:
        """Say whether a decision needs a note of ``LEAST_WORDS`` signs."""
        return outcome is ReviewOutcome.KEEP or REASONS[reason or self.reason].needs_note

    def may_note(self, note: str) -> bool:
        """Say whether a note holds nothing that would be withheld from a text of this case."""
        return not self.redactor.finds_in(note)

    def check_about(self, answer: ReviewAnswer | RedactionDecision) -> None:
        """Check that an answer is about a passage of these sources, in words that may be kept.

        Raises
        ------
        DecisionError
            If it is about no passage of them as they stand, or its note would be withheld from a text.
        """
        if answer.proposal not in self.known:
            raise DecisionError(
                "is about no passage of the source as it stands with these options",
                where=f"the decision on passage {answer.proposal}",
                remedy="List the passages again and decide on those. Nothing was written.",
            )
        if not self.may_note(answer.note):
            raise DecisionError(
                "has a note in which something would be withheld from a text",
                where=f"the decision on passage {answer.proposal}",
                remedy="Say why in words that name nobody and no number. Nothing was written.",
            )

    def decision(
        self, answer: ReviewAnswer, person: str, *, role: Role, on: dt.date, simulated: bool
    ) -> RedactionDecision:
        """Give a person's answer as a decision that is not signed yet.

        Raises
        ------
        DecisionError
            As ``check_about`` does.
        """
        self.check_about(answer)
        return RedactionDecision(
            proposal=answer.proposal,
            outcome=answer.outcome,
            reason=answer.reason or self.reason,
            note=answer.note,
            person=person,
            role=role,
            decided=on,
            simulated=simulated,
        )


def says_enough(note: str) -> bool:
    """Say whether a note is long enough to say anything."""
    return len(note.strip()) >= LEAST_WORDS


def _waiting(source: Reviewed, decided: Collection[str], role: Role) -> list[Proposal | UnreadInk]:
    left = [proposal for proposal in source.proposals if proposal.id not in decided]
    left.sort(key=lambda proposal: (is_sure(proposal), proposal.finding))
    if role is Role.LAWYER:
        return [proposal for proposal in left if is_place(proposal)]
    return [*left, *(ink for ink in source.ink if ink.id not in decided)]
