"""Anchor facts in texts: where they stand, and when they stand together."""

from __future__ import annotations

import pytest

from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.model.redaction.holds import HoldState
from clerestory.protect.text.anchors import AnchorFacts, PlaceRule
from clerestory.protect.text.finders import find_all

QUIET = " Nobody wrote it down."


def found(text: str, at_least: int = 2) -> list[str]:
    return [text[of.start : of.end] for of in find_all(text, [AnchorFacts(at_least)])]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("They met in Eastmoor in March.", ["Eastmoor", "March"]),
        ("They met in Eastmoor.", []),  # one kind
        ("They met in Eastmoor and in Westmoor.", []),  # one kind, twice
        ("It was at the school." + QUIET + " He got nine years.", ["school", "got nine"]),  # three sentences
        ("It was at the school." + 2 * QUIET + "\nHe got nine years.", []),  # four, and two lines
        ("It was at the school." + 9 * QUIET + " He got nine years.", ["school", "got nine"]),  # one line
        ("It was at the school.\n\nHe got nine years.", ["school", "got nine"]),  # lines part nothing
        ("School\n" + "Nobody\nknew\n" + "It was in March", ["School", "March"]),  # small letters go on
        ("School\n" + 3 * "Nobody\n" + "It was in March", []),
        ("It was the scho\u200bol, in Ma\u0301rch.", ["scho\u200bol", "Ma\u0301rch"]),  # hidden signs hide nothing
        ("", []),
    ],
)
def test_two_kinds_in_one_passage_are_found_with_their_places(text, words):
    assert found(text) == words


def test_three_kinds_can_be_asked_for():
    assert found("They met in Eastmoor in March.", 3) == []
    assert len(found("Six men met in Eastmoor in March.", 3)) == 3


def test_every_anchor_is_put_to_a_reviewer():
    findings = find_all("Six men met in Eastmoor in March.", [AnchorFacts()])
    assert {of.certainty for of in findings} == {Certainty.ASK}
    assert {of.rule for of in findings} == {"anchors"}
    assert [of.kind for of in findings] == [Kind.QUANTITY, Kind.PLACE, Kind.DATE]


@pytest.mark.parametrize(
    ("hold", "certainty"),
    [
        (HoldState.CLEAR, Certainty.ASK),  # the lawyer decides
        (HoldState.NOTEXT, Certainty.REMOVE),
        (HoldState.HOLD, Certainty.REMOVE),
        (HoldState.ACTIVE, Certainty.REMOVE),
        (None, Certainty.REMOVE),  # not known
    ],
)
def test_a_place_is_named_from_a_concluded_case_alone_and_by_the_lawyer(hold, certainty):
    place = Finding(0, 8, Kind.PLACE, "tagger", Certainty.ASK)
    other = Finding(9, 12, Kind.DATE, "anchors", Certainty.ASK)
    rule = PlaceRule(hold)
    assert [of.certainty for of in rule.apply([place, other])] == [certainty, Certainty.ASK]
    assert rule.lawyer_may_keep is (certainty is Certainty.ASK)
