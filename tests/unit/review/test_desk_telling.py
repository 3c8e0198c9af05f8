"""Whom a letter is due to, and when; never because of what another wrote in a blind phase."""

from __future__ import annotations

import datetime as dt
import hashlib

import pytest

from clerestory.model.desk.acts import disclosure, group
from clerestory.review.desk import seen_by
from clerestory.review.desk.telling import letter_due, reasons
from desks import (
    AUTHORS,
    CHECKED,
    NOT_PASSED,
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
    with_round,
)
from live_cases import CLEAR, LiveDesk
from live_cases import PEOPLE as LIVE_PEOPLE

OTHER_TERMS = TERMS + " Also afterwards."


class Letters:
    """A desk whose letters go out each day; what was told is kept while it still waits, as the table does."""

    def __init__(self, played: Played) -> None:
        self.played = played
        self._told: dict[str, frozenset[str]] = dict.fromkeys(PEOPLE, frozenset())

    def now(self) -> set[str]:
        """Whom a letter goes to."""
        gone = set()
        for key, person in PEOPLE.items():
            seen, day = seen_by(self.played.desk, person), self.played.today
            due = letter_due(seen, PEOPLE, person, today=day, told=self._told[key])
            self._told[key] = (self._told[key] & reasons(seen, PEOPLE, person, today=day)) | due
            gone |= {key} if due else set()
        return gone


@pytest.fixture
def letters():
    """A desk with an open round of 14 days, in which two members read; letters of so far are out."""
    made = Letters(with_round("member-a", "member-b"))
    made.now()
    return made


def test_a_letter_tells_of_each_step_that_waits_for_somebody_once():
    played = Played()
    played.act("secretary", group.SetTerms(version=TERMS_VERSION, text=TERMS))
    letters = Letters(played)
    assert letters.now() == {"member-a", "member-b", "observer", "chair"}  # the terms
    assert letters.now() == set()
    played.act("clerestory", admitted())
    assert letters.now() == {"secretary", "chair"}  # a round can be opened
    played.act("secretary", opened(played, invited=("member-a", "chair")))
    assert letters.now() == {"member-a", "chair"}  # the invitation
    played.act("member-a", group.AnswerInvitation(round=1, accepts=True))
    assert letters.now() == set()
    played.act("member-a", group.DeclareInterests(round=1, none=True))
    assert letters.now() == {"chair"}  # interests to judge
    aside = group.JudgeInterests(round=1, member="member-a", judgement=group.Judgement.ASIDE, reason=WHY)
    played.act("chair", aside)
    assert letters.now() == {"member-a"}  # what became of them


def test_other_terms_are_told_to_who_had_not_accepted_the_first_too():
    played = with_round("member-a")
    letters = Letters(played)
    letters.now()
    played.act("secretary", group.SetTerms(version=version_of(OTHER_TERMS), text=OTHER_TERMS))
    assert {"member-a", "member-b", "observer", "chair"} <= letters.now()


def version_of(text: str) -> str:
    return "sha256:" + hashlib.sha256(text.encode()).hexdigest()


def days_of_letters(letters: Letters, person: str, days: int = 20) -> list[int]:
    """After how many days of the round a letter goes to a person."""
    found = []
    for day in range(1, days + 1):
        letters.played.pass_days(1)
        found += [day] if person in letters.now() else []
    return found


def test_who_reads_is_told_seven_and_two_days_before_and_when_it_is_over(letters):
    assert days_of_letters(letters, "member-a") == [7, 12, 15]


def test_who_has_more_time_is_told_by_their_own_day(letters):
    more = group.Extend(round=1, member="member-a", due=letters.played.today + dt.timedelta(days=16), reason=WHY)
    letters.played.act("secretary", more)
    assert days_of_letters(letters, "member-a") == [9, 14, 17]


def test_who_rests_is_told_when_the_rest_is_over(letters):
    letters.played.act("member-a", group.Pause(round=1, until=letters.played.today + dt.timedelta(days=10)))
    assert days_of_letters(letters, "member-a") == [10, 12, 15]


@pytest.mark.parametrize("rest", [13, 30])
def test_a_long_rest_is_broken_by_no_letter(letters, rest):
    letters.played.act("member-a", group.Pause(round=1, until=letters.played.today + dt.timedelta(days=rest)))
    assert days_of_letters(letters, "member-a") == [day for day in (13, 15) if day >= rest]


def test_who_has_finished_is_told_nothing_more(letters):
    letters.played.act("member-a", group.FinishReading(round=1))
    assert days_of_letters(letters, "member-a") == []


def test_who_waits_for_a_judgement_is_not_reminded(letters):
    letters.played.act("member-a", group.DeclareInterests(round=1, none=True))
    assert days_of_letters(letters, "member-a") == []


def test_who_declined_is_told_nothing_more():
    played = with_round("member-a")
    letters = Letters(played)
    letters.now()
    played.act("member-b", group.AnswerInvitation(round=1, accepts=False, reason="No time."))
    played.act("member-b", group.AcceptTerms(version=TERMS_VERSION))
    assert days_of_letters(letters, "member-b") == []


def test_a_reminder_of_the_secretary_is_a_letter(letters):
    letters.played.act("secretary", group.Remind(round=1, member="member-a"))
    assert letters.now() == {"member-a"}
    letters.played.pass_days(1)
    letters.played.act("secretary", group.Remind(round=1, member="member-a"))
    assert letters.now() == {"member-a"}
    assert letters.now() == set()


def closed(letters: Letters) -> Letters:
    letters.played.pass_days(15)
    letters.now()
    letters.played.act("secretary", group.CloseRound(round=1))
    return letters


def answer(number: int) -> group.Respond:
    said = {"disposition": group.Disposition.NOTED, "text": "It is noted."}
    return group.Respond(round=1, comment=given_id(number), **said)


def test_the_close_is_told_to_who_read_and_who_answers_and_answers_to_who_commented(letters):
    played = letters.played
    for number, member in ((1, "member-a"), (2, "member-a"), (3, "member-b")):
        played.act(member, comment(number))
    assert closed(letters).now() == {"member-a", "member-b", "analyst", "analyst-b", "author-checker", "statistician"}
    played.act("analyst", answer(1))
    assert letters.now() == set()
    played.act("analyst", answer(2))
    assert letters.now() == {"member-a"}  # all of theirs are answered
    played.pass_days(1)
    played.act("analyst", answer(3))
    assert letters.now() == {"member-b", "chair"}  # and the chair can settle the round
    played.pass_days(1)
    played.act("analyst", answer(1))
    assert letters.now() == {"member-a"}  # an answer that was given anew
    played.act("chair", group.SettleRound(round=1))
    letters.now()


def test_the_signatory_is_told_when_the_draft_has_passed(letters):
    played = letters.played
    ready(played, "chair")
    closed(letters).now()
    played.act("chair", group.SettleRound(round=1))
    assert letters.now() == {"chair"}  # the review can be finished
    played.act("chair", finished(1, played.today))
    assert letters.now() == {"statistician"}
    played.act("statistician", let_pass(1, played.today))
    assert letters.now() == {"head", "checker-head"}


def two_weeks(*, with_comments: bool) -> list[set[str]]:
    """Whom letters go to on each day of a round; the one member comments, changes and withdraws, or does not."""
    played = with_round("member-a", "member-b", "chair")
    letters, days = Letters(played), []
    for day in range(20):
        if with_comments and day < 12:
            played.act("member-b", comment(day + 1))
            played.act("member-b", group.ChangeComment(
                round=1, comment=given_id(day + 1), aim=group.Aim.HARM, text="Worded anew."))  # fmt: skip
        if with_comments and day in (3, 9):
            played.act("member-b", group.WithdrawComment(round=1, comment=given_id(day)))
        days.append(letters.now())
        played.pass_days(1)
    return days


def test_no_letter_and_no_day_of_one_depends_on_comments_of_a_blind_phase():
    silent, written = two_weeks(with_comments=False), two_weeks(with_comments=True)
    assert silent == written
    assert sum(map(bool, silent)) >= 4


def test_keys_of_letters_hold_no_word_of_a_comment(letters):
    letters.played.act("member-b", comment(1, "Something that nobody else may read."))
    for person in PEOPLE.values():
        keys = reasons(seen_by(letters.played.desk, person), PEOPLE, person, today=letters.played.today)
        assert "nobody else" not in " ".join(keys)


def test_checkers_are_told_of_an_output_and_not_of_what_another_decided():
    played = Played()
    letters = Letters(played)
    played.act("clerestory", disclosure.SubmitOutput(draft=draft(1), title="Tables of the paper", authors=AUTHORS))
    assert letters.now() == {"checker-a", "checker-b", "checker-head"}
    assert letters.now() == set()
    played.act("checker-a", disclosure.DecideOutput(draft=draft(1), **NOT_PASSED))
    assert letters.now() == set()  # whatever it is; the authors are told when both have decided
    played.act("checker-b", disclosure.DecideOutput(draft=draft(1), **CHECKED))
    assert letters.now() == {"analyst", "author-checker"}


def test_an_officer_is_told_when_the_review_of_a_hold_is_due_and_a_lawyer_when_a_view_is_asked():
    live = LiveDesk()
    told: dict[str, frozenset[str]] = dict.fromkeys(LIVE_PEOPLE, frozenset())

    def now() -> set[str]:
        gone = set()
        for key, person in LIVE_PEOPLE.items():
            waits = reasons(seen_by(live.desk, person), LIVE_PEOPLE, person, today=live.today)
            gone |= {key} if waits - told[key] else set()
            told[key] = waits
        return gone

    assert "officer" in now()
    live.act("officer", live.certify(CLEAR, days=30))
    assert {"lawyer", "lawyer-b"} <= now()
    live.act("lawyer", live.view())
    now()
    assert now() == set()
    live.time += dt.timedelta(days=31)
    assert "officer" in now()
    assert now() == set()
