"""Protection by worked example: a small table, and what a reader may and may not learn from it."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest

from clerestory.model.attackers import Attacker
from clerestory.model.commission import DataKind
from clerestory.model.rules import Preset, ThresholdRule
from clerestory.model.tables import Position
from clerestory.protect import engine, protect_tables
from clerestory.study import shipped_presets
from small_tables import cohort, on_lists, positions, table, table_of

SIX = shipped_presets()["THRESHOLD-6"]
FROM_OUTSIDE = replace(SIX, attackers=frozenset({Attacker.OUTSIDER}))


def counts_of(rows):
    """{(a0, b0): ..} from rows of numbers."""
    return {(f"a{i}", f"b{j}"): n for i, row in enumerate(rows) for j, n in enumerate(row)}


def protected(rows, preset=SIX, secret=b"s"):
    codes = {"a": [f"a{i}" for i in range(len(rows))], "b": [f"b{j}" for j in range(len(rows[0]))]}
    of = cohort(codes, counts_of(rows))
    return protect_tables({"person": of}, [table(of, "t1", "a", "b")], preset, secret=secret)


def inner(result):
    """The printed numbers without the totals."""
    return [list(row[1:]) for row in result.tables[0].counts[1:]]


@pytest.mark.parametrize(
    ("count", "hidden"), [(0, False), (1, True), (5, True), (6, False)], ids=["zero", "one", "just below", "threshold"]
)
def test_a_count_is_unsafe_from_one_to_just_below_the_threshold(count, hidden):
    result = protected([[count, 40, 40], [40, 40, 40], [40, 40, 40]])
    assert (inner(result)[0][0] is None) == hidden
    if not hidden:
        assert result.tables[0].suppressed == 0


def test_one_small_cell_takes_a_rectangle_with_it():
    """Hiding one number of a row alone would leave it to subtraction, and the same for its column."""
    result = protected([[3, 40, 50], [41, 42, 43], [60, 61, 62]])
    hidden = np.array([[n is None for n in row] for row in inner(result)])
    assert hidden[0, 0]
    assert (hidden.sum(axis=0)[hidden.any(axis=0)] >= 2).all()
    assert (hidden.sum(axis=1)[hidden.any(axis=1)] >= 2).all()
    assert hidden.sum() == 4
    assert result.tables[0].counts[0][0] == 402  # margins stay


def test_two_small_cells_of_a_row_do_not_protect_each_other_if_their_sum_is_small():
    """2 + 1 = 3: the row total and the third number would print a sum of 3 as plainly as a cell."""
    rows = [[2, 1, 50], [40, 41, 42], [60, 61, 62]]
    printed = inner(protected(rows))
    shown = sum(n for n in printed[0] if n is not None)
    total = protected(rows).tables[0].counts[1][0]
    assert total is None or total - shown == 0 or total - shown >= 6


def test_zeros_are_published_and_protect_nothing():
    printed = inner(protected([[3, 0, 50], [0, 42, 43], [60, 61, 62]]))
    assert printed[0][1] == printed[1][0] == 0


@pytest.mark.parametrize("seed", range(5))
def test_the_pattern_sees_grades_alone(seed):
    """Another number of the same grade (unsafe; or between two doublings of the threshold) moves no [c].

    That is so for the outsider; a person who is alone in a cell is seen by the choice as well, as a 1 is no 2.
    """
    rng = np.random.default_rng(seed)
    one = rng.integers(0, 60, (4, 5))
    other = one.copy()
    other[(one > 0) & (one < 6)] = rng.integers(1, 6, ((one > 0) & (one < 6)).sum())

    def pattern(rows):
        printed = protected(rows.tolist(), FROM_OUTSIDE).tables[0]
        return [[n is None for n in row] for row in printed.counts]

    totals = [[rows.sum(axis=0), rows.sum(axis=1), rows.sum(keepdims=True).ravel()] for rows in (one, other)]
    assert all((graded(x) == graded(y)).all() for x, y in zip(*totals, strict=True))  # the seeds are chosen so
    assert (one != other).any()
    assert pattern(one) == pattern(other)


def graded(numbers):
    return np.array([0 if n == 0 else 1 if n < 6 else 6 * 2 ** int(np.log2(n / 6)) for n in numbers])


def test_the_secret_decides_between_equals_and_the_same_secret_decides_the_same():
    rows = [[3, 40, 40, 40], [40, 40, 40, 40], [40, 40, 40, 40], [40, 40, 40, 40]]
    chosen = {tuple(map(tuple, inner(protected(rows, secret=bytes([n]))))) for n in range(12)}
    assert len(chosen) > 1
    assert inner(protected(rows, secret=b"x")) == inner(protected(rows, secret=b"x"))


def test_what_the_attacker_pins_is_withheld_as_a_whole(monkeypatch):
    """A suppressor that hides the small cell alone: the attacker subtracts, and the table does not go out."""
    monkeypatch.setattr(engine, "suppressed_cells", lambda *args, **_: args[3].unsafe.copy())
    result = protected([[3, 40, 50], [41, 42, 43], [60, 61, 62]])
    assert result.tables[0].whole
    assert all(n is None for row in result.tables[0].counts for n in row)


def test_a_linked_table_of_which_nothing_is_pinned_stays(monkeypatch):
    monkeypatch.setattr(engine, "suppressed_cells", lambda *args, **_: args[3].unsafe.copy())
    codes = {"a": ["a0", "a1"], "b": ["b0", "b1"], "c": ["c0", "c1"]}
    values = [3, 0, 20, 20, 20, 20, 30, 30]
    kinds = [(f"a{i}", f"b{j}", f"c{k}") for i in (0, 1) for j in (0, 1) for k in (0, 1)]
    of = cohort(codes, dict(zip(kinds, values, strict=True)))
    made = [table(of, "t1", "a", "b"), table(of, "t2", "b", "c")]
    result = protect_tables({"person": of}, made, SIX, secret=b"s")
    assert [t.whole for t in result.tables] == [True, False]
    assert result.tables[1].suppressed == 0


def test_nearly_every_unsafe_cell_has_a_population_that_is_published_alike():
    """The rest is told apart only by somebody who has the study's secret; docs/methods/protection.md says so.

    That is so for the outsider. Against people who are alone in a cell the choice sees which cells these are.
    """
    unsafe = alike = 0
    for seed in range(12):
        rng = np.random.default_rng(seed)
        rows = rng.poisson(rng.gamma(0.7, 14, (5, 4))).tolist()
        result = protected(rows, FROM_OUTSIDE)
        (proof,) = result.proofs
        unsafe += len(proof.unsafe)
        alike += len({cell for witness in proof.audit.witnesses if witness.alike for cell in witness.cells})
    assert unsafe > 50
    assert alike >= 0.9 * unsafe


def test_a_preset_with_a_higher_threshold_hides_more():
    rows = [[9, 40, 50], [41, 42, 43], [60, 61, 62]]
    high = Preset("TEN", ThresholdRule(10), frozenset({DataKind.SYNTHETIC}))
    assert protected(rows).tables[0].suppressed == 0
    assert protected(rows, high).tables[0].suppressed == 4


def test_all_cases_beside_some_of_them_do_not_tell_the_rest():
    """43 persons of a0, 40 of them women: no table prints the 3 men, and anybody can."""
    of = cohort(
        {"a": ["a0", "a1"], "s": ["F", "M"]}, {("a0", "F"): 40, ("a0", "M"): 3, ("a1", "F"): 25, ("a1", "M"): 31}
    )
    women = frozenset({("s", frozenset({"F"}))})
    rows, number = positions(of.classifications[0]), [Position("total", "Number")]
    everybody, some = protect_tables(
        {"person": of}, [table_of(of, "t1", rows, number), table_of(of, "t2", rows, number, women)], SIX, secret=b"s"
    ).tables
    assert None in (everybody.value("a0"), some.value("a0"))
    assert not everybody.whole
    assert not some.whole


def test_cases_on_two_lists_do_not_tell_those_on_one_alone():
    """33 on the first list, 30 of them also on the second: 3 on the first alone."""
    names = ["l0", "l1", "l2"]
    counts = {("on", "on", "off"): 30, ("on", "off", "off"): 3, ("off", "on", "on"): 40, ("off", "off", "on"): 50}
    of = cohort({name: ["on", "off"] for name in names}, counts)
    (overlap,) = protect_tables(
        {"person": of}, [table_of(of, "t1", on_lists(of), on_lists(of))], SIX, secret=b"s"
    ).tables
    assert None in (overlap.value("l0", "l0"), overlap.value("l0", "l1"))
