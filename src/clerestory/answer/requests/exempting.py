"""What a section asks for before something is withheld under it (rule P5)."""

from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Mapping

from clerestory.answer.requests.refusing import Policy, not_now, says_little
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.done import Done
from clerestory.model.answers.exemptions import EXEMPTIONS, MAY_DENY, Section, Weighing
from clerestory.model.answers.request_settings import RequestSettings
from clerestory.model.answers.requests import Request

_SectionRule = Callable[[Request, acts.ApplyExemption, RequestSettings, dt.date], None]


def _apply(request: Request, done: Done[acts.RequestAct], act: acts.ApplyExemption, settings: RequestSettings) -> None:
    _check_fits(request, act)
    _check_weighed(act)
    _check_code(act)
    if act.section in _OWN_RULES:
        _OWN_RULES[act.section](request, act, settings, done.time.date())


def _check_fits(request: Request, act: acts.ApplyExemption) -> None:
    if act.section in request.applied:
        raise not_now(act, f"{act.section.words} is relied on already", "Drop it first, and apply it anew.")
    no_duty = EXEMPTIONS[act.section].weighing is Weighing.NO_EXEMPTION
    is_cost = act.section is Section.COST
    if no_duty and is_cost != request.kind.is_question:
        other = "An answer to Parliament says disproportionate cost; a request is refused under section 12 or 14."
        raise not_now(act, f"{act.section.words} is nothing that answers a {request.kind.value}", other)
    if act.denies and act.section not in MAY_DENY:
        raise not_now(act, f"{act.section.words} lets nobody neither confirm nor deny", "Say whether it is held.")


def _check_weighed(act: acts.ApplyExemption) -> None:
    exemption = EXEMPTIONS[act.section]
    if exemption.is_qualified and act.public_interest is None:
        raise not_now(
            act,
            f"{act.section.words} is qualified, and nobody has weighed the public interest",
            "Write what speaks for disclosure, what for withholding, and why the one outweighs the other.",
        )
    if not exemption.is_qualified and act.public_interest is not None:
        raise not_now(
            act, f"{act.section.words} is not qualified: there is nothing to weigh", "Leave the note on it out."
        )
    if act.public_interest and any(map(says_little, act.public_interest.model_dump().values())):
        raise not_now(act, "the note on the public interest says too little", "Give each of its parts a sentence.")
    if exemption.needs_harm and says_little(act.harm):
        raise not_now(
            act,
            f"{act.section.words} applies only where disclosure does harm, and none is named",
            "Say in a sentence which harm there would be, or would be likely to be.",
        )


def _check_code(act: acts.ApplyExemption) -> None:
    known = EXEMPTIONS[act.section].reasons
    if act.reason is not None and act.reason not in known:
        codes = ", ".join(code.value for code in known) or "none"
        raise not_now(act, f"{act.reason.value} is no code of {act.section.words}", f"Its codes: {codes}.")
    if act.reason is None and len(known) > 1 and not act.denies:
        codes = ", ".join(code.value for code in known)
        raise not_now(act, f"{act.section.words} can stand for several reasons", f"Name one: {codes}.")


def _check_publication(request: Request, act: acts.ApplyExemption, _settings: RequestSettings, today: dt.date) -> None:
    if act.published is None or act.published <= today:
        raise not_now(act, "section 22 needs a day of publication that is to come", "Give it, or give what is asked.")
    if act.intended is None or act.intended > request.received.received:
        raise not_now(
            act,
            "section 22 needs that publication was intended before the request came",
            "Say since when it was; what was decided afterwards is no reason.",
        )


def _check_policy(_request: Request, act: acts.ApplyExemption, _settings: RequestSettings, today: dt.date) -> None:
    if act.what is acts.Covered.TABLE:
        raise not_now(act, "section 35 (POL) is refused for tables", "Give the table, or rely on another section.")
    is_decided = act.decided is not None and act.decided <= today
    if act.what is acts.Covered.STATISTICS and is_decided:
        raise not_now(
            act,
            "the policy is decided, and statistics that informed it are not exempt (section 35(2))",
            "Give them, or rely on another section.",
        )


def _check_opinion(_request: Request, act: acts.ApplyExemption, _settings: RequestSettings, _today: dt.date) -> None:
    if not act.opinion:
        raise not_now(
            act, "section 36 needs the opinion of the qualified person", "Give the post, and the day of the opinion."
        )


def _check_repeated(request: Request, act: acts.ApplyExemption, _settings: RequestSettings, _today: dt.date) -> None:
    if not act.repeats:
        raise not_now(act, "nobody says which request is repeated", "Give the reference of the earlier one.")


def _check_cost(limit: str) -> _SectionRule:
    def check(_request: Request, act: acts.ApplyExemption, settings: RequestSettings, _today: dt.date) -> None:
        most: int = getattr(settings, limit)
        if act.hours is None or act.hours <= most:
            raise not_now(
                act,
                f"the cost is too high only from {most} hours on, and the estimate is not above them",
                "Give an estimate of the hours; where it is not above the limit, answer.",
            )

    return check


_OWN_RULES: Mapping[Section, _SectionRule] = {
    Section.S12: _check_cost("cost_hours"),
    Section.COST: _check_cost("question_hours"),
    Section.S14_2: _check_repeated,
    Section.S22: _check_publication,
    Section.S35: _check_policy,
    Section.S36: _check_opinion,
}


def _drop(request: Request, _done: Done[acts.RequestAct], act: acts.DropExemption, _settings: RequestSettings) -> None:
    if act.section not in request.applied:
        raise not_now(act, f"{act.section.words} is not relied on", "Look at the sections of the request.")


EXEMPTING: Mapping[type[AnswerAct], Policy] = {acts.ApplyExemption: _apply, acts.DropExemption: _drop}
