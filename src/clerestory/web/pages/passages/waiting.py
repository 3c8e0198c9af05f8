"""Case texts on the first page of the vault: those of which something is left for a person."""

from __future__ import annotations

from collections.abc import Iterator

from django.urls import reverse

from clerestory.model.desk.acts import passages
from clerestory.web.pages.passages.reading import Reading, listed
from clerestory.web.pages.visits import Visit
from clerestory.web.service.studies import served_study


def waiting_texts(visit: Visit) -> Iterator[dict[str, str]]:
    """Yield each text that waits for the person, as the first page lists it."""
    study = served_study()
    if not visit.may(passages.ReviewPassages) or visit.person.id in study.settings.study.authors:
        return
    for one in listed(study, visit.person, visit.desk):
        if one.reading is not None and one.reading.waits:
            title = f"Go through the passages of {one.name}"
            yield {"title": title, "hint": _hint(one.reading), "href": reverse("text", kwargs={"name": one.name})}


def _hint(reading: Reading) -> str:
    left, every, unsigned = len(reading.left), len(reading.all), len(reading.drafts)
    said = [f"{left} of {every} passage{'s' * (every != 1)} left"] if left else []
    said += [f"{unsigned} of your answers wait to be signed"] if unsigned else []
    return f"{'; '.join(said)}."
