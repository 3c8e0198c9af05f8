"""A run that asks the desk: gate release and the signature pass only as acts on its record, and nothing forged does."""

from __future__ import annotations

import json
import shutil

import pytest

from clerestory import pipeline
from clerestory.errors import ActsError, DecisionError, GateError, LedgerError, UnsignedError
from clerestory.model.commission import Role
from clerestory.model.decisions import Gate, Outcome
from clerestory.model.desk.acts import disclosure, group
from clerestory.web.acting.performing import perform
from clerestory.web.arriving.admitting import admit_waiting
from clerestory.web.pages.group import shelf
from clerestory.web.store.state import desk_now
from desks import TERMS, TERMS_VERSION, WHY, given_id, signed
from group_desks import DUE
from served_desks import Serving, desk
from studies import CLOCK, small_study

TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'
PEOPLE = [("n",)] * 40 + [("s",)] * 50


def review(draft: str) -> None:
    """The chair alone reads, and finishes the review."""
    perform("chair", group.SetTerms(version=TERMS_VERSION, text=TERMS))
    listed = shelf.listed(desk_now().latest)
    opened = group.OpenRound(round=1, draft=draft, documents=listed, invited=("chair",), due=DUE, warning="Harm.")
    judged = group.JudgeInterests(round=1, member="chair", judgement=group.Judgement.READ, reason=WHY)
    for person, act in (
        ("chair", opened),
        ("chair", group.AcceptTerms(version=TERMS_VERSION)),
        ("chair", group.AnswerInvitation(round=1, accepts=True)),
        ("chair", group.DeclareInterests(round=1, none=True)),
        ("statistician", judged),
        ("chair", group.OpenCopy(round=1, document=listed[0].document, copy_id=given_id(1))),
        ("chair", group.FinishReading(round=1)),
        ("chair", group.CloseRound(round=1)),
        ("chair", group.SettleRound(round=1)),
        ("chair", group.FinishReview(draft=draft, reason=WHY, signed=signed(Role.CHAIR))),
    ):
        perform(person, act)


def decide(draft: str) -> None:
    passes = {"outcome": Outcome.APPROVE, "reason": WHY, "signed": signed(Role.STATISTICIAN)}
    perform("statistician", disclosure.DecideRelease(draft=draft, **passes))


@pytest.fixture(scope="module")
def asked(tmp_path_factory):
    """A study that asks the desk, on which all is done but the signature; and what it said on the way."""
    root = small_study(tmp_path_factory.mktemp("asked") / "study", {"area": ["n", "s"]}, PEOPLE, tables=TABLES)
    public, settings = pipeline.write_keys(root / "head.key"), root / "study.toml"
    text = settings.read_text().replace("[release]\n", "[release]\ndesk = true\n")
    settings.write_text(text.replace('id = "head"\n', f'id = "head"\npublic_key = "{public}"\n'))
    with pytest.raises(GateError):
        pipeline.run(root, clock=CLOCK)
    pipeline.simulate(root, Gate.PROTECT)
    with pytest.raises(GateError, match="Each decides on the pages of the desk"):
        pipeline.run(root, clock=CLOCK)
    with desk(Serving(root, demo=True)):
        admit_waiting()
        draft = desk_now().latest.draft
        review(draft)
        decide(draft)
    return root


@pytest.fixture
def study(asked, tmp_path):
    return shutil.copytree(asked, tmp_path / "study")


def by_head(root, *, clock):
    return pipeline.sign_waiting(root, "head", key_file=root / "head.key", password=str, clock=clock)


def test_a_release_waits_for_the_signature_on_the_desk_and_then_comes_out(study):
    for sign in (pipeline.run, by_head):
        with pytest.raises(UnsignedError, match="Sign on the page of the desk first"):
            sign(study, clock=CLOCK)
    with desk(Serving(study, demo=True), is_new=False):
        perform("head", disclosure.SignRelease(draft=desk_now().latest.draft))
    by_head(study, clock=CLOCK)
    assert [one.name for one in (study / "releases").iterdir() if one.name.startswith("2026-11-26")]


def test_decisions_at_gate_release_are_not_made_by_command(study):
    with pytest.raises(DecisionError, match="made on the pages of the desk"):
        pipeline.simulate(study, Gate.RELEASE)


def test_a_decision_that_is_no_act_is_refused(study):
    path = study / "decisions" / "release-chair.toml"
    path.write_text(path.read_text().replace(WHY, "Other words, put there by somebody."))
    with pytest.raises(GateError, match="the decision of chair is not on record"):
        pipeline.run(study, clock=CLOCK)


def test_without_the_acts_or_with_those_of_another_draft_nothing_passes(study):
    path = study / "desk" / "release-acts.json"
    said = json.loads(path.read_text())
    path.write_text(json.dumps(said | {"draft": "hmac-sha256:" + "0" * 64}))
    with pytest.raises(GateError, match="is not on record"):
        pipeline.run(study, clock=CLOCK)
    path.unlink()
    with pytest.raises(GateError, match="is not on record"):
        pipeline.run(study, clock=CLOCK)


@pytest.mark.parametrize(
    "changed",
    [
        {"person": "head"},
        {"time": "2026-03-03T12:00:00Z"},
        {"seq": 1},
        {"hash": "sha256:" + "1" * 64},
        {"body": '{"act":"sign release"}'},
    ],
)
def test_acts_that_the_ledger_does_not_name_are_refused(study, changed):
    path = study / "desk" / "release-acts.json"
    said = json.loads(path.read_text())
    said["acts"][-1] |= changed
    path.write_text(json.dumps(said))
    with pytest.raises(ActsError, match="is not the one that the ledger of the desk names"):
        pipeline.run(study, clock=CLOCK)


def test_a_ledger_of_the_desk_that_does_not_hold_lets_nothing_pass(study):
    path = study / "desk" / "acts.jsonl"
    path.write_text(path.read_text().replace('"actor":"chair"', '"actor":"other"', 1))
    with pytest.raises(LedgerError):
        pipeline.run(study, clock=CLOCK)
