"""All and nobody of a small group in studies, by brute force: every population that agrees with all that one knows."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import permutations
from types import MappingProxyType

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.attackers import Attacker
from clerestory.model.commission import DataKind
from clerestory.model.rules import GroupDisclosureRule, Preset, TableRules, TableScope, ThresholdRule
from clerestory.protect import protect_tables
from small_populations import cohort_of, own_cases, people, populations, printed_cells
from small_tables import table

MINIMUM, GROUP, SENSITIVE = 2, 5, "b1"
EVERYBODY = frozenset(Attacker)
SHAPES = pytest.mark.parametrize(
    ("sizes", "asked", "most"),
    [((2, 3), [("a", "b")], 10), ((2, 2, 2), [("a", "b"), ("b", "c")], 6)],
    ids=["one table", "two linked tables"],
)
FEW = settings(max_examples=10, deadline=None, derandomize=True)
MANY = settings(max_examples=300, deadline=None, derandomize=True)


def statements(kinds, tables, truth) -> Iterator[frozenset[int]]:
    """The kinds of which there are none, and of which it must not be known, since it says "all" or "nobody"."""
    for one in tables:
        rows, columns = one.shape.size
        lines = [[(r, c) for c in range(columns)] for r in range(rows)]
        lines += [[(r, c) for r in range(rows)] for c in range(columns)]
        for line in lines:
            for group, category in permutations([inside_of(kinds, one, at) for at in line], 2):
                if not category < group or not 0 < truth[list(group)].sum() < GROUP:
                    continue
                if not truth[list(group - category)].sum():
                    yield group - category
                if not truth[list(category)].sum() and all(SENSITIVE in kinds[n] for n in category):
                    yield category


def inside_of(kinds, one, at) -> frozenset[int]:
    where = dict(one.shape.predicate(*at))
    return frozenset(
        n for n, kind in enumerate(kinds) if all(kind["abc".index(name)] in codes for name, codes in where.items())
    )


def nothing_is_said_of_small_groups(sizes, asked, most, data):
    kinds, some = people(sizes, most)
    cases = data.draw(some)
    of = cohort_of(kinds, cases)
    made = [table(of, f"t{n}", rows, columns) for n, (rows, columns) in enumerate(asked)]
    rules = TableRules(ThresholdRule(MINIMUM), groups=GroupDisclosureRule(GROUP, frozenset({SENSITIVE})))
    preset = Preset(
        "TINY",
        ThresholdRule(MINIMUM),
        frozenset({DataKind.SYNTHETIC}),
        scopes=MappingProxyType(dict.fromkeys(TableScope, rules)),
        attackers=EVERYBODY,
    )

    national = dict.fromkeys((one.shape.id for one in made), TableScope.NATIONAL)
    result = protect_tables({"person": of}, made, preset, secret=b"test", scopes=national)

    cells = list(printed_cells(kinds, result.tables))
    truth = np.array([sum(case.kind == kind for case in cases) for kind in kinds])
    said = set(statements(kinds, result.tables, truth))
    every = populations(len(kinds), len(cases) + 2)
    for inside, count, _ in cells:  # of a hidden cell nothing is known: it may be 0
        every = every if count is None else every[every[:, inside].sum(axis=1) == count]
    for own in own_cases(kinds, cases, cells):
        theirs = [inside for inside, _, _ in cells if 0 < truth[inside].sum() == own[inside].sum()]
        known = frozenset(n for inside in theirs for n in inside)
        possible = every[(every >= own).all(axis=1)]
        for inside in theirs:
            possible = possible[possible[:, inside].sum(axis=1) == own[inside].sum()]
        for nobody in said:
            if not nobody <= known:
                assert possible[:, list(nobody)].any(), (cases, [t.counts for t in result.tables], own, nobody)
        for inside, _, _ in cells:
            if 0 < truth[inside].sum() < MINIMUM and own[inside].sum() < truth[inside].sum():
                assert len(set(possible[:, inside].sum(axis=1).tolist())) > 1, (cases, own, inside)


@SHAPES
@FEW
@given(data=st.data())
def test_nobody_learns_all_or_none_of_a_small_group(sizes, asked, most, data):
    nothing_is_said_of_small_groups(sizes, asked, most, data)


@pytest.mark.slow
@SHAPES
@MANY
@given(data=st.data())
def test_nobody_learns_all_or_none_of_a_small_group_in_hundreds_of_tables(sizes, asked, most, data):
    nothing_is_said_of_small_groups(sizes, asked, most, data)
