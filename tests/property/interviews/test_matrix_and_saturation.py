"""Matrices against an attacker by brute force, and saturation against every order."""

from __future__ import annotations

import itertools
import uuid

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from clerestory.interviews.matrix import CodedKinds, code_tables, joined, known_kinds, without_kinds
from clerestory.interviews.saturation import mean_met, saturation_curve
from clerestory.model.interviews.coded import Coded
from clerestory.model.interviews.findings import Saturation, SaturationSettings
from clerestory.model.interviews.project import Code
from clerestory.model.interviews.register import NO_CASE, ConsentScope, Interview, Proceedings
from clerestory.model.rules import ThresholdRule
from clerestory.protect import protect_tables
from clerestory.protect.rules.outputs import printed_saturation, shown_kinds
from clerestory.study import shipped_presets

FLOOR = 6
KINDS = ("OFF", "PRAC", "SURV")
SETTINGS = settings(max_examples=25, deadline=None, derandomize=True, suppress_health_check=[HealthCheck.too_slow])


def coded_kinds(given_by_kind: list[tuple[int, int]]) -> CodedKinds:
    """Interviews with one code: for each kind how many were given it, and how many not."""
    interviews, rows = {}, []
    for kind, (with_code, without) in zip(KINDS, given_by_kind, strict=False):
        for number in range(with_code + without):
            pseudonym = f"{kind}{number}"
            if number < with_code:
                rows.append((len(interviews), 0, 0, 0, 1))
            interviews[pseudonym] = Interview(pseudonym, NO_CASE, kind, ConsentScope.CODING, None)
    code = Code(str(uuid.UUID(int=1)), ("code",), is_codable=True)
    codings = np.array(rows, dtype=np.int64).reshape(-1, 5)
    coded = Coded(tuple(interviews), (code,), 1, codings, dict.fromkeys(interviews, "x"))
    by_kind = {kind: sum(one.kind == kind for one in interviews.values()) for kind in KINDS}
    shown = shown_kinds(by_kind, ThresholdRule(FLOOR))
    return CodedKinds(coded, interviews, {kind: kind for kind in KINDS if kind in shown}, Proceedings(), {})


def printed(found: CodedKinds):
    cohorts, tables = code_tables(found)
    for asked in (tables[0], without_kinds(tables[0])):
        done = protect_tables(
            cohorts, [asked], shipped_presets()["THRESHOLD-6"], secret=b"x" * 32, earlier=known_kinds(found)
        ).tables[0]
        if done.suppressed < done.shape.size[0] * done.shape.size[1]:
            break
    return joined(found, [done])


@SETTINGS
@given(st.lists(st.tuples(st.integers(0, 12), st.integers(0, 12)), min_size=1, max_size=3))
def test_whoever_tries_every_filling_pins_no_small_count(cells):
    found = coded_kinds(cells)
    if len(found.interviews) < FLOOR:
        return  # nothing is printed of so few, which the pipeline refuses
    table = printed(found)
    row, kinds = table.counts
    true = true_row(found)
    assert [value for value, count in zip(row, true, strict=True) if value not in (None, count)] == []
    assert all(value == 0 or value >= FLOOR for value in row if value is not None)
    possible = fillings(row, kinds)
    for at, count in enumerate(true):
        rest = kinds[at] - count
        if 0 < count < FLOOR or 0 < rest < FLOOR:
            assert len({filling[at] for filling in possible}) > 1


def true_row(found: CodedKinds) -> list[int]:
    """The counts with the code by column, counted here."""
    given, at = found.coded.applied[:, 0], found.at
    counts = [int((given & (at == kind)).sum()) for kind in range(len(found.kinds.leaves))]
    return [*counts, sum(counts)] if len(counts) > 1 else counts


def fillings(row, kinds):
    """Every row of counts that agrees with what is printed."""
    width = len(row) - 1 if len(row) > 1 else 1
    ranges = [[row[at]] if row[at] is not None else range(kinds[at] + 1) for at in range(width)]
    rows = ([*inner, sum(inner)] if len(row) > 1 else list(inner) for inner in itertools.product(*ranges))
    return [made for made in rows if row[-1] is None or made[-1] == row[-1]]


@given(st.dictionaries(st.sampled_from("abcdef"), st.integers(0, 40)), st.integers(2, 12))
def test_kinds_that_are_not_shown_are_as_many_as_the_floor_or_none(interviews, floor):
    shown = shown_kinds(interviews, ThresholdRule(floor))
    rest = sum(number for kind, number in interviews.items() if kind not in shown)
    assert all(interviews[kind] >= floor for kind in shown)
    assert rest == 0 or rest >= floor or not shown


@given(
    st.integers(1, 6).flatmap(
        lambda n: st.lists(st.lists(st.booleans(), min_size=n, max_size=n), min_size=1, max_size=4)
    )
)
def test_the_mean_of_saturation_is_that_of_every_order(columns):
    used = np.array([column for column in columns if any(column)] or [[True] * len(columns[0])]).T
    orders = [
        np.logical_or.accumulate(used[list(order)]).sum(axis=1) for order in itertools.permutations(range(len(used)))
    ]
    assert mean_met(used) == pytest.approx(np.mean(orders, axis=0))


def test_random_orders_lie_around_the_mean_of_all():
    applied = np.random.default_rng(3).random((30, 12)) < 0.15
    found = saturation_curve(applied, SaturationSettings(orders=400))
    assert found.codes == applied.any(axis=0).sum()
    assert found.mean[-1] == pytest.approx(found.codes)
    assert ((found.low <= found.mean + 1e-9) & (found.mean <= found.high + 1e-9)).mean() > 0.9
    again = saturation_curve(applied, SaturationSettings(orders=400))
    assert np.array_equal(again.low, found.low)


@pytest.mark.parametrize(
    ("interviews", "points"),
    [
        (9, []),  # too few for a curve
        (15, []),  # a point after 5 is under the floor, one after 10 leaves 5
        (16, [10]),
        (40, [10, 15, 20, 25, 30]),
    ],
)
def test_points_leave_as_many_interviews_as_the_floor_on_either_side(interviews, points):
    curve = np.linspace(1, 8, interviews)
    made = printed_saturation(Saturation(interviews, 8, curve, curve, curve), ThresholdRule(FLOOR), orders=100)
    assert [point.interviews for point in made.points] == points
    assert all(isinstance(point.mean, int) for point in made.points)
