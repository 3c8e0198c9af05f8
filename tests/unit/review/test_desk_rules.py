"""What the desk lets happen and what it refuses, in the words that people read."""

from __future__ import annotations

import dataclasses
import datetime as dt
import re

import pytest

from clerestory.errors import DeskError, NotNowError, NotPermittedError
from clerestory.model.commission import Person, Role
from clerestory.model.decisions import Outcome
from clerestory.model.desk.acts import ACT, ACTS, Recorded, disclosure, group, passages
from clerestory.model.desk.group import Group
from clerestory.model.desk.states import OutputState, ReleaseState, RoundState
from clerestory.review.desk import checked, seen_by
from clerestory.review.desk.decided import decided
from clerestory.review.desk.note import record_of
from clerestory.review.desk.permissions import MAY, PROGRAM
from clerestory.review.desk.sight import is_told
from clerestory.review.desk.transitions import HOLD, OUTPUT, RELEASE, ROUND, name_of
from desks import (
    APPROVE,
    AUTHORS,
    CHECKED,
    NOT_PASSED,
    PEOPLE,
    REFUSE,
    WHY,
    Played,
    admitted,
    comment,
    draft,
    finished,
    given_id,
    let_pass,
    opened,
    signed,
    with_round,
)


def refusal(played: Played, person: str, act) -> DeskError:
    error = played.refused(person, act)
    assert error is not None
    return error


def test_a_whole_review_from_invitation_to_signature():
    played = with_round("member-a", "member-b", "chair")
    played.act("member-a", comment(1))
    played.act("member-b", comment(2, "A note is unclear."))
    for member in ("member-a", "member-b", "chair"):
        played.act(member, group.FinishReading(round=1))
    played.act("secretary", group.CloseRound(round=1))
    played.act("analyst", respond(1, group.Disposition.ACCEPTED_WITH_CHANGE, change="Table 1 has a total."))
    played.act("member-b", group.Dissent(round=1, dissent=given_id(50), comment=given_id(2), text="No.", publish=True))
    played.act("analyst", respond(2, group.Disposition.DISSENT))
    played.act("chair", group.SettleRound(round=1))
    played.act("chair", finished(1, played.today))
    played.act("statistician", let_pass(1, played.today))
    played.act("head", disclosure.SignRelease(draft=draft(1)))
    assert played.desk.admitted[draft(1)].state is ReleaseState.SIGNED


def respond(number: int, disposition: group.Disposition, change: str = "", round_: int = 1) -> group.Respond:
    return group.Respond(
        round=round_, comment=given_id(number), disposition=disposition, text="It is so.", change=change
    )


# What a member meets before a document opens, one after another


def test_a_copy_opens_only_after_terms_invitation_declaration_and_judgement():
    played = with_round()
    copy = group.OpenCopy(round=1, document="paper", copy_id=given_id(1))
    steps = (
        ("have not accepted the terms", "member-a", group.AcceptTerms(version=played.desk.group.terms.version)),
        ("have not accepted the invitation", "member-a", group.AnswerInvitation(round=1, accepts=True)),
        ("are not declared", "member-a", group.DeclareInterests(round=1, none=False, text="I advise a charity.")),
        ("are not judged yet", "chair", judged("member-a", group.Judgement.READ_NOTED)),
    )
    for said, person, step in steps:
        assert said in refusal(played, "member-a", copy).what
        played.act(person, step)
    played.act("member-a", copy)


def judged(member: str, judgement: group.Judgement = group.Judgement.READ) -> group.JudgeInterests:
    return group.JudgeInterests(round=1, member=member, judgement=judgement, reason=WHY)


def test_new_terms_and_a_new_declaration_shut_the_document_again():
    played = with_round("member-a")
    played.act("member-a", group.DeclareInterests(round=1, none=False, text="A new post."))
    assert "not judged yet" in refusal(played, "member-a", comment(1)).what
    played.act("chair", judged("member-a"))
    assert played.refused("member-a", comment(1)) is None
    text = "Other terms of reference are in force from now on."
    import hashlib

    played.act("secretary", group.SetTerms(version="sha256:" + hashlib.sha256(text.encode()).hexdigest(), text=text))
    assert "terms in force" in refusal(played, "member-a", comment(1)).what


def test_who_stands_aside_sees_no_comment_and_writes_none():
    played = with_round("member-a", "member-b")
    played.act("member-a", comment(1))
    played.act("member-b", group.DeclareInterests(round=1, none=False, text="I gave the return."))
    played.act("chair", judged("member-b", group.Judgement.ASIDE))
    assert isinstance(refusal(played, "member-b", comment(2)), NotPermittedError)
    played.act("member-a", group.FinishReading(round=1))
    played.act("chair", group.AnswerInvitation(round=1, accepts=False))
    played.act("secretary", group.CloseRound(round=1))
    assert seen_by(played.desk, PEOPLE["member-b"]).group.rounds[0].remarks == {}


def test_nobody_judges_their_own_interests_and_the_statistician_those_of_the_chair_alone():
    played = with_round()
    for member in ("chair", "member-a"):
        played.act(member, group.AnswerInvitation(round=1, accepts=True))
        played.act(member, group.DeclareInterests(round=1, none=True))
    assert "their own" in refusal(played, "chair", judged("chair")).what
    assert isinstance(refusal(played, "statistician", judged("member-a")), NotPermittedError)
    played.act("statistician", judged("chair"))


def test_why_interests_were_judged_so_is_seen_by_who_judges_and_by_the_member_and_not_by_the_secretary():
    played = with_round("member-a", "member-b")
    told = {
        person: seen_by(played.desk, PEOPLE[person]).group.rounds[0].readers["member-a"].judged
        for person in ("secretary", "chair", "statistician", "member-a", "member-b", "auditor")
    }
    assert {person for person, judged in told.items() if judged and judged.reason} == {
        "chair", "statistician", "member-a", "auditor",
    }  # fmt: skip
    assert told["secretary"].judgement is group.Judgement.READ
    assert told["member-b"] is None


# Time


def test_a_comment_comes_too_late_after_the_due_day_and_more_time_helps_one_member_or_all():
    played = with_round("member-a", "member-b")
    played.pass_days(15)
    for member in ("member-a", "member-b"):
        assert "your time for this round is over" in refusal(played, member, comment(1)).what
    more = played.today + dt.timedelta(days=3)
    played.act("secretary", group.Extend(round=1, member="member-a", due=more, reason=WHY))
    played.act("member-a", comment(1))
    assert played.refused("member-b", comment(2)) is not None
    played.act("chair", group.Extend(round=1, due=more, reason=WHY))
    played.act("member-b", comment(2))
    assert "no later" in refusal(played, "chair", group.Extend(round=1, due=more, reason=WHY)).what


def test_a_round_closes_when_all_have_finished_or_the_last_day_is_over():
    played = with_round("member-a", "member-b")
    played.act("chair", group.AnswerInvitation(round=1, accepts=False))
    close = group.CloseRound(round=1)
    played.act("member-a", group.FinishReading(round=1))
    assert "some still read" in refusal(played, "secretary", close).what
    played.pass_days(14)
    assert "some still read" in refusal(played, "secretary", close).what  # the last day itself is theirs
    played.pass_days(1)
    played.act("secretary", close)
    other = with_round("member-a", "member-b")
    other.act("chair", group.AnswerInvitation(round=1, accepts=False))
    for member in ("member-a", "member-b"):
        other.act(member, group.FinishReading(round=1))
    other.act("secretary", close)


def test_a_round_that_nobody_read_with_judged_interests_does_not_close():
    played = with_round()
    played.pass_days(30)
    assert "nobody has read" in refusal(played, "secretary", group.CloseRound(round=1)).what


def test_who_rests_is_not_reminded_and_nobody_is_reminded_twice_a_day():
    played = with_round("member-a")
    remind = group.Remind(round=1, member="member-a")
    played.act("member-a", group.Pause(round=1, until=played.today + dt.timedelta(days=3)))
    assert "resting" in refusal(played, "secretary", remind).what
    played.pass_days(3)
    played.act("secretary", remind)
    assert "reminded today" in refusal(played, "secretary", remind).what
    played.pass_days(1)
    played.act("secretary", remind)


# Answers


def closed(*numbers: int) -> Played:
    played = with_round("member-a", "member-b")
    for number in numbers:
        played.act("member-a", comment(number))
    for member in ("member-a", "member-b"):
        played.act(member, group.FinishReading(round=1))
    played.act("chair", group.AnswerInvitation(round=1, accepts=False))
    played.act("secretary", group.CloseRound(round=1))
    return played


def test_a_round_is_settled_only_when_every_comment_has_its_answer():
    played = closed(1, 2)
    settle = group.SettleRound(round=1)
    assert refusal(played, "chair", settle).what == "2 comments have no answer that stands"
    played.act("analyst", respond(1, group.Disposition.NOTED))
    assert refusal(played, "chair", settle).what == "1 comment has no answer that stands"
    played.act("statistician", respond(2, group.Disposition.NOT_ACCEPTED))
    played.act("chair", settle)


def test_an_answer_by_dissent_needs_consent_and_falls_with_it():
    played = closed(1)
    assert "has not agreed" in refusal(played, "analyst", respond(1, group.Disposition.DISSENT)).what
    played.act("member-a", group.Dissent(round=1, dissent=given_id(9), comment=given_id(1), text="No.", publish=True))
    played.act("analyst", respond(1, group.Disposition.DISSENT))
    played.act("member-a", group.ConsentToDissent(round=1, dissent=given_id(9), publish=False))
    assert "no answer that stands" in refusal(played, "chair", group.SettleRound(round=1)).what
    played.act("member-a", group.ConsentToDissent(round=1, dissent=given_id(9), publish=True))
    played.act("chair", group.SettleRound(round=1))
    assert "has its answer" in refusal(played, "analyst", respond(1, group.Disposition.NOTED)).what
    played.act("member-a", group.ConsentToDissent(round=1, dissent=given_id(9), publish=False))
    played.act("analyst", respond(1, group.Disposition.NOTED))


def test_an_accepted_comment_says_what_changed_and_no_other_does():
    with pytest.raises(ValueError, match="what changed"):
        respond(1, group.Disposition.ACCEPTED)
    with pytest.raises(ValueError, match="only an accepted"):
        respond(1, group.Disposition.NOTED, change="Something.")


def test_a_dissent_that_its_member_does_not_publish_is_seen_by_who_runs_the_group_alone():
    played = closed(1)
    played.act("member-a", group.Dissent(round=1, dissent=given_id(9), text="I would say otherwise.", publish=False))
    seen = {person for person in PEOPLE if seen_by(played.desk, PEOPLE[person]).group.rounds and any(
        seen_by(played.desk, PEOPLE[person]).group.rounds[0].dissents
    )}  # fmt: skip
    assert seen == {"member-a", "chair", "secretary"}


def test_an_answer_that_falls_after_the_review_stops_the_signature_until_there_is_another():
    played = with_round("member-a", "chair")
    played.act("member-a", comment(1))
    for member in ("member-a", "chair"):
        played.act(member, group.FinishReading(round=1))
    played.act("member-b", group.AnswerInvitation(round=1, accepts=False))
    played.act("chair", group.CloseRound(round=1))
    played.act("member-a", group.Dissent(round=1, dissent=given_id(9), comment=given_id(1), text="No.", publish=True))
    played.act("analyst", respond(1, group.Disposition.DISSENT))
    played.act("chair", group.SettleRound(round=1))
    taken_back = group.ConsentToDissent(round=1, dissent=given_id(9), publish=False)
    finish, sign = finished(1, played.today), disclosure.SignRelease(draft=draft(1))
    played.act("member-a", taken_back)
    assert "no answer that stands" in refusal(played, "chair", finish).what
    played.act("member-a", taken_back.model_copy(update={"publish": True}))
    played.act("chair", finish)
    played.act("member-a", taken_back)
    assert "no answer that stands" in refusal(played, "statistician", let_pass(1)).what
    played.act("member-a", taken_back.model_copy(update={"publish": True}))
    played.act("statistician", let_pass(1))
    played.act("member-a", taken_back)
    assert "no answer that stands" in refusal(played, "head", sign).what
    played.act("analyst", respond(1, group.Disposition.NOTED))
    played.act("head", sign)


def test_a_review_is_finished_on_the_draft_that_came_of_its_comments():
    played = with_round("chair")
    played.act("chair", comment(1))
    for member in ("member-a", "member-b"):
        played.act(member, group.AnswerInvitation(round=1, accepts=False))
    played.act("chair", group.FinishReading(round=1))
    played.act("chair", group.CloseRound(round=1))
    played.act("analyst", respond(1, group.Disposition.ACCEPTED, change="A total was added."))
    played.act("chair", group.SettleRound(round=1))
    played.act(PROGRAM, admitted(2))
    assert "not the last" in refusal(played, "chair", finished(1, played.today)).what
    played.act("chair", finished(2, played.today))
    view = group.ConsentToDissent(round=1, dissent=given_id(9), publish=True)
    assert "no such view" in refusal(played, "chair", view).what
    played.act("statistician", let_pass(2))
    played.act("head", disclosure.SignRelease(draft=draft(2)))
    played.act(PROGRAM, admitted(3))
    again = refusal(played, "chair", finished(3, played.today))
    assert "no round of this release is settled" in again.what
    with pytest.raises(NotNowError):
        record_of(played.desk, PEOPLE)


def test_a_consent_is_not_taken_back_after_a_later_draft_with_it_was_signed():
    played = closed(1)
    view = group.Dissent(round=1, dissent=given_id(9), comment=given_id(1), text="No.", publish=True)
    played.act("member-a", view)
    played.act("analyst", respond(1, group.Disposition.DISSENT))
    played.act("chair", group.SettleRound(round=1))
    played.act(PROGRAM, admitted(2))
    played.desk = dataclasses.replace(
        played.desk,
        admitted={**played.desk.admitted, draft(2): dataclasses.replace(
            played.desk.admitted[draft(2)], state=ReleaseState.SIGNED
        )},
    )  # fmt: skip
    taken_back = group.ConsentToDissent(round=1, dissent=given_id(9), publish=False)
    assert "is signed" in refusal(played, "member-a", taken_back).what


# The record for the paper


def test_the_record_of_a_review_counts_what_stands_and_tells_posts_changes_and_published_views():
    played = closed(1, 2, 3)
    with pytest.raises(NotNowError, match="still going on"):
        record_of(played.desk, PEOPLE)
    played.act("analyst", respond(1, group.Disposition.ACCEPTED, change="A total was added."))
    played.act("analyst", respond(2, group.Disposition.NOTED))
    played.act("statistician", respond(2, group.Disposition.ACCEPTED, change="A total was added."))
    played.act("analyst", respond(3, group.Disposition.OUT_OF_SCOPE))
    for number, publish in ((8, True), (9, False)):
        played.act(
            "member-b", group.Dissent(round=1, dissent=given_id(number), text=f"View {number}.", publish=publish)
        )
    played.act("chair", group.SettleRound(round=1))
    record = record_of(played.desk, PEOPLE)
    assert record.comments == 3
    assert {kind.value: n for kind, n in record.responses.items() if n} == {"ACC": 2, "OOS": 1}
    assert record.changes == ("A total was added.",)
    assert [(one.post, one.text) for one in record.dissents] == [("Member b", "View 8.")]
    assert record.rounds[0].took_part == ("Member a", "Member b")
    assert (record.rounds[0].opened, record.rounds[0].closed) == (dt.date(2026, 3, 2), dt.date(2026, 3, 2))


# Gate 1


def submitted(number: int = 1) -> disclosure.SubmitOutput:
    return disclosure.SubmitOutput(draft=draft(number), title="Tables of the paper", authors=AUTHORS)


def test_two_checkers_decide_and_neither_sees_the_other_before():
    played = Played()
    played.act(PROGRAM, submitted())
    played.act("checker-a", disclosure.DecideOutput(draft=draft(1), **CHECKED))
    for person, count in {"checker-a": 1, "checker-b": 0, "analyst": 0, "auditor": 0, "statistician": 0}.items():
        assert len(seen_by(played.desk, PEOPLE[person]).outputs[draft(1)].checks) == count
    assert (
        "you have decided" in refusal(played, "checker-a", disclosure.DecideOutput(draft=draft(1), **NOT_PASSED)).what
    )
    played.act("checker-b", disclosure.DecideOutput(draft=draft(1), **NOT_PASSED))
    assert played.desk.outputs[draft(1)].state is OutputState.REFUSED
    assert len(seen_by(played.desk, PEOPLE["analyst"]).outputs[draft(1)].checks) == 2


@pytest.mark.parametrize(
    ("person", "ends"),
    [(PROGRAM, submitted(2)), ("analyst", disclosure.WithdrawOutput(draft=draft(1), reason=WHY))],
)
def test_what_one_checker_said_of_a_draft_that_went_away_is_not_told_before_the_next_is_decided(person, ends):
    played = Played()
    played.act(PROGRAM, submitted())
    played.act("checker-a", disclosure.DecideOutput(draft=draft(1), **NOT_PASSED))
    played.act(person, ends)
    both = Person(id="both", post="Both", roles=(Role.CHECKER, Role.AUDITOR))
    people = [*(PEOPLE[one] for one in ("checker-a", "checker-b", "analyst", "statistician", "auditor")), both]
    counts = [len(seen_by(played.desk, one).outputs[draft(1)].checks) for one in people]
    assert counts == [1, 0, 0, 0, 1, 0]
    done = Recorded(played.time, "checker-a", disclosure.DecideOutput(draft=draft(1), **NOT_PASSED))
    assert is_told(done, played.desk, PEOPLE["auditor"])
    assert not is_told(done, played.desk, both)


def test_no_author_checks_and_no_author_asks_to_be_excepted_from_a_rule_that_blocks():
    played = Played()
    played.act(PROGRAM, submitted())
    decide = disclosure.DecideOutput(draft=draft(1), **CHECKED)
    assert "an author of this draft" in refusal(played, "author-checker", decide).what
    ask = disclosure.AskException(draft=draft(1), rule="S3", reason=WHY)
    assert "has no exceptions" in refusal(played, "analyst", ask).what
    played.act("analyst", disclosure.AskException(draft=draft(1), rule="S19", reason=WHY))
    assert "an exception was refused, or has no answer" in refusal(played, "checker-a", decide).what
    played.act("statistician", disclosure.AnswerException(draft=draft(1), rule="S19", **APPROVE))
    played.act("checker-a", decide)


def test_a_later_draft_replaces_one_that_waits_and_the_one_that_was_replaced_takes_no_decision():
    played = Played()
    played.act(PROGRAM, submitted(1))
    played.act(PROGRAM, submitted(2))
    late = refusal(played, "checker-a", disclosure.DecideOutput(draft=draft(1), **CHECKED))
    assert "replaced by a later draft" in late.what


@pytest.mark.parametrize("checkers", [("checker-a", "checker-a"), ("checker-a", "author-checker"), ("head", "chair")])
def test_a_draft_comes_over_only_with_two_checkers_who_made_nothing_of_it(checkers):
    assert isinstance(refusal(Played(), PROGRAM, admitted(checkers=checkers)), NotNowError)


def test_who_checked_does_not_sign():
    played = with_round("member-a", "chair")
    played.act(PROGRAM, admitted(2, ("checker-a", "checker-head")))
    for member in ("member-a", "chair"):
        played.act(member, group.FinishReading(round=1))
    played.act("member-b", group.AnswerInvitation(round=1, accepts=False))
    played.act("chair", group.CloseRound(round=1))
    played.act("chair", group.SettleRound(round=1))
    played.act("chair", finished(2, played.today))
    sign = disclosure.SignRelease(draft=draft(2))
    assert "reviewed and informed" in refusal(played, "head", sign).what
    played.act("statistician", let_pass(2))
    assert "made, checked or reviewed" in refusal(played, "checker-head", sign).what
    assert "with the reference group" in refusal(played, "head", disclosure.SignRelease(draft=draft(1))).what
    played.act("head", sign)


def test_a_lawyer_who_decided_on_a_text_of_the_draft_does_not_sign_its_release():
    played = with_round("member-a", "chair")
    played.act(PROGRAM, admitted(2).model_copy(update={"lawyers": ("checker-head", "chair-b")}))
    for member in ("member-a", "chair"):
        played.act(member, group.FinishReading(round=1))
    played.act("member-b", group.AnswerInvitation(round=1, accepts=False))
    played.act("chair", group.CloseRound(round=1))
    played.act("chair", group.SettleRound(round=1))
    played.act("chair", finished(2, played.today))
    played.act("statistician", let_pass(2))
    sign = disclosure.SignRelease(draft=draft(2))
    assert "made, checked or reviewed" in refusal(played, "checker-head", sign).what
    played.act("head", sign)


def reviewed() -> Played:
    """A desk whose draft the group has reviewed."""
    played = with_round("member-a", "chair")
    for member in ("member-a", "chair"):
        played.act(member, group.FinishReading(round=1))
    played.act("member-b", group.AnswerInvitation(round=1, accepts=False))
    played.act("chair", group.CloseRound(round=1))
    played.act("chair", group.SettleRound(round=1))
    played.act("chair", finished())
    return played


def test_what_the_lead_statistician_refuses_nobody_signs_and_the_next_draft_begins_anew():
    played = reviewed()
    played.act("statistician", let_pass(outcome=Outcome.REFUSE))
    assert played.desk.latest.state is ReleaseState.REFUSED
    assert "refused by the lead statistician" in refusal(played, "head", disclosure.SignRelease(draft=draft(1))).what
    assert "refused by the lead statistician" in refusal(played, "statistician", let_pass()).what
    assert "review of the draft is finished" in refusal(played, "secretary", opened(played, 2)).what
    played.act(PROGRAM, admitted(2))
    played.act("chair", finished(2))


def test_who_ended_the_review_does_not_decide_on_the_release_though_both_roles_are_theirs():
    played = reviewed()
    both = PEOPLE["chair"].model_copy(update={"roles": (Role.CHAIR, Role.STATISTICIAN)})
    with pytest.raises(NotPermittedError, match="made, checked or reviewed"):
        checked(played.desk, PEOPLE | {"chair": both}, Recorded(played.time, "chair", let_pass()))


@pytest.mark.parametrize("spoilt", ["holds_clear", "register_complete"])
def test_what_is_in_the_way_of_a_release_lets_it_be_refused_and_not_pass(spoilt):
    played = reviewed()
    latest = dataclasses.replace(played.desk.latest, **{spoilt: False})
    played.desk = dataclasses.replace(played.desk, admitted={draft(1): latest})
    assert refusal(played, "statistician", let_pass()) is not None
    assert played.refused("statistician", let_pass(outcome=Outcome.REFUSE)) is None


def test_a_decision_is_made_in_a_role_of_ones_own_on_the_day_itself():
    played = reviewed()
    other = let_pass().model_copy(update={"signed": signed(Role.CHAIR)})
    assert "do not decide here as" in refusal(played, "statistician", other).what
    played.pass_days(1)
    assert "not dated today" in refusal(played, "statistician", let_pass()).what
    played.act("statistician", let_pass(1, played.today))


@pytest.mark.parametrize(
    ("lawyer", "state"),
    [(Outcome.APPROVE, OutputState.PASSED), (Outcome.REFUSE, OutputState.REFUSED)],
)
def test_where_a_text_names_a_place_a_draft_waits_for_a_lawyer_too_and_nobody_sees_the_checks_before(lawyer, state):
    played = Played()
    played.act(PROGRAM, submitted().model_copy(update={"lawyer": True}))
    played.act("checker-a", disclosure.DecideOutput(draft=draft(1), **CHECKED))
    played.act("checker-b", disclosure.DecideOutput(draft=draft(1), **CHECKED))
    assert seen_by(played.desk, PEOPLE["analyst"]).outputs[draft(1)].checks == {}
    assert decided(played.desk) == ()
    third = refusal(played, "checker-head", disclosure.DecideOutput(draft=draft(1), **CHECKED))
    assert "two checkers have decided" in third.what
    said = {"outcome": lawyer, "reason": WHY, "signed": signed(Role.LAWYER)}
    played.act("lawyer", disclosure.DecideOutput(draft=draft(1), **said))
    assert played.desk.outputs[draft(1)].state is state
    assert [one.person for one in decided(played.desk)] == ["checker-a", "checker-b", "lawyer"]


def test_a_lawyer_whom_nobody_asked_may_refuse_and_stands_in_for_no_checker():
    played = Played()
    played.act(PROGRAM, submitted())
    said = REFUSE | {"signed": signed(Role.LAWYER)}
    played.act("lawyer", disclosure.DecideOutput(draft=draft(1), **said))
    played.act("checker-a", disclosure.DecideOutput(draft=draft(1), **CHECKED))
    assert played.desk.outputs[draft(1)].state is OutputState.WAITING
    played.act("checker-b", disclosure.DecideOutput(draft=draft(1), **CHECKED))
    assert played.desk.outputs[draft(1)].state is OutputState.REFUSED


# Copies of the draft outside rounds


def of_draft(number: int = 1) -> group.OpenDraft:
    return group.OpenDraft(draft=draft(number), document="paper", copy_id=given_id(70))


def test_a_draft_opens_outside_rounds_for_who_answers_and_signs_and_for_no_reader():
    played = with_round("member-a", "chair")
    assert {person for person in PEOPLE if played.refused(person, of_draft()) is None} == {
        "analyst", "analyst-b", "author-checker", "statistician", "head", "checker-head",
    }  # fmt: skip
    assert "one is going on" in refusal(played, "chair", of_draft()).what
    assert "not admitted" in refusal(played, "analyst", of_draft(2)).what
    played.act(PROGRAM, admitted(2))
    assert "a later draft has come" in refusal(played, "analyst", of_draft(1)).what


def test_the_chair_opens_a_draft_that_came_after_a_round_in_which_they_read_and_no_other_chair_does():
    played = with_round("member-a", "chair")
    played.act("chair", group.FinishReading(round=1))
    played.pass_days(15)
    played.act("secretary", group.CloseRound(round=1))
    played.act(PROGRAM, admitted(2))
    played.act("chair", of_draft(2))
    for person in ("member-a", "member-b", "observer", "secretary", "auditor"):
        assert isinstance(refusal(played, person, of_draft(2)), NotPermittedError)
    other = with_round("member-a")
    other.pass_days(15)
    other.act("secretary", group.CloseRound(round=1))
    assert "have not accepted the terms" in refusal(other, "chair", of_draft()).what


def test_a_copy_of_a_draft_is_seen_by_who_opened_it_and_by_the_auditor_alone():
    played = with_round()
    played.act("analyst", of_draft())
    told = {one for one in PEOPLE for seen in seen_by(played.desk, PEOPLE[one]).admitted.values() if seen.copies}
    assert told == {"analyst", "auditor"}


def test_rounds_towards_a_draft_begin_after_the_last_that_was_signed_before_it():
    played = with_round("chair")
    for member in ("member-a", "member-b"):
        played.act(member, group.AnswerInvitation(round=1, accepts=False))
    played.act("chair", group.FinishReading(round=1))
    played.act("chair", group.CloseRound(round=1))
    played.act("chair", group.SettleRound(round=1))
    played.act(PROGRAM, admitted(2))
    played.act("secretary", opened(played, 2, 2))
    numbers = {of: [one.number for one in played.desk.rounds_towards(draft(of))] for of in (1, 2, 3)}
    assert numbers == {1: [1], 2: [1, 2], 3: []}
    played.desk = dataclasses.replace(
        played.desk,
        admitted={
            draft(1): dataclasses.replace(played.desk.admitted[draft(1)], state=ReleaseState.SIGNED),
            draft(2): played.desk.admitted[draft(2)],
        },
    )
    assert [one.number for one in played.desk.rounds_towards(draft(2))] == [2]
    assert [one.number for one in played.desk.rounds_towards(draft(1))] == [1]


# The tables behind the rules


def test_every_act_has_a_name_of_its_own_people_and_a_place_in_a_table():
    names = [name_of(act) for act in ACTS]
    assert len(set(names)) == len(names) == len(MAY)
    in_tables = {one.act for one in (*ROUND, *OUTPUT, *RELEASE, *HOLD)}
    of_texts = {passages.OpenText, passages.ReviewPassages}
    assert set(ACTS) - in_tables == {group.SetTerms, group.AcceptTerms} | of_texts
    assert all(re.fullmatch("[a-z ]+", name) for name in names)


def test_an_act_comes_back_from_its_record_as_it_was():
    played = with_round("member-a")
    played.act("member-a", comment(1))
    for done in played.done:
        assert ACT.validate_json(done.act.model_dump_json()) == done.act


def test_who_has_no_part_in_a_review_does_nothing_and_sees_no_round():
    played = with_round("member-a")
    for act in (comment(1), opened(played, 2), group.CloseRound(round=1), disclosure.SignRelease(draft=draft(1))):
        assert isinstance(refusal(played, "policy", act), NotPermittedError)
        assert isinstance(refusal(played, "nobody", act), NotPermittedError)
    assert seen_by(played.desk, PEOPLE["policy"]).group == Group(terms=played.desk.group.terms)
    assert played.desk.group.rounds[0].state is RoundState.OPEN
