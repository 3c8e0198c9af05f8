"""Whether an act about a request may happen now."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping

from clerestory.answer.requests.answering import ANSWERING
from clerestory.answer.requests.due_days import due_day, foi_clock, review_due, working_day_after
from clerestory.answer.requests.exempting import EXEMPTING
from clerestory.answer.requests.folding import day_of
from clerestory.answer.requests.refusing import Policy, not_now
from clerestory.answer.requests.states import IN_STATES, ONLY_FOI, ONLY_QUESTIONS
from clerestory.answer.requests.words import check_words
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.acts.common import AnswerAct
from clerestory.model.answers.done import Done
from clerestory.model.answers.exemptions import EXEMPTIONS
from clerestory.model.answers.request_settings import RequestSettings
from clerestory.model.answers.requests import Request, RequestState
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.calendar import LONDON, date_text

_Done = Done[acts.RequestAct]
_FEE_DAYS = 92  # section 9(2): three months beginning with the day of the notice; no three of them have more days


def check(request: Request | None, done: _Done, settings: AnswerSettings) -> None:
    """Check that an act may happen in this state, on this day, by this person, and that its words name nobody.

    Raises
    ------
    AnswerNowError
        If it may not.
    """
    check_words(done.act)
    _check_state(request, done.act)
    _check_day(request, done)
    if request is None:
        return
    _check_kind(request, done.act)
    policy = _POLICIES.get(type(done.act))
    if policy is not None:
        policy(request, done, done.act, settings.requests)


def _check_state(request: Request | None, act: acts.RequestAct) -> None:
    state = request.state if request else RequestState.NONE
    if state not in IN_STATES[type(act)]:
        allowed = " or ".join(sorted(f'"{one.value}"' for one in IN_STATES[type(act)]))
        raise not_now(act, f'the request is in the state "{state.value}"', f"This is done in the state {allowed}.")


def _check_kind(request: Request, act: acts.RequestAct) -> None:
    if type(act) in (ONLY_FOI if request.kind.is_question else ONLY_QUESTIONS):
        other = "a request for information" if request.kind.is_question else "a question in Parliament"
        raise not_now(act, f"this is for {other}", "Look at what its kind lets be done.")


def _check_day(request: Request | None, done: _Done) -> None:
    day, today = day_of(done.act), done.time.astimezone(LONDON).date()
    if day is None:
        return
    if day > today:
        raise not_now(done.act, f"{date_text(day)} is still to come", "Record it when it has happened.")
    if request is not None and day < request.latest:
        raise not_now(
            done.act,
            f"{date_text(day)} is before {date_text(request.latest)}, when the last thing happened",
            "Give the day on which it happened.",
        )


def _check_in_time(request: Request, act: AnswerAct, day: dt.date, settings: RequestSettings) -> dt.date:
    """Give the day by which it is due, which is not past."""
    due = due_day(request, settings)
    if due is None or day > due:
        raise not_now(act, "the day by which it was due is past", "Answer it; an answer that is late says so.")
    return due


def _ask(request: Request, _done: _Done, act: acts.AskToClarify, settings: RequestSettings) -> None:
    _check_in_time(request, act, act.asked, settings)


def _fees(request: Request, _done: _Done, act: acts.GiveFeesNotice, settings: RequestSettings) -> None:
    _check_in_time(request, act, act.given, settings)
    if request.extended:
        raise not_now(act, "its time was extended", "Ask for a fee before the public interest is weighed.")


def _close(request: Request, _done: _Done, act: acts.CloseRequest, settings: RequestSettings) -> None:
    needed = {acts.Closing.NOT_CLARIFIED: RequestState.CLARIFYING, acts.Closing.NOT_PAID: RequestState.FEE}
    if act.why in needed and request.state is not needed[act.why]:
        raise not_now(act, "nobody waits for that", "Close it as withdrawn, or answer it.")
    if act.why in needed and act.closed <= (last := _last_day(request, settings)):
        raise not_now(act, f"who asked has until {date_text(last)}", "Close it after that day.")


def _last_day(request: Request, settings: RequestSettings) -> dt.date:
    """Give the last day on which what the office waits for can come."""
    if request.state is RequestState.FEE:
        return request.stopped[-1].start + dt.timedelta(days=_FEE_DAYS)
    return working_day_after(request.asked_to_clarify or request.latest, settings.clarify_within_days)


def _extend(request: Request, _done: _Done, act: acts.ExtendRequest, settings: RequestSettings) -> None:
    if not EXEMPTIONS[act.section].is_qualified:
        raise not_now(
            act,
            f"{act.section.words} is not qualified: there is no public interest to weigh",
            "Name a qualified section, or answer in time.",
        )
    due = _check_in_time(request, act, act.sent, settings)
    if act.until <= due:
        raise not_now(act, f"it is due on {date_text(due)} in any case", "Give a later day.")
    last = foi_clock(request, settings.extended_days).due
    if act.until > last and not act.exceptional:
        raise not_now(
            act, f"more than 20 more days are not reasonable as a rule: {date_text(last)}", "Say what is exceptional."
        )


def _hold(_request: Request, _done: _Done, act: acts.HoldAnswer, _settings: RequestSettings) -> None:
    if act.until <= act.sent:
        raise not_now(act, "the day of the answer is to come after the holding one", "Give a later day.")


def _correct(_request: Request, _done: _Done, act: acts.CorrectAnswer, _settings: RequestSettings) -> None:
    if act.until < act.found:
        raise not_now(act, "the day of the correction is past", "Give a day to come.")


def _ask_review(request: Request, _done: _Done, act: acts.AskReview, settings: RequestSettings) -> None:
    if request.review is not None:
        raise not_now(act, "it was reviewed before", "Who asked can go to the Commissioner.")
    last = working_day_after(request.sent[-1].day, settings.review_within_days)
    if act.received > last and not act.late:
        raise not_now(act, f"a review could be asked for until {date_text(last)}", "Say why it is taken all the same.")


def _extend_review(request: Request, _done: _Done, act: acts.ExtendReview, settings: RequestSettings) -> None:
    due = review_due(request, settings)
    if request.review is None or due is None or request.review.extended is not None:
        raise not_now(act, "it was extended before", "Decide it.")
    if act.sent > due or act.until <= due:
        raise not_now(act, f"it is due on {date_text(due)}", "Extend it before, to a later day.")
    last = working_day_after(request.review.asked.received, settings.longest_review_days)
    if act.until > last:
        raise not_now(act, f"a review ends by {date_text(last)}", "Give a day until then.")


def _decide_review(request: Request, done: _Done, act: acts.DecideReview, _settings: RequestSettings) -> None:
    if any(done.person in sent.people for sent in request.sent):
        raise not_now(act, "you had a part in the answer", "Somebody decides who had none.")
    if act.until is not None and act.until < act.decided:
        raise not_now(act, "the day of the new answer is past", "Give a day to come.")


def _erase(request: Request, _done: _Done, act: acts.EraseAsker, settings: RequestSettings) -> None:
    if request.is_erased:
        raise not_now(act, "who asked was erased", "There is nothing left to erase.")
    if request.kind is acts.RequestKind.FOI and request.sent and request.review is None:
        last = working_day_after(request.sent[-1].day, settings.review_within_days)
        if act.day <= last:
            raise not_now(act, f"a review can be asked for until {date_text(last)}", "Erase after that day.")


_POLICIES: Mapping[type[AnswerAct], Policy] = {
    **EXEMPTING,
    **ANSWERING,
    acts.AskToClarify: _ask,
    acts.GiveFeesNotice: _fees,
    acts.CloseRequest: _close,
    acts.ExtendRequest: _extend,
    acts.HoldAnswer: _hold,
    acts.CorrectAnswer: _correct,
    acts.AskReview: _ask_review,
    acts.ExtendReview: _extend_review,
    acts.DecideReview: _decide_review,
    acts.EraseAsker: _erase,
}
