"""The first page of answers: what there is of each kind."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpResponse

from clerestory.study.answers import ANSWERS
from clerestory.web.pages.answers.room import place_of, shown
from clerestory.web.pages.visits import Visit


@shown
def first(visit: Visit) -> HttpResponse:
    """Give the lists that there are; where nothing is answered yet, how that begins."""
    is_begun = (settings.SERVING.root / ANSWERS).is_file()
    return visit.page("first", place=place_of(visit) if is_begun else None)
