"""The gates as a table: who decided what on which draft, and whether it opens."""

from __future__ import annotations

import datetime as dt
import re

import pytest
from pydantic import ValidationError

from clerestory.errors import DecisionError, GateError
from clerestory.model.commission import Role, StudySettings
from clerestory.model.decisions import Decision, Gate, Outcome
from clerestory.model.redaction.case_texts import CaseText
from clerestory.review import approvals_at, approve_output, make_keys, read_decisions, sign, simulated_decisions
from clerestory.review.files import decision_path, decision_text

DRAFT, OTHER = "hmac-sha256:" + "a" * 64, "hmac-sha256:" + "b" * 64
DAY = dt.date(2026, 12, 1)


def a_study(data="synthetic", **keys: str) -> StudySettings:
    """Checkers a, b, c; an author who could check; a chair; a statistician. Keys by id."""
    posts = {
        "author": ["analyst", "disclosure checker"],
        "a": ["disclosure checker"],
        "b": ["disclosure checker", "lead statistician"],
        "c": ["disclosure checker"],
        "chair": ["reference group chair"],
        "stat": ["lead statistician"],
        "law": ["lawyer"],
    }
    people = [
        {"id": id, "post": f"Post {id}", "roles": roles, "public_key": keys.get(id, "")} for id, roles in posts.items()
    ]
    return StudySettings.model_validate(
        {
            "form": "clerestory-study/1",
            "study": {
                "id": "s", "title": "T", "data": data, "publisher": "P", "commissioned_by": "C", "questions": ["Q"],
                "lawful_basis": ["A6-1E"], "definition": "D", "selection": "S", "authors": ["author"],
                "period_start": "2020-01-01", "period_end": "2020-12-31",
            },
            "release": {"date": "2026-12-15", "review_by": "2027-12-14"},
            "protect": {"preset": "THRESHOLD-6"},
            "tables": [{"id": "t1", "title": "T", "count": "suspect", "rows": "suspect.sex"}],
            "people": people,
        }
    )  # fmt: skip


def decision(
    person, gate=Gate.PROTECT, role=Role.CHECKER, draft=DRAFT, outcome=Outcome.APPROVE, day=DAY, simulated=True
):
    return Decision(
        form="clerestory-decision/1", gate=gate, draft=draft, person=person, role=role, outcome=outcome,
        reason="a reason in words", decided=day, simulated=simulated,
    )  # fmt: skip


REFUSE = Outcome.REFUSE
STAT, CHAIR, LAWYER = Role.STATISTICIAN, Role.CHAIR, Role.LAWYER


@pytest.mark.parametrize(
    ("given", "opens"),
    [
        ([decision("a"), decision("b")], "by a, b"),
        # a third checker may decide as well
        ([decision("a"), decision("b"), decision("c")], "by a, b, c"),
        # nobody decided
        ([], r"2 disclosure checkers is missing \(of Post a, Post b, Post c\)"),
        # one is not two
        ([decision("a")], r"1 disclosure checker is missing \(of Post b, Post c\)"),
        # a decision on another draft does not count
        ([decision("a"), decision("b", draft=OTHER)], r"missing .*1 decision\(s\) are about another draft"),
        # one refusal closes the gate, however many approve
        ([decision("a"), decision("b"), decision("c", outcome=REFUSE)], "refused by Post c"),
        # an author may not check
        ([decision("a"), decision("author")], "Post author made the tables"),
        # a person without the role
        ([decision("a"), decision("stat")], "Post stat is not a disclosure checker"),
        # a role that the gate does not know
        ([decision("a"), decision("b", role=STAT)], "a lead statistician does not decide here"),
        # a stranger
        ([decision("a"), decision("nobody")], r"nobody is not in \[\[people\]\]"),
        # the same person at both gates
        ([decision("a"), decision("b"), decision("b", Gate.RELEASE, STAT)], "decides at the other gate as well"),
        # a lawyer may refuse a draft that names no place; approving it is neither needed nor a check
        ([decision("a"), decision("b"), decision("law", role=LAWYER, outcome=REFUSE)], "refused by Post law"),
        ([decision("a"), decision("law", role=LAWYER)], "1 disclosure checker is missing"),
        # dated after the release
        ([decision("a"), decision("b", day=dt.date(2026, 12, 16))], "dated after the release"),
        # not simulated and not signed
        ([decision("a"), decision("b", simulated=False)], "key of Post b counts, and study.toml has none"),
    ],
)
def test_gate_protect(given, opens):
    assert re.search(opens, what_happens(given))


def what_happens(given, *, texts=()) -> str:
    try:
        found = approvals_at(Gate.PROTECT, DRAFT, given, a_study(), texts=texts)
    except (GateError, DecisionError) as error:
        return str(error)
    return "by " + ", ".join(approval.person for approval in found)


PLACED = (CaseText("a1", "A case", ("It was in Eastmoor.",), names_place=True), CaseText("a2", reason="ACTIVE"))


@pytest.mark.parametrize(
    ("given", "opens"),
    [
        # where a case text names a place two checkers are not enough, nor three, nor a checker fewer
        ([decision("a"), decision("b")], r"1 lawyer is missing \(of Post law\)"),
        ([decision("a"), decision("b"), decision("c")], r"1 lawyer is missing \(of Post law\)"),
        ([decision("a"), decision("law", role=LAWYER)], "1 disclosure checker is missing"),
        ([decision("a"), decision("b"), decision("law", role=LAWYER)], "by a, b, law"),
        # the lawyer's refusal closes the gate
        ([decision("a"), decision("b"), decision("law", role=LAWYER, outcome=REFUSE)], "refused by Post law"),
        # about another draft, or by a checker who says so
        ([decision("a"), decision("b"), decision("law", role=LAWYER, draft=OTHER)], "1 lawyer is missing"),
        ([decision("a"), decision("b"), decision("c", role=LAWYER)], "Post c is not a lawyer"),
    ],
)
def test_gate_protect_of_a_draft_that_names_a_place(given, opens):
    assert re.search(opens, what_happens(given, texts=PLACED))


def test_a_draft_that_names_a_place_is_no_approved_output_without_the_lawyer():
    given = [decision("a"), decision("b"), decision("law", role=LAWYER)]
    release = [decision("chair", Gate.RELEASE, CHAIR), decision("stat", Gate.RELEASE, STAT)]
    approvals = (
        *approvals_at(Gate.PROTECT, DRAFT, given, a_study(), texts=PLACED),
        *approvals_at(Gate.RELEASE, DRAFT, release, a_study()),
    )
    assert approve_output((), "paper", approvals, texts=PLACED).texts == PLACED
    without = tuple(approval for approval in approvals if approval.person != "law")
    assert approve_output((), "paper", without, texts=PLACED[1:])
    with pytest.raises(GateError, match="of a lawyer needed, 0 given"):
        approve_output((), "paper", without, texts=PLACED)


def test_gate_release_needs_the_chair_and_the_statistician():
    given = [decision("chair", Gate.RELEASE, CHAIR)]
    with pytest.raises(GateError, match=r"1 lead statistician is missing \(of Post b, Post stat\)"):
        approvals_at(Gate.RELEASE, DRAFT, given, a_study())
    given.append(decision("stat", Gate.RELEASE, STAT))
    assert [a.person for a in approvals_at(Gate.RELEASE, DRAFT, given, a_study())] == ["stat", "chair"]


def test_a_person_with_a_key_must_sign_and_any_change_voids_the_signature():
    private, public = make_keys()
    settings = a_study(a=public)
    signed = sign(decision("a", simulated=False), private)
    assert len(approvals_at(Gate.PROTECT, DRAFT, [signed, decision("b")], settings)) == 2

    forged = signed.model_copy(update={"reason": "another reason in words"})
    with pytest.raises(DecisionError, match="the signature is not that of Post a over this decision"):
        approvals_at(Gate.PROTECT, DRAFT, [forged, decision("b")], settings)
    with pytest.raises(DecisionError, match="only a decision signed with the key of Post a counts"):
        approvals_at(Gate.PROTECT, DRAFT, [decision("a"), decision("b")], settings)


def test_one_key_has_one_holder_however_its_last_letter_is_spelled():
    _, public = make_keys()
    last = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".index(public[-2])
    letters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"[last - last % 4 :][:4]
    for again in {public[:-2] + letter + "=" for letter in letters}:
        with pytest.raises(ValidationError, match="people share a public key: a, chair"):
            a_study(a=public, chair=again)
    _, other = make_keys()
    assert len(a_study(a=public, chair=other).people) == 7


def test_real_cases_take_no_simulated_decision():
    settings = a_study(data="confidential")
    with pytest.raises(DecisionError, match=r"`clerestory review keys FILE`(.|\n)*public_key"):
        approvals_at(Gate.PROTECT, DRAFT, [decision("a"), decision("b")], settings)
    with pytest.raises(DecisionError, match="cannot be simulated"):
        simulated_decisions(settings, Gate.PROTECT, DRAFT, on=DAY)


def test_simulated_decisions_open_the_gate_they_are_made_for():
    made = simulated_decisions(a_study(), Gate.RELEASE, DRAFT, on=DAY)
    assert all(d.simulated and "nobody looked" in d.reason for d in made)
    assert len(approvals_at(Gate.RELEASE, DRAFT, made, a_study())) == 2


def test_a_decision_survives_its_file(tmp_path):
    private, _ = make_keys()
    made = sign(
        decision("a", simulated=False).model_copy(
            update={"reason": 'with "quotes", \\, é and \x7f, which TOML does not take as it is'}
        ),
        private,
    )
    decision_path(tmp_path, made).write_text(decision_text(made), encoding="utf-8")
    assert read_decisions(tmp_path) == (made,)


@pytest.mark.parametrize(
    ("name", "text", "message"),
    [
        ("protect-a.toml", "gate = [", "is not TOML"),
        ("protect-a.toml", 'gate = "protect"', "form: Field required"),
        ("protect-b.toml", decision_text(decision("a")), r"Name it protect-a\.toml"),
        ("protect-a.toml", decision_text(decision("a")) + 'extra = "x"\n', "extra: Extra inputs are not permitted"),
    ],
)
def test_a_file_that_is_no_decision_is_refused(tmp_path, name, text, message):
    (tmp_path / name).write_text(text, encoding="utf-8")
    with pytest.raises(DecisionError, match=message):
        read_decisions(tmp_path)
