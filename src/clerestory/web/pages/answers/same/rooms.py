"""The five kinds as pages show them: where they stand, what can be done to one, and in which words."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from clerestory.model.answers.acts import commission, events, guidance, statements, watch
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.kinds import Kind


@dataclass(frozen=True)
class Deed:
    """Something that can be done to a subject: its address, its words, and what the next page says then."""

    slug: str
    act: type[AnswerAct]
    title: str
    said: str


@dataclass(frozen=True)
class SameRoom:
    """The pages of a kind.

    Attributes
    ----------
    begin : Deed
        By which one begins.
    deeds : tuple of Deed
        What is done to one after that.
    """

    kind: Kind
    address: str
    title: str
    about: str
    begin: Deed
    deeds: tuple[Deed, ...]
    nothing: str

    @property
    def acts(self) -> tuple[type[AnswerAct], ...]:
        """Everything that can be done here."""
        return (self.begin.act, *(deed.act for deed in self.deeds))

    @property
    def template(self) -> str:
        """The page of one, without its folder and ending."""
        return f"same/{self.kind.value}"


_WATCH = SameRoom(
    Kind.WATCH,
    "watch",
    "Evidence that is followed",
    "Research of others: when it is next looked at, what was found, and what that changed here.",
    Deed("new", watch.FollowResearch, "Follow something", "It is followed."),
    (
        Deed("check", watch.CheckResearch, "Record a check", "The check is on record."),
        Deed("plan", watch.PlanCheck, "Change the plan", "The plan is changed."),
        Deed("end", watch.EndWatch, "Follow it no more", "It is followed no more."),
    ),
    "Nothing is followed yet.",
)
_GUIDANCE = SameRoom(
    Kind.GUIDANCE,
    "guidance",
    "Guidance",
    "One message on each topic: every audience hears the same, in its own words.",
    Deed("new", guidance.OpenTopic, "Open a topic", "The topic is open: set its duties, then write the message."),
    (
        Deed("duty", guidance.SetDuty, "Set or change a duty", "The duty stands in the library."),
        Deed("write", guidance.WriteMessage, "Write the message", "The message stands in its new version."),
        Deed("variant", guidance.WriteVariant, "Write it for an audience", "The audience has its words."),
        Deed("withdraw", guidance.WithdrawVariant, "Withdraw the words of an audience", "They are withdrawn."),
        Deed("reads", guidance.ConfirmReads, "Enter confirmed reads", "The number is on record."),
        Deed("close", guidance.CloseTopic, "Close the topic", "The message stands no more."),
    ),
    "There is no message yet.",
)
_STATEMENT = SameRoom(
    Kind.STATEMENT,
    "statements",
    "Statements",
    "What letters and answers repeat: a status, money, testimony. Each has a source, a date, and an end.",
    Deed("new", statements.MakeStatement, "Make a statement", "The statement is made."),
    (
        Deed("source", statements.AddSource, "Add a document that has it", "The document is among its sources."),
        Deed("confirm", statements.ConfirmStatement, "Confirm that it holds", "It may be repeated."),
        Deed("end", statements.EndStatement, "End it", "It is repeated no more."),
    ),
    "No statement is made yet.",
)
_COMMISSION = SameRoom(
    Kind.COMMISSION,
    "commission",
    "Questions and answers",
    "Who asked what of this work, who took it over, and what answers it.",
    Deed("new", commission.OpenCommission, "Record a commission", "The commission is on record."),
    (
        Deed("ask", commission.AskQuestion, "Record a question", "The question is on record."),
        Deed("answer", commission.AnswerQuestion, "Answer a question", "The answer is on record."),
        Deed("succeed", commission.SucceedAsker, "Record who took it over", "The succession is on record."),
        Deed("withdraw", commission.WithdrawQuestion, "Withdraw a question", "The question is asked no more."),
    ),
    "No commission is on record yet.",
)
_EVENT = SameRoom(
    Kind.EVENT,
    "events",
    "Events",
    "Summits, round tables and briefings, and what the packs for them have.",
    Deed("new", events.PlanEvent, "Plan an event", "The event is planned."),
    (
        Deed("agenda", events.SetAgenda, "Set the agenda", "The agenda is set."),
        Deed("choose", events.ChooseContent, "Choose what the packs have", "It is chosen."),
        Deed("move", events.MoveEvent, "Move it to another day", "The event is moved."),
        Deed("hold", events.HoldEvent, "Record what came of it", "It is on record."),
        Deed("cancel", events.CancelEvent, "Cancel it", "The event is cancelled."),
    ),
    "No event is planned.",
)
ROOMS: Mapping[Kind, SameRoom] = MappingProxyType(
    {room.kind: room for room in (_WATCH, _GUIDANCE, _STATEMENT, _COMMISSION, _EVENT)}
)
