"""Claims about a trend of the paper: how it moved on average, at the ends of its printed interval."""

from __future__ import annotations

from clerestory.model.findings.finding import Finding
from clerestory.model.findings.trends import PrintedTrend
from clerestory.model.wording.claims import Judgement, Sense, Verdict, verdict_of
from clerestory.publish.numbers import signed_text

RISE, FALL = "rose", "fell"
SENSES = {RISE: Sense.RISE, FALL: Sense.FALL}


def judge_trend(finding: Finding | None, movement: str) -> Judgement:
    """Judge whether a trend rose, or fell, on average: its interval of 95 % lies on one side of 0.

    A trend that the cases do not bear, or that is not there yet, decides nothing.
    """
    if finding is None or not isinstance(finding.printed, PrintedTrend):
        return Judgement(Verdict.UNDETERMINED, "no trend is given")
    change = finding.printed.overall
    rose = verdict_of(always=change.low > 0, never=change.high < 0)
    verdict = rose if movement == RISE else rose.denied
    return Judgement(
        verdict, f"on average {signed_text(change.low)} to {signed_text(change.high)}% a year, 95% interval"
    )
