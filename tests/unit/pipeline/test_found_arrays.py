"""What is found of networks goes into the vault and comes back as it was."""

from __future__ import annotations

import json
from dataclasses import fields, is_dataclass

import numpy as np
import pytest

from clerestory.analyse.networks import network_findings
from clerestory.model.findings.finding import (
    Finding,
    FindingKind,
    decided_findings,
    finding_of_json,
    too_few,
)
from clerestory.model.findings.networks import NetworkFindings, NetworkSettings, TieTable
from clerestory.model.findings.scale import PrintedScale
from clerestory.pipeline.stages.findings.arrays import made_of, values_of


def found() -> NetworkFindings:
    rng = np.random.default_rng(4)
    event = np.repeat(np.arange(40), 3)
    start = np.repeat(rng.integers(8000, 8010, 40), 3)
    end = start + rng.integers(0, 6, 120)
    return network_findings(
        TieTable(
            person=np.arange(120) % 90,
            event=event,
            operation=event,
            start=start,
            end=end,
            ongoing=end >= 8012,
            force=event % 3,
            role=np.full(120, -1),
        ),
        NetworkSettings(replicates=20),
    )


def same(one: object, two: object) -> bool:
    """Whether two dataclasses with arrays in them are equal."""
    if is_dataclass(one):
        return type(one) is type(two) and all(same(getattr(one, f.name), getattr(two, f.name)) for f in fields(one))
    if isinstance(one, np.ndarray):
        return one.dtype == two.dtype and np.array_equal(one, two)
    if isinstance(one, tuple):
        return len(one) == len(two) and all(map(same, one, two))
    return one == two


def test_findings_with_arrays_come_back_as_they_were_written():
    one = found()
    two = made_of(NetworkFindings, json.loads(json.dumps(values_of(one))))
    assert same(one, two)


@pytest.mark.parametrize("spoilt", [{}, {"rows": 3}, [], None])
def test_what_is_no_finding_is_not_read(spoilt):
    with pytest.raises((KeyError, TypeError, ValueError)):
        made_of(NetworkFindings, spoilt)


def test_words_in_place_of_a_finding_come_back_as_words():
    one = Finding(FindingKind.TREND, "r1", too_few(FindingKind.TREND))
    assert finding_of_json(FindingKind.TREND, "r1", one.printed_json()) == one


def test_what_a_finding_does_not_say_is_no_part_of_what_people_decide_on():
    one = Finding(FindingKind.NETWORKS, "n1", too_few(FindingKind.NETWORKS))
    words = "The cases that it asks for are too few for an analysis of networks, or too many are of one operation."
    assert decided_findings([one]) == {"networks": [{"id": "n1", "not_given": words}]}
    assert decided_findings([]) == {}


def test_of_an_estimate_of_scale_links_alone_are_left_out_as_they_always_were():
    one = Finding(FindingKind.SCALE, "s1", PrintedScale(("A", "B", "C"), (), (), 200, None))
    decided = decided_findings([one])["scale"][0]
    assert set(decided) == {"id", "lists", "methods", "scenarios", "replicates", "spread", "why_not"}
