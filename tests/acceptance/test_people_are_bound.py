"""Who may decide is part of what is decided on: people who change after a decision close the gates again."""

from __future__ import annotations

import datetime as dt
import re
import shutil
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.errors import GateError
from clerestory.ledger import ledger_entries
from clerestory.model.commission import Role
from clerestory.model.decisions import Gate, Outcome
from clerestory.pipeline import Stage
from studies import CLOCK, example


@pytest.fixture(scope="module")
def reviewed(tmp_path_factory) -> Path:
    """The example behind its first gate, with the decisions of both."""
    root = example(tmp_path_factory.mktemp("reviewed") / "study")
    pipeline.run(root, [Stage.COLLECT, Stage.ANALYSE, Stage.PROTECT, Stage.REVIEW], clock=CLOCK)
    return root


@pytest.fixture
def study(reviewed, tmp_path) -> Path:
    return Path(shutil.copytree(reviewed, tmp_path / "study"))


def change(study: Path, old: str, new: str) -> None:
    path = study / "study.toml"
    text = path.read_text(encoding="utf-8")
    assert text.count(old) == 1
    path.write_text(text.replace(old, new), encoding="utf-8")


def test_unchanged_people_pass(study):
    assert pipeline.run(study, [Stage.PUBLISH], clock=CLOCK).release.exists()


@pytest.mark.parametrize(
    ("old", "new"),
    [
        # another post, of a person who decided or of any other
        ('post = "Disclosure checker A"', 'post = "Somebody else"'),
        ('post = "Analyst"', 'post = "Analyst of the publisher"'),
        # a key where there was none, another role, another person, another author
        ('id = "statistician"', f'id = "statistician"\npublic_key = "{"E" * 43}="'),
        ('roles = ["lead statistician"]', 'roles = ["lead statistician", "analyst"]'),
        (
            '[[people]]\nid = "chair"',
            '[[people]]\nid = "mole"\npost = "M"\nroles = ["analyst"]\n\n[[people]]\nid = "chair"',
        ),
        ('authors = ["analyst"]', 'authors = ["analyst", "chair"]'),
    ],
)
def test_people_who_change_after_the_decisions_close_both_gates(study, old, new):
    change(study, old, new)
    for stage in (Stage.REVIEW, Stage.PUBLISH):
        with pytest.raises(GateError, match=r"2 decision\(s\) are about another draft"):
            pipeline.run(study, [stage], clock=CLOCK)
    # nor does the second gate stay open once the first was passed anew
    pipeline.run(study, [Stage.PROTECT], clock=CLOCK)
    pipeline.simulate(study, Gate.PROTECT)
    pipeline.run(study, [Stage.REVIEW], clock=CLOCK)
    with pytest.raises(GateError) as caught:
        pipeline.run(study, [Stage.PUBLISH], clock=CLOCK)
    assert caught.value.where.startswith("gate release")
    assert not list((study / "releases").glob("2*"))


def test_a_key_that_is_exchanged_after_a_signature_closes_the_gate(study, tmp_path):
    mine, other = (pipeline.write_keys(tmp_path / name) for name in ("mine", "other"))
    change(study, 'id = "checker-a"', f'id = "checker-a"\npublic_key = "{mine}"')
    pipeline.run(study, [Stage.PROTECT], clock=CLOCK)
    pipeline.decide(
        study, Gate.PROTECT, "checker-a", role=Role.CHECKER, outcome=Outcome.APPROVE, reason="Looked at every table.",
        on=dt.date(2026, 11, 19), key_file=tmp_path / "mine",
    )  # fmt: skip
    with pytest.raises(GateError, match=r"1 disclosure checker is missing \(of Disclosure checker B\)"):
        pipeline.run(study, [Stage.REVIEW], clock=CLOCK)
    change(study, mine, other)
    with pytest.raises(GateError, match="2 disclosure checkers is missing"):
        pipeline.run(study, [Stage.REVIEW], clock=CLOCK)


def test_a_refusal_stands_though_its_file_goes_or_an_earlier_approval_is_put_back(study):
    """Whoever can write in decisions/ has only what people signed before."""
    path = study / "decisions" / "release-chair.toml"
    approval = path.read_text(encoding="utf-8")
    assert 'outcome = "approve"' in approval
    (day,) = re.findall(r"^decided = (\S+)$", approval, re.MULTILINE)
    path.write_text(approval.replace('"approve"', '"refuse"'), encoding="utf-8")
    for _ in range(2):
        with pytest.raises(GateError, match="refused by Chair of the reference group"):
            pipeline.run(study, [Stage.PUBLISH], clock=CLOCK)
    for put_back in (path.unlink, lambda: path.write_text(approval, encoding="utf-8")):
        put_back()
        with pytest.raises(GateError, match=f"chair refused it on {day}, and that decision is gone"):
            pipeline.run(study, [Stage.PUBLISH], clock=CLOCK)
    events = [entry.event for entry in ledger_entries(study / "ledger.jsonl")]
    assert events.count("draft refused") == 1
    later = dt.date.fromisoformat(day) + dt.timedelta(days=1)
    path.write_text(approval.replace(day, later.isoformat()), encoding="utf-8")
    assert pipeline.run(study, [Stage.PUBLISH], clock=CLOCK).release.exists()


def test_an_earlier_refusal_that_is_put_back_makes_no_earlier_approval_valid(study):
    """Refused, approved, refused: the first two of these decisions are put back in turn, and the last one stands."""
    path = study / "decisions" / "release-chair.toml"
    approval = path.read_text(encoding="utf-8")
    (day,) = re.findall(r"^decided = (\S+)$", approval, re.MULTILINE)
    first, last = (str(dt.date.fromisoformat(day) + dt.timedelta(days=days)) for days in (-1, 1))
    refusal = approval.replace('"approve"', '"refuse"')
    for text in (refusal.replace(day, first), refusal.replace(day, last), refusal.replace(day, first)):
        path.write_text(text, encoding="utf-8")
        with pytest.raises(GateError, match="refused by Chair of the reference group"):
            pipeline.run(study, [Stage.PUBLISH], clock=CLOCK)
    path.write_text(approval, encoding="utf-8")
    with pytest.raises(GateError, match=f"chair refused it on {last}, and that decision is gone"):
        pipeline.run(study, [Stage.PUBLISH], clock=CLOCK)
