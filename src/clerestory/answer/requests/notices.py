"""The letters that the law asks for: a notice of what is withheld, and one of more time.

What a notice of refusal has to say is in section 17 of the Freedom of Information Act 2000: the section, why it
applies, how the public interest was weighed, how a review is asked for, and the right to complain to the Commissioner.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterator

from clerestory.answer.requests.due_days import clock_of, due_first
from clerestory.model.answers.acts.requests import DraftAnswer, ExtendRequest, Given, RequestKind
from clerestory.model.answers.exemptions import EXEMPTIONS, Section, Weighing
from clerestory.model.answers.request_settings import RequestSettings
from clerestory.model.answers.requests import Applied, Request
from clerestory.model.calendar import date_text

_OUTCOMES = {
    Given.FULL: "We hold this information, and you have all of it.",
    Given.PART: "We hold this information. You have a part of it; the rest is withheld, for the reasons below.",
    Given.REFUSED: "We do not give this information, for the reasons below.",
    Given.NOT_HELD: "We do not hold this information.",
}
_RULES = {
    Section.S22: "It will be published on {published}; that was intended before your request came.",
    Section.S12: "We estimate {hours} hours for finding it, and the limit is {limit}. Ask for less, and we look again.",
    Section.S14_2: "It repeats your earlier request, {repeats}.",
    Section.S36: "The qualified person gave this opinion: {opinion}.",
    Section.COST: "We estimate {hours} hours for finding it, and the limit is {limit}.",
}


def answer_notice(request: Request, draft: DraftAnswer, settings: RequestSettings) -> tuple[str, ...]:
    """Give the paragraphs that stand beside an answer: what came of it, each section with its reasons, and the rights.

    Parameters
    ----------
    draft : DraftAnswer
        That goes out, or was sent. What was asked is told in the words of its log, which are checked; a question in
        Parliament is public as it was put.
    """
    asked = request.question if request.kind.is_question else draft.log.asked
    return (
        f"You asked on {date_text(request.received.received)}: {asked}",
        _OUTCOMES[draft.outcome],
        *(line for one in request.applied.values() for line in section_lines(one, settings)),
        *rights(request, settings),
    )


def section_lines(applied: Applied, settings: RequestSettings) -> Iterator[str]:
    """Yield what a notice says of a section."""
    act, exemption = applied.act, EXEMPTIONS[applied.section]
    name = applied.section.words
    yield f"{name[0].upper()}{name[1:]}: {exemption.title}. What it is relied on for: {act.covers}"
    yield act.why
    if act.denies:
        yield "We neither confirm nor deny that we hold it."
    if act.harm:
        yield f"The harm of disclosure: {act.harm}"
    if applied.section in _RULES:
        yield _rule(applied, settings)
    if exemption.weighing is Weighing.ABSOLUTE:
        yield "This exemption is absolute: the Act asks for no weighing of the public interest."
    if act.public_interest is not None:
        yield "This exemption is qualified, so we weighed the public interest."
        yield f"For disclosure: {act.public_interest.disclosing}"
        yield f"For withholding: {act.public_interest.withholding}"
        yield f"On balance: {act.public_interest.balance}"


def _rule(applied: Applied, settings: RequestSettings) -> str:
    act = applied.act
    return _RULES[applied.section].format(
        published=date_text(act.published) if act.published else "a day to be named",
        hours=act.hours,
        limit=settings.cost_hours if applied.section is Section.S12 else settings.question_hours,
        repeats=act.repeats,
        opinion=act.opinion,
    )


def rights(request: Request, settings: RequestSettings) -> Iterator[str]:
    """Yield how somebody who is not content goes on; of a question in Parliament nothing."""
    if request.kind is not RequestKind.FOI:
        return
    if request.review is None:
        yield (
            f"If you are not content, ask us for an internal review within {settings.review_within_days} working days. "
            f"Somebody who had no part in this answer looks at it again. {settings.review_address}"
        )
        yield f"If you are not content with the review, you can complain to the Commissioner. {settings.commissioner}"
    else:
        yield f"If you are not content, you can complain to the Commissioner. {settings.commissioner}"


def extension_notice(request: Request, act: ExtendRequest) -> tuple[str, ...]:
    """Give the paragraphs by which somebody is told that the public interest takes longer to weigh (section 17(2))."""
    return (
        f"You asked us for information on {date_text(request.received.received)}.",
        f"We think that {act.section.words} may apply: {EXEMPTIONS[act.section].title}.",
        f"It is qualified, and we still weigh the public interest. {act.reason}",
        f"We expect to answer by {date_text(act.until)}.",
    )


def sorry_line(request: Request, sent: dt.date, settings: RequestSettings) -> str:
    """Give the apology of an answer that goes out on a day; empty where it is in time, or has another due day.

    Days are those of the clock: working days of a request.
    """
    clock = clock_of(request, settings)
    if request.extended or request.correcting or request.received.named_day or not clock.is_late(sent):
        return ""
    days = clock.days_late(sent)
    unit = clock.unit.value if days != 1 else clock.unit.value.removesuffix("s")
    return (
        f"I am sorry for the delay: an answer was due on {date_text(due_first(request, settings))}, "
        f"and this one is {days} {unit} late."
    )
