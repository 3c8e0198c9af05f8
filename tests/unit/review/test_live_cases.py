"""Live cases at the desk of the vault: who certifies what, whose view counts, who sees it, and what waits for whom."""

from __future__ import annotations

import datetime as dt
import itertools
from pathlib import Path

import pytest

from clerestory.errors import DecisionError, NotNowError, NotPermittedError
from clerestory.model.commission import DataKind
from clerestory.model.desk.acts import ACT
from clerestory.model.desk.acts.holds import TellHolds
from clerestory.model.desk.states import CertifiedState
from clerestory.model.redaction.certificates import Certification, Effect
from clerestory.model.redaction.holds import HoldState
from clerestory.review.certificates import check_certification, check_signed
from clerestory.review.desk import seen_by
from clerestory.review.desk.live_cases import in_order
from clerestory.review.desk.permissions import PROGRAM
from clerestory.review.desk.transitions import HOLD as TABLE
from clerestory.review.desk.waiting import Task, waiting_for
from clerestory.review.signing import make_keys, sign
from clerestory.study import open_study
from live_cases import CASE, CLEAR, HOLD, PEOPLE, LiveDesk, certificate, told, view

EXAMPLE = Path(__file__).parents[3] / "examples" / "modern-slavery-2013"
OTHER = "0" * 19 + "2"
STATES = {"ACTIVE": HoldState.ACTIVE, "HOLD": HoldState.HOLD, "NOTEXT": HoldState.NOTEXT, "CLEAR": HoldState.CLEAR}


@pytest.fixture
def settings():
    """Settings of a study that is not about real cases, with the people of these tests."""
    found = open_study(EXAMPLE).settings
    return found.model_copy(update={"people": tuple(PEOPLE.values())})


def test_a_case_is_cleared_by_its_officer_with_a_lawyer_and_held_again_when_the_review_is_over():
    live = LiveDesk()
    live.act("officer", live.certify(CLEAR, days=30))
    assert live.desk.holds[CASE].hold(live.today) is HoldState.HOLD
    live.act("lawyer", live.view())
    case = live.desk.holds[CASE]
    assert case.state is CertifiedState.CLEARED
    holds = [case.hold(live.today + dt.timedelta(days=days)) for days in (-1, 0, 30, 31)]
    assert holds == [HoldState.HOLD, HoldState.CLEAR, HoldState.CLEAR, HoldState.HOLD]


@pytest.mark.parametrize(
    ("state", "if_cleared", "outcome", "what"),
    [
        *[(state, state, CLEAR, "no certificate lifts") for state in ("ACTIVE", "NOTEXT")],
        ("HOLD", "HOLD", CLEAR, "no certificate lifts"),  # a stage that nobody knows
        ("HOLD", "NOTEXT", CLEAR, "no certificate lifts"),  # acquitted, and not released
        ("CLEAR", "CLEAR", CLEAR, "nothing holds this case"),
        ("HOLD", "CLEAR", CLEAR, ""),
        *[(state, state, HOLD, "") for state in STATES],  # a hold can be added to any
    ],
)
def test_what_a_certificate_can_change(state, if_cleared, outcome, what):
    live = LiveDesk(told(STATES[state], STATES[if_cleared]))
    refusal = live.refused("officer", live.certify(outcome))
    assert (refusal is None) is (what == "")
    assert refusal is None or (isinstance(refusal, NotNowError) and what in refusal.what)


def test_an_officer_of_a_force_certifies_cases_of_that_force():
    for leads, person, outcome in itertools.product(
        ((), ("North",), ("South",), ("North", "South")), ("officer", "officer-north", "officer-south"), (HOLD, CLEAR)
    ):
        live = LiveDesk(told(leads=leads))
        refusal = live.refused(person, live.certify(outcome))
        own = {"officer-north": "North", "officer-south": "South"}.get(person)
        may = own is None or (own in leads if outcome is HOLD else leads == (own,))
        assert isinstance(refusal, NotPermittedError) is not may, (leads, person, outcome)


def test_nobody_else_certifies_or_views_and_no_officer_views_their_own():
    live = LiveDesk()
    assert isinstance(live.refused("lawyer", live.certify(HOLD)), NotPermittedError)
    live.act("officer-lawyer", live.certify(CLEAR))
    refused = {person for person in PEOPLE if live.refused(person, live.view()) is not None}
    assert refused == set(PEOPLE) - {"lawyer", "lawyer-b"}
    assert "you certified this case" in live.refused("officer-lawyer", live.view()).what


@pytest.mark.parametrize(
    ("days", "reviews", "latest"),
    [
        (365, (), 365),
        (28, (), 28),  # the window of an appeal
        (365, (40,), 40),  # sooner where the giver looks sooner
        (365, (-40, 500), 365),  # a day that is over binds nobody
    ],
)
def test_the_review_is_as_late_as_the_case_allows(days, reviews, latest):
    live = LiveDesk()
    dates = tuple(live.today + dt.timedelta(days=one) for one in reviews)
    live.act(PROGRAM, TellHolds(holds=(told(days=days, reviews=dates),)))
    assert live.refused("officer", live.certify(HOLD, days=latest)) is None
    if latest < 365:
        refusal = live.refused("officer", live.certify(HOLD, days=latest + 1))
        assert "too late for this case" in refusal.what


def test_a_certificate_or_view_of_another_day_or_of_what_was_replaced_is_refused():
    live = LiveDesk()
    tomorrow = live.today + dt.timedelta(days=1)
    assert "dated after today" in live.refused("officer", live.certify(HOLD, decided=tomorrow)).what
    assert "came meanwhile" in live.refused("officer", live.certify(HOLD, number=2)).what
    assert "no text is about such a case" in live.refused("officer", live.certify(HOLD).model_copy(
        update={"case": OTHER}
    )).what  # fmt: skip
    live.act("officer", live.certify(CLEAR))
    earlier = live.today - dt.timedelta(days=1)
    assert "before the certificate" in live.refused("lawyer", live.view(decided=earlier)).what
    assert "before the certificate" in live.refused("officer", live.certify(HOLD, decided=earlier)).what
    stale = live.view()
    live.act("officer", live.certify(CLEAR, days=60))
    assert "not the last certificate" in live.refused("lawyer", stale).what
    assert live.refused("lawyer", live.view()) is None


def test_states_are_those_of_the_table_whatever_is_certified_and_viewed():
    steps = [("officer", HOLD), ("officer", CLEAR), *itertools.product(("lawyer", "lawyer-b"), (True, False))]
    allowed = {(one.before, one.act.__name__, one.after) for one in TABLE}
    seen = set()
    for way in itertools.product(steps, repeat=4):
        live = LiveDesk()
        for person, said in way:
            before = live.desk.holds[CASE].state
            if before is CertifiedState.NONE and person != "officer":
                continue
            act = live.certify(said) if person == "officer" else live.view(agrees=said)
            live.act(person, act)
            seen.add((before, type(act).__name__, live.desk.holds[CASE].state))
    assert seen == {step for step in allowed if step[1] != "TellHolds"}


def test_a_lawyer_who_does_not_agree_is_outweighed_by_no_other():
    live = LiveDesk()
    live.act("officer", live.certify(CLEAR))
    live.act("lawyer", live.view(agrees=False))
    live.act("lawyer-b", live.view())
    assert live.desk.holds[CASE].state is CertifiedState.CONTESTED
    live.act("lawyer", live.view())
    assert live.desk.holds[CASE].state is CertifiedState.CLEARED


def test_who_sees_live_cases():
    live = LiveDesk(told(), told(case=OTHER, leads=("South",)))
    seen = {person: set(seen_by(live.desk, PEOPLE[person]).holds) for person in PEOPLE}
    both = {"officer", "lawyer", "lawyer-b", "officer-lawyer", "auditor"}
    assert {person for person, cases in seen.items() if cases == {CASE, OTHER}} == both
    assert (seen["officer-north"], seen["officer-south"]) == ({CASE}, {OTHER})
    assert seen["checker"] == seen["analyst"] == set()


def tasks(live: LiveDesk, person: str) -> list[tuple[Task, str]]:
    seen = seen_by(live.desk, PEOPLE[person])
    waiting = waiting_for(seen, PEOPLE, PEOPLE[person], today=live.today)
    return [(one.task, one.case) for one in waiting if one.case]


def test_what_waits_for_an_officer_and_for_a_lawyer():
    live = LiveDesk()
    assert (tasks(live, "officer"), tasks(live, "lawyer")) == ([(Task.CERTIFY, CASE)], [])
    live.act("officer", live.certify(CLEAR, days=30))
    assert (tasks(live, "officer"), tasks(live, "lawyer")) == ([], [(Task.VIEW_CERTIFICATE, CASE)])
    live.act("lawyer", live.view(agrees=False))
    assert (tasks(live, "officer"), tasks(live, "lawyer")) == ([(Task.CERTIFY, CASE)], [])
    live.act("lawyer", live.view())
    assert tasks(live, "officer") == tasks(live, "lawyer") == tasks(live, "auditor") == []
    live.time += dt.timedelta(days=31)
    assert tasks(live, "officer") == [(Task.CERTIFY, CASE)]


def test_nothing_waits_where_a_certificate_would_change_nothing():
    for state, if_cleared in (("ACTIVE", "ACTIVE"), ("NOTEXT", "NOTEXT"), ("HOLD", "HOLD"), ("CLEAR", "CLEAR")):
        assert tasks(LiveDesk(told(STATES[state], STATES[if_cleared])), "officer") == []


def test_what_is_overdue_comes_first_then_what_waits_then_by_date():
    def number(one: int) -> str:
        return f"{one:020x}"

    day = LiveDesk().today
    live = LiveDesk(
        told(HoldState.CLEAR, HoldState.CLEAR, case=number(1), reviews=(day + dt.timedelta(days=200),)),
        told(case=number(2)),
        told(HoldState.ACTIVE, HoldState.ACTIVE, case=number(3), reviews=(day + dt.timedelta(days=90),)),
        told(case=number(4)),
    )
    for person, act in (
        ("officer", live.certify_of(number(4), HOLD, days=5)),
        ("officer", live.certify_of(number(1), HOLD, days=180)),
    ):
        live.act(person, act)
    live.act("lawyer", live.view_of(number(1)))
    later = live.today + dt.timedelta(days=6)
    assert [int(case.told.case, 16) for case in in_order(live.desk.holds.values(), later)] == [4, 2, 3, 1]


def test_a_case_that_no_text_is_about_any_more_stays_while_something_was_certified_of_it():
    live = LiveDesk(told(), told(case=OTHER))
    live.act("officer", live.certify(HOLD))
    live.act(PROGRAM, TellHolds(holds=()))
    assert set(live.desk.holds) == {CASE}
    assert live.desk.holds[CASE].told.texts == ()
    live.act(PROGRAM, TellHolds(holds=(told(texts=("again",)),)))
    assert (live.desk.holds[CASE].told.texts, live.desk.holds[CASE].state) == (("again",), CertifiedState.HELD)


def test_an_act_comes_back_from_its_record_as_it_was():
    live = LiveDesk()
    for act in (TellHolds(holds=(told(),)), live.certify(CLEAR)):
        assert ACT.validate_json(act.model_dump_json()) == act


@pytest.mark.parametrize(
    ("force", "leads", "effect"),
    [
        ("", ("North",), Effect.CLEARS),
        ("North", ("North",), Effect.CLEARS),
        ("North", ("South",), Effect.HOLDS),  # it was handed over
        ("North", ("North", "South"), Effect.HOLDS),
        ("North", ("North", ""), Effect.HOLDS),  # one record does not say
    ],
)
def test_a_clearance_counts_no_more_where_another_force_leads_the_case_by_now(settings, force, leads, effect):
    said = certificate(CLEAR).model_copy(update={"simulated": True})
    seen = view(said).model_copy(update={"simulated": True})
    people = tuple(one.model_copy(update={"force": force}) if one.id == "officer" else one for one in PEOPLE.values())
    study = settings.model_copy(update={"people": people})
    checked = check_certification(Certification((said,), (seen,)), study, leads=leads)
    assert checked.effect(said.decided) is effect


def test_a_certificate_of_somebody_who_is_no_officer_or_made_the_tables_stops_the_run(settings):
    simulated = {"simulated": True}
    said = certificate(CLEAR).model_copy(update=simulated)
    by_analyst = said.model_copy(update={"person": "analyst"})
    for wrong, seen in ((by_analyst, ()), (said, (view(said, "checker").model_copy(update=simulated),))):
        with pytest.raises(DecisionError, match="its person is no"):
            check_certification(Certification((wrong,), seen), settings, leads=("North",))
    study = settings.model_copy(update={"study": settings.study.model_copy(update={"authors": ("officer",)})})
    with pytest.raises(DecisionError, match="made the tables"):
        check_certification(Certification((said,)), study, leads=("North",))
    own = said.model_copy(update={"person": "officer-lawyer"})
    seen = view(own, "officer-lawyer").model_copy(update=simulated)
    with pytest.raises(DecisionError, match="no lawyer of it"):
        check_certification(Certification((own,), (seen,)), settings, leads=("North",))


def test_a_signature_is_of_every_field_and_simulated_only_counts_where_no_case_is_real():
    private, public = make_keys()
    keyed = PEOPLE["officer"].model_copy(update={"public_key": public})
    signed = sign(certificate(CLEAR), private)
    check_signed(signed, keyed, DataKind.CONFIDENTIAL)
    later = signed.review + dt.timedelta(days=1)
    for changed in ({"outcome": HOLD}, {"review": later}, {"case": OTHER}, {"number": 2}, {"signature": ""}):
        with pytest.raises(DecisionError, match="signature is not that of"):
            check_signed(signed.model_copy(update=changed), keyed, DataKind.CONFIDENTIAL)
    simulated = certificate(CLEAR).model_copy(update={"simulated": True})
    check_signed(simulated, PEOPLE["officer"], DataKind.SYNTHETIC)
    for person, data in ((keyed, DataKind.SYNTHETIC), (PEOPLE["officer"], DataKind.CONFIDENTIAL)):
        with pytest.raises(DecisionError, match="only a decision signed"):
            check_signed(simulated, person, data)
