"""What became of networks, by quarter or by year: counts, and what their sums would give away (S15)."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from clerestory.model.criteria import Width
from clerestory.model.findings.networks import History, HistoryRow, Tally
from clerestory.protect.rules.outputs.networks.rules import NetworkRules

FLOWS = ("births", "merges", "splits", "deaths")
QUARTER, YEAR, TOTAL = "quarter", "year", "all"


def printed_history(
    quarters: Sequence[History], years: Sequence[History], rules: NetworkRules
) -> tuple[str, tuple[HistoryRow, ...]]:
    """Give the rows by quarter; by year where more than half of the counts of quarters would be withheld.

    Never both: a year less three of its quarters is the fourth. Rows before the first and after the last with a count
    are left out, since when the first tie was is an extreme.

    Returns
    -------
    str, tuple of HistoryRow
        ``quarter`` or ``year``; no rows where every count is withheld.
    """
    by_quarter = _rows(quarters, rules)
    if _withheld_share(by_quarter) <= 0.5:
        return QUARTER, _without_empty_ends(by_quarter)
    return YEAR, _without_empty_ends([_row(row, rules, present=row.present) for row in years])


def history_total(
    whole: History | None, parts: Sequence[History], printed: Sequence[HistoryRow], rules: NetworkRules
) -> HistoryRow | None:
    """Give the sums over the printed periods that do not give away what is withheld in one of them.

    A sum is withheld (secondary suppression) where it would leave what is withheld of it an interval that is narrower
    than rule S3 asks, or where stocks are printed, which tell the printed flows more closely than their rounding.

    Parameters
    ----------
    whole : History or None
    parts : sequence of History
        All periods, of the kind that is printed.
    printed : sequence of HistoryRow
        Of some of these periods.
    rules : NetworkRules
    """
    if whole is None or not printed:
        return None
    shown = {row.period: row for row in printed}
    stocks = any(row.present is not None for row in printed)
    sums = {}
    for flow in FLOWS:
        tally: Tally = getattr(whole, flow)
        cells = [(getattr(part, flow).count, getattr(shown.get(part.period), flow, None)) for part in parts]
        whole_told = all(count is not None for _, count in cells)
        safe = whole_told or (not stocks and _sum_is_safe(tally.count, cells, rules))
        sums[flow] = _count(tally, rules) if safe else None
    return HistoryRow(TOTAL, None, **sums)


def _sum_is_safe(total: int, cells: Sequence[tuple[int, int | None]], rules: NetworkRules) -> bool:
    """Say whether what is withheld keeps a wide enough interval in the eyes of a reader of the rounded numbers."""
    hidden = [count for count, printed in cells if printed is None]
    reach = rules.asked.rounding_base // 2  # how far a count may lie from its printed number
    told = [printed for _, printed in cells if printed is not None]
    most = rules.rounded(total) + reach - sum(max(printed - reach, rules.sizes.min_networks) for printed in told)
    least = rules.rounded(total) - reach - sum(printed + reach for printed in told)
    asked = Width.of_rule_s3(rules.sizes.min_networks).of(np.array([sum(hidden)]))
    return bool(most - max(least, 0) >= asked[0])


def _rows(quarters: Sequence[History], rules: NetworkRules) -> list[HistoryRow]:
    """Give the rows of quarters; who is present is withheld where it would give away something else.

    Births and mergers are parts of the networks present, splits and ends of those present the quarter before, so what
    is left of both has to be safe. And what is present is what was, less the ends, with the births: stocks are told
    within one run of quarters alone, between which no birth or end is withheld.
    """
    run = _longest_run([rules.are_networks(row.births) and rules.are_networks(row.deaths) for row in quarters])
    into = [rules.are_networks(row.unchanged) for row in quarters]
    out_of = [*(rules.are_networks(row.left) for row in quarters[1:]), True]
    shown = [at in run and here and later for at, (here, later) in enumerate(zip(into, out_of, strict=False))]
    return [_row(row, rules, present=row.present if safe else None) for row, safe in zip(quarters, shown, strict=True)]


def _longest_run(told: Sequence[bool]) -> range:
    """Give the longest run of quarters, the first of several, whose flows are told in each but its first.

    Examples
    --------
    >>> _longest_run([True, False, True, True, False])
    range(1, 4)
    """
    longest, start = range(0), 0
    for at, flows_told in enumerate(told):
        start = start if flows_told else at
        longest = max(longest, range(start, at + 1), key=len)
    return longest


def _row(row: History, rules: NetworkRules, *, present: Tally | None) -> HistoryRow:
    flows = {flow: _count(getattr(row, flow), rules) for flow in FLOWS}
    return HistoryRow(row.period, None if present is None else _count(present, rules), **flows)


def _count(tally: Tally, rules: NetworkRules) -> int | None:
    return rules.rounded(tally.count) if rules.are_networks(tally) else None


def _withheld_share(rows: Sequence[HistoryRow]) -> float:
    counts = [getattr(row, flow) for row in rows for flow in ("births", "deaths")]
    return counts.count(None) / max(len(counts), 1)


def _without_empty_ends(rows: Sequence[HistoryRow]) -> tuple[HistoryRow, ...]:
    told = [at for at, row in enumerate(rows) if not row.is_withheld]
    return tuple(rows[told[0] : told[-1] + 1]) if told else ()
