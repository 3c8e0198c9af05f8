"""Long names across signs, in longer words and backwards; letters of ordinary words that make a name are left."""

from __future__ import annotations

import pytest

from clerestory.model.redaction.findings import Certainty
from clerestory.model.redaction.roster import ClearRoster, RosterPerson
from clerestory.protect.text.normalised import normalise
from clerestory.protect.text.roster import HiddenNames

ROSTER = ClearRoster((RosterPerson(names=("Hilda Underhill",)), RosterPerson(names=("Zelda Quillfeather Alease",))))


@pytest.mark.parametrize(
    ("text", "covered"),
    [
        ("a Quill**feather** b", "Quill**feather"),
        ("> Quill-\n> feather", "Quill-\n> feather"),
        ("therehtaeflliuQcar", "rehtaeflliuQ"),
        ("theQuillfeathercar", "Quillfeather"),
        ("llihrednU", "llihrednU"),
        ("Ask adliH.", "adliH"),
        ("to Hil//da there", "Hil//da"),
        ("to H. .i--l..d **a there", "H. .i--l..d **a"),
        ("to Hil\n> da there", "Hil\n> da"),
        ("to Zel da there", "Zel da"),
        ("to ad//liH there", "ad//liH"),
        ("to Qu|llfeather there", "Qu|llfeather"),
        ("to Qui\u01c0\u01c0\xa3e@+h\u20acr there", "Qui\u01c0\u01c0\xa3e@+h\u20acr"),
        ("to H!ld@ there", "H!ld@"),
        ("to Qui\u01c0\u01c0feather there", "Qui\u01c0\u01c0feather"),
        ("a|Hilda|b", ""),
        # A short name that other letters touch, or that everyday words make.
        ("to mHil//da there", ""),
        ("the adliHs", ""),
        ("a lease", ""),
        # Everyday words, a whole word as it is written, a longer name, and letters that lie far apart.
        ("under\nhill", ""),
        ("Quillfeather", ""),
        ("Underhills", ""),
        ("Q u ill f" + " . " * 40 + "eather", ""),
    ],
)
def test_a_name_is_found_where_it_hides(text: str, covered: str) -> None:
    found = list(HiddenNames(ROSTER).find(normalise(text)))
    assert [text[each.start : each.end] for each in found] == ([covered] if covered else [])
    assert {each.certainty for each in found} <= {Certainty.ASK}


def test_a_roster_of_short_names_finds_nothing() -> None:
    assert list(HiddenNames(ClearRoster((RosterPerson(names=("Ann Lee",)),))).find(normalise("Ann Lee"))) == []
