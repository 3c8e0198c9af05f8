"""What is said of a trend: what was recorded, how it moved, and what that does not mean."""

from __future__ import annotations

from clerestory.model.findings.trends import Change, Joinpoint, LevelShift, Measure, PrintedTrend, Segment
from clerestory.publish.numbers import signed_text

_MEANS = {
    Measure.RECORDED: (
        "This is activity: what was recorded. It moves with reporting, with recording and with the effort of those who"
        " look, and does not say how much happened."
    ),
    Measure.OUTCOMES: (
        "This is activity: what came of cases, in the quarter in which it came. It moves with how cases are worked and"
        " closed and with what was recorded some quarters before, and does not say how much happened."
    ),
    Measure.TIMELY: (
        "This is activity: of what ended in a quarter, what ended in time. What has not ended is not in it: where the"
        " slow ones wait, it looks better than it is."
    ),
}
_COUNTED = {
    Measure.RECORDED: "Recorded {}",
    Measure.OUTCOMES: "Outcomes of cases, {}",
    Measure.TIMELY: "In time of those that ended, {}",
}
_LIMITS = (
    "Intervals are 95% and include the choice of the joinpoints. Season and declared breaks are taken out. A change of"
    " practice that nobody declared can look like a turn of the trend. A past trend is not a forecast."
)


def trend_sentences(printed: PrintedTrend) -> tuple[str, ...]:
    """Give the headline, each turn, each declared break, and what the numbers do not say."""
    parts = [_segment(segment) for segment in printed.segments] if printed.joinpoints else []
    turns = [_turn(joinpoint) for joinpoint in printed.joinpoints]
    shifts = [_shift(shift) for shift in printed.shifts]
    return (headline(printed), *turns, *parts, *shifts, _MEANS[printed.measure], _LIMITS)


def headline(printed: PrintedTrend) -> str:
    """Say how the series moved on average."""
    what = _COUNTED[printed.measure].format(printed.unit)
    relative = _relative(printed) if printed.per or not printed.relative else f",{_relative(printed)},"
    return (
        f"{what} (definition {printed.definition}){relative} {change_words(printed.overall)} on average,"
        f" from {printed.start} to {printed.end}."
    )


def counted_words(printed: PrintedTrend) -> str:
    """Say what is counted, and per what."""
    return _COUNTED[printed.measure].format(printed.unit) + _relative(printed)


def _relative(printed: PrintedTrend) -> str:
    if not printed.relative:
        return ""
    return f" per 100 {printed.per}" if printed.per else " relative to the exposure"


def change_words(change: Change) -> str:
    """Say a change a year, and that no direction is shown where the interval holds 0.

    Examples
    --------
    >>> change_words(Change(4.2, 1.1, 7.0))
    'rose by about 4.2% a year (95% interval 1.1 to 7)'
    >>> change_words(Change(0.4, -1.1, 2.0))
    'show no clear change a year (0.4%, 95% interval \u22121.1 to 2)'
    """
    interval = f"95% interval {signed_text(change.low)} to {signed_text(change.high)}"
    if not change.is_clear:
        return f"show no clear change a year ({signed_text(change.pct)}%, {interval})"
    if change.high < 0:
        return f"fell by about {-change.pct:g}% a year ({interval})"
    return f"rose by about {change.pct:g}% a year ({interval})"


def _turn(joinpoint: Joinpoint) -> str:
    return f"The trend turned at about {joinpoint.at} (95% interval {joinpoint.low} to {joinpoint.high})."


def _segment(segment: Segment) -> str:
    return f"From {segment.start} to {segment.end} they {change_words(segment.change)}."


def _shift(shift: LevelShift) -> str:
    what = "the definition" if shift.of_definition else "the recording"
    change = shift.change
    return (
        f"[b] From {shift.at} {what} is another ({shift.name}): the level moved by about {signed_text(change.pct)}%"
        f" (95% interval {signed_text(change.low)} to {signed_text(change.high)}), which is no part of the trend."
    )
