"""Studies against everybody who knows a part, by brute force: every population that agrees with all that one knows."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.attackers import Attacker
from clerestory.model.commission import DataKind
from clerestory.model.rules import Preset, ThresholdRule
from clerestory.protect import protect_tables
from small_populations import cohort_of, own_cases, people, populations, printed_cells
from small_tables import table

MINIMUM = 3
EVERYBODY = frozenset(Attacker)
ONE, LINKED, CIRCLE = [("a", "b")], [("a", "b"), ("b", "c")], [("a", "b"), ("b", "c"), ("a", "c")]
SHAPES = pytest.mark.parametrize(
    ("sizes", "asked", "most"),
    [((2, 3), ONE, 13), ((2, 2, 2), LINKED, 9), ((2, 2, 2), CIRCLE, 9)],
    ids=["one table", "two linked tables", "a circle of tables"],
)
FEW = settings(max_examples=8, deadline=None, derandomize=True)
MANY = settings(max_examples=400, deadline=None, derandomize=True)


def nobody_bounds_a_cell_too_closely(sizes, asked, most, data, by_rule_s3):
    kinds, some = people(sizes, most)
    cases = data.draw(some)
    of = cohort_of(kinds, cases)
    made = [table(of, f"t{n}", rows, columns) for n, (rows, columns) in enumerate(asked)]
    preset = Preset(
        "TINY",
        ThresholdRule(MINIMUM),
        frozenset({DataKind.SYNTHETIC}),
        by_rule_s3=by_rule_s3,
        attackers=EVERYBODY,
    )

    result = protect_tables({"person": of}, made, preset, secret=b"test")

    cells = list(printed_cells(kinds, result.tables))
    truth = np.array([sum(case.kind == kind for case in cases) for kind in kinds])
    every = populations(len(kinds), len(cases) + MINIMUM + 1)
    for inside, count, whole in cells:
        sums = every[:, inside].sum(axis=1)
        every = every[sums == count] if count is not None else every if whole else every[sums >= 1]
    for own in own_cases(kinds, cases, cells):
        possible = every[(every >= own).all(axis=1)]
        for inside, _, _ in cells:
            if 0 < truth[inside].sum() == own[inside].sum():
                possible = possible[possible[:, inside].sum(axis=1) == own[inside].sum()]
        for inside, _, _ in cells:
            true = truth[inside].sum()
            if 0 < true < MINIMUM and own[inside].sum() < true:
                values = possible[:, inside].sum(axis=1)
                width = MINIMUM if by_rule_s3 else 1
                assert values.max() - values.min() >= width, (cases, [t.counts for t in result.tables], own, inside)
    return result


@SHAPES
@pytest.mark.parametrize("by_rule_s3", [False, True], ids=["not pinned", "interval"])
@FEW
@given(data=st.data())
def test_nobody_bounds_an_unsafe_cell_too_closely(sizes, asked, most, by_rule_s3, data):
    nobody_bounds_a_cell_too_closely(sizes, asked, most, data, by_rule_s3)


@pytest.mark.slow
@SHAPES
@pytest.mark.parametrize("by_rule_s3", [False, True], ids=["not pinned", "interval"])
@MANY
@given(data=st.data())
def test_nobody_bounds_an_unsafe_cell_too_closely_in_hundreds_of_tables(sizes, asked, most, by_rule_s3, data):
    nobody_bounds_a_cell_too_closely(sizes, asked, most, data, by_rule_s3)
