"""What each kind of subject gives to be counted in the performance table."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from clerestory.answer.clocks import pauses_of
from clerestory.answer.performance.answered import Answered
from clerestory.answer.petitions.timing import asked_on
from clerestory.answer.requests.due_days import clock_of
from clerestory.model.answers.acts.letters import Sender
from clerestory.model.answers.acts.requests import RequestKind
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.letters import Letter, Part, Run
from clerestory.model.answers.petitions.state import Petition
from clerestory.model.answers.public.performance import AnsweredKind
from clerestory.model.answers.requests import Request, RequestState
from clerestory.model.answers.settings import AnswerSettings

_OF_PARLIAMENT = frozenset({Sender.MP, Sender.PEER})  # all others stand in one line
_WAITING = (RequestState.CLARIFYING, RequestState.FEE)
_REQUESTS: Mapping[RequestKind, AnsweredKind] = MappingProxyType(
    {
        RequestKind.FOI: AnsweredKind.FOI,
        RequestKind.WRITTEN: AnsweredKind.WRITTEN,
        RequestKind.NAMED_DAY: AnsweredKind.NAMED_DAY,
        RequestKind.LORDS: AnsweredKind.LORDS,
    }
)


def of_letter(letter: Letter, _settings: AnswerSettings) -> Iterator[Answered]:
    """Yield each letter of a thread that came in; one that was passed on and came back is there once for each time."""
    for part in letter.parts:
        for run in part.runs[:-1]:
            yield replace(_of_run(part, run), left=run.ended)
        if part.run is not None:
            answered = part.sent.day if part.sent else None
            yield replace(_of_run(part, part.run), answered=answered, left=None if answered else part.ended)


def _of_run(part: Part, run: Run) -> Answered:
    kind = AnsweredKind.MP if part.sender in _OF_PARLIAMENT else AnsweredKind.PUBLIC
    return Answered(kind, run.received, target_days=run.target_days, jurisdictions=run.jurisdictions)


def of_request(request: Request, settings: AnswerSettings) -> Iterator[Answered]:
    """Yield a request or question, from the day on which it was clear; none while who asked is waited for.

    An answer is the first one: what corrects it, or follows a review, is none. Time that was extended by law counts as
    in time.
    """
    if request.state in _WAITING:
        return
    clock = clock_of(request, settings.requests)
    answered = request.sent[0].day if request.sent else None
    yield Answered(
        _REQUESTS[request.kind],
        request.counted_from,
        answered,
        target_days=None if request.received.named_day else clock.days,
        due=request.received.named_day or request.extended,
        left=None if answered else request.ended,
        pauses=clock.pauses,
    )


def of_petition(petition: Petition, settings: AnswerSettings) -> Iterator[Answered]:
    """Yield a petition that is to be answered: its first response; one that revises it has no days of its own."""
    asked = asked_on(petition)
    if asked is not None:
        yield Answered(
            AnsweredKind.PETITION,
            asked,
            petition.sent[0].sent if petition.sent else None,
            settings.petitions.response_days,
            pauses=pauses_of(settings.breaks),
        )


GIVERS: Mapping[Kind, Callable[[Any, AnswerSettings], Iterable[Answered]]] = MappingProxyType(
    {Kind.LETTER: of_letter, Kind.REQUEST: of_request, Kind.PETITION: of_petition}
)
