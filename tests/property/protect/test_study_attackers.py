"""Studies against everybody who knows a part, by brute force: every population that agrees with all that one knows."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import product

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.attackers import Attacker
from clerestory.model.commission import DataKind
from clerestory.model.contributors import ContributorParts
from clerestory.model.rules import Preset, ThresholdRule
from clerestory.protect import protect_tables
from small_tables import cohort, table

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


@dataclass(frozen=True)
class Case:
    """One person: the kind, the operation and the giver."""

    kind: tuple[str, ...]
    operation: str
    giver: str


def people(sizes, most):
    kinds = [tuple(f"{chr(97 + axis)}{code}" for axis, code in enumerate(at)) for at in product(*map(range, sizes))]
    one = st.builds(Case, st.sampled_from(kinds), st.sampled_from("xyz"), st.sampled_from("FG"))
    return kinds, st.lists(one, min_size=1, max_size=most)


def cohort_of(kinds, cases):
    codes = {chr(97 + axis): sorted({kind[axis] for kind in kinds}) for axis in range(len(kinds[0]))}
    of = cohort(codes, {kind: sum(case.kind == kind for case in cases) for kind in kinds})
    there = [kind for kind in kinds if any(case.kind == kind for case in cases)]

    def parts(name):
        names = sorted({getattr(case, name) for case in cases})
        found = [
            (
                there.index(kind),
                names.index(who),
                sum(case.kind == kind and getattr(case, name) == who for case in cases),
            )
            for kind, who in product(there, names)
        ]
        return ContributorParts(tuple(names), *np.array([row for row in found if row[2]], dtype=np.int64).T)

    return replace(of, operations=parts("operation"), givers=parts("giver"))


def populations(kinds: int, total: int) -> np.ndarray:
    """All ways in which up to ``total`` cases fall into ``kinds`` kinds, as rows."""
    rows = np.zeros((1, 0), dtype=np.int64)
    for _ in range(kinds):
        left = total - rows.sum(axis=1)
        at = np.repeat(np.arange(len(rows)), left + 1)
        last = np.arange(len(at)) - np.repeat(np.cumsum(left + 1) - (left + 1), left + 1)
        rows = np.column_stack([rows[at], last])
    return rows


def printed_cells(kinds, tables) -> Iterator[tuple[list[int], int | None, bool]]:
    """The kinds in each printed cell, its number or None, and whether the table is withheld as a whole."""
    for one in tables:
        for row, counts in enumerate(one.counts):
            for column, count in enumerate(counts):
                where = dict(one.shape.predicate(row, column))
                inside = [
                    n
                    for n, kind in enumerate(kinds)
                    if all(kind["abc".index(name)] in codes for name, codes in where.items())
                ]
                yield inside, count, one.whole


def own_cases(kinds, cases, cells) -> Iterator[np.ndarray]:
    """What everybody's own cases are, by kind: nobody's, one person's who is alone in a cell, a group's."""
    truth = np.array([sum(case.kind == kind for case in cases) for kind in kinds])
    yield np.zeros(len(kinds), dtype=np.int64)
    for inside, _, _ in cells:
        if truth[inside].sum() == 1:
            yield np.array([n in inside and truth[n] > 0 for n in range(len(kinds))], dtype=np.int64)
    for name in ("operation", "giver"):
        for who in {getattr(case, name) for case in cases}:
            yield np.array([sum(c.kind == kind and getattr(c, name) == who for c in cases) for kind in kinds])


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
