"""The commands of requests, one after another: what each records, prints and refuses."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from clerestory.model.calendar import LONDON, date_text
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


def day_in(days: int) -> str:
    """The day that is so many days from today, by London's clocks: commands go by the machine's."""
    return (dt.datetime.now(LONDON) + dt.timedelta(days=days)).date().isoformat()


def not_held(office: Path, reference: str, version: int) -> None:
    log = ("--outcome", "not held", "--asked", "How many were passed on")
    said(office, "draft", reference, office / "answer.md", *log)
    said(office, "clear", reference, "--version", version, person="ben")
    assert "We do not hold this information." in said(office, "answer", reference, "--sent", day_in(0))


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
    not_held(office, reference, 1)
    today, later = day_in(0), day_in(21)
    said(office, "review", reference, "--received", today, "--about", "They think that we hold it.")
    said(office, "extend-review", reference, "--sent", today, "--until", day_in(40), *WHY)
    decided = ("--decided", today, "--outcome", "overturned", "--until", later, *WHY)
    refused = clerestory("answer", "request", "decide", office, reference, *decided, "--actor", "ben")
    assert (refused.returncode, "had a part" in refused.stderr) == (104, True)
    due = date_text(dt.date.fromisoformat(later))
    assert said(office, "decide", reference, *decided, person="cat") == f"{reference}: open, due on {due}"
    not_held(office, reference, 2)
    note = ("--body", "Information Commissioner", "--on", today, "--text", "It stands.")
    said(office, "note", reference, *note)
    said(office, "erase", reference, "--on", today, *WHY)
    shown = json.loads(clerestory("answer", "request", "show", office, reference, "--json").stdout)
    assert (shown["state"], shown["answered"], shown["owner"]) == ("answered", [today, today], "ben")
    log = clerestory("answer", "request", "log", office).stdout
    assert f"{date_text(dt.date.fromisoformat(today))}: the answer does not stand" in log


def test_a_question_is_held_answered_and_put_right(office):
    asked = ("--kind", "written question", "--member", "MP for Northmoor", "--reference", "12345")
    reference = said(office, "receive", "--received", "2026-03-02", *QUESTION, *asked)
    held = said(office, "hold", reference, "--sent", "2026-03-09", "--until", "2026-03-16", *WHY)
    assert held == f"{reference}: open, due on 16 March 2026"
    not_held(office, reference, 1)
    today, later = day_in(0), day_in(4)
    found = ("--found", today, "--until", later, "--reason", "A year was wrong in it.")
    due = date_text(dt.date.fromisoformat(later))
    assert said(office, "correct", reference, *found) == f"{reference}: open, due on {due}"
    not_held(office, reference, 2)
    assert "A year was wrong in it." in clerestory("answer", "request", "log", office).stdout
    listed = json.loads(clerestory("answer", "request", "list", office, "--words", "12345", "--json").stdout)
    assert [one["reference"] for one in listed] == [reference]


def test_an_answer_is_cleared_by_somebody_of_a_name_and_goes_out_on_no_day_before(office):
    reference = said(office, "receive", "--received", "2026-03-02", *QUESTION)
    log = ("--outcome", "not held", "--asked", "How many were passed on")
    said(office, "draft", reference, office / "answer.md", *log)
    clearing = ("answer", "request", "clear", office, reference, "--version", 1)
    assert "--actor" in clerestory(*clearing).stderr
    program = clerestory(*clearing, "--actor", "clerestory")
    assert (program.returncode, "the program does not do this" in program.stderr) == (105, True)
    said(office, "clear", reference, "--version", 1, person="ben")
    early = clerestory("answer", "request", "answer", office, reference, "--sent", "2026-04-15", "--actor", "ann")
    assert (early.returncode, "it was cleared on" in early.stderr) == (104, True)
    said(office, "answer", reference, "--sent", day_in(0))


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
    assert (short.returncode, "note: String should have" in short.stderr) == (103, True)
