"""The first page: what waits for whoever is signed in, in order, and what they may open besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from clerestory.model.commission import Role
from clerestory.review.desk.waiting import Task, Waiting, waiting_for
from clerestory.web.pages.answers.waiting import answers_waiting
from clerestory.web.pages.group.room import shown
from clerestory.web.pages.visits import Visit
from clerestory.web.pages.words import day_words


@dataclass(frozen=True)
class Shown:
    """How a task is shown: its words, the page that it is done on, and a line beneath."""

    title: str
    page: str = ""
    hint: str = ""


_SHOWN: Mapping[Task, Shown] = {
    Task.ACCEPT_TERMS: Shown("Read and accept the terms", "terms", "You read documents after you have accepted them."),
    Task.ANSWER_INVITATION: Shown("Say whether you take part in round {round}", "round-invitation"),
    Task.DECLARE: Shown(
        "Declare your interests for round {round}", "interests", "Also if you have none. It takes a minute."
    ),
    Task.AWAIT_JUDGEMENT: Shown(
        "Your interests are being looked at", "interests", "You can read as soon as this is done."
    ),
    Task.READ: Shown(
        "Read and comment by {due}", "documents", "Your comments are seen by nobody until the round closes."
    ),
    Task.RESTING: Shown("You are resting from round {round}", "documents", "Go on whenever you like, until {due}."),
    Task.FINISHED: Shown("You have finished round {round}", "documents", "You can read on until {due}."),
    Task.ASIDE: Shown("You take no part in round {round}", "round"),
    Task.READ_ANSWERS: Shown("Round {round} is closed: read all comments and their answers", "comments"),
    Task.SET_TERMS: Shown("Set the terms of reference and confidentiality", "set-terms", "No round opens before."),
    Task.OPEN_ROUND: Shown("Open round {round}", "open-round", "A draft passed the disclosure check and waits."),
    Task.JUDGE: Shown("Judge the interests of: {member}", "judge", "They cannot read before."),
    Task.FOLLOW_ROUND: Shown(
        "Round {round} is open until {due}", "readers", "See who is where, remind, give more time."
    ),
    Task.CLOSE_ROUND: Shown("Close round {round}", "readers", "Nobody reads any more."),
    Task.ANSWER: Shown("Answer the comments of round {round}: {count} left", "comments"),
    Task.AWAIT_ANSWERS: Shown("The authors answer the comments of round {round}: {count} left", "comments"),
    Task.SETTLE: Shown("Settle round {round}", "end", "Every comment has its answer."),
    Task.FINISH_REVIEW: Shown("Finish the review of the draft", "end", "Or open a further round."),
    Task.DECIDE_RELEASE: Shown(
        "Decide on the release", "decide-release", "The group has reviewed and informed the draft."
    ),
    Task.SIGN: Shown("Sign the release", "sign-release", "Both gates passed the draft. A third person signs."),
    Task.READ_RECORD: Shown("Read the record of acts", "record"),
}
_WITHOUT_ROUND = frozenset({"", "terms", "set-terms", "open-round", "record", "decide-release", "sign-release"})

# What a post that has nothing to do here is told.
_TOLD: Mapping[Role, str] = {
    Role.POLICY: "Policy advisers have no say in findings or their release (rule P4); they see what is published.",
    Role.CHECKER: "Checkers work on the pages of the vault. Here you see nothing of the reference group.",
    Role.LAWYER: "Lawyers work on the pages of the vault. Here you see nothing of the reference group.",
    Role.OFFICER: "Investigating officers work on the pages of the vault. Here you see nothing of the reference group.",
    Role.CORRESPONDENCE: "Letters are answered from what is published. Here you see nothing of the reference group.",
    Role.SAFEGUARDING: "Concern notices come to you outside these pages.",
}


@shown()
def first(visit: Visit) -> HttpResponse:
    """Give what waits for the person."""
    waiting = waiting_for(visit.desk, visit.people, visit.person, today=visit.today)
    return visit.page(
        "first",
        to_do=[*(_item(visit, one) for one in waiting if one.is_to_do), *answers_waiting(visit)],
        told=[_item(visit, one) for one in waiting if not one.is_to_do],
        about=[_TOLD[role] for role in visit.person.roles if role in _TOLD],
    )


def _item(visit: Visit, one: Waiting) -> dict[str, str]:
    words = _SHOWN[one.task]
    values = {
        "round": str(one.round),
        "member": visit.post_of(one.member),
        "due": day_words(one.due),
        "count": str(one.count),
    }
    return {
        "title": words.title.format_map(values),
        "hint": words.hint.format_map(values),
        "href": _address(words.page, one),
    }


def _address(page: str, one: Waiting) -> str:
    if page in _WITHOUT_ROUND:
        return reverse(page) if page else ""
    named = {"number": one.round} | ({"member": one.member} if page == "judge" else {})
    return reverse(page, kwargs=named)
