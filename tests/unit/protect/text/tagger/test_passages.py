"""Passages of the same words are one question: what is made of all of them together."""

from __future__ import annotations

import math

import numpy as np
import pytest

from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.tagger.model import Learning, TaggerModel
from clerestory.protect.text.tagger.passages import read
from clerestory.protect.text.tagger.tokens import tokens_of

LABELS = ("", "ORGANISATION", "ORGANISATION.no", "PERSON")
MODEL = TaggerModel(
    salt=b"",
    labels=LABELS,
    buckets=np.array([0]),
    weights=np.zeros((1, 4), dtype=np.float32),
    transitions=np.zeros((4, 4), dtype=np.float32),
    learning=Learning(0.1, 0.9, 0.7, 5, 10, 3),
)


def withheld(text, **of_words):
    """What is made of each word of a text, from how probably each is a body to be withheld, and one that may stay."""
    tokens = tokens_of(normalise(text))
    times = dict.fromkeys(of_words, 0)
    probable = np.zeros((len(tokens), 4))
    for at, word in enumerate(tokens.types[i] for i in tokens.type_of):
        if word in of_words:
            one = of_words[word][times[word]]
            times[word] += 1
            probable[at] = (1 - one - 0.4 * (1 - one), one, 0.4 * (1 - one), 0)
        else:
            probable[at, 0] = 1
    return read(MODEL, tokens, probable).withhold


def mean_of(*proportions):
    odds = math.prod(p / (1 - p) for p in proportions) ** (1 / len(proportions))
    return odds / (1 + odds)


def test_two_places_of_the_same_words_share_their_mean_odds():
    found = withheld("The Board met. A Board left.", Board=(0.4, 0.01))
    assert found[[1, 5]] == pytest.approx(mean_of(0.4, 0.01))


def test_capitals_make_no_other_words():
    found = withheld("the BOARD met, the Board left", BOARD=(0.3,), Board=(0.1,))
    assert found[[1, 5]] == pytest.approx(mean_of(0.3, 0.1))


def test_all_words_of_a_passage_have_what_is_made_of_its_most_probable_one():
    found = withheld("the Marsh Board met", Marsh=(0.3,), Board=(0.02,))
    assert found[[1, 2]] == pytest.approx(0.3)


def test_other_words_are_another_passage():
    found = withheld("the Marsh Board met, the Board left", Marsh=(0.3,), Board=(0.3, 0.02))
    assert found[[1, 2]] == pytest.approx(0.3)
    assert found[6] == pytest.approx(0.02)


def test_what_is_by_itself_to_be_withheld_stays_so_whatever_the_others_are():
    found = withheld("Board a Board b Board c Board", Board=(0.8, 0.001, 0.001, 0.001))
    assert found[0] == pytest.approx(0.8)
    assert found[2] == found[4] == pytest.approx(mean_of(0.8, 0.001, 0.001, 0.001))


def test_a_paragraph_ends_a_passage():
    found = withheld("the Marsh\nBoard met", Marsh=(0.3,), Board=(0.02,))
    assert found[[1, 2]] == pytest.approx([0.3, 0.02])


def test_what_is_of_no_passage_stays_as_it_is_and_never_is_nothing():
    found = withheld("the Board met", Board=(0.3,))
    assert found[[0, 2]].tolist() == [0, 0]
