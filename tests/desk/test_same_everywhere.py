"""The pages of research, guidance, statements, the commission and events: every act by its form, and who may."""

from __future__ import annotations

import html
import re

import pytest

from answer_desks import answering, days
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.reading import states_of
from clerestory.study.answers import open_place
from clerestory.web.pages.answers.same.rooms import ROOMS

WHY = "Reasons were looked at and are these."
FOLLOW = {
    "subject": "code-of-practice",
    "what": "The code on sharing data",
    "by": "The regulator",
    "why": "It says what may be shared.",
    "edition": "Draft of 2019",
    "owner": "policy",
    **days(day="2026-02-02", next_check="2026-02-20"),
}
TOPIC = {"subject": "share", "title": "When to share", "owner": "policy", **days(day="2026-02-02", review="2026-09-01")}
DUTY = {
    "duty": "tell",
    "version": "1",
    "words": "Tell the lead.",
    "body": "Schools",
    "section": "Example Act 2001, section 11",
    "force": "must",
    "limit": "within 5 working days",
    "binds": ["EDU", "HLTH"],
    "reason": WHY,
    **days(day="2026-02-02"),
}
TEXT = "You need not be sure.\n[duty tell, version 1] You must tell the lead within 5 working days."
MONEY = {
    "subject": "money-2019",
    "sort": "money",
    "words": "More money for victims",
    "by": "The office",
    "document": "Letter 1",
    "amount": "30000000",
    "purpose": "support",
    **days(said_on="2019-09-03", review="2026-12-31"),
}
QUESTION = {"question": "scale", "words": "How many groups are known?", "asked_by": "Secretary (from April 2018)"}
EVENT = {"subject": "summit", "title": "A summit", "host": "The office", "audiences": ["local"], "owner": "policy"}


@pytest.fixture
def made(tmp_path):
    with answering(tmp_path) as found:
        yield found


def states(made, kind):
    return states_of(open_place(made.serving.root), kind)


def text_of(page) -> str:
    return html.unescape(re.sub(r"<[^>]+>", " ", page.content.decode()))


def test_research_is_followed_checked_and_ended_by_forms_alone(made):
    page = made.post("policy", "/answers/watch/new", FOLLOW)
    assert page.redirect_chain[-1][0] == "/answers/watch/code-of-practice"
    assert "Overdue" in text_of(page)
    assert "Overdue" in text_of(made.get("policy", "/answers/watch"))
    assert "Evidence that is followed: 1 to be looked at" in text_of(made.get("policy", "/"))
    said = {"found": "A new draft came.", "edition": "Draft of 2020", **days(day="2026-03-02", next_check="2026-06-01")}
    page = made.post("policy", "/answers/watch/code-of-practice/check", said)
    assert "Overdue" not in text_of(page)
    assert "It changed nothing here" in text_of(page)
    said = {"owner": "policy", "reason": WHY, **days(next_check="2026-07-01")}
    made.post("policy", "/answers/watch/code-of-practice/plan", said)
    page = made.post("policy", "/answers/watch/code-of-practice/end", {"reason": WHY, **days(day="2026-03-02")})
    assert "What can be done" not in text_of(page)
    (item,) = states(made, Kind.WATCH).values()
    assert [one.name for one in item.editions] == ["Draft of 2019", "Draft of 2020"]


def test_a_next_check_is_asked_for(made):
    lacking = {name: value for name, value in FOLLOW.items() if not name.startswith("next_check")}
    page = made.post("policy", "/answers/watch/new", {**lacking, **days(next_check="--")})
    assert page.status_code == 422
    assert 'href="#next_check-day"' in page.content.decode()
    assert states(made, Kind.WATCH) == {}


def test_a_message_gets_its_duty_its_words_and_its_variant(made):
    made.post("policy", "/answers/guidance/new", TOPIC)
    made.post("policy", "/answers/guidance/share/duty", DUTY)
    said = {"version": "1", "text": TEXT, "reason": WHY, **days(day="2026-02-02", review="2026-09-01")}
    made.post("policy", "/answers/guidance/share/write", said)
    form = made.get("policy", "/answers/guidance/share/variant")
    assert TEXT in html.unescape(form.content.decode())  # it begins with the words of the message
    weak = {"audience": "EDU", "of": "1", "text": TEXT.replace("must", "may"), **days(day="2026-02-03")}
    page = made.post("policy", "/answers/guidance/share/variant", weak)
    assert page.status_code == 422
    assert "line 2 (tell) puts its duty more or less strongly than the library does" in text_of(page)
    assert "may tell the lead" in text_of(page)  # what was typed is kept
    page = made.post("policy", "/answers/guidance/share/variant", {**weak, "text": TEXT})
    assert "Goes by the message" in text_of(page)  # of health, which has no words of its own
    page = made.post("policy", "/answers/guidance/share/duty", {**DUTY, "version": "2", "limit": "at once"})
    assert text_of(page).count("Out of date") == 2
    (topic,) = states(made, Kind.GUIDANCE).values()
    assert [one.value for one in topic.library["tell"].binds] == ["EDU", "HLTH"]


def test_the_same_claim_is_one_statement(made):
    made.post("policy", "/answers/statements/new", MONEY)
    again = {**MONEY, "subject": "money-again", "document": "Press notice 2"}
    page = made.post("policy", "/answers/statements/new", again)
    assert page.status_code == 409
    assert "this claim is the statement money-2019 already" in text_of(page)
    said = {"document": "Press notice 2", **days(day="2019-09-04")}
    page = made.post("policy", "/answers/statements/money-2019/source", said)
    assert "May be repeated" in text_of(page)
    assert "£30 million for support; The office, 3 September 2019" in text_of(page)
    page = made.post("policy", "/answers/statements/money-2019/end", {"reason": WHY, **days(day="2026-03-01")})
    assert "Not to be repeated" in text_of(page)
    (one,) = states(made, Kind.STATEMENT).values()
    assert [source.document for source in one.sources] == ["Letter 1", "Press notice 2"]


def test_a_question_is_asked_taken_over_and_answered_in_part(made):
    opened = {"subject": "work", "title": "The work", "asked_by": "Secretary (from April 2018)", "lawful_basis": "A6-E"}
    asked = days(day="2018-07-03")
    made.post("policy", "/answers/commission/new", {**opened, "document": "Letter 1", **asked})
    made.post("policy", "/answers/commission/work/ask", {**QUESTION, "document": "Letter 1", **asked})
    taken = {"asked_by": "Secretary (from July 2019)", "document": "Notice 2", **days(day="2019-07-24")}
    made.post("policy", "/answers/commission/work/succeed", taken)
    answer = {"question": "scale", "extent": "in part", "findings": "t1", "words": "Some are known.", "why": ""}
    page = made.post(
        "policy", "/answers/commission/work/answer", {**answer, **days(day="2026-03-01", release="2026-12-15")}
    )
    assert page.status_code == 422  # it does not say why not in full
    whole = {**answer, "why": "Not every force sent data.", **days(day="2026-03-01", release="2026-12-15")}
    page = made.post("policy", "/answers/commission/work/answer", {**whole, "findings": "t99"})
    assert "no table, chart or finding t99" in text_of(page)
    page = made.post("policy", "/answers/commission/work/answer", whole)
    assert "In part" in text_of(page)
    assert "who took it over" in text_of(page)


def test_an_event_is_planned_filled_and_cancelled(made):
    made.post("policy", "/answers/events/new", {**EVENT, **days(day="2026-05-21")})
    made.post("policy", "/answers/events/summit/agenda", {"items": "What was found\r\nWhat follows"})
    page = made.post("policy", "/answers/events/summit/choose", {"statements": "none-such"})
    assert "there is no statement none-such" in text_of(page)
    made.post("policy", "/answers/statements/new", MONEY)
    page = made.post("policy", "/answers/events/summit/choose", {"statements": "money-2019"})
    assert "money-2019" in text_of(page)
    made.post("policy", "/answers/events/summit/move", {"reason": WHY, **days(day="2026-06-01")})
    page = made.post("policy", "/answers/events/summit/hold", {"outcome": WHY})
    assert page.status_code == 409  # it lies ahead
    made.post("policy", "/answers/events/summit/cancel", {"reason": WHY})
    (event,) = states(made, Kind.EVENT).values()
    assert (event.agenda, event.state.value) == (("What was found", "What follows"), "cancelled")


def test_who_reads_may_not_act_and_the_group_sees_nothing(made):
    made.post("policy", "/answers/watch/new", FOLLOW)
    for room in ROOMS.values():
        assert made.get("auditor", f"/answers/{room.address}").status_code == 200
        assert made.get("auditor", f"/answers/{room.address}/new").status_code == 403
        for person in ("chair", "member-a", "analyst", "statistician"):
            assert made.get(person, f"/answers/{room.address}").status_code == 403
    page = made.get("auditor", "/answers/watch/code-of-practice")
    assert "What can be done" not in text_of(page)
    assert "Policy: follow research" in " ".join(text_of(page).split())


def test_what_is_not_there_is_not_found(made):
    assert made.get("policy", "/answers/watch/none").status_code == 404
    made.post("policy", "/answers/watch/new", FOLLOW)
    assert made.get("policy", "/answers/watch/code-of-practice/none").status_code == 404
    assert "Nothing was found" in text_of(made.get("policy", "/answers/watch?words=none"))
    assert "code-of-practice" in text_of(made.get("policy", "/answers/watch?words=regulator&page=1"))
