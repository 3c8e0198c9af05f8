"""Trends as they may be printed: changes in percent to two digits, no count and no level (S17)."""

from __future__ import annotations

from dataclasses import replace

from clerestory.model.findings.trends import Change, PrintedTrend, Trend
from clerestory.model.rules import EstimateRule
from clerestory.protect.rules.outputs.estimates import printed_estimates, printed_limits


def printed_trend(found: Trend, rule: EstimateRule) -> PrintedTrend:
    """Give what may be printed of a trend.

    Changes and their limits are rounded to significant digits, limits outwards. Counts, levels, season and
    overdispersion have no way in: the counts of the series cannot be solved for.

    Raises
    ------
    ProtectionError
        If the model leaves too few degrees of freedom.
    """

    def rounded(change: Change) -> Change:
        value = printed_estimates({"pct": change.pct}, rule, residual_freedom=found.freedom)
        return Change(value["pct"], *printed_limits(change.low, change.high, rule, residual_freedom=found.freedom))

    return PrintedTrend(
        start=found.start,
        end=found.end,
        unit=found.unit,
        definition=found.definition,
        measure=found.measure,
        relative=found.relative,
        overall=rounded(found.overall),
        segments=tuple(replace(segment, change=rounded(segment.change)) for segment in found.segments),
        joinpoints=tuple(
            replace(joinpoint, found_again_prop=round(joinpoint.found_again_prop, 1)) for joinpoint in found.joinpoints
        ),
        shifts=tuple(replace(shift, change=rounded(shift.change)) for shift in found.shifts),
        family=found.family,
        per=found.per,
    )
