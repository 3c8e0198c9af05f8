"""Reading copies: a button opens one once a day, which is on record; all that it shows bears its mark."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

from django.http import HttpResponse
from django.shortcuts import redirect

from clerestory.model.desk.acts.group import OpenCopy, OpenDraft
from clerestory.model.desk.documents import Document
from clerestory.model.desk.group import Copy
from clerestory.web.pages.visits import Trial, Visit


@dataclass(frozen=True)
class Place:
    """Where a document is opened.

    Attributes
    ----------
    index : str
        The address of the list that it stands in.
    warning : str
        What a reader may be exposed to.
    copies : iterable of Copy
        Those that the person opened there.
    """

    index: str
    warning: str
    copies: Iterable[Copy]


def with_copy(
    visit: Visit, opening: OpenCopy | OpenDraft, found: Document, place: Place, show: Callable[[Copy], HttpResponse]
) -> HttpResponse:
    """Show a document under the mark of today's copy; where there is none, the button that opens one, or its refusal.

    Parameters
    ----------
    opening : OpenCopy or OpenDraft
        The act by which a copy would open now.
    """
    trial = Trial(refusal=visit.refusal(opening))
    if trial.refusal is None:
        trial = visit.sent({type(opening): ""}, **opening.model_dump(exclude={"act"}))
    if trial.is_done:
        return redirect(visit.request.get_full_path())
    copy = None if trial.refusal else _copy_of_today(visit, place.copies, found.id)
    if copy is not None:
        return show(copy)
    refused = trial.refusal is not None
    return visit.page("copy", trial, document=found, index=place.index, warning=place.warning, is_refused=refused)


def mark_of(visit: Visit, copy: Copy) -> dict[str, Any]:
    """Give what stands on every part of a copy."""
    return {"post": visit.person.post, "copy_id": copy.id[:12], "opened": copy.time}


def _copy_of_today(visit: Visit, copies: Iterable[Copy], document: str) -> Copy | None:
    return next((one for one in copies if one.document == document and one.time.date() == visit.today), None)
