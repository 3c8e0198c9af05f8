"""A draft comes over to the desk with the decisions that let it pass, and without them it does not."""

from __future__ import annotations

import datetime as dt
import json
import re
import shutil
from dataclasses import replace

import pytest

from clerestory import pipeline
from clerestory.errors import DecisionError, GateError, StudyError
from clerestory.model.decisions import Gate
from clerestory.model.desk.acts import Recorded
from clerestory.model.releases import Approval
from clerestory.pipeline.desk.crossing import admission_of, write_admission
from clerestory.review.desk import EMPTY, after, checked
from clerestory.review.desk.permissions import PROGRAM
from clerestory.study import open_study
from clerestory.study.stored import read_protected
from studies import CLOCK, example

DAY = dt.date(2026, 3, 2)


@pytest.fixture(scope="module")
def passed(tmp_path_factory):
    """A study whose draft waits at gate release."""
    root = example(tmp_path_factory.mktemp("crossing") / "study")
    for path in (root / "decisions").glob("*.toml"):
        path.unlink()
    with pytest.raises(GateError):
        pipeline.run(root, clock=CLOCK)
    assert admission_of(open_study(root)) is None
    pipeline.simulate(root, Gate.PROTECT)
    with pytest.raises(GateError):
        pipeline.run(root, clock=CLOCK)
    return root


@pytest.fixture
def study(passed, tmp_path):
    return shutil.copytree(passed, tmp_path / "study")


def test_what_two_checkers_let_pass_is_let_in_by_the_rules_of_the_desk(study):
    opened = open_study(study)
    shutil.rmtree(study / "vault")  # the desk runs where there is none
    act = admission_of(opened)
    people = {person.id: person for person in opened.settings.people}
    desk = after(EMPTY, checked(EMPTY, people, Recorded(CLOCK.now(), PROGRAM, act)))
    admitted = desk.latest
    assert admitted.draft == json.loads((study / "desk" / "draft.json").read_text())["draft"]
    decided = {path.stem.removeprefix("protect-") for path in (study / "decisions").glob("protect-*.toml")}
    assert set(admitted.checkers) == decided
    assert admitted.holds_clear
    assert admitted.register_complete


@pytest.mark.parametrize(
    ("title", "is_complete"),
    [
        ("Cases on each list and on each pair of lists", True),  # as the register names it
        ("Cases on each list", False),  # another table, whose title the entry begins with
    ],
)
def test_the_register_accounts_for_a_table_by_its_own_entry_alone(study, title, is_complete):
    table = read_protected(study / "desk" / "tables" / "table-t1.json")
    counts = ((None, *table.counts[0][1:]), *table.counts[1:])
    withheld = replace(table, counts=counts, shape=replace(table.shape, title=title))
    entry = {"output": "Table 1. Cases on each list and on each pair of lists", "extent": "cells"}
    checkers = [path.stem.removeprefix("protect-") for path in sorted((study / "decisions").glob("protect-*.toml"))]
    approvals = [
        Approval(gate=Gate.PROTECT, person=one, post=one, role="disclosure checker", decided=DAY, simulated=True)
        for one in checkers
    ]
    opened = open_study(study)
    write_admission(
        opened,
        approvals,
        checked=json.loads((study / "vault" / "protected" / "draft.json").read_text(encoding="utf-8"))["draft"],
        draft=json.loads((study / "desk" / "draft.json").read_text(encoding="utf-8"))["draft"],
        content=json.dumps({"register": [entry]}).encode(),
        tables=[withheld],
        texts=[],
    )
    assert admission_of(opened).register_complete is is_complete


def test_an_admission_without_a_decision_that_it_names_lets_nothing_in(study):
    first, second = sorted((study / "decisions").glob("protect-*.toml"))
    text = first.read_text(encoding="utf-8")
    first.write_text(text.replace('outcome = "approve"', 'outcome = "refuse"'), encoding="utf-8")
    with pytest.raises(DecisionError, match="there is no decision of"):
        admission_of(open_study(study))
    first.write_text(text, encoding="utf-8")
    second.write_text(second.read_text(encoding="utf-8").replace("simulated = true\n", ""), encoding="utf-8")
    with pytest.raises(DecisionError, match="key"):
        admission_of(open_study(study))


def test_an_approval_of_an_earlier_draft_is_none_of_this_one(study):
    for path in (study / "decisions").glob("protect-*.toml"):
        text = path.read_text(encoding="utf-8")
        path.write_text(re.sub("hmac-sha256:[0-9a-f]{64}", "hmac-sha256:" + "0" * 64, text), encoding="utf-8")
    with pytest.raises(DecisionError, match="lets this very draft pass"):
        admission_of(open_study(study))


def test_an_admission_of_another_draft_lets_nothing_in_and_a_spoilt_one_is_told(study):
    path = study / "desk" / "admission.json"
    said = json.loads(path.read_text(encoding="utf-8"))
    path.write_text(json.dumps(said | {"draft": "hmac-sha256:" + "0" * 64}), encoding="utf-8")
    assert admission_of(open_study(study)) is None
    path.write_text(json.dumps(said | {"checkers": said["checkers"][:1]}), encoding="utf-8")
    with pytest.raises(StudyError, match="checkers"):
        admission_of(open_study(study))
