"""Acts of a file are recorded as if somebody did them, and go round nothing that stands before a text goes out."""

from __future__ import annotations

import json
from typing import Any

import pytest

from clerestory.clock import FixedClock
from clerestory.errors import AnswerNowError
from clerestory.ledger import PROGRAM
from clerestory.pipeline.answering.loading import load_acts
from clerestory.pipeline.answering.performing import acting
from clerestory.pipeline.answering.reading import record_of
from clerestory.study.answers import open_place
from petition_acts import ask, told, written
from petition_files import NUMBER
from petition_places import NOON, SETTINGS, place_in

DIGEST = "sha256:" + "0" * 64
WHY = "It was read beside the review."
DAY = "2026-03-02"
RECEIVED = {
    "act": "receive letter", "part": 1, "received": DAY, "jurisdictions": ["england-and-wales"], "target_days": 15,
    "thread": "MIN/0000001", "sender": "mp", "subject": "Figures by area", "people": DIGEST,
}  # fmt: skip
SENT = {
    "act": "send reply", "part": 1, "version": 1, "text": DIGEST, "sent": DAY, "signatory": "Minister", "days_late": 0,
}  # fmt: skip
NEVER: list[tuple[str, dict[str, Any]]] = [
    ("letter", {"act": "clear reply", "part": 1, "version": 1, "text": DIGEST}),
    (
        "letter",
        {"act": "send reply", "part": 1, "version": 1, "text": DIGEST, "sent": DAY, "signatory": "M", "days_late": 0},
    ),
    ("request", {"act": "clear answer to request", "version": 1}),
    ("request", {"act": "send answer to request", "version": 1, "sent": DAY}),
    ("request", {"act": "register table of answer", "table": "t1", "printed": DIGEST, "left": "0" * 64}),
    ("petition", {"act": "clear response", "version": 1, "reason": WHY}),
    ("petition", {"act": "send response", "version": 1, "sent": DAY}),
]


REAL = [
    ("letter", {"act": "draft reply", "part": 1, "version": 1, "text": DIGEST}),
    ("petition", written().model_dump(mode="json")),
]


@pytest.fixture
def place(tmp_path):
    return place_in(tmp_path)


@pytest.fixture
def real(tmp_path):
    (tmp_path / "answers.toml").write_text(SETTINGS.replace('"synthetic"', '"confidential"'), encoding="utf-8")
    return open_place(tmp_path, clock=FixedClock(NOON))


def loaded(place, *acts: tuple[str, dict[str, Any]]) -> str:
    """What refuses acts of a file; empty where nothing does."""
    path = place.root / "acts.jsonl"
    subjects = {"petition": str(NUMBER), "letter": "MIN/0000001", "request": "FOI/0000001"}
    lines = (json.dumps({"kind": kind, "subject": subjects[kind], "act": act}) for kind, act in acts)
    path.write_text("\n".join(lines), encoding="utf-8")
    before = record_of(place).head
    try:
        load_acts(place, path)
    except AnswerNowError as error:
        assert record_of(place).head == before
        return error.what
    return ""


BEGUN = [("petition", one.model_dump(mode="json")) for one in (told(), ask())]


@pytest.mark.parametrize("act", NEVER, ids=lambda act: act[1]["act"])
def test_nothing_is_cleared_sent_or_registered_by_a_file(place, act):
    assert "is not loaded from a file" in loaded(place, *BEGUN, act)


@pytest.mark.parametrize("act", REAL, ids=lambda act: act[1]["act"])
def test_texts_about_real_cases_are_written_where_they_are_checked(real, act):
    assert "is not loaded from a file" in loaded(real, *BEGUN, act)


def test_the_history_of_something_older_is_loaded(place):
    assert loaded(place, *BEGUN, REAL[1]) == ""
    assert record_of(place).head.length == 3


def test_what_came_before_of_real_cases_is_loaded(real):
    given = {"act": "record response", "sent": "2026-02-20", "by": "Another office", "summary": "It was looked at."}
    assert loaded(real, *BEGUN, ("petition", given)) == ""


def test_a_file_that_an_act_names_is_kept_already(place):
    assert "names a file that the record does not keep" in loaded(place, ("letter", RECEIVED))
    with acting(place, PROGRAM) as acts:
        kept = acts.keep(b"{}", name="people.json", media="application/json")
    assert loaded(place, ("letter", RECEIVED | {"people": kept})) == ""
    documents = {"part": 2, "people": kept, "documents": [kept, DIGEST]}
    assert "names a file that the record does not keep" in loaded(place, ("letter", RECEIVED | documents))
