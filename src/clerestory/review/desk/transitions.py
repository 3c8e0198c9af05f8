"""States and transitions of both gates and of the release: one table each, from which the diagrams are drawn.

What a table does not have cannot happen. Where one act leads to two states, ``when`` says which.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import Enum

from clerestory.model.desk.acts import disclosure, group, holds
from clerestory.model.desk.acts.common import ActForm
from clerestory.model.desk.states import CertifiedState, OutputState, ReleaseState, RoundState


@dataclass(frozen=True)
class Transition:
    """From a state, by an act, to a state."""

    before: Enum
    act: type[ActForm]
    after: Enum
    when: str = ""


def _staying(state: Enum, *acts: type[ActForm]) -> tuple[Transition, ...]:
    return tuple(Transition(state, act, state) for act in acts)


_OPEN, _CLOSED, _SETTLED = RoundState.OPEN, RoundState.CLOSED, RoundState.SETTLED
ROUND: tuple[Transition, ...] = (
    Transition(RoundState.NONE, group.OpenRound, _OPEN),
    *_staying(_OPEN, group.Invite, group.AnswerInvitation, group.DeclareInterests, group.JudgeInterests),
    *_staying(_OPEN, group.OpenCopy, group.Comment, group.ChangeComment, group.WithdrawComment),
    *_staying(_OPEN, group.Pause, group.FinishReading, group.ReadOn, group.Extend, group.Remind),
    Transition(_OPEN, group.CloseRound, _CLOSED),
    *_staying(_CLOSED, group.OpenCopy, group.Respond, group.Dissent, group.ConsentToDissent),
    Transition(_CLOSED, group.SettleRound, _SETTLED),
    # An answer that stood by a consent falls when the consent is taken back, and another is given.
    *_staying(_SETTLED, group.OpenCopy, group.ConsentToDissent, group.Respond),
)

_WAITING = OutputState.WAITING
OUTPUT: tuple[Transition, ...] = (
    Transition(OutputState.NONE, disclosure.SubmitOutput, _WAITING),
    Transition(_WAITING, disclosure.SubmitOutput, OutputState.REPLACED, "another draft comes"),
    *_staying(_WAITING, disclosure.AskException, disclosure.AnswerException),
    Transition(_WAITING, disclosure.DecideOutput, _WAITING, "somebody has still to decide"),
    Transition(_WAITING, disclosure.DecideOutput, OutputState.PASSED, "the last, and all approve"),
    Transition(_WAITING, disclosure.DecideOutput, OutputState.REFUSED, "the last, and one refuses"),
    Transition(_WAITING, disclosure.WithdrawOutput, OutputState.WITHDRAWN),
)

RELEASE: tuple[Transition, ...] = (
    Transition(ReleaseState.NONE, disclosure.AdmitDraft, ReleaseState.ADMITTED),
    Transition(ReleaseState.ADMITTED, group.FinishReview, ReleaseState.REVIEWED),
    Transition(ReleaseState.REVIEWED, disclosure.DecideRelease, ReleaseState.PASSED, "approve"),
    Transition(ReleaseState.REVIEWED, disclosure.DecideRelease, ReleaseState.REFUSED, "refuse"),
    Transition(ReleaseState.PASSED, disclosure.SignRelease, ReleaseState.SIGNED),
    *_staying(ReleaseState.ADMITTED, group.OpenDraft),
    *_staying(ReleaseState.REVIEWED, group.OpenDraft),
    *_staying(ReleaseState.PASSED, group.OpenDraft),
    *_staying(ReleaseState.REFUSED, group.OpenDraft),
    *_staying(ReleaseState.SIGNED, group.OpenDraft),
)

_VIEWED = (CertifiedState.UNVIEWED, CertifiedState.CLEARED, CertifiedState.CONTESTED)
_AGREED, _NOT_AGREED = "every lawyer who viewed it agrees", "one does not agree"
HOLD: tuple[Transition, ...] = (
    *(Transition(one, holds.TellHolds, one) for one in CertifiedState),
    *(Transition(one, holds.CertifyHold, CertifiedState.HELD, "hold") for one in CertifiedState),
    *(Transition(one, holds.CertifyHold, CertifiedState.UNVIEWED, "clear") for one in CertifiedState),
    *_staying(CertifiedState.HELD, holds.ViewHold),
    *(Transition(one, holds.ViewHold, CertifiedState.CLEARED, _AGREED) for one in _VIEWED),
    *(Transition(one, holds.ViewHold, CertifiedState.CONTESTED, _NOT_AGREED) for one in _VIEWED),
)


def can(table: Iterable[Transition], state: Enum, act: ActForm) -> bool:
    """Say whether an act is one that the state knows."""
    return any(one.before is state and isinstance(act, one.act) for one in table)


def name_of(act: type[ActForm]) -> str:
    """Give the name of an act as it stands in records."""
    return str(act.model_fields["act"].default)
