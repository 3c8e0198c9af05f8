"""What was done to a letter, told in words."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from clerestory.answer.letters.timing import counted
from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.calendar import date_text


def told(act: AnswerAct) -> str:
    """Say in one sentence or two what an act was.

    Examples
    --------
    >>> told(acts.AssignLetter(part=1, owner="ann"))
    'Given to ann'
    """
    return _WORDS[type(act)](act)


def _received(act: acts.ReceiveLetter) -> str:
    by = f", passed on by {act.transferred_from}" if act.transferred_from else ""
    return f"Received on {date_text(act.received)}{by}; to be answered within {counted(act.target_days)}"


def _sent(act: acts.SendReply) -> str:
    late = f", {counted(act.days_late)} over its target" if act.days_late else ", within its target"
    return f"Version {act.version} of the reply sent on {date_text(act.sent)}, signed by: {act.signatory}{late}"


def _taken(act: acts.TakeDuplicate) -> str:
    return f"Answers for {act.duplicate}/{act.duplicate_part} too, which is the same letter"


def _back(act: acts.ReceiveTransfer) -> str:
    return f"Back from {act.transferred_from} on {date_text(act.received)}; the clock starts anew. {act.reason}"


def _held(act: acts.HoldLetter) -> str:
    said = f"Holding reply sent on {date_text(act.sent)}"
    return f"{said}; an answer is expected on {date_text(act.expected)}. {act.reason}"


_WORDS: Mapping[type[AnswerAct], Callable[[Any], str]] = {
    acts.ReceiveLetter: _received,
    acts.StartLetter: lambda act: f"Begun by the office on {date_text(act.started)}",
    acts.RegisterAsk: lambda act: f"Asks: {act.ask}",
    acts.LinkLetter: lambda act: f"Is about the {act.kind.words} {act.subject}",
    acts.AssignLetter: lambda act: f"Given to {act.owner}",
    acts.TransferOut: lambda act: f"Passed on to {act.to} on {date_text(act.day)}. {act.reason}",
    acts.ReceiveTransfer: _back,
    acts.HoldLetter: _held,
    acts.DraftReply: lambda act: f"Version {act.version} of the reply drafted",
    acts.ClearReply: lambda act: f"Version {act.version} of the reply cleared",
    acts.ReturnReply: lambda act: f"Version {act.version} of the reply sent back. {act.reason}",
    acts.SendReply: _sent,
    acts.CloseLetter: lambda act: f"Closed without a reply on {date_text(act.day)}. {act.reason}",
    acts.MergeLetter: lambda act: f"Merged with {act.into}/{act.into_part} on {date_text(act.day)}. {act.reason}",
    acts.TakeDuplicate: _taken,
    acts.EraseLetter: lambda act: f"Names and texts erased on {date_text(act.day)}. {act.reason}",
}
