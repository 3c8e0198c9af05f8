"""What of the ledger is told in public, on a day."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from clerestory.answer.commitments.chains import followers, predecessors
from clerestory.answer.commitments.standing import Standing, standing
from clerestory.model.answers.commitments import Change, Commitment
from clerestory.model.answers.public.commitments import (
    PublicCommitments,
    ToldChange,
    ToldCommitment,
    ToldDue,
    ToldJudgement,
    ToldPart,
    ToldReplaced,
)
from clerestory.model.commission import DataKind


def public_commitments(ledger: Mapping[str, Commitment], *, as_of: dt.date, data: DataKind) -> PublicCommitments:
    """Give the public part of a ledger, the promise that was made first at the beginning.

    Parameters
    ----------
    as_of : date
        The day on which it is told what is overdue.
    data : DataKind
        What is marked as made up or rebuilt.
    """
    told = [_told(name, one, ledger, as_of) for name, one in ledger.items()]
    return PublicCommitments(
        data=data, as_of=as_of, commitments=tuple(sorted(told, key=lambda one: (one.first_said, one.id)))
    )


def _told(name: str, one: Commitment, ledger: Mapping[str, Commitment], as_of: dt.date) -> ToldCommitment:
    return ToldCommitment.model_validate(
        {
            "id": name,
            "title": one.title,
            "state": one.state.value,
            "label": one.state.label,
            "owner": one.owner,
            "first_said": one.first_said,
            "sources": one.sources,
            "condition": one.made.condition,
            "judgements": tuple(
                ToldJudgement(is_met=act.is_met, decision=act.decision, decided=act.decided, reason=act.reason)
                for act in one.judgements
            ),
            "dues": tuple(
                ToldDue(day=due.day, said_on=due.said_on, words=due.words, reason=due.reason, recorded=due.recorded)
                for due in one.dues
            ),
            "due": one.due,
            "is_overdue": standing(one, as_of) is Standing.OVERDUE,
            "closed": one.closed,
            "days_late": one.days_late,
            "is_dated_afterwards": one.is_dated_afterwards,
            "evidence": one.evidence,
            "parts": tuple(
                ToldPart(id=part.planned.id, title=part.planned.title, evidence=part.evidence) for part in one.parts
            ),
            "successor": one.successor,
            "predecessors": predecessors(name, ledger),
            "follows": one.made.follows,
            "followed_by": followers(name, ledger),
            "history": tuple(map(_change, one.history)),
        }
    )


def _change(change: Change) -> ToldChange:
    """Give an entry of the history; the first has no reason but its document, and who recorded it is not told."""
    return ToldChange(
        number=change.number,
        recorded=change.time.date(),
        what=change.act.act,
        reason=getattr(change.act, "reason", ""),
        is_set_aside=bool(change.set_aside),
        before=ToldReplaced(**vars(change.before)) if change.before else None,
    )
