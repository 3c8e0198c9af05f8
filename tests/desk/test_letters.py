"""The pages of letters: registered, found, answered by two people, ended; who sees them; what is wrong with a form."""

from __future__ import annotations

import datetime as dt
import html
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from answer_desks import answering, days
from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.letters import LetterState
from clerestory.pipeline.answering.letters.kept import kept_people, part_of
from clerestory.pipeline.answering.letters.recording import do_to_letter, receive_letter
from clerestory.study.answers import open_place
from letters import WHY, at, new
from served_desks import NOON

LETTERS = "/answers/letters"
ONE = f"{LETTERS}/MIN/0000001/1"
TODAY = NOON.date()
FORM = {
    "sender": "mp",
    "writers": "Quill Marsh; Member for Examplebury; Old Hall\nFern Holloway",
    "addressees": "The Minister of State",
    "copies": "Vale Underhill; Leader of the House",
    "subject": "Guidance for schools",
    "theirs": "AG/GUES01001/01180267\nXX/1",
    "asks": "When is it out?\nWho was asked?",
    "text": "About the quarry at Samplewick.",
    **days(received=TODAY.isoformat(), dated="2026-02-27"),
}
READ = {"version": "1"}
REPLY = "Dear Quill,\n\n{{ sorry }}\n\nThe guidance is being revised."


@pytest.fixture
def made(tmp_path):
    with answering(tmp_path, officer="adviser") as found:
        yield found


def place(made, day: dt.date = TODAY):
    return at(made.serving.root, day)


def part(made, reference: str = "MIN/0000001/1"):
    return part_of(open_place(made.serving.root), reference)[1]


def text(answer) -> str:
    return " ".join(html.unescape(re.sub(r"<[^>]+>", " ", answer.text)).split())


def later(made, days_: int) -> None:
    made.time = NOON + dt.timedelta(days=days_)
    made.sign_in_anew()


def test_a_letter_is_registered_as_the_form_says_it(made):
    file = SimpleUploadedFile("../<b>letter.PDF", b"%PDF-1.7", content_type="application/pdf")
    page = made.post("policy", f"{LETTERS}/register", {**FORM, "file": file})
    assert page.redirect_chain[-1][0] == ONE
    shown = text(page)
    for words in (
        "Guidance for schools",
        "Fern Holloway",
        "Vale Underhill",
        "XX/1",
        "Who was asked?",
        "27 February 2026",
    ):
        assert words in shown
    assert "Due Monday 30 March 2026, 20 working days left" in shown
    people = kept_people(place(made), part(made))
    assert [one.address for one in people.writers] == ["Old Hall", ""]
    kept = [made.get("policy", f"{ONE}/documents/{number}") for number in (1, 2, 3)]
    assert [one.status_code for one in kept] == [200, 200, 404]
    assert kept[1].content == b"%PDF-1.7"
    assert kept[1]["Content-Disposition"] == 'attachment; filename="MIN-0000001-1-2.pdf"'


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"sender": ""}, "Choose who writes"),
        ({"writers": " "}, "Enter who writes"),
        ({"writers": ";Member"}, "beginning with the name"),
        ({"received-day": "31", "received-month": "2"}, "Enter the day on which it came"),
        ({"dated-day": ""}, "or leave it empty"),
        ({"theirs": "x" * 70}, "Use 60 characters or fewer"),
        ({"subject": ""}, "Enter it in at most 200 characters"),
        ({"dated-day": "3", "dated-month": "3"}, "on the day that it comes, or before"),
        ({"subject": "About quill@example.org"}, "holds what looks like"),
        ({"received-day": "3"}, "has not come yet"),
    ],
)
def test_what_is_wrong_with_the_form_is_told_and_nothing_is_lost(made, change, says):
    page = made.post("policy", f"{LETTERS}/register", {**FORM, **change})
    assert page.status_code in (409, 422)
    assert says in text(page)
    assert "About the quarry at Samplewick." in page.text
    assert "There is no such letter" in made.get("policy", f"{LETTERS}?which=all").text


def test_a_letter_without_a_day_of_its_own_has_none(made):
    made.post("policy", f"{LETTERS}/register", {**FORM, **days(dated="--")})
    assert part(made).dated is None


def test_a_late_reply_is_written_by_one_person_and_cleared_and_sent_by_others(made):
    made.post("policy", f"{LETTERS}/register", FORM)
    later(made, 36)
    line = "I am sorry for the delay in replying to your letter of 27 February 2026: 4 working days over our target."
    assert line in text(made.get("policy", f"{ONE}/reply"))
    page = made.post("policy", f"{ONE}/reply", {"text": REPLY})
    assert f'{ONE}/do/clear"' not in page.text
    assert "you wrote this version" in text(made.post("policy", f"{ONE}/do/clear", READ))
    page = made.post("adviser", f"{ONE}/do/clear", READ)
    assert part(made).state is LetterState.CLEARED
    assert f'{ONE}/do/send"' not in page.text
    assert line in text(made.get("policy", f"{ONE}/do/send"))
    sent = {"signatory": "Minister of State", **READ, **days(sent=made.time.date().isoformat())}
    assert made.post("adviser", f"{ONE}/do/send", sent).status_code == 403
    page = made.post("policy", f"{ONE}/do/send", sent)
    assert (part(made).sent.days_late, part(made).state) == (4, LetterState.SENT)
    assert line in text(page)
    assert "Answered in 24 working days, 4 working days over its target of 20" in text(page)


def test_a_text_with_a_bare_figure_is_not_cleared(made):
    receive_letter(place(made), "policy", new(TODAY))
    made.post("policy", f"{ONE}/reply", {"text": "Dear Quill,\n\nThere were 57 such groups."})
    page = made.post("adviser", f"{ONE}/do/clear", READ)
    assert page.status_code == 422
    assert part(made).state is LetterState.DRAFTED


@pytest.mark.parametrize(("deed", "said"), [("clear", {}), ("return", {"reason": WHY})])
def test_what_is_cleared_or_sent_back_is_the_version_that_the_page_showed(made, deed, said):
    receive_letter(place(made), "policy", new(TODAY))
    for words in ("The guidance is being revised.", "The guidance is out."):
        shown = made.get("adviser", f"{ONE}/do/{deed}").text
        made.post("policy", f"{ONE}/reply", {"text": f"Dear Quill,\n\n{words}"})
    assert 'name="version" id="version" value="1"' in shown
    assert made.post("adviser", f"{ONE}/do/{deed}", READ | said).status_code == 409
    assert made.post("adviser", f"{ONE}/do/{deed}", said).status_code == 422
    assert part(made).state is LetterState.DRAFTED
    made.post("adviser", f"{ONE}/do/{deed}", {"version": "2", **said})
    assert part(made).state is not LetterState.DRAFTED


def test_what_is_sent_is_the_version_that_the_page_showed(made):
    receive_letter(place(made), "policy", new(TODAY))
    for version in ("1", "2"):
        made.post("policy", f"{ONE}/reply", {"text": REPLY})
        made.post("adviser", f"{ONE}/do/clear", {"version": version})
    sent = {"signatory": "Minister of State", **days(sent=TODAY.isoformat())}
    assert made.post("policy", f"{ONE}/do/send", READ | sent).status_code == 409
    made.post("policy", f"{ONE}/do/send", {"version": "2", **sent})
    assert part(made).sent.version == 2


@pytest.mark.parametrize(
    ("deed", "said", "state"),
    [
        ("ask", {"ask": "Who was asked?"}, LetterState.RECEIVED),
        ("assign", {"owner": "adviser"}, LetterState.ASSIGNED),
        ("link", {"kind": "letter", "subject": "MIN/0000002"}, LetterState.RECEIVED),
        ("transfer", {"to": "SYNTHETIC Office", "reason": WHY, **days(day=TODAY.isoformat())}, LetterState.TRANSFERRED),
        ("close", {"reason": WHY, **days(day=TODAY.isoformat())}, LetterState.CLOSED),
        ("merge", {"into": "MIN/0000002/1", "reason": WHY, **days(day=TODAY.isoformat())}, LetterState.MERGED),
        (
            "hold",
            {"reason": WHY, **days(sent=TODAY.isoformat(), expected="2026-04-20")},
            LetterState.RECEIVED,
        ),
    ],
)
def test_each_form_does_what_it_says_and_an_empty_one_says_what_is_missing(made, deed, said, state):
    for _ in range(2):
        receive_letter(place(made), "policy", new(TODAY))
    acts_before = len(part_of(place(made), "MIN/0000001/1")[0].done)
    assert made.get("policy", f"{ONE}/do/{deed}").status_code == 200
    assert made.post("policy", f"{ONE}/do/{deed}", {}).status_code == 422
    page = made.post("policy", f"{ONE}/do/{deed}", said)
    assert page.redirect_chain[-1][0] == ONE
    assert (part(made).state, len(part_of(place(made), "MIN/0000001/1")[0].done)) == (state, acts_before + 1)
    assert ("You will have a full reply by 20 April 2026." in text(page)) == (deed == "hold")


def test_the_office_writes_of_its_own(made):
    said = {name: FORM[name] for name in ("sender", "writers", "addressees", "subject", "theirs")}
    page = made.post("policy", f"{LETTERS}/start", said | {"addressees": ""})
    assert (page.status_code, "Begin each line with the name" in text(page)) == (422, True)
    assert made.post("policy", f"{LETTERS}/start", said).redirect_chain[-1][0] == ONE
    made.post("policy", f"{LETTERS}/start?thread=MIN/0000001", said)
    assert (part(made, "MIN/0000001/2").run, part(made, "MIN/0000001/2").owner) == (None, "policy")
    assert "no clock runs" in text(made.get("policy", ONE))
    assert made.get("policy", f"{LETTERS}/start?thread=MIN/0000009").status_code == 404


def test_a_letter_comes_back_and_its_clock_starts_anew(made):
    receive_letter(place(made), "policy", new(TODAY))
    made.post("policy", f"{ONE}/do/transfer", {"to": "SYNTHETIC Office", "reason": WHY, **days(day=TODAY.isoformat())})
    later(made, 7)
    said = {"transferred_from": "SYNTHETIC Office", "reason": WHY, **days(received="2026-03-09")}
    assert "Due Wednesday 8 April 2026" in text(made.post("policy", f"{ONE}/do/back", said))


def test_the_list_is_narrowed_searched_and_turned_by_its_address(made):
    where = place(made)
    for number in range(60):
        receive_letter(where, "policy", new(TODAY - dt.timedelta(days=number), subject=f"Subject {number}"))
    do_to_letter(where, "policy", "MIN/0000007/1", acts.CloseLetter, day=TODAY, reason=WHY)
    first = text(made.get("policy", LETTERS))
    assert "59 letters" in first
    assert "Page 1 of 2" in first
    assert first.index("MIN/0000060") < first.index("MIN/0000050")
    assert "Page 2 of 2" in text(made.get("policy", f"{LETTERS}?page=2"))
    assert "MIN/0000007" in text(made.get("policy", f"{LETTERS}?which=ended"))
    assert "1 letter," in text(made.get("policy", f"{LETTERS}?which=all&words=min/0000007/1"))
    assert "60 letters" in text(made.get("policy", f"{LETTERS}?which=all&words=hollow"))
    assert "There is no such letter" in text(made.get("policy", f"{LETTERS}?words=nothing&page=7"))
    file = made.get("auditor", f"{LETTERS}.csv?which=all")
    assert file["Content-Type"] == "text/csv; charset=utf-8"
    assert len(file.text.splitlines()) == 61
    assert "Holloway" not in file.text


@pytest.mark.parametrize(
    "address", ["?page=0", "?page=x", "?which=nonsense", "?words=%00", "?page=²", "?page=99999999999"]
)
def test_an_address_that_means_nothing_is_the_list(made, address):
    assert made.get("policy", LETTERS + address).status_code == 200


def test_what_is_not_there_is_not_found(made):
    receive_letter(place(made), "policy", new(TODAY))
    for address in (
        "MIN/0000002",
        "MIN/0000001/2",
        "MIN/0000001/1/do/nothing",
        "MIN/1/1",
        "min/0000001/1",
        "MIN/0000001/0",
    ):
        assert made.get("policy", f"{LETTERS}/{address}").status_code == 404, address
    assert made.get("policy", f"{LETTERS}/MIN/0000001").url == ONE
    assert made.get("policy", f"{LETTERS}/register?thread=MIN/0000002").status_code == 404


def test_auditors_read_and_the_reference_group_sees_nothing(made):
    receive_letter(place(made), "policy", new(TODAY))
    for address in (LETTERS, ONE, f"{LETTERS}.csv"):
        assert made.get("auditor", address).status_code == 200
        for person in ("member-a", "chair", "analyst", "head"):
            assert made.get(person, address).status_code == 403
    assert "What you can do" not in made.get("auditor", ONE).text
    for address in (f"{LETTERS}/register", f"{ONE}/reply", f"{ONE}/do/close"):
        assert made.get("auditor", address).status_code == 403


def test_names_of_a_letter_steer_no_page(made):
    evil = "<script>alert(1)</script>"
    made.post("policy", f"{LETTERS}/register", {**FORM, "writers": evil, "subject": f"S {evil}", "asks": evil})
    assert evil not in made.get("policy", ONE).text
    assert evil not in made.get("policy", LETTERS).text


def test_what_waits_stands_on_the_first_page(made):
    receive_letter(place(made), "policy", new(TODAY))
    receive_letter(place(made), "policy", new(TODAY - dt.timedelta(days=60)))
    made.post("policy", f"{ONE}/reply", {"text": REPLY})
    assert "Letters: 1 overdue, 1 to be assigned" in text(made.get("policy", "/"))
    assert "Letters: 1 overdue, 1 to be assigned, 1 waiting for clearance" in text(made.get("adviser", "/"))
    assert "Letters:" not in text(made.get("auditor", "/"))
