"""Panels as they may be printed: a protected table of expected cases, and agreement of enough cases, to two digits."""

from __future__ import annotations

from dataclasses import replace

import numpy as np

from clerestory.model.criteria import Residuals, Width
from clerestory.model.panel import CoderAgreement, Interval, Panel, PrintedAgreement, PrintedPanel
from clerestory.model.rules import EstimateRule, TableRules
from clerestory.protect.hierarchies.engine import protect_grid
from clerestory.protect.hierarchies.grid import Grid
from clerestory.protect.perturb.rounding import RoundingBase, round_to_base
from clerestory.protect.rules.outputs.compared import printed_comparisons
from clerestory.protect.rules.outputs.estimates import printed_estimates

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
    counts = np.rint(np.array(found.expected)).astype(np.int64)
    rows, columns = np.indices(counts.shape)
    names = {"type": [str(at) for at in rows.ravel()], "class": [str(at) for at in columns.ravel()]}
    grid = Grid.of(names, [["type"], ["class"]], counts.ravel())
    width = Width.of_rule_s3(rules.threshold.minimum)
    made = protect_grid(grid, rules, seed=seed, width=width, residuals=Residuals.PROTECT)
    codes = zip(*(column.tolist() for column in grid.codes().values()), strict=True)
    rounded = round_to_base(grid.counts.ravel(), RoundingBase(rules.rounding_base or USUAL_BASE)).tolist()
    cells = {
        code: None if hidden else count
        for code, count, hidden in zip(codes, rounded, made.hidden.ravel().tolist(), strict=True)
    }
    lines, heads = ([*map(str, range(size)), "Total"] for size in counts.shape)
    return tuple(tuple(cells[line, head] for head in heads) for line in lines)


def _agreement(found: CoderAgreement, rules: TableRules, estimate: EstimateRule) -> PrintedAgreement:
    few = found.code and found.fewest < rules.threshold.minimum
    if found.cases < rules.percent_base or few:
        return PrintedAgreement(found.code, None, None)
    return PrintedAgreement(found.code, _interval(found.same_prop, estimate), _interval(found.kappa, estimate))


def _interval(found: Interval | None, rule: EstimateRule) -> Interval | None:
    return found and Interval(**printed_estimates(vars(found), rule, residual_freedom=rule.min_freedom))
