"""Anchors of comments, case by case."""

from __future__ import annotations

import pytest

from clerestory.errors import DeskError
from clerestory.model.desk.anchors import Lost, Moved, Placed
from clerestory.review.desk.anchors import anchor_to, reanchored
from desk_documents import counts, document, heading, paragraph, words

SAID = "Police forces held the most cases, and local authorities the fewest; nobody knows why that is so."


def test_a_quote_is_known_however_it_is_spaced_and_by_what_stands_around_it():
    made = words(["It fell, then it fell again, and it fell."])
    anchor = anchor_to(made, made.blocks[0].id, quote="it \n fell", before="and ")
    assert (anchor.quote, anchor.before, anchor.after) == ("it fell", "It fell, then it fell again, and "[-32:], ".")
    found = reanchored(anchor, made)
    assert isinstance(found, Placed)
    assert found.start == 33


def test_equal_words_with_the_same_around_them_are_told_apart_by_their_order():
    made = words(["ab " * 60])
    anchors = [anchor_to(made, made.blocks[0].id, quote="ab").model_copy(update={"ordinal": at}) for at in range(3)]
    middle = [one.model_copy(update={"before": ("ab " * 11)[-32:], "after": (" ab" * 11)[:32]}) for one in anchors]
    assert len({reanchored(one, made).start for one in middle}) == 3


@pytest.mark.parametrize(
    ("edited", "quote"),
    [
        # the word itself is replaced: what stands in its place
        (SAID.replace("most", "fewest"), "fewest"),
        # words beside it are
        (SAID.replace("Police forces", "Forces"), "most"),
        # it is taken out: the passage that is left
        (SAID.replace("the most ", ""), None),
    ],
)
def test_an_edited_passage_keeps_its_comment_at_what_stands_there_now(edited, quote):
    made = words([SAID, "Another paragraph about something else."])
    anchor = anchor_to(made, made.blocks[0].id, quote="most")
    found = reanchored(anchor, words(["Another paragraph about something else.", edited]))
    assert isinstance(found, Moved)
    assert found.was == anchor
    assert found.likeness_pct >= 75
    assert quote is None or found.anchor.quote == quote
    assert found.anchor.quote in edited


def test_a_passage_that_was_put_into_another_paragraph_is_found_word_for_word():
    made = words([SAID, "Something else entirely was written here before."])
    anchor = anchor_to(made, made.blocks[0].id, quote="local authorities the fewest")
    found = reanchored(anchor, words(["Of lists that were counted, local authorities the fewest have; so it is told."]))
    assert isinstance(found, Moved)
    assert found.anchor.quote == anchor.quote


def test_what_is_lost_stays_at_its_section_with_its_words():
    section, other = heading("limits"), heading("method")
    made = document([section, paragraph(SAID, section.id), other])
    anchor = anchor_to(made, made.blocks[1].id)
    assert reanchored(anchor, document([section, other])) == Lost(section.id, anchor)
    assert reanchored(anchor, document([other])) == Lost("", anchor)


def test_a_title_or_a_cell_that_kept_its_address_and_has_other_words_is_told_as_moved():
    made = document([counts({"North": ("12", "9")}, title="Persons")])
    after = document([counts({"North": ("15", "9")}, title="Victims by region")])
    cell = reanchored(anchor_to(made, "table.t1", row="North", column="Number"), after)
    title = reanchored(anchor_to(made, "table.t1"), after)
    assert isinstance(cell, Moved)
    assert (cell.was.quote, cell.anchor.quote) == ("12", "15")
    assert isinstance(title, Moved)
    assert title.anchor.quote == "Victims by region"


def test_a_row_with_another_label_or_a_table_that_is_gone_loses_its_cells():
    anchor = anchor_to(document([counts({"North": ("12", "9")})]), "table.t1", row="North", column="Known")
    assert isinstance(reanchored(anchor, document([counts({"The north": ("12", "9")})])), Lost)
    assert isinstance(reanchored(anchor, document([counts({"North": ("12", "9")}, id="table.t2")])), Lost)


def test_a_document_as_a_whole_stays_what_it_is():
    anchor = anchor_to(words([SAID]), "")
    found = reanchored(anchor, words(["Nothing of it."]))
    assert isinstance(found, Placed)
    assert found.anchor.version == words(["Nothing of it."]).version


def test_a_long_quote_is_kept_as_it_begins():
    text = " ".join(f"word{number}" for number in range(900))
    made = words([text])
    anchor = anchor_to(made, made.blocks[0].id)
    assert anchor.quote == text[:2000]
    assert isinstance(reanchored(anchor, made), Placed)


@pytest.mark.parametrize(
    ("place", "told"),
    [
        ({"block_id": "p.none"}, "no part of this version"),
        ({"block_id": "table.t1", "row": "South", "column": "Number"}, "no part of this version"),
        ({"block_id": "table.t1", "quote": "Suspects"}, "do not stand there"),
    ],
)
def test_what_is_not_there_cannot_be_commented_on(place, told):
    made = document([counts({"North": ("12", "9")})])
    with pytest.raises(DeskError, match=told):
        anchor_to(made, place.pop("block_id"), **place)
