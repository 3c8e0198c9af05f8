"""Whatever is found: nothing of it is left, nothing else goes, and the length of a passage does not show."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from clerestory.protect.text.removing import Removal, apart, redacted

MARK = "[x]"
spans = st.lists(st.tuples(st.integers(0, 60), st.integers(1, 12)), max_size=8)


def given_removals(found, length):
    return [Removal(start, min(start + width, length), MARK) for start, width in found if start < length]


@given(spans)
def test_apart_covers_the_same_signs_and_overlaps_nowhere(found):
    removals = given_removals(found, 60)
    made = apart(removals)
    covered = [at for removal in made for at in range(removal.start, removal.end)]
    assert len(covered) == len(set(covered))
    assert set(covered) == {at for removal in removals for at in range(removal.start, removal.end)}


@given(spans)
def test_every_sign_that_is_found_goes_and_every_other_stays(found):
    # Each sign of the text is a letter of its own, so that what is left says what was there.
    text = "".join(chr(0x4E00 + at) for at in range(60))
    removals = apart(given_removals(found, 60))
    gone = {at for removal in removals for at in range(removal.start, removal.end)}
    left = redacted(text, removals).replace(MARK, "")
    assert left == "".join(sign for at, sign in enumerate(text) if at not in gone)


@given(st.text("ab ,.'-", max_size=20), st.text("cd", min_size=1, max_size=9), st.text("cd", min_size=1, max_size=9))
def test_two_passages_of_other_lengths_leave_the_same_text(around, one, other):
    texts = {
        redacted(f"w {around}w {name} w", [Removal(4 + len(around), 4 + len(around) + len(name), MARK)])
        for name in (one, other)
    }
    assert len(texts) == 1
