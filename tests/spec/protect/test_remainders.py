"""Sums that published numbers leave over, counted by trying every set of parts."""

from __future__ import annotations

from itertools import chain, combinations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.rules import ThresholdRule
from clerestory.model.tables import Position, ProtectedTable, TableShape
from clerestory.protect.audit.remainders import leaves_a_small_remainder

SETS = {"total": "", "known": "abcd", "ab": "ab", "a": "a", "b": "b", "c": "c", "d": "d", "u": "u"}
RULE = ThresholdRule(6)


def table(counts, names=tuple(SETS)) -> ProtectedTable:
    positions = tuple(Position(n, n, frozenset({("v", frozenset(SETS[n]))}) if SETS[n] else frozenset()) for n in names)
    shape = TableShape(
        id="t", title="T", unit="person", cohort="person", rows=positions, columns=(Position("total", "Number"),)
    )
    return ProtectedTable(shape, tuple((count,) for count in counts))


def by_every_subset(counts, names=tuple(SETS)) -> bool:
    everything = set("abcdu") & set("".join(SETS[n] for n in names))
    sets = [set(SETS[n]) or everything for n in names]
    for whole, count in enumerate(counts):
        inside = [i for i, s in enumerate(sets) if s < sets[whole]]
        for parts in chain.from_iterable(combinations(inside, size) for size in range(1, len(inside) + 1)):
            if (
                sum(len(sets[i]) for i in parts) != len(sets[whole])
                or set().union(*(sets[i] for i in parts)) != sets[whole]
            ):
                continue
            if count is not None and 0 < count - sum(counts[i] or 0 for i in parts) < 6:
                return True
    return False


@pytest.mark.parametrize(
    ("names", "counts", "unsafe"),
    [
        (("total", "a", "b"), (30, None, 28), True),  # 2 are left for a
        (("total", "a", "b"), (30, None, 20), False),  # 10 are left
        (("total", "a", "b"), (None, None, 28), False),  # nothing to subtract from
        (("total", "a", "b", "c"), (30, None, None, 27), True),  # 3 for a and b together
        (("total", "known", "a", "b", "u"), (30, 26, None, 14, None), True),  # 4 not known
        (("total", "known", "ab", "a", "b", "c", "d", "u"), (60, 50, 20, None, None, 20, 10, 10), False),
        (("total", "known", "ab", "c", "d", "u"), (60, 50, None, 20, 27, 10), True),  # 3 for the group
    ],
)
def test_worked_lines(names, counts, unsafe):
    assert leaves_a_small_remainder(table(counts, names), RULE) is unsafe
    assert by_every_subset(counts, names) is unsafe


@settings(max_examples=300, deadline=None, derandomize=True)
@given(
    st.lists(st.integers(0, 12), min_size=5, max_size=5),
    st.lists(st.booleans(), min_size=8, max_size=8),
)
def test_the_attacker_adds_as_somebody_who_tries_every_set_of_parts(leaves, hidden):
    by_leaf = dict(zip("abcdu", leaves, strict=True))
    counts = [sum(by_leaf[leaf] for leaf in codes or "abcdu") for codes in SETS.values()]
    shown = [None if hide else count for count, hide in zip(counts, hidden, strict=True)]
    assert leaves_a_small_remainder(table(shown), RULE) is by_every_subset(shown)


def test_columns_are_added_up_as_rows_are():
    one = table((30, None, 28), ("total", "a", "b"))
    turned = TableShape(
        id="t", title="T", unit="person", cohort="person", rows=one.shape.columns, columns=one.shape.rows
    )
    assert leaves_a_small_remainder(ProtectedTable(turned, ((30, None, 28),)), RULE)
