"""The commands of requests, one after another: what each records, prints and refuses."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from commands import clerestory

PEOPLE = "".join(
    f'\n[[people]]\nid = "{person}"\npost = "{person}"\nroles = ["{role}"]\n'
    for person, role in {"ann": "correspondence officer", "ben": "policy adviser", "cat": "policy adviser"}.items()
)
WHY = ("--reason", "It is so, and for a good reason.")
QUESTION = ("--title", "Concerns", "--question", "How many were passed on?")


@pytest.fixture
def office(tmp_path) -> Path:
    assert clerestory("answer", "start", tmp_path, "--office", "Office of the Lattice").returncode == 0
    with (tmp_path / "answers.toml").open("a", encoding="utf-8") as file:
        file.write(PEOPLE)
    (tmp_path / "answer.md").write_text("We hold nothing of this kind.", encoding="utf-8")
    return tmp_path


def said(office: Path, verb: str, *words: object, person: str = "ann") -> str:
    done = clerestory("answer", "request", verb, office, *words, "--actor", person)
    assert done.returncode == 0, done.stderr
    return done.stdout.strip()


def not_held(office: Path, reference: str, version: int, sent: str) -> None:
    log = ("--outcome", "not held", "--asked", "How many were passed on")
    said(office, "draft", reference, office / "answer.md", *log)
    said(office, "clear", reference, "--version", version, person="ben")
    assert "We do not hold this information." in said(office, "answer", reference, "--sent", sent)


def test_a_request_is_made_clear_paid_for_extended_answered_and_reviewed(office):
    reference = said(office, "receive", "--received", "2026-03-02", *QUESTION, "--asker", "Robin Sample")
    said(office, "assign", reference, "ben")
    asked = said(office, "clarify", reference, "--asked", "2026-03-04", "--what", "Which years?")
    assert asked == f"{reference}: waiting to be clarified"
    clear = said(office, "clarified", reference, "--received", "2026-03-05", "--question", "Of one year?")
    assert clear == f"{reference}: open, due on 7 April 2026"  # 17 March, Good Friday and Easter Monday lie between
    said(office, "fee", reference, "--given", "2026-03-09", "--pounds", 20)
    assert said(office, "paid", reference, "--received", "2026-03-10") == f"{reference}: open, due on 9 April 2026"
    more = ("--section", "31", "--sent", "2026-04-01", "--until", "2026-04-20")
    assert said(office, "extend", reference, *more, *WHY) == f"{reference}: open, due on 20 April 2026"
    not_held(office, reference, 1, "2026-04-15")
    said(office, "review", reference, "--received", "2026-04-20", "--about", "They think that we hold it.")
    said(office, "extend-review", reference, "--sent", "2026-05-01", "--until", "2026-06-01", *WHY)
    decided = ("--decided", "2026-05-20", "--outcome", "overturned", "--until", "2026-06-10", *WHY)
    refused = clerestory("answer", "request", "decide", office, reference, *decided, "--actor", "ben")
    assert (refused.returncode, "had a part" in refused.stderr) == (104, True)
    assert said(office, "decide", reference, *decided, person="cat") == f"{reference}: open, due on 10 June 2026"
    not_held(office, reference, 2, "2026-06-01")
    note = ("--body", "Information Commissioner", "--on", "2026-07-01", "--text", "It stands.")
    said(office, "note", reference, *note)
    said(office, "erase", reference, "--on", "2026-07-02", *WHY)
    shown = json.loads(clerestory("answer", "request", "show", office, reference, "--json").stdout)
    assert (shown["state"], shown["answered"], shown["owner"]) == ("answered", ["2026-04-15", "2026-06-01"], "ben")
    log = clerestory("answer", "request", "log", office).stdout
    assert "20 May 2026: the answer does not stand" in log


def test_a_question_is_held_answered_and_put_right(office):
    asked = ("--kind", "written question", "--member", "MP for Northmoor", "--reference", "12345")
    reference = said(office, "receive", "--received", "2026-03-02", *QUESTION, *asked)
    held = said(office, "hold", reference, "--sent", "2026-03-09", "--until", "2026-03-16", *WHY)
    assert held == f"{reference}: open, due on 16 March 2026"
    not_held(office, reference, 1, "2026-03-12")
    found = ("--found", "2026-03-20", "--until", "2026-03-24", "--reason", "A year was wrong in it.")
    assert said(office, "correct", reference, *found) == f"{reference}: open, due on 24 March 2026"
    not_held(office, reference, 2, "2026-03-23")
    assert "A year was wrong in it." in clerestory("answer", "request", "log", office).stdout
    listed = json.loads(clerestory("answer", "request", "list", office, "--words", "12345", "--json").stdout)
    assert [one["reference"] for one in listed] == [reference]


def test_a_request_is_passed_on_or_ended(office):
    passed, ended = (said(office, "receive", "--received", "2026-03-02", *QUESTION) for _ in range(2))
    said(office, "transfer", passed, "--to", "Another office", "--sent", "2026-03-03", *WHY)
    said(office, "close", ended, "--closed", "2026-03-03", "--why", "withdrawn", *WHY)
    assert clerestory("answer", "request", "list", office, "--open").stdout == ""
    wrong = clerestory("answer", "request", "show", office, "FOI-2026-0009")
    assert (wrong.returncode, "FOI-2026-0009" in wrong.stderr) == (103, False)
    short = clerestory(
        "answer", "request", "note", office, ended, "--body", "Court", "--on", "2026-03-03", "--text", ""
    )
    assert (short.returncode, "note: say it in" in short.stderr) == (103, True)
