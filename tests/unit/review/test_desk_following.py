"""Comments beside a later version: how each was found again, at which change it stands, and a change as a line."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from clerestory.model.desk.acts.group import Aim
from clerestory.model.desk.documents import Document
from clerestory.model.desk.group import Remark, Wording
from clerestory.review.desk.anchors import anchor_to
from clerestory.review.desk.change_words import in_words
from clerestory.review.desk.differences import differences
from clerestory.review.desk.following import Found, by_block, by_difference, follow
from desk_documents import counts, document, heading, paragraph

HEADING = heading("What was found")
LONG = "Police forces held the most cases of all bodies that were asked, and social care the fewest."
TABLE = replace(counts({"North": ["12", "10"]}), section=HEADING.id)
BEFORE = document([HEADING, paragraph(LONG, HEADING.id), TABLE, paragraph("Half were closed.", HEADING.id)])


def remark(block: str = "", of: Document = BEFORE, **place: str) -> Remark:
    said = Wording(dt.datetime(2026, 3, 2, tzinfo=dt.UTC), Aim.ELSE, "A comment.")
    return Remark("a" * 12, "member-a", anchor_to(of, block, **place), (said,))


def later(*texts: str, north: str = "12") -> Document:
    table = replace(counts({"North": [north, "10"]}), section=HEADING.id)
    return document([HEADING, table, *(paragraph(text, HEADING.id) for text in texts)])


SENTENCE = BEFORE.blocks[1].id
CELL = {"block": "table.t1", "row": "North", "column": "Number"}


@pytest.mark.parametrize(
    ("place", "after", "found"),
    [
        ({}, later(), Found.WHOLE),
        ({"block": SENTENCE}, later("Words before.", LONG), Found.SAME),
        ({"block": SENTENCE, "quote": "the most cases of all bodies"}, later(f"Until 2013, {LONG}"), Found.ELSEWHERE),
        (CELL, later(north="14"), Found.OTHER),
        ({"block": SENTENCE}, later(LONG.replace("bodies", "bodie")), Found.SURE),  # one letter of 91
        ({"block": SENTENCE}, later(LONG.replace("bodies that were asked", "bodies asked")), Found.LIKELY),
        ({"block": SENTENCE}, later(LONG.replace("the most cases of all bodies that were", "cases")), Found.UNSURE),
        ({"block": SENTENCE}, later("Nothing of it."), Found.LOST),
    ],
)
def test_how_a_place_was_found_is_told_by_what_became_of_its_words(place, after, found):
    assert follow(1, remark(**place), after).found is found


def test_a_lost_comment_stands_at_the_heading_above_it_and_a_moved_one_at_its_new_place():
    after = later(LONG.replace("bodies", "places"))
    moved, lost = follow(1, remark(SENTENCE), after), follow(1, remark(BEFORE.blocks[3].id), after)
    assert by_block([moved, lost]) == {after.blocks[2].id: [moved], HEADING.id: [lost]}


def test_a_comment_stands_at_what_changed_where_it_was_or_is_whichever_version_it_was_written_in():
    after = later(LONG.replace("the most", "few"), north="14")
    told = differences(BEFORE, after)
    comments = [follow(1, remark(**place), after) for place in ({"block": SENTENCE}, CELL, {"block": HEADING.id}, {})]
    placed = by_difference(comments, told, BEFORE)
    assert placed == {after.blocks[2].id: [comments[0]], "table.t1": [comments[1]], "": comments[2:]}
    # Written in a version that is neither of the two: what counts is where its words stood in the one before.
    first = document([paragraph(LONG.replace("fewest", "least"))])
    older = follow(1, remark(first.blocks[0].id, first), after)
    assert by_difference([older], told, BEFORE) == {after.blocks[2].id: [older]}
    gone = differences(BEFORE, document([HEADING]))
    removed = follow(1, remark(**CELL), document([HEADING]))
    assert by_difference([removed], gone, BEFORE) == {"table.t1": [removed]}


def test_a_change_is_told_in_one_line_with_its_place():
    after = later(LONG.replace("the most", "few").replace("fewest", "most of all"), "Words that are new.", north="14")
    told = [in_words(one, after) for one in differences(BEFORE, after) if one.is_told]
    assert told == [
        "Table 1, Persons: North, Number: 12 is now 14; it stands elsewhere.",
        "Paragraph under “What was found” was removed: “Half were closed.”",
        "Paragraph under “What was found”: “the most” is now “few”; “fewest” is now “most of all”.",
        "Paragraph under “What was found” was added: “Words that are new.”",
    ]


def test_of_many_changes_in_one_place_some_are_told_and_the_rest_counted():
    rows = {f"Row {n}": [str(n)] for n in range(9)}
    before = document([counts(rows, ["Number"])])
    after = document([counts({name: [f"1{value[0]}"] for name, value in rows.items()}, ["Number"])])
    (line,) = (in_words(one, after) for one in differences(before, after))
    assert line.count(" is now ") == 4
    assert line.endswith("; 5 more.")
    assert len(in_words(differences(document([]), document([paragraph("word " * 900)]))[0], after)) < 250
