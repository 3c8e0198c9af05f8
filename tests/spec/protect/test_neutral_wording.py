"""Rule J4 as a table: what a text says, and which entry of the list warns of it."""

from __future__ import annotations

import pytest

from clerestory.protect.text.neutral import entries, unneutral

TABLE = [
    # terms that stand by themselves
    ("The minutes call her a child prostitute.", ["child-prostitution"]),
    ("The minutes speak of CHILD-PROSTITUTION.", ["child-prostitution"]),
    ("They speak of child\nprostitutes.", ["child-prostitution"]),
    ("He held child p\u043ernography.", ["child-pornography"]),  # with a Cyrillic letter
    ("She was putting herself at risk.", ["risk-placing"]),
    ("She absconded twice.", ["running-away"]),
    # agreement, near a child alone
    ("The girl consented.", ["consent"]),
    ("The parties consented to the order of the court.", []),
    ("The child was heard. The parties consented.", []),
    ("The child consented to the interview.", []),
    ("The victim was in a relationship with the man.", ["relationship"]),
    ("The force has a good working relationship with the council.", []),
    ("The child has a good relationship with her social worker.", []),
    # alleged and convicted are exact
    ("The offender was not charged.", ["offender"]),
    ("The convicted offenders were sentenced.", []),
    ("He is on the sex offenders register.", []),
    ("Offender management took over.", []),
    ("An alleged offender was seen.", ["alleged-offender"]),
    ("A suspect was seen.", []),
    # parts of words are no words
    ("The company makes lovers' knots.", []),
    ("A streetwiser child.", []),
    ("", []),
]


@pytest.mark.parametrize(("text", "codes"), TABLE)
def test_the_list_warns_of_what_it_names_and_of_nothing_else(text, codes):
    assert [found.code for found in unneutral(text)] == codes


def test_a_warning_has_the_place_in_the_text_as_it_was_written():
    text = "First.  The  \u201cchild\u00a0prostitute\u201d of the minutes."
    (found,) = unneutral(text)
    assert text[found.start : found.end] == "child\u00a0prostitute"
    assert found.term == "child prostitute"


def test_the_longest_term_is_told_and_none_twice():
    found = unneutral("The girl was called a frequent absconder and a willing participant.")
    assert [one.term for one in found] == ["frequent absconder", "willing participant"]


def test_every_entry_says_why_and_what_instead_and_is_found_by_each_of_its_terms():
    for entry in entries():
        assert entry.why.endswith(".")
        assert entry.instead
        for term in entry.terms:
            assert term == term.lower()
            assert any(one.start == 11 for one in unneutral(f"The child. {term}, child, she.")), term


def test_what_is_said_instead_is_neutral_itself():
    quoting = {"relationship", "offender", "alleged-offender"}  # these name the word that they are about
    assert [e.code for e in entries() if unneutral(e.instead) and e.code not in quoting] == []
