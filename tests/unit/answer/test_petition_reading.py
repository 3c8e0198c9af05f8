"""Petitions of the site's JSON: every shape is read, nothing of it is lost, and what is wrong is named."""

from __future__ import annotations

import datetime as dt
import json
from pathlib import Path

import pytest

from clerestory.answer.petitions.changes import changed
from clerestory.answer.petitions.reading import read_petitions
from clerestory.answer.petitions.states import axes
from clerestory.errors import AnswerError
from clerestory.model.answers.acts.petitions import ImportPetition
from clerestory.model.answers.petitions.settings import PetitionSettings
from clerestory.model.answers.petitions.snapshot import PetitionSnapshot, Shape
from clerestory.model.answers.petitions.state import Petition
from petition_files import NUMBER, archived, as_bytes, live, older, page

DAY = dt.date(2026, 3, 2)
SHARED = Path(__file__).parents[4] / "shared" / "data" / "petitions"


def read(document) -> PetitionSnapshot:
    (one,) = read_petitions(as_bytes(document), where="a.json")
    return one.snapshot


def axes_of(document, **settings) -> tuple[str, ...]:
    petition = Petition((ImportPetition(petition=read(document), told=DAY),))
    return tuple(state for _, state in axes(petition, PetitionSettings(**settings)))


def test_a_live_petition_is_read_whole():
    told = read(live())
    assert (told.number, told.shape, told.signatures) == (NUMBER, Shape.LIVE, 12_345)
    assert told.action == "Publish the review of night buses in Northmere"
    assert told.background == "A review was made.\r\n\r\nNobody has seen it."
    assert told.opened == dt.datetime(2026, 1, 5, 9, tzinfo=dt.UTC)
    assert [(one.code, one.signatures) for one in told.by_country] == [("NL", 12_000), ("SL", 345)]
    assert [(one.code, one.name, one.signatures) for one in told.by_constituency] == [("X1", "Northmere East", 7)]
    assert [(one.day, one.subject) for one in told.business] == [(dt.date(2026, 2, 3), "A paper on buses")]
    assert (told.departments, told.topics) == (("Department of Examples",), ("transport",))
    assert "A. Example" not in told.model_dump_json()  # who began it stands in the kept file alone


def test_an_archived_petition_has_the_thresholds_of_its_parliament():
    told = read(archived())
    assert (told.shape, told.parliament.response_signatures) == (Shape.ARCHIVED, 5_000)
    assert (told.response.responded, told.response.summary) == (dt.date(2026, 3, 3), "A part is published.")
    assert (told.debate.debated, told.debate.pack) == (dt.date(2026, 6, 1), "https://example.org/pack")


def test_an_older_petition_has_a_title_and_a_response_without_a_day():
    told = read(older())
    assert (told.shape, told.title, told.background) == (Shape.OLDER, "Mend the bridge of Southmere", "It is broken.")
    assert (told.response.details, told.response.responded) == ("It will be mended.", None)


def test_until_2016_the_day_of_a_response_is_that_on_which_it_was_entered():
    response = {"summary": "Yes.", "details": "It is.", "created_at": "2015-07-01T23:30:00.000Z"}
    told = read(live(government_response=response))
    assert told.response.responded == dt.date(2015, 7, 2)  # half past midnight by London's clocks


def test_a_page_of_many_gives_each_with_its_own_document():
    found = read_petitions(as_bytes(page(live(1), archived(2), older(3))), where="a.json")
    assert [(one.snapshot.number, one.snapshot.shape.value) for one in found] == [
        (1, "live"),
        (2, "archived"),
        (3, "older"),
    ]
    assert [one.document["data"]["id"] for one in found] == [1, 2, 3]


def test_keys_that_nobody_knows_stay_in_the_document():
    document = live() | {"_note": [1, {"deep": None}]}
    document["data"]["attributes"]["new_in_2031"] = {"a": [True]}
    (one,) = read_petitions(as_bytes(document), where="a.json")
    assert one.document == document


@pytest.mark.parametrize(
    ("document", "states"),
    [
        (live(), ("open", "awaiting", "none")),
        # nobody has reached a threshold
        (live(signature_count=9_999, response_threshold_reached_at=None), ("open", "none", "none")),
        (live(signature_count=10_000, response_threshold_reached_at=None), ("open", "awaiting", "none")),
        (live(signature_count=100_000), ("open", "awaiting", "awaiting")),
        (live(scheduled_debate_date="2026-05-04"), ("open", "awaiting", "scheduled")),
        (live(debate={"debated_on": "2026-05-04"}), ("open", "awaiting", "debated")),
        # a debate without a day is one that is not held
        (live(debate={"debated_on": None, "overview": "Not now."}), ("open", "awaiting", "not debated")),
        # no answer is due to what was rejected, however many had signed
        (
            live(state="rejected", response_threshold_reached_at=None, signature_count=20_000),
            ("rejected", "none", "none"),
        ),
        (live(state="stopped", response_threshold_reached_at=None, signature_count=4), ("stopped", "none", "none")),
        (archived(), ("closed", "responded", "debated")),
        # its own parliament's 12,000 count, and not today's 100,000
        (
            archived() | {"data": archived()["data"] | {"attributes": live()["data"]["attributes"]}},
            ("open", "awaiting", "awaiting"),
        ),
        (older(), ("open", "responded", "none")),
        ({"data": {"id": 5}}, ("not told", "none", "none")),
    ],
)
def test_three_axes_say_where_it_stands(document, states):
    assert axes_of(document) == states


def test_thresholds_are_settings():
    document = live(signature_count=600, response_threshold_reached_at=None)
    assert axes_of(document)[1:] == ("none", "none")
    assert axes_of(document, response_signatures=500, debate_signatures=600)[1:] == ("awaiting", "awaiting")


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (b"\xff", "no JSON in UTF-8"),
        (b"{", "no JSON"),
        (b"[" * 100_000, "no JSON"),
        (b'{"data": {"id": NaN}}', "no JSON"),
        (b"[]", "holds no petition"),
        (b'{"data": 4}', "holds no petition"),
        (b'{"data": [4]}', "a.json, data.0: is no petition"),
        (b'{"data": {}}', "id: is missing"),
        (b'{"data": {"id": "5"}}', "id: is not a whole number"),
        (b'{"data": {"id": true}}', "id: is not a whole number"),
        (b'{"data": {"id": -5}}', "id: is not a whole number"),
        (b'{"data": {"id": 5, "attributes": []}}', "attributes: is not an object"),
        (as_bytes(page(live(1), live(1))), "share a number"),
        (as_bytes(live(state="parked")), "state: is not one of pending"),
        (as_bytes(live(signature_count="12")), "signature_count: is not a whole number"),
        (as_bytes(live(signature_count=1.5)), "signature_count: is not a whole number"),
        (as_bytes(live(action=["a"])), "action: is not text"),
        (as_bytes(live(action="\ud800")), "action: is not text"),
        (as_bytes(live(action="a" * 70_000)), "action: does not fit"),
        (as_bytes(live(opened_at="yesterday")), "opened_at: is not a day or time"),
        (as_bytes(live(opened_at="0001-01-01T00:00:00Z")), "opened_at: is not a day or time"),
        (as_bytes(live(departments={})), "departments: is not a list"),
        (as_bytes(live(departments=[3])), "departments: is not a list of objects"),
        (as_bytes(live(topics=[3])), "topics: 0: is not text"),
        (as_bytes(live(signatures_by_region=[{"signature_count": "9"}])), "signatures_by_region.0: signature_count"),
    ],
)
def test_what_is_wrong_is_refused_by_its_name(data, said):
    with pytest.raises(AnswerError) as refused:
        read_petitions(data, where="a.json")
    assert said in str(refused.value)
    assert "Nothing was imported" in refused.value.remedy


def test_a_later_file_is_told_by_what_it_has_otherwise():
    before, after = (
        read(live()),
        read(live(signature_count=20_000, state="closed", debate={"debated_on": "2026-05-04"})),
    )
    assert [one.words for one in changed(before, after)] == [
        "state: open -> closed",
        "signatures: 12,345 -> 20,000",
        "debate, debated: nothing -> 2026-05-04",
    ]
    assert changed(before, read(live(updated_at="2026-03-01T00:00:00Z"))) == ()


@pytest.mark.external
@pytest.mark.skipif(not SHARED.is_dir(), reason="the files of the site are not there")
@pytest.mark.parametrize(("name", "number"), [("300239_shape", 300239), ("754624_real", 754624)])
def test_files_of_the_site_are_read(name, number):
    data = (SHARED / f"petition_{name}.json").read_bytes()
    (one,) = read_petitions(data, where=name)
    assert one.snapshot.number == number
    assert one.document == json.loads(data)
