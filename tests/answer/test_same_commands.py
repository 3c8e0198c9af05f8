"""Commands about research, guidance, statements, the commission and events: what they print, refuse and ask for."""

from __future__ import annotations

import datetime as dt
import json
import shutil
from pathlib import Path
from shlex import split

import pytest

from commands import clerestory
from said_the_same import ACTS, TEXT, WHY
from studies import example


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("said")
    assert clerestory("answer", "start", root, "--office", "The office").returncode == 0
    done = clerestory("answer", "load", root, ACTS)
    assert done.returncode == 0, done.stderr
    return root


@pytest.fixture
def place(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "place"))


def answer(*said: object):
    return clerestory("answer", *said)


def listed(*said: object):
    return json.loads(answer(*said, "--json").stdout)


@pytest.mark.parametrize(
    ("kind", "subject", "state"),
    [
        ("watch", "code", "followed"),
        ("guidance", "share", "current"),
        ("statement", "money-2019", "current"),
        ("commission", "work", "1 not answered"),
        ("event", "summit", "planned"),
    ],
)
def test_each_kind_is_listed_and_shown(kept, kind, subject, state):
    rows = {row["id"]: row["state"] for row in listed(kind, "list", kept)}
    assert rows[subject] == state
    shown = listed(kind, "show", kept, subject)
    lines = answer(kind, "show", kept, subject)
    assert [line.split(":")[0] for line in lines.stdout.splitlines()] == list(shown)
    assert "clerestory: " in lines.stderr  # the program did it
    assert answer(kind, "show", kept, "none").returncode == 103
    assert listed(kind, "list", kept, "--words", "nothing of the kind") == []


def test_overdue_checks_come_first_and_those_that_lie_far_ahead_not_at_all(place):
    today = dt.datetime.now(tz=dt.UTC).date()
    fields = ("--what", "A", "--by", "B", "--why", "C", "--owner", "ann", "--day", "2020-01-02", "--next-check")
    for name, days in {"soon": 3, "late": -400, "later": -3, "far": 100}.items():
        assert answer("watch", "follow", place, name, *fields, today + dt.timedelta(days)).returncode == 0
    found = [(row["id"], row["when"]) for row in listed("watch", "due", place)]
    assert found == [("late", "overdue"), ("later", "overdue"), ("soon", "due")]
    assert [row["id"] for row in listed("watch", "due", place, "--days", "101")] == ["late", "later", "soon", "far"]


def test_a_statement_is_printed_on_a_day_on_which_it_holds(kept):
    done = answer("statement", "repeat", kept, "status-2018", "--on", "2020-12-31")
    assert done.stdout == "STATUSWORDS (since 3 March 2018; The office, 3 March 2018)\n"
    for on in ("2018-03-02", "2021-01-01"):
        assert answer("statement", "repeat", kept, "status-2018", "--on", on).returncode == 106
    assert "Repeat the statement money-2019 instead" in answer("statement", "repeat", kept, "status-2018").stderr


def test_the_same_claim_is_a_source_of_the_statement_that_there_is(place):
    claim = split("--sort money --words £30m --amount 30000000 --purpose support --by B --said-on 2019-09-20")
    done = answer("statement", "make", place, "again", *claim, *split("--document 'Letter 2' --review 2099-01-01"))
    assert done.returncode == 104
    assert "this claim is the statement money-2019 already" in done.stderr
    source = split("--document 'Letter 2' --day 2019-09-20")
    assert answer("statement", "source", place, "money-2019", *source).returncode == 0
    sources = listed("statement", "show", place, "money-2019")["sources"]
    assert [one["document"] for one in sources] == ["Letter 1", "Letter 2"]


def test_one_topic_and_one_duty_stand_at_one_place(place):
    opened = split("--owner ann --day 2020-01-02 --review 2020-09-01 --title")
    assert "has a message already: share" in answer("guidance", "open", place, "x", *opened, "when  TO share").stderr
    assert answer("guidance", "open", place, "x", *opened, "Another").returncode == 0
    duty = split("--duty tell --version 1 --words W --body B --section S --force may --binds EDU --day 2020-01-02")
    done = answer("guidance", "duty", place, "x", *duty, "--reason", WHY)
    assert "the duty stands in the message share" in done.stderr
    assert [row["duty"] for row in listed("guidance", "duties", place)] == ["tell"]
    ended = split("--day 2020-02-01 --instead x --reason")
    assert answer("guidance", "close", place, "share", *ended, WHY).returncode == 0
    assert listed("guidance", "status", place) == [
        {"message": "x", "audience": "", "standing": "no message", "updated": "", "reads": "0", "why": ""}
    ]


@pytest.mark.parametrize(
    ("said", "told"),
    [
        (("--day", "today"), "--day"),  # no day
        (("--reads", "-17"), "--reads"),
        (("--audience", "SCHOOLS"), "--audience"),
    ],
)
def test_an_option_that_does_not_hold_is_named_and_not_repeated(kept, said, told):
    known = {"--audience": "EDU", "--of": "1", "--reads": "9", "--day": "2020-03-02"} | {said[0]: said[1]}
    options = [part for pair in known.items() for part in pair]
    done = answer("guidance", "reads", kept, "share", *options)
    assert done.returncode == 2
    assert told in done.stderr
    assert said[1] not in done.stderr


def test_what_an_act_may_not_hold_or_name(place):
    check = ("watch", "check", place, "code", *split("--day 2020-01-02 --next-check 2099-01-01 --found"))
    done = answer(*check, "Ring 020 7946 0018")
    assert (done.returncode, "7946" in done.stderr) == (104, False)
    assert "there is no commitment none" in answer(*check, "It changed.", "--commitments", "none").stderr
    done = answer(*check, "A man of 45 was convicted in Northmoor.")
    assert (done.returncode, "could be about a case" in done.stderr) == (106, True)
    event = split("--title T --day 2099-01-01 --host H --audiences local --owner a")
    assert "the id cannot be used" in answer("event", "plan", place, "../x", *event).stderr
    variant = ("guidance", "variant", place, "share", *split("--audience HLTH --of 1 --day 2020-02-01 --text"))
    done = answer(*variant, "You must.")
    assert (done.returncode, "line 1 says what somebody must do, and has no mark" in done.stderr) == (106, True)
    assert answer(*variant, TEXT).returncode == 0


@pytest.mark.parametrize(
    "text",
    [
        "In Northmoor 412 suspects were found.",
        "Three men from Northmoor stand trial at Leeds Crown Court.",
        "It happens because of the groups.",
        'As {{ t1["n", "person"] }} were found.',
        "[duty tell, version 1] You must tell the lead at once, as 412 did.",
    ],
)
def test_guidance_goes_out_as_every_other_text(place, text):
    write = ("guidance", "write", place, "share", *split("--version 2 --day 2020-02-01 --review 2099-01-01"))
    before = listed("guidance", "show", place, "share")
    done = answer(*write, "--reason", WHY, "--text", text)
    assert (done.returncode, "412" in done.stderr) in {(106, False), (104, False)}
    variant = ("guidance", "variant", place, "share", *split("--audience HLTH --of 1 --day 2020-02-01 --text"))
    assert answer(*variant, f"{TEXT}\n{text}").returncode in (104, 106)
    duty = split("--duty share --version 1 --body B --section S --force may --binds EDU --day 2020-01-02")
    said = ("--words", text.partition("] ")[2] or text)
    assert answer("guidance", "duty", place, "share", *duty, "--reason", WHY, *said).returncode in (104, 106)
    assert listed("guidance", "show", place, "share") == before


def test_a_time_limit_of_the_library_and_what_others_do_without_delay_may_stand_in_guidance(place):
    duty = split("--duty note --version 1 --body B --section S --force must --binds EDU --day 2020-01-02")
    said = ("--words", "Note it within 24 hours.", "--limit", "24 hours", "--reason", WHY)
    done = answer("guidance", "duty", place, "share", *duty, *said)
    assert done.returncode == 0, done.stderr
    text = f"{TEXT}\n[duty note, version 1] You must note it within 24 hours.\nYou may ring the lead without delay."
    write = ("guidance", "write", place, "share", *split("--version 2 --day 2020-02-01 --review 2099-01-01"))
    done = answer(*write, "--reason", WHY, "--text", text)
    assert done.returncode == 0, done.stderr


@pytest.mark.parametrize(
    ("sort", "words", "code"),
    [
        ("status --since 2020-01-02", "It is a national priority.", 0),
        ("status --since 2020-01-02", "It is a national priority for 412 suspects.", 104),
        ("status --since 2020-01-02", "Four hundred and twelve are known.", 104),
        ("status --since 2020-01-02", "Three men of Northmoor are on trial for rape.", 106),
        ("money --amount 5000000 --purpose support", "A further £5m for all", 0),
        ("money --amount 412 --purpose support", "412 suspects", 104),
        ("money --amount 5000000 --purpose 'support of 412 victims'", "A further £5m", 104),
        ("money --amount 5000000 --purpose 'the victims in the trial at Leeds Crown Court'", "A further £5m", 106),
        ("testimony", "There were 412 of them.", 104),
    ],
)
def test_a_statement_speaks_of_no_case_and_has_no_figure_but_its_sum(place, sort, words, code):
    said = split(f"--by B --said-on 2020-01-02 --document L --review 2099-01-01 --sort {sort}")
    done = answer("statement", "make", place, "anew", *said, "--words", words)
    assert (done.returncode, "412" in done.stderr) == (code, False), done.stderr


def test_a_commission_begins_with_what_the_study_has(tmp_path):
    root = example(tmp_path / "study")
    assert answer("start", root).returncode == 0
    begin = split("--day 2018-07-03 --document 'A letter'")
    done = answer("commission", "start", root, *begin)
    assert done.returncode == 0, done.stderr
    name = done.stdout.strip()
    questions = listed("commission", "show", root, name)["questions"]
    assert [one["id"] for one in questions] == [f"q{number}" for number in range(1, len(questions) + 1)]
    assert answer("commission", "start", root, *begin).returncode == 104
    given = split("--question q1 --extent 'in full' --words 'As it says.' --day 2020-01-02 --release 2026-12-15")
    done = answer("commission", "answer", root, name, *given, "--findings", "none")
    assert "the study has no table, chart or finding none" in done.stderr
    bare = [word.replace("As it says.", "There are 12 groups.") for word in given]
    done = answer("commission", "answer", root, name, *bare, "--findings", "t1")
    assert (done.returncode, "a number" in done.stderr) == (106, True)  # no released cell is behind it
    assert answer("commission", "answer", root, name, *given, "--findings", "t1").returncode == 0
    assert answer("start", tmp_path, "--office", "The office").returncode == 0
    assert answer("commission", "start", tmp_path, *begin).returncode == 103  # no study
