"""The first page of the vault: what waits for whoever is signed in, and what they may open besides."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from django.http import HttpResponse
from django.urls import reverse

from clerestory.model.commission import Role
from clerestory.review.desk.waiting import Task, Waiting, waiting_for
from clerestory.web.arriving.live_cases import case_names
from clerestory.web.pages.passages.waiting import waiting_texts
from clerestory.web.pages.vault.live_cases import sentence
from clerestory.web.pages.vault.room import SEE_OUTPUTS, shown
from clerestory.web.pages.visits import Visit
from clerestory.web.pages.words import day_words


@dataclass(frozen=True)
class Shown:
    """How a task is shown: its words, the page that it is done on, and a line beneath."""

    title: str
    page: str
    hint: str = ""


_SHOWN: Mapping[Task, Shown] = {
    Task.CHECK_OUTPUT: Shown(
        "Check output {output}", "output", "Nobody who decides sees what others decide before all have."
    ),
    Task.AWAIT_OTHER_CHECKER: Shown("You have decided on output {output}", "output", "Others have not yet."),
    Task.LEFT_TO_OTHERS: Shown(
        "Output {output} is checked by others", "output", "You made it, or answered an exception of it."
    ),
    Task.ANSWER_EXCEPTION: Shown(
        "Answer the exception from rule {rule}", "exceptions", "An author of output {output} asks for it."
    ),
    Task.AWAIT_EXCEPTION: Shown("An exception from rule {rule} waits for its answer", "exceptions"),
    Task.AWAIT_CHECKERS: Shown("Output {output} is with its checkers", "output"),
    Task.MEND_OUTPUT: Shown(
        "Output {output} was refused: read why", "output", "Change what was asked for, and run the study again."
    ),
    Task.OUTPUT_DECIDED: Shown("Output {output}: {state}", "output"),
    Task.CERTIFY: Shown("Certify {case}", "live-case", "{certified}"),
    Task.VIEW_CERTIFICATE: Shown("Say whether you agree about {case}", "live-case", "{certified}"),
    Task.FOLLOW_CASES: Shown("Live cases on hold: {count}", "live-cases", "The next is looked at again by {due}."),
    Task.READ_RECORD: Shown("Read the record of acts", "record"),
}
_WORK_HERE = SEE_OUTPUTS | {Role.OFFICER}
# What a post that has nothing to do here is told.
_DESK = "You work on the pages of the desk. Here you see nothing."
_TOLD: Mapping[Role, str] = {
    **dict.fromkeys((Role.MEMBER, Role.CHAIR, Role.OBSERVER, Role.SECRETARY, Role.SIGNATORY), _DESK),
    Role.POLICY: "Policy advisers have no say in findings or their release (rule P4); they see what is published.",
    Role.CORRESPONDENCE: "Letters are answered from what is published. Here you see nothing.",
    Role.SAFEGUARDING: "Concern notices come to you outside these pages.",
}


@shown()
def first(visit: Visit) -> HttpResponse:
    """Give what waits for the person."""
    sees = _WORK_HERE & set(visit.person.roles)
    every = waiting_for(visit.desk, visit.people, visit.person, today=visit.today)
    waiting = [one for one in every if one.task in _SHOWN]  # the terms of the group are set at the desk
    about = [_TOLD[role] for role in visit.person.roles if role in _TOLD and not sees]
    if SEE_OUTPUTS & set(visit.person.roles) and not visit.desk.outputs:
        about.append("No output has come to its checkers yet. A run of the study brings it.")
    return visit.page(
        "first",
        to_do=[*(_item(visit, one) for one in waiting if one.is_to_do), *waiting_texts(visit)],
        told=[_item(visit, one) for one in waiting if not one.is_to_do],
        about=about,
    )


def _item(visit: Visit, one: Waiting) -> dict[str, str]:
    words = _SHOWN[one.task]
    state = tuple(visit.desk.outputs.values())[one.output - 1].state.value if one.output else ""
    values = {"output": str(one.output), "rule": one.rule, "state": state, "count": str(one.count)}
    values |= {"due": day_words(one.due)} | _of_case(visit, one)
    named: dict[str, int | str] = {"number": one.output or one.case} if one.output or one.case else {}
    return {
        "title": words.title.format_map(values),
        "hint": words.hint.format_map(values),
        "href": reverse(words.page, kwargs=named),
        "is_code": "yes" if one.case else "",  # a pseudonym has no place to break
    }


def _of_case(visit: Visit, one: Waiting) -> dict[str, str]:
    """Give what is said of a live case: its pseudonym, and where its certificate stands."""
    if not one.case:
        return {}
    case = visit.desk.holds[one.case]
    due = f"The certificate {'was' if case.certification.is_overdue(visit.today) else 'is'} to be looked at again by "
    said = f" {due}{day_words(one.due)}." if one.due else ""
    name = case_names().get(one.case, one.case)
    return {"case": name, "certified": f"{sentence(case.state)}.{said}"}
