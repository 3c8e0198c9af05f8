"""Requests for information and questions in Parliament: received, drafted, answered, erased."""

from __future__ import annotations

import datetime as dt
from dataclasses import dataclass, field

from clerestory.answer.requests.notices import answer_notice, extension_notice, sorry_line
from clerestory.answer.requests.public import public_requests
from clerestory.answer.requests.words import words_of
from clerestory.answer.writing.parts import apart, parts_of, typed
from clerestory.errors import AnswerError, AnswerNowError
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.public.requests import PublicRequests
from clerestory.model.answers.requests import Request
from clerestory.pipeline.answering.performing import acting, perform
from clerestory.pipeline.answering.reading import history, record_of, state_of, states_of
from clerestory.pipeline.answering.requests.going_out import Whole, checked_draft, checked_whole, printed_notice
from clerestory.pipeline.answering.requests.tables import check_registered
from clerestory.pipeline.answering.requests.texts import (
    Asker,
    asker_of,
    check_says_no_asker,
)
from clerestory.study.answers import AnswerPlace

_PLAIN = "text/plain; charset=utf-8"
_ANEW = "Write and clear it anew."
_UNKNOWN_OWNER = "there is nobody of the id that was named"


@dataclass(frozen=True)
class NewRequest:
    """What is known of a request as it comes in; ``asker`` and ``letter`` are kept apart and can be erased.

    Attributes
    ----------
    letter : tuple of str, str and bytes, optional
        Name, media type and content of the file that came.
    """

    kind: acts.RequestKind
    received: dt.date
    title: str
    question: str
    asker: Asker | None = field(default=None, repr=False)
    letter: tuple[str, str, bytes] | None = field(default=None, repr=False)
    reference: str = ""
    member: str = ""
    named_day: dt.date | None = None
    came_from: str = ""


@dataclass(frozen=True)
class NewAnswer:
    """An answer as it is written: its text, with references for figures, and what the log will say."""

    outcome: acts.Given
    text: str
    log: acts.LogEntry
    tables: tuple[acts.OwnTable, ...] = ()


def receive_request(place: AnswerPlace, person: str, new: NewRequest) -> str:
    """Record that a request or a question came, and give its own reference, such as FOI-2026-0001.

    Raises
    ------
    AnswerNowError
        If its day is still to come, or its words name or number somebody.
    AnswerTextError
        If they say who asked.
    """
    check_says_no_asker(new.asker, (new.title, new.question, new.reference, new.came_from), where="title and question")
    series = f"{'PQ' if new.kind.is_question else 'FOI'}-{new.received.year}"
    with acting(place, person) as held:
        reference = f"{series}-{held.next_number(series):04d}"
        asker = letter = None
        if new.asker is not None:
            asker = held.keep(new.asker.as_kept(), name="asker.json", media="application/json")
            held.find_by(Kind.REQUEST, reference, asker, words=f"{new.asker.name} {new.asker.contact}")
        if new.letter is not None:
            name, media, data = new.letter
            letter = held.keep(data, name=name, media=media)
        act = acts.ReceiveRequest(
            kind=new.kind,
            received=new.received,
            title=new.title,
            question=new.question,
            asker=asker,
            letter=letter,
            reference=new.reference,
            member=new.member,
            named_day=new.named_day,
            came_from=new.came_from,
        )
        held.do(Kind.REQUEST, reference, act)
    return reference


def do_to_request(place: AnswerPlace, person: str, reference: str, act: acts.RequestAct) -> Request:
    """Do an act that needs nothing kept, and give the request after it.

    Raises
    ------
    AnswerError
        If there is no such request, or it is assigned to nobody; and as ``perform`` does.
    AnswerTextError
        If its words say who asked.
    """
    asker = asker_of(place, request_of(place, reference))
    check_says_no_asker(asker, (text for _, text in words_of(act)), where="what is recorded")
    if isinstance(act, acts.AssignRequest) and act.owner not in place.people:
        raise AnswerError(_UNKNOWN_OWNER, where="the owner", remedy="Name an id of [[people]].")
    made: Request = perform(place, person, Kind.REQUEST, reference, act)
    return made


def request_of(place: AnswerPlace, reference: str) -> Request:
    """Give a request as it is now.

    Raises
    ------
    AnswerError
        If there is none.
    """
    request: Request = state_of(place, Kind.REQUEST, reference)
    return request


def find_request(place: AnswerPlace, reference: str) -> Request | None:
    """Give a request as it is now; None where there is none of this reference."""
    return request_of(place, reference) if record_of(place).acts(Kind.REQUEST, reference) else None


def draft_answer(place: AnswerPlace, person: str, reference: str, new: NewAnswer) -> Request:
    """Keep a version of the answer, and give the request after it.

    Raises
    ------
    AnswerTextError
        If its text, the words of the log, its notice or a title may not go out, or the log would say who asked.
    AnswerError
        As ``perform`` does.
    """
    before = request_of(place, reference)
    whole = checked_whole(place, reference, before, new.text, new.log)
    with acting(place, person) as held:
        digest = held.keep(new.text.encode(), name="answer.md", media=_PLAIN)
        act = acts.DraftAnswer(
            outcome=new.outcome,
            text=digest,
            characters=len(whole.text),
            log=whole.log,
            given=new.log.given,
            figures=whole.figures,
            tables=new.tables,
        )
        request: Request = held.do(Kind.REQUEST, reference, act)
    return request


def send_answer(place: AnswerPlace, person: str, reference: str, *, sent: dt.date) -> tuple[str, ...]:
    """Put on record that the cleared answer goes out, and give its paragraphs as they are sent.

    Raises
    ------
    AnswerTextError
        If its text may not go out any more: a release or a statement that it cites has changed.
    AnswerNowError
        If it was not cleared, or a table of its own is not registered.
    """
    request = request_of(place, reference)
    draft = request.draft
    if draft is None:
        raise AnswerNowError("there is no answer", where="send answer", remedy="Draft one, and have it cleared.")
    whole = checked_draft(place, reference, request, draft.act)
    if whole.log != draft.act.log:
        raise AnswerNowError("the words of the log have changed", where="send answer", remedy=_ANEW)
    check_registered(place, request)
    paragraphs = _as_sent(place, whole, draft.act, sent)
    with acting(place, person) as held:
        printed = held.keep("\n\n".join(paragraphs).encode(), name="sent.txt", media=_PLAIN)
        act = acts.SendAnswer(sent=sent, version=draft.version, figures=whole.figures, printed=printed)
        held.do(Kind.REQUEST, reference, act)
    return paragraphs


def notice(place: AnswerPlace, reference: str) -> tuple[str, ...]:
    """Give the paragraphs of the notice that a request needs now: of its answer, or of more time.

    Raises
    ------
    AnswerNowError
        If there is neither.
    """
    request, settings = request_of(place, reference), place.settings.requests
    draft = request.draft or (request.sent[-1].draft if request.sent else None)
    if draft is not None:
        looked_at, _ = printed_notice(place, reference, request, to_look_at=True)
        return answer_notice(looked_at, draft.act, settings)
    extended = [one.act for one in history(place, Kind.REQUEST, reference) if isinstance(one.act, acts.ExtendRequest)]
    if not extended:
        raise AnswerNowError("there is no answer yet", where=reference, remedy="Draft one, or extend its time.")
    return extension_notice(request, extended[-1])


def _as_sent(place: AnswerPlace, whole: Whole, draft: acts.DraftAnswer, sent: dt.date) -> tuple[str, ...]:
    """Give the paragraphs of an answer: salutation, the apology if it is late, its words, the notice, sign-off."""
    settings = place.settings.requests
    salutation, own, sign_off = apart(parts_of(whole.text))
    sorry = sorry_line(whole.request, sent, settings)
    body = typed(own).split("\n\n")
    parts = (salutation, sorry, *body, *answer_notice(whole.request, draft, settings), sign_off)
    return tuple(part for part in parts if part)


def erase_asker(place: AnswerPlace, person: str, reference: str, act: acts.EraseAsker) -> Request:
    """Erase who asked and what they sent, and give the request after it.

    Raises
    ------
    AnswerNowError
        If it is not over yet.
    """
    with acting(place, person) as held:
        before: Request | None = held.state(Kind.REQUEST, reference)
        request: Request = held.do(Kind.REQUEST, reference, act)
        held.erase(*(before.personal if before else ()))
    return request


def disclosure_log(place: AnswerPlace) -> PublicRequests | None:
    """Give the disclosure log; None where nothing was answered."""
    return public_requests(states_of(place, Kind.REQUEST), place.settings.data)
