"""Lists of linked persons: by kinds of givers, or by groups of them that study.toml names."""

from __future__ import annotations

import polars as pl
import pytest

from clerestory.analyse.scale.persons import check_none_too_small, lists_of_givers, lists_of_persons
from clerestory.errors import TableError
from linked_persons import GIVERS, INSTRUMENT

WHERE = "study.toml, scale s1"
KNOWN = pl.DataFrame(
    [("g1", "a"), ("g2", "a"), ("g3", "b"), ("g1", "c"), ("g4", "c"), ("g3", "c"), ("g4", "d")],
    schema=["giver", "person"],
    orient="row",
)


def test_kinds_of_givers_are_lists_in_the_order_of_their_code_list():
    assert lists_of_givers(INSTRUMENT, "kind", GIVERS, where=WHERE) == {
        "g3": "Care", "g1": "Police", "g2": "Police", "g4": "Charities"
    }  # fmt: skip


def test_a_person_known_to_two_givers_of_one_list_is_on_it_once():
    """a: Police alone; b: Care; c: all three; d: Charities."""
    list_of = lists_of_givers(INSTRUMENT, "kind", GIVERS, where=WHERE)
    table = lists_of_persons(KNOWN, list_of, where=WHERE)
    assert table.names == ("Care", "Police", "Charities")
    assert table.counts.tolist() == [0, 1, 1, 0, 1, 0, 0, 1]


def test_givers_whom_no_group_names_are_no_part_of_the_lists():
    groups = {"one": ("g1",), "two": ("g2",), "care": ("g3",)}
    table = lists_of_persons(KNOWN, lists_of_givers(INSTRUMENT, groups, GIVERS, where=WHERE), where=WHERE)
    assert table.names == ("one", "two", "care")
    assert table.counts.tolist() == [0, 0, 0, 1, 1, 1, 0, 0]  # d is known to nobody who counts


@pytest.mark.parametrize(
    ("lists", "said"),
    [
        ("sex", "the givers have no parents in the code list 'sex'"),
        ("nowhere", "the givers have no parents in the code list 'nowhere'"),
        ({"one": ("g1", "g9")}, "'g9' is no giver of the instrument"),
    ],
)
def test_lists_that_group_nobody_are_refused(lists, said):
    with pytest.raises(TableError, match=said):
        lists_of_givers(INSTRUMENT, lists, GIVERS, where=WHERE)


def test_a_list_of_givers_too_small_to_stand_alone_is_refused_and_a_group_of_them_is_not():
    """V14: two investigations, where three are asked for; givers who made no return have nothing to hide."""
    investigations = {"g1": 2, "g2": 1, "g3": 2, "g4": 9}
    kinds = lists_of_givers(INSTRUMENT, "kind", GIVERS, where=WHERE)
    with pytest.raises(TableError, match="the list Care is of givers with fewer than 3 investigations together"):
        check_none_too_small(kinds, investigations, where=WHERE)
    check_none_too_small(kinds, investigations | {"g3": 3}, where=WHERE)
    check_none_too_small({"g3": "Care", "g9": "Nobody"}, None, where=WHERE)
    check_none_too_small({"g4": "Charities", "g9": "Nobody"}, investigations, where=WHERE)


def test_two_lists_with_persons_are_refused():
    few = KNOWN.filter(pl.col("giver").is_in(["g1", "g2", "g3"]))
    with pytest.raises(TableError, match=r"study\.toml, scale s1: has 2 lists with persons"):
        lists_of_persons(few, lists_of_givers(INSTRUMENT, "kind", GIVERS, where=WHERE), where=WHERE)
