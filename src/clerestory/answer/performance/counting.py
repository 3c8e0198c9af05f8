"""The performance table, counted: by period of receipt and kind, as it stands on a day.

The form is the one in which the Cabinet Office publishes "Data on responses to correspondence from MPs and Peers": a
line for the year, then its quarters; the target, how many were received, the percentage answered within the target and
within 20 working days, both of all that were received. What was passed on counts where it was passed to.
"""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from statistics import median

from clerestory.answer.performance.answered import Answered
from clerestory.errors import AnswerError
from clerestory.model.answers.public.performance import AnsweredKind, Grain, PerformanceRow


def performance_rows(
    answered: Iterable[Answered], *, years: Sequence[int], grain: Grain, as_of: dt.date
) -> tuple[PerformanceRow, ...]:
    """Count what was received in some years, as it stood at the end of a day.

    Parameters
    ----------
    answered : iterable of Answered
        Also of other years; what was received after ``as_of`` is not counted, and what happened after it is not known.

    Raises
    ------
    AnswerError
        If nothing was received in these years.
    """
    there = [one for one in answered if one.received.year in years and one.received <= as_of]
    if not there:
        raise AnswerError(
            "nothing was received in the years that are asked for",
            where="the performance table",
            remedy="Ask for a year in which something was received, and a day that is no earlier.",
        )
    return tuple(
        _row(period, kind, of_kind, as_of)
        for year in sorted(years)
        for kind in AnsweredKind
        if (of_kind := [one for one in there if one.kind is kind and one.received.year == year])
        for period in _periods(year, grain)
        if _first_day(period) <= as_of
    )


def _periods(year: int, grain: Grain) -> Iterator[str]:
    yield str(year)
    if grain is Grain.QUARTER:
        yield from (f"{year}-Q{quarter}" for quarter in range(1, 5))
    if grain is Grain.MONTH:
        yield from (f"{year}-{month:02}" for month in range(1, 13))


def _first_day(period: str) -> dt.date:
    year, _, part = period.partition("-")
    month = 3 * int(part[1:]) - 2 if part.startswith("Q") else int(part or 1)
    return dt.date(int(year), month, 1)


def _is_in(day: dt.date, period: str) -> bool:
    return period in (str(day.year), f"{day.year}-Q{(day.month + 2) // 3}", f"{day.year}-{day.month:02}")


def _row(period: str, kind: AnsweredKind, of_kind: Sequence[Answered], as_of: dt.date) -> PerformanceRow:
    received = [one for one in of_kind if _is_in(one.received, period)]
    ours = [one for one in received if not _is_by(one.left, as_of)]
    done = [one for one in ours if _is_by(one.answered, as_of)]
    days = [one.days for one in done if one.days is not None]
    return PerformanceRow(
        period=period,
        kind=kind,
        target=_targets(received or of_kind),
        received=len(ours),
        answered=len(done),
        within_target=sum(_is_by(one.answered, one.due_day) for one in done),
        within_20=sum(_is_by(one.answered, one.in_20.due) for one in done),
        mean_days=_tenths(sum(days), len(days)) if days else None,
        median_days=_tenths(int(2 * median(days)), 2) if days else None,
        open=len(ours) - len(done),
        overdue=sum(one.due_day < as_of for one in ours if not _is_by(one.answered, as_of)),
        left=len(received) - len(ours),
    )


def _is_by(day: dt.date | None, last: dt.date) -> bool:
    return day is not None and day <= last


def _tenths(whole: int, parts: int) -> Decimal:
    """Give a quotient with one decimal, halves up."""
    return Decimal((20 * whole + parts) // (2 * parts)).scaleb(-1)


def _targets(answered: Iterable[Answered]) -> str:
    """Give every target in words: "15 or 20 working days"."""
    targets = sorted({one.target for one in answered}, key=lambda words: (len(words), words))
    *others, last = targets
    return " or ".join([*(words.split(" ")[0] if words[0].isdigit() else words for words in others), last])
