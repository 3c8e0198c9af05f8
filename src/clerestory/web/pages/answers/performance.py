"""How fast was answered: the table of the record, for who answers and for auditors."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict

from clerestory.errors import AnswerError
from clerestory.model.answers.public.performance import Grain
from clerestory.pipeline.answering.performance import PerformanceAsked, performance_of_place
from clerestory.publish.answers.performance import performance_values
from clerestory.web.pages.answers.room import place_of, shown
from clerestory.web.pages.visits import Visit

_YEAR = 4  # digits


@shown
def performance(visit: Visit) -> HttpResponse:
    """Give the table as it stands now, of one year or of all."""
    asked = _asked(visit.request.GET)
    said = {"asked": asked, "year": str(asked.years[0]) if asked.years else "", "grains": list(Grain)}
    try:
        made = performance_of_place(place_of(visit), asked)
    except AnswerError as refusal:
        return visit.page("performance", made=None, why=refusal.what, **said)
    return visit.page("performance", made=made, **performance_values(made), **said)


def _asked(fields: QueryDict) -> PerformanceAsked:
    """Give what the address asks for; what cannot be asked for is taken as left out."""
    year, by = fields.get("year", ""), fields.get("by", "")
    years = (int(year),) if len(year) == _YEAR and year.isascii() and year.isdigit() else ()
    return PerformanceAsked(years, next((grain for grain in Grain if grain.value == by), Grain.QUARTER))
