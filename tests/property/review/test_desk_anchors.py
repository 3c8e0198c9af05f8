"""What anchors survive: whatever is edited elsewhere, whatever is put in another order, and what no edit may do."""

from __future__ import annotations

import random

from hypothesis import given
from hypothesis import strategies as st

from clerestory.model.desk.anchors import Lost, Moved, Placed
from clerestory.review.desk.anchors import AROUND, anchor_to, reanchored
from desk_documents import counts, document, words

SYLLABLES = ("ba", "de", "fi", "go", "hu", "ka", "lé", "mi", "nö", "pu", "ra", "se", "ti", "vo", "wü", "𝒳y", "zo")


def text_of(number: int, length: int) -> str:
    """Words that hardly any other number has: what is alike is alike by chance alone."""
    drawn = random.Random(number)  # noqa: S311
    return " ".join("".join(drawn.choices(SYLLABLES, k=drawn.randint(1, 4))) for _ in range(length)) + "."


@st.composite
def texts(draw, least=2):
    numbers = draw(st.lists(st.integers(0, 10_000), min_size=least, max_size=8, unique=True))
    return [text_of(number, draw(st.integers(6, 60))) for number in numbers]


@st.composite
def quoted(draw):
    """Texts, the number of one of them, and a passage of it."""
    made = draw(texts())
    at = draw(st.integers(0, len(made) - 1))
    start = draw(st.integers(0, len(made[at]) - 2))
    end = draw(st.integers(start + 1, len(made[at])))
    text = made[at]
    # A page gives what was selected; spaces at its ends say nothing.
    while text[start:end].strip() != text[start:end] or not text[start:end].strip():
        start, end = max(start - 1, 0), min(end + 1, len(text))
    return made, at, start, end


def anchor_at(made, at, start, end):
    read, text = words(made), made[at]
    before, after = text[max(start - AROUND, 0) : start], text[end : end + AROUND]
    return anchor_to(read, read.blocks[at].id, quote=text[start:end], before=before, after=after)


@given(quoted(), texts(least=0), st.randoms(use_true_random=False))
def test_edits_elsewhere_never_move_an_anchor(of, others, drawn):
    made, at, start, end = of
    anchor = anchor_at(made, at, start, end)
    edited = [text for text in {*made, *others} if text != made[at] and drawn.random() < 0.7]
    edited.insert(drawn.randint(0, len(edited)), made[at])
    found = reanchored(anchor, words(edited))
    assert isinstance(found, Placed)
    assert made[at][found.start : found.start + len(anchor.quote)] == anchor.quote
    assert (found.anchor.block, found.anchor.quote) == (anchor.block, made[at][start:end])


@given(quoted())
def test_what_was_deleted_is_lost_and_keeps_its_words(of):
    made, at, start, end = of
    anchor = anchor_at(made, at, start, end)
    found = reanchored(anchor, words(text for text in made if text != made[at]))
    assert isinstance(found, Lost)
    assert (found.was.quote, found.section) == (made[at][start:end], "")


@given(quoted(), st.randoms(use_true_random=False))
def test_another_order_is_no_edit(of, drawn):
    made, at, start, end = of
    anchor = anchor_at(made, at, start, end)
    shuffled = drawn.sample(made, len(made))
    found = reanchored(anchor, words(shuffled))
    assert isinstance(found, Placed)
    assert words(shuffled).by_id[found.anchor.block].text == made[at]
    assert found.start == start or made[at].count(made[at][start:end]) > 1


@given(quoted(), st.data())
def test_an_edited_passage_is_found_and_told_as_moved(of, data):
    made, at, *_ = of
    drawn = made[at].split()
    gone = data.draw(st.integers(0, len(drawn) - 1))
    anchor = anchor_to(words(made), words(made).blocks[at].id)
    edited = [*made[:at], " ".join([*drawn[:gone], "otherwise", *drawn[gone + 1 :]]), *made[at + 1 :]]
    found = reanchored(anchor, words(edited))
    assert isinstance(found, Moved) or len(drawn) < 12
    assert isinstance(found, Lost) or (found.anchor.quote == edited[at] and found.was == anchor)


@given(quoted(), st.data())
def test_two_quotes_of_one_version_never_fall_together(of, data):
    made, at, start, end = of
    text = made[at]
    other = data.draw(st.integers(0, len(text) - 1).filter(lambda one: text[one].strip()))
    last = data.draw(st.integers(other + 1, len(text)).filter(lambda one: text[one - 1].strip()))
    first, second = anchor_at(made, at, start, end), anchor_at(made, at, other, last)
    found = [reanchored(one, words(reversed(made))) for one in (first, second)]
    assert ((start, end) == (other, last)) == (found[0] == found[1])


@given(st.lists(st.text("abcdef", min_size=1, max_size=3), min_size=2, max_size=6, unique=True), st.data())
def test_a_cell_is_found_whatever_is_sorted_or_added_and_a_removed_row_is_lost(rows, data):
    before = document([counts({row: (f"{at:,}", "1") for at, row in enumerate(rows)})])
    row = data.draw(st.sampled_from(rows))
    anchor = anchor_to(before, "table.t1", row=row, column="Number")
    after = {one: (f"{at:,}", "1") for at, one in enumerate(rows)} | {"added": ("7", "7")}
    again = data.draw(st.permutations(list(after)))
    found = reanchored(anchor, document([counts({one: after[one] for one in again})]))
    assert isinstance(found, Placed)
    assert (found.anchor.row, found.anchor.quote) == (row, str(rows.index(row)))
    less = {one: after[one] for one in again if one != row}
    assert isinstance(reanchored(anchor, document([counts(less)])), Lost)
