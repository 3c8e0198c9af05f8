"""Measures of microdata against worked tables and brute force that shares no code with them."""

from __future__ import annotations

from collections import Counter, defaultdict
from itertools import combinations
from math import exp, log

import polars as pl
import pyarrow as pa
import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerestory.errors import ProtectionError, TableError
from clerestory.protect.microdata import measure_anonymity, minimal_sample_uniques, suppressed_keys

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
