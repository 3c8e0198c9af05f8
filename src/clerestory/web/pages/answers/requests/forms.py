"""What the forms of simple acts ask: one table, from which one page makes them all."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import Enum
from types import MappingProxyType
from typing import Literal

from clerestory.answer.requests.states import IN_STATES, ONLY_FOI, ONLY_QUESTIONS
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.exemptions import EXEMPTIONS, Section
from clerestory.model.answers.requests import Request
from clerestory.web.pages.fields import choices

Shape = Literal["day", "line", "area", "choice", "person", "section"]


@dataclass(frozen=True)
class Asked:
    """A field of a form, in the words of the page."""

    name: str
    label: str
    shape: Shape = "line"
    hint: str = ""
    items: type[Enum] | None = None

    @property
    def choices(self) -> list[dict[str, str]]:
        """What can be chosen."""
        return choices(self.items) if self.items else []


@dataclass(frozen=True)
class ActPage:
    """A page on which one act is done."""

    act: type[AnswerAct]
    title: str
    button: str
    fields: tuple[Asked, ...]
    about: str = ""


def _day(name: str, label: str) -> Asked:
    return Asked(name, label, "day")


_WHY = Asked("reason", "Why", "area")
PAGES: Mapping[str, ActPage] = MappingProxyType(
    {
        "assign": ActPage(acts.AssignRequest, "Assign it", "Assign it", (Asked("owner", "Who sees to it?", "person"),)),
        "clarify": ActPage(
            acts.AskToClarify,
            "Ask what is wanted",
            "Put it on record",
            (_day("asked", "When did you ask?"), Asked("what", "What has to be known?", "area")),
            "Nothing is due until it is known; then the days start anew.",
        ),
        "clarified": ActPage(
            acts.ReceiveClarification,
            "What is wanted came",
            "Start the days anew",
            (
                _day("received", "When did it come?"),
                Asked("question", "What is asked now?", "area", "In neutral words that name nobody."),
            ),
        ),
        "fee": ActPage(
            acts.GiveFeesNotice,
            "Ask for a fee",
            "Put the notice on record",
            (_day("given", "When did the notice go out?"), Asked("pounds", "How much, in pounds?")),
            "Days do not count from the day of the notice until the fee comes.",
        ),
        "paid": ActPage(acts.ReceiveFee, "The fee came", "Put it on record", (_day("received", "When did it come?"),)),
        "extend": ActPage(
            acts.ExtendRequest,
            "Take more time for the public interest",
            "Extend the time",
            (
                Asked("section", "Which section is weighed?", "section"),
                _day("sent", "When was who asked told?"),
                _day("until", "When do you expect to answer?"),
                _WHY,
                Asked("exceptional", "What is exceptional", "area", "Only if it takes more than 20 further days."),
            ),
        ),
        "hold": ActPage(
            acts.HoldAnswer,
            "Send a holding answer",
            "Put it on record",
            (_day("sent", "When did it go out?"), _day("until", "When does the answer come?"), _WHY),
        ),
        "transfer": ActPage(
            acts.TransferRequest,
            "Pass it on",
            "Pass it on",
            (Asked("to", "Which body answers it?"), _day("sent", "When did it go there?"), _WHY),
        ),
        "close": ActPage(
            acts.CloseRequest,
            "End it without an answer",
            "End it",
            (
                _day("closed", "When?"),
                Asked("why", "What happened?", "choice", items=acts.Closing),
                _WHY,
            ),
        ),
        "return": ActPage(acts.ReturnAnswer, "Send the draft back", "Send it back", (_WHY,)),
        "drop": ActPage(
            acts.DropExemption,
            "Rely on a section no longer",
            "Drop it",
            (Asked("section", "Which section?", "section"), _WHY),
        ),
        "correct": ActPage(
            acts.CorrectAnswer,
            "Correct the answer",
            "Put it on record",
            (
                _day("found", "When was it found?"),
                _day("until", "When does the correction come?"),
                Asked("reason", "What was wrong", "area", "It is public."),
            ),
        ),
        "review": ActPage(
            acts.AskReview,
            "An internal review is asked for",
            "Put it on record",
            (
                _day("received", "When did it come?"),
                Asked("about", "What do they complain of?", "area", "In neutral words that name nobody."),
                Asked("late", "Why it is taken all the same", "area", "Only if it came after the days for it."),
            ),
        ),
        "extend-review": ActPage(
            acts.ExtendReview,
            "Take more time for the review",
            "Extend the time",
            (_day("sent", "When was who asked told?"), _day("until", "When is it decided?"), _WHY),
        ),
        "decide": ActPage(
            acts.DecideReview,
            "Decide the review",
            "Record my decision",
            (
                _day("decided", "When?"),
                Asked("outcome", "What becomes of the answer?", "choice", items=acts.ReviewOutcome),
                _WHY,
                Asked("until", "When does the new answer come?", "day", "Only where the answer does not stand."),
            ),
            "Who had a part in the answer does not decide.",
        ),
        "note": ActPage(
            acts.NoteRequest,
            "Note what others decided",
            "Put it on record",
            (
                Asked("body", "Who?", "choice", items=acts.OutsideBody),
                _day("day", "When?"),
                Asked("reference", "Their reference"),
                Asked("note", "What it says", "area"),
            ),
        ),
        "erase": ActPage(
            acts.EraseAsker,
            "Erase who asked",
            "Erase",
            (_day("day", "When?"), _WHY),
            "What was asked and answered stays. Who asked, and their letters, are gone.",
        ),
    }
)


def open_pages(request: Request) -> dict[str, str]:
    """Give the pages whose acts this request can have now, with their titles; rules of the day may refuse one still."""
    shut = ONLY_FOI if request.kind.is_question else ONLY_QUESTIONS
    return {
        name: page.title
        for name, page in PAGES.items()
        if request.state in IN_STATES[page.act] and page.act not in shut and _has_what_it_needs(request, page.act)
    }


def _has_what_it_needs(request: Request, act: type[AnswerAct]) -> bool:
    if act is acts.EraseAsker:
        return bool(request.personal)
    if act is acts.AskReview:
        return request.review is None
    return act is not acts.DropExemption or bool(request.applied)


def section_choices(request: Request, *, applied: bool = False) -> list[dict[str, str]]:
    """Give the sections of a select: those that can be applied to a request, or those that are."""
    return [
        {"value": one.value, "text": f"{one.value}: {EXEMPTIONS[one].title} ({EXEMPTIONS[one].weighing.value})"}
        for one in (request.applied if applied else Section)
        if applied or (one is Section.COST) <= request.kind.is_question
    ]
