"""Full-domain generalisation against every combination of levels, counted by hand."""

from __future__ import annotations

from collections import defaultdict
from itertools import product

import polars as pl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerestory.errors import TableError
from clerestory.protect.microdata.generalisation import Hierarchy, levels_of
from clerestory.protect.microdata.recoding import least_recoding, recoded
from clerestory.protect.microdata.records import records_of

TREE = {"p": ("pq", "low"), "q": ("pq", "low"), "r": ("rs", "low"), "s": ("rs", "low"), "t": ("t+", "high")}
HIERARCHY = Hierarchy(("a", "pair", "half"), tuple((code, *up) for code, up in TREE.items()))
KEYS = ("a", "b", "c")
ROWS = st.lists(
    st.tuples(
        st.sampled_from([*TREE, None]),
        st.sampled_from([*TREE, None]),
        st.sampled_from(["x", "y"]),
        st.sampled_from("123"),
    ),
    min_size=1,
    max_size=14,
)


def at_level(value, level, with_tree):
    if level == (3 if with_tree else 1):
        return "all"
    return value if value is None or level == 0 else TREE[value][level - 1]


def failing_by_hand(rows, levels, k, least):
    groups = defaultdict(list)
    for *keys, sensitive in rows:
        place = tuple(at_level(keys[i], levels[i], i < 2) for i in range(3))
        groups[place].append(sensitive)
    return sum(len(g) for g in groups.values() if len(g) < k or len(set(g)) < least)


def prepared(rows):
    frame = pl.DataFrame(rows, schema=dict.fromkeys([*KEYS, "s"], pl.String), orient="row")
    records = records_of(frame, [*KEYS, "s"])
    labels = [sorted({row[i] for row in rows} - {None}) for i in range(3)]
    tree = Hierarchy(("b", *HIERARCHY.names[1:]), HIERARCHY.rows)
    return records, [levels_of(key, own, h) for key, own, h in zip(KEYS, labels, (HIERARCHY, tree, None), strict=True)]


@given(ROWS, st.integers(1, 5), st.integers(1, 3), st.integers(0, 6))
def test_no_combination_of_the_whole_lattice_costs_less(rows, k, least, most):
    records, keys = prepared(rows)
    if len(rows) < k or len({row[3] for row in rows}) < least:
        return
    made = least_recoding(records, keys, k=k, l=least, most_failing=most)
    enough = [
        (round(sum((levels[0] / 3, levels[1] / 3, levels[2])) / 3, 9), levels)
        for levels in product(range(4), range(4), range(2))
        if failing_by_hand(rows, levels, k, least) <= most
    ]
    assert (round(made.loss, 9), made.levels) == min(enough)
    assert made.failing == failing_by_hand(rows, made.levels, k, least)
    assert made.tried <= 32


@given(ROWS, st.tuples(st.integers(0, 3), st.integers(0, 3), st.integers(0, 1)))
def test_records_share_a_group_just_when_their_coarser_codes_agree(rows, levels):
    records, keys = prepared(rows)
    group = recoded(records, keys, levels).groups(range(3))
    place = [tuple(at_level(row[i], levels[i], i < 2) for i in range(3)) for row in rows]
    for one, other in product(range(len(rows)), repeat=2):
        assert (group[one] == group[other]) == (place[one] == place[other])


@pytest.mark.parametrize(
    ("names", "rows", "match"),
    [
        (("a", "b"), [("x", "1"), ("x", "2")], "row 2: puts a code of level a under two codes of level b"),
        (("a", "b", "c"), [("x", "1", "n"), ("y", "1", "m")], "row 2: puts a code of level b under two"),
        (("a", "b"), [("x", "")], "row 1: lacks a code"),
        (("a", "b"), [("x",)], "row 1: lacks a code"),
    ],
)
def test_a_hierarchy_that_contradicts_itself_is_refused(names, rows, match):
    with pytest.raises(TableError, match=match):
        Hierarchy(names, tuple(rows))


def test_a_value_that_the_hierarchy_has_not_is_refused_and_not_echoed():
    with pytest.raises(TableError, match=r"column a: has 1 values that are no code") as caught:
        levels_of("a", ["p", "SECRET"], HIERARCHY)
    assert "SECRET" not in str(caught.value)


def test_too_many_combinations_are_refused():
    long = Hierarchy(tuple(f"l{i}" for i in range(15)), (("x",) * 15,))
    records = records_of(pl.DataFrame({f"k{i}": ["x"] for i in range(6)}), [f"k{i}" for i in range(6)])
    with pytest.raises(TableError, match="more than 1,048,576"):
        least_recoding(records, [levels_of("k", ["x"], long)] * 6, k=1, l=1, most_failing=0)
