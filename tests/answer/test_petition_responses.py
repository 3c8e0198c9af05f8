"""A response is checked before it is recorded: its text by every gate, its length, its sentences, its elements."""

from __future__ import annotations

import datetime as dt
import json
from contextlib import nullcontext

import pytest

from clerestory.errors import AnswerError, AnswerNotPermittedError, AnswerNowError, AnswerTextError
from clerestory.model.answers.acts.petitions import ClearResponse, RecordResponse, SendResponse
from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.performing import perform
from clerestory.pipeline.answering.petitions.accounts import notice, write_petition_pack
from clerestory.pipeline.answering.petitions.recording import import_petitions, petition_of, public_petitions, site_file
from clerestory.pipeline.answering.petitions.responding import check_response, clear_response, respond, send_response
from clerestory.pipeline.answering.reading import record_of
from clerestory.study.answers import Query
from petition_acts import SAFE, SAID, ask, draft
from petition_files import NUMBER, as_bytes, live, page
from petition_places import NOON, place_in

WHY = "It was read beside the review."
DETAILS = SAID["details"]


@pytest.fixture
def place(tmp_path):
    made = place_in(tmp_path)
    import_petitions(made, as_bytes(live()), where="site.json", person="writer")
    perform(made, "writer", Kind.PETITION, str(NUMBER), ask())
    return made


def answered(place):
    """The petition after an answer was written, cleared and sent."""
    respond(place, NUMBER, draft(), person="writer")
    clear_response(place, NUMBER, ClearResponse(version=1, reason=WHY), person="adviser")
    return send_response(place, NUMBER, SendResponse(version=1, sent=NOON.date()), person="adviser")


@pytest.mark.parametrize(
    ("changed", "where"),
    [
        ({}, ""),
        # a bare figure, and the number of the petition, which is none
        ({"summary": "Of the review 12 pages are left out."}, "summary"),
        ({"summary": f"This answers petition {NUMBER}."}, ""),
        # a promise without a day
        ({"details": f"{DETAILS} The rest will follow shortly."}, "details"),
        # what could be about a case
        ({"details": f"{DETAILS} The trial at Northmere Crown Court goes on."}, "details"),
        # one sentence of 41 words, and one of 40
        ({"details": f"{DETAILS} It{' and so' * 20}."}, "details, sentence 3"),
        ({"details": f"{DETAILS} It is{' and so' * 19}."}, ""),
        # what is published and why not are texts that go out, too
        ({"release": {"form": "A report of 12 pages", "when": "2026-06-30"}}, "release"),
        ({"held_back": [SAFE | {"words": "It holds what 12 people told."}]}, "reason 1"),
        # a summary that is printed is counted as it is printed
        ({"summary": "It is so. " * 21}, "summary"),
    ],
)
def test_the_text_of_a_response(place, changed, where):
    found = check_response(place, NUMBER, draft(**changed), person="writer")
    assert {one.where.partition(", paragraph")[0] for one in found.problems} == ({where} - {""})
    assert (found.act is None) is bool(where)


def test_what_does_not_hold_is_not_recorded(place):
    with pytest.raises(AnswerTextError, match="summary, paragraph 1"):
        respond(place, NUMBER, draft(summary="Of the review 12 pages are left out."), person="writer")
    with pytest.raises(AnswerNowError, match="no answer to: whole"):
        respond(place, NUMBER, draft(passages=SAID["passages"][:1]), person="writer")
    assert petition_of(place, NUMBER).versions == ()


def test_a_response_that_is_refused_now_says_so_when_it_is_checked(place):
    found = check_response(place, NUMBER, draft(passages=SAID["passages"][:1]), person="writer")
    assert (found.problems, found.refusal.what) == ((), "no answer to: whole")


def test_an_answer_is_written_cleared_by_another_and_sent(place):
    respond(place, NUMBER, draft(), person="writer")
    with pytest.raises(AnswerNotPermittedError):
        clear_response(place, NUMBER, ClearResponse(version=1, reason=WHY), person="writer")
    with pytest.raises(AnswerNotPermittedError):
        clear_response(place, NUMBER, ClearResponse(version=1, reason=WHY), person="auditor")
    with pytest.raises(AnswerNowError):
        notice(place, NUMBER, address="https://example.org/answer")
    clear_response(place, NUMBER, ClearResponse(version=1, reason=WHY), person="adviser")
    petition = send_response(place, NUMBER, SendResponse(version=1, sent=NOON.date()), person="adviser")
    (version,) = petition.versions
    assert (version.writer, version.cleared_by, version.sent) == ("writer", "adviser", NOON.date())


def test_the_public_is_told_of_the_versions_that_were_sent_and_of_no_person(place):
    assert public_petitions(place) is None
    answered(place)
    (told,) = public_petitions(place).petitions
    (version,) = told.versions
    assert (version.verdict.value, version.days, version.late_days) == ("partly", 28, 7)  # 2 February to 2 March
    assert [one.code for one in version.held_back] == ["PERS", "LEO"]
    assert all(one.answered for one in version.elements)
    assert told.address == ""  # an invented petition has the number of somebody else's
    said = told.model_dump_json()
    assert not [name for name in ("writer", "adviser", "A. Example") if name in said]


@pytest.mark.parametrize(
    ("by", "days", "is_refused"),
    [
        ("Department of Examples", 0, True),
        ("the department of  examples.", 0, True),
        ("Department of Examples", 1, False),  # before answers were kept here
        ("Another office", 0, False),
    ],
)
def test_an_answer_of_ones_own_is_written_and_cleared_here(place, by, days, is_refused):
    act = RecordResponse(sent=NOON.date() - dt.timedelta(days=days), by=by, summary="It was looked at.")
    with pytest.raises(AnswerNowError, match="answer of this office") if is_refused else nullcontext():
        perform(place, "writer", Kind.PETITION, str(NUMBER), act)
    assert len(petition_of(place, NUMBER).versions) == (not is_refused)


def test_who_began_a_petition_is_not_kept(place):
    name = b"A. Example"
    assert name in as_bytes(live())
    assert site_file(place, petition_of(place, NUMBER)) == without_creator(live())
    assert [path.name for path in place.folder.rglob("*") if path.is_file() and name in path.read_bytes()] == []
    record_of(place).verify()


def without_creator(document):
    attributes = {key: value for key, value in document["data"]["attributes"].items() if key != "creator_name"}
    return {**document, "data": {**document["data"], "attributes": attributes}}


def test_a_page_with_a_fault_imports_none_of_its_petitions(place):
    data = as_bytes(page(live(NUMBER + 1), live(NUMBER + 2, state="parked")))
    with pytest.raises(AnswerError, match=r"data\.1\.attributes: state"):
        import_petitions(place, data, where="page.json", person="writer")
    assert record_of(place).listed(Kind.PETITION).total == 1


def test_what_nobody_waits_for_is_not_open(place):
    import_petitions(place, as_bytes(live(NUMBER + 1, state="rejected")), where="a", person="writer")
    found = record_of(place).listed(Kind.PETITION, Query(is_open=True))
    assert [one.subject for one in found.rows] == [str(NUMBER)]


def test_a_pack_has_the_same_bytes_each_time_and_goes_into_a_new_folder(place, tmp_path):
    answered(place)
    first, second = (write_petition_pack(place, NUMBER, tmp_path / name) for name in ("a", "b"))
    assert [path.read_bytes() for path in first] == [path.read_bytes() for path in second]
    with pytest.raises(AnswerError, match="exists already"):
        write_petition_pack(place, NUMBER, tmp_path / "a")


def test_a_notice_holds_no_figure_but_days_and_says_where_the_answer_is(place):
    answered(place)
    told = notice(place, NUMBER, address="https://example.org/answer")
    assert "The answer is: partly." in told
    assert "A report on this site, by 30 June 2026" in told
    assert told.startswith("SYNTHETIC")
    with pytest.raises(AnswerNowError, match="where the answer stands"):
        notice(place, NUMBER)


def test_the_act_of_an_answer_is_read_back_as_it_was_written(place):
    answered(place)
    bodies = [json.loads(link.body)["act"] for link in record_of(place).acts(Kind.PETITION, str(NUMBER))]
    assert [one["act"] for one in bodies] == [
        "import petition",
        "record ask",
        "write response",
        "clear response",
        "send response",
    ]
    assert bodies[2]["text"]["details"] == DETAILS
    assert dt.date.fromisoformat(bodies[4]["sent"]) == NOON.date()
