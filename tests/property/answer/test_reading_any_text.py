"""Any text can be read: nothing fails, nothing is invented, and no text is slow."""

from __future__ import annotations

import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.answer.reading import join_promises, read_letter, same_promise

PARTS = """we We will shall publish the The paper Government this year, shortly. If unless Dear Sir Yours sincerely £30
million 5 May 2020 MIN/0007211/1 Our ref: CC: please ? # ** [x](y) - 1. pub- lish to be published by of"""
WORDS = st.sampled_from([*PARTS.split(), "\n", " \n\n", "\r\n", "\x0c", "\u00a0", "\u200b"])
TEXTS = st.one_of(st.text(max_size=300), st.lists(WORDS, max_size=120).map(" ".join))


def letters_only(words):
    return re.sub(r"[^a-z0-9]", "", words.lower())


@settings(max_examples=60)
@given(TEXTS)
def test_any_text_is_read_the_same_way_twice(text):
    assert read_letter(text) == read_letter(text)


@settings(max_examples=60)
@given(st.lists(WORDS, max_size=120).map(" ".join))
def test_no_word_of_a_proposal_is_invented(text):
    there = letters_only(text)
    read = read_letter(text)
    for found in (read.promises, read.asks, read.watched, read.thanks, read.signatory, read.copies, read.references):
        assert all(letters_only(one.words) in there for one in found)


@settings(max_examples=60)
@given(st.lists(TEXTS, max_size=4))
def test_joining_loses_no_promise_and_doubles_none(texts):
    read = [(str(number), read_letter(text)) for number, text in enumerate(texts)]
    sources = [(one.document, one.place) for joined in join_promises(read).promises for one in joined.sources]
    assert sorted(sources, key=str) == sorted(
        ((name, one.place) for name, proposals in read for one in proposals.promises), key=str
    )


@settings(max_examples=60)
@given(TEXTS, TEXTS)
def test_sameness_does_not_hang_on_the_order(one, other):
    for left in read_letter(one).promises:
        for right in read_letter(other).promises:
            assert same_promise(left, left)
            assert same_promise(left, right) is same_promise(right, left)


HOSTILE = {
    "one word": "a",
    "full stops": ".",
    "short forms": "A. ",
    "line ends": "\n",
    "commas": "we, ",
    "brackets": "[",
    "prices": "£1,000,",
    "dates": "5 May ",
    "figures": "1/1/",
    "references": "ref: a/b/",
    "conditions": "if we will if ",
    "subjects": "we will ",
    "reviews": "the review of the review ",
    "offices": "Department for A and ",
    "copies": "cc: a\n",
    "names": "Mr A. B\n",
    "passives": "will be published will ",
    "promises": "We will publish it this year. ",
    "items": "- ",
    "wrapped": "x" * 45 + "\n\n",
    "broken words": "abc-\n",
    "salutations": "Dear x\n",
}


@pytest.mark.parametrize("part", [pytest.param(part, id=name) for name, part in HOSTILE.items()])
@pytest.mark.parametrize("signs", [20_000, pytest.param(300_000, marks=pytest.mark.slow)])
def test_no_repeated_part_makes_reading_endless(part, signs):
    """Were time to grow with the square of the length, the longer texts would take hours."""
    read = read_letter(part * (signs // len(part)))
    assert len(join_promises([("one", read), ("two", read)]).promises) <= len(read.promises)
