"""The disclosure log: what of answered requests is public."""

from __future__ import annotations

from collections.abc import Mapping

from clerestory.model.answers.acts.requests import ReviewOutcome
from clerestory.model.answers.exemptions import EXEMPTIONS
from clerestory.model.answers.public.requests import PublicRequest, PublicRequests, PublicSection, PublicTable
from clerestory.model.answers.requests import Applied, Request
from clerestory.model.calendar import date_text
from clerestory.model.commission import DataKind

_REVIEWS = {
    ReviewOutcome.UPHELD: "the answer stands",
    ReviewOutcome.PARTLY: "the answer stands in part",
    ReviewOutcome.OVERTURNED: "the answer does not stand",
}


def public_requests(requests: Mapping[str, Request], data: DataKind) -> PublicRequests | None:
    """Give the log of the requests that were answered, by their ids; None where none was.

    Each stands in it once, with its last answer: what it corrects, and what a review decided, stands beside.
    """
    made = [_public(reference, request) for reference, request in requests.items() if request.sent]
    made.sort(key=lambda one: (-one.answered.toordinal(), one.reference))
    return PublicRequests(data=data, requests=tuple(made)) if made else None


def _public(reference: str, request: Request) -> PublicRequest:
    last = request.sent[-1]
    draft = last.draft.act
    return PublicRequest(
        reference=reference,
        kind=request.kind,
        received=request.received.received,
        answered=last.day,
        asked=draft.log.asked,
        outcome=draft.outcome,
        given=draft.log.given,
        sections=tuple(map(_section, last.applied)),
        figures=draft.figures,
        tables=tuple(PublicTable(table=one.table, title=one.title) for one in draft.tables),
        corrected=last.pursuant,
        review=_review(request),
    )


def _section(applied: Applied) -> PublicSection:
    return PublicSection(section=applied.section, title=EXEMPTIONS[applied.section].title, code=applied.code)


def _review(request: Request) -> str:
    decided = request.review.decided if request.review else None
    return f"{date_text(decided.decided)}: {_REVIEWS[decided.outcome]}" if decided else ""
