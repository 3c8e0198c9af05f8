"""What an officer's certificate and a lawyer's view change about a hold: every stage, word of the police and day."""

from __future__ import annotations

import datetime as dt
import itertools

import pytest
from pydantic import ValidationError

from clerestory.model.redaction.certificates import NO_CERTIFICATE, Certification, HoldFile
from clerestory.model.redaction.holds import CaseRecord, HoldState, Why, hold_on, state_if_cleared, states_of_stages
from clerestory.study import read_instrument, shipped_instrument
from live_cases import CASE, CLEAR, HOLD, START, certificate, view

STAGES = states_of_stages(read_instrument(shipped_instrument()).codelists["proceedings_stage"])
CONCLUDED, WITHOUT_CONVICTION, NOT_ARRESTED = {"P6"}, {"P7", "P8"}, {"P0", "P1"}
LIVE = {"P2", "P3", "P4", "P5", "P5A", "P9", "P10"}
UNKNOWN = {"UNK", "", "P99"}
EVERY_STAGE = sorted(CONCLUDED | WITHOUT_CONVICTION | NOT_ARRESTED | LIVE | UNKNOWN)
LINKED, RELEASES = ("N", "Y"), ("CLEAR", "", "NOTEXT", "ACTIVE")
LATER = START + dt.timedelta(days=30)
DAYS = [START + dt.timedelta(days=days) for days in (-1, 0, 30, 90, 91, 120, 121)]


def histories():
    """Certificates of one officer with views of two lawyers, in short: (outcome, when, views) for each."""
    first, second = {HOLD: certificate(HOLD), CLEAR: certificate(CLEAR)}, {}
    for outcome in (HOLD, CLEAR):
        second[outcome] = certificate(outcome, 2, decided=LATER)
    views = ((), (True,), (False,), (True, True), (True, False), (False, True))
    yield NO_CERTIFICATE
    for outcome, said in itertools.product((HOLD, CLEAR), views):
        yield Certification((first[outcome],), of(first[outcome], said))
    for outcome, again, said in itertools.product((HOLD, CLEAR), (HOLD, CLEAR), views):
        before = of(first[outcome], (True,))
        yield Certification((first[outcome], second[again]), (*before, *of(second[again], said)))
    one = certificate(CLEAR)
    # the same lawyer thinks again, and a view that comes ten days after the certificate
    yield Certification((one,), (view(one, agrees=False), view(one)))
    yield Certification((one,), (view(one), view(one, agrees=False)))
    yield Certification((one,), (view(one, decided=START + dt.timedelta(days=10)),))


def of(of_certificate, said):
    lawyers = ("lawyer", "lawyer-b")
    return tuple(view(of_certificate, lawyers[place], agrees=agrees) for place, agrees in enumerate(said))


def expected(stage: str, linked: str, release: str, *, certified: str) -> str:
    """The hold by the words of the methods page, written down apart from the program."""
    if stage in LIVE or linked != "N" or release == "ACTIVE":
        return "ACTIVE"
    is_unheard = release not in ("CLEAR", "NOTEXT") or stage in NOT_ARRESTED
    if certified == "held" or stage in UNKNOWN or (certified == "nothing" and is_unheard):
        return "HOLD"
    return "NOTEXT" if stage in WITHOUT_CONVICTION or release == "NOTEXT" else "CLEAR"


def what_counts(history: Certification, day: dt.date) -> str:
    if not history.certificates:
        return "nothing"
    last = history.certificates[-1]
    last_words = {}
    for one in history.views:
        if one.certificate == last.version:
            last_words[one.person] = one
    is_agreed = len(last_words) > 0 and not [one for one in last_words.values() if not one.agrees]
    in_time = last.decided <= day <= last.review and not [one for one in last_words.values() if one.decided > day]
    return "cleared" if last.outcome.value == "clear" and is_agreed and in_time else "held"


def test_every_stage_word_certificate_view_and_day():
    seen = set()
    for history, day in itertools.product(histories(), DAYS):
        certified = what_counts(history, day)
        for stage, linked, release in itertools.product(EVERY_STAGE, LINKED, RELEASES):
            hold = hold_on(day, [CaseRecord("inv1", stage, linked, release)], STAGES, certification=history)
            assert hold.state.value == expected(stage, linked, release, certified=certified), (stage, release, day)
            seen.add((hold.state.value, certified))
    states = {"ACTIVE", "HOLD", "NOTEXT", "CLEAR"}
    assert seen == set(itertools.product(states, ("nothing", "cleared"))) | {("ACTIVE", "held"), ("HOLD", "held")}


def test_a_certificate_never_loosens_what_the_law_holds_and_never_names_anybody_in_public():
    for stage, release, history, day in itertools.product(("P1", "P3", "P5A", "P6"), RELEASES, histories(), DAYS):
        record = CaseRecord("inv1", stage, "N", release)
        before = hold_on(day, [record], STAGES)
        hold = hold_on(day, [record], STAGES, certification=history)
        if before.state is HoldState.ACTIVE:
            assert (hold.state, hold.public_code, hold.review) == (before.state, before.public_code, before.review)
        if hold.state is HoldState.HOLD:
            assert hold.public_code == "NCND"


def test_of_several_records_one_that_is_live_or_unknown_keeps_the_case_held():
    cleared = Certification((one := certificate(CLEAR),), (view(one),))
    free = CaseRecord("i", "P6", "N", "HOLD")
    assert hold_on(START, [free], STAGES, certification=cleared).state is HoldState.CLEAR
    for other, state in (("P3", HoldState.ACTIVE), ("UNK", HoldState.HOLD), ("P7", HoldState.NOTEXT)):
        records = [free, CaseRecord("i", other, "N", "HOLD")]
        assert hold_on(START, records, STAGES, certification=cleared).state is state
        assert state_if_cleared(records, STAGES) is state
    assert hold_on(START, (), STAGES, certification=cleared).why is Why.NO_RECORD
    assert state_if_cleared((), STAGES) is HoldState.HOLD


@pytest.mark.parametrize(
    ("history", "day", "review"),
    [
        (Certification((certificate(HOLD),)), START, START + dt.timedelta(days=90)),  # as the certificate says
        (Certification((certificate(HOLD),)), START + dt.timedelta(days=100), START + dt.timedelta(days=100)),  # due
        (NO_CERTIFICATE, START, START + dt.timedelta(days=365)),
    ],
)
def test_a_certified_case_is_looked_at_again_when_its_certificate_says(history, day, review):
    assert hold_on(day, [CaseRecord("i", "P6", "N", "CLEAR")], STAGES, certification=history).review == review


@pytest.mark.parametrize("days", [-1, 0, 366])
def test_a_review_comes_after_the_certificate_and_within_a_year(days):
    with pytest.raises(ValidationError, match="by 365 days at most"):
        certificate(HOLD, days=days)


def test_a_file_has_every_certificate_of_one_case_in_order_and_views_of_these_alone():
    first, second = certificate(HOLD), certificate(CLEAR, 2)
    assert HoldFile(certificates=(first, second), views=(view(second),))
    other = first.model_copy(update={"case": "f" * len(CASE)})
    for certificates, views, fault in (
        ((second,), (), "without a gap"),
        ((second, first), (), "without a gap"),
        ((first,), (view(second),), "of no certificate"),
        ((first.model_copy(update={"reason": "Other words than the lawyer saw."}),), (view(first),), "of no cert"),
        ((first, second.model_copy(update={"case": other.case})), (), "more than one case"),
    ):
        with pytest.raises(ValidationError, match=fault):
            HoldFile(certificates=certificates, views=views)
