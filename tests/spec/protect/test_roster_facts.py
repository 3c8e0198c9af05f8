"""What a roster knows beside names: each way of writing it, the passage that is found, and what is asked about."""

from __future__ import annotations

import pytest

from clerestory.model.redaction.findings import Certainty
from clerestory.model.redaction.roster import ClearRoster, RosterPerson
from clerestory.protect.text.finders import find_all
from clerestory.protect.text.roster import RosterFacts

PERSON = RosterPerson(
    dates_of_birth=("2009-04-03",),
    addresses=("Flat 2, 14 Acacia Avenue, Anytown, BD3 7QX", "Rose Cottage, Mill Lane"),
    telephones=("07700 900123",),
    vehicles=("AB12 CDE",),
    postcodes=("LS1 4AP",),
    schools=("St Hilda's Primary School", "Brackenhurst Upper High School"),
    operations=("Operation Marram",),
)
FINDER = RosterFacts(ClearRoster((PERSON,)))


def found_in(text, finder=FINDER):
    return [text[f.start : f.end] + "?" * (f.certainty is Certainty.ASK) for f in find_all(text, [finder])]


@pytest.mark.parametrize(
    "written",
    [
        # dates of birth
        "3/4/2009", "03.04.09", "3-4-2009", "2009-04-03", "03042009", "3 4 2009", "3rd April 2009", "April 3rd, 2009",
        "3 Apr 09", "3-Apr-2009", "the third of April two thousand and nine", "third of april twenty oh nine",
        # telephones
        "07700900123", "07700 900 123", "(07700) 900123", "+44 7700 900123", "+44 (0)7700 900123", "00447700900123",
        "0-7-7-0-0-9-0-0-1-2-3", "O77OO 9OOl23", "oh seven seven oh oh nine oh oh one two three",
        "zero double seven double oh nine double oh one two three",
        # vehicles
        "AB12CDE", "ab12 cde", "AB 12 CDE", "A B 1 2 C D E", "ABI2 CDE",
        # postcodes
        "LS1 4AP", "ls14ap", "LSI 4AP", "LS1\n4AP", "BD37QX",
        # addresses
        "14 Acacia Avenue", "14 ACACIA AVE", "14, Acacia Av", "14 Acacia\nAvenue", "fourteen Acacia Avenue",
        "Flat 2, 14 Acacia Avenue", "apt 2 14 acacia ave", "2/14 Acacia Avenue", "Rose Cottage",
        # schools
        "St Hilda's Primary School", "Saint Hildas Prim. Sch.", "St. Hilda's", "St Hilda Academy", "ST HILDAS PRIMARY",
        "Brackenhurst Upper High School", "Brackenhurst Upper School",
        # operations
        "Operation Marram", "Op Marram", "OP. MARRAM", "operation-marram", "Op-Marram", "Marram", "Op M a r r a m",
    ],
)  # fmt: skip
def test_a_fact_is_found_however_it_is_written(written):
    assert found_in(f"there was {written} in it") == [written]


@pytest.mark.parametrize(
    ("text", "found"),
    [
        # The stop of a sentence is none of the school's; that of a shortened word is.
        ("She left St Hilda's Primary School. Then", "St Hilda's Primary School"),
        (
            "She left Brackenhurst Upper High School and Sixth Form. Then",
            "Brackenhurst Upper High School and Sixth Form",
        ),
        ("She left St Hilda's College. Then", "St Hilda's College"),
        ("She left Saint Hildas Prim. Sch. Then", "Saint Hildas Prim. Sch."),
    ],
)
def test_a_school_ends_where_its_last_word_ends(text, found):
    assert found_in(text) == [found]


@pytest.mark.parametrize(
    "written",
    ["3 April", "April 2009", "4/3/2009", "900123", "AB12", "CDE", "LS1", "Acacia Avenue", "Mill Lane", "BUHS"],
)
def test_a_part_of_a_fact_is_asked_about(written):
    assert found_in(f"there was {written} in it") == [f"{written}?"]


@pytest.mark.parametrize(
    "text",
    [
        "4 April 2009, 3 May 2009, 03/04/10",
        "07700 900124 and 1900123",
        "AB12 CDF and the marram grass",
        "LS1 4AQ",
        "114 Other Avenue",
        "a rose cottage industry; an acacia avenue of trees",
        "ls1 in small letters, cde in a word",
        "xacacia avenuey",
    ],
)
def test_what_is_near_a_fact_is_left_alone(text):
    assert [passage for passage in found_in(text) if not passage.endswith("?")] == []


def test_a_fact_of_two_people_is_of_neither():
    both = RosterFacts(ClearRoster((PERSON, RosterPerson(postcodes=("LS1 4AP",), vehicles=("XY34 ZAB",)))))
    persons = {(f.rule, f.person) for f in find_all("LS1 4AP and XY34 ZAB and AB12 CDE", [both])}
    assert persons == {("roster.postcode", None), ("roster.vehicle", 1), ("roster.vehicle", 0)}


def test_nothing_of_a_roster_shows_in_repr():
    assert repr(FINDER) == "RosterFacts(1 rows)"


def test_an_empty_roster_and_an_empty_text_have_no_facts():
    assert found_in("14 Acacia Avenue", RosterFacts(ClearRoster(()))) == []
    assert found_in("") == []


def test_values_that_say_next_to_nothing_find_nothing():
    row = RosterPerson(
        schools=("St", "?"),
        addresses=("14", ",", "Flat 2"),
        operations=("Op", "-"),
        telephones=("12",),
        vehicles=("?",),
    )
    assert found_in("St Flat 2, 14 The Op 12 ?", RosterFacts(ClearRoster((row,)))) == []
