"""Multiple systems estimates as they may be printed: rounded, without a count of their table (S17)."""

from __future__ import annotations

from dataclasses import replace

from clerestory.model.findings.scale import (
    Limits,
    MethodEstimate,
    PrintedScale,
    ScaleEstimate,
    Scenario,
    ScenarioRange,
)
from clerestory.model.rules import EstimateRule
from clerestory.protect.rules.outputs.estimates import printed_estimates


def printed_scale(found: ScaleEstimate, rule: EstimateRule) -> PrintedScale:
    """Give what may be printed of a multiple systems estimate.

    Estimates and limits are rounded to significant digits; how many cases were seen, and every count, have no way in.
    The rule of residual freedom is not asked: it is about tables of coefficients, which can be solved for the table,
    and here a reader gets one or two rounded numbers of each method. Where no number may be given, none of any method
    is printed.

    Parameters
    ----------
    found : ScaleEstimate
        Confidential.
    rule : EstimateRule
        How many significant digits.

    Returns
    -------
    PrintedScale
    """
    asked = found.settings
    if found.spread is None:
        return PrintedScale(found.lists, (), (), asked.replicates, None, found.why_not)
    methods = tuple(_method(method, rule) for method in found.methods)
    scenarios = tuple(_scenario(scenario, rule) for scenario in found.scenarios)
    # Rounding keeps the order of numbers, so this is the spread of the rounded limits where no links move them.
    spread = _limits(found.spread, rule)
    return PrintedScale(found.lists, methods, scenarios, asked.replicates, spread, links=asked.links)


def _method(found: MethodEstimate, rule: EstimateRule) -> MethodEstimate:
    return replace(
        found,
        estimate=_rounded(found.estimate, rule),
        conditional=_limits(found.conditional, rule),
        bootstrap=_limits(found.bootstrap, rule),
    )


def _scenario(found: ScenarioRange, rule: EstimateRule) -> ScenarioRange:
    what = "suppressed counts" if found.scenario is Scenario.SUPPRESSED_COUNTS else found.what  # not how many
    return replace(found, what=what, low=_rounded(found.low, rule), high=_rounded(found.high, rule))


def _limits(found: Limits | None, rule: EstimateRule) -> Limits | None:
    if found is None:
        return None
    ends = (_rounded(found.low, rule), _rounded(found.high, rule))
    errors = (_rounded(found.low_error, rule), _rounded(found.high_error, rule))
    return Limits(float(ends[0] or 0), float(ends[1] or 0), *errors)


def _rounded(value: float | None, rule: EstimateRule) -> float | None:
    if value is None:
        return None
    return printed_estimates({"value": value}, rule, residual_freedom=rule.min_freedom)["value"]
