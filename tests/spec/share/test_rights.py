"""Requests of people: which right under which regime, by which day, and what may follow what."""

from __future__ import annotations

import datetime as dt
from itertools import product

import pytest

from clerestory.errors import SharingError
from clerestory.model.law import Regime
from clerestory.model.rights import NEXT, RIGHTS, Exemption, RequestState, RequestStep, Right, RightsRequest
from clerestory.model.sharing import Controller
from clerestory.share.rights.deadlines import deadline_of
from clerestory.share.rights.letters import Sender, letter
from clerestory.share.rights.requests import (
    open_request,
    read_requests,
    regimes_of,
    register_lines,
    request_path,
    step_request,
)
from sharing import CARE, POLICE, record

UK, P3 = Regime.UK_GDPR, Regime.PART_3
RECORDS = {"SYN-FORCE-01": record(POLICE), "SYN-CSC-01": record(CARE)}
STATES = [state.value for state in RequestState if state is not RequestState.EXTENDED]


def a_request(*steps: tuple[str, str], received="2026-03-10", right="access", giver="SYN:FORCE:01", **more):
    made = [{"state": "received", "on": received, "by": "Rights desk"}]
    made += [{"state": state, "on": on, "by": "Rights desk"} | _basis(state) for state, on in steps]
    return RightsRequest.model_validate(
        {"form": "clerestory-rights-request/1", "id": "R-2026-001", "right": right, "giver": giver,
         "received": received, "steps": made, **more}
    )  # fmt: skip


def _basis(state):
    return {"exemption": "manifestly unfounded or excessive"} if state == "refused" else {}


DAYS = [
    # received       identified     extended       UK GDPR        Part 3
    ("2026-03-10",   None,          None,          "2026-04-10",  "2026-04-10"),
    ("2026-01-31",   None,          None,          "2026-02-28",  "2026-02-28"),  # no 31 February
    ("2028-01-30",   None,          None,          "2028-02-29",  "2028-02-29"),  # a leap year
    ("2026-12-15",   None,          None,          "2027-01-15",  "2027-01-15"),
    ("2026-03-10",   "2026-03-20",  None,          "2026-04-20",  "2026-04-20"),  # Article 12A
    ("2026-03-10",   None,          "2026-04-01",  "2026-06-10",  "2026-06-10"),  # two further months
    ("2026-03-10",   None,          "2026-04-10",  "2026-06-10",  "2026-06-10"),  # on the last day
    ("2026-03-10",   None,          "2026-04-11",  None,          None),  # a day too late
    ("2026-01-10",   None,          "2026-02-01",  "2026-04-10",  None),  # Part 3, before the law allowed it
    ("2025-11-30",   None,          "2025-12-15",  "2026-02-28",  None),
]  # fmt: skip


@pytest.mark.parametrize(("received", "identified", "extended", "general", "police"), DAYS)
def test_a_request_is_due_a_calendar_month_after_receipt(received, identified, extended, general, police):
    steps = [("extended", extended)] if extended else []
    request = a_request(*steps, received=received, identified=identified)
    for regime, due in ((UK, general), (P3, police)):
        if due:
            assert deadline_of(request, regime).due.isoformat() == due
        else:
            with pytest.raises(SharingError, match="extended"):
                deadline_of(request, regime)


MAY_FOLLOW = {
    "received": {"passed to the giver", "refused", "withdrawn"},
    "passed to the giver": {"found by the giver", "not found by the giver", "withdrawn"},
    "found by the giver": {"answered", "refused", "withdrawn"},
    "not found by the giver": {"answered", "withdrawn"},
    "answered": set(), "refused": set(), "withdrawn": set(),
}  # fmt: skip
WAY = {
    "received": [], "passed to the giver": ["passed to the giver"],
    "found by the giver": ["passed to the giver", "found by the giver"],
    "not found by the giver": ["passed to the giver", "not found by the giver"],
    "answered": ["passed to the giver", "found by the giver", "answered"],
    "refused": ["refused"], "withdrawn": ["withdrawn"],
}  # fmt: skip


@pytest.mark.parametrize(("stood", "then"), list(product(STATES, STATES)))
def test_every_pair_of_states_follows_or_is_refused(stood, then):
    steps = [(state, "2026-03-11") for state in [*WAY[stood], then]]
    if then in MAY_FOLLOW[stood]:
        assert a_request(*steps).state.value == then
    else:
        with pytest.raises(ValueError, match="cannot follow"):
            a_request(*steps)


@pytest.mark.parametrize("stood", STATES)
def test_only_an_open_request_is_extended_and_only_once_and_goes_on_from_where_it_stood(stood):
    steps = [(state, "2026-03-11") for state in WAY[stood]]
    if MAY_FOLLOW[stood]:
        assert a_request(*steps, ("extended", "2026-03-12")).state.value == stood
        with pytest.raises(ValueError, match="extended once"):
            a_request(*steps, ("extended", "2026-03-12"), ("extended", "2026-03-13"))
    else:
        with pytest.raises(ValueError, match="cannot follow"):
            a_request(*steps, ("extended", "2026-03-12"))


LAW = [
    # right           the department            a police force
    ("access",        "UK GDPR Art 15",         "DPA 2018 s.45"),
    ("rectification", "UK GDPR Art 16",         "DPA 2018 s.46"),
    ("erasure",       "UK GDPR Art 17",         "DPA 2018 s.47"),
    ("restriction",   "UK GDPR Art 18",         "DPA 2018 s.47"),
    ("objection",     "UK GDPR Art 21",         ""),
]  # fmt: skip


@pytest.mark.parametrize(("right", "department", "force"), LAW)
def test_each_right_has_its_section_in_each_regime(right, department, force):
    assert RIGHTS[Right(right), UK].section.startswith(department)
    assert RIGHTS[Right(right), P3].section.startswith(force)
    assert bool(RIGHTS[Right(right), P3].section) == bool(force)


def test_the_department_answers_under_uk_gdpr_and_the_giver_under_its_own_regime():
    assert regimes_of(a_request(), RECORDS) == (("the department", UK), ("SYN:FORCE:01", P3))
    assert regimes_of(a_request(giver="SYN:CSC:01"), RECORDS)[1] == ("SYN:CSC:01", UK)
    assert regimes_of(a_request(giver=""), RECORDS) == (("the department", UK),)


@pytest.mark.parametrize(
    ("right", "exemption", "fits"),
    [
        ("access", "research", True),
        ("erasure", "research", False),  # paragraph 27 leaves erasure to Article 17(3)(d)
        ("erasure", "erasure would impair research", True),
        ("objection", "task in the public interest", True),
        ("access", "task in the public interest", False),
        ("objection", "restriction under Part 3", False),  # Part 3 has no right to object
    ],
)
def test_a_refusal_names_an_exemption_from_that_right(right, exemption, fits):
    step = {"state": "refused", "on": "2026-03-11", "by": "Rights desk", "exemption": exemption}
    steps = [{"state": "received", "on": "2026-03-10", "by": "Rights desk"}, step]
    fields = {"form": "clerestory-rights-request/1", "id": "R-2026-001", "right": right, "received": "2026-03-10"}
    if fits:
        assert RightsRequest.model_validate(fields | {"steps": steps}).state is RequestState.REFUSED
    else:
        with pytest.raises(ValueError, match="is no exemption from the right"):
            RightsRequest.model_validate(fields | {"steps": steps})
    with pytest.raises(ValueError, match="names the exemption"):
        RightsRequest.model_validate(fields | {"steps": [steps[0], step | {"exemption": None}]})


def test_the_register_goes_by_stated_days_and_says_what_is_overdue(tmp_path):
    open_request(tmp_path, {"id": "R-2026-001", "right": "access", "giver": "SYN:FORCE:01",
                            "received": dt.date(2026, 3, 10)}, by="Rights desk")  # fmt: skip
    requests = read_requests(tmp_path)
    (line,) = register_lines(requests, RECORDS, on=dt.date(2026, 4, 10))
    assert line == (
        "R-2026-001  access, received 2026-03-10: received; the department by 2026-04-10; SYN:FORCE:01 by 2026-04-10"
    )
    (late,) = register_lines(requests, RECORDS, on=dt.date(2026, 4, 11))
    assert late.count("OVERDUE") == 2
    step = RequestStep(state=RequestState.WITHDRAWN, on=dt.date(2026, 4, 1), by="Rights desk")
    step_request(tmp_path, "R-2026-001", step, records=RECORDS)
    assert register_lines(read_requests(tmp_path), RECORDS, on=dt.date(2027, 1, 1))[0].endswith("withdrawn; closed")


@pytest.mark.parametrize(
    "fields",
    [
        {"id": "R-2026-001"},  # taken
        {"id": "Aldermere"},
        {"id": "../../R-2026-002"},
        {"id": "R-2026-002", "right": "forgetting"},
        {"id": "R-2026-002", "giver": "Mrs Aldermere"},
        {"id": "R-2026-002", "received": dt.date(9999, 12, 10)},  # no day a month later
    ],
)
def test_a_request_that_is_taken_or_names_somebody_is_refused(tmp_path, fields):
    first = {"id": "R-2026-001", "right": "access", "received": dt.date(2026, 3, 10)}
    open_request(tmp_path, first, by="Rights desk")
    with pytest.raises(SharingError) as caught:
        open_request(tmp_path, first | fields, by="Rights desk")
    assert "Aldermere" not in str(caught.value)
    assert [path.name for path in (tmp_path / "requests").iterdir()] == ["R-2026-001.toml"]


def test_a_step_that_may_not_follow_is_refused_in_one_sentence(tmp_path):
    first = {"id": "R-2026-001", "right": "access", "received": dt.date(2026, 3, 10)}
    path = open_request(tmp_path, first, by="Rights desk")
    before = path.read_bytes()
    step = RequestStep(state=RequestState.ANSWERED, on=dt.date(2026, 4, 1), by="Rights desk")
    with pytest.raises(SharingError) as caught:
        step_request(tmp_path, "R-2026-001", step, records=RECORDS)
    assert caught.value.what == "the 2. step: 'answered' cannot follow 'received'"
    assert path.read_bytes() == before


@pytest.mark.parametrize("said", ["Mrs Aldermere", "../controller", ""])
def test_what_is_no_id_is_not_looked_for_and_not_repeated(tmp_path, said):
    with pytest.raises(SharingError, match="the id of a request has not its form") as caught:
        request_path(tmp_path, said)
    assert "Aldermere" not in str(caught.value)


@pytest.mark.parametrize("right", [right.value for right in Right])
@pytest.mark.parametrize("state", [*STATES, "extended"])
def test_there_is_a_letter_for_every_state_and_it_makes_nothing_up(state, right):
    steps = [("extended", "2026-03-11")] if state == "extended" else [(s, "2026-03-11") for s in WAY[state]]
    request = a_request(*steps, right=right)
    empty = Sender("The department", "A study", Controller(form="clerestory-controller/1"))
    draft = letter(request, RECORDS, empty)
    assert draft.gaps == draft.text.count("TO DECIDE:") >= 3
    assert "R-2026-001" in draft.text
    assert draft == letter(request, RECORDS, empty)
    known = Controller(form="clerestory-controller/1", contact="C", data_protection_officer="D", complaints="E")
    assert letter(request, RECORDS, Sender("P", "S", known)).gaps == draft.gaps - 3


def test_the_letter_sends_the_request_to_the_giver_since_the_department_cannot_find_anybody():
    empty = Sender("The department", "A study", Controller(form="clerestory-controller/1"))
    first = letter(a_request(), RECORDS, empty).text
    assert "We pass your request on to\nSYN:FORCE:01." in first
    assert "UK GDPR Art 11" in first
    passed = letter(a_request(("passed to the giver", "2026-03-11")), RECORDS, empty).text
    assert "- SYN:FORCE:01: DPA 2018 s.45, by 2026-04-10" in passed
    assert "no name, and no proof" in passed
    assert "The person may complain to us" in passed  # it is the giver who reads this
    assert "You may complain to us" in first
    objection = letter(a_request(("passed to the giver", "2026-03-11"), right="objection"), RECORDS, empty).text
    assert "- SYN:FORCE:01: this regime has no such right; say so" in objection


def test_the_states_are_the_ones_of_the_table():
    assert {state.value: {n.value for n in nexts} for state, nexts in NEXT.items()} == MAY_FOLLOW
    assert {e.value for e in Exemption} >= {"research", "cannot identify"}


def test_a_giver_that_got_concern_notices_is_asked_to_look_among_them():
    controller = Controller(form="clerestory-controller/1")
    request = a_request(("passed to the giver", "2026-03-11"))
    for notified, asked in ((frozenset({"SYN:FORCE:01"}), True), (frozenset({"SYN:CSC:01"}), False)):
        text = letter(request, RECORDS, Sender("P", "S", controller, "", notified)).text
        assert ("We have sent you concern notices" in text) is asked
