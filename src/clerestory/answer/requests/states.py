"""In which states each act may happen: one table, which the reference page prints."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.requests import RequestState

_S = RequestState
_WRITING = frozenset({_S.OPEN, _S.DRAFTED, _S.CLEARED})
_WAITING = frozenset({_S.CLARIFYING, _S.FEE})
_LIVE = _WRITING | _WAITING | {_S.IN_REVIEW}

IN_STATES: Mapping[type[AnswerAct], frozenset[RequestState]] = MappingProxyType(
    {
        acts.ReceiveRequest: frozenset({_S.NONE}),
        acts.AssignRequest: _LIVE,
        acts.AskToClarify: _WRITING,
        acts.ReceiveClarification: frozenset({_S.CLARIFYING}),
        acts.GiveFeesNotice: frozenset({_S.OPEN}),
        acts.ReceiveFee: frozenset({_S.FEE}),
        acts.TransferRequest: _WRITING | _WAITING,
        acts.CloseRequest: _WRITING | _WAITING,
        acts.ExtendRequest: _WRITING,
        acts.ApplyExemption: frozenset({_S.OPEN}),
        acts.DropExemption: frozenset({_S.OPEN}),
        acts.DraftAnswer: frozenset({_S.OPEN, _S.DRAFTED}),
        acts.ReturnAnswer: frozenset({_S.DRAFTED, _S.CLEARED}),
        acts.ClearAnswer: frozenset({_S.DRAFTED}),
        acts.RegisterTable: frozenset({_S.DRAFTED, _S.CLEARED}),
        acts.SendAnswer: frozenset({_S.CLEARED}),
        acts.HoldAnswer: _WRITING,
        acts.CorrectAnswer: frozenset({_S.ANSWERED}),
        acts.AskReview: frozenset({_S.ANSWERED}),
        acts.ExtendReview: frozenset({_S.IN_REVIEW}),
        acts.DecideReview: frozenset({_S.IN_REVIEW}),
        acts.EraseAsker: frozenset({_S.ANSWERED, _S.TRANSFERRED, _S.CLOSED}),
        acts.NoteRequest: frozenset(_S) - {_S.NONE},
    }
)
# The day on which what an act records happened; an act without one happens when it is recorded.
DAY_OF: Mapping[type[AnswerAct], str] = MappingProxyType(
    {
        acts.ReceiveRequest: "received",
        acts.AskToClarify: "asked",
        acts.ReceiveClarification: "received",
        acts.GiveFeesNotice: "given",
        acts.ReceiveFee: "received",
        acts.TransferRequest: "sent",
        acts.CloseRequest: "closed",
        acts.ExtendRequest: "sent",
        acts.SendAnswer: "sent",
        acts.HoldAnswer: "sent",
        acts.CorrectAnswer: "found",
        acts.AskReview: "received",
        acts.ExtendReview: "sent",
        acts.DecideReview: "decided",
        acts.EraseAsker: "day",
    }
)
ONLY_FOI: frozenset[type[AnswerAct]] = frozenset(
    {
        acts.AskToClarify,
        acts.ReceiveClarification,
        acts.GiveFeesNotice,
        acts.ReceiveFee,
        acts.ExtendRequest,
        acts.AskReview,
        acts.ExtendReview,
        acts.DecideReview,
    }
)
# Named with its type: of two classes alone mypy makes another.
ONLY_QUESTIONS = frozenset[type[AnswerAct]]((acts.HoldAnswer, acts.CorrectAnswer))
