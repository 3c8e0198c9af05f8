"""Whatever digits are slipped into a paper, in whatever place, they are found."""

from __future__ import annotations

import contextlib

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.errors import PaperError
from clerestory.publish.paper import read_paper
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


@settings(max_examples=200, deadline=None, derandomize=True)
@given(text=st.text(alphabet=st.characters(codec="utf-8", exclude_categories=["Co"]), max_size=60))
def test_no_text_crashes_the_reader(text):
    with contextlib.suppress(PaperError):
        read_paper("## A\n\n" + text, study(), TABLES).html(lambda block: "")
