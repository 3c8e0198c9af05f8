"""All sequences of acts about a request: nothing is withheld without a section, nothing goes out uncleared.

The oracle reads the plain list of acts that were let in, with code of its own; its calendar is a walk from day to day
over holidays that stand here as a list.
"""

from __future__ import annotations

import datetime as dt

from hypothesis import HealthCheck, event, given, settings
from hypothesis import strategies as st

from clerestory.answer.requests import REQUESTS
from clerestory.answer.requests.due_days import due_day
from clerestory.errors import AnswerNowError
from clerestory.model.answers.acts import requests as acts
from clerestory.model.answers.done import Done
from clerestory.model.answers.exemptions import Section
from clerestory.model.answers.requests import RequestState
from requests_asked import LONG, NOTE, SETTINGS, WHY, applied, at, drafted, received

# Bank holidays of 2026 anywhere in the United Kingdom on weekdays, as gov.uk lists them.
HOLIDAYS = {
    dt.date(2026, month, day)
    for month, days in {
        1: (1, 2),
        3: (17,),
        4: (3, 6),
        5: (4, 25),
        7: (13,),
        8: (3, 31),
        11: (30,),
        12: (25, 28),
    }.items()
    for day in days
}
START = dt.date(2026, 1, 5)
PEOPLE = st.sampled_from(["ann", "ben", "cat", "dee"])
SECTIONS = [Section.S31, Section.S41, Section.S22, Section.S12, Section.S40_2]
NEEDS_NOTE = {Section.S31, Section.S22}  # written down here apart from the table
_OPEN = {RequestState.OPEN, RequestState.DRAFTED, RequestState.CLEARED}


def walked(start: dt.date, days: int, left_out: set[dt.date]) -> dt.date:
    """The day on which so many working days are over, found by walking."""
    day = start
    while days:
        day += dt.timedelta(1)
        if day.weekday() < 5 and day not in HOLIDAYS and day not in left_out:
            days -= 1
    return day


class World:
    """A request to which somebody does something, day after day; ``log`` has what was let in."""

    def __init__(self) -> None:
        self.day, self.log = START, []
        act = received(day=START.isoformat())
        done = Done(at(START.isoformat()), "ann", act)
        REQUESTS.check(None, done, SETTINGS)
        self.request = REQUESTS.after(None, done, SETTINGS)
        self.log.append(("ann", act))

    def do(self, person: str, act: acts.RequestAct) -> None:
        """Do an act if it is let in."""
        done = Done(at(self.day.isoformat()), person, act)
        try:
            REQUESTS.check(self.request, done, SETTINGS)
        except AnswerNowError:
            return
        self.request = REQUESTS.after(self.request, done, SETTINGS)
        self.log.append((person, act))
        event(act.act)

    def step(self, number: int, other: int, person: str) -> None:
        """Do the thing of a number among those that the state lets be tried, mostly in a way that holds."""
        several = STEPS[self.request.state]
        self.do(person, several[number % len(several)](self, other))


def _extend(world: World, n: int) -> acts.RequestAct:
    said = {
        "section": SECTIONS[n % len(SECTIONS)],
        "sent": world.day,
        "until": world.day + dt.timedelta(n),
        "reason": WHY,
    }
    return acts.ExtendRequest(**said, exceptional=LONG if n % 2 else "")


def _withhold(_world: World, n: int) -> acts.RequestAct:
    section = SECTIONS[n % len(SECTIONS)]
    has_note = (section in NEEDS_NOTE) != (n % 7 == 0)
    return applied(section, public_interest=NOTE if has_note else None)


def _draft(world: World, n: int) -> acts.RequestAct:
    fits = acts.Given.REFUSED if world.request.applied else acts.Given.FULL
    return drafted(fits if n % 4 else list(acts.Given)[n % 3])


def _version(world: World, n: int) -> int:
    return max(1, world.request.drafts - (n % 5 == 0))


def _decide(world: World, n: int) -> acts.RequestAct:
    outcome = list(acts.ReviewOutcome)[n % 3]
    until = None if outcome is acts.ReviewOutcome.UPHELD else world.day + dt.timedelta(10)
    return acts.DecideReview(decided=world.day, outcome=outcome, reason=WHY, until=until)


def _clarify(world: World, _n: int) -> acts.RequestAct:
    return acts.AskToClarify(asked=world.day, what="Which years are meant?")


def _fee(world: World, _n: int) -> acts.RequestAct:
    return acts.GiveFeesNotice(given=world.day, pounds=20)


def _drop(_world: World, n: int) -> acts.RequestAct:
    return acts.DropExemption(section=SECTIONS[n % len(SECTIONS)], reason=WHY)


def _back(_world: World, _n: int) -> acts.RequestAct:
    return acts.ReturnAnswer(reason=WHY)


def _clear(world: World, n: int) -> acts.RequestAct:
    return acts.ClearAnswer(version=_version(world, n))


def _send(world: World, n: int) -> acts.RequestAct:
    return acts.SendAnswer(sent=world.day, version=_version(world, n))


def _clarified(world: World, _n: int) -> acts.RequestAct:
    return acts.ReceiveClarification(received=world.day, question="Of one year.")


def _paid(world: World, _n: int) -> acts.RequestAct:
    return acts.ReceiveFee(received=world.day)


def _review(world: World, _n: int) -> acts.RequestAct:
    return acts.AskReview(received=world.day, about="A part is missing.")


STEPS = {
    RequestState.OPEN: (_withhold, _draft, _clarify, _draft, _fee, _extend, _drop, _send),
    RequestState.DRAFTED: (_clear, _clear, _back, _draft, _extend, _send, _clarify),
    RequestState.CLEARED: (_send, _send, _back, _clear, _extend, _withhold),
    RequestState.CLARIFYING: (_clarified, _draft),
    RequestState.FEE: (_paid, _extend),
    RequestState.ANSWERED: (_review, _draft),
    RequestState.IN_REVIEW: (_decide, _decide, _draft),
}


def nothing_is_withheld_without_a_section_and_its_note(world: World) -> None:
    relied: dict[Section, acts.ApplyExemption] = {}
    for _, act in world.log:
        match act:
            case acts.ApplyExemption():
                relied[act.section] = act
            case acts.DropExemption():
                del relied[act.section]
            case acts.SendAnswer():
                outcome = next(
                    one.outcome
                    for number, one in enumerate((a for _, a in world.log if isinstance(a, acts.DraftAnswer)), 1)
                    if number == act.version
                )
                assert bool(relied) == (outcome in (acts.Given.PART, acts.Given.REFUSED))
    for section, act in relied.items():
        assert (act.public_interest is not None) == (section in NEEDS_NOTE)


def nothing_goes_out_uncleared_or_cleared_by_its_writer(world: World) -> None:
    writers: list[str] = []
    since_sent: set[str] = set()
    cleared: set[int] = set()
    for person, act in world.log:
        match act:
            case acts.DraftAnswer():
                writers.append(person)
                since_sent.add(person)
            case acts.ClearAnswer():
                assert person not in since_sent
                cleared.add(act.version)
            case acts.ReturnAnswer() | acts.AskToClarify():
                cleared.discard(len(writers))
            case acts.SendAnswer():
                assert act.version == len(writers)
                assert act.version in cleared
                since_sent = set()


def nobody_reviews_an_answer_that_they_had_a_part_in(world: World) -> None:
    part: set[str] = set()
    waiting: set[str] = set()
    for person, act in world.log:
        match act:
            case acts.DraftAnswer() | acts.ClearAnswer():
                waiting.add(person)
            case acts.SendAnswer():
                part |= {*waiting, person}
                waiting = set()
            case acts.DecideReview():
                assert person not in part


def it_is_due_on_the_day_that_a_walk_finds(world: World) -> None:
    if world.request.state not in _OPEN:
        return
    start, left_out, until = START, set(), None
    notice: dt.date | None = None
    for _, act in world.log:
        match act:
            case acts.ReceiveClarification():
                start, left_out, until = act.received, set(), None
            case acts.GiveFeesNotice():
                notice = act.given
            case acts.ReceiveFee():
                assert notice is not None
                left_out |= {notice + dt.timedelta(n) for n in range((act.received - notice).days + 1)}
            case acts.ExtendRequest() | acts.DecideReview():
                until = act.until or until
            case acts.SendAnswer():
                until = None
    assert due_day(world.request, SETTINGS.requests) == (until or walked(start, 20, left_out))


@settings(max_examples=80, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.lists(st.tuples(st.integers(0, 6), st.integers(0, 300), st.integers(0, 60), PEOPLE), min_size=12, max_size=40)
)
def test_all_sequences(steps):
    world = World()
    for days, number, other, person in steps:
        world.day += dt.timedelta(days)
        world.step(number, other, person)
        nothing_is_withheld_without_a_section_and_its_note(world)
        nothing_goes_out_uncleared_or_cleared_by_its_writer(world)
        nobody_reviews_an_answer_that_they_had_a_part_in(world)
        it_is_due_on_the_day_that_a_walk_finds(world)
