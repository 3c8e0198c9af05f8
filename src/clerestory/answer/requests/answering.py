"""What an answer needs: a section for what is withheld, a second person, figures that are registered."""

from __future__ import annotations

from collections.abc import Mapping

from clerestory.answer.requests.refusing import Policy, not_now
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.done import Done
from clerestory.model.answers.exemptions import EXEMPTIONS, Weighing
from clerestory.model.answers.request_settings import RequestSettings
from clerestory.model.answers.requests import Draft, Request
from clerestory.model.calendar import date_text
from clerestory.model.grounds import UNTOLD_PLACES
from clerestory.model.wording.anchors import anchors_in

_Done = Done[acts.RequestAct]


def _draft(request: Request, _done: _Done, act: acts.DraftAnswer, settings: RequestSettings) -> None:
    _check_outcome(request, act, act.outcome)
    if bool(act.log.given) != (act.outcome in (acts.Given.FULL, acts.Given.PART)):
        raise not_now(act, "the log says what was given where something was, and else nothing", "Change its words.")
    if act.outcome in (acts.Given.REFUSED, acts.Given.NOT_HELD) and act.tables:
        raise not_now(act, f'an answer "{act.outcome.value}" gives no tables', "Leave them out, or change the outcome.")
    if request.kind.is_question and act.characters > settings.question_characters:
        most = settings.question_characters
        raise not_now(act, f"an answer to Parliament has {most:,} characters at most", "Shorten it.")
    _check_log(request, act)


def _check_outcome(request: Request, act: AnswerAct, outcome: acts.Given) -> None:
    if outcome.withholds and not request.applied:
        raise not_now(act, f'"{outcome.value}" needs a section', "Say under which section something is withheld.")
    if not outcome.withholds and request.applied:
        names = ", ".join(section.words for section in request.applied)
        raise not_now(act, f'"{outcome.value}" withholds nothing, and {names} is relied on', "Drop it, or say what is.")
    refuses = any(EXEMPTIONS[one].weighing is Weighing.NO_EXEMPTION for one in request.applied)
    if refuses and outcome is not acts.Given.REFUSED:
        raise not_now(act, "where there is no duty to answer, the request is refused as a whole", "Say so, or drop it.")


def _check_log(request: Request, act: acts.DraftAnswer) -> None:
    """Refuse words that, beside the section, tell somebody that the police look at them (rule S13)."""
    if not any(one.code in UNTOLD_PLACES for one in request.applied.values()):
        return
    found = anchors_in(f"{act.log.asked} {act.log.given}")
    if found:
        raise not_now(
            act,
            f"the log would name {found[0].value} beside a section that must be told without",
            "Say what was asked without area and date.",
        )


def _clear(request: Request, done: _Done, act: acts.ClearAnswer, _settings: RequestSettings) -> None:
    draft = _drafted(request, act)
    if draft.version != act.version:
        raise not_now(act, f"version {draft.version} is the last", "Read that one, and clear it.")
    if done.person in request.writers:
        which = "it" if draft.writer == done.person else "an earlier version of it"
        raise not_now(act, f"you wrote {which}", "Somebody who wrote none of it reads and clears it.")


def _drafted(request: Request, act: AnswerAct) -> Draft:
    if request.draft is None:
        raise not_now(act, "there is no draft", "Write one.")
    return request.draft


def _register(request: Request, _done: _Done, act: acts.RegisterTable, _settings: RequestSettings) -> None:
    named = [one.table for one in _drafted(request, act).act.tables]
    if act.table not in named:
        raise not_now(act, f"the draft has no table {act.table!r}", f"Its tables: {', '.join(named) or 'none'}.")


def _send(request: Request, _done: _Done, act: acts.SendAnswer, _settings: RequestSettings) -> None:
    draft = _drafted(request, act)
    if draft.version != act.version or not draft.clearer:
        raise not_now(act, f"version {act.version} was not cleared", "A second person clears the last version.")
    if draft.cleared and act.sent < draft.cleared:
        raise not_now(act, f"it was cleared on {date_text(draft.cleared)}", "Give the day on which it goes out.")
    if request.unregistered:
        raise not_now(
            act,
            f"table {request.unregistered[0]!r} is not registered for the audit of history",
            "Register it where the vault is: `clerestory answer request register`.",
        )
    if act.figures != draft.act.figures:
        raise not_now(act, "a figure that it cites has changed since it was written", "Write and clear it anew.")
    _check_outcome(request, act, draft.act.outcome)
    late = [one for one in request.applied.values() if one.act.published and one.act.published <= act.sent]
    if late:
        raise not_now(act, "the day of publication that section 22 rests on is past", "Give what was published.")


ANSWERING: Mapping[type[AnswerAct], Policy] = {
    acts.DraftAnswer: _draft,
    acts.ClearAnswer: _clear,
    acts.RegisterTable: _register,
    acts.SendAnswer: _send,
}
