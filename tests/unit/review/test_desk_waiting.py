"""What waits for whom, as a review goes on."""

from __future__ import annotations

import datetime as dt

import pytest

from clerestory.model.desk.acts import group
from clerestory.review.desk import seen_by
from clerestory.review.desk.waiting import Task, Waiting, waiting_for
from desks import (
    PEOPLE,
    TERMS,
    TERMS_VERSION,
    WHY,
    Played,
    admitted,
    comment,
    finished,
    given_id,
    let_pass,
    opened,
    with_round,
)


def waits(played: Played, person: str) -> list[Task]:
    return [one.task for one in all_for(played, person)]


def all_for(played: Played, person: str) -> tuple[Waiting, ...]:
    return waiting_for(seen_by(played.desk, PEOPLE[person]), PEOPLE, PEOPLE[person], today=played.today)


def test_a_member_meets_one_step_after_another():
    played = with_round()
    steps = (
        ([Task.ACCEPT_TERMS, Task.ANSWER_INVITATION], "member-a", group.AcceptTerms(version=TERMS_VERSION)),
        ([Task.ANSWER_INVITATION], "member-a", group.AnswerInvitation(round=1, accepts=True)),
        ([Task.DECLARE], "member-a", group.DeclareInterests(round=1, none=True)),
        ([Task.AWAIT_JUDGEMENT], "chair", judged("member-a")),
        ([Task.READ], "member-a", group.Pause(round=1, until=played.today + dt.timedelta(days=2))),
        ([Task.RESTING], "member-a", group.FinishReading(round=1)),
        ([Task.FINISHED], "member-a", group.ReadOn(round=1)),
    )
    for tasks, person, act in steps:
        assert waits(played, "member-a") == tasks
        played.act(person, act)
    assert all_for(played, "member-a") == (Waiting(Task.READ, 1, due=played.today + dt.timedelta(days=14)),)


def judged(member: str, judgement: group.Judgement = group.Judgement.READ) -> group.JudgeInterests:
    return group.JudgeInterests(round=1, member=member, judgement=judgement, reason=WHY)


def test_interests_wait_for_the_chair_and_those_of_the_chair_for_the_statistician():
    played = with_round()
    for member in ("member-a", "chair"):
        played.act(member, group.AnswerInvitation(round=1, accepts=True))
        played.act(member, group.DeclareInterests(round=1, none=True))
    assert [one.member for one in all_for(played, "chair") if one.task is Task.JUDGE] == ["member-a"]
    assert all_for(played, "statistician") == (Waiting(Task.JUDGE, 1, member="chair"),)


def test_the_secretary_sets_terms_opens_follows_and_closes():
    played = Played()
    assert waits(played, "secretary") == [Task.SET_TERMS]
    played.act("secretary", group.SetTerms(version=TERMS_VERSION, text=TERMS))
    assert waits(played, "secretary") == []
    played.act("clerestory", admitted())
    assert waits(played, "secretary") == [Task.OPEN_ROUND]
    played.act("secretary", opened(played))
    assert waits(played, "secretary") == [Task.FOLLOW_ROUND]
    played.pass_days(15)
    assert waits(played, "secretary") == [Task.CLOSE_ROUND]


def test_after_the_close_comments_wait_for_answers_then_for_the_chair_and_the_signatory():
    played = with_round("member-a", "chair")
    played.act("member-a", comment(1))
    played.pass_days(15)
    assert waits(played, "analyst") == []
    played.act("secretary", group.CloseRound(round=1))
    assert all_for(played, "analyst") == (Waiting(Task.ANSWER, 1, count=1),)
    assert waits(played, "chair") == [Task.READ_ANSWERS, Task.AWAIT_ANSWERS]
    noted = group.Disposition.NOTED
    played.act("analyst", group.Respond(round=1, comment=given_id(1), disposition=noted, text="Noted."))
    assert (waits(played, "analyst"), waits(played, "chair")) == ([], [Task.READ_ANSWERS, Task.SETTLE])
    played.act("chair", group.SettleRound(round=1))
    assert waits(played, "chair") == [Task.READ_ANSWERS, Task.FINISH_REVIEW]
    assert waits(played, "head") == []
    played.act("chair", finished(1, played.today))
    assert (waits(played, "head"), waits(played, "statistician")[-1:]) == ([], [Task.DECIDE_RELEASE])
    played.act("statistician", let_pass(1, played.today))
    assert waits(played, "head") == [Task.SIGN]


@pytest.mark.parametrize("person", ["policy", "checker-a", "observer"])
def test_nothing_waits_for_who_has_no_part_in_it(person):
    played = Played()
    played.act("clerestory", admitted())
    assert waits(played, person) == []


def test_what_waits_tells_nobody_of_comments_in_the_blind_phase():
    with_one, without = with_round("member-a", "member-b", "chair"), with_round("member-a", "member-b", "chair")
    with_one.act("member-a", comment(1))
    others = [person for person in PEOPLE if person != "member-a"]
    assert [all_for(with_one, person) for person in others] == [all_for(without, person) for person in others]
