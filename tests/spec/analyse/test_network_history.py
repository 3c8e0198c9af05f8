"""How networks carry on, are born, merge, split and die, and how long they last, by worked tables. SYNTHETIC."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.analyse.networks.finding import _chronicle
from clerestory.analyse.networks.tenure import Members, member_spells, members_again, overlaps_of_years, tie_spells
from clerestory.model.findings.networks import NetworkSettings
from clerestory.model.rules import SurvivalRule
from clerestory.progress import SILENT
from clerestory.protect.rules.outputs import survival_curve
from network_ties import everything, ties_of, together


def chronicle(ties, settings):
    return _chronicle(*everything(ties), settings, SILENT)


def step(before, after, settings=None):
    (row,) = chronicle(together({0: before, 1: after}), settings or NetworkSettings()).periods.quarters()
    kinds = ("births", "merges", "splits", "deaths", "carried_on")
    return {kind: n for kind in kinds if (n := getattr(row, kind).count)}


@pytest.mark.parametrize(
    ("before", "after", "became"),
    [
        (["ABC"], ["ABC"], {"carried_on": 1}),
        (["ABC"], ["ABCDE"], {"carried_on": 1}),  # it grows
        (["ABCDEF"], ["AB"], {"carried_on": 1}),  # it shrinks: both of the smaller are of the larger
        (["AB"], ["CD"], {"births": 1, "deaths": 1}),
        (["AB", "CD"], ["ABCD"], {"merges": 1}),
        (["ABCD"], ["AB", "CD"], {"splits": 1}),
        (["ABCD", "EF"], ["AB", "CD", "EF"], {"splits": 1, "carried_on": 1}),
        (["AB", "CD"], ["ABCD", "XY"], {"merges": 1, "births": 1}),
        (["AB"], ["AC"], {"births": 1, "deaths": 1}),  # one person who moves carries nothing on
        (["ABCDE"], ["ABFGH"], {"births": 1, "deaths": 1}),  # two of five are less than half
        (["ABCD"], ["ABEF"], {"carried_on": 1}),  # two of four are half
        (["ABCD", "EFGH"], ["ABEF", "CDGH"], {"merges": 2, "splits": 2}),
        (["AB"], ["AZ", "B"], {"births": 1, "deaths": 1}),  # a person alone is no network
    ],
)
def test_networks_one_quarter_apart_carry_on_by_half_of_the_smaller_and_two_persons(before, after, became):
    assert step(before, after) == became


def test_the_rule_of_overlap_can_be_asked_for():
    assert step(["ABCD"], ["ABEF"], NetworkSettings(least_overlap_prop=0.6)) == {"births": 1, "deaths": 1}
    assert step(["AB"], ["AC"], NetworkSettings(least_shared_persons=1)) == {"carried_on": 1}


def test_networks_of_the_first_quarter_have_no_length_and_those_of_the_last_no_end():
    groups = {0: ["AB"], 1: ["AB", "CD", "EFGH"], 2: ["CD", "EF", "GH"], 3: ["CD", "EF", "GH"]}
    spells = chronicle(together(groups), NetworkSettings()).spells()
    # AB began nobody knows when; EFGH split after 1 quarter; CD is there for 3, its halves EF and GH for 2 so far.
    assert list(zip(spells.quarters.tolist(), spells.ended.tolist(), strict=True)) == [
        (1, True),
        (2, False),
        (2, False),
        (3, False),
    ]


def test_a_tie_has_the_quarters_from_its_first_to_its_last_and_a_member_those_of_all_ties():
    ties = ties_of([("A", "x", 0, 1), ("A", "y", 5, 6), ("B", "x", 2, 6)], ongoing=(2,))
    graph, whole = everything(ties)
    spells, members = tie_spells(graph.ties, whole), member_spells(graph.ties, whole)
    assert (spells.quarters.tolist(), spells.ended.tolist()) == ([2, 2, 5], [True, True, False])
    assert (members.quarters.tolist(), members.ended.tolist()) == ([5, 7], [False, True])


def test_kaplan_and_meier_by_hand():
    # At 1: 10 of 40 end. At 2: 10 are censored. At 3: 10 of 20 end. So 0.75, then 0.375; 10 are left.
    rows = [(f"P{n}", f"E{n % 4}", 0, end) for n, end in enumerate(np.repeat([0, 1, 2, 5], 10).tolist())]
    graph, whole = everything(ties_of(rows, ongoing=range(10, 20)))
    spells = tie_spells(graph.ties, whole)
    made = survival_curve(spells.quarters, spells.ended, spells.operation, SurvivalRule(points=(1, 3)))
    assert [(point.time, point.survival_pct) for point in made] == [(1, 75), (3, 38)]


def test_members_again_are_pooled_over_quarters():
    ties = together({0: ["ABCD"], 1: ["AB"], 2: ["ABC"]})
    one, two, eight = members_again(members_of(ties), (1, 2, 8))
    assert one.stayed_prop == pytest.approx((2 + 2) / (4 + 2))
    assert (one.stayed.count, one.gone.count) == (2, 2)
    assert two.stayed_prop == pytest.approx(3 / 4)  # A, B and C of four
    assert (eight.stayed.count, eight.gone.count) == (0, 0)  # longer than the file


def test_members_of_a_year_are_found_in_each_later_one():
    ties = together({3: ["ABCD"], 4: ["AB"], 8: ["ADE"]})
    found = [(one.year, one.later, one.again_prop, one.gone.count) for one in overlaps_of_years(members_of(ties))]
    assert found == [(0, 1, 0.5, 2), (0, 2, 0.5, 2), (1, 2, 0.5, 1)]


def members_of(ties):
    graph, whole = everything(ties)
    return Members.of(graph.ties, whole)
