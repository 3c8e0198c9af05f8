"""The list of letters: narrowed by links, searched by words and references, a page at a time; and the same as CSV."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from urllib.parse import urlencode

from django.http import HttpResponse
from django.urls import reverse

from clerestory.model.answers.acts.letters import ReceiveLetter
from clerestory.model.answers.rows import ListedRow
from clerestory.pipeline.answering.letters.listed import PAGE, Asked, Which, letters_csv, listed_letters
from clerestory.web.pages.answers.letters.addresses import thread_address
from clerestory.web.pages.answers.room import may, place_of, shown
from clerestory.web.pages.visits import Visit

_FURTHEST = 10_000
_LONGEST = 200


@dataclass(frozen=True)
class Shown:
    """A letter as the list shows it."""

    row: ListedRow
    address: str
    is_overdue: bool


@shown
def letters(visit: Visit) -> HttpResponse:
    """Give a page of the list that the address asks for."""
    place, asked = place_of(visit), asked_of(visit)
    found = listed_letters(place, asked)
    last = max(1, -(-found.total // PAGE))
    return visit.page(
        "letters/list",
        asked=asked,
        total=found.total,
        rows=[_shown(one, place.today) for one in found.rows],
        choices=[(one.words, _address(asked, which=one.value), one is asked.which) for one in Which],
        pages=_pages(asked, last),
        csv=f"{reverse('letters-csv')}?{_query(asked, page='')}",
        may_register=may(visit, ReceiveLetter),
    )


@shown
def letters_file(visit: Visit) -> HttpResponse:
    """Give the whole list that the address asks for as CSV."""
    answer = HttpResponse(letters_csv(place_of(visit), asked_of(visit)), content_type="text/csv; charset=utf-8")
    answer["Content-Disposition"] = 'attachment; filename="letters.csv"'
    return answer


def asked_of(visit: Visit) -> Asked:
    """Give what an address asks of the list; what it says that means nothing is as if it were not there."""
    said = visit.request.GET
    which = said.get("which", "")
    page = said.get("page", "")
    return Asked(
        Which(which) if which in {one.value for one in Which} else Which.OPEN,
        said.get("words", "").replace("\0", "")[:_LONGEST],
        visit.person.id,
        min(_FURTHEST, max(1, int(page))) if page.isascii() and page.isdecimal() else 1,
    )


def _shown(one: ListedRow, today: dt.date) -> Shown:
    due = one.row.due
    return Shown(one, thread_address(one.subject), is_overdue=due is not None and due < today)


def _pages(asked: Asked, last: int) -> Mapping[str, str]:
    """Give the addresses of the pages before and after, where there are such, and where this one is."""
    found = {"here": f"Page {min(asked.page, last):,} of {last:,}"} if last > 1 else {}
    if asked.page > 1:
        found["previous"] = _address(asked, page=str(min(asked.page - 1, last)))
    if asked.page < last:
        found["next"] = _address(asked, page=str(asked.page + 1))
    return found


def _address(asked: Asked, **changed: str) -> str:
    return f"{reverse('letters')}?{_query(asked, **changed)}"


def _query(asked: Asked, **changed: str) -> str:
    said = {"which": asked.which.value, "words": asked.words, **changed}
    return urlencode({name: value for name, value in said.items() if value})
