"""The commands of letters, each once: what they print, and what they refuse with which exit code."""

from __future__ import annotations

import csv
import io
import json

import pytest

from commands import clerestory
from letters import office

REASON = ("--reason", "It is about something that another office does.")
PERSON = ("--from", "Quill Marsh; Member for Examplebury; Old Hall")


@pytest.fixture
def place(tmp_path):
    return office(tmp_path / "office").root


def letter(place, verb: str, *words: object, actor: str = "ann", code: int = 0) -> str:
    """What a command about letters prints; its standard error where it is refused."""
    acting = () if verb in ("list", "search", "show") else ("--actor", actor)
    done = clerestory("answer", "letter", verb, place, *words, *acting)
    assert done.returncode == code, done.stderr
    return done.stderr if code else done.stdout.strip()


def received(place, *words: object) -> str:
    said = ("--sender", "mp", "--subject", "Guidance for schools", "--received", "2026-03-02", *PERSON)
    return letter(place, "receive", *said, *words)


def test_a_letter_goes_out_and_comes_back_and_ends(place, tmp_path):
    one, other = received(place, "--theirs", "AG/1"), received(place, "--theirs", "AG/2")
    assert "to be assigned" in letter(place, "ask", one, "When is it out?")
    assert "to be assigned" in letter(place, "link", one, "--kind", "letter", "--subject", "MIN/0000002")
    body = "SYNTHETIC Office for Schools"
    assert "transferred" in letter(place, "transfer", one, "--to", body, "--on", "2026-03-04", *REASON)
    assert "8 April 2026" in letter(place, "back", one, "--from", body, "--on", "2026-03-09", *REASON)
    assert f"{one}: to be assigned" in letter(place, "merge", other, "--into", one, "--on", "2026-03-09", *REASON)
    text = tmp_path / "text.txt"
    text.write_text("It will take longer.", encoding="utf-8")
    said = letter(place, "hold", "AG/1", "--expected", "2026-05-20", "--on", "2026-03-10", *REASON)
    assert "You will have a full reply by 20 May 2026." in said
    letter(place, "draft", "AG/1", text)
    assert "to be drafted" in letter(place, "return", "AG/1", "--version", 1, *REASON, actor="ben")
    closed = letter(place, "close", one, "--on", "2026-03-10", *REASON)
    assert closed == f"{one}: closed without a reply. The clock ended on Tuesday 10 March 2026."
    assert json.loads(letter(place, "show", "AG/2", "--json"))["reference"] == one
    told = json.loads(letter(place, "show", other, "--json"))
    assert (told["reference"], told["state"]) == (other, "merged with another letter")
    assert [act["act"] for act in told["acts"]] == ["receive letter", "merge letter"]
    assert letter(place, "erase", "--ended-before", "2026-03-10", *REASON, code=104).count("kept until") == 1
    assert letter(place, "erase", "--ended-before", "2026-03-01", *REASON) == ""


def test_who_clears_or_sends_back_says_which_version_they_read(place, tmp_path):
    one, text = received(place), tmp_path / "text.txt"
    text.write_text("The guidance is being revised.", encoding="utf-8")
    for _ in range(2):
        letter(place, "draft", one, text)
    for verb, *words in (("clear",), ("return", *REASON)):
        assert "--version" in letter(place, verb, one, *words, actor="ben", code=2)
        assert "not the last version" in letter(place, verb, one, "--version", 1, *words, actor="ben", code=104)
    assert "cleared, to be sent" in letter(place, "clear", one, "--version", 2, actor="ben")


def test_a_letter_of_the_offices_own_is_a_part_too(place):
    thread = received(place).rpartition("/")[0]
    started = letter(place, "start", "--recipient", "mp", "--subject", "A word more", "--thread", thread, *PERSON)
    assert started == f"{thread}/2"


def test_lists_are_lines_or_csv_or_json(place):
    received(place, "--theirs", "AG/1")
    assert letter(place, "list", "--which", "overdue").startswith(
        "MIN/0000001: Guidance for schools; to be assigned, due"
    )
    rows = list(csv.DictReader(io.StringIO(letter(place, "search", "quill", "--csv"))))
    assert [row["letter"] for row in rows] == ["MIN/0000001"]
    assert json.loads(letter(place, "list", "--json"))[0]["due"] == "2026-03-30"
    assert letter(place, "search", "nothing") == ""
    assert "say whose" in letter(place, "list", "--which", "mine", code=2)


def test_what_is_refused_says_why_and_has_its_exit_code(place):
    one = received(place)
    assert "no role" in letter(place, "assign", one, "ann", actor="dan", code=105)
    assert "no such petition" in letter(place, "link", one, "--kind", "petition", "--subject", "1", code=103)
    assert "nobody of the id" in letter(place, "assign", one, "eve", code=103)
    assert "no letter of this reference" in letter(place, "show", "MIN/0009999/1", code=103)
    assert "has not come yet" in letter(place, "close", one, "--on", "2999-01-01", *REASON, code=104)
    said = letter(place, "transfer", one, "--to", "quill@example.org", *REASON, code=104)
    assert "looks like" in said
    assert "quill@" not in said
