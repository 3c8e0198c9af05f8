"""Heads, dates and references of letters, and where sentences stand."""

from __future__ import annotations

import datetime as dt
import re

import pytest

from clerestory.answer.reading import join_promises, read_letter
from clerestory.model.answers.reading import TextKind, Whose
from letter_marks import marked_letters

BODY = "\n\nDear Sir or Madam,\n\nI write about the bridge.\n\nYours faithfully,\n\nA. Reader\n"


@pytest.mark.parametrize(
    ("written", "day", "is_inferred"),
    [
        ("19 May 2030", dt.date(2030, 5, 19), False),
        ("Monday, 1st December, 2030", dt.date(2030, 12, 1), False),
        ("Date: 2030-02-17", dt.date(2030, 2, 17), False),
        ("May 9, 2030", dt.date(2030, 5, 9), False),
        ("17 / 02 / 2030", dt.date(2030, 2, 17), False),
        ("03/02/2030", dt.date(2030, 2, 3), True),  # day before month, as in Britain
        ("17/02/30", dt.date(2030, 2, 17), True),  # a year of two figures
        ("31 February 2030", None, True),  # no such day
        ("To the Chair of the Bridge Board, 3 May 2030", dt.date(2030, 5, 3), True),  # at an end
        ("The meeting of 3 May 2030", None, True),  # of something else
    ],
)
def test_the_date_of_a_letter_stands_alone(written, day, is_inferred):
    date = read_letter(written + BODY).date
    assert (date.day, date.is_inferred) == (day, is_inferred)


@pytest.mark.parametrize(
    ("written", "answered", "day"),
    [
        ("4 June 2030", "25 May", dt.date(2030, 5, 25)),
        ("4 January 2030", "29 December", dt.date(2029, 12, 29)),  # of the year before
        ("4 January 2031", "29 February", dt.date(2028, 2, 29)),  # the last one that there was
        ("", "25 May 2029", dt.date(2029, 5, 25)),
        ("", "25 May", None),  # nothing says of which year
    ],
)
def test_a_letter_that_is_answered_gets_its_year(written, answered, day):
    thanks = f"Thank you for your letter of {answered} about the bridge."
    text = f"{written}\n\nDear Ms Lund,\n\n{thanks}\n\nYours,\n\nA. Reader\n"
    (date,) = read_letter(text).answers
    assert (date.day, date.is_inferred) == (day, "20" not in answered)


def test_several_letters_can_be_answered():
    text = "4 June 2030\n\nDear Ms Lund,\n\nThank you for your letters of 3 May and 12 May.\n\nYours,\n\nA. Reader\n"
    assert [one.day for one in read_letter(text).answers] == [dt.date(2030, 5, 3), dt.date(2030, 5, 12)]


def test_references_are_the_senders_the_addressees_or_nobodys():
    text = "Our Ref: AB/12  Your reference: XY/0003/4" + BODY.replace(
        "bridge", "bridge, MIN/0007211/1, and your ref ZZ-9"
    )
    assert [(one.words, one.whose) for one in read_letter(text).references] == [
        ("AB/12", Whose.SENDER),
        ("XY/0003/4", Whose.ADDRESSEE),
        ("MIN/0007211/1", Whose.UNSAID),
        ("ZZ-9", Whose.ADDRESSEE),
    ]


def test_nothing_is_said_of_an_empty_text():
    read = read_letter(" \n\n ")
    assert read.kinds == ()
    assert (read.promises, read.asks, read.date.day, read.left_out) == ((), (), None, 0)


def test_a_repr_holds_no_word_of_a_letter():
    letter = next(one for one in marked_letters("worked_on") if one.name == "reply-minister")
    read = read_letter(letter.text)
    joined = join_promises([("a file", read)])
    shown = f"{read!r} {read} {read.promises!r} {read.addressees!r} {read.date} {joined} {joined.promises!r}"
    assert not {"Prentice", "summary", "Westmere"} & set(re.findall(r"\w+", shown))


def test_proposals_beyond_the_most_are_counted():
    read = read_letter("Dear Jude,\n\n" + "I will write on Monday. " * 700)
    assert (len(read.promises), read.left_out) == (500, 200)


def test_a_headline_and_a_word_of_saying_make_a_notice():
    assert read_letter("# New bridge\n\nThe Minister has announced that a bridge will be built.\n").kinds == (
        TextKind.NOTICE,
    )


@pytest.mark.parametrize(
    "letter", marked_letters("worked_on") + marked_letters("held_out"), ids=lambda letter: letter.name
)
def test_paragraphs_are_counted_as_blank_lines_part_them(letter):
    """The paragraph of each promise is looked up in the text itself."""
    blocks = [block for block in re.split(r"\n\s*\n", letter.text) if block.strip()]
    for promise in read_letter(letter.text).promises:
        block = re.sub(r"\W", "", blocks[promise.place.paragraph - 1])
        assert block in re.sub(r"\W", "", promise.words) or re.sub(r"\W", "", promise.words)[:40] in block
