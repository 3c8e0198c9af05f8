"""Landmarks are where a plain walk over the text finds them, whatever the text is."""

import re
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from clerestory.protect.text.landmarks import AROUND, NEAR, Leads, landmarks_of

TEXT = st.text(st.sampled_from("aAzZ09 .'-_\néß漢٣½\u0301"), max_size=40) | st.text(max_size=30)
WORDS = st.lists(st.from_regex(r"[a-z]{1,5}", fullmatch=True), max_size=5)


@given(TEXT)
def test_words_begin_at_letters_that_no_letter_precedes(text):
    starts = [at for at, sign in enumerate(text) if sign.isalpha() and not text[at - 1 : at].isalpha()]
    assert landmarks_of(text).word_starts.tolist() == starts


@given(TEXT)
def test_capitals_are_those_of_ascii_that_begin_a_word_and_that_a_given_sign_or_a_capital_follows(text):
    found = [m.start() for m in re.finditer(r"(?<![^\W_])[A-Z](?=[A-Z. ])", text)]
    assert landmarks_of(text).capitals_before(". ") == found


@given(TEXT, WORDS)
def test_no_word_of_a_list_is_passed_over(text, words):
    places = Leads(words).places(landmarks_of(text))
    folded = "".join(sign.lower() if sign.isascii() else sign for sign in text)
    there = {at for at in landmarks_of(text).word_starts.tolist() if folded.startswith(tuple(words), at)}
    assert there <= set(places)


@given(st.lists(st.sampled_from(["7", " " * (AROUND - 1), " " * AROUND, "x" * (2 * AROUND + NEAR), "a1"]), max_size=12))
def test_every_digit_lies_in_a_stretch_with_what_stands_around_it(parts):
    text = "".join(parts)
    stretches = landmarks_of(text).digits
    assert all(before[1] < after[0] for before, after in pairwise(stretches))
    for at in [at for at, sign in enumerate(text) if sign.isdigit()]:
        assert any(s <= max(0, at - AROUND) and e >= min(len(text), at + 1 + AROUND) for s, e in stretches)
