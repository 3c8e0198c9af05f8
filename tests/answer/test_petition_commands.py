"""A petition at the command line: imported, asked, checked, answered by two people, decided on, accounted for."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from clerestory.errors import AnswerError, AnswerNotPermittedError, AnswerNowError
from clerestory.model.calendar import LONDON
from commands import clerestory
from petition_files import NUMBER, as_bytes, live, page
from petition_places import PEOPLE

RESPONSE = """
verdict = "partly"
summary = "A part of the review is published, and the rest is not."
details = '''
The review is published as a report.

What people told of themselves is left out.
'''

[release]
form = "A report on this site"
when = 2099-06-30

[[held_back]]
code = "PERS"
kind = "document"
words = "It holds what people told of themselves."
review_by = REVIEW

[[passages]]
element = "review"
words = "The review is published as a report."

[[passages]]
element = "whole"
words = "What people told of themselves is left out."
"""
GIVEN = """
sent = 2026-02-12
by = "Department of Examples"
summary = "We looked at it."
"""


def petition(*words: object, **options):
    return clerestory("answer", "petition", *words, **options)


def day_in(days: int) -> str:
    """The day that is so many days from today, by London's clocks: commands go by the machine's."""
    return (dt.datetime.now(LONDON) + dt.timedelta(days=days)).date().isoformat()


@pytest.fixture
def folder(tmp_path) -> Path:
    clerestory("answer", "start", tmp_path, "--office", "Department of Examples", check=True)
    with (tmp_path / "answers.toml").open("a") as file:
        file.write(PEOPLE)
    (tmp_path / "site.json").write_bytes(as_bytes(live()))
    (tmp_path / "response.toml").write_text(RESPONSE.replace("REVIEW", day_in(180)))
    return tmp_path


def asked(folder: Path) -> None:
    petition("import", folder, folder / "site.json", check=True)
    elements = ("--element", "review=That the review is published", "--element", "whole=That it is published whole")
    said = ("--words", "Publish the review", "--kind", "full release", "--asked", "2026-02-01")
    petition("ask", folder, NUMBER, *said, *elements, "--actor", "writer", check=True)


def test_a_petition_is_answered_by_two_people_and_accounted_for(folder):
    asked(folder)
    response = folder / "response.toml"
    told = petition("check", folder, NUMBER, response, check=True).stdout
    assert "Summary 55 of 200 characters, details 81 of 6,000" in told
    petition("respond", folder, NUMBER, response, "--actor", "writer", check=True)
    why = ("--version", 1, "--reason", "It was read beside the review.")
    own = petition("clear", folder, NUMBER, *why, "--actor", "writer")
    assert (own.returncode, "does not clear it" in own.stderr) == (AnswerNotPermittedError.exit_code, True)
    petition("clear", folder, NUMBER, *why, "--actor", "adviser", check=True)
    day = day_in(0)
    petition("send", folder, NUMBER, "--version", 1, "--sent", day, "--actor", "adviser", check=True)
    decision = ("--decision", "published", "--reason", "The site shows it as it is.", "--day", day)
    petition("decide", folder, NUMBER, "--version", 1, *decision, check=True)
    petition("debate", folder, NUMBER, "--scheduled", "2099-01-05", check=True)
    history = petition("history", folder, NUMBER, check=True).stdout
    assert "Version 1 was published: The site shows it as it is." in history
    assert petition("show", folder, NUMBER, check=True).stdout.splitlines()[1] == (
        "Petition: open. Response: responded. Debate: scheduled."
    )
    assert petition("list", folder, check=True).stdout.split()[:3] == [str(NUMBER), "answered", "Publish"]


def test_json_writes_back_every_key_that_the_site_had_but_who_began_it(folder):
    document = live() | {"_note": "kept"}
    document["data"]["attributes"]["new_in_2031"] = [{"a": None}]
    (folder / "site.json").write_bytes(as_bytes(document))
    petition("import", folder, folder / "site.json", check=True)
    told = json.loads(petition("show", folder, NUMBER, "--json", check=True).stdout)
    assert document["data"]["attributes"].pop("creator_name") == "A. Example"
    assert told["site"] == document
    assert told["answer"]["next"] == "to be answered"


def test_a_second_import_tells_what_changed_and_keeps_the_first(folder):
    petition("import", folder, folder / "site.json", check=True)
    (folder / "page.json").write_bytes(as_bytes(page(live(signature_count=20_000), live(NUMBER + 1))))
    told = json.loads(petition("import", folder, folder / "page.json", "--json", check=True).stdout)
    assert [(one["number"], one["is_new"]) for one in told] == [(NUMBER, False), (NUMBER + 1, True)]
    assert told[0]["changes"] == [{"field": "signatures", "before": "12,345", "after": "20,000"}]


def test_a_file_with_a_fault_imports_nothing(folder):
    (folder / "page.json").write_bytes(as_bytes(page(live(), live(NUMBER + 1, state="parked"))))
    refused = petition("import", folder, folder / "page.json")
    assert (refused.returncode, "data.1.attributes: state" in refused.stderr) == (AnswerError.exit_code, True)
    assert petition("list", folder, check=True).stdout.strip() == ""


def test_pack_and_notice_of_an_answer_given_elsewhere_and_its_revision(folder):
    asked(folder)
    (folder / "given.toml").write_text(GIVEN)
    petition("given", folder, NUMBER, folder / "given.toml", check=True)
    refused = petition("notice", folder, NUMBER, "--address", "https://example.org/answer")
    assert (refused.returncode, "neither yes, no nor partly" in refused.stderr) == (AnswerNowError.exit_code, True)
    request = ("--decision", "revision requested", "--reason", "It does not answer the ask.", "--day", "2026-02-16")
    petition("decide", folder, NUMBER, "--version", 1, *request, "--due", "2026-03-02", check=True)
    petition("respond", folder, NUMBER, folder / "response.toml", "--actor", "writer", check=True)
    why = ("--version", 2, "--reason", "It was read beside the review.")
    petition("clear", folder, NUMBER, *why, "--actor", "adviser", check=True)
    petition("send", folder, NUMBER, "--version", 2, "--sent", day_in(0), check=True)
    out = folder / "out"
    names = [Path(line).name for line in petition("pack", folder, NUMBER, "--to", out, check=True).stdout.splitlines()]
    assert names == [f"SYNTHETIC-petition-{NUMBER}.html", f"SYNTHETIC-petition-{NUMBER}.txt", "style.css"]
    text = (out / names[1]).read_text()
    assert "[-We looked at it-]{+A part of the review is published, and the rest is not+}." in text
    assert "That the review is published: no answer" in text
    assert "That the review is published: The review is published as a report." in text
    page_ = (out / names[0]).read_text()
    assert "<del>We looked at it</del>" in page_
    assert "SYNTHETIC" in page_
    notice = petition("notice", folder, NUMBER, "--address", "https://example.org/answer", check=True).stdout
    assert "The answer is: partly." in notice
    assert "https://example.org/answer" in notice
