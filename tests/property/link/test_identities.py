"""Ids of persons over deliveries, held against brute force over small populations."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clerestory.link.identities import NOBODY, Merge, Split, kept_identities

SECRET = b"secret" * 6
RECORDS = [f"r{i}" for i in range(8)]
PARTITIONS = st.lists(st.integers(0, 4), min_size=8, max_size=8)


def clusters(labels: list[int]) -> list[list[str]]:
    return [[r for r, label in zip(RECORDS, labels, strict=True) if label == one] for one in sorted(set(labels))]


@given(PARTITIONS, PARTITIONS)
def test_a_person_whose_records_are_the_same_keeps_the_id(first, second):
    before = kept_identities(NOBODY, clusters(first), secret=SECRET)
    now = kept_identities(before, clusters(second), secret=SECRET)
    unchanged = [c for c in clusters(second) if c in clusters(first)]
    assert all(now.person[c[0]] == before.person[c[0]] for c in unchanged)


@given(PARTITIONS, PARTITIONS, st.randoms(use_true_random=False))
def test_order_changes_nothing(first, second, random):
    before = kept_identities(NOBODY, clusters(first), secret=SECRET)
    shuffled = [random.sample(c, len(c)) for c in clusters(second)]
    random.shuffle(shuffled)
    assert kept_identities(before, clusters(second), secret=SECRET) == kept_identities(before, shuffled, secret=SECRET)


@given(PARTITIONS, PARTITIONS)
def test_two_records_share_an_id_exactly_when_they_are_one_person(first, second):
    before = kept_identities(NOBODY, clusters(first), secret=SECRET)
    now = kept_identities(before, clusters(second), secret=SECRET)
    pairs = [(i, j) for i in range(8) for j in range(8)]
    assert all((now.person[RECORDS[i]] == now.person[RECORDS[j]]) == (second[i] == second[j]) for i, j in pairs)


@given(PARTITIONS, PARTITIONS)
def test_every_merge_and_split_is_said_and_no_other(first, second):
    before = kept_identities(NOBODY, clusters(first), secret=SECRET)
    now = kept_identities(before, clusters(second), secret=SECRET)
    olds = [{before.person[r] for r in c} for c in clusters(second)]
    news = [{now.person[r] for r in c} for c in clusters(first)]
    assert len(now.merges) == sum(len(o) > 1 for o in olds)
    assert len(now.splits) == sum(len(n) > 1 for n in news)


def test_the_larger_part_keeps_the_id_and_the_smaller_gets_a_new_one():
    before = kept_identities(NOBODY, [["a", "b", "c"]], secret=SECRET)
    now = kept_identities(before, [["a"], ["b", "c"]], secret=SECRET)
    assert now.person["b"] == before.person["a"]
    assert now.splits == (Split(before.person["a"], (now.person["a"],)),)


def test_of_two_persons_who_become_one_the_older_id_stays():
    first = kept_identities(NOBODY, [["z"]], secret=SECRET)
    second = kept_identities(first, [["z"], ["a"]], secret=SECRET)
    now = kept_identities(second, [["a", "z"]], secret=SECRET)
    assert now.person["a"] == first.person["z"]
    assert now.merges == (Merge(first.person["z"], (second.person["a"],)),)


def test_an_id_that_is_out_of_use_is_never_given_again():
    first = kept_identities(NOBODY, [["a"]], secret=SECRET)
    second = kept_identities(first, [["b"]], secret=SECRET)
    third = kept_identities(second, [["c"]], secret=SECRET)
    assert len({first.person["a"], second.person["b"], third.person["c"]}) == 3


def test_an_id_says_nothing_of_its_records():
    assert (
        kept_identities(NOBODY, [["a"]], secret=SECRET).person["a"]
        == (kept_identities(NOBODY, [["b"]], secret=SECRET).person["b"])
    )
