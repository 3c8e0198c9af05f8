"""A dimension is a tree of codes, the total above them all."""

from __future__ import annotations

import pytest

from clerestory.errors import TableError
from clerestory.protect.hierarchies.dimensions import Dimension

#            Total
#           /     \
#          N       S
#         / \      |
#       n1   n2    s1
PLACES = Dimension.of(["area", "place"], [("N", "n2"), ("S", "s1"), ("N", "n1"), ("N", "n2")])


def test_parents_come_first_and_each_level_is_in_order():
    assert PLACES.nodes == ((), ("N",), ("S",), ("N", "n1"), ("N", "n2"), ("S", "s1"))
    assert PLACES.parents.tolist() == [-1, 0, 0, 1, 1, 2]
    assert {parent: nodes.tolist() for parent, nodes in PLACES.children.items()} == {0: [1, 2], 1: [3, 4], 2: [5]}


def test_a_node_has_nodes_above_and_leaves_below_it():
    assert PLACES.ancestors(4) == [4, 1, 0]
    assert PLACES.ancestors(0) == [0]
    assert PLACES.leaves_below(0) == [3, 4, 5]
    assert PLACES.leaves_below(1) == [3, 4]
    assert PLACES.leaves_below(5) == [5]


def test_a_margin_says_total_in_every_finer_column():
    assert [PLACES.codes(node) for node in (0, 1, 3)] == [("Total", "Total"), ("N", "Total"), ("N", "n1")]


def test_one_level_is_a_total_and_its_codes():
    sexes = Dimension.of(["sex"], [("m",), ("f",)])
    assert sexes.nodes == ((), ("f",), ("m",))
    assert sexes.size == 3
    assert sexes.number[("m",)] == 2


def test_the_order_in_which_codes_come_changes_nothing():
    again = Dimension.of(["area", "place"], [("N", "n1"), ("N", "n2"), ("S", "s1")])
    assert again.nodes == PLACES.nodes
    assert again.parents.tolist() == PLACES.parents.tolist()


def test_a_code_under_two_parents_is_an_overlap_and_refused():
    with pytest.raises(TableError, match="column place: 'n1' stands under both 'N' and 'S'") as refused:
        Dimension.of(["area", "place"], [("N", "n1"), ("S", "n1")])
    assert refused.value.remedy == "Each code of place belongs to one code of area; give codes that differ."


def test_a_code_of_the_middle_level_under_two_parents_is_refused():
    with pytest.raises(TableError, match="column area: 'N' stands under both 'E' and 'W'"):
        Dimension.of(["land", "area", "place"], [("E", "N", "n1"), ("W", "N", "n2")])


def test_a_code_may_have_the_name_of_the_code_above_it():
    alone = Dimension.of(["area", "place"], [("N", "N"), ("S", "s1")])
    assert alone.codes(3) == ("N", "N")
    assert alone.codes(1) == ("N", "Total")
