"""The record of acts as an auditor is told of it: what is blind is told when it ends."""

from __future__ import annotations

from django.conf import settings
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse

from clerestory.model.commission import Person
from clerestory.model.desk.acts import Recorded
from clerestory.review.desk.sight import is_told
from clerestory.web.pages.group.room import GROUP
from clerestory.web.pages.vault.room import VAULT
from clerestory.web.pages.visits import SEE_RECORD, Visit
from clerestory.web.store.reading import acts_after
from clerestory.web.store.state import desk_now, recorded

_ON_A_PAGE = 50
_PLAIN = ("act", "round")  # what stands in columns of its own


def record(request: HttpRequest) -> HttpResponse:
    """Give the acts of the zone that is served as they may be told now, the latest first."""
    return _SHOWN[settings.SERVING.zone](request)


def _record(visit: Visit) -> HttpResponse:
    told = Paginator(_told_to(visit.person)[::-1], _ON_A_PAGE)
    page = told.get_page(visit.request.GET.get("page"))
    return visit.page("record", sheet=page, rows=[(one, _details(one)) for one in page])


_SHOWN = {room.zone: room.shown(roles=SEE_RECORD)(_record) for room in (GROUP, VAULT)}


def _told_to(person: Person) -> list[Recorded]:
    """Give the acts that a person may be told of now, in the order in which they were done."""
    desk = desk_now()
    done = (recorded(link) for link, _ in acts_after(0))
    return [one for one in done if is_told(one, desk, person)]


def _details(done: Recorded) -> list[tuple[str, str]]:
    """Give the fields of an act as they stand in the record."""
    said = done.act.model_dump(mode="json", exclude_defaults=True)
    return [(name.replace("_", " "), _words(value)) for name, value in said.items() if name not in _PLAIN]


def _words(value: object) -> str:
    if isinstance(value, dict):
        return "; ".join(f"{name}: {_words(part)}" for name, part in value.items())
    if isinstance(value, list):
        return " | ".join(_words(part) for part in value)
    return {True: "yes", False: "no"}[value] if isinstance(value, bool) else str(value)
