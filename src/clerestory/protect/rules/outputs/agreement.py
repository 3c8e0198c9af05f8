"""Agreement as it may be printed: two decimals, shares in steps, units rounded, no seldom code (S5, S17)."""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import replace

from clerestory.model.findings.agreement import (
    Agreement,
    CodeAgreement,
    Coefficient,
    MeasuredAgreement,
    PrintedAgreement,
    PrintedCode,
    PrintedCoefficients,
)
from clerestory.model.rules import AreaLevel, EstimateRule, PercentBase, ProfileRule, RoundingRule


def printed_agreement(
    found: MeasuredAgreement, *, estimate: EstimateRule, profile: ProfileRule, percent: PercentBase
) -> PrintedAgreement:
    """Give what may be printed of agreement.

    Counts have no way in but that of the units, rounded. A coefficient on so few units that it tells their values is
    not printed, a share not on a base under that of percentages, and a code that few units have, or have not, is not
    named.

    Parameters
    ----------
    found : MeasuredAgreement
        Confidential.
    estimate : EstimateRule
        Its degrees of freedom are the units less one.
    profile : ProfileRule
        Its step is that of shares, its persons are the units with a code.
    percent : PercentBase
    """
    bare = PrintedAgreement(found.coders, found.settings)
    if found.units - 1 < estimate.min_freedom:
        words = f"Fewer than {estimate.min_freedom + 1} units have two values: have more units coded twice."
        return replace(bare, why_not=words)
    step = profile.step_pct if found.units >= percent.least(variables=2) else 0
    named = tuple(code for code in found.codes if _is_frequent(code, profile))
    base = RoundingRule().base(AreaLevel.NATIONAL)
    return replace(
        bare,
        units=(2 * found.units + base) // (2 * base) * base,  # halves up, as all counts
        whole=_coefficients(found.whole, step),
        codes=tuple(PrintedCode(code.code, _coefficients(code.agreement, step)) for code in named),
        codes_left_out=len(named) < len(found.codes),
    )


def _is_frequent(code: CodeAgreement, rule: ProfileRule) -> bool:
    return min(code.applied, code.not_applied) >= rule.min_persons


def _coefficients(found: Agreement, step_pct: int) -> PrintedCoefficients:
    """Round the coefficients; a step of 0 leaves the share out."""
    same = _rounded(found.same_prop, step_pct / 100) if step_pct else None
    return PrintedCoefficients(_rounded(found.alpha, 0.01), _rounded(found.kappa, 0.01), same)


def _rounded(found: Coefficient | None, step: float) -> Coefficient | None:
    """Round to a step; limits outwards, so that an interval never gets narrower."""
    if found is None:
        return None
    low = None if found.low is None else _stepped(found.low, step, math.floor)
    high = None if found.high is None else _stepped(found.high, step, math.ceil)
    return Coefficient(_stepped(found.value, step, round), low, high)


def _stepped(value: float, step: float, to_whole: Callable[[float], int]) -> float:
    steps = round(value / step, 6)  # 0.29 / 0.01 is a little less than 29
    return round(step * to_whole(steps), 2) + 0.0  # no minus before a zero
