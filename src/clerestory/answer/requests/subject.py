"""What the record needs of requests and questions."""

from __future__ import annotations

from clerestory.answer.requests.due_days import due_day
from clerestory.answer.requests.folding import after
from clerestory.answer.requests.policies import check
from clerestory.answer.subjects import Subjects
from clerestory.model.answers.acts.requests import REQUEST_ACTS, RequestAct
from clerestory.model.answers.kinds import Kind
from clerestory.model.answers.requests import Request
from clerestory.model.answers.rows import Row
from clerestory.model.answers.settings import AnswerSettings


def row(request: Request, settings: AnswerSettings) -> Row:
    """Give what lists and search have of a request; never who asked."""
    received = request.received
    return Row(
        received.title,
        request.state.value,
        request.owner,
        received.received,
        due_day(request, settings.requests),
        request.ended,
        references=tuple(filter(None, (received.reference, *(note.reference for note in request.notes)))),
        words=" ".join((request.question, received.member, received.kind.words)),
    )


REQUESTS: Subjects[RequestAct, Request] = Subjects(Kind.REQUEST, REQUEST_ACTS, after, check, row)
