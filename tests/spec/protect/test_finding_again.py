"""What is still found when passages are gone: in what is left of a text, and in what another library reads of a file."""

from __future__ import annotations

import re

import pytest

from clerestory.model.redaction.findings import Finding, Kind
from clerestory.protect.text.removing import Removal
from clerestory.protect.text.rest import GAP, left_text, residue_in, rest_of

M = "[withheld: s.40(2)]"


class Pattern:
    """Finds what a regular expression matches."""

    def __init__(self, pattern: str) -> None:
        self._pattern = re.compile(pattern)

    def find(self, text):
        for match in self._pattern.finditer(text.original):
            yield Finding(*match.span(), Kind.PERSON, "pattern")


def removals(text, *passages):
    return [Removal(text.index(passage), text.index(passage) + len(passage), M) for passage in passages]


def rest(text, gone, pattern, kept=()):
    spans = [(text.index(passage), text.index(passage) + len(passage)) for passage in kept]
    return [text[f.start : f.end] for f in rest_of(text, removals(text, *gone), [Pattern(pattern)], kept=spans)]


@pytest.mark.parametrize(
    ("text", "gone", "pattern", "kept", "still"),
    [
        # Nothing is found in what is left.
        ("Ask Ann today", ["Ann"], "Ann", [], []),
        # It stands elsewhere, too.
        ("Ask Ann, not Anna", ["Ann,"], "Ann", [], ["Ann"]),
        # The words of a mark are no words of the text.
        ("Ask Ann today", ["Ann"], r"withheld|s\.40", [], []),
        # A rule that reads on over a gap finds the two ends, and no rule reads on as if there were no gap.
        ("12 Ann Road", ["Ann"], f"12 {GAP} Road", [], ["12 ", " Road"]),
        ("12 Ann Road", ["Ann"], "12  ?Road", [], []),
        # Only now is it the first word.
        ("Ann Bob left", ["Ann "], f"(?<=^{GAP})Bob", [], ["Bob"]),
        # What was let stand is no news, but what is found around it is.
        ("Ask Ann and Bob", ["Bob"], "Ann", ["Ann"], []),
        ("Ask Ann and Bob", ["Bob"], "Ask Ann and", ["Ann"], ["Ask ", " and"]),
        ("Ann, Bob, Cyd", ["Cyd"], "Ann, Bob", ["Ann", "Bob"], []),
        # Signs alone are nothing.
        ("Ann (Bob)", ["Ann", "Bob"], r"[(].*[)]", [], []),
        # Nothing was taken out; everything was; there is nothing.
        ("Ann", [], "Ann", [], ["Ann"]),
        ("Ann", ["Ann"], "Ann", [], []),
        ("", [], "Ann", [], []),
    ],
)
def test_what_is_still_found(text, gone, pattern, kept, still):
    assert rest(text, gone, pattern, kept) == still


def test_every_place_of_what_is_left_leads_back_to_its_own_sign():
    text = "Ann saw Bob; Cyd and Dee saw Ann's car."
    left = left_text(text, removals(text, "Ann", "Bob", "Cyd", "Dee"))
    for at, sign in enumerate(left.text):
        came = [text[start:end] for start, end in left.in_source(at, at + 1)]
        assert came == ([] if sign == GAP else [sign])


def test_a_residue_is_told_by_line_and_kind_without_a_word_of_it():
    error = residue_in("One\nTwo\nAsk Ann", Finding(12, 15, Kind.PERSON, "roster.name.alone"), where="b.txt")
    assert (error.exit_code, error.where) == (35, "b.txt, line 3")
    assert "a person's name" in error.what
    assert "Ann" not in f"{error.where} {error.what} {error.remedy}"
