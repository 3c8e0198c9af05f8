"""The same desk for programs: what a person sees as JSON, and acts; refused in the words that a page shows.

A program signs in as its person does, and sends the token that ``GET /api/state`` gives in the header ``X-CSRFToken``.
"""

from __future__ import annotations

from typing import Any

from django.http import HttpRequest, JsonResponse
from django.middleware.csrf import get_token
from django.views.decorators.http import require_POST, require_safe
from pydantic import TypeAdapter

from clerestory.errors import ActFormError, DeskError
from clerestory.model.commission import Person
from clerestory.model.desk.outputs import Desk
from clerestory.review.desk import seen_by
from clerestory.review.desk.checking import not_of_the_study
from clerestory.review.desk.receiving import read_act
from clerestory.web.accounts.people import person_of
from clerestory.web.acting.performing import perform
from clerestory.web.arriving.admitting import admit_waiting
from clerestory.web.pages.faults import status_of
from clerestory.web.store.state import desk_now

_DESK: TypeAdapter[Desk] = TypeAdapter(Desk)


@require_safe
def state(request: HttpRequest) -> JsonResponse:
    """Give what the person sees of the desk, and the token that an act needs."""
    person = person_of(request.user)
    if person is None:
        return _refused(not_of_the_study())
    admit_waiting()
    return JsonResponse({"person": person.id, "token": get_token(request), "desk": state_json(person, desk_now())})


@require_POST
def acts(request: HttpRequest) -> JsonResponse:
    """Do an act; its form is docs/reference/schemas/desk-act.schema.json."""
    person = person_of(request.user)
    if person is None:
        return _refused(not_of_the_study())
    admit_waiting()
    try:
        done = perform(person.id, read_act(request.body))
    except (ActFormError, DeskError) as error:
        return _refused(error)
    return JsonResponse({"time": done.time.isoformat(), "person": done.person, "act": done.act.act}, status=201)


def state_json(person: Person, desk: Desk) -> Any:
    """Give what a person sees of a desk as JSON values."""
    return _DESK.dump_python(seen_by(desk, person), mode="json")


def _refused(error: ActFormError | DeskError) -> JsonResponse:
    said = {"where": error.where, "what": error.what, "remedy": error.remedy}
    return JsonResponse(said, status=422 if isinstance(error, ActFormError) else status_of(error))
