"""Anchor facts are found around the words they need exactly where their patterns find them in the whole text."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from clerestory.model.wording.anchor_places import anchor_spans
from clerestory.model.wording.anchors import PATTERNS

SAID = (
    "in at the of from Eastmoor Mill Lane Street seaside town village called school children's home sixth form care "
    "hotel B&B taxi firm car wash shops cafe Ltd March May in last 2015 1999 christmas half-term nine 12 years months "
    "in prison got given sentenced to life sentence six of us men girls aged was I'm fifteen older year-old old twice "
    "my sixteenth birthday Examplian British abroad home country another and nobody knew. said, it which quietly took "
    "to a 12-year-old age of were only months' turned TEN years 13 other young boys ,"
)
WORDS = SAID.split()
texts = st.lists(st.sampled_from([*WORDS, "nobody", "said", "quietly"]), max_size=60).map(" ".join)


@given(texts, st.integers(0, 3))
def test_windows_lose_no_fact_and_find_none_of_their_own(text, times):
    long = " ".join([text, *(["nobody knew which of it was asked"] * 6 * times), text])
    whole = {
        (*found.span("it" if found.groupdict().get("it") else 0), anchor)
        for anchor, pattern in PATTERNS.items()
        for found in re.finditer(pattern, long)
    }
    assert {(of.start, of.end, of.anchor) for of in anchor_spans(long)} == whole
