"""Group disclosure (S4): rows are groups, columns are what could be said of everybody in one."""

from __future__ import annotations

import numpy as np
import pytest
from scipy import sparse

from clerestory.errors import RuleSetError
from clerestory.model.rules import GroupDisclosureRule
from clerestory.protect.additive import AdditiveCells
from clerestory.protect.rules.groups import disclosing_cells

CODES = ("all", "charged", "not charged", "not recorded")


def group(*parts):
    """One group: its total and its categories."""
    counts = np.array([sum(parts), *parts])
    relation = sparse.csr_array(np.array([[-1, *(1 for _ in parts)]]))
    return AdditiveCells(counts, relation)


def marked(parts, rule, **more):
    return disclosing_cells(group(*parts), rule, codes=np.array(CODES[: len(parts) + 1]), **more).tolist()


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


def test_only_the_additions_that_are_named_are_looked_at():
    """Two relations share a cell; only along the second is the category said of a group."""
    cells = AdditiveCells(
        np.array([5, 5, 0, 5, 0]),
        sparse.csr_array([[-1, 1, 1, 0, 0], [0, -1, 0, 1, 1]]),
    )
    assert disclosing_cells(cells, ANY).tolist() == [False, True, False, True, False]
    along = np.array([False, True])
    assert disclosing_cells(cells, ANY, along=along).tolist() == [False, False, False, True, False]


def test_the_rule_tells_an_engine_that_zeros_must_be_hidden():
    assert ANY.needs_hidden_zeros


def test_a_group_of_one_is_refused():
    with pytest.raises(RuleSetError):
        GroupDisclosureRule(group=1)
