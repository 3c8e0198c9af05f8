"""Offsets of a text in plain spelling lead back to the code points that a match covers, whatever the text is."""

import html
import json
from urllib.parse import quote

import pytest
from hypothesis import given
from hypothesis import strategies as st

from clerestory.protect.text.normalised import normalise

ANY = st.text(st.characters(exclude_categories=()), max_size=60)
HIDDEN = st.lists(st.sampled_from(["\u200b", "\u00ad", "\u2060", "\u0301", "\ufeff"]), max_size=2).map("".join)
# A sign that no text before or after can melt with, on either side of what is planted.
WALL = "|"
NAME = "Quill"


def planted(before, written, after):
    """Give a text with a name in some writing, and where that stands."""
    start = len(before) + len(WALL)
    return before + WALL + written + WALL + after, (start, start + len(written))


def found(text, at):
    """Give where the name stands in the original, of the places in plain text the one at the planted wall."""
    plain = normalise(text)
    places = [i for i in range(len(plain.plain)) if plain.plain.startswith(WALL + NAME + WALL, i)]
    spans = [plain.original_span(i + 1, i + 1 + len(NAME)) for i in places]
    assert at in spans, (spans, at)


@given(ANY)
def test_offsets_never_go_back_and_stay_within_the_text(text):
    plain = normalise(text)
    offsets = plain.offsets.tolist()
    assert len(offsets) == len(plain.plain) + 1
    assert len(plain.folded) == len(plain.plain)
    assert offsets == sorted(offsets)
    assert offsets[-1] == len(text)
    assert all(offset < len(text) for offset in offsets[:-1])


@given(ANY, st.data())
def test_every_passage_of_the_plain_text_has_a_place_in_the_original(text, data):
    plain = normalise(text)
    if plain.plain:
        start = data.draw(st.integers(0, len(plain.plain) - 1))
        end = data.draw(st.integers(start + 1, len(plain.plain)))
        first, last = plain.original_span(start, end)
        assert 0 <= first < last <= len(text)


@given(ANY, ANY, st.lists(HIDDEN, min_size=len(NAME) - 1, max_size=len(NAME) - 1))
def test_a_name_with_hidden_signs_within_is_covered_whole(before, after, hidden):
    written = "".join(sign + between for sign, between in zip(NAME, [*hidden, ""], strict=True))
    found(*planted(before, written, after))


@pytest.mark.parametrize(
    "written",
    [
        "".join(f"&#{ord(sign)};" for sign in NAME),
        "".join(f"&amp;#x{ord(sign):X};" for sign in NAME),
        "".join(f"\\u{ord(sign):04x}" for sign in NAME),
        "".join(f"%{ord(sign):02X}" for sign in NAME),
        "Qu-\r\n    ill",
        "Qu-\nill",
        "Ｑｕｉｌｌ",
        "Q\u00f9ill",
        "Qu\u0456ll",
        "𝐐𝐮𝐢𝐥𝐥",
    ],
)
@given(before=ANY, after=ANY)
def test_a_name_in_escapes_or_other_signs_is_covered_whole(written, before, after):
    found(*planted(before, written, after))


@given(st.text(st.characters(categories=("L", "N", "Zs", "P"), exclude_characters="\\%&"), max_size=40))
def test_escapes_of_the_standard_library_are_undone(text):
    plain = normalise(text).plain
    assert normalise(html.escape(text)).plain == plain
    assert normalise(json.dumps(text)[1:-1]).plain == plain
    assert normalise(quote(text)).plain == plain


def test_what_is_no_escape_stays():
    for text in (r"C:\notes\reports", "R&D; 25%zz &nosuch;", "%ff%fe", r"\u12"):
        assert normalise(text).plain == text


def test_two_line_ends_part_words():
    assert normalise("Qu-\n\nill").plain == "Qu- ill"
    assert normalise("Qu-\r\n\r\nill").plain == "Qu- ill"
