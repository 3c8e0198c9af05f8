"""Facts that together identify a case: which are found in a sentence, and which sentences have none."""

from __future__ import annotations

import pytest

from clerestory.model.wording.anchors import Anchor, anchors_in

A = Anchor


@pytest.mark.parametrize(
    ("said", "found"),
    [
        ("They took the bus to Exampleton.", {A.PLACE}),
        ("It was a seaside town.", {A.PLACE}),
        ("We met behind Mill Lane.", {A.PLACE}),
        ("My school rang home.", {A.SCHOOL}),
        ("A worker at the children's home knew.", {A.SCHOOL}),
        ("The takeaway stayed open late.", {A.BUSINESS}),
        ("He drove for a taxi firm.", {A.BUSINESS}),
        ("It began in May.", {A.MONTH}),
        ("That was 2015.", {A.MONTH}),
        ("It was the week before Christmas.", {A.MONTH}),
        ("He got nine years.", {A.SENTENCE}),
        ("She is serving a 12-month sentence.", {A.SENTENCE}),
        ("There were six men.", {A.DEFENDANTS}),
        ("Three of us went to the police.", {A.DEFENDANTS}),
        ("I was fourteen.", {A.AGE}),
        ("He was 20 years older.", {A.AGE}),
        ("He was twice my age.", {A.AGE}),
        ("They were all Examplian.", {A.NATIONALITY}),
        # None: what many would say.
        ("They listened, and that was new to me.", set()),
        ("It may have been different.", set()),
        ("Nobody wrote it down.", set()),
        ("He said I could talk to somebody, and so I did.", set()),
        ("It was two or three times.", set()),
    ],
)
def test_anchor_facts_are_found_by_the_words_around_them(said, found):
    assert set(anchors_in(said)) == found


def test_spaces_and_line_breaks_hide_nothing():
    assert set(anchors_in("There were\n six\t men,\nand he got\n nine  years.")) == {A.DEFENDANTS, A.SENTENCE}
