"""Operations behind worked cells (S6, L6): who is in which, and whether the count may be shown."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
import pytest
from scipy import sparse

from clerestory.errors import RuleSetError
from clerestory.model.rules import LiveCaseRule, OperationRule
from clerestory.protect.contributions import Contributions
from clerestory.protect.rules.operations import dominated_by_operations, live_cells


def behind(*parts):
    return Contributions(sparse.csr_array(np.array([parts]).T.reshape(-1, 1)))


@pytest.mark.parametrize(
    ("persons", "parts", "unsafe"),
    [
        (20, (10, 5, 5), False),  # exactly half
        (20, (11, 5, 4), True),  # over half
        (21, (11, 5, 5), True),  # 11 of 21 is over half
        (20, (10, 10), True),  # two operations
        (20, (7, 7, 6), False),
        (20, (10, 1, 1), False),  # 8 persons in no operation count among the persons
        (20, (), True),  # nobody in an operation
        (20, (10, 10, 10), False),  # ten persons in two operations each
        (20, (12, 10, 8), True),
        (0, (), False),  # a zero is never unsafe
    ],
)
def test_fewer_than_three_operations_or_one_with_over_half(persons, parts, unsafe):
    assert dominated_by_operations(np.array([persons]), behind(*parts), OperationRule()).tolist() == [unsafe]


@pytest.mark.parametrize(
    ("persons", "parts", "unsafe"),
    [(100, (33, 30, 20, 10, 7), False), (100, (34, 30, 20, 10, 6), True), (100, (30, 30, 30, 10), True)],
    ids=["33 %, five operations", "34 %", "four operations"],
)
def test_tables_of_three_variables_ask_for_five_operations_and_a_third(persons, parts, unsafe):
    rule = OperationRule(5, Fraction(33, 100))
    assert dominated_by_operations(np.array([persons]), behind(*parts), rule).tolist() == [unsafe]


@pytest.mark.parametrize(
    ("persons", "parts", "live", "unsafe"),
    [
        (20, (4, 4, 4, 4, 4), "L----", False),  # exactly 20 %, one of five
        (20, (5, 4, 4, 4, 3), "L----", True),  # 25 %
        (20, (5, 4, 4, 4, 3), "----L", False),
        (40, (4, 12, 12, 12), "L---", True),  # 10 %, but one of four
        (40, (0, 12, 12, 12), "L---", False),  # the live one is elsewhere
        (20, (4, 4, 4, 4, 4), "LLLLL", False),
        (20, (20,), "-", False),  # for S6 to say
        (0, (0,), "L", False),
    ],
)
def test_a_live_operation_is_at_most_a_fifth_and_one_of_five(persons, parts, live, unsafe):
    mask = np.array([mark == "L" for mark in live])
    assert live_cells(np.array([persons]), behind(*parts), mask, LiveCaseRule()).tolist() == [unsafe]


def test_with_no_live_operation_nothing_is_unsafe():
    none = np.zeros(3, dtype=bool)
    assert not live_cells(np.array([9]), behind(7, 1, 1), none, LiveCaseRule()).any()


@pytest.mark.parametrize(
    "make",
    [
        lambda: OperationRule(0),
        lambda: OperationRule(max_share=0.5),
        lambda: OperationRule(max_share=Fraction(3, 2)),
        lambda: LiveCaseRule(max_share=0),
        lambda: LiveCaseRule(min_operations=0),
    ],
)
def test_a_rule_out_of_range_is_refused(make):
    with pytest.raises(RuleSetError):
        make()
