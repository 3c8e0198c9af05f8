"""The ledger of commitments on the desk: what is typed becomes acts, what does not hold is told field by field."""

from __future__ import annotations

import datetime as dt

import pytest

from clerestory.model.answers.kinds import Kind
from clerestory.pipeline.answering.beginning import begin
from clerestory.pipeline.answering.reading import state_of
from clerestory.study.answers import open_place
from clerestory.web.service.serving import Serving
from group_desks import GroupDesk, study
from served_desks import desk

WHY = "As the minutes of the fictional board say."


def typed_day(name: str, day: str) -> dict[str, str]:
    year, month, number = day.split("-")
    return {f"{name}-day": number, f"{name}-month": month, f"{name}-year": year}


NEW = {
    "subject": "paper-2025",
    "title": "Publish the paper",
    "owner": "A fictional office",
    "document": "A fictional letter",
    "paragraph": "2",
    **typed_day("dated", "2025-01-10"),
    "words": "We will publish the paper this year.",
    "words_are": "verbatim",
    "due_words": "this year",
}
OTHER = {**NEW, "another": "yes"}
SHOWN = {"title": "The paper", "address": "https://example.org/paper", "reason": WHY}


@pytest.fixture
def office(tmp_path):
    root = study(tmp_path)
    begin(root)
    with desk(Serving(root, demo=True)) as serving:
        yield GroupDesk(serving)


@pytest.fixture
def made(office):
    office.post("policy", "/answers/commitments/new", NEW)
    return office


def state(desk_: GroupDesk, subject: str = "paper-2025"):
    return state_of(open_place(desk_.serving.root), Kind.COMMITMENT, subject)


def test_a_promise_is_entered_with_the_day_of_its_words(office):
    answer = office.post("policy", "/answers/commitments/new", NEW)
    assert answer.redirect_chain[-1][0] == "/answers/commitments/paper-2025"
    page = answer.content.decode()
    assert all(words in page for words in ("Publish the paper", "31 December 2025", "“this year”", "Overdue"))
    assert state(office).history[0].person == "policy"


def test_what_is_left_out_is_told_field_by_field(office):
    answer = office.post("policy", "/answers/commitments/new", {"subject": "paper-2025", "parts": "one = A part"})
    page = answer.content.decode()
    assert answer.status_code == 422
    for words in ("Enter the title of the document", "Enter the post or body that keeps it", "Enter the promise"):
        assert words in page
    assert "Choose whether these are its words" in page
    assert 'href="#dated-day"' in page


def test_a_day_that_is_not_that_of_the_words_is_refused(office):
    answer = office.post("policy", "/answers/commitments/new", {**NEW, **typed_day("due", "2026-12-31")})
    assert answer.status_code == 409
    assert "The words give 31 December 2025" in answer.content.decode()


def test_what_the_ledger_seems_to_have_is_entered_once_unless_somebody_looked(made):
    twice = {**NEW, "subject": "paper-again", "words": "The paper, to be published later this year, will tell more."}
    answer = made.post("policy", "/answers/commitments/new", twice)
    assert answer.status_code == 409
    assert "the ledger seems to have it: paper-2025" in answer.content.decode()
    assert "this is another promise" in answer.content.decode()
    answer = made.post("policy", "/answers/commitments/new", {**twice, "another": "yes"})
    assert answer.redirect_chain


def test_what_was_kept_after_its_day_is_kept_late(made):
    page = made.post("policy", "/answers/commitments/paper-2025/keep", {**SHOWN, **typed_day("dated", "2026-01-02")})
    assert "2 days late" in page.content.decode()
    assert state(made).state.value == "KEPTL"


def test_evidence_without_a_place_is_refused(made):
    said = {"title": "The paper", "reason": WHY, **typed_day("dated", "2025-12-02")}
    answer = made.post("policy", "/answers/commitments/paper-2025/keep", said)
    assert answer.status_code == 422
    assert "Evidence says where it is" in answer.content.decode()
    answer = made.post("policy", "/answers/commitments/paper-2025/keep", {**said, "file": "../study.toml"})
    assert "is no released file" in answer.content.decode()
    assert state(made).state.value == "MADE"


def test_a_released_file_is_evidence_with_its_digest(made):
    folder = made.serving.root / "releases" / "2025-12-01"
    folder.mkdir(parents=True)
    (folder / "index.html").write_bytes(b"abc")
    said = {"title": "The paper", "reason": WHY, "file": "2025-12-01/index.html", **typed_day("dated", "2025-12-01")}
    made.post("policy", "/answers/commitments/paper-2025/keep", said)
    # the digest of "abc" as FIPS 180-2 prints it
    assert state(made).evidence[0].digest == "sha256:ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad"


CHANGES = (
    ("progress", {"reason": WHY, **typed_day("happened", "2025-03-01")}, "PROG"),
    ("part", {**SHOWN, **typed_day("dated", "2025-03-01")}, "PART"),
    ("date", {"reason": WHY, **typed_day("due", "2026-06-30"), **typed_day("said_on", "2025-12-01")}, "MADE"),
    ("supersede", {"successor": "other", "reason": WHY, **typed_day("happened", "2025-03-01")}, "SUPS"),
    ("break", {"reason": WHY, **typed_day("happened", "2026-01-01")}, "BROK"),
    ("drop", {"reason": WHY, **typed_day("happened", "2025-03-01")}, "DROP"),
    ("amend", {"owner": "Another fictional office", "reason": WHY}, "MADE"),
    (
        "source",
        {
            **{key: NEW[key] for key in ("words", "words_are")},
            "document": "A notice",
            "reason": WHY,
            **typed_day("dated", "2025-01-12"),
        },
        "MADE",
    ),
)


def test_each_change_has_its_form(office):
    office.post("policy", "/answers/commitments/new", {**OTHER, "subject": "other"})
    for name, said, after in CHANGES:
        office.post("policy", "/answers/commitments/new", {**OTHER, "subject": f"of-{name}"})
        address = f"/answers/commitments/of-{name}/{name}"
        assert office.get("policy", address).status_code == 200
        answer = office.post("policy", address, said)
        assert answer.redirect_chain, answer.content.decode()
        found = state(office, f"of-{name}")
        assert (name, found.state.value, len(found.history)) == (name, after, 2)


def test_a_condition_is_judged_before_the_promise_is_kept(office):
    office.post("policy", "/answers/commitments/new", {**NEW, "condition": "if the fictional audit asks for it"})
    assert "/paper-2025/keep" not in office.get("policy", "/answers/commitments/paper-2025").content.decode()
    said = {"is_met": "true", "decision": "It asks", "reason": WHY, **typed_day("decided", "2025-02-01")}
    assert office.post("policy", "/answers/commitments/paper-2025/trigger", said).status_code == 422  # no day
    office.post("policy", "/answers/commitments/paper-2025/trigger", {**said, **typed_day("due", "2025-11-30")})
    page = office.get("policy", "/answers/commitments/paper-2025").content.decode()
    assert "Met, 1 February 2025" in page
    assert "/paper-2025/keep" in page


def test_parts_are_kept_one_by_one(office):
    office.post("policy", "/answers/commitments/new", {**NEW, "parts": "tables = The tables\ntext = The text"})
    said = {**SHOWN, **typed_day("dated", "2025-03-01")}
    for part in ("tables", "text"):
        office.post("policy", "/answers/commitments/paper-2025/part", {**said, "part": part})
    assert [change.after.value for change in state(office).history] == ["MADE", "PART", "KEPT"]


def test_the_last_change_is_set_aside_with_one_button(made):
    made.post("policy", "/answers/commitments/paper-2025/drop", {"reason": WHY, **typed_day("happened", "2025-03-01")})
    address = "/answers/commitments/paper-2025/set-aside"
    assert 'name="number" id="number" value="2"' in made.get("policy", address).text
    page = made.post("policy", address, {"number": "2", "reason": WHY}).text
    assert state(made).state.value == "MADE"
    assert "(set aside by number 3)" in page


def test_what_is_set_aside_is_the_change_that_the_page_showed(made):
    """Another change since then is not taken for it."""
    address = "/answers/commitments/paper-2025"
    assert made.post("policy", f"{address}/set-aside", {"reason": WHY}).status_code == 422
    progress = {"reason": WHY, **typed_day("happened", "2025-02-01")}
    made.post("policy", f"{address}/progress", progress)
    made.post("policy", f"{address}/drop", {"reason": WHY, **typed_day("happened", "2025-03-01")})
    page = made.post("policy", f"{address}/set-aside", {"number": "2", "reason": WHY})
    assert (page.status_code, state(made).state.value) == (409, "DROP")


def test_the_list_is_narrowed_by_state_owner_and_words(made):
    made.post(
        "policy",
        "/answers/commitments/new",
        {**OTHER, "subject": "other", "title": "Train officers", "owner": "A board"},
    )
    made.post("policy", "/answers/commitments/other/drop", {"reason": WHY, **typed_day("happened", "2025-03-01")})
    for asked, there in (
        ("state=DROP", {"other"}),
        ("owner=A+board", {"other"}),
        ("words=paper", {"paper-2025", "other"}),
        ("words=train", {"other"}),
        ("state=nothing", {"paper-2025", "other"}),
    ):
        page = made.get("auditor", f"/answers/commitments/?{asked}").content.decode()
        table = page[page.index("<table") :]
        assert {name for name in ("paper-2025", "other") if f"/answers/commitments/{name}" in table} == there, asked


def test_an_auditor_reads_and_does_nothing_and_the_group_sees_none_of_it(made):
    page = made.get("auditor", "/answers/commitments/paper-2025")
    assert page.status_code == 200
    assert "What can be done" not in page.content.decode()
    assert made.get("auditor", "/answers/commitments/new").status_code == 403
    said = {"reason": WHY, **typed_day("happened", "2025-03-01")}
    assert made.post("auditor", "/answers/commitments/paper-2025/drop", said).status_code == 403
    for person in ("member-a", "chair", "secretary", "observer"):
        assert made.get(person, "/answers/commitments/").status_code == 403
        assert made.get(person, "/answers/commitments/paper-2025").status_code == 403


def test_what_is_not_there_is_not_found(made):
    for address in ("none", "paper-2025/none", "none/keep"):
        assert made.get("policy", f"/answers/commitments/{address}").status_code == 404


def test_home_tells_who_answers_what_is_overdue_and_nobody_else(made):
    made.time = dt.datetime(2026, 1, 1, 12, tzinfo=dt.UTC)
    assert "Commitments: 1 overdue" in made.get("policy", "/").content.decode()
    assert "Commitments" not in made.get("member-a", "/").content.decode()
