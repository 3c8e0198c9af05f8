"""States of a commitment and what leads from one to the next: the one table that rules, pages and diagram ask.

What the table does not have cannot happen. Where one act leads to several states, ``when`` says which.
"""

from __future__ import annotations

from dataclasses import dataclass

from clerestory.model.answers.acts import commitments as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.commitments import CommitmentState


@dataclass(frozen=True)
class Transition:
    """From a state, by an act, to a state."""

    before: CommitmentState
    act: type[AnswerAct]
    after: CommitmentState
    when: str = ""


def _staying(state: CommitmentState, *kinds: type[AnswerAct]) -> tuple[Transition, ...]:
    return tuple(Transition(state, kind, state) for kind in kinds)


_S = CommitmentState
_OPEN = (_S.MADE, _S.IN_PROGRESS, _S.PARTLY_KEPT)
_IN_TIME, _LATE = "the evidence is of the day that was due or before", "the evidence is of a later day"
_LAST_IN_TIME, _LAST_LATE = "the last part, in time", "the last part, late"
_MISTAKE = "the change that led here was a mistake"


def _from_open(state: CommitmentState) -> tuple[Transition, ...]:
    """Give what may happen to a promise that is still to be kept."""
    return (
        *_staying(state, acts.DateCommitment),
        Transition(state, acts.ReportProgress, _S.IN_PROGRESS if state is _S.MADE else state),
        Transition(state, acts.KeepCommitment, _S.KEPT, _IN_TIME),
        Transition(state, acts.KeepCommitment, _S.KEPT_LATE, _LATE),
        Transition(state, acts.KeepPart, _S.PARTLY_KEPT, "something is left"),
        Transition(state, acts.SupersedeCommitment, _S.SUPERSEDED),
        Transition(state, acts.BreakCommitment, _S.BROKEN),
        Transition(state, acts.DropCommitment, _S.DROPPED),
    )


_IN_LEDGER = tuple(state for state in _S if state is not _S.NONE)
_FORWARD = (
    *(one for state in _OPEN for one in _from_open(state)),
    # Nothing is partly kept before its condition is met, and then it is judged no more.
    *_staying(_S.MADE, acts.JudgeCondition),
    *_staying(_S.IN_PROGRESS, acts.JudgeCondition),
    # There are two parts or none, so the last one is never the first.
    Transition(_S.PARTLY_KEPT, acts.KeepPart, _S.KEPT, _LAST_IN_TIME),
    Transition(_S.PARTLY_KEPT, acts.KeepPart, _S.KEPT_LATE, _LAST_LATE),
    # What was broken may still be kept late: the ledger tells both.
    Transition(_S.BROKEN, acts.KeepCommitment, _S.KEPT_LATE, _LATE),
)
_BACK = dict.fromkeys((one.after, one.before) for one in _FORWARD if one.after is not one.before)
COMMITMENT: tuple[Transition, ...] = (
    Transition(_S.NONE, acts.MakeCommitment, _S.MADE),
    *_FORWARD,
    *(one for state in _IN_LEDGER for one in _staying(state, acts.AddSource, acts.AmendCommitment, acts.SetAside)),
    *(Transition(after, acts.SetAside, before, _MISTAKE) for after, before in _BACK),
)


def can(state: CommitmentState, act: AnswerAct) -> bool:
    """Say whether an act is one that the state knows."""
    return any(one.before is state and isinstance(act, one.act) for one in COMMITMENT)


def befores(kind: type[AnswerAct]) -> tuple[CommitmentState, ...]:
    """Give the states in which an act may happen, in the order of the table."""
    return tuple(dict.fromkeys(one.before for one in COMMITMENT if one.act is kind))
