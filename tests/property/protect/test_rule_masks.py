"""Each rule for cells against its definition, cell by cell, in fractions."""

from __future__ import annotations

from fractions import Fraction

import numpy as np
from hypothesis import given
from hypothesis import strategies as st
from scipy import sparse

from clerestory.model.rules import (
    DominanceRule,
    GroupDisclosureRule,
    LiveCaseRule,
    OperationRule,
    PPercentRule,
    ThresholdRule,
)
from clerestory.protect.additive import AdditiveCells
from clerestory.protect.contributions import Contributions
from clerestory.protect.rules.concentration import (
    dominance_levels,
    dominated_cells,
    estimable_cells,
    p_percent_levels,
)
from clerestory.protect.rules.groups import group_statements
from clerestory.protect.rules.operations import dominated_by_operations, live_cells
from clerestory.protect.rules.threshold import unsafe_cells

PERCENT = st.fractions(min_value=1, max_value=100, max_denominator=1000)
SHARE = st.fractions(min_value=Fraction(1, 100), max_value=1, max_denominator=1000)
SMALL, LARGE = st.integers(0, 12), st.integers(0, 2**35)


@st.composite
def cells(draw, sizes=SMALL | LARGE):
    """Parts of C contributors in K cells, and what belongs to no contributor."""
    contributors, k = draw(st.integers(1, 6)), draw(st.integers(1, 5))
    parts = np.array(draw(st.lists(sizes, min_size=contributors * k, max_size=contributors * k)), dtype=np.int64)
    nobody = np.array(draw(st.lists(SMALL, min_size=k, max_size=k)), dtype=np.int64)
    parts = parts.reshape(contributors, k)
    return parts, parts.sum(axis=0) + nobody


def behind(parts):
    return Contributions(sparse.csr_array(parts))


def falling(parts, k):
    return [*sorted((int(x) for x in parts[:, k]), reverse=True), 0, 0]


@given(cells(), st.integers(1, 4), PERCENT)
def test_dominance(made, n, percent):
    parts, values = made
    rule = DominanceRule(n, percent)
    found, levels = dominated_cells(values, behind(parts), rule), dominance_levels(values, behind(parts), rule)
    for k, value in enumerate(values.tolist()):
        top = sum(falling(parts, k)[:n])
        assert found[k] == (Fraction(top) > percent / 100 * value)
        if found[k]:  # the least value at which the same contributors would be safe, and no less
            assert top <= percent / 100 * (value + int(levels.upper[k]))
            assert top > percent / 100 * (value + int(levels.upper[k]) - 1)
            assert levels.lower[k] == min(levels.upper[k], value)
        else:
            assert levels.upper[k] == levels.lower[k] == 0


@given(cells(), PERCENT)
def test_p_percent(made, p):
    parts, values = made
    found = estimable_cells(values, behind(parts), PPercentRule(p))
    levels = p_percent_levels(values, behind(parts), PPercentRule(p))
    for k, value in enumerate(values.tolist()):
        first, second, *_ = falling(parts, k)
        assert found[k] == (value - first - second < p / 100 * first)
        if found[k]:
            upper = int(levels.upper[k])
            assert value + upper - first - second >= p / 100 * first > value + upper - 1 - first - second
            assert levels.lower[k] == min(upper, value)


@given(cells(SMALL), st.integers(1, 12), st.integers(0, 4))
def test_threshold(made, minimum, contributors):
    parts, values = made
    found = unsafe_cells(values, ThresholdRule(minimum, contributors), behind(parts))
    for k, value in enumerate(values.tolist()):
        there = sum(x > 0 for x in parts[:, k].tolist())
        assert found[k] == (value > 0 and (value < minimum or there < contributors))


@given(cells(), st.integers(1, 5), SHARE)
def test_operations(made, fewest, share):
    parts, values = made
    found = dominated_by_operations(values, behind(parts), OperationRule(fewest, share))
    for k, value in enumerate(values.tolist()):
        column = parts[:, k].tolist()
        assert found[k] == (value > 0 and (sum(x > 0 for x in column) < fewest or max(column) > share * value))


@given(cells(), st.lists(st.booleans(), min_size=6, max_size=6), st.integers(1, 5), SHARE)
def test_live_operations(made, live, fewest, share):
    parts, values = made
    mask = np.array(live[: len(parts)])
    found = live_cells(values, behind(parts), mask, LiveCaseRule(share, fewest))
    for k, value in enumerate(values.tolist()):
        column = parts[:, k].tolist()
        alive = [x for x, is_live in zip(column, live, strict=False) if is_live and x > 0]
        one_of_few = bool(alive) and sum(x > 0 for x in column) < fewest
        assert found[k] == (value > 0 and (one_of_few or any(x > share * value for x in alive)))


@given(
    st.lists(st.lists(st.integers(0, 4), min_size=3, max_size=3), min_size=1, max_size=4),
    st.integers(2, 9),
    st.sets(st.sampled_from("xyz")),
)
def test_groups(rows, small, sensitive):
    """Rows of a table are groups; the last row is all of them. Cells stand as total, x, y, z, row by row."""
    table = np.array([*rows, np.sum(rows, axis=0)])
    full = np.column_stack([table.sum(axis=1), table])
    k = full.size
    number = np.arange(k).reshape(full.shape)
    relations = np.zeros((len(full), k), dtype=np.int64)
    for r in range(len(full)):
        relations[r, number[r]] = [-1, 1, 1, 1]
    cells = AdditiveCells(full.ravel(), sparse.csr_array(relations))
    codes = np.tile(["all", *"xyz"], len(full))
    said = group_statements(cells, GroupDisclosureRule(small), sensitive=np.isin(codes, sorted(sensitive)))
    found = said.cells.reshape(full.shape)
    assert not found[:, 0].any()
    assert said.others.shape[0] == sum(0 < row[0] < small and row[0] == max(row[1:]) for row in full.tolist())
    for r, (total, *parts) in enumerate(full.tolist()):
        for c, (code, part) in enumerate(zip("xyz", parts, strict=True), start=1):
            says = 0 < total < small and (part == total or (part == 0 and code in sensitive))
            assert found[r, c] == says
