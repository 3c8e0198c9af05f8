"""All sequences of acts about a letter: nothing goes out uncleared, and no clock starts anew but by a transfer.

The oracle reads the plain list of acts that were let in, and counts working days one by one.
"""

from __future__ import annotations

import datetime as dt

from hypothesis import event, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from clerestory.answer.letters import LETTERS
from clerestory.errors import AnswerError
from clerestory.model.answers.acts import letters as acts
from clerestory.model.answers.acts.letters import Sender
from clerestory.model.answers.letters import LetterState
from letters import SETTINGS, THREAD, WHY, Played, back, clearing, days_late_by_hand, digest, drafted, received

PERSONS = st.sampled_from(["ann", "ben", "cat"])
PARTS = st.integers(1, 3)
VERSIONS = st.integers(1, 3)
TARGETS = st.integers(1, 12)
GAPS = st.integers(0, 9)
EARLIER = st.integers(0, 4)
START = dt.date(2026, 3, 2)
LAST = dt.date(2026, 12, 20)


class Letters(RuleBasedStateMachine):
    """Anybody tries anything; most is refused."""

    def __init__(self) -> None:
        super().__init__()
        self.played = Played(START)

    def attempt(self, person: str, act) -> None:
        before = self.played.letter
        try:
            self.played.act(person, act)
        except AnswerError:
            assert self.played.letter is before
        else:
            event(act.act)

    @rule(days=GAPS)
    def wait(self, days):
        self.played.day = min(LAST, self.played.day + dt.timedelta(days=days))

    def ago(self, days: int) -> dt.date:
        return self.played.day - dt.timedelta(days=days)

    @property
    def following(self) -> int:
        return len(self.played.letter.parts) + 1 if self.played.letter else 1

    @rule(person=PERSONS, within=TARGETS, days=EARLIER)
    def receive(self, person, within, days):
        if self.following <= 3:
            self.attempt(person, received(self.ago(days), self.following, target=within))

    @rule(part=PARTS, within=TARGETS)
    def receive_under_any_number(self, part, within):
        self.attempt("ann", received(self.played.day, part, target=within))

    @rule(person=PERSONS)
    def start(self, person):
        if self.following <= 3:
            said = {"sender": Sender.PEER, "started": self.played.day, "subject": "A word more", "people": digest(2)}
            self.attempt(person, acts.StartLetter(thread=THREAD, part=self.following, **said))

    @rule(person=PERSONS, part=PARTS)
    def assign(self, person, part):
        self.attempt(person, acts.AssignLetter(part=part, owner=person))

    @rule(part=PARTS, days=EARLIER)
    def pass_on(self, part, days):
        act = acts.TransferOut(part=part, to="SYNTHETIC Office for Schools", day=self.ago(days), reason=WHY)
        self.attempt("ann", act)

    @rule(part=PARTS, within=TARGETS, days=EARLIER)
    def come_back(self, part, within, days):
        self.attempt("ann", back(self.ago(days), part, target=within))

    @rule(part=PARTS, days=st.integers(0, 40))
    def hold(self, part, days):
        expected = self.played.day + dt.timedelta(days=days)
        act = acts.HoldLetter(part=part, sent=self.played.day, expected=expected, text=digest(5), reason=WHY)
        self.attempt("ben", act)

    @rule(person=PERSONS, part=PARTS, version=VERSIONS)
    def draft(self, person, part, version):
        self.attempt(person, drafted(version, part))

    @rule(person=PERSONS, part=PARTS)
    def draft_well(self, person, part):
        found = self.played.letter.part(part) if self.played.letter else None
        if found is not None:
            self.attempt(person, drafted(len(found.drafts) + 1, part))

    @rule(person=PERSONS, part=PARTS, version=VERSIONS)
    def clear(self, person, part, version):
        self.attempt(person, clearing(version, part))

    @rule(person=PERSONS, part=PARTS, version=VERSIONS)
    def give_back(self, person, part, version):
        self.attempt(person, acts.ReturnReply(part=part, version=version, reason=WHY))

    @rule(person=PERSONS, part=PARTS, version=VERSIONS, late=st.integers(0, 15), days=EARLIER)
    def send(self, person, part, version, late, days):
        self.attempt(person, _sent(part, version, self.ago(days), late))

    @rule(person=PERSONS, part=PARTS)
    def send_well(self, person, part):
        found = self.played.letter.part(part) if self.played.letter else None
        if found is not None and found.drafts:
            came = _came(self.played.done, part)
            late = days_late_by_hand(came.received, came.target_days, self.played.day) if came else 0
            self.attempt(person, _sent(part, len(found.drafts), self.played.day, late))

    @rule(part=PARTS)
    def close(self, part):
        self.attempt("cat", acts.CloseLetter(part=part, day=self.played.day, reason=WHY))

    @rule(part=PARTS)
    def merge(self, part):
        act = acts.MergeLetter(part=part, into="MIN/0000002", into_part=1, day=self.played.day, reason=WHY)
        self.attempt("cat", act)

    @invariant()
    def a_reply_was_cleared_by_another_than_its_writer_and_its_sender(self):
        for place, done in enumerate(self.played.done):
            if isinstance(done.act, acts.SendReply):
                _check_reply(self.played.done[:place], done)

    @invariant()
    def a_clock_starts_with_a_receipt_alone(self):
        for part in self.played.letter.parts if self.played.letter else ():
            starts = [act.received for act in _of(self.played.done, part.number) if isinstance(act, acts.Received)]
            assert [run.received for run in part.runs] == starts
            transfers = sum(isinstance(act, acts.ReceiveTransfer) for act in _of(self.played.done, part.number))
            assert len(starts) <= 1 + transfers

    @invariant()
    def parts_count_on(self):
        begun = [
            done.act.part for done in self.played.done if isinstance(done.act, acts.ReceiveLetter | acts.StartLetter)
        ]
        assert begun == list(range(1, len(begun) + 1))

    @invariant()
    def what_ended_has_a_day_and_what_is_open_has_none(self):
        for part in self.played.letter.parts if self.played.letter else ():
            assert part.state.is_open == (part.ended is None)
            assert (part.state is LetterState.SENT) == (part.sent is not None)

    def teardown(self):
        letter = self.played.letter
        if letter is not None:
            assert LETTERS.folded(self.played.done, SETTINGS) == letter
            event(f"ended as {letter.parts[0].state.value}")


def _sent(part: int, version: int, day: dt.date, late: int) -> acts.SendReply:
    said = {"signatory": "Minister of State", "text": digest(7), "days_late": late}
    return acts.SendReply(part=part, version=version, sent=day, **said)


def _of(done, part: int) -> list:
    return [one.act for one in done if one.act.part == part]


def _came(done, part: int):
    """The last receipt of a part; None for a letter of the office's own."""
    receipts = [act for act in _of(done, part) if isinstance(act, acts.Received)]
    return receipts[-1] if receipts else None


def _check_reply(before, done) -> None:
    """What came before a reply that went out, read from the list of acts alone."""
    part, act = done.act.part, done.act
    mine = [one for one in before if one.act.part == part]
    last = max(place for place, one in enumerate(mine) if isinstance(one.act, acts.DraftReply))
    assert mine[last].act.version == act.version
    decided = [one for one in mine[last:] if isinstance(one.act, acts.ClearReply | acts.ReturnReply)]
    assert isinstance(decided[-1].act, acts.ClearReply)
    writers = {one.person for one in mine if isinstance(one.act, acts.DraftReply)}
    assert decided[-1].person not in writers | {done.person}
    assert act.sent >= decided[-1].time.date()
    came = _came(before, part)
    assert act.days_late == (days_late_by_hand(came.received, came.target_days, act.sent) if came else 0)
    assert not any(isinstance(one.act, acts.SendReply) for one in mine)


Letters.TestCase.settings = settings(max_examples=60, stateful_step_count=30)
TestLetters = Letters.TestCase
