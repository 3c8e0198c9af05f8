"""Which investigations are put to a person, and which become one operation, as worked tables."""

from __future__ import annotations

import polars as pl
import pytest

from clerestory.link.investigations import Investigations, operation_queue, operations, sharing_pairs
from clerestory.link.review import Naming
from clerestory.model.links.settings import Verdict

ROW = ["investigation", "provider", "pseudonym", "first_year", "last_year", "category"]
TYPES = dict(zip(ROW, (pl.Int64, pl.String, pl.String, pl.Int64, pl.Int64, pl.String), strict=True))
# Giver, reference, years, kind; then who is in it.
ROWS = [
    (0, "A", "inv-a", 2010, 2012, "CSE"),
    (1, "B", "inv-b", 2012, 2015, "CSE"),
    (2, "B", "inv-c", 2013, 2016, "FAM"),
    (3, "C", "inv-d", 2020, 2021, None),
    (4, "C", "inv-a", None, None, "CSE"),
]
PEOPLE = {
    0: ("victim v1", "victim v2", "suspect s1"),
    1: ("victim v1", "suspect s1"),
    2: ("victim v2",),
    3: ("victim v1", "victim v2"),
    4: ("suspect s9",),
}


@pytest.fixture
def known() -> Investigations:
    members = [(number, *person.split()) for number, people in PEOPLE.items() for person in people]
    schema = {"investigation": pl.Int64, "kind": pl.String, "person": pl.String}
    return Investigations(
        pl.DataFrame(ROWS, schema=TYPES, orient="row"), pl.DataFrame(members, schema=schema, orient="row")
    )


def named(known: Investigations) -> Naming:
    return Naming(known.rows["pseudonym"].to_list(), b"secret")


def test_pairs_of_two_givers_are_told_by_whom_they_share_and_when_and_of_which_kind(known):
    assert sharing_pairs(known).rows() == [
        # left, right, victims, suspects, period, category
        (0, 1, 1, 1, "agree", "agree"),  # 2012 is in both
        (0, 2, 1, 0, "close", "differ"),  # a year apart
        (0, 3, 2, 0, "differ", "missing"),
        (1, 3, 1, 0, "differ", "missing"),
        (2, 3, 1, 0, "differ", "missing"),
    ]


def test_periods_a_year_apart_are_close(known):
    moved = known.rows.with_columns(
        pl.when(pl.col("investigation") == 1).then(2013).otherwise("first_year").alias("first_year")
    )
    (period,) = sharing_pairs(Investigations(moved, known.members)).filter(left=0, right=1)["period"]
    assert period == "close"


@pytest.mark.parametrize(("at_least", "asked"), [(1, 2), (2, 1), (3, 0)])
def test_a_person_is_asked_from_so_many_shared_persons_in_periods_that_do_not_differ(known, at_least, asked):
    queue = operation_queue(sharing_pairs(known), named(known), at_least=at_least, known={})
    assert queue.height == asked
    assert queue["pair"].is_sorted()
    assert queue.columns == ["pair", "victims", "suspects", "period", "category", "verdict"]


def test_a_decided_pair_does_not_come_again(known):
    naming = named(known)
    said = {naming.of(0, 1): Verdict.DIFFERENT}
    queue = operation_queue(sharing_pairs(known), naming, at_least=1, known=said)
    assert queue["pair"].to_list() == [naming.of(0, 2)]


def test_only_a_common_reference_and_a_verdict_join(known):
    naming, pairs = named(known), sharing_pairs(known)
    assert operations(known, pairs, {}, naming).tolist() == [0, 1, 2, 3, 0]
    assert operations(known, pairs, {naming.of(0, 1): Verdict.SAME}, naming).tolist() == [0, 0, 1, 2, 0]


def test_two_that_a_person_kept_apart_are_not_joined_through_a_third(known):
    naming, pairs = named(known), sharing_pairs(known)
    said = {naming.of(0, 1): Verdict.SAME, naming.of(1, 3): Verdict.SAME, naming.of(0, 3): Verdict.DIFFERENT}
    number = operations(known, pairs, said, naming).tolist()
    assert number[0] == number[1] != number[3]


def test_suspects_and_victims_of_one_name_are_never_the_same_person(known):
    members = known.members.with_columns(pl.lit("x").alias("person")).unique()
    pairs = sharing_pairs(Investigations(known.rows, members))
    assert pairs.filter(left=1, right=4).rows() == [(1, 4, 0, 1, "missing", "agree")]  # 1 has a victim x too
    assert pairs.filter(left=2, right=4).is_empty()  # one has a victim x alone, the other a suspect x alone
