"""Dominance and the p% rule on worked cells: contributions, and what becomes of their total."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from scipy import sparse

from clerestory.errors import RuleSetError, TableError
from clerestory.model.rules import DominanceRule, PPercentRule, ThresholdRule
from clerestory.protect.contributions import Contributions
from clerestory.protect.rules.concentration import (
    dominance_levels,
    dominated_cells,
    estimable_cells,
    p_percent_levels,
)
from clerestory.protect.rules.threshold import unsafe_cells


def cell(*parts):
    """One cell: its value, and who contributes to it."""
    return np.array([sum(parts)]), Contributions(sparse.csr_array(np.array([parts]).T))


@pytest.mark.parametrize(
    ("parts", "n", "k", "unsafe", "upper"),
    [
        ((85, 10, 5), 1, 85, False, 0),  # exactly 85 %
        ((86, 10, 4), 1, 85, True, 2),  # 86 is 85 % of 101.2, so 102
        ((60, 25, 15), 2, 85, False, 0),
        ((60, 26, 14), 2, 85, True, 2),
        ((40, 1), 1, 25, True, 119),  # 40 is 25 % of 160
        ((7,), 3, 99, True, 1),  # alone: 7 is 99 % of 7.07
        ((2, 1), 1, Fraction(200, 3), False, 0),  # exactly two thirds
        ((0,), 1, 50, False, 0),  # nobody
    ],
)
def test_a_cell_is_dominated_if_the_n_largest_are_more_than_k_percent(parts, n, k, unsafe, upper):
    values, behind = cell(*parts)
    rule = DominanceRule(n, k)
    assert dominated_cells(values, behind, rule).tolist() == [unsafe]
    levels = dominance_levels(values, behind, rule)
    assert levels.upper.tolist() == [upper]
    assert levels.lower.tolist() == [min(upper, sum(parts))]


@pytest.mark.parametrize(
    ("parts", "p", "unsafe", "upper"),
    [
        ((50, 45, 5), 10, False, 0),  # 5 left over, exactly 10 % of 50
        ((50, 46, 4), 10, True, 1),
        ((51, 45, 5), 10, True, 1),  # 5 < 5.1: a tenth of a person over is unsafe
        ((100, 20), 15, True, 15),  # two contributors: the second knows the first
        ((100,), 15, True, 15),
        ((8, 8, 1), Fraction(25, 2), False, 0),
        ((0,), 10, False, 0),
    ],
)
def test_a_cell_is_unsafe_if_the_second_can_estimate_the_first_to_p_percent(parts, p, unsafe, upper):
    values, behind = cell(*parts)
    assert estimable_cells(values, behind, PPercentRule(p)).tolist() == [unsafe]
    levels = p_percent_levels(values, behind, PPercentRule(p))
    assert (levels.upper.tolist(), levels.lower.tolist()) == ([upper], [min(upper, sum(parts))])


def test_what_has_no_contributor_of_this_kind_hides_the_largest():
    """10 of 30 are of nobody: X - x1 - x2 = 10 and not 0."""
    behind = Contributions(sparse.csr_array([[15], [5]]))
    assert not estimable_cells(np.array([30]), behind, PPercentRule(50)).any()
    assert estimable_cells(np.array([20]), behind, PPercentRule(50)).all()


@pytest.mark.parametrize(("parts", "unsafe"), [((3, 3, 3), False), ((5, 5), True), ((12,), True), ((0,), False)])
def test_a_threshold_can_ask_for_three_contributors(parts, unsafe):
    values, behind = cell(*parts)
    assert unsafe_cells(values, ThresholdRule(6, contributors=3), behind).tolist() == [unsafe]


def test_a_threshold_on_contributors_without_them_is_refused():
    with pytest.raises(RuleSetError, match="asks for contributors"):
        unsafe_cells(np.array([3]), ThresholdRule(6, contributors=3))


@pytest.mark.parametrize(
    "make",
    [
        lambda: DominanceRule(0, 85),
        lambda: DominanceRule(1, 0),
        lambda: DominanceRule(1, 101),
        lambda: DominanceRule(1, 85.0),  # a float is not exact
        lambda: DominanceRule(1, Fraction(1, 1001)),
        lambda: PPercentRule(0),
        lambda: PPercentRule(True),
        lambda: ThresholdRule(0),
        lambda: ThresholdRule(6, contributors=-1),
    ],
)
def test_a_rule_that_says_nothing_sensible_is_refused(make):
    with pytest.raises(RuleSetError):
        make()


def test_a_negative_value_is_refused_and_not_quoted():
    with pytest.raises(TableError, match="out of range") as refused:
        dominated_cells(np.array([-48613]), Contributions(sparse.csr_array([[1]])), DominanceRule(1, 50))
    assert "48613" not in str(refused.value)


def test_levels_show_no_values():
    values, behind = cell(86, 10, 4)
    assert repr(dominance_levels(values, behind, DominanceRule(1, 85))) == "ProtectionLevels(1 cells)"
