"""What stands in place of what: a text, what was found in it, and the text that leaves."""

from __future__ import annotations

import datetime as dt
from dataclasses import replace

import pytest

from clerestory.errors import DecisionError, RosterFileError
from clerestory.model.commission import DataKind, Person, Role
from clerestory.model.redaction.documents import Block, Document, Format, Picture
from clerestory.model.redaction.findings import Certainty, Finding, Kind
from clerestory.model.redaction.reasons import ReasonCode
from clerestory.model.redaction.review import RedactionDecision, ReviewOutcome, may_stand, reason_code
from clerestory.model.redaction.roster import ClearRoster, RosterPerson
from clerestory.protect.text.again import found_before, still_in
from clerestory.protect.text.finders import find_all
from clerestory.protect.text.people import Identities
from clerestory.protect.text.pseudonyms import Case
from clerestory.protect.text.removing import Removal, apart, redacted, redacted_document, with_what_hangs_on
from clerestory.review import checked_decisions

M = "[withheld: s.40(2)]"


def removals(text, *passages, mark=M):
    return [Removal(text.index(passage), text.index(passage) + len(passage), mark) for passage in passages]


@pytest.mark.parametrize(
    ("text", "found", "left"),
    [
        # One name, and two words of one name: as many marks.
        ("Ask Ann today", ["Ann"], f"Ask {M} today"),
        ("Ask Ann Lee today", ["Ann", "Lee"], f"Ask {M} today"),
        # Signs between names do not tell how many there are; a word does, and a line break, and the end of a sentence.
        ("Ann, (Bob) / Cyd!", ["Ann", "Bob", "Cyd"], f"{M}!"),
        ("Ann and Bob", ["Ann", "Bob"], f"{M} and {M}"),
        ("Ann\nBob", ["Ann", "Bob"], f"{M}\n{M}"),
        ("It was Ann. Bob left", ["Ann", "Bob"], f"It was {M}. {M} left"),
        ("Was it Ann? Bob left", ["Ann", "Bob"], f"Was it {M}? {M} left"),
        # A bracket within goes with its partner right after; brackets around the whole stay.
        ("Ann Lee <ann@lee.example>, to Bob", ["Ann Lee", "ann@lee.example", "Bob"], f"{M}, to {M}"),
        ('To "Ann Lee" <ann@lee.example>, now', ["Ann Lee", "ann@lee.example"], f"To {M}, now"),
        ('To "Ann", "Bob" now', ["Ann", "Bob"], f'To "{M}" now'),
        ("Ann ([Bob]), then", ["Ann", "Bob"], f"{M}, then"),
        ("Ann (Bob and others)", ["Ann", "Bob"], f"{M} and others)"),
        ("they (Ann) left", ["Ann"], f"they ({M}) left"),
        # Nothing found.
        ("Nobody is here", [], "Nobody is here"),
    ],
)
def test_marks(text, found, left):
    assert redacted(text, removals(text, *found)) == left


def test_marks_of_two_reasons_stay_two():
    text = "Ann Bob"
    both = [*removals(text, "Ann", mark="[a]"), *removals(text, "Bob", mark="[b]")]
    assert redacted(text, both) == "[a] [b]"


@pytest.mark.parametrize(
    ("text", "name", "whole"),
    [
        ("saw Ann's car", "Ann", "Ann's"),
        ("saw Ann\u2019s car", "Ann", "Ann\u2019s"),
        ("saw James' car", "James", "James'"),
        ("saw J. R. Quill go", "Quill", "J. R. Quill"),
        ("saw J.R. Quill go", "Quill", "J.R. Quill"),
        ("saw Quill, J.R. go", "Quill", "Quill, J.R."),
        # Titles that tell a man from a woman, in whatever writing; not those of an office, and no verb.
        ("saw Mr Quill go", "Quill", "Mr Quill"),
        ("saw Mr. and Mrs. J. Quill go", "Quill", "Mr. and Mrs. J. Quill"),
        ("saw MISS QUILL go", "QUILL", "MISS QUILL"),
        ("saw mrs quill go", "quill", "mrs quill"),
        ("saw Mrs\nQuill go", "Quill", "Mrs\nQuill"),
        ("saw Sgt Quill go", "Quill", "Quill"),
        ("I miss Ann", "Ann", "Ann"),
        # A quote that is closed after a name before a comma is no possessive ending.
        ("'by Ann', he said", "Ann", "Ann"),
        # A sentence that ends with a letter is none of its initials.
        ("vitamin C. Ann left", "Ann", "C. Ann"),
        ("seen. Ann left", "Ann", "Ann"),
    ],
)
def test_what_goes_with_a_name(text, name, whole):
    start = text.index(name)
    assert text[slice(*with_what_hangs_on(text, start, start + len(name)))] == whole


def test_passages_that_reach_into_each_other_stay_covered():
    made = apart([Removal(0, 10, "a"), Removal(5, 12, "b"), Removal(6, 8, "c")])
    assert made == (Removal(0, 10, "a"), Removal(10, 12, "b"))


def test_a_passage_over_two_blocks_is_cut_in_each_and_pictures_stay_behind():
    blocks = (Block("By Ann"), Block("Lee, on leave", label="x"))
    document = Document(Format.DOCX, blocks, pictures=(Picture(b"png"),))
    made = redacted_document(document, removals(document.text, "Ann\nLee"))
    assert [block.text for block in made.blocks] == [f"By {M}", f"{M}, on leave"]
    assert made.pictures == ()


KEEP, REMOVE = ReviewOutcome.KEEP, ReviewOutcome.REMOVE


CHECKER, LAWYER = Role.CHECKER, Role.LAWYER


def said(person, outcome, reason=ReasonCode.PERS, *, role=CHECKER):
    return RedactionDecision(
        proposal="0" * 16, outcome=outcome, reason=reason, person=person, role=role, decided=dt.date(2026, 1, 2),
        note="It stands in the judgment.", simulated=True,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("certainty", "decisions", "stands"),
    [
        # Nobody decided: withheld, asked or not.
        (Certainty.ASK, (), False),
        (Certainty.REMOVE, (), False),
        # One person answers a question; a sure rule takes two.
        (Certainty.ASK, (("one", KEEP),), True),
        (Certainty.REMOVE, (("one", KEEP),), False),
        (Certainty.REMOVE, (("one", KEEP), ("two", KEEP)), True),
        # Whoever withholds has the last word, first or last.
        (Certainty.ASK, (("one", KEEP), ("two", REMOVE)), False),
        (Certainty.REMOVE, (("one", REMOVE), ("two", KEEP), ("three", KEEP)), False),
    ],
)
def test_what_may_stand(certainty, decisions, stands):
    assert may_stand(certainty, Kind.DATE, [said(*decision) for decision in decisions]) is stands


ASK, SURE = Certainty.ASK, Certainty.REMOVE
A_PLACE = (Kind.PLACE, Kind.ADDRESS, Kind.POSTCODE)
A_SCHOOL = (Kind.SCHOOL,)  # a place where a rule knows its name; the word alone is none
NO_PLACE = tuple(kind for kind in Kind if kind not in (*A_PLACE, *A_SCHOOL))


@pytest.mark.parametrize(
    ("certainty", "kinds", "decisions", "stands"),
    [
        # A place takes the lawyer beside the checkers, and either alone is not enough.
        (ASK, A_PLACE, (("one", KEEP, CHECKER),), False),
        (ASK, A_PLACE, (("law", KEEP, LAWYER),), False),
        (ASK, A_PLACE, (("one", KEEP, CHECKER), ("law", KEEP, LAWYER)), True),
        # Where a rule was sure a lawyer stands in for no checker, and two lawyers for none either.
        (SURE, (*A_PLACE, *A_SCHOOL), (("one", KEEP, CHECKER), ("two", KEEP, CHECKER)), False),
        (SURE, A_PLACE, (("one", KEEP, CHECKER), ("law", KEEP, LAWYER)), False),
        (SURE, A_PLACE, (("one", KEEP, CHECKER), ("law", KEEP, LAWYER), ("bar", KEEP, LAWYER)), False),
        (SURE, A_PLACE, (("one", KEEP, CHECKER), ("two", KEEP, CHECKER), ("law", KEEP, LAWYER)), True),
        # The lawyer can withhold what all checkers would let stand, and a checker what the lawyer would.
        (ASK, A_PLACE, (("one", KEEP, CHECKER), ("two", KEEP, CHECKER), ("law", REMOVE, LAWYER)), False),
        (ASK, A_PLACE, (("law", KEEP, LAWYER), ("one", REMOVE, CHECKER)), False),
        # Of what is no place a lawyer's word lets nothing stand, and is not asked for.
        (ASK, NO_PLACE, (("law", KEEP, LAWYER),), False),
        (ASK, (*NO_PLACE, *A_SCHOOL), (("one", KEEP, CHECKER),), True),
        (SURE, NO_PLACE, (("one", KEEP, CHECKER), ("law", KEEP, LAWYER)), False),
    ],
)
def test_a_place_stands_by_the_checkers_and_the_lawyer(certainty, kinds, decisions, stands):
    given = [said(person, outcome, role=role) for person, outcome, role in decisions]
    assert {kind: may_stand(certainty, kind, given) for kind in kinds} == dict.fromkeys(kinds, stands)


@pytest.mark.parametrize(
    ("roles", "role", "refused"),
    [
        ((CHECKER,), CHECKER, ""),
        ((LAWYER,), LAWYER, ""),
        ((CHECKER, LAWYER), LAWYER, ""),
        ((CHECKER,), LAWYER, "its person is no lawyer"),
        ((LAWYER,), CHECKER, "its person is no disclosure checker"),
        ((Role.STATISTICIAN,), Role.STATISTICIAN, "a lead statistician does not decide about passages"),
    ],
)
def test_who_decides_in_which_role(roles, role, refused):
    people = [Person(id="one", post="Post one", roles=roles)]
    assert refused in what_is_refused([said("one", KEEP, role=role)], people)


def what_is_refused(decisions, people) -> str:
    try:
        counted = checked_decisions(decisions, people, DataKind.SYNTHETIC)
    except DecisionError as error:
        return str(error)
    assert [each for said in counted.values() for each in said] == decisions
    return ""


def test_who_is_checker_and_lawyer_has_one_voice_about_a_passage():
    both = [Person(id="one", post="Post one", roles=(CHECKER, LAWYER))]
    given = [said("one", KEEP, role=CHECKER), said("one", KEEP, role=LAWYER)]
    (counted,) = checked_decisions(given, both, DataKind.SYNTHETIC).values()
    assert not may_stand(Certainty.ASK, Kind.PLACE, counted)


def test_the_reason_is_that_of_who_withholds():
    decisions = [said("one", REMOVE, ReasonCode.SAFE), said("two", KEEP, ReasonCode.CONF)]
    assert reason_code(decisions, ReasonCode.PERS) is ReasonCode.SAFE
    assert reason_code((), ReasonCode.ANON) is ReasonCode.ANON


def test_what_stands_again_keeps_kind_person_and_doubt():
    text = "Quillfeather wrote. Then quillfeather went, not quillfeathers."
    first = Finding(0, 12, Kind.PERSON, "roster.name.alone", Certainty.ASK, person=3)
    again = find_all(text, [found_before(text, [first])])
    assert [(f.start, f.kind, f.certainty, f.person) for f in again] == [
        (0, Kind.PERSON, Certainty.ASK, 3),
        (25, Kind.PERSON, Certainty.ASK, 3),
    ]


def test_a_word_of_a_name_that_no_roster_knows_is_asked_about_where_it_stands_alone():
    text = "Mr Tobin Fennimore wrote. Then Fennimore's car came, not a fennimore, and Baker baked for Tobin."
    first = Finding(3, 18, Kind.PERSON, "pattern.titled")
    again = find_all(text, [found_before(text, [first])])
    assert [(text[f.start : f.end], f.certainty) for f in again] == [
        ("Tobin Fennimore", Certainty.REMOVE),
        ("Fennimore", Certainty.ASK),
        ("Tobin", Certainty.ASK),
    ]
    assert len(find_all(text, [found_before(text, [replace(first, rule="roster.name.full")])])) == 1
    assert find_all(
        "By Mr Ann Baker. A Baker bakes.", [found_before("Ann Baker", [Finding(0, 9, Kind.PERSON, "x")])]
    ) == (Finding(6, 15, Kind.PERSON, "again.x"),)


def test_what_is_left_is_found_in_whatever_spelling_and_within_words():
    text = "The QUILL\u200bFEATHERS came by \uff21nn Street."
    assert still_in(text, {"Quillfeather", "Ann", "Lee", "\u200b"}) == {"Quillfeather", "Ann"}


ROSTER = ClearRoster(
    (
        RosterPerson(person="P1", names=("Ann Lee",)),
        RosterPerson(person="P1", names=("Ann Smith",)),
        RosterPerson(person="P2", names=("Ann Lee",)),
        RosterPerson(names=("Cyd Moss",)),
    )
)


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (0, 1, True),  # two rows of one id are one person
        (0, 2, False),  # two ids are two people, whatever their names
        (2, 3, False),
    ],
)
def test_who_is_who(one, other, same):
    people = Identities(ROSTER)
    found = [people.of("Ann", Finding(0, 3, Kind.PERSON, "roster.name.alone", person=row)) for row in (one, other)]
    assert (found[0] == found[1]) is same


def test_a_name_of_several_people_is_nobodys_and_an_unknown_one_is_its_spelling():
    people = Identities(ROSTER)
    assert people.of("Ann", Finding(0, 3, Kind.PERSON, "roster.name.alone")) is None
    assert people.of("Ann", Finding(0, 3, Kind.PERSON, "again.roster.name.alone")) is None
    spellings = {
        people.of(text, Finding(0, len(text), Kind.PERSON, "tagger")) for text in ("Zo\u00eb  Novak", "ZOE NOVAK")
    }
    assert len(spellings) == 1


def test_rows_that_cannot_be_told_apart_are_an_error():
    twins = ClearRoster((RosterPerson(names=("Ann Lee",)), RosterPerson(names=("ann lee",), telephones=("1",))))
    with pytest.raises(RosterFileError, match="cannot be told"):
        Identities(twins).check()


def test_numbers_do_not_follow_the_order_of_asking():
    people = [f"id P{n}" for n in range(30)]
    forwards, backwards = Case(b"k" * 32), Case(b"k" * 32)
    assert forwards.pseudonyms(people) == backwards.pseudonyms(reversed(people))
    numbers = [int(name.split()[1].rstrip("]")) for name in forwards.pseudonyms(people).values()]
    assert sorted(numbers) == list(range(1, 31))
    assert Case(b"l" * 32).pseudonyms(people) != forwards.pseudonyms(people)
