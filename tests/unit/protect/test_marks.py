"""Marks of redaction in a text: which are ours to the letter, and what they say to readers."""

from __future__ import annotations

import pytest

from clerestory.model.redaction.marks import parts, reasons_in, without_marks
from clerestory.model.redaction.reasons import REASONS, ReasonCode


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("[withheld: s.40(2)] left", " left"),
        ("[withheld: s.44 (court order)][Person 12] left", " left"),
        ("[Person 1], [Person 999999]", ", "),
        # what only looks like a mark keeps its number, and is refused as one
        ("[withheld: s.40(3)]", "[withheld: s.40(3)]"),
        ("[withheld: 14 girls]", "[withheld: 14 girls]"),
        ("[Person 0] [Person 1234567] [Person 07]", "[Person 0] [Person 1234567] [Person 07]"),
        ("[Persons 2] (Person 2) [person 2]", "[Persons 2] (Person 2) [person 2]"),
        ("", ""),
    ],
)
def test_marks_are_taken_out_only_as_the_redaction_writes_them(text, left):
    assert without_marks(text) == left


def test_every_reason_has_a_mark_that_is_known():
    assert [without_marks(reason.mark) for reason in REASONS.values()] == [""] * len(REASONS)


def test_parts_put_together_are_the_text():
    text = "Then [Person 2] met [withheld: s.38], <b>again</b>[withheld: s.38]"
    found = list(parts(text))
    assert "".join(part.text for part in found) == text
    assert [part.text for part in found if part.is_mark] == ["[Person 2]", "[withheld: s.38]", "[withheld: s.38]"]


def test_readers_are_told_the_law_of_marks_that_stand_there_without_abbreviations():
    found = reasons_in(["By [withheld: s.38]", "and [withheld: s.44 (live case)]"])
    assert {reason.code for reason in found} == {ReasonCode.SAFE, ReasonCode.ACTIVE}
    laws = [reason.law_in_full for reason in REASONS.values()]
    assert [law for law in laws if "FOIA" in law or " s." in law or "ss." in law] == []
    assert REASONS[ReasonCode.ACTIVE].law_in_full == (
        "Active proceedings: Contempt of Court Act 1981 sections 1-2, with Freedom of Information Act 2000 section "
        "44(1)(c)"
    )
