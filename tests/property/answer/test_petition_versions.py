"""Whatever is done about a petition, in whatever order: no version is lost, and nothing goes out unanswered."""

from __future__ import annotations

import datetime as dt

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from clerestory.answer.petitions.subject import PETITIONS
from clerestory.answer.petitions.telling import told_petition
from clerestory.errors import AnswerError
from clerestory.model.answers.acts.petitions import ClearResponse, DecideResponse, RecordResponse, SendResponse
from clerestory.model.answers.done import Done
from clerestory.model.answers.petitions.responses import Committee
from clerestory.model.answers.petitions.state import VersionState
from clerestory.model.answers.settings import AnswerSettings
from petition_acts import ELEMENTS, SAID, ask, told, written

SETTINGS = AnswerSettings(form="clerestory-answers/1", office="Department of Examples", data="synthetic")
WHY = "Its words were read beside the review."
PEOPLE = st.sampled_from(("ann", "ben"))
NUMBERS = st.integers(1, 4)
DAYS = st.integers(0, 3)
FIRST = dt.datetime(2026, 3, 2, 12, tzinfo=dt.UTC)


class Answered(RuleBasedStateMachine):
    """A petition, and beside it the plainest account of what was let in: texts by number, and what became of each."""

    def __init__(self) -> None:
        super().__init__()
        self.now = FIRST
        self.petition = None
        self.texts: dict[int, str] = {}
        self.writers: dict[int, str] = {}
        self.clearers: dict[int, str] = {}
        self.sent: list[int] = []
        self.here: set[int] = set()
        self.decided: list[tuple[int, str]] = []
        self.count = 0

    def act(self, person: str, act) -> bool:
        """Do an act if it may be done, and say whether it was."""
        done = Done(self.now, person, act)
        try:
            PETITIONS.check(self.petition, done, SETTINGS)
        except AnswerError:
            return False
        self.petition = PETITIONS.after(self.petition, done, SETTINGS)
        return True

    @initialize()
    def begin(self) -> None:
        assert self.act("ann", told())
        assert self.act("ann", ask())

    @rule(days=DAYS)
    def pass_days(self, days) -> None:
        self.now += dt.timedelta(days=days)

    @rule(person=PEOPLE, elements=st.sets(st.sampled_from(["review", "whole"])))
    def write(self, person, elements) -> None:
        self.count += 1
        passages = [one for one in SAID["passages"] if one["element"] in elements]
        details = f"{SAID['details']} Draft {self.count}."
        reasons = [one | {"review_by": (self.now + dt.timedelta(days=90)).date()} for one in SAID["held_back"]]
        if not passages:
            return
        if self.act(person, written(details=details, passages=passages, held_back=reasons)):
            assert elements == {"review", "whole"}
            number = len(self.texts) + 1
            self.texts[number], self.writers[number] = details, person
            self.here.add(number)

    @rule(days=DAYS)
    def record(self, days) -> None:
        self.count += 1
        day = (self.now - dt.timedelta(days=days)).date()
        details = f"Given elsewhere, {self.count}."
        if self.act("ann", RecordResponse(sent=day, by="Another office", details=details)):
            number = len(self.texts) + 1
            self.texts[number] = details
            self.sent.append(number)

    @rule(person=PEOPLE, number=NUMBERS)
    def clear(self, person, number) -> None:
        if self.act(person, ClearResponse(version=number, reason=WHY)):
            self.clearers[number] = person

    @rule(number=NUMBERS, days=DAYS)
    def send(self, number, days) -> None:
        if self.act("ann", SendResponse(version=number, sent=(self.now - dt.timedelta(days=days)).date())):
            self.sent.append(number)

    @rule(number=NUMBERS, decision=st.sampled_from(Committee), days=DAYS)
    def decide(self, number, decision, days) -> None:
        day = (self.now - dt.timedelta(days=days)).date()
        if self.act("ann", DecideResponse(version=number, decision=decision, reason=WHY, day=day)):
            self.decided.append((number, decision.value))

    @rule(more=st.booleans())
    def ask_again(self, more) -> None:
        elements = [*ELEMENTS] if more else [*ELEMENTS[:1]]
        before = self.petition.asks
        if self.act("ann", ask(elements=elements)):
            assert more
        else:
            assert self.petition.asks == before

    @invariant()
    def no_version_is_lost_or_changed(self) -> None:
        if self.petition:
            assert {one.number: one.details for one in self.petition.versions} == self.texts

    @invariant()
    def what_was_sent_was_cleared_by_a_second_person(self) -> None:
        if self.petition:
            assert [one.number for one in self.petition.sent] == sorted(self.sent)
            for last, one in zip([0, *sorted(self.sent)], sorted(self.sent), strict=False):
                wrote = {self.writers[number] for number in range(last + 1, one + 1) if number in self.here}
                assert one not in self.here or self.clearers[one] not in wrote

    @invariant()
    def each_decision_is_of_a_version_that_was_sent(self) -> None:
        if self.petition:
            assert [(one.version, one.decision.value) for one in self.petition.decisions] == self.decided
            assert {number for number, _ in self.decided} <= set(self.sent)

    @invariant()
    def nothing_written_here_goes_out_unanswered(self) -> None:
        told_of = told_petition(self.petition, SETTINGS) if self.petition else None
        for version in told_of.versions if told_of else ():
            if version.number in self.here:
                assert version.verdict is not None
                assert all(one.answered for one in version.elements)
                assert {one.id for one in version.elements} == {"review", "whole"}

    @invariant()
    def at_most_one_version_waits(self) -> None:
        if self.petition:
            waiting = [
                one for one in self.petition.versions if one.state in (VersionState.WRITTEN, VersionState.CLEARED)
            ]
            assert len(waiting) <= 1


Answered.TestCase.settings = settings(max_examples=40, stateful_step_count=25, deadline=None)
TestAnswered = Answered.TestCase
