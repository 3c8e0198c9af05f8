"""Whatever digits are slipped into a paper, in whatever place, they are found."""

from __future__ import annotations

import contextlib
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.errors import PaperError
from clerestory.publish.paper.reading import read_paper
from papers import column_table, study, table

TABLES = (table(), column_table())
PLACES = st.sampled_from(
    [
        "## A {}\n",
        "## A\n\nWords {} words.\n",
        "## A\n\n- item {}\n",
        "## A\n\n> quoted {}\n",
        "## A\n\n**bold {}**\n",
        "## A\n\n`code {}`\n",
        "## A\n\n```\nfenced {}\n```\n",
        "## A\n\n| a |\n| - |\n| {} |\n",
        "## A\n\n[text {}](#x)\n",
    ]
)
NUMBERS = st.one_of(
    st.integers(0, 10**9).map(str),
    st.integers(1000, 10**9).map(lambda n: f"{n:,}"),
    st.text(alphabet=st.characters(categories=["Nd", "Nl", "No"]), min_size=1, max_size=4),
)


@settings(max_examples=300, deadline=None, derandomize=True)
@given(place=PLACES, number=NUMBERS)
def test_a_literal_number_is_always_found(place, number):
    with pytest.raises(PaperError, match="has no table behind it"):
        read_paper(place.format(f"x {number} y"), study(), TABLES)


WORDS = ["seven", "twelve", "Nineteen", "forty-one", "a single", "one", "XVII", "three-quarters", "half"]
SIGNS = ["", "\u200b", "\u00ad", "\u2060", "\ufeff", "\ufe0f", "\U000e0041"]  # the last: a tag, without a shape


@settings(max_examples=300, deadline=None, derandomize=True)
@given(place=PLACES, word=st.sampled_from(WORDS), sign=st.sampled_from(SIGNS), data=st.data())
def test_a_number_word_is_found_whatever_stands_unseen_within_it(place, word, sign, data):
    at = data.draw(st.integers(1, len(word) - 1))
    with pytest.raises(PaperError, match="has no table behind it"):
        read_paper(place.format(f"x {word[:at]}{sign}{word[at:]} y"), study(), TABLES)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(word=st.sampled_from(WORDS), mark=st.sampled_from(["*{}*", "**{}**", "`{}`", "[{}](#x)"]), data=st.data())
def test_a_number_word_is_found_whatever_markup_stands_within_it(word, mark, data):
    at = data.draw(st.integers(1, len(word) - 1))
    marked = word[:at] + mark.format(word[at:])
    with contextlib.suppress(PaperError):
        html = "".join(read_paper(f"## A\n\nx {marked} y\n", study(), TABLES).html(lambda block: ""))
        assert word not in re.sub("<[^>]*>", "", html)


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Co"]), max_size=60))
def test_no_text_crashes_the_reader(text):
    with contextlib.suppress(PaperError):
        read_paper("## A\n\n" + text, study(), TABLES).html(lambda block: "")
