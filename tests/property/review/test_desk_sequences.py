"""All sequences of acts: what is signed was checked, reviewed and answered; what is blind stays so.

The oracle reads the plain list of acts that were let in, with code of its own.
"""

from __future__ import annotations

import contextlib
import datetime as dt

from hypothesis import HealthCheck, event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, precondition, rule

from clerestory.errors import DeskError
from clerestory.model.decisions import Outcome
from clerestory.model.desk.acts import Recorded, disclosure, group
from clerestory.model.desk.states import ReleaseState, RoundState
from clerestory.review.desk import folded, seen_by
from clerestory.review.desk.permissions import PROGRAM
from desks import (
    AUTHORS,
    PEOPLE,
    TERMS,
    TERMS_VERSION,
    WHY,
    Played,
    admitted,
    comment,
    draft,
    finished,
    given_id,
    let_pass,
    opened,
    ready,
)

PERSONS = st.sampled_from(sorted(PEOPLE))
READERS = st.sampled_from(["member-a", "member-b", "chair", "observer"])
ROUNDS = st.integers(1, 2)
DRAFTS = st.integers(1, 2)
COMMENTS = st.integers(1, 4)
# Those who do a thing by right, and one or two who do not: that anybody at all is refused is tested apart.
RUNNING = st.sampled_from(["secretary", "chair", "member-a"])
CHAIRING = st.sampled_from(["chair", "chair", "statistician", "observer"])
DECIDING = st.sampled_from(["statistician", "statistician", "chair", "head"])
SIGNING = st.sampled_from(["head", "checker-head", "chair"])
ANSWERING = st.sampled_from(["analyst", "statistician", "member-b"])
CHECKED_BY = st.sampled_from(
    [
        ("checker-a", "checker-b"),
        ("checker-a", "checker-head"),
        ("checker-a", "checker-a"),
        ("checker-a", "author-checker"),
        ("head", "chair"),
    ]
)
SPOILT = st.sampled_from(
    [
        {},
        {},
        {"holds_clear": False},
        {"register_complete": False},
        {"lawyers": ("head",)},
        {"lawyers": ("statistician",)},
    ]
)
BLIND = (group.Comment, group.ChangeComment, group.WithdrawComment)


class Desks(RuleBasedStateMachine):
    """Anybody tries anything; most is refused."""

    def __init__(self) -> None:
        super().__init__()
        self.played = Played()

    def attempt(self, person: str, act) -> None:
        before = self.played.desk
        try:
            self.played.act(person, act)
        except DeskError:
            assert self.played.desk is before

    @rule(person=PERSONS)
    def terms(self, person):
        self.attempt(person, group.SetTerms(version=TERMS_VERSION, text=TERMS))

    @rule(number=DRAFTS, checkers=CHECKED_BY, spoilt=SPOILT)
    def admit(self, number, checkers, spoilt):
        self.attempt(PROGRAM, admitted(number, checkers).model_copy(update=spoilt))

    @rule(number=DRAFTS)
    def admit_well(self, number):
        self.attempt(PROGRAM, admitted(number))

    @rule(person=RUNNING, number=ROUNDS, of=DRAFTS)
    def open_round(self, person, number, of):
        self.attempt(person, opened(self.played, number, of))

    @precondition(lambda self: self.played.desk.group.rounds)
    @rule(member=READERS, number=ROUNDS)
    def get_ready(self, member, number):
        with contextlib.suppress(DeskError):
            ready(self.played, member, number)

    @rule(member=READERS, number=ROUNDS, accepts=st.booleans())
    def answer(self, member, number, accepts):
        self.attempt(member, group.AnswerInvitation(round=number, accepts=accepts))

    @rule(member=READERS, number=ROUNDS)
    def declare(self, member, number):
        self.attempt(member, group.DeclareInterests(round=number, none=True))

    @rule(person=CHAIRING, member=READERS, number=ROUNDS, judgement=st.sampled_from(group.Judgement))
    def judge(self, person, member, number, judgement):
        self.attempt(person, group.JudgeInterests(round=number, member=member, judgement=judgement, reason=WHY))

    @rule(person=READERS, key=COMMENTS, number=ROUNDS)
    def comment(self, person, key, number):
        self.attempt(person, comment(key, round_=number))

    @rule(person=READERS, key=COMMENTS, number=ROUNDS)
    def withdraw(self, person, key, number):
        self.attempt(person, group.WithdrawComment(round=number, comment=given_id(key)))

    @rule(person=READERS, number=ROUNDS)
    def finish(self, person, number):
        self.attempt(person, group.FinishReading(round=number))

    @rule(person=RUNNING, number=ROUNDS)
    def close(self, person, number):
        self.attempt(person, group.CloseRound(round=number))

    @rule(person=ANSWERING, key=COMMENTS, number=ROUNDS, disposition=st.sampled_from(group.Disposition))
    def respond(self, person, key, number, disposition):
        change = "A word." if disposition.changes else ""
        self.attempt(
            person,
            group.Respond(round=number, comment=given_id(key), disposition=disposition, text="So.", change=change),
        )

    @rule(person=READERS, key=COMMENTS, number=ROUNDS, publish=st.booleans())
    def dissent(self, person, key, number, publish):
        view = given_id(100 + key)
        self.attempt(
            person, group.Dissent(round=number, dissent=view, comment=given_id(key), text="No.", publish=publish)
        )
        self.attempt(person, group.ConsentToDissent(round=number, dissent=view, publish=publish))

    @rule(person=CHAIRING, number=ROUNDS)
    def settle(self, person, number):
        self.attempt(person, group.SettleRound(round=number))

    @rule(person=CHAIRING, number=DRAFTS)
    def finish_review(self, person, number):
        self.attempt(person, finished(number, self.played.today))

    @rule(person=PERSONS, number=DRAFTS)
    def open_draft(self, person, number):
        self.attempt(person, group.OpenDraft(draft=draft(number), document="paper", copy_id=given_id(300)))

    @rule(person=DECIDING, number=DRAFTS, outcome=st.sampled_from(Outcome))
    def decide_release(self, person, number, outcome):
        self.attempt(person, let_pass(number, self.played.today, outcome))

    @rule(person=SIGNING, number=DRAFTS)
    def sign(self, person, number):
        self.attempt(person, disclosure.SignRelease(draft=draft(number)))

    @rule(
        steps=st.integers(1, 14), to=DRAFTS, checkers=CHECKED_BY, signer=SIGNING, spoilt=SPOILT, is_hasty=st.booleans()
    )
    def go_on(self, steps, to, checkers, signer, spoilt, is_hasty):
        """Do the next right things, or nearly so, so that many sequences come to a signature, or close to one."""
        admission = admitted(to, checkers).model_copy(update=spoilt)
        for _ in range(steps):
            step = next_right_step(self.played, to)
            if step is None:
                break
            if isinstance(step[1], disclosure.AdmitDraft):
                self.attempt(PROGRAM, admission)
            if isinstance(step[1], disclosure.SignRelease):
                self.attempt(signer, step[1])
            if is_hasty and self.played.desk.latest:
                self.attempt("chair", finished_now(self.played))
                self.attempt("statistician", let_pass_now(self.played))
                self.attempt(signer, disclosure.SignRelease(draft=self.played.desk.latest.draft))
            self.attempt(*step)

    @rule(person=PERSONS, number=ROUNDS, of=DRAFTS)
    def anybody(self, person, number, of):
        for act in (group.CloseRound(round=number), group.SettleRound(round=number), opened(self.played, number, of)):
            self.attempt(person, act)
        self.attempt(person, finished(of, self.played.today))
        self.attempt(person, let_pass(of, self.played.today))
        self.attempt(person, disclosure.SignRelease(draft=draft(of)))

    @rule(days=st.integers(1, 20))
    def wait(self, days):
        self.played.pass_days(days)

    @invariant()
    def what_is_signed_went_the_whole_way(self):
        signed = [(n, done) for n, done in enumerate(self.played.done) if isinstance(done.act, disclosure.SignRelease)]
        event(f"signed: {len(signed)}")
        for place, done in signed:
            assert_whole_way(self.played.done[:place], done)

    @invariant()
    def every_comment_came_after_interests_were_judged(self):
        for done in self.played.done:
            if isinstance(done.act, group.Comment):
                assert_judged(self.played.done, done)

    @invariant()
    def others_comments_change_nothing_that_anybody_sees_of_an_open_round(self):
        assert_blind(self.played.done)


def next_right_step(played: Played, to: int):
    """Give somebody's next act on the way to the signature of a draft."""
    desk = played.desk
    rounds = desk.group.rounds
    if desk.group.terms is None:
        return "secretary", group.SetTerms(version=TERMS_VERSION, text=TERMS)
    if desk.latest is None:
        return PROGRAM, admitted(to)
    if desk.latest.state in (ReleaseState.SIGNED, ReleaseState.REFUSED):
        return None
    if not rounds:
        return "secretary", opened(played, 1, int(desk.latest.draft[-1]))
    if rounds[-1].state is RoundState.OPEN:
        return step_in_round(played, rounds[-1])
    return step_after_round(played, rounds[-1])


def step_after_round(played, round_):
    desk = played.desk
    open_ones = [remark for remark in round_.standing if not remark.answers]
    if round_.state is RoundState.CLOSED and open_ones:
        answer = {"disposition": group.Disposition.NOTED, "text": "So."}
        return "analyst", group.Respond(round=round_.number, comment=open_ones[0].id, **answer)
    if round_.state is RoundState.CLOSED:
        return "chair", group.SettleRound(round=round_.number)
    if desk.latest.state is ReleaseState.ADMITTED:
        return "chair", finished_now(played)
    if desk.latest.state is ReleaseState.REVIEWED:
        return "statistician", let_pass_now(played)
    return "head", disclosure.SignRelease(draft=desk.latest.draft)


def finished_now(played: Played):
    return finished(int(played.desk.latest.draft[-1]), played.today)


def let_pass_now(played: Played):
    return let_pass(int(played.desk.latest.draft[-1]), played.today)


def step_in_round(played: Played, round_):
    reader = round_.readers["chair"] if "chair" in round_.readers else next(iter(round_.readers.values()))
    number, member = round_.number, reader.member
    if reader.accepted is not True:
        return member, group.AnswerInvitation(round=number, accepts=True)
    if played.desk.group.accepted.get(member) != TERMS_VERSION:
        return member, group.AcceptTerms(version=TERMS_VERSION)
    if not reader.declarations:
        return member, group.DeclareInterests(round=number, none=True)
    if reader.judged is None:
        judge = "statistician" if member == "chair" else "chair"
        return judge, group.JudgeInterests(round=number, member=member, judgement=group.Judgement.READ, reason=WHY)
    if not reader.copies:
        return member, group.OpenCopy(round=number, document="paper", copy_id=given_id(10_000 + len(played.done)))
    free = [key for key in (1, 2, 3, 4) if not any(given_id(key) in one.remarks for one in played.desk.group.rounds)]
    if free and played.today <= reader.due and not any(one.member == member for one in round_.standing):
        return member, comment(free[0], round_=number)
    played.time = max(played.time, dt.datetime.combine(round_.last_day, dt.time(9), dt.UTC) + dt.timedelta(days=1))
    return "secretary", group.CloseRound(round=number)


def assert_whole_way(before: list[Recorded], signed: Recorded) -> None:
    acts = [done.act for done in before]
    came = [act for act in acts if isinstance(act, disclosure.AdmitDraft)]
    last = came[-1]
    assert last.draft == signed.act.draft
    assert len(set(last.checkers) - set(AUTHORS)) >= 2
    assert last.holds_clear
    assert last.register_complete
    last_signature = max((n for n, act in enumerate(acts) if isinstance(act, disclosure.SignRelease)), default=-1)
    since = [act for act in acts[last_signature + 1 :] if isinstance(act, group.OpenRound)]
    assert since  # the group had a round about the drafts of this very release
    reviewers = [d for d in before if isinstance(d.act, group.FinishReview) and d.act.draft == last.draft]
    assert len(reviewers) == 1
    decisions = [d for d in before if isinstance(d.act, disclosure.DecideRelease) and d.act.draft == last.draft]
    assert [d.act.outcome for d in decisions] == [Outcome.APPROVE]
    assert before.index(decisions[0]) > before.index(reviewers[0])
    for done in (*reviewers, *decisions):
        assert done.act.signed.decided == done.time.date()
        assert done.person not in {*last.checkers, *last.lawyers, *AUTHORS}
    assert decisions[0].person != reviewers[0].person
    involved = {*last.checkers, *last.lawyers, *AUTHORS, reviewers[0].person, decisions[0].person}
    assert signed.person not in involved
    taken_back = {act.comment for act in acts if isinstance(act, group.WithdrawComment)}
    left = [done for done in before if isinstance(done.act, group.Comment) and done.act.comment not in taken_back]
    for done in left:
        answers = [act for act in acts if isinstance(act, group.Respond) and act.comment == done.act.comment]
        assert answers
        if answers[-1].disposition is group.Disposition.DISSENT:
            assert consented(before, done)
    assert not still_open(acts)


def consented(before: list[Recorded], comment_: Recorded) -> bool:
    said: dict[str, bool] = {}
    for done in before:
        if isinstance(done.act, group.Dissent) and done.act.comment == comment_.act.comment:
            said[done.act.dissent] = done.act.publish
        if isinstance(done.act, group.ConsentToDissent) and done.act.dissent in said:
            said[done.act.dissent] = done.act.publish
    return any(said.values())


def assert_judged(before: list[Recorded], comment_: Recorded) -> None:
    """The last word on the interests of who commented, when they did, came after their last declaration."""
    earlier = before[: before.index(comment_)]
    who = (comment_.person, comment_.act.round)
    declared = [
        n for n, d in enumerate(earlier) if isinstance(d.act, group.DeclareInterests) and (d.person, d.act.round) == who
    ]
    judged = [
        (n, d)
        for n, d in enumerate(earlier)
        if isinstance(d.act, group.JudgeInterests) and (d.act.member, d.act.round) == who
    ]
    assert declared
    assert judged[-1][0] > declared[-1]
    assert judged[-1][1].act.judgement is not group.Judgement.ASIDE
    assert judged[-1][1].person != comment_.person


def still_open(acts) -> set[int]:
    begun = {act.round for act in acts if isinstance(act, group.OpenRound)}
    return begun - {act.round for act in acts if isinstance(act, group.SettleRound)}


def assert_blind(done: list[Recorded]) -> None:
    """Without the comments of others in rounds that are open, everybody sees the very same."""
    closed = {one.act.round for one in done if isinstance(one.act, group.CloseRound)}
    hidden = [one for one in done if isinstance(one.act, BLIND) and one.act.round not in closed]
    desk = folded(done)
    for person in {one.person for one in hidden}:
        rest = folded(one for one in done if not (one in hidden and one.person == person))
        for other in PEOPLE.values():
            if other.id != person:
                assert seen_by(desk, other) == seen_by(rest, other)


Desks.TestCase.settings = settings(
    max_examples=150, stateful_step_count=50, deadline=None, suppress_health_check=list(HealthCheck)
)
TestDesks = Desks.TestCase


def test_a_draft_can_be_signed_at_all():
    played = Played()
    played.act("secretary", group.SetTerms(version=TERMS_VERSION, text=TERMS))
    played.act(PROGRAM, admitted())
    played.act("chair", opened(played))
    ready(played, "chair")
    played.pass_days(15)
    played.act("chair", group.CloseRound(round=1))
    played.act("chair", group.SettleRound(round=1))
    played.act("chair", finished(1, played.today))
    played.act("statistician", let_pass(1, played.today))
    played.act("head", disclosure.SignRelease(draft=draft(1)))
    assert_whole_way(played.done[:-1], played.done[-1])
    assert played.time - dt.timedelta(days=15) == dt.datetime(2026, 3, 2, 9, 0, tzinfo=dt.UTC)
