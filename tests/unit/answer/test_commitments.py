"""Rules of the ledger of commitments, one at a time."""

from __future__ import annotations

import csv
import datetime as dt
from pathlib import Path

import pytest
from pydantic import ValidationError

import clerestory
from clerestory.answer.commitments.chains import check_beside
from clerestory.answer.commitments.folding import after
from clerestory.answer.commitments.policies import check, with_day
from clerestory.answer.commitments.public import public_commitments
from clerestory.answer.commitments.standing import Standing, reminders, standing
from clerestory.answer.commitments.subject import row
from clerestory.errors import AnswerNowError
from clerestory.model.answers.acts import commitments as acts
from clerestory.model.answers.commitments import CommitmentState
from clerestory.model.answers.done import Done
from clerestory.model.answers.settings import AnswerSettings
from clerestory.model.commission import DataKind

SETTINGS = AnswerSettings(form="clerestory-answers/1", office="A fictional office", data=DataKind.SYNTHETIC)
NOON = dt.datetime(2032, 6, 1, 12, tzinfo=dt.UTC)
WHY = "as the minutes of the fictional board say"
LISTS = Path(clerestory.__file__).parent / "study" / "group_based_offending" / "codelists"


def day(text: str) -> dt.date:
    return dt.date.fromisoformat(text)


def made(**changed) -> acts.MakeCommitment:
    source = acts.Source(document="A fictional letter", dated=day("2031-01-10"), words="We will publish it this year.")
    said = {"title": "Publish it", "owner": "A fictional office", "source": source, "due_words": "this year", **changed}
    return with_day(acts.MakeCommitment.model_validate(said))


def evidence(dated: str) -> acts.Evidence:
    return acts.Evidence(title="The page", dated=day(dated), address="https://example.org/page")


def keep(dated: str) -> acts.KeepCommitment:
    return acts.KeepCommitment(evidence=(evidence(dated),), reason=WHY)


def moved(due: str, said: str) -> acts.DateCommitment:
    return acts.DateCommitment(due=day(due), said_on=day(said), reason=WHY)


def another(dated: str) -> acts.AddSource:
    source = acts.Source(document="A second letter", dated=day(dated), words="We will publish it by the end of March.")
    return acts.AddSource(source=source, reason=WHY)


def ledger_of(*said: acts.CommitmentAct, recorded: str = ""):
    """Give the commitment that acts lead to, each checked first; all but the last recorded on a day, if one is said."""
    state = None
    for number, act in enumerate(said):
        time = NOON + dt.timedelta(hours=number)
        if recorded and number < len(said) - 1:
            time = dt.datetime.combine(day(recorded), dt.time(9), tzinfo=dt.UTC)
        done = Done(time, "ann", act)
        check(state, done, SETTINGS)
        state = after(state, done, SETTINGS)
    return state


def test_the_words_give_the_day_and_no_other_is_taken():
    assert ledger_of(made()).due == day("2031-12-31")
    with pytest.raises(AnswerNowError, match="not the one that the words give"):
        ledger_of(made(due=day("2032-12-31")))


def test_a_promise_without_a_day_is_in_the_ledger_and_cannot_be_kept_before_it_has_one():
    shortly = made(due_words="shortly")
    assert ledger_of(shortly).due is None
    with pytest.raises(AnswerNowError, match='"shortly" names no day'):
        ledger_of(shortly, keep("2031-03-01"))
    assert ledger_of(shortly, moved("2031-06-30", "2031-02-01"), keep("2031-03-01")).days_late == -121


@pytest.mark.parametrize(
    ("proved", "state", "late"),
    [
        ("2031-12-15", CommitmentState.KEPT, -16),
        ("2031-12-31", CommitmentState.KEPT, 0),
        ("2032-01-01", CommitmentState.KEPT_LATE, 1),
    ],
)
def test_evidence_of_a_day_after_the_one_that_was_due_is_late_by_itself(proved, state, late):
    kept = ledger_of(made(), keep(proved))
    assert (kept.state, kept.days_late, kept.closed) == (state, late, day(proved))


def test_nobody_makes_a_late_deed_one_in_time_by_moving_the_day_after_it():
    kept = ledger_of(made(), moved("2032-03-31", "2032-02-01"), keep("2032-01-20"))
    assert (kept.state, kept.days_late) == (CommitmentState.KEPT_LATE, 20)
    # recorded on 1 June, when the day before it had passed: nobody's word counts for when it was said
    told_late = ledger_of(made(), moved("2032-03-31", "2031-12-01"), keep("2032-01-20"))
    assert (told_late.state, told_late.days_late) == (CommitmentState.KEPT_LATE, 20)
    assert told_late.dues[-1].recorded == NOON.date()
    shown = ledger_of(made(), another("2031-12-01"), moved("2032-03-31", "2031-12-01"), keep("2032-01-20"))
    assert (shown.state, shown.days_late) == (CommitmentState.KEPT, -71)
    in_time = ledger_of(made(), moved("2032-03-31", "2031-12-01"), keep("2032-01-20"), recorded="2031-12-31")
    assert (in_time.state, in_time.days_late) == (CommitmentState.KEPT, -71)


def test_a_condition_that_is_judged_late_moves_no_day_to_before_it_was_recorded():
    promise = made(due_words="", due="2031-06-30", condition="if the audit asks for it")
    met = {"is_met": True, "decision": "It asks", "decided": "2031-02-01", "due": "2031-12-31", "reason": WHY}
    kept = ledger_of(promise, acts.JudgeCondition.model_validate(met), keep("2031-09-01"))
    assert (kept.state, kept.days_late) == (CommitmentState.KEPT_LATE, 63)


def test_the_public_ledger_has_the_words_that_were_corrected():
    said = acts.Source(document="A fictional letter", dated=day("2031-01-10"), words="We will publish it next year.")
    amended = acts.AmendCommitment(title="Publish more", source=said, reason=WHY)
    ledger = {"one": ledger_of(made(), amended)}
    told = public_commitments(ledger, as_of=day("2032-06-01"), data=DataKind.SYNTHETIC).commitments[0]
    assert told.sources[0].words == "We will publish it next year."
    before = told.history[-1].before
    assert (before.title, before.owner, before.source.words) == ("Publish it", "", "We will publish it this year.")
    assert [change.before for change in told.history[:-1]] == [None]


def test_a_day_that_was_given_after_the_deed_measures_nothing():
    kept = ledger_of(made(due_words="shortly"), moved("2031-06-30", "2032-01-01"), keep("2031-03-01"))
    assert (kept.state, kept.is_dated_afterwards, kept.days_late) == (CommitmentState.KEPT, True, None)


def test_evidence_says_where_it_is():
    with pytest.raises(ValidationError, match="says where it is"):
        acts.Evidence(title="The page", dated=day("2031-01-10"))
    with pytest.raises(ValidationError, match="stand together"):
        acts.Evidence(title="The page", dated=day("2031-01-10"), file="2031-03-01/index.html")
    with pytest.raises(ValidationError, match="pattern"):
        acts.Evidence(title="The page", dated=day("2031-01-10"), address="http://example.org")


def test_with_the_last_part_the_whole_is_kept_and_late_where_a_part_is():
    parts = ({"id": "one", "title": "One"}, {"id": "two", "title": "Two"})
    whole = made(parts=parts)
    first = acts.KeepPart(part="one", evidence=(evidence("2031-05-01"),), reason=WHY)
    second = acts.KeepPart(part="two", evidence=(evidence("2032-01-02"),), reason=WHY)
    assert ledger_of(whole, first).state is CommitmentState.PARTLY_KEPT
    assert ledger_of(whole, first, second).state is CommitmentState.KEPT_LATE
    with pytest.raises(AnswerNowError, match="no part that is left"):
        ledger_of(whole, first, first)
    with pytest.raises(AnswerNowError, match="has parts"):
        ledger_of(whole, keep("2031-05-01"))


def test_a_conditional_promise_is_kept_only_when_its_condition_is_met():
    hangs = made(condition="if the audit asks for it")
    judged = acts.JudgeCondition(
        is_met=False, decision="Not yet", decided=day("2031-03-01"), due=day("2031-09-01"), reason=WHY
    )
    met = acts.JudgeCondition(
        is_met=True, decision="It asks", decided=day("2031-09-01"), due=day("2032-03-01"), reason=WHY
    )
    with pytest.raises(AnswerNowError, match="condition that is not met"):
        ledger_of(hangs, judged, keep("2031-10-01"))
    kept = ledger_of(hangs, judged, met, keep("2031-10-01"))
    assert [due.day.isoformat() for due in kept.dues] == ["2031-12-31", "2031-09-01", "2032-03-01"]
    assert kept.state is CommitmentState.KEPT
    with pytest.raises(AnswerNowError, match="is met already"):
        ledger_of(hangs, met, met)
    with pytest.raises(AnswerNowError, match="hangs on no condition"):
        ledger_of(made(), met)


def test_the_last_change_is_set_aside_and_stays_in_the_history():
    mistake = acts.SetAside(number=2, reason=WHY)
    again = ledger_of(made(), keep("2031-05-01"), mistake, keep("2031-06-01"))
    assert [change.set_aside for change in again.history] == [0, 3, 0, 0]
    assert (again.state, again.closed) == (CommitmentState.KEPT, day("2031-06-01"))
    with pytest.raises(AnswerNowError, match="not the last change"):
        ledger_of(made(), moved("2032-03-31", "2031-02-01"), keep("2031-05-01"), mistake)
    with pytest.raises(AnswerNowError, match="nothing came after"):
        ledger_of(made(), acts.SetAside(number=1, reason=WHY))


def test_what_was_broken_can_be_kept_late_and_never_in_time():
    broken = acts.BreakCommitment(happened=day("2032-01-01"), reason=WHY)
    assert ledger_of(made(), broken, keep("2032-03-01")).state is CommitmentState.KEPT_LATE
    with pytest.raises(AnswerNowError, match="set that change aside"):
        ledger_of(made(), broken, keep("2031-03-01"))


def test_nothing_that_lies_ahead_is_recorded_and_no_evidence_from_before_the_promise():
    with pytest.raises(AnswerNowError, match="lies ahead"):
        ledger_of(made(), keep("2032-06-02"))
    with pytest.raises(AnswerNowError, match="before the promise"):
        ledger_of(made(), keep("2031-01-09"))


def test_what_would_identify_a_person_is_refused_and_not_repeated():
    told = acts.DropCommitment(happened=day("2031-05-01"), reason="Ask ann.example@example.org about all of it.")
    with pytest.raises(AnswerNowError, match="an e-mail address") as refused:
        ledger_of(made(), told)
    assert "ann.example" not in str(refused.value)


def test_what_follows_and_what_takes_a_place_is_in_the_ledger_and_no_chain_comes_round():
    def takes(successor):
        return acts.SupersedeCommitment(successor=successor, happened=day("2031-05-01"), reason=WHY)

    states = {name: ledger_of(made()) for name in ("one", "three")} | {"two": ledger_of(made(), takes("three"))}
    check_beside("one", takes("two"), states.get)
    for subject, act in (("three", takes("two")), ("one", takes("one")), ("one", takes("four"))):
        with pytest.raises(AnswerNowError):
            check_beside(subject, act, states.get)
    with pytest.raises(AnswerNowError, match="no other commitment four"):
        check_beside("five", made(follows=("one", "four")), states.get)


def test_overdue_is_the_day_after_and_reminders_come_28_and_7_days_before():
    one = ledger_of(made())
    found = {
        text: standing(one, day(text))
        for text in ("2031-12-02", "2031-12-03", "2031-12-23", "2031-12-24", "2031-12-31", "2032-01-01")
    }
    assert list(found.values()) == [
        Standing.LATER,
        Standing.SOON,
        Standing.SOON,
        Standing.NEAR,
        Standing.NEAR,
        Standing.OVERDUE,
    ]
    assert standing(ledger_of(made(), keep("2031-05-01")), day("2032-01-01")) is Standing.SETTLED


def test_who_waits_longest_comes_first_and_what_has_no_day_last():
    late, undated = ledger_of(made(due_words="", due=day("2031-02-01"))), ledger_of(made(due_words="shortly"))
    ledger = {
        "soon": ledger_of(made()),
        "undated": undated,
        "late": late,
        "kept": ledger_of(made(), keep("2031-05-01")),
    }
    found = [(one.subject, one.days) for one in reminders(ledger, day("2031-12-20"))]
    assert found == [("late", -322), ("soon", 11), ("undated", None)]


def test_states_are_those_of_the_code_list_that_ships():
    with (LISTS / "commitment_state.csv").open(encoding="utf-8", newline="") as file:
        codes = {line["code"]: line["label"] for line in csv.DictReader(file)}
    assert {state.value: state.label for state in CommitmentState if state.value} == codes


def test_readers_are_told_everything_but_who_recorded_it():
    told = public_commitments(
        {"one": ledger_of(made(), keep("2031-12-15"))}, as_of=day("2032-06-01"), data=DataKind.SYNTHETIC
    )
    assert "ann" not in told.model_dump_json()
    assert [(one.id, one.state, one.days_late) for one in told.commitments] == [("one", "KEPT", -16)]


def test_lists_have_title_state_owner_and_days_of_a_commitment():
    found = row(ledger_of(made(), keep("2031-12-15")), SETTINGS)
    assert (found.title, found.state, found.owner) == ("Publish it", "KEPT", "A fictional office")
    assert (found.opened, found.due, found.closed) == (day("2031-01-10"), day("2031-12-31"), day("2031-12-15"))
    assert "A fictional letter" in found.words
