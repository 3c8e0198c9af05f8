"""Which case may be spoken of: every stage with linked matters and the police's word, written out (rules L5 to L7)."""

from __future__ import annotations

import csv
import datetime as dt
import itertools
from pathlib import Path

import pytest

from clerestory.model.redaction.holds import CaseRecord, HoldState, Why, hold_on, states_of_stages
from clerestory.model.redaction.orders import Order, Section
from clerestory.study import read_instrument, shipped_instrument

DAY = dt.date(2026, 6, 1)
A, H, N, C = HoldState.ACTIVE, HoldState.HOLD, HoldState.NOTEXT, HoldState.CLEAR
STAGES = states_of_stages(read_instrument(shipped_instrument()).codelists["proceedings_stage"])

# Police release:        CLEAR         HOLD or none   NOTEXT         ACTIVE
# Linked matters:        N   not N     N   not N      N   not N      N   not N
TABLE = {
    "P0": ((H, A), (H, A), (H, A), (A, A)),  # intelligence
    "P1": ((H, A), (H, A), (H, A), (A, A)),  # under investigation, nobody arrested
    "P2": ((A, A), (A, A), (A, A), (A, A)),  # arrested, or warrant or summons
    "P3": ((A, A), (A, A), (A, A), (A, A)),  # charged
    "P4": ((A, A), (A, A), (A, A), (A, A)),  # trial
    "P5": ((A, A), (A, A), (A, A), (A, A)),  # convicted, not sentenced
    "P5A": ((A, A), (A, A), (A, A), (A, A)),  # appeal window open
    "P6": ((C, A), (H, A), (N, A), (A, A)),  # convicted and sentenced
    "P7": ((N, A), (H, A), (N, A), (A, A)),  # acquitted
    "P8": ((N, A), (H, A), (N, A), (A, A)),  # discontinued
    "P9": ((A, A), (A, A), (A, A), (A, A)),  # appeal lodged
    "P10": ((A, A), (A, A), (A, A), (A, A)),  # retrial
    "UNK": ((H, A), (H, A), (H, A), (A, A)),  # not known
    "": ((H, A), (H, A), (H, A), (A, A)),  # missing
}
RELEASES = (("CLEAR",), ("HOLD", "", "nonsense"), ("NOTEXT",), ("ACTIVE",))
LINKED = (("N",), ("Y", "NS", "NA_", "NR", ""))


def _rows():
    for stage, columns in TABLE.items():
        for releases, cells in zip(RELEASES, columns, strict=True):
            for linked, state in zip(LINKED, cells, strict=True):
                yield from ((stage, link, release, state) for link, release in itertools.product(linked, releases))


def test_the_table_has_every_stage_of_the_code_list():
    path = Path(str(shipped_instrument())) / "codelists" / "proceedings_stage.csv"
    with path.open(newline="") as file:
        assert {row["code"] for row in csv.DictReader(file)} | {""} == set(TABLE)


@pytest.mark.parametrize(("stage", "linked", "release", "state"), list(_rows()))
def test_a_hold_is_computed_from_stage_linked_matters_and_release(stage, linked, release, state):
    hold = hold_on(DAY, [CaseRecord("inv1", stage, linked, release)], STAGES)
    assert hold.state is state
    assert hold.may_be_spoken_of is (state is C)
    assert (hold.code == "") is (state is C)


@pytest.mark.parametrize(
    ("record", "why", "public"),
    [
        (CaseRecord("i", "P3", "N", "CLEAR"), Why.STAGE_ACTIVE, "ACTIVE"),
        (CaseRecord("i", "P6", "Y", "CLEAR"), Why.LINKED, "ACTIVE"),
        (CaseRecord("i", "P7", "N", "CLEAR"), Why.NOT_CONVICTED, "PERS"),
        # an operational hold is neither confirmed nor denied, whatever the reason
        (CaseRecord("i", "P6", "N", "HOLD"), Why.NOT_RELEASED, "NCND"),
        (CaseRecord("i", "P1", "N", "CLEAR"), Why.INVESTIGATED, "NCND"),
        # a linked trial makes nobody arrested who was not
        (CaseRecord("i", "P1", "Y", "CLEAR"), Why.LINKED, "NCND"),
        (CaseRecord("i", "P0", "N", "ACTIVE"), Why.SAID_ACTIVE, "NCND"),
    ],
)
def test_the_public_is_told_less_than_the_vault_where_nobody_was_arrested(record, why, public):
    hold = hold_on(DAY, [record], STAGES)
    assert (hold.why, hold.public_code) == (why, public)


def test_of_several_records_the_strictest_counts_in_any_order():
    free, live = CaseRecord("i", "P6", "N", "CLEAR"), CaseRecord("i", "P4", "N", "CLEAR")
    assert [hold_on(DAY, order, STAGES).state for order in ([free, live], [live, free])] == [A, A]


def test_a_case_without_record_is_held():
    assert hold_on(DAY, (), STAGES, investigation="i").why is Why.NO_RECORD


def test_a_postponing_order_holds_a_case_that_nothing_else_holds():
    free = CaseRecord("i", "P6", "N", "CLEAR")
    hold = hold_on(DAY, [free], STAGES, orders=[Order("i", Section.CCA_4)])
    assert (hold.state, hold.code) == (A, "COURT")


@pytest.mark.parametrize(
    ("record", "review"),
    [
        (CaseRecord("i", "P6", "N", "CLEAR"), dt.date(2027, 6, 1)),  # a year at most
        (CaseRecord("i", "P6", "N", "CLEAR", dt.date(2029, 1, 1)), dt.date(2027, 6, 1)),  # whatever the giver says
        (CaseRecord("i", "P6", "N", "CLEAR", dt.date(2026, 9, 9)), dt.date(2026, 9, 9)),
        (CaseRecord("i", "P6", "N", "CLEAR", dt.date(2026, 1, 1)), DAY),  # overdue, so due now
        (CaseRecord("i", "P5A", "N", "CLEAR"), dt.date(2026, 6, 29)),  # when the appeal window has closed
    ],
)
def test_a_hold_is_looked_at_again_within_a_year_and_sooner_where_something_ends(record, review):
    assert hold_on(DAY, [record], STAGES).review == review
