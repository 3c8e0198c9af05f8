"""Rules of studies against their definition and, small enough for it, against every table a reader could think of."""

from __future__ import annotations

from dataclasses import replace
from fractions import Fraction
from itertools import product
from types import MappingProxyType

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.commission import DataKind
from clerestory.model.contributors import ContributorParts
from clerestory.model.rules import LiveCaseRule, OperationRule, Preset, TableRules, TableScope, ThresholdRule
from clerestory.protect import protect_tables
from clerestory.protect.rules.primary import PrimaryRules
from small_tables import cohort, table

OPERATIONS = ("x", "y", "z")
KINDS = tuple(product(("a0", "a1"), ("b0", "b1", "b2")))
# Persons: their kind, and the operations that each is in.
PEOPLE = st.lists(
    st.tuples(st.sampled_from(KINDS), st.frozensets(st.sampled_from(OPERATIONS), max_size=2)), max_size=30
)
RULES = TableRules(ThresholdRule(2), OperationRule(2, Fraction(1, 2)), LiveCaseRule(Fraction(1, 3), 2))


def made(people, live):
    codes = {"a": ["a0", "a1"], "b": ["b0", "b1", "b2"]}
    counts = {kind: sum(k == kind for k, _ in people) for kind in KINDS}
    of = cohort(codes, counts)
    there = [kind for kind in KINDS if counts[kind]]
    parts = [
        (c, o, sum(k == kind and name in theirs for k, theirs in people))
        for c, kind in enumerate(there)
        for o, name in enumerate(OPERATIONS)
    ]
    columns = np.array([part for part in parts if part[2]], dtype=np.int64).reshape(-1, 3).T
    mask = np.array([name in live for name in OPERATIONS], dtype=bool)
    return replace(of, operations=ContributorParts(OPERATIONS, *columns, mask))


def is_unsafe(people, live, where):
    inside = [theirs for kind, theirs in people if where(kind)]
    n = len(inside)
    shares = {name: sum(name in theirs for theirs in inside) for name in OPERATIONS}
    there = [name for name in OPERATIONS if shares[name]]
    few = 0 < n < 2
    seen = n > 0 and (len(there) < 2 or any(2 * shares[name] > n for name in there))
    alive = n > 0 and any(3 * shares[name] > n or len(there) < 2 for name in there if name in live)
    return few or seen or alive


@settings(max_examples=60, deadline=None, derandomize=True)
@given(people=PEOPLE, live=st.frozensets(st.sampled_from(OPERATIONS)))
def test_any_set_of_cases_is_judged_by_its_own_persons(people, live):
    of = made(people, live)
    sets = [(a, b) for a in ({"a0"}, {"a0", "a1"}) for b in ({"b0"}, {"b1", "b2"}, {"b0", "b1", "b2"})]
    cells = [frozenset({("a", frozenset(a)), ("b", frozenset(b))}) for a, b in sets]
    judged = PrimaryRules(of, [RULES]).judged(0, cells)
    for number, (a, b) in enumerate(sets):
        assert judged.counts[number] == sum(kind[0] in a and kind[1] in b for kind, _ in people)
        assert judged.unsafe[number] == is_unsafe(people, live, lambda k: k[0] in a and k[1] in b)  # noqa: B023


@settings(max_examples=25, deadline=None, derandomize=True)
@given(people=PEOPLE, live=st.frozensets(st.sampled_from(OPERATIONS)))
def test_no_cell_in_which_an_operation_is_seen_is_pinned(people, live):
    """Every table of six numbers up to 8 that agrees with all that is printed: two differ in each unsafe cell."""
    people = people[:8]
    of = made(people, live)
    scopes = MappingProxyType(dict.fromkeys(TableScope, RULES))
    preset = Preset("TINY", ThresholdRule(2), frozenset({DataKind.SYNTHETIC}), scopes=scopes)
    shown = protect_tables(
        {"person": of}, [table(of, "t1", "a", "b")], preset, secret=b"s", scopes={"t1": TableScope.NATIONAL}
    ).tables[0]
    every = np.indices([9] * 6).reshape(2, 3, -1).transpose(2, 0, 1)
    every = np.concatenate([every.sum(axis=1, keepdims=True), every], axis=1)
    every = np.concatenate([every.sum(axis=2, keepdims=True), every], axis=2)
    agrees = np.ones(len(every), dtype=bool)
    for row, column in product(range(3), range(4)):
        count = shown.counts[row][column]
        possible = (
            every[:, row, column] >= (0 if shown.whole else 1) if count is None else every[:, row, column] == count
        )
        agrees &= possible
    for row, column in product(range(3), range(4)):
        a = {"a0", "a1"} if row == 0 else {f"a{row - 1}"}
        b = {"b0", "b1", "b2"} if column == 0 else {f"b{column - 1}"}
        if is_unsafe(people, live, lambda k: k[0] in a and k[1] in b):  # noqa: B023
            assert shown.counts[row][column] is None
            assert len(np.unique(every[agrees, row, column])) > 1
