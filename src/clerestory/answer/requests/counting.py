"""What requests give to the performance table: when each came and was answered, and by when it was due."""

from __future__ import annotations

from collections.abc import Iterator

from clerestory.answer.performance.answered import Answered
from clerestory.answer.requests.due_days import clock_of
from clerestory.model.answers.acts.requests import RequestKind
from clerestory.model.answers.public.performance import AnsweredKind
from clerestory.model.answers.requests import Request, RequestState
from clerestory.model.answers.settings import AnswerSettings

_KINDS = {
    RequestKind.FOI: AnsweredKind.FOI,
    RequestKind.WRITTEN: AnsweredKind.WRITTEN,
    RequestKind.NAMED_DAY: AnsweredKind.NAMED_DAY,
    RequestKind.LORDS: AnsweredKind.LORDS,
}
_WAITING = frozenset({RequestState.CLARIFYING, RequestState.FEE})


def answered_of(request: Request, settings: AnswerSettings) -> Iterator[Answered]:
    """Yield a request as it counts: by its first answer; while it waits for who asked it does not count yet.

    A request that had to be made clear was received, in the sense of section 10(6) of the Act, when it was. A holding
    answer to Parliament changes nothing.
    """
    if request.state in _WAITING:
        return
    clock = clock_of(request, settings.requests)
    yield Answered(
        _KINDS[request.kind],
        clock.start,
        answered=request.sent[0].day if request.sent else None,
        target_days=None if request.received.named_day else clock.days,
        due=request.received.named_day or request.extended_to,
        left=request.ended if request.ended and not request.sent else None,
        pauses=clock.pauses,
    )
