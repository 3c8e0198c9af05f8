"""Texts about cases: what leaves of those that are held, and what keeps others from leaving."""

from __future__ import annotations

import datetime as dt

import pytest

from clerestory.model.redaction.case_texts import CaseText, as_left, decided_texts
from clerestory.model.rules import TextOutputs
from clerestory.protect.text.case_texts import case_text_faults

SOON, LATER = dt.date(2026, 3, 1), dt.date(2026, 9, 1)
FREE = CaseText("a1", "What was noticed", ("Nobody wrote it down.",))
TEXTS = (
    CaseText("a2", reason="ACTIVE", review=LATER),
    FREE,
    CaseText("a3", reason="ACTIVE", review=SOON),
    CaseText("a4", reason="NCND"),
    CaseText("a5", reason="NCND"),
)


def test_of_held_texts_each_reason_leaves_once_with_its_next_review():
    left = (FREE, CaseText("", reason="ACTIVE", review=SOON), CaseText("", reason="NCND"))
    assert as_left(TEXTS) == left
    assert as_left(left) == left


def test_texts_are_decided_on_and_read_again_as_they_left():
    decided = decided_texts(TEXTS)["texts"]
    assert tuple(map(CaseText.of_json, decided)) == as_left(TEXTS)
    assert decided_texts(()) == {}


def test_words_are_not_in_a_repr():
    assert "wrote" not in repr(FREE)


@pytest.mark.parametrize(
    ("title", "paragraphs", "faults"),
    [
        ("A case", ["Nobody wrote it down."], ()),
        ("A case", ["  "], ("it is empty",)),
        ("A case", [], ("it is empty",)),
        ("A case in Eastmoor", ["Nobody wrote it down."], ()),  # one kind
        ("A case", ["They met in Eastmoor.", "That was in March."], ("paragraph 1: a place", "paragraph 2: a date")),
        ("A case in Eastmoor", ["It was in March."], ("paragraph 0: a place", "paragraph 1: a date")),
        ("A case", ["Her number was QQ 12 34 56 C, or 07700 900123."], ("paragraph 1: a telephone number",)),
    ],
)
def test_faults_name_the_paragraph_and_the_kind_and_never_the_words(title, paragraphs, faults):
    found = case_text_faults(title, paragraphs, TextOutputs())
    assert len(found) == len(faults)
    assert all(told.startswith(fault) for told, fault in zip(found, faults, strict=True))
    assert not any(word in told for told in found for word in ("Eastmoor", "March", "07700"))
