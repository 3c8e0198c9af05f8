"""The order of notices says nothing of a person: whatever else is known of people, notices stand as before."""

from __future__ import annotations

import polars as pl
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.link.concerns import concerns_of
from clerestory.model.links.settings import LinkCertainty

BODIES = "ABCDE"
FEW = settings(max_examples=30, deadline=None, derandomize=True)
known = st.lists(
    st.tuples(
        st.sets(st.sampled_from(BODIES), min_size=2),
        st.lists(st.booleans(), min_size=5, max_size=5),  # flagged, body by body
        st.lists(st.sampled_from([True, None]), min_size=5, max_size=5),  # says that it is a child
    ),
    max_size=12,
)


def notices(people, order=None):
    rows = [
        (body, "r", f"p{number}", f"per{number}", child[at], flags[at])
        for number, (bodies, flags, child) in enumerate(people)
        for at, body in enumerate(sorted(bodies))
    ]
    schema = ["provider", "return_id", "pseudonym", "person", "child", "flagged"]
    types = dict(zip(schema, (pl.String,) * 4 + (pl.Boolean,) * 2, strict=True))
    frame = pl.DataFrame(rows, schema=types, orient="row")
    shuffled = frame if order is None else frame.sample(fraction=1, shuffle=True, seed=order)
    found = concerns_of(shuffled, {}, secret=b"secret", bodies=2, links=LinkCertainty.CONFIRMED)
    return [one.notice for one in found.notices]


@FEW
@given(known, st.randoms(use_true_random=False))
def test_exchanging_what_is_known_of_people_never_changes_the_order_of_notices(people, random):
    attributes = [(flags, child) for _, flags, child in people]
    random.shuffle(attributes)
    exchanged = [(bodies, *other) for (bodies, _, _), other in zip(people, attributes, strict=True)]
    before, after = notices(people), notices(exchanged)
    both = set(before) & set(after)
    assert [n for n in before if n in both] == [n for n in after if n in both]


@FEW
@given(known, st.integers(min_value=0, max_value=999))
def test_the_order_of_rows_changes_nothing(people, order):
    assert notices(people, order) == notices(people)


@FEW
@given(known)
def test_a_notice_keeps_its_number_whoever_else_is_known(people):
    every = notices(people)
    for number, one in enumerate(people):
        alone = [(bodies, [True] * 5, child) for bodies, _, child in people]
        alone[number] = one
        assert set(notices(alone)) <= set(every)
