"""Group disclosure (S4): rows are groups, columns are what could be said of everybody in one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from clerestory.errors import RuleSetError
from clerestory.model.rules import GroupDisclosureRule
from clerestory.protect.additive import AdditiveCells
from clerestory.protect.rules.groups import group_statements

CODES = ("all", "charged", "not charged", "not recorded")


def group(*parts):
    """One group: its total and its categories."""
    counts = np.array([sum(parts), *parts])
    relation = sparse.csr_array(np.array([[-1, *(1 for _ in parts)]]))
    return AdditiveCells(counts, relation)


def said(parts, rule):
    sensitive = np.array([rule.is_sensitive("outcome", code) for code in CODES[: len(parts) + 1]])
    return group_statements(group(*parts), rule, sensitive=sensitive)


def marked(parts, rule):
    return said(parts, rule).cells.tolist()


ANY, CHARGED = GroupDisclosureRule(), GroupDisclosureRule(sensitive=frozenset({"charged"}))


@pytest.mark.parametrize(
    ("rule", "parts", "unsafe"),
    [
        (ANY, (29, 0, 0), "charged"),  # all of 29
        (ANY, (30, 0, 0), None),  # of 30 is no small group
        (ANY, (28, 1, 0), None),  # not all
        (ANY, (0, 7, 0), "not charged"),
        (ANY, (0, 0, 0), None),  # nobody there, nothing said of anybody
        (ANY, (12,), None),  # one part says what the total says
        (CHARGED, (0, 20, 9), "charged"),  # nobody was charged
        (CHARGED, (20, 0, 9), None),  # "not charged" is not sensitive
        (CHARGED, (0, 20, 10), None),  # a group of 30
        (CHARGED, (0, 0, 0), None),
    ],
)
def test_all_of_a_small_group_or_nobody_in_a_sensitive_category(rule, parts, unsafe):
    assert marked(parts, rule) == [code == unsafe for code in CODES[: len(parts) + 1]]


def test_full_and_sensitive_zero_together():
    assert marked((0, 9, 0), CHARGED) == [False, True, True, False]


@pytest.mark.parametrize(
    ("parts", "rests"),
    [
        ((9, 0, 0), [[0, 0, 1, 1]]),  # "all" is said where the two others are known to be 0 together
        ((0, 9), [[0, 1, 0]]),
        ((8, 1, 0), []),
        ((30, 0, 0), []),
    ],
)
def test_all_is_said_by_the_other_categories(parts, rests):
    assert said(parts, CHARGED).others.toarray().tolist() == rests


def test_a_code_is_sensitive_everywhere_or_in_one_column():
    rule = GroupDisclosureRule(sensitive=frozenset({"charged", "sex=m"}), columns=frozenset({"outcome", "sex"}))
    assert rule.is_sensitive("outcome", "charged")
    assert rule.is_sensitive("sex", "m")
    assert not rule.is_sensitive("outcome", "m")
    assert rule.is_about("sex")
    assert not rule.is_about("age")
    assert ANY.is_about("age")


def test_the_rule_tells_an_engine_that_zeros_must_be_hidden():
    assert ANY.needs_hidden_zeros


def test_a_group_of_one_is_refused():
    with pytest.raises(RuleSetError):
        GroupDisclosureRule(group=1)
