"""What waits among the letters, as the first page of the desk tells it."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from clerestory.model.answers.acts.letters import ClearReply
from clerestory.pipeline.answering.letters.listed import letters_waiting
from clerestory.web.pages.answers.room import may, place_of
from clerestory.web.pages.visits import Visit


def letters_to_do(visit: Visit) -> Iterator[dict[str, str]]:
    """Yield one line that counts what waits for the person among the letters, where anything does."""
    counted = letters_waiting(place_of(visit), visit.person.id) if may(visit, ClearReply) else {}
    told = ", ".join(f"{count:,} {words}" for words, count in counted.items() if count)
    if told:
        hint = "Give them to somebody, write their replies, clear what others wrote."
        yield {"title": f"Letters: {told}", "hint": hint, "href": reverse("letters")}
