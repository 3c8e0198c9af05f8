"""Measures of microdata against worked tables and brute force that shares no code with them."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from math import exp, log, prod

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from clerestory.errors import ProtectionError, TableError
from clerestory.protect.microdata import measure_anonymity, minimal_sample_uniques, ordered_closeness, suppressed_keys

UNTIMED = settings(deadline=None)
KEYS = ("a", "b", "c", "d")
ROWS = st.lists(st.tuples(*[st.sampled_from(["x", "y", "z", None])] * 5), min_size=1, max_size=12)
WORKED = {"age": ["<30"] * 3 + ["30+"] * 3, "area": ["N"] * 3 + ["S", "S", "S"], "outcome": list("ppqrrr")}


def frame(rows):
    return pl.DataFrame(rows, schema=dict.fromkeys([*KEYS, "s"], pl.String), orient="row")


@pytest.mark.parametrize("kind", [pl.DataFrame, pa.table])
def test_two_groups_of_three_one_of_a_single_outcome(kind):
    made = measure_anonymity(kind(WORKED), ["age", "area"], "outcome")
    assert (made.records, made.k, made.distinct_l, made.sample_uniques) == (6, 3, 1, 0)
    assert made.entropy_l == pytest.approx(1)


@UNTIMED
@given(ROWS)
def test_k_and_l_are_those_that_counting_by_hand_gives(rows):
    groups = defaultdict(list)
    for *keys, sensitive in rows:
        groups[tuple(keys)].append(sensitive)
    entropies = [exp(-sum(n / len(g) * log(n / len(g)) for n in Counter(g).values())) for g in groups.values()]
    made = measure_anonymity(frame(rows), KEYS, "s")
    assert made.k == min(map(len, groups.values()))
    assert made.distinct_l == min(len(set(g)) for g in groups.values())
    assert made.entropy_l == pytest.approx(min(entropies))
    assert made.sample_uniques == sum(len(g) == 1 for g in groups.values())
    file = Counter(row[4] for row in rows)
    apart = [sum(abs(g.count(v) / len(g) - n / len(rows)) for v, n in file.items()) / 2 for g in groups.values()]
    assert made.t == pytest.approx(max(apart))


def test_distances_of_pay_are_those_of_a_published_example():
    """Li, Li and Venkatasubramanian (2007): of 3 to 11 thousand one group has 3, 4, 5, another 6, 8, 11."""
    order = list(range(3, 12))
    for pay, far in (([3, 4, 5], 0.375), ([6, 8, 11], 1 / 6)):
        rest = [value for value in order if value not in pay]
        group = pl.DataFrame({"area": ["N"] * 3 + ["S"] * 6, "pay": pay + rest})
        north = group.filter(pl.col("area") == "N")["pay"].to_list()
        assert moved([north.count(v) / 3 - 1 / 9 for v in order]) == pytest.approx(far)
        south = moved([rest.count(v) / 6 - 1 / 9 for v in order])
        assert ordered_closeness(group, ["area"], "pay", order) == pytest.approx(max(far, south))


@settings(max_examples=10, deadline=None, derandomize=True)
@given(ROWS, st.permutations(["x", "y", "z", None]))
def test_ordered_distance_is_the_least_work_of_moving_shares(rows, order):
    groups = defaultdict(list)
    for *keys, sensitive in rows:
        groups[tuple(keys)].append(sensitive)
    file = Counter(row[4] for row in rows)
    far = [moved([g.count(v) / len(g) - file[v] / len(rows) for v in order]) for g in groups.values()]
    made = ordered_closeness(frame(rows), KEYS, "s", order)
    assert made == pytest.approx(max(far), abs=1e-9)
    assert made <= measure_anonymity(frame(rows), KEYS, "s").t + 1e-9


def moved(surplus):
    """The least work of a transport from places with too much to those with too little, as a linear programme."""
    size = len(surplus)
    pairs = [(i, j) for i in range(size) for j in range(size)]
    done = linprog(
        [abs(i - j) / (size - 1) for i, j in pairs],
        A_eq=[[(i == n) - (j == n) for i, j in pairs] for n in range(size)],
        b_eq=surplus,
    )
    assert done.success
    return done.fun


def test_an_order_that_lacks_a_value_is_refused():
    for order in (["p", "q"], ["p", "q", "r", "r"]):
        with pytest.raises(TableError, match="column outcome: is no order"):
            ordered_closeness(pl.DataFrame(WORKED), ["age"], "outcome", order)


@UNTIMED
@given(ROWS, st.integers(1, 4))
def test_minimal_sample_uniques_are_those_of_all_subsets(rows, largest):
    def alone(row, part):
        return sum(all(other[i] == row[i] for i in part) for other in rows) == 1

    every = [part for size in range(5) for part in combinations(range(4), size)]
    found = [
        (number, part)
        for number, row in enumerate(rows)
        for part in every
        if alone(row, part) and not any(set(p) < set(part) and alone(row, p) for p in every)
    ]
    kept = [(number, part) for number, part in found if 0 < len(part) <= largest]
    made = minimal_sample_uniques(frame(rows), KEYS, largest=largest)
    assert made.by_size == {size: sum(len(p) == size for _, p in kept) for size in range(1, largest + 1)}
    assert made.by_key == {key: sum(i in p for _, p in kept) for i, key in enumerate(KEYS)}
    assert made.records == len({number for number, _ in kept})
    scores = [0] * len(rows)
    for number, part in kept:  # the product of A - i, from the size of the set to the largest that is looked at
        scores[number] += prod(4 - i for i in range(len(part), min(largest, 3) + 1))
    most = 4 * prod(4 - i for i in range(1, min(largest, 3) + 1))
    assert sum(made.by_suda.values()) == len(rows)
    assert max(scores) <= most
    assert made.by_suda["none"] == scores.count(0)
    assert made.by_suda["up to 1 %"] == sum(0 < 100 * score <= most for score in scores)
    assert made.by_suda["over 10 %"] == sum(10 * score > most for score in scores)


@UNTIMED
@given(ROWS, st.randoms(use_true_random=False))
def test_order_of_records_changes_nothing(rows, random):
    mixed = random.sample(rows, len(rows))
    assert minimal_sample_uniques(frame(rows), KEYS) == minimal_sample_uniques(frame(mixed), KEYS)


@pytest.mark.parametrize(
    ("rows", "keys", "match"),
    [
        ([], ["a"], "no records"),
        ([("x",) * 5], ["a", "e"], "no column 'e'"),
        ([("x",) * 5], ["a", "a"], "twice"),
    ],
)
def test_what_cannot_be_measured_is_refused(rows, keys, match):
    with pytest.raises(TableError, match=match):
        measure_anonymity(frame(rows), keys, "s")


def blanked(rows, blank):
    return [
        (*(None if gone else value for value, gone in zip(row, line, strict=False)), row[4])
        for row, line in zip(rows, blank, strict=True)
    ]


@UNTIMED
@given(ROWS, st.integers(1, 4), st.integers(1, 3))
def test_after_blanking_every_group_holds_and_a_second_time_changes_nothing(rows, k, least):
    if len(rows) < k or len({row[4] for row in rows}) < least:
        with pytest.raises(ProtectionError, match="too few"):
            suppressed_keys(frame(rows), KEYS, "s", k=k, l=least)
        return
    made = blanked(rows, suppressed_keys(frame(rows), KEYS, "s", k=k, l=least))
    groups = defaultdict(list)
    for *keys, sensitive in made:
        groups[tuple(keys)].append(sensitive)
    assert all(len(g) >= k and len(set(g)) >= least for g in groups.values())
    assert not suppressed_keys(frame(made), KEYS, "s", k=k, l=least).any()


def test_only_the_least_important_key_of_rare_records_is_blanked():
    rows = [("x", "y", "z", code, sensitive) for code, sensitive in zip("ppqr", "1212", strict=True)]
    blank = suppressed_keys(frame(rows), KEYS, "s", k=2, l=2)
    assert blank.tolist() == [[False] * 4, [False] * 4, [False] * 3 + [True], [False] * 3 + [True]]
