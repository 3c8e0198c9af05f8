"""What waits at the answers for whoever answers, as the first page of the desk tells it."""

from __future__ import annotations

import datetime as dt
from collections import Counter
from collections.abc import Iterator

from django.conf import settings
from django.urls import reverse

from clerestory.answer.commitments.standing import PRESSING, Standing
from clerestory.answer.permissions import ANSWERING
from clerestory.pipeline.answering.commitments.ledger import waiting
from clerestory.pipeline.answering.same.watching import checks_due
from clerestory.study.answers import ANSWERS
from clerestory.web.pages.answers.letters.waiting import letters_to_do
from clerestory.web.pages.answers.room import place_of
from clerestory.web.pages.visits import Visit

# As the first page counts them: what is due within 7 days is due within 28.
_COUNTED = {Standing.NEAR: Standing.SOON}


def answers_waiting(visit: Visit) -> Iterator[dict[str, str]]:
    """Yield what waits for a person, with where it leads; nothing for who does not answer, or where nobody does."""
    if ANSWERING & set(visit.person.roles) and (settings.SERVING.root / ANSWERS).is_file():
        yield from _commitments(visit)
        yield from letters_to_do(visit)
        yield from _checks(visit)


def _commitments(visit: Visit) -> Iterator[dict[str, str]]:
    counted = Counter(_COUNTED.get(one.standing, one.standing) for one in waiting(place_of(visit), on=visit.today))
    told = ", ".join(f"{counted[how]} {_words(how, counted[how])}" for how in PRESSING if counted[how])
    if told:
        hint = "Report what was done, show that it was kept, or say why it is not."
        yield {"title": f"Commitments: {told}", "hint": hint, "href": reverse("commitments")}


def _checks(visit: Visit) -> Iterator[dict[str, str]]:
    due = checks_due(place_of(visit), ahead=dt.timedelta(0))
    if due:
        hint = "Record what was found, also where nothing is new."
        title = f"Evidence that is followed: {len(due)} to be looked at"
        yield {"title": title, "hint": hint, "href": reverse("answers-watch-list")}


def _words(how: Standing, count: int) -> str:
    return "need a day" if how is Standing.UNDATED and count > 1 else how.value
