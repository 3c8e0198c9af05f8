"""Reviewers of case texts: who decides about passages, when, and that none sees another's answer before their own.

The oracle of the last reads the plain list of acts with code of its own.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.commission import Person, Role
from clerestory.model.desk.acts import ACT, passages
from clerestory.model.desk.outputs import Desk
from clerestory.model.redaction.review import RedactionDecision, ReviewOutcome
from clerestory.review.desk import EMPTY, folded, seen_by
from clerestory.review.desk.sight import is_told
from desks import PEOPLE, WHY, Played

OPEN = passages.OpenText(text="told")


def proposal(number: int) -> str:
    return f"{number:016x}"


def decision(played: Played, person: str, number: int = 1, **others: object) -> RedactionDecision:
    said = {
        "proposal": proposal(number),
        "outcome": ReviewOutcome.KEEP,
        "note": WHY,
        "person": person,
        "decided": played.today,
        "simulated": True,
    }
    return RedactionDecision(**said | others)


def review(*decisions: RedactionDecision) -> passages.ReviewPassages:
    return passages.ReviewPassages(text="told", decisions=decisions)


@pytest.fixture
def played() -> Played:
    made = Played()
    made.act("checker-a", OPEN)
    return made


def test_a_text_is_opened_once_a_day_and_only_then_decided_about(played):
    assert "opened this text today" in played.refused("checker-a", OPEN).what
    assert "not opened this text today" in played.refused("checker-b", review(decision(played, "checker-b"))).what
    played.act("checker-a", review(decision(played, "checker-a")))
    played.pass_days(1)
    assert "not opened this text today" in played.refused("checker-a", review(decision(played, "checker-a", 2))).what
    played.act("checker-a", OPEN)
    played.act("checker-a", review(decision(played, "checker-a", 2)))


@pytest.mark.parametrize("person", sorted(PEOPLE))
def test_checkers_and_a_lawyer_decide_and_no_other_post_of_a_review(played, person):
    played.pass_days(1)
    decides = bool({Role.CHECKER, Role.LAWYER} & set(PEOPLE[person].roles))
    assert (played.refused(person, OPEN) is None) == decides


@pytest.mark.parametrize(
    ("changed", "fault"),
    [
        ({"person": "checker-b"}, "a decision is another's"),
        ({"role": Role.LAWYER}, "a role that you do not have"),
        ({"role": Role.AUDITOR}, "a role that you do not have"),
        ({"decided": Played().today.replace(year=2025)}, "the date of another day"),
    ],
)
def test_a_decision_that_is_not_the_persons_of_that_day_is_refused(played, changed, fault):
    made = decision(played, "checker-a").model_copy(update=changed)
    assert fault in played.refused("checker-a", review(made)).what


def test_one_act_decides_once_about_a_passage_and_in_one_role(played):
    twice = decision(played, "checker-a"), decision(played, "checker-a", outcome=ReviewOutcome.REMOVE)
    assert "decided about twice" in played.refused("checker-a", review(*twice)).what
    two = decision(played, "checker-a"), decision(played, "checker-a", 2, role=Role.LAWYER)
    assert "in two roles" in played.refused("checker-a", review(*two)).what


def test_an_act_comes_back_from_its_record_as_it_was(played):
    act = review(decision(played, "checker-a"), decision(played, "checker-a", 2))
    assert ACT.validate_json(act.model_dump_json()) == act


def test_an_auditor_is_told_of_decisions_unless_they_decide_themselves(played):
    played.act("checker-a", review(decision(played, "checker-a")))
    opened, decided = played.done
    auditor = PEOPLE["auditor"]
    both = Person(id="both", post="Both", roles=(Role.AUDITOR, Role.CHECKER))
    assert is_told(opened, played.desk, auditor)
    assert is_told(decided, played.desk, auditor)
    assert is_told(opened, played.desk, both)
    assert not is_told(decided, played.desk, both)


STEPS = st.lists(
    st.tuples(st.sampled_from(["checker-a", "checker-b", "checker-head"]), st.sets(st.integers(1, 3), min_size=1)),
    max_size=8,
)


@settings(max_examples=60)
@given(STEPS)
def test_nobody_sees_an_answer_of_another_about_a_passage_before_their_own(steps):
    played = Played()
    for person in ("checker-a", "checker-b", "checker-head"):
        played.act(person, OPEN)
    for person, numbers in steps:
        played.act(person, review(*(decision(played, person, number) for number in sorted(numbers))))
    for me in ("checker-a", "checker-b", "checker-head"):
        own = {number for person, numbers in steps if person == me for number in numbers}
        without = [_about(done, me, own) for done in played.done]
        alone = folded((done for done in without if done is not None), EMPTY)
        assert seen_by(played.desk, PEOPLE[me]) == seen_by(alone, PEOPLE[me])
        seen = seen_by(played.desk, PEOPLE[me]).texts["told"].decisions
        assert len(seen) == sum(len(numbers & own) for _, numbers in steps)
    assert seen_by(played.desk, PEOPLE["analyst"]).texts == Desk().texts


def _about(done, me: str, own: set[int]):
    """An act without what others answered about passages of which a person has said nothing; None if that was all."""
    if done.person == me or isinstance(done.act, passages.OpenText):
        return done
    left = tuple(one for one in done.act.decisions if int(one.proposal, 16) in own)
    return replace(done, act=review(*left)) if left else None
