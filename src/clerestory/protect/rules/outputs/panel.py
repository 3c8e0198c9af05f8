"""Panels as they may be printed: a protected table of expected cases, and agreement of enough cases, to two digits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import numpy.typing as npt

from clerestory.model.findings.panel import CoderAgreement, Interval, Panel, PrintedAgreement, PrintedPanel
from clerestory.model.rules import EstimateRule, TableRules
from clerestory.model.tables import Counts
from clerestory.protect.perturb.rounding import RoundingBase, round_to_base
from clerestory.protect.rules.outputs.compared import printed_comparisons
from clerestory.protect.rules.outputs.crossed import hidden_cells
from clerestory.protect.rules.outputs.estimates import printed_estimates, printed_limits

Floats = npt.NDArray[np.float64]

_LEVEL = 95.0
USUAL_BASE = 5  # of rounding, where the rules name none


def printed_panel(found: Panel, rules: TableRules, estimate: EstimateRule, *, seed: int) -> PrintedPanel:
    """Give what may be printed of a panel.

    The table of expected cases is protected like a table of counts, with its margins and what is left over between
    them (S3, S15), then rounded (S5). Shares and verdicts are made from protected and rounded counts alone (S14).

    Parameters
    ----------
    found : Panel
        Confidential.
    rules : TableRules
        Threshold, rounding base, base of percentages.
    estimate : EstimateRule
    seed : int
        Draws between choices of what is hidden; keep it secret (rule S19).

    Raises
    ------
    ProtectionError
        If a table cannot be proven; nothing is printed.
    """
    bare = PrintedPanel((), (), (), None, found.compared, (), set_aside=found.set_aside_prop > 0.1, level_pct=_LEVEL)
    cases = sum(map(sum, found.expected))
    if round(cases) < rules.percent_base:
        return replace(bare, why_not=f"Fewer than {rules.percent_base} cases have a coding and items.")
    return replace(
        bare,
        agreement=tuple(_agreement(of, rules, estimate) for of in found.agreement),
        types=found.types,
        table=_table(found, rules, seed),
        alike=_interval(found.alike, estimate) if found.settled >= rules.percent_base else None,
        comparisons=printed_comparisons(found.items, rules, seed=seed),
    )


def _table(found: Panel, rules: TableRules, seed: int) -> tuple[tuple[int | None, ...], ...]:
    """Give the rows and their total, each with its total; None is suppressed."""
    expected = np.array(found.expected)
    counts = np.rint(expected).astype(np.int64)
    parts = None if found.parts is None else _whole(found.parts, counts)
    hidden = hidden_cells(counts, rules, seed=seed, parts=parts)
    rows = np.concatenate([counts, counts.sum(axis=0, keepdims=True)])
    whole = np.concatenate([rows, rows.sum(axis=1, keepdims=True)], axis=1)
    rounded = round_to_base(whole, RoundingBase(rules.rounding_base or USUAL_BASE))
    return tuple(
        tuple(None if gone else count for count, gone in zip(*line, strict=True))
        for line in zip(rounded.tolist(), hidden.tolist(), strict=True)
    )


def _whole(parts: Floats, counts: Counts) -> Counts:
    """Give the parts of operations as whole numbers that add up: by the largest remainders.

    Cases of no operation are a part too, which is left out at the end.
    """
    left = np.maximum(counts - parts.sum(axis=0), 0)
    every = np.concatenate([parts, left[None]])
    down = np.floor(every)
    rank = np.argsort(np.argsort(down - every, axis=0, kind="stable"), axis=0)
    made: Counts = (down + (rank < counts - down.sum(axis=0)))[:-1].astype(np.int64)
    return made


def _agreement(found: CoderAgreement, rules: TableRules, estimate: EstimateRule) -> PrintedAgreement:
    few = found.code and found.fewest < rules.threshold.minimum
    if found.cases < rules.percent_base or few:
        return PrintedAgreement(found.code, None, None)
    return PrintedAgreement(found.code, _interval(found.same_prop, estimate), _interval(found.kappa, estimate))


def _interval(found: Interval | None, rule: EstimateRule) -> Interval | None:
    if found is None:
        return None
    value = printed_estimates({"value": found.value}, rule, residual_freedom=rule.min_freedom)["value"]
    return Interval(value, *printed_limits(found.low, found.high, rule, residual_freedom=rule.min_freedom))
