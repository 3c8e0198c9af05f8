"""Pictures of networks tell what is printed, in words too, and nothing that is withheld. SYNTHETIC."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest

from chart_kinds import NETWORKS as PRINTED
from clerestory.model.commission import DataKind
from clerestory.model.findings.networks import Curve, CurvePoint, OverlapRow, PrintedNetworks
from clerestory.publish.findings.networks.pictures import network_charts
from clerestory.publish.findings.networks.words import network_sentences


@pytest.fixture(scope="module")
def charts():
    return dict(network_charts(PRINTED, DataKind.SYNTHETIC))


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("sizes", "Bars. 2 persons 40; 3+ persons 60."),
        ("forces", "Bars. in 1 force or not said 70; in 2 or more forces 30."),
        ("lasting", "Curves. ties: 83% after 1, 41% after 4."),
        ("history", "began: 2020 15, 2021 [c]. ended: 2020 10, 2021 25."),
        ("overlap", "2020 in 2021 66%; 2020 in 2022 [c]; 2021 in 2022 35%"),
        ("loss", "networks in one piece: 10% of persons lost 80% (75 to 85)"),
    ],
)
def test_the_words_of_a_picture_are_its_numbers(charts, name, told):
    assert told in charts[name].description
    for svg in (charts[name].svg, charts[name].narrow_svg):
        assert told.split(";")[0] in svg
        assert svg.count(">SYNTHETIC<") == 1


def test_a_part_without_a_number_has_no_picture():
    assert list(network_charts(PrintedNetworks(why_not="too few"), DataKind.SYNTHETIC)) == []
    only = PrintedNetworks(sizes=PRINTED.sizes, overlaps=(OverlapRow(2020, 2021, None),), curves=(Curve("ties", ()),))
    assert [name for name, _ in network_charts(only, DataKind.SYNTHETIC)] == ["sizes"]


def test_a_withheld_count_has_no_mark(charts):
    marks = re.findall(r'<use xlink:href="#m[0-9a-f]+"[^>]*style="fill: (#[0-9a-f]{6})', charts["history"].svg)
    assert [marks.count(colour) for colour in ("#12436d", "#28a197")] == [
        2,
        3,
    ]  # one of the data, and one in the legend


def test_the_same_numbers_give_the_same_bytes(charts):
    assert dict(network_charts(PRINTED, DataKind.SYNTHETIC)) == charts


def test_a_share_that_rounds_to_none_or_all_is_not_said_to_be_that():
    ends = Curve("ties", (CurvePoint(1, 100), CurvePoint(20, 0)))  # of thousands, ten ended and ten are left
    said = " ".join(network_sentences(replace(PRINTED, curves=(ends,))))
    assert "still there after quarters: over 99% after 1; under 1% after 20." in said
