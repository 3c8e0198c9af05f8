"""The desk for programs: the same rules in the same words, each person's own part, and nothing of what was sent."""

from __future__ import annotations

import json

import pytest
from pydantic import ValidationError

from clerestory.errors import DeskError
from clerestory.model.commission import Person, Role
from clerestory.model.desk.acts import Recorded
from clerestory.review.desk import EMPTY, checked
from clerestory.review.desk.permissions import PROGRAM
from clerestory.review.desk.receiving import read_act
from clerestory.web.accounts.people import people
from commands import clerestory
from desks import TERMS, TERMS_VERSION
from served_desks import NOON, browser_of, example

TERMS_SET = {"act": "set terms", "version": TERMS_VERSION, "text": TERMS}
REFUSED = [
    ("secretary", {"act": "close round", "round": 1}),
    ("secretary", {"act": "finish review", "draft": "hmac-sha256:" + "0" * 64, "reason": "The group has read it.",
                   "signed": {"role": "reference group chair", "decided": "2026-03-02", "simulated": True}}),
    ("member-a", {"act": "set terms", "version": TERMS_VERSION, "text": TERMS}),
    ("member-a", {"act": "accept terms", "version": TERMS_VERSION}),
    ("member-a", {"act": "withdraw comment", "round": 3, "comment": "a" * 12}),
    ("chair", {"act": "sign release", "draft": "hmac-sha256:" + "0" * 64}),
    ("analyst", {"act": "admit draft", "draft": "hmac-sha256:" + "0" * 64,
                 "checked": "hmac-sha256:" + "1" * 64, "authors": ["analyst"],
                 "checkers": ["a", "b"], "holds_clear": True, "register_complete": True}),
]  # fmt: skip


def signed_in(serving, person):
    browser = browser_of(serving)
    browser.post("/account/demonstration/", {"person": person})
    return browser


def sent(browser, act):
    body = act if isinstance(act, bytes) else json.dumps(act).encode()
    return browser.post("/api/acts", body, content_type="application/json")


@pytest.mark.parametrize(("person", "act"), REFUSED)
def test_a_refusal_has_the_words_of_the_rules(demo, person, act):
    known = {one.id: one for one in people()}
    with pytest.raises(DeskError) as rules:
        checked(EMPTY, known, Recorded(NOON, person, read_act(act)))
    answer = sent(signed_in(demo, person), act)
    said = {"where": rules.value.where, "what": rules.value.what, "remedy": rules.value.remedy}
    assert answer.json() == said
    assert answer.status_code == {63: 403, 64: 409}[rules.value.exit_code]


def test_an_act_is_done_and_each_sees_their_own_part(demo):
    secretary, member = signed_in(demo, "secretary"), signed_in(demo, "member-a")
    done = sent(secretary, TERMS_SET)
    assert (done.status_code, done.json()["act"]) == (201, "set terms")
    assert sent(member, {"act": "accept terms", "version": TERMS_VERSION}).status_code == 201
    assert member.get("/api/state").json()["desk"]["group"]["accepted"] == {"member-a": TERMS_VERSION}
    assert signed_in(demo, "member-b").get("/api/state").json()["desk"]["group"]["accepted"] == {}
    assert sent(member, {"act": "accept terms", "version": TERMS_VERSION}).status_code == 409


@pytest.mark.parametrize(
    "body",
    [
        b"", b"KEPT", b"[]", b'"KEPT"', b'{"act": "KEPT"}', b'{"KEPT": 1}', b'{"act": "close round", "round": "KEPT"}',
        b'{"act": "close round", "round": 1, "KEPT": 2}', b'{"act": "pause", "round": 1, "until": "KEPT"}',
        b'{"act": "accept terms", "version": "KEPT"}', b'{"act": "invite", "round": 1e400, "member": "a"}',
        b"[" * 100_000, b'{"act": "invite", "round": 1, "member": "\xff"}',
    ],
)  # fmt: skip
def test_what_is_no_act_is_told_by_its_fields_and_not_repeated(demo, body):
    answer = sent(signed_in(demo, "secretary"), body)
    assert answer.status_code == 422
    assert set(answer.json()) == {"where", "what", "remedy"}
    assert "KEPT" not in answer.content.decode()


def test_who_is_not_signed_in_or_sends_no_token_does_nothing(demo):
    assert sent(browser_of(demo), TERMS_SET).status_code in (302, 403)
    browser = signed_in(demo, "secretary")
    browser.handler.enforce_csrf_checks = True
    assert sent(browser, TERMS_SET).status_code == 403
    token = browser.get("/api/state").json()["token"]
    headers = {"X-CSRFToken": token}
    answer = browser.post("/api/acts", json.dumps(TERMS_SET), content_type="application/json", headers=headers)
    assert answer.status_code == 201


def test_the_command_line_acts_in_a_demonstration_and_refuses_in_the_same_words(tmp_path):
    study = example(tmp_path)
    setting = ("--set", f"version={TERMS_VERSION}", "--set", f"text={TERMS}")
    done = clerestory("desk", "act", study, "set terms", "--person", "secretary", *setting)
    assert (done.returncode, done.stdout) == (0, "set terms\n"), done.stderr
    refused = clerestory("desk", "act", study, "close round", "--person", "secretary", "--set", "round=1")
    assert refused.returncode == 64
    assert "there is no round 1" in refused.stderr
    assert "Name a round that was opened." in refused.stderr
    said = clerestory("desk", "state", study, "--person", "member-a")
    assert json.loads(said.stdout)["group"]["terms"]["version"] == TERMS_VERSION
    wrong = clerestory("desk", "act", study, "KEPT", "--person", "secretary")
    assert (wrong.returncode, "KEPT" in wrong.stderr) == (65, False)
    none = clerestory("desk", "note", study)
    assert none.returncode == 64
    assert "no round is settled" in none.stderr


def test_nobody_acts_for_another_where_cases_are_real(tmp_path):
    study = example(tmp_path)
    path = study / "study.toml"
    path.write_text(path.read_text("utf-8").replace('"rebuilt from published counts"', '"confidential"'), "utf-8")
    done = clerestory("desk", "state", study, "--person", "secretary")
    assert done.returncode == 100
    assert "nobody acts for another" in done.stderr


def test_nobody_of_a_study_has_the_name_by_which_the_program_acts():
    with pytest.raises(ValidationError, match="clerestory is the name of the program"):
        Person(id=PROGRAM, post="Program", roles=(Role.AUDITOR,))
