"""Shares of two groups of cases compared by the codes of items, from protected and rounded counts alone (S14)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from math import ceil, floor

import numpy as np

from clerestory.model.findings.contrasts import PrintedComparison, PublishedShare, difference, quantile, verdict_of
from clerestory.model.findings.panel import ItemCounts
from clerestory.model.rules import TableRules
from clerestory.model.tables import Counts, Mask
from clerestory.protect.perturb.rounding import RoundingBase, round_to_base
from clerestory.protect.rules.outputs.crossed import hidden_cells


@dataclass(frozen=True)
class _Row:
    item: str
    code: str
    types: PublishedShare
    others: PublishedShare


@dataclass(frozen=True)
class _Group:
    """What is published of an item in a group of cases: rounded counts, the last not recorded, and their total."""

    rounded: Counts
    hidden: Mask
    total: int
    few: bool
    slack: int

    @classmethod
    def of(cls, counts: Counts, hidden: Mask, rules: TableRules) -> _Group:
        base, total = RoundingBase(rules.rounding_base or 5), counts.sum(keepdims=True)
        # Of a small group a tenth would be less than the threshold, and so a count that is not shown.
        few = bool(10 * counts[-1] <= total[0] and total[0] >= 10 * rules.threshold.minimum)
        return cls(round_to_base(counts, base), hidden, int(round_to_base(total, base)[0]), few, base.value // 2)

    def share(self, at: int) -> PublishedShare:
        """Give a share; where what is not recorded is hidden, all that is hidden may be it."""
        shown = self.rounded[~self.hidden]
        return PublishedShare(
            count=int(self.rounded[at]),
            total=self.total,
            missing=None if self.hidden[-1] else int(self.rounded[-1]),
            few=self.few,
            left=max(0, self.total - int(shown.sum()) + self.slack * (len(shown) + 1)),
            slack=self.slack,
        )


def printed_comparisons(items: Sequence[ItemCounts], rules: TableRules, *, seed: int) -> tuple[PrintedComparison, ...]:
    """Compare the shares of each code in two groups.

    The counts of an item by group, with what is not recorded, are protected as a table; of an item where a total had to
    be hidden nothing is said, as the totals stand in all items. A code is left out where one of its counts is hidden,
    and of an item with two codes one is told, the second where it can be. All intervals hold together with 95 %.

    Parameters
    ----------
    items : sequence of ItemCounts
        Confidential.
    rules : TableRules
    seed : int
        Secret.
    """
    rows = [row for item in items for row in _rows(item, rules, seed)]
    z = quantile(len(rows))
    return tuple(_compared(row, z) for row in rows)


def _rows(item: ItemCounts, rules: TableRules, seed: int) -> list[_Row]:
    counts = np.array([item.of_types, item.of_others], dtype=np.int64)
    if counts.sum(axis=1).min() < rules.percent_base:
        return []
    cells = hidden_cells(counts, rules, seed=seed, parts=item.parts)
    if cells[:, -1].any():  # a total
        return []
    hidden = cells[:2, :-1]
    types, others = (_Group.of(counts[group], hidden[group], rules) for group in (0, 1))
    shown = [at for at in range(len(item.codes)) if not hidden[:, at].any()]
    said = shown[-1:] if len(item.codes) == 2 else shown
    return [_Row(item.item, item.codes[at], types.share(at), others.share(at)) for at in said]


def _compared(row: _Row, z: float) -> PrintedComparison:
    """Compare; the ends of the interval are rounded outwards, and the verdict is made of them."""
    low, high = difference(row.types.bounds, row.others.bounds, z)
    low, high = floor(100 * low) / 100, ceil(100 * high) / 100
    return PrintedComparison(
        item=row.item,
        code=row.code,
        of_types=row.types.printed,
        of_others=row.others.printed,
        low=low,
        high=high,
        missing=(row.types.missing_text, row.others.missing_text),
        verdict=verdict_of(low, high),
    )
