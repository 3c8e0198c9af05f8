"""Wrong pairs bound how many persons there are too many or too few, whoever is linked with whom."""

from __future__ import annotations

from itertools import combinations

from hypothesis import given, settings
from hypothesis import strategies as st

PARTITIONS = st.integers(1, 9).flatmap(
    lambda n: st.tuples(*(st.lists(st.integers(0, 4), min_size=n, max_size=n) for _ in range(2)))
)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(partitions=PARTITIONS)
def test_no_more_persons_are_hidden_than_links_are_false_and_none_too_many_than_links_are_missed(partitions):
    """What docs/methods/persons.md says of false and missed pairs of records, held against every partition."""
    truth, linked = partitions
    pairs = list(combinations(range(len(truth)), 2))
    false = sum(linked[a] == linked[b] and truth[a] != truth[b] for a, b in pairs)
    missed = sum(linked[a] != linked[b] and truth[a] == truth[b] for a, b in pairs)
    assert len(set(linked)) - missed <= len(set(truth)) <= len(set(linked)) + false
