"""A text that is searched in stretches gives what a search of the whole text gives, wherever it is cut."""

from dataclasses import astuple

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.redaction.roster import ClearRoster, RosterPerson
from clerestory.protect.text.again import FoundBefore, found_before, still_in
from clerestory.protect.text.anchors import AnchorFacts
from clerestory.protect.text.coded import CodedMatter
from clerestory.protect.text.finders import find_all
from clerestory.protect.text.neutral import unneutral
from clerestory.protect.text.patterns import UkPatterns
from clerestory.protect.text.roster import HiddenNames, RosterFacts, RosterNames
from clerestory.protect.text.stretches import LENGTH, searched

PEOPLE = ClearRoster(
    (
        RosterPerson(
            names=("Anneliese Mary Quillbury-Saffron",),
            dates_of_birth=("2004-05-03",),
            addresses=("14 Acacia Avenue, Anytown",),
            telephones=("07700 900123",),
            schools=("St Hilda's High School",),
            operations=("Operation Tarnside",),
        ),
        RosterPerson(names=("Rose Tolland",), vehicles=("AB12 CDE",), postcodes=("SE9 3RG",)),
        RosterPerson(names=("Mohammed Hussain Chowdhury",), aliases=("Dizzy",)),
    )
)
NAMES, FACTS, HIDDEN, PATTERNS = RosterNames(PEOPLE), RosterFacts(PEOPLE), HiddenNames(PEOPLE), UkPatterns()
BEFORE = FoundBefore(found_before("Rose Tolland", find_all("Rose Tolland", [NAMES])).spellings)
FINDERS = [NAMES, FACTS, HIDDEN, PATTERNS, CodedMatter([NAMES, PATTERNS]), AnchorFacts()]
SCANS = [NAMES.clues, FACTS.find, HIDDEN.find, PATTERNS.find, AnchorFacts().clues, BEFORE.find]
REACH = 128  # plain signs, so that small texts have many cuts that their neighbours see no end of

PASSAGES = (
    "Anneliese Mary Quillbury-Saffron",
    "Ms. A. M. Quill\u00adbury-\nSaffron's",
    "TOLLAND, Rose",
    "r o s e t o l l a n d",
    "dnallot esor",
    "Quillbury*Saffron",
    "mohammad choudhry",
    "A.Q.",
    "M. H. C.",
    "Flat 2, 14 Acacia Avenue",
    "oh seven seven double oh, nine double oh one two three",
    "07700 900 123",
    "3rd of May 2004",
    "03/05/2004",
    "AB 12 CDE",
    "SE9 3RG",
    "St Hilda&amp;#39;s High School",
    "Operation Tarnside",
    "NHS number 943 476 5919",
    "AB 12 34 56 C",
    "Dr Nobody Elsewhere",
    '"Nobody Elsewhere" <nobody@elsewhere.example>',
    "crime reference number: 12/3456/24",
    "In May 2019 a girl of 14 from Eastmoor met seven men.",
    "1, 2, 3/4/2009, 99; 12345678 123456",
    "Um9zZSBUb2xsYW5k",
    "Z\u200bo\u0301e",
)
BETWEEN = (
    " ", ", ", "\n\n", ". ", " said that ", "-\n", "   \t ", "\u200b", " and the river ran on. ", " " * 60,
    " The worker wrote it down in the office and went home late in the evening, as on all other days of that year. ",
)  # fmt: skip
texts = st.lists(st.tuples(st.sampled_from(PASSAGES) | st.just("and then"), st.sampled_from(BETWEEN)), max_size=90).map(
    lambda parts: "".join(map("".join, parts))
)


def told(found):
    return [sorted(map(repr, map(astuple, those))) for those in found]


@given(texts, st.integers(120, 900))
@settings(max_examples=60)
def test_what_finders_see_is_the_same_wherever_a_text_is_cut(text, length):
    assert told(searched(text, SCANS, reach=REACH, length=length)) == told(searched(text, SCANS, length=len(text) + 1))


@pytest.mark.parametrize("passage", PASSAGES)
def test_a_passage_is_found_alike_at_every_place_of_it_that_a_cut_can_meet(passage):
    around = "It was said at the time that nobody knew more of it than the others did. " * 10
    text = f"{around}{passage} {around}"
    whole = told(searched(text, SCANS, length=len(text)))
    for cut in range(len(around) - 1, len(around) + len(passage) + 2):
        assert told(searched(text, SCANS, reach=REACH, length=cut)) == whole


def found(text, length):
    return list(map(astuple, find_all(text, FINDERS, length=length)))


@pytest.mark.parametrize(
    "long",
    [
        "Rose Tolland, " * 3_000,  # one name without an end
        f"Anneliese{' ' * 80_000}Quillbury-Saffron",  # what stands near in the plain text, far apart in the original
        "Rose<b></b> Tolland<i></i> " * 1_500,  # coded from end to end
        "07700 900123 " * 2_500,
        "Rose Tolland: " + "020 7946 0958 " * 2_500 + "020 7946 0958x",  # its end says that it is no telephone number
        "Rose Tolland was here. " + "Nobody else came on that day to the house. " * 1_500 + "R.T. was.",  # far apart
        "They met in Eastmoor while " + "it rained and rained and nobody came " * 2_000 + "in May 2019",  # one line
    ],
)
def test_what_is_longer_than_a_stretch_is_found_as_in_the_whole_text(long):
    text = f"It began so. {long} And so it ended."
    whole = found(text, len(text))
    assert whole
    assert found(text, 12_000) == whole


def test_what_still_stands_and_what_is_not_neutral_is_found_at_a_cut():
    filler = "They went home. " * (LENGTH // 16)
    for back in (1, 5, 12):
        text = filler[:-back] + " child prostitute and Rose Tolland " + filler
        assert [one.start for one in unneutral(text)] == [len(filler) - back + 1]
        assert still_in(text, {"Rose Tolland", "Dizzy"}) == {"Rose Tolland"}
