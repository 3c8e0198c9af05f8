"""Answers of a person that are not signed yet: kept, taken back, and gone once they are recorded."""

from __future__ import annotations

from collections.abc import Collection, Mapping

from clerestory.model.redaction.reasons import ReasonCode
from clerestory.model.redaction.review import ReviewAnswer, ReviewOutcome
from clerestory.web.pages.passages.models import Draft


def drafts_of(person: str, text: str, *, known: Collection[str]) -> Mapping[str, ReviewAnswer]:
    """Give a person's answers by passage; those about passages that the text has no more are removed."""
    rows = Draft.objects.filter(person=person, text=text)
    rows.exclude(proposal__in=known).delete()
    return {row.proposal: _answer(row) for row in rows.all()}


def keep(person: str, text: str, answer: ReviewAnswer) -> None:
    """Keep an answer, in place of an earlier one about the same passage."""
    Draft.objects.update_or_create(
        person=person,
        text=text,
        proposal=answer.proposal,
        defaults={
            "outcome": answer.outcome.value,
            "reason": answer.reason.value if answer.reason else "",
            "note": answer.note,
        },
    )


def take_back(person: str, text: str, proposals: Collection[str]) -> None:
    """Remove answers about some passages."""
    Draft.objects.filter(person=person, text=text, proposal__in=proposals).delete()


def _answer(row: Draft) -> ReviewAnswer:
    reason = ReasonCode(row.reason) if row.reason else None
    return ReviewAnswer(proposal=row.proposal, outcome=ReviewOutcome(row.outcome), note=row.note, reason=reason)
