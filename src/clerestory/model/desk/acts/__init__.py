"""Acts: everything that people do at the desk, one frozen form for each."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass
from typing import Annotated, get_args

from pydantic import Field, TypeAdapter

from clerestory.model.desk.acts import disclosure, group, holds, passages
from clerestory.model.desk.acts.common import ActForm

GroupAct = (
    group.SetTerms
    | group.AcceptTerms
    | group.OpenRound
    | group.Invite
    | group.AnswerInvitation
    | group.DeclareInterests
    | group.JudgeInterests
    | group.OpenCopy
    | group.Comment
    | group.ChangeComment
    | group.WithdrawComment
    | group.Pause
    | group.FinishReading
    | group.ReadOn
    | group.Extend
    | group.Remind
    | group.CloseRound
    | group.Respond
    | group.Dissent
    | group.ConsentToDissent
    | group.SettleRound
    | group.OpenDraft
    | group.FinishReview
)
DisclosureAct = (
    disclosure.SubmitOutput
    | disclosure.AskException
    | disclosure.AnswerException
    | disclosure.DecideOutput
    | disclosure.WithdrawOutput
    | disclosure.AdmitDraft
    | disclosure.DecideRelease
    | disclosure.SignRelease
)
PassageAct = passages.OpenText | passages.ReviewPassages
HoldAct = holds.TellHolds | holds.CertifyHold | holds.ViewHold
Act = GroupAct | DisclosureAct | HoldAct | PassageAct
ACTS: tuple[type[ActForm], ...] = get_args(Act)
ACT: TypeAdapter[Act] = TypeAdapter(Annotated[Act, Field(discriminator="act")])


@dataclass(frozen=True)
class Recorded:
    """An act that was done.

    Attributes
    ----------
    time : datetime
        In UTC.
    person : str
        Id of a person of study.toml, or the program's.
    """

    time: dt.datetime
    person: str
    act: Act
