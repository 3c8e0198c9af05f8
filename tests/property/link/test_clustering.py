"""Persons from links, held against a slow union of sets that shares no code."""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from clerestory.link.clustering import Bounds, Edges, joined, persons

N = 7
LINKS = st.lists(st.tuples(st.integers(0, N - 1), st.integers(0, N - 1)).filter(lambda p: p[0] < p[1]), unique=True)
SOURCES = st.lists(st.integers(0, 2), min_size=N, max_size=N)


def edges(links, weights=None):
    ends = np.array(links, dtype=np.int64).reshape(-1, 2)
    return Edges(ends[:, 0], ends[:, 1], np.array(weights if weights is not None else range(len(links)), dtype=float))


def bounds(source, apart=()):
    return Bounds(np.arange(N), np.array(source), tuple(apart))


def slowly(links, weights, source, apart):
    """Join sets from the strongest link to the weakest, and look at every member."""
    sets = [{i} for i in range(N)]
    for (a, b), _ in sorted(zip(links, weights, strict=True), key=lambda one: (-one[1], one[0])):
        left, right = (next(s for s in sets if x in s) for x in (a, b))
        clash = any(
            (source[x] >= 0 and source[x] == source[y]) or (x, y) in apart or (y, x) in apart
            for x in left for y in right
        )  # fmt: skip
        if left is not right and not clash:
            sets = [s for s in sets if s is not left and s is not right] + [left | right]
    return {frozenset(s) for s in sets}


def as_sets(person):
    return {frozenset(np.flatnonzero(person == p).tolist()) for p in set(person.tolist())}


@given(LINKS, SOURCES, LINKS)
def test_persons_are_those_of_a_slow_union(links, source, apart):
    found = persons(edges(links), bounds(source, apart))
    assert as_sets(found) == slowly(links, range(len(links)), source, apart)


@given(LINKS, SOURCES, st.randoms(use_true_random=False))
def test_the_order_of_links_changes_nothing(links, source, random):
    weights = [sum(link) % 3 for link in links]
    order = random.sample(range(len(links)), len(links))
    shuffled = edges([links[i] for i in order], [weights[i] for i in order])
    assert (persons(edges(links, weights), bounds(source)) == persons(shuffled, bounds(source))).all()


@given(LINKS, SOURCES)
def test_no_person_has_two_records_of_one_source(links, source):
    found = persons(edges(links), bounds(source))
    assert len({(p, s) for p, s in zip(found.tolist(), source, strict=True)}) == N


@given(LINKS)
def test_records_that_somebody_joined_are_one_person_though_their_source_is_the_same(links):
    group = joined(N, [(0, 1)], np.arange(N))
    found = persons(edges(links), Bounds(group, np.zeros(N, dtype=np.int64)))
    assert found[0] == found[1]


def test_persons_are_numbered_by_their_first_record():
    found = persons(edges([(1, 5)]), bounds([-1] * N))
    assert found.tolist() == [0, 1, 2, 3, 4, 1, 5]


def test_a_link_is_left_out_when_more_speaks_against_it_than_for_it():
    # 0 and 1 are surely one; 2 is linked to 1 faintly, and was compared with 0, whom it is unlike.
    links, odds = edges([(0, 1), (1, 2)], [2, 1]), edges([(0, 1), (1, 2), (0, 2)], [6.0, 0.5, -3.0])
    assert as_sets(persons(links, bounds([-1] * N), odds)) == {
        frozenset(one) for one in ({0, 1}, {2}, {3}, {4}, {5}, {6})
    }


def test_a_sure_link_holds_against_a_pair_that_is_unlike():
    links, odds = edges([(0, 1), (1, 2)], [2, 1]), edges([(0, 1), (1, 2), (0, 2)], [6.0, 9.0, -30.0])
    assert frozenset({0, 1, 2}) in as_sets(persons(links, bounds([-1] * N), odds))


@given(LINKS, SOURCES, st.lists(st.floats(-9, 9), min_size=N * N, max_size=N * N), st.randoms(use_true_random=False))
def test_with_odds_too_the_order_changes_nothing(links, source, odds, random):
    every = [(a, b) for a in range(N) for b in range(a + 1, N)]
    weights = [sum(link) % 3 for link in links]
    order, other = random.sample(range(len(links)), len(links)), random.sample(range(len(every)), len(every))
    one = persons(edges(links, weights), bounds(source), edges(every, odds[: len(every)]))
    shuffled = edges([links[i] for i in order], [weights[i] for i in order])
    same = persons(shuffled, bounds(source), edges([every[i] for i in other], [odds[i] for i in other]))
    assert (one == same).all()
