"""How fast was answered: the table of the record, for who answers and for auditors."""

from __future__ import annotations

from django.http import HttpResponse, QueryDict

from clerestory.errors import AnswerError
from clerestory.model.answers.public.performance import Grain, PublicPerformance
from clerestory.pipeline.answering.performance import PerformanceAsked, performance_of_place
from clerestory.publish.answers.performance import performance_values
from clerestory.web.pages.answers.room import place_of, shown
from clerestory.web.pages.visits import Visit

_YEAR = 4  # digits


@shown
def performance(visit: Visit) -> HttpResponse:
    """Give the table as it stands now, of one year or of all."""
    asked = _asked(visit.request.GET)
    made, why = _counted(visit, asked)
    return visit.page(
        "performance",
        made=made,
        why=why,
        year=str(asked.years[0]) if asked.years else "",
        asked=asked,
        grains=list(Grain),
        shown=performance_values(made) if made else {},
    )


def _counted(visit: Visit, asked: PerformanceAsked) -> tuple[PublicPerformance | None, str]:
    """Give the table, or why there is none."""
    try:
        return performance_of_place(place_of(visit), asked), ""
    except AnswerError as refusal:
        return None, refusal.what


def _asked(fields: QueryDict) -> PerformanceAsked:
    """Give what the address asks for; what cannot be asked for is taken as left out."""
    year, by = fields.get("year", ""), fields.get("by", "")
    years = (int(year),) if len(year) == _YEAR and year.isascii() and year.isdigit() else ()
    return PerformanceAsked(years, next((grain for grain in Grain if grain.value == by), Grain.QUARTER))
