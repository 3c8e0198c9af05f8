"""Differences of two versions: from either side the other comes back, and no more is marked than has to be."""

from __future__ import annotations

import re
from itertools import combinations

from hypothesis import given
from hypothesis import strategies as st

from clerestory.model.desk.differences import Change
from clerestory.model.desk.documents import Block, BlockKind, Look, Picture, address_of
from clerestory.review.desk.differences import differences, readable, word_differences
from desk_documents import counts, document, paragraph, words

PIECES = ("it", "fell", "rose", "by", "half", ",", ".", "of", "all", "known")
TEXTS = st.lists(st.sampled_from(PIECES), max_size=12).map(" ".join)
BLOCKS = st.lists(st.text("abcdefgh ", min_size=1, max_size=30), max_size=6)


def longest_common(one: list[str], other: list[str]) -> int:
    """The length of the longest common subsequence, by the textbook's table."""
    row = [0] * (len(other) + 1)
    for a in one:
        before = row
        row = [0]
        for at, b in enumerate(other):
            row.append(before[at] + 1 if a == b else max(before[at + 1], row[at]))
    return row[-1]


def pieces(text: str) -> list[str]:
    return re.findall(r"\s+|\w+|[^\w\s]", text)


@given(TEXTS, TEXTS)
def test_words_kept_and_put_in_make_the_text_after_and_those_taken_out_the_one_before(before, after):
    found = word_differences(before, after)
    assert "".join(one.text for one in found if one.change is not Change.ADDED) == before
    assert "".join(one.text for one in found if one.change is not Change.REMOVED) == after
    kept = sum(len(pieces(one.text)) for one in found if one.change is Change.SAME)
    assert kept == longest_common(pieces(before), pieces(after))


@given(TEXTS, TEXTS)
def test_words_told_as_one_still_make_both_texts_and_no_lone_space_is_kept_between_two_edits(before, after):
    found = readable(word_differences(before, after))
    assert "".join(one.text for one in found if one.change is not Change.ADDED) == before
    assert "".join(one.text for one in found if one.change is not Change.REMOVED) == after
    assert all(one.text.strip() for one in found[1:-1] if one.change is Change.SAME)


@given(BLOCKS, BLOCKS)
def test_every_block_of_both_versions_is_accounted_for_once(before, after):
    found = differences(words(before), words(after))
    assert [one.after.text for one in found if one.after] == after
    assert sorted(one.before.text for one in found if one.before) == sorted(before)
    for one in found:
        assert (one.change is Change.ADDED) == (one.before is None)
        assert (one.change is Change.REMOVED) == (one.after is None)


@given(BLOCKS)
def test_a_version_differs_from_itself_nowhere(texts):
    made = words(texts)
    assert {one.change for one in differences(made, made)} <= {Change.SAME}


ORDERS = st.integers(0, 6).flatmap(lambda size: st.permutations(range(size)))


@given(ORDERS, st.sets(st.integers(0, 5)))
def test_as_few_blocks_as_can_be_are_called_moved_and_none_of_those_that_came_or_went(order, new):
    """Brute force: of all subsets that keep their order, the largest."""
    texts = [f"Paragraph {name}: {name * 9}" for name in "abcdef"]
    later = [f"Added{at}" if at in new else texts[at] for at in order]
    found = differences(words(texts[: len(order)]), words(later))
    kept = [at for at in order if at not in new]
    largest = max(
        len(some) for n in range(len(kept) + 1) for some in combinations(kept, n) if list(some) == sorted(some)
    )
    moved = [one for one in found if one.is_moved]
    assert len(moved) == len(kept) - largest
    rest = [texts.index(one.after.text) for one in found if one.before and one.after and not one.is_moved]
    assert rest == sorted(rest)
    assert all(one.before and one.after and one.is_told for one in moved)


def test_a_chart_that_says_something_else_is_told_in_the_words_for_who_does_not_see_it():
    def chart(words):
        picture = Picture(words, "<svg/>", "<svg/>")
        return document([Block("chart.c1", BlockKind.FIGURE, "Persons", label="Chart 1.", picture=picture)])

    (found,) = differences(chart("The North has 12."), chart("The North has 14."))
    assert found.change is Change.CHANGED
    told = [(one.text, one.change) for one in found.drawn if one.change is not Change.SAME]
    assert told == [("12", Change.REMOVED), ("14", Change.ADDED)]
    assert not differences(chart("The North has 12."), chart("The North has 12."))[0].drawn


def test_of_a_table_that_went_every_cell_is_told_as_gone():
    (found,) = differences(document([counts({"North": ["12", "10"]})]), document([]))
    assert [(one.row, one.column, one.before, one.after) for one in found.cells] == [
        ("North", "Number", "12", ""),
        ("North", "Known", "10", ""),
    ]


@given(st.dictionaries(st.text("abc", min_size=1, max_size=2), st.integers(0, 99)),
       st.dictionaries(st.text("abc", min_size=1, max_size=2), st.integers(0, 99)))  # fmt: skip
def test_cells_that_differ_are_those_that_two_dictionaries_differ_in(before, after):
    old, new = (document([counts({k: (str(v),) for k, v in of.items()}, ["Number"])]) for of in (before, after))
    (found,) = differences(old, new)
    told = {(one.row, one.before, one.after) for one in found.cells}
    assert told == {
        (key, str(before.get(key, "")), str(after.get(key, "")))
        for key in {*before, *after}
        if before.get(key) != after.get(key)
    }
    assert (found.change is Change.SAME) == (before == after)


def test_an_edited_paragraph_is_changed_and_not_removed_and_added():
    before = document([paragraph("Police forces held the most cases of all bodies."), paragraph("Counts.")])
    after = document([paragraph("Counts."), paragraph("Police forces held fewer cases of all bodies.")])
    found = {one.after.text: one for one in differences(before, after)}
    changed = found["Police forces held fewer cases of all bodies."]
    assert changed.change is Change.CHANGED
    marked = [(one.text, one.change) for one in changed.words if one.change is not Change.SAME]
    assert marked == [("the most", Change.REMOVED), ("fewer", Change.ADDED)]
    assert found["Counts."].change is Change.SAME


def test_a_fact_that_is_another_number_from_the_same_source_is_changed():
    def facts(*values):
        source = "Census 2021, table TS001."
        return document(
            Block(f"term.{address_of(value)}", BlockKind.PARAGRAPH, source, label=value, look=Look.TERM)
            for value in values
        )

    found = differences(facts("1,234 persons", "77 places"), facts("1,240 persons", "77 places"))
    assert [one.change for one in found] == [Change.CHANGED, Change.SAME]
    marked = [(one.text, one.change) for one in found[0].words if one.change is not Change.SAME]
    assert marked == [("234", Change.REMOVED), ("240", Change.ADDED)]
    (removed,) = [one for one in differences(facts("77 places"), facts()) if one.change is Change.REMOVED]
    assert removed.words[0].text == "77 places Census 2021, table TS001."
