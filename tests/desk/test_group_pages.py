"""The pages of the reference group: who may open which, what each shows, and what their forms do."""

from __future__ import annotations

import datetime as dt
import json
import re
from dataclasses import replace

import pytest
from django.test import override_settings

from clerestory.model.desk.acts import group
from clerestory.model.desk.states import ReleaseState
from clerestory.pipeline.desk.documents import put_documents
from clerestory.review.desk.permissions import PROGRAM
from clerestory.web.pages.group import shelf
from clerestory.web.service.serving import Zone
from clerestory.web.service.studies import served_study
from clerestory.web.store.state import desk_now
from commands import clerestory
from desks import PEOPLE, TERMS, TERMS_VERSION, WHY, admitted, draft, given_id
from group_desks import PAPER, TEXT, GroupDesk, study
from served_desks import Serving, browser_of, desk


@pytest.fixture
def group_desk(tmp_path):
    """A desk on which a draft waits for the group."""
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        made = GroupDesk(serving)
        made.admit()
        yield made


@pytest.fixture
def reading(group_desk):
    """A desk with an open round in which two members and the chair read."""
    group_desk.open("member-a", "member-b", "chair", "observer")
    for member in ("member-a", "member-b", "chair", "observer"):
        group_desk.ready(member)
    return group_desk


def test_a_member_goes_from_the_invitation_to_a_comment_by_forms_alone(group_desk):
    group_desk.open("member-a", "chair")
    assert "Read and accept the terms" in group_desk.get("member-a", "/").text
    terms = desk_now().group.terms.version
    group_desk.post("member-a", "/terms", {"version": terms})
    group_desk.post("member-a", "/rounds/1/invitation", {"accepts": "true"})
    page = group_desk.post("member-a", "/rounds/1/interests", {"none": "false", "text": "I advise a charity."})
    assert "Your interests are being looked at" in page.text
    assert "Judge the interests of: Member a" in group_desk.get("chair", "/").text
    said = {"judgement": "may read, and the note of the group says so", "reason": "A charity that gave no data."}
    group_desk.post("chair", "/rounds/1/interests/member-a", said)
    assert "Read and comment by 16 March 2026" in group_desk.get("member-a", "/").text
    page = group_desk.post("member-a", "/rounds/1/documents/paper", {})
    assert "Most groups had three or four members." in page.text
    said = {"block": "table.t1", "row": "North", "column": "Number", "aim": "something is wrong", "text": TEXT}
    page = group_desk.post("member-a", "/rounds/1/documents/paper/comment", said)
    assert TEXT in page.text
    assert page.redirect_chain[-1][0] == "/rounds/1/documents/paper#table.t1"
    (remark,) = desk_now().group.rounds[0].remarks.values()
    assert (remark.member, remark.anchor.quote, remark.anchor.column) == ("member-a", "12", "Number")


def test_a_round_is_opened_by_a_form_alone(group_desk):
    page = "/rounds/new"
    due = {"due-day": "16", "due-month": "3", "due-year": "2026"}
    said = {"due_sent": "1", "invited": ["member-a", "chair"], "warning": "Figures on harm.", **due}
    chosen = re.compile(r'name="(?:documents|invited)" type="checkbox" value="([\w-]+)" checked')
    assert chosen.findall(group_desk.get("secretary", page).text) == [PAPER.id]
    lacking = group_desk.post("secretary", page, said)
    assert "Choose at least one document" in lacking.text
    assert set(chosen.findall(lacking.text)) == {"member-a", "chair"}
    group_desk.post("secretary", page, {**said, "documents": [PAPER.id]})
    (round_,) = desk_now().group.rounds
    assert [one.document for one in round_.documents] == [PAPER.id]
    assert set(round_.readers) == {"member-a", "chair"}


def test_who_cannot_open_a_round_yet_is_told_why_and_is_not_asked_to_fill_in_a_form(tmp_path):
    with desk(Serving(study(tmp_path), demo=True)) as serving:
        made = GroupDesk(serving)
        made.act("clerestory", admitted())
        put_documents(served_study(), draft(1), [PAPER])
        early = made.get("secretary", "/rounds/new").text
        assert "No terms are in force yet" in early
        made.act("secretary", group.SetTerms(version=TERMS_VERSION, text=TERMS))
        assert 'name="warning"' in made.get("secretary", "/rounds/new").text
        made.open("member-a")
        late = made.get("secretary", "/rounds/new").text
        assert "Round 1 is not settled." in late
        assert not [page for page in (early, late) if 'name="warning"' in page]
        assert "Open a round" not in made.get("secretary", "/rounds").text


def test_a_round_is_closed_answered_settled_and_finished_by_forms_alone(reading):
    reading.comment("member-a", 1)
    reading.comment("member-b", 2, "A note is unclear.")
    early = reading.post("secretary", "/rounds/1/readers", {"do": "close round"})
    assert early.status_code == 409
    assert "some still read, until 16 March 2026" in early.text
    for member in ("member-a", "member-b", "chair", "observer"):
        reading.post(member, "/rounds/1/documents", {"do": "finish reading"})
    assert "Close round 1" in reading.get("secretary", "/").text
    reading.post("secretary", "/rounds/1/readers", {"do": "close round"})
    assert "Answer the comments of round 1: 2 left" in reading.get("analyst", "/").text
    place = f"/rounds/1/comments/{given_id(1)}"
    said = {"do": "respond", "disposition": "ACCM", "text": "So it was.", "change": "Table 1 has the right total."}
    assert "Table 1 has the right total." in reading.post("analyst", place, said).text
    view = {"do": "dissent", "text": "The note misleads.", "publish": "true"}
    other = f"/rounds/1/comments/{given_id(2)}"
    assert "The note misleads." in reading.post("member-b", other, view).text
    assert "1 comment has no answer that stands" in reading.post("chair", "/rounds/1/end", {"do": "settle round"}).text
    reading.post("statistician", other, {"do": "respond", "disposition": "DISS", "text": "It is kept."})
    reading.post("chair", "/rounds/1/end", {"do": "settle round"})
    assert "A later draft" not in reading.get("chair", "/rounds/1/end").text
    reading.act(PROGRAM, admitted(2))  # with what changed because of the comments
    assert "A later draft came to the desk" in reading.get("chair", "/rounds/1/end").text
    assert "Finish the review of the draft" in reading.get("chair", "/").text
    reading.post("chair", "/rounds/1/end", {"do": "finish review", "reason": WHY})
    assert desk_now().latest.state is ReleaseState.REVIEWED
    assert "Sign the release" not in reading.get("head", "/").text
    assert "Decide on the release" in reading.get("statistician", "/").text
    (view,) = desk_now().group.rounds[0].dissents.values()
    reading.post("member-b", "/rounds/1/views", {"do": "consent", "dissent": view.id, "publish": "false"})
    assert "No longer stands" in reading.get("statistician", other).text


def test_a_refusal_tells_a_day_in_the_same_words_on_page_api_and_command_line(group_desk):
    listed = shelf.listed(desk_now().latest)
    said = {"documents": listed, "invited": ("member-a",), "due": dt.date(2999, 1, 9), "warning": "Figures on harm."}
    group_desk.act("secretary", group.OpenRound(round=1, draft=draft(1), **said))
    words = "some still read, until 9 January 2999"
    assert words in group_desk.post("secretary", "/rounds/1/readers", {"do": "close round"}).text
    body = {"act": "close round", "round": 1}
    answer = group_desk.browser("secretary").post("/api/acts", json.dumps(body), content_type="application/json")
    assert answer.json()["what"] == words
    root = group_desk.serving.root
    refused = clerestory("desk", "act", root, "close round", "--person", "secretary", "--set", "round=1")
    assert words in refused.stderr


def test_a_refusal_stands_at_the_top_in_the_words_of_the_rules_and_what_was_typed_is_kept(reading):
    reading.comment("member-a", 1)
    reading.act("member-a", group.FinishReading(round=1))
    said = {"do": "change comment", "aim": "something is unclear", "text": "Words that must not be lost."}
    page = reading.post("member-a", f"/rounds/1/mine/{given_id(1)}", said)
    assert page.status_code == 409
    assert "This was not done: you have finished reading" in page.text
    assert "Read on first." in page.text
    assert "Words that must not be lost.</textarea>" in page.text


@pytest.mark.parametrize(
    ("person", "page", "said", "told"),
    [
        ("member-a", "documents/paper/comment", {"text": "Words."}, "Choose what your comment is about"),
        ("member-a", "documents/paper/comment", {"aim": "something is wrong", "text": " "}, "Enter your words"),
        ("member-a", "documents/paper/comment", {"aim": "Else", "text": "a" * 6001}, "Use 6,000 characters or fewer"),
        ("member-a", "interests", {"none": "false", "text": ""}, "Either say that there is nothing to declare"),
        ("member-a", "documents", {"do": "pause", "until-day": "31", "until-month": "2"}, "Enter a day"),
        ("secretary", "readers", {"do": "extend", "due-day": "x", "reason": "no"}, "at least 10 characters"),
        ("chair", "interests/member-a", {"judgement": "may read", "reason": ""}, "Enter a reason"),
    ],
)
def test_what_a_form_lacks_is_told_field_by_field(reading, person, page, said, told):
    reading.act("member-a", group.OpenCopy(round=1, document="paper", copy_id=given_id(77)))
    answer = reading.post(person, f"/rounds/1/{page}", said)
    assert answer.status_code == 422
    assert "There is a problem" in answer.text
    assert told in answer.text
    assert "Error: " in answer.text.split("</title>")[0]


def test_a_reading_copy_opens_by_a_button_once_a_day_and_the_auditor_sees_it(reading):
    page = "/rounds/1/documents/paper"
    assert "Most groups" not in reading.get("member-a", page).text
    assert "Samaritans" in reading.get("member-a", page).text
    reading.post("member-a", page, {})
    assert "Most groups" in reading.get("member-a", page).text
    assert re.search(r"Copy [0-9a-f]{12}, Member a, 2 March 2026", reading.get("member-a", page).text)
    assert reading.get("auditor", "/record").text.count("Open copy") == 1
    assert "Most groups" not in reading.get("member-b", page).text


def test_who_may_read_no_more_sees_a_refusal_and_no_document(reading):
    reading.act("member-a", group.OpenCopy(round=1, document="paper", copy_id=given_id(77)))
    reading.act("member-a", group.DeclareInterests(round=1, none=False, text="I gave a return."))
    page = reading.get("member-a", "/rounds/1/documents/paper")
    assert "your interests are not judged yet" in page.text
    assert "Most groups" not in page.text


# Who gets which page: with an open round in which member-a wrote a comment, and after it closed

EVERYBODY = set(PEOPLE)
GROUP = {"member-a", "member-b", "chair", "observer"}
RUNNING = {"secretary", "chair"}
ANSWERING = {"analyst", "analyst-b", "author-checker", "statistician"}
SEEING = GROUP | RUNNING | ANSWERING | {"head", "checker-head", "auditor"}
OPEN_PAGES = {
    "/": EVERYBODY,
    "/terms": GROUP | RUNNING | ANSWERING,
    "/terms/new": RUNNING,
    "/rounds": SEEING,
    "/rounds/new": RUNNING,
    "/rounds/1": SEEING,
    "/rounds/2": set(),
    "/rounds/1/invitation": GROUP,
    "/rounds/1/interests": GROUP,
    "/rounds/1/interests/member-a": {"chair", "statistician"},
    "/rounds/1/documents": GROUP,
    "/rounds/1/documents/paper": GROUP,
    "/rounds/1/documents/none": set(),
    "/rounds/1/documents/paper/comment": GROUP - {"observer"},
    "/rounds/1/mine": GROUP - {"observer"},
    f"/rounds/1/mine/{given_id(1)}": {"member-a"},
    "/rounds/1/readers": RUNNING | {"auditor"},
    "/rounds/1/comments": SEEING,
    f"/rounds/1/comments/{given_id(1)}": set(),
    "/rounds/1/views": GROUP - {"observer"},
    "/rounds/1/end": {"chair"},
    "/record": {"auditor"},
}
CLOSED_PAGES = {
    "/rounds/1/documents": GROUP,
    f"/rounds/1/mine/{given_id(1)}": {"member-a"},
    f"/rounds/1/comments/{given_id(1)}": SEEING - {"head", "checker-head"},
}


def allowed(made: GroupDesk, page: str) -> set[str]:
    return {person for person in PEOPLE if made.get(person, page).status_code in (200, 409)}


def test_a_page_opens_for_those_of_the_table_and_for_nobody_else(reading):
    reading.comment("member-a", 1)
    assert {page: allowed(reading, page) for page in OPEN_PAGES} == OPEN_PAGES
    reading.close()
    assert {page: allowed(reading, page) for page in CLOSED_PAGES} == CLOSED_PAGES


def test_nobody_gets_a_page_without_signing_in(reading):
    stranger = browser_of(reading.serving)
    assert {stranger.get(page).status_code for page in OPEN_PAGES} == {302}


OF_BOTH = ("/", "/record")


def test_the_zone_of_the_vault_has_no_page_of_the_group(reading):
    with override_settings(SERVING=replace(reading.serving, zone=Zone.VAULT)):
        assert {reading.browser("chair").get(page).status_code for page in OPEN_PAGES if page not in OF_BOTH} == {404}


def test_only_some_comments_are_shown_when_asked_for(reading):
    reading.comment("member-a", 1)
    reading.comment("member-b", 2, "A note is unclear.")
    reading.close()
    said = {"disposition": group.Disposition.NOTED, "text": "Noted."}
    reading.act("analyst", group.Respond(round=1, comment=given_id(1), **said))
    shown = reading.get("analyst", "/rounds/1/comments?answer=waiting&document=paper").text
    assert "A note is unclear." in shown
    assert TEXT not in shown
    assert "1 of 2 comments, 1 without an answer." in shown
    assert "There is no such comment." in reading.get("analyst", "/rounds/1/comments?aim=something+else").text


def test_a_comment_is_on_words_that_stand_there_or_it_is_refused(reading):
    reading.act("member-a", group.OpenCopy(round=1, document="paper", copy_id=given_id(77)))
    block = next(block.id for block in PAPER.blocks if block.text.startswith("Most groups"))
    said = {"block": block, "aim": "something is unclear", "text": "How many?", "quote": "three or five"}
    page = reading.post("member-a", "/rounds/1/documents/paper/comment", said)
    assert "the words that are quoted do not stand there" in page.text
    reading.post("member-a", "/rounds/1/documents/paper/comment", {**said, "quote": "three or four"})
    (remark,) = desk_now().group.rounds[0].remarks.values()
    assert (remark.anchor.quote, remark.anchor.before) == ("three or four", "Most groups had ")
