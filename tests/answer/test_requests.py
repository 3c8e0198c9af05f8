"""Requests on a real study: figures are released cells, or tables that passed gate protect and are registered."""

from __future__ import annotations

import csv
import datetime as dt
import json
import shutil
import tomllib
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from lxml import html

from clerestory import pipeline
from clerestory.clock import FixedClock
from clerestory.errors import AnswerNotPermittedError, AnswerNowError, AnswerTextError, GateError
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.exemptions import Section
from clerestory.model.answers.kinds import Kind
from clerestory.model.decisions import Gate
from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.preparing import prepare
from clerestory.pipeline.answering.reading import record_of
from clerestory.pipeline.answering.requests.recording import (
    NewAnswer,
    NewRequest,
    disclosure_log,
    do_to_request,
    draft_answer,
    erase_asker,
    notice,
    receive_request,
    request_of,
    send_answer,
)
from clerestory.pipeline.answering.requests.tables import register_table
from clerestory.pipeline.answering.requests.texts import Asker
from clerestory.study.answers import AnswerPlace, open_place
from clerestory.study.stored import read_protected
from pages import CHROMIUM, barriers, browser
from requests_asked import LONG, NOTE, applied
from studies import CLOCK, published, small_study

ON = FixedClock(dt.datetime(2026, 12, 31, 12, tzinfo=dt.UTC))
TODAY = ON.time.date()
TABLES = """
[[tables]]
id = "t1"
title = "Children by area"
count = "person"
rows = "person.area"
only = { "person.age" = ["u16"] }
"""
OWN = """
[[tables]]
id = "t9"
title = "Young people by area"
count = "person"
rows = "person.area"
only = { "person.age" = ["u16", "u18"] }
"""
PEOPLE = [("u16", "n")] * 40 + [("u18", "n")] * 3 + [("u16", "s")] * 50 + [("u18", "s")] * 30 + [("over", "n")] * 60
OFFICERS = """
[[people]]
id = "writer"
post = "Correspondence officer"
roles = ["correspondence officer"]

[[people]]
id = "second"
post = "Policy adviser"
roles = ["policy adviser"]

[[people]]
id = "maker"
post = "Analyst"
roles = ["analyst"]
"""
CITING = 'We counted {{ t1["n", "total"] }} children in the north of the study.'


def study(folder: Path, tables: str) -> Path:
    shown = "t9" if tables == OWN else "t1"
    lists = {"age": ["u16", "u18", "over"], "area": ["n", "s"]}
    root = small_study(folder, lists, PEOPLE, tables=tables, paper=f"## Findings\n\n{{{{ table {shown} }}}}\n")
    path = root / "study.toml"
    path.write_text(path.read_text(encoding="utf-8") + OFFICERS, encoding="utf-8")
    begin(root)
    return root


@pytest.fixture(scope="module")
def released(tmp_path_factory) -> Path:
    root = study(tmp_path_factory.mktemp("released") / "study", TABLES)
    published(root)
    return root


@pytest.fixture
def place(released, tmp_path) -> AnswerPlace:
    return open_place(Path(shutil.copytree(released, tmp_path / "study")), clock=ON)


@pytest.fixture(scope="module")
def at_desk(tmp_path_factory) -> Path:
    """A study whose draft, a table for an answer, passed gate protect and is in no release."""
    root = study(tmp_path_factory.mktemp("desk") / "study", OWN)
    for gate in (Gate.PROTECT, None):
        with pytest.raises(GateError):
            pipeline.run(root, clock=CLOCK)
        if gate:
            pipeline.simulate(root, gate)
    return root


def asked(place: AnswerPlace, **said) -> str:
    asker = Asker("Robin Sample", "robin@example.org")
    new = NewRequest(
        acts.RequestKind.FOI, dt.date(2026, 12, 1), "Children by area", "How many are known?", asker, **said
    )
    return receive_request(place, "writer", new)


def answer(text: str = CITING, *, given: str = "A number for an area", tables=(), asked: str = "Numbers by area"):
    return NewAnswer(acts.Given.FULL, text, acts.LogEntry(asked=asked, given=given), tables)


def sent(place: AnswerPlace, reference: str, new: NewAnswer) -> tuple[str, ...]:
    draft_answer(place, "writer", reference, new)
    do_to_request(place, "second", reference, acts.ClearAnswer(version=1))
    return send_answer(place, "writer", reference, sent=TODAY)


def test_an_answer_names_the_released_cells_that_it_cites(place):
    reference = asked(place)
    assert reference == "FOI-2026-0001"
    said = sent(place, reference, answer())
    assert said[0] == "We counted 40 children in the north of the study."
    (figure,) = request_of(place, reference).sent[0].draft.act.figures
    release = next(path.name for path in (place.root / "releases").iterdir() if path.is_dir())
    assert (figure.release, figure.table, figure.row, figure.printed) == (release, "t1", "n", "40")
    assert any("internal review" in paragraph for paragraph in said)
    assert asked(place) == "FOI-2026-0002"


@pytest.mark.parametrize(
    ("new", "what"),
    [
        (answer("We counted 40 children in the north of the study."), "number"),  # a bare figure
        (answer('We counted {{ t7["n", "total"] }} children.'), "t7"),  # a table that no release has
        (answer("Dear Robin, it is beside this letter."), "who asked"),
        (answer(asked="What Robin asked"), "who asked"),
        (answer(given="Sent to robin@example.org"), "who asked"),
        (answer(asked="Write to nobody@elsewhere.test"), "identifier"),
        (answer(given="We gave 40 of them."), "number"),
    ],
)
def test_a_text_that_may_not_go_out_is_no_draft(place, new, what):
    reference = asked(place)
    with pytest.raises(AnswerTextError, match=what):
        draft_answer(place, "writer", reference, new)
    assert request_of(place, reference).drafts == 0


def test_who_asked_stands_in_no_act_no_list_and_no_log_and_is_gone_once_erased(place):
    reference = asked(place)
    sent(place, reference, answer())
    kept = request_of(place, reference).personal
    assert b"Robin" in record_of(place).content(kept[0]).data
    bodies = " ".join(link.body for link in record_of(place).acts(Kind.REQUEST, reference))
    listed = record_of(place).listed(Kind.REQUEST).rows
    assert "robin" not in f"{bodies} {listed} {disclosure_log(place)}".casefold()
    later = AnswerPlace(place.root, place.settings, place.people, place.study, FixedClock(ON.time.replace(year=2027)))
    erase_asker(later, "writer", reference, acts.EraseAsker(day="2027-06-01", reason="The days for a review are over."))
    assert record_of(place).content(kept[0]) is None
    record_of(place).verify()


TRIAL = "Three men from Northmoor were charged and are tried on 3 March 2027."
COUNT = "There are 412 suspects in the part that is left out."


@pytest.mark.parametrize(
    ("said", "where"),
    [
        ({"covers": "The names of 412 suspects"}, "section 31, covers"),
        ({"why": TRIAL}, "section 31, why"),
        ({"harm": f"{LONG} {COUNT}"}, "section 31, harm"),
        ({"public_interest": NOTE.model_copy(update={"disclosing": COUNT})}, "section 31, disclosing"),
        ({"public_interest": NOTE.model_copy(update={"withholding": TRIAL})}, "section 31, withholding"),
        ({"public_interest": NOTE.model_copy(update={"balance": TRIAL})}, "section 31, balance"),
    ],
)
def test_no_words_of_a_notice_hold_a_bare_figure_or_a_case(place, said, where):
    reference = asked(place)
    with pytest.raises(AnswerTextError) as refused:
        do_to_request(place, "writer", reference, applied(Section.S31, **{"harm": LONG, **said}))
    assert refused.value.where.startswith(where)
    assert request_of(place, reference).applied == {}


@pytest.mark.parametrize(
    "act",
    [
        applied(Section.S36, harm=LONG, opinion="The minister, of 412 suspects"),
        applied(Section.S14_2, repeats="412 suspects"),
    ],
)
def test_no_short_words_of_a_notice_hold_a_bare_figure(place, act):
    with pytest.raises(AnswerTextError, match="number"):
        do_to_request(place, "writer", asked(place), act)


@pytest.mark.parametrize("reason", [TRIAL, COUNT, "It takes longer with {{ year 2026 }} in it."])
def test_the_reason_of_more_time_is_a_text_that_goes_out(place, reason):
    reference = asked(place)
    more = acts.ExtendRequest(section=Section.S31, sent="2026-12-20", until="2027-01-20", reason=LONG)
    with pytest.raises(AnswerTextError) as refused:
        do_to_request(place, "writer", reference, more.model_copy(update={"reason": reason}))
    assert refused.value.where.startswith("the reason")
    do_to_request(place, "writer", reference, more)
    assert LONG in "\n".join(notice(place, reference))
    assert "How many are known?" not in "\n".join(notice(place, reference))  # words that nobody checked


@contextmanager
def recalled(place: AnswerPlace) -> Iterator[None]:
    """The release out of sight, as one that was recalled."""
    (release,) = (place.root / "releases").glob("2*")
    away = release.rename(place.root / release.name)
    try:
        yield
    finally:
        away.rename(release)


def test_the_words_of_a_notice_are_checked_again_when_it_is_drafted_cleared_and_sent(place):
    reference = asked(place)
    cell = '{{ t1["n", "total"] }}'
    do_to_request(place, "writer", reference, applied(Section.S31, harm=LONG, why=f"Beside the {cell} it tells more."))
    refused = NewAnswer(acts.Given.REFUSED, "We looked at it again.", acts.LogEntry(asked="Numbers by area"))
    with recalled(place), pytest.raises(AnswerTextError, match="nothing is released"):
        draft_answer(place, "writer", reference, refused)
    draft_answer(place, "writer", reference, refused)
    with recalled(place), pytest.raises(AnswerTextError, match="nothing is released"):
        do_to_request(place, "second", reference, acts.ClearAnswer(version=1))
    do_to_request(place, "second", reference, acts.ClearAnswer(version=1))
    with recalled(place), pytest.raises(AnswerTextError, match="nothing is released"):
        send_answer(place, "writer", reference, sent=TODAY)
    assert "Beside the 40 it tells more." in send_answer(place, "writer", reference, sent=TODAY)
    assert [one.printed for one in request_of(place, reference).sent[0].draft.act.figures] == ["40"]


def test_what_the_log_cites_is_registered_and_read_again_when_it_is_sent(place):
    reference = asked(place)
    given = 'A table, with {{ t1["n", "total"] }} in it'
    draft_answer(place, "writer", reference, answer("The table is beside this answer.", given=given))
    do_to_request(place, "second", reference, acts.ClearAnswer(version=1))
    draft = request_of(place, reference).draft.act
    assert (draft.log.given, [one.row for one in draft.figures]) == ("A table, with 40 in it", ["n"])
    with recalled(place), pytest.raises(AnswerTextError, match="nothing is released"):
        send_answer(place, "writer", reference, sent=TODAY)
    assert send_answer(place, "writer", reference, sent=TODAY)
    (public,) = disclosure_log(place).requests
    assert (public.given, [one.printed for one in public.figures]) == ("A table, with 40 in it", ["40"])


@pytest.mark.parametrize(
    "title", ["The 412 suspects of a case", "Those charged at Northmoor Crown Court", "Of {{ year 2024 }}"]
)
def test_the_title_of_a_table_is_a_text_that_goes_out(place, title):
    new = answer("The table is beside this.", tables=(acts.OwnTable(table="t9", title=title),))
    with pytest.raises(AnswerTextError) as refused:
        draft_answer(place, "writer", asked(place), new)
    assert refused.value.where.startswith("the title of t9")


@pytest.mark.parametrize("title", ["Young people by area, 2024", "Young people, 2019 to 2024", "Young people, 2024/25"])
def test_the_title_of_a_table_says_of_which_years_it_is(place, title):
    new = answer("The table is beside this.", tables=(acts.OwnTable(table="t9", title=title),))
    assert draft_answer(place, "writer", asked(place), new).draft.act.tables[0].title == title


@pytest.mark.parametrize("reason", [TRIAL, COUNT, "The year {{ year 2024 }} was wrong in it."])
def test_what_was_wrong_in_an_answer_is_a_text_that_goes_out(place, reason):
    kind, day = acts.RequestKind.WRITTEN, dt.date(2026, 12, 1)
    reference = receive_request(
        place, "writer", NewRequest(kind, day, "Numbers", "How many?", member="MP for Northmoor")
    )
    sent(place, reference, answer())
    wrong = acts.CorrectAnswer(found=TODAY, until="2027-01-05", reason="A year was wrong in it.")
    with pytest.raises(AnswerTextError) as refused:
        do_to_request(place, "writer", reference, wrong.model_copy(update={"reason": reason}))
    assert refused.value.where.startswith("what was wrong")
    assert do_to_request(place, "writer", reference, wrong).correcting == "A year was wrong in it."


@pytest.mark.parametrize(
    ("title", "question"),
    [
        ("Request of Robin", "How many are known?"),
        ("Children", "What does robin sample want?"),
        ("Children", "Answer to ROBIN@example.org, please."),
        ("Request of Ms Jane Example", "How many are known?"),
    ],
)
def test_who_asked_does_not_stand_in_what_is_received(place, title, question):
    asker = Asker("Robin Sample", "robin@example.org")
    new = NewRequest(acts.RequestKind.FOI, dt.date(2026, 12, 1), title, question, asker)
    with pytest.raises((AnswerTextError, AnswerNowError), match=r"who asked|looks like"):
        receive_request(place, "writer", new)
    assert record_of(place).subjects(Kind.REQUEST) == ()


def test_a_word_that_is_also_a_name_is_written_small(place):
    new = NewRequest(acts.RequestKind.FOI, dt.date(2026, 12, 1), "Numbers", "How many young people?", Asker("Al Young"))
    assert receive_request(place, "writer", new)


def test_no_later_act_says_who_asked(place):
    reference = asked(place)
    closing = acts.CloseRequest(closed=TODAY, why=acts.Closing.WITHDRAWN, reason="Robin asks for nothing more.")
    with pytest.raises(AnswerTextError, match="who asked"):
        do_to_request(place, "writer", reference, closing)
    do_to_request(place, "writer", reference, closing.model_copy(update={"reason": "Nothing more is asked for."}))


def test_a_notice_of_refusal_stands_beside_the_answer(place):
    reference = asked(place)
    do_to_request(place, "writer", reference, applied(Section.S31, harm=LONG))
    with pytest.raises(AnswerNowError, match="withholds nothing"):
        draft_answer(place, "writer", reference, answer())
    refused = NewAnswer(acts.Given.REFUSED, "We looked at it again.", acts.LogEntry(asked="Numbers by area"))
    assert NOTE.balance in "\n".join(sent(place, reference, refused))
    assert "Section 31: Law enforcement" in "\n".join(notice(place, reference))


def test_a_table_that_passed_no_gate_is_neither_registered_nor_sent(place):
    reference = asked(place)
    new = answer("The table is beside this answer.", tables=(acts.OwnTable(table="t9", title="Young people by area"),))
    with pytest.raises(AnswerNowError, match="'t9' is not registered"):
        sent(place, reference, new)
    with pytest.raises(AnswerNowError, match="in no draft that passed gate protect"):
        register_table(place, "maker", reference, "t9", day=dt.date(2026, 12, 15))
    assert not (place.root / "history").exists()


def test_a_table_without_a_study_is_not_registered(tmp_path):
    begin(tmp_path, office="Office of statistics")
    (tmp_path / "answers.toml").write_text((tmp_path / "answers.toml").read_text() + OFFICERS)
    place = open_place(tmp_path, clock=ON)
    reference = asked(place)
    with pytest.raises(AnswerNowError, match="no study"):
        register_table(place, "maker", reference, "t9", day=dt.date(2026, 12, 15))


def registered(root: Path) -> tuple[AnswerPlace, str]:
    place = open_place(root, clock=ON)
    reference = asked(place)
    new = answer("The table is beside this answer.", tables=(acts.OwnTable(table="t9", title="Young people by area"),))
    draft_answer(place, "writer", reference, new)
    do_to_request(place, "second", reference, acts.ClearAnswer(version=1))
    register_table(place, "maker", reference, "t9", day=dt.date(2026, 12, 15))
    return place, reference


def test_a_registered_table_is_sent_and_every_later_run_is_held_against_it(at_desk, tmp_path):
    root = Path(shutil.copytree(at_desk, tmp_path / "study"))
    place, reference = registered(root)
    form = tomllib.loads((root / "history" / "foi-2026-0001-t9.toml").read_text(encoding="utf-8"))
    assert form["table"]["only"] == {"person.age": ["u16", "u18"]}
    assert form["source"].endswith("answer FOI-2026-0001")
    send_answer(place, "writer", reference, sent=TODAY)

    # A study that lost everything but history/ sees the answer: with 43 known, 40 would give 3 away.
    alone = study(tmp_path / "alone", TABLES)
    shutil.copytree(root / "history", alone / "history")
    published(alone)
    table = read_protected(alone / "desk" / "tables" / "table-t1.json")
    assert table.value("n") is None
    proof = json.loads((alone / "vault" / "protected" / "proof-person.json").read_bytes())
    assert len(proof["history"]) == 1


def test_without_the_answer_the_same_cell_is_published(released):
    table = read_protected(released / "desk" / "tables" / "table-t1.json")
    assert table.value("n") == 40


def test_the_study_that_made_the_table_holds_its_next_run_against_both_copies(at_desk, tmp_path):
    root = Path(shutil.copytree(at_desk, tmp_path / "study"))
    registered(root)
    settings = (root / "study.toml").read_text(encoding="utf-8")
    assert OWN.strip() in settings
    (root / "study.toml").write_text(settings.replace(OWN.strip(), TABLES.strip()), encoding="utf-8")
    (root / "paper" / "paper.md").write_text("## Findings\n\n{{ table t1 }}\n", encoding="utf-8")
    with pytest.raises(GateError):
        pipeline.run(root, clock=CLOCK)
    proof = json.loads((root / "vault" / "protected" / "proof-person.json").read_bytes())
    assert len(proof["history"]) == 2
    assert read_protected(root / "vault" / "protected" / "table-t1.json").value("n") is None


@pytest.mark.parametrize(
    "change", [lambda path: path.unlink(), lambda path: path.write_text("row_key,column_key,count\n")]
)
def test_a_registered_table_that_was_taken_out_of_history_does_not_go_out(at_desk, tmp_path, change):
    place, reference = registered(Path(shutil.copytree(at_desk, tmp_path / "study")))
    change(place.root / "history" / "foi-2026-0001-t9.csv")
    with pytest.raises(AnswerNowError, match="does not stand in history"):
        send_answer(place, "writer", reference, sent=TODAY)
    register_table(place, "maker", reference, "t9", day=dt.date(2026, 12, 15))
    assert send_answer(place, "writer", reference, sent=TODAY)


def test_who_answers_registers_no_table(at_desk, tmp_path):
    place = open_place(Path(shutil.copytree(at_desk, tmp_path / "study")), clock=ON)
    with pytest.raises(AnswerNotPermittedError, match="no role"):
        register_table(place, "writer", asked(place), "t9", day=dt.date(2026, 12, 15))


@pytest.fixture(scope="module")
def printed(released, tmp_path_factory) -> Path:
    """The next release of the study, when two requests were answered."""
    root = Path(shutil.copytree(released, tmp_path_factory.mktemp("printed") / "study"))
    place = open_place(root, clock=ON)
    sent(place, asked(place), answer())
    refused = asked(place)
    do_to_request(place, "writer", refused, applied(Section.S31, harm=LONG))
    sent(place, refused, NewAnswer(acts.Given.REFUSED, "We looked at it.", acts.LogEntry(asked="=Numbers by area")))
    settings = root / "study.toml"
    text = settings.read_text(encoding="utf-8").replace("date = 2026-11-26", "date = 2027-02-25")
    settings.write_text(text.replace("= 2027-11-25", "= 2028-01-25"), encoding="utf-8")
    prepare(open_place(root, clock=ON))  # for the new date
    return published(root)


def test_a_release_prints_the_log_and_leads_to_the_cells_that_answers_cite(printed):
    page = html.fromstring((printed / "disclosure-log.html").read_text(encoding="utf-8"))
    (link,) = [one for one in page.xpath("//main//a/@href") if one.startswith("../")]
    cited = csv.DictReader((printed / link).resolve().read_text(encoding="utf-8").splitlines())
    assert [row["count"] for row in cited if row["row_key"] == "n"] == ["40"]
    rows = list(csv.DictReader((printed / "SYNTHETIC-disclosure-log.csv").read_text(encoding="utf-8").splitlines()))
    assert [(row["reference"], row["sections"], row["reasons"]) for row in rows] == [
        ("FOI-2026-0001", "", ""),
        ("FOI-2026-0002", "31", "LEO"),
    ]
    assert rows[1]["asked"].startswith("'")  # nothing that a spreadsheet takes for a formula


def test_nothing_in_a_release_says_who_asked(printed):
    written = b"".join(file.read_bytes() for file in printed.rglob("*") if file.is_file())
    assert b"Robin" not in written
    assert b"robin@example.org" not in written


@pytest.mark.browser
@pytest.mark.skipif(not CHROMIUM.exists(), reason="Debian's chromium is not installed")
def test_the_page_of_the_log_has_no_barrier(printed):
    with browser() as chromium:
        for width in (320, 1280):
            page = chromium.new_page(viewport={"width": width, "height": 900})
            page.goto((printed / "disclosure-log.html").as_uri())
            assert barriers(page) == []
            assert page.evaluate("document.documentElement.scrollWidth <= document.documentElement.clientWidth")
