"""What is found in marked letters, in those held out, and in the three source documents."""

from __future__ import annotations

import datetime as dt
import json

import pytest

from clerestory.answer.reading import join_promises, read_letter
from commands import clerestory
from letter_marks import SOURCES, marked_letters, noised, source_documents, tallies

external = [pytest.mark.external, pytest.mark.skipif(not SOURCES.exists(), reason="needs ../shared")]

# What was measured. Kinds that are not named here are found whole, and nothing else is taken for them.
FLOORS = {
    "worked_on": {"promise, kind and day": (0.96, 0.96)},  # "the middle of June" names no day
    "held_out": {
        "promise": (0.96, 1.0),
        "promise, kind and day": (0.93, 0.96),
        "ask": (0.95, 1.0),
        "money": (0.85, 0.85),
        "watch": (0.87, 1.0),
    },
}
NOISE = {
    "copies": (0.81, 0.9),  # a name that a line end breaks is two
    "promise": (0.98, 1.0),
    "promise, kind and day": (0.95, 0.96),
    "ask": (0.97, 1.0),
    "money": (0.9, 0.9),
    "watch": (0.94, 1.0),
}


def too_few(found, floors):
    """The kinds that are below what was measured, with what was missed and what was too much."""
    return {
        kind: tally.wrong
        for kind, tally in found.items()
        if tally.precision < floors.get(kind, (1.0, 1.0))[0] or tally.recall < floors.get(kind, (1.0, 1.0))[1]
    }


@pytest.mark.parametrize("half", ["worked_on", "held_out"])
def test_as_much_of_marked_letters_is_found_as_was_measured(half):
    assert too_few(tallies(marked_letters(half), read_letter), FLOORS[half]) == {}


def test_line_ends_and_gaps_of_a_scan_change_little():
    letters = noised(marked_letters("worked_on") + marked_letters("held_out"), 1)
    assert too_few(tallies(letters, read_letter), NOISE) == {}


def test_of_all_marked_letters_those_promises_are_joined_that_are_one():
    """By hand: a summary, methods, a panel and an evidence review are promised in several places, nothing else."""
    read = [
        (letter.name, read_letter(letter.text)) for letter in marked_letters("worked_on") + marked_letters("held_out")
    ]
    several = [
        [one.document for one in joined.sources] for joined in join_promises(read).promises if len(joined.sources) > 1
    ]
    assert several == [
        ["notice-review", "reply-minister"],
        ["petition-answer", "petition-answer", "petition-answer", "wrapped-notice"],
        ["petition-answer", "wrapped-notice"],
        ["petition-reply", "petition-reply", "petition-reply"],
    ]


def test_marks_are_of_every_kind_in_both_halves():
    for half in ("worked_on", "held_out"):
        letters = marked_letters(half)
        assert {mark.kind for letter in letters for mark in letter.marks} == {
            "ask", "promise", "watch", "thanks", "apology", "money", "status",
        }  # fmt: skip
        assert all("SYNTHETIC" in letter.text for letter in letters)


@pytest.mark.parametrize("mark", [pytest.param(None, marks=external)])
def test_the_source_documents_are_read_whole_and_nothing_is_added(mark):
    assert too_few(tallies(source_documents(), read_letter), {}) == {}


@pytest.mark.parametrize("mark", [pytest.param(None, marks=external)])
def test_promises_of_letter_and_notice_are_joined(mark):
    """The ids of TRACEABILITY: what A and B both promise is one; what C promises stands alone."""
    names = {"000_7e8c7406c6a7023a.txt": "A", "002_18e770ffef043321.txt": "B", "004_6eba8264f18b079d.txt": "C"}
    read = [(names[letter.name], read_letter(letter.text)) for letter in source_documents()]
    joined = [
        (
            one.proposed.kind.value,
            one.proposed.due,
            [f"{s.document}{s.place.paragraph}.{s.place.sentence}" for s in one.sources],
        )
        for one in join_promises(read).promises
    ]
    assert joined == [
        (
            "dated",
            dt.date(2020, 12, 31),
            ["A8.5", "A15.1", "A20.1", "A21.1", "B2.1", "B3.1"],
        ),  # A6, A10, A16, A17, B1, B2
        ("content", None, ["A8.6"]),  # A7
        ("undated", None, ["A22.1", "B4.1"]),  # A18, B3
        ("undated", None, ["A25.1", "B13.1"]),  # A21, B12
        ("content", None, ["A26.1", "B14.1"]),  # A22, B13
        ("continuing", None, ["C19.1"]),  # C26
        ("conditional", None, ["C19.2"]),  # C27
    ]


@pytest.mark.parametrize("mark", [pytest.param(None, marks=external)])
def test_the_undated_letter_says_since_when_it_can_have_been_written(mark):
    letter = next(one for one in source_documents() if one.heads["of_sender"])
    read = read_letter(letter.text)
    assert (read.date.day, read.date.earliest) == (None, dt.date(2018, 5, 25))
    assert [(one.day, one.is_inferred) for one in read.answers] == [(dt.date(2018, 5, 25), True)]
    assert [one.words for one in read.sender] == ["Home Office", "Home Secretary"]


@pytest.fixture
def letters(tmp_path):
    """Two marked letters as files: a reply that promises a summary, and the notice of the same promise."""
    for letter in marked_letters("worked_on"):
        if letter.name in ("reply-minister", "notice-review"):
            (tmp_path / f"{letter.name}.txt").write_text(letter.text, encoding="utf-8")
    return tmp_path


def test_a_letter_is_read_at_the_command_line(letters):
    shown = clerestory("answer", "letter", "read", letters / "reply-minister.txt")
    assert shown.returncode == 0, shown.stderr
    assert "dated, due 2032-12-31, by We: We will publish a summary of it this year." in shown.stdout
    assert "a person confirms or drops each" in shown.stderr
    told = json.loads(clerestory("answer", "letter", "read", letters / "reply-minister.txt", "--json").stdout)
    (document,) = told["documents"]
    assert document["document"] == "reply-minister.txt"
    assert [one["words"] for one in document["proposals"]["references"]] == ["MIN/0200456/2", "NP/WEST0012"]


def test_promises_of_two_files_are_joined_at_the_command_line(letters):
    files = (letters / "reply-minister.txt", letters / "notice-review.txt")
    told = json.loads(clerestory("answer", "promises", *files, "--json").stdout)
    sources = [[one["document"] for one in promise["sources"]] for promise in told["promises"]]
    assert ["reply-minister.txt", "notice-review.txt"] in sources
    assert "a person confirms" in clerestory("answer", "promises", *files).stderr


def test_a_file_of_another_form_is_refused_by_name(tmp_path):
    picture = tmp_path / "letter.png"
    picture.write_bytes(b"\x89PNG")
    refused = clerestory("answer", "letter", "read", picture)
    assert refused.returncode == 103
    assert "letter.png: files of this form are not read as letters" in refused.stderr
