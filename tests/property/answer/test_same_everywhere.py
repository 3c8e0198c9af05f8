"""Whatever people do in whatever order: a next check is set, what ended is not printed, one message stands."""

from __future__ import annotations

import datetime as dt
from collections.abc import Iterable
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from clerestory.answer.subjects import AnySubjects
from clerestory.answer.watch.conflicts import conflicts_of_source, standing_of
from clerestory.answer.watch.guidance import GUIDANCE
from clerestory.answer.watch.public import public_guidance, public_statements, public_watch
from clerestory.answer.watch.research import WATCH, to_check
from clerestory.answer.watch.statements import STATEMENT
from clerestory.errors import AnswerError
from clerestory.model.answers.acts import guidance, statements, watch
from clerestory.model.answers.done import Done
from clerestory.model.answers.guidance import Force, Standing, Topic
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.commission import DataKind
from clerestory.model.lessons.study import Agency

OFFICE = AnswerSettings(form="clerestory-answers/1", office="The office", data=DataKind.SYNTHETIC)
FIRST = dt.date(2026, 1, 1)
DAYS = st.integers(0, 60).map(lambda number: FIRST + dt.timedelta(number))
WHY = "Reasons were looked at."
AUDIENCES = (Agency.POLICE, Agency.EDU)

FOLLOW = st.builds(
    watch.FollowResearch,
    what=st.just("A"),
    by=st.just("B"),
    why=st.just("C"),
    day=DAYS,
    next_check=DAYS,
    owner=st.just("ann"),
    edition=st.sampled_from(["", "1"]),
)
CHECK = st.builds(
    watch.CheckResearch, day=DAYS, found=st.just("F"), next_check=DAYS, edition=st.sampled_from(["", "1", "2"])
)
PLAN = st.builds(watch.PlanCheck, next_check=DAYS, owner=st.just("bob"), reason=st.just(WHY))
END_WATCH = st.builds(watch.EndWatch, day=DAYS, reason=st.just(WHY))

MAKE = st.builds(
    statements.MakeStatement,
    sort=st.just("status"),
    words=st.just("SECRETWORDS"),
    by=st.just("B"),
    said_on=DAYS,
    document=st.just("D"),
    since=DAYS,
    review=DAYS,
)
CONFIRM = st.builds(statements.ConfirmStatement, day=DAYS, reason=st.just(WHY), review=DAYS)
END = st.builds(statements.EndStatement, day=DAYS, reason=st.just(WHY))

OPEN = st.just(guidance.OpenTopic(title="T", owner="ann", day=FIRST, review=FIRST))
NUMBER = st.integers(1, 3)
LINES = st.lists(
    st.builds(
        "[duty {}, version {}] You {} tell{}.".format,
        st.sampled_from(["a", "b"]),
        NUMBER,
        st.sampled_from([one.value for one in Force]),
        st.sampled_from(["", " within 3 days", " within 5 days"]),
    ),
    max_size=2,
).map(lambda lines: "\n".join(["Be kind.", *lines]))
DUTY = st.builds(
    guidance.SetDuty,
    duty=st.sampled_from(["a", "b"]),
    version=NUMBER,
    words=st.just("W"),
    body=st.just("B"),
    section=st.just("S"),
    force=st.sampled_from(Force),
    limit=st.sampled_from(["", "3 days"]),
    day=st.just(FIRST),
    binds=st.just(AUDIENCES),
    reason=st.just(WHY),
)
WRITE = st.builds(
    guidance.WriteMessage,
    version=NUMBER,
    text=LINES,
    day=DAYS,
    review=st.just(FIRST + dt.timedelta(99)),
    reason=st.just(WHY),
)
VARIANT = st.builds(guidance.WriteVariant, audience=st.sampled_from(AUDIENCES), of=NUMBER, text=LINES, day=DAYS)
READS = st.builds(
    guidance.ConfirmReads, audience=st.sampled_from(AUDIENCES), of=NUMBER, reads=st.integers(0, 9), day=DAYS
)
CLOSE = st.builds(guidance.CloseTopic, day=DAYS, reason=st.just(WHY))


def lived(subjects: AnySubjects, acts: Iterable[Any]) -> list[Any]:
    """Every state that follows from acts, a day apart; those that are refused leave it as it is."""
    state, states = None, []
    for number, act in enumerate(acts):
        time = dt.datetime.combine(FIRST + dt.timedelta(number), dt.time(12), tzinfo=dt.UTC)
        done = Done(time, "ann", act)
        try:
            subjects.check(state, done, OFFICE)
        except AnswerError:
            continue
        state = subjects.after(state, done, OFFICE)
        states.append((act, state))
    return states


def acts_of(first: st.SearchStrategy[Any], *later: st.SearchStrategy[Any]) -> st.SearchStrategy[list[Any]]:
    return st.tuples(first, st.lists(st.one_of(first, *later), max_size=25)).map(lambda both: [both[0], *both[1]])


@given(acts_of(FOLLOW, CHECK, PLAN, END_WATCH))
def test_whatever_is_followed_has_a_next_check_after_the_last(acts):
    for _, state in lived(WATCH, acts):
        assert state.is_open == (state.next_check is not None) == (state.ended is None)
        assert not state.is_open or state.next_check > state.opened
        assert [one.day for one in state.checks] == sorted(one.day for one in state.checks)
        (item,) = public_watch({"a": state}, on=FIRST + dt.timedelta(30)).items
        assert item.is_overdue == (state.is_open and state.next_check < FIRST + dt.timedelta(30))
        by_hand = [("a", state, state.next_check)] if state.is_open and state.next_check <= FIRST else []
        assert to_check({"a": state}, by=FIRST) == by_hand


@given(acts_of(MAKE, CONFIRM, END), DAYS)
def test_a_statement_that_ended_is_never_printed(acts, on):
    for _, state in lived(STATEMENT, acts):
        text = public_statements({"a": state}, on=on).model_dump_json()
        holds = state.said_on <= on <= state.review and not (state.ended and on >= state.ended)
        assert ("SECRETWORDS" in text) == holds
        assert (
            state.ended is None
            or "SECRETWORDS" not in public_statements({"a": state}, on=state.ended).model_dump_json()
        )


@given(acts_of(OPEN, DUTY, WRITE, VARIANT, READS, CLOSE))
def test_one_message_stands_and_each_variant_is_of_it_and_says_the_same(acts):
    for act, state in lived(GUIDANCE, acts):
        assert isinstance(state, Topic)
        assert [one.number for one in state.versions] == list(range(1, len(state.versions) + 1))
        assert len(state.by_audience) == len(state.variants)
        for name in state.library:  # each version of a duty once, in order
            assert [d.version for d in state.duties if d.id == name] == list(range(1, state.library[name].version + 1))
        if isinstance(act, guidance.WriteMessage):
            assert conflicts_of_source(state, act.text) == []
        if isinstance(act, guidance.WriteVariant):
            assert standing_of(state, state.by_audience[act.audience]) is Standing.CURRENT
        _check_public(state)


def _check_public(state: Topic) -> None:
    """What is printed of a topic is current, and of the last version of its message."""
    made = public_guidance({"a": state})
    if made is None:
        assert state.source is None
        return
    (message,) = made.messages
    printed = [one for one in message.variants if one.text]
    assert all(one.of == state.source.number and one.standing is Standing.CURRENT for one in printed)
    assert not printed or message.text == state.source.text
    assert state.closed is None or not (message.text or printed)
