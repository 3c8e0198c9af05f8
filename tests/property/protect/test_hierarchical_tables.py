"""The promise of a hierarchical table against brute force: every table in whole numbers that agrees with it."""

from __future__ import annotations

import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.attackers import Attacker
from clerestory.model.rules import ThresholdRule
from clerestory.protect.hierarchies import protect_frame
from clerestory.protect.hierarchies.engine import ZeroRule
from published_tables import Cell, Shape, consistent, pinned, pinned_for_people, shape_of

THRESHOLD = 3
MOST = 8  # cases in a table
MORE = 3  # more cases that an attacker who does not see the total has to think of

SHAPES = pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape_of(sex=["f", "m", "u", "x"]), id="one dimension"),
        pytest.param(shape_of(area_place=["N/n1", "N/n2", "S/s1", "S/s2", "S/s3"]), id="places in areas"),
        pytest.param(shape_of(area_place=["N/n1", "S/s1", "S/s2"], sex=["f", "m"]), id="an area of one place, by sex"),
        pytest.param(
            shape_of(land_area_place=["E/N/n1", "E/N/n2", "E/S/s1", "W/W/w1", "W/W/w2"]), id="three levels deep"
        ),
        pytest.param(shape_of(sex=["f", "m"], age=["0", "1", "2"]), id="two dimensions"),
        pytest.param(shape_of(sex=["f", "m", "x"], age=["0", "1", "2"]), id="three by three"),
        pytest.param(shape_of(area_place=["N/n1", "N/n2", "S/s1", "S/s2"], sex=["f", "m"]), id="places by sex"),
        pytest.param(shape_of(sex=["f", "m"], age=["0", "1"], role=["v", "s"]), id="three dimensions"),
        pytest.param(
            shape_of(area_place=["N/n1", "N/n2"], sex=["f", "m"], role=["v", "s"]), id="places by sex by role"
        ),
        pytest.param(
            shape_of(area_place=["N/n1", "N/n2", "S/s1"], crime_offence=["V/v1", "V/v2", "T/t1"]), id="two hierarchies"
        ),
    ],
)
OUTSIDER, BOTH = (Attacker.OUTSIDER,), (Attacker.OUTSIDER, Attacker.SINGLETON)
FEW = settings(max_examples=12, deadline=None, derandomize=True)
FEWER = settings(max_examples=5, deadline=None, derandomize=True)
MANY = settings(max_examples=300, deadline=None, derandomize=True)


@SHAPES
@FEW
@given(data=st.data())
def test_no_attacker_can_compute_an_unsafe_cell(shape, data):
    nothing_is_pinned(shape, data)


@pytest.mark.slow
@SHAPES
@MANY
@given(data=st.data())
def test_no_attacker_can_compute_an_unsafe_cell_of_thousands_of_tables(shape, data):
    nothing_is_pinned(shape, data)


@SHAPES
@FEWER
@given(data=st.data())
def test_what_is_published_is_true_and_safe(shape, data):
    published_cells_are_true_and_safe(shape, data)


@pytest.mark.slow
@SHAPES
@MANY
@given(data=st.data())
def test_what_is_published_of_thousands_of_tables_is_true_and_safe(shape, data):
    published_cells_are_true_and_safe(shape, data)


@SHAPES
@FEWER
@given(data=st.data())
def test_the_same_table_and_seed_give_the_same_result_in_any_order_of_rows(shape, data):
    order_of_rows_changes_nothing(shape, data)


@pytest.mark.slow
@SHAPES
@MANY
@given(data=st.data())
def test_thousands_of_tables_give_the_same_result_in_any_order_of_rows(shape, data):
    order_of_rows_changes_nothing(shape, data)


def nothing_is_pinned(shape: Shape, data) -> None:
    values, zeros, attackers = drawn(shape, data)
    counts = shape.counts(values)
    unsafe = [cell for cell, n in counts.items() if 0 < n < THRESHOLD]

    table, _ = protect(pl.DataFrame(shape.columns(values)), shape, zeros=zeros, attackers=attackers)

    shown = printed(shape, table)
    found = consistent(shape, shown, least=1 if zeros.published else 0, most=sum(values) + MORE)
    assert values in found.tolist()  # what brute force looks through holds the truth
    assert pinned(shape, found, unsafe) == [], (values, shown)
    if attackers == BOTH:
        assert pinned_for_people(shape, found, values, unsafe) == [], (values, shown)


def published_cells_are_true_and_safe(shape: Shape, data) -> None:
    values, zeros, attackers = drawn(shape, data)
    counts = shape.counts(values)

    table, proof = protect(pl.DataFrame(shape.columns(values)), shape, zeros=zeros, attackers=attackers)

    shown = printed(shape, table)
    assert shown.keys() == counts.keys()
    assert {cell: n for cell, n in shown.items() if n is not None and n != counts[cell]} == {}
    hidden = {cell for cell, n in shown.items() if n is None}
    unsafe = {cell for cell, n in counts.items() if 0 < n < THRESHOLD}
    assert unsafe <= hidden
    assert not zeros.published or all(counts[cell] for cell in hidden)
    assert bool(hidden) == bool(unsafe)  # nothing is hidden where there is nothing to protect
    assert len(proof.unsafe) == len(unsafe)


def order_of_rows_changes_nothing(shape: Shape, data) -> None:
    values, zeros, attackers = drawn(shape, data)
    frame = pl.DataFrame(shape.columns(values))
    order = data.draw(st.permutations(range(len(values))))

    table, proof = protect(frame, shape, zeros=zeros, attackers=attackers)
    again, proof_again = protect(frame, shape, zeros=zeros, attackers=attackers)
    shuffled, proof_shuffled = protect(frame[list(order)], shape, zeros=zeros, attackers=attackers)

    assert table.write_csv() == again.write_csv() == shuffled.write_csv()
    assert proof == proof_again == proof_shuffled


def test_brute_force_sees_what_a_bad_pattern_gives_away():
    """An unsafe cell that is hidden alone is pinned; two of which one is a person's own are pinned for that person."""
    shape = shape_of(sex=["f", "m", "x"])
    f, m, x = shape.inner
    shown = {((),): 8, f: 1, m: 2, x: 5}
    alone = consistent(shape, shown | {m: None}, least=1, most=11)
    assert alone.tolist() == [[1, 2, 5]]
    assert pinned(shape, alone, [m]) == [m]
    pair = consistent(shape, shown | {f: None, m: None}, least=0, most=11)
    assert sorted(pair.tolist()) == [[0, 3, 5], [1, 2, 5], [2, 1, 5], [3, 0, 5]]
    assert pinned(shape, pair, [f, m]) == []
    assert pinned_for_people(shape, pair, [1, 2, 5], [f, m]) == [(f, m)]
    assert pinned_for_people(shape, pair, [2, 2, 4], [f, m]) == []


def test_a_person_knows_the_margins_that_hold_nobody_else():
    """The one woman of n1 is the one person of N as well; with the total she knows what is left for the south."""
    shape = shape_of(area_place=["N/n1", "S/s1"], sex=["f", "m"])
    values = [1, 0, 2, 9]
    north = (("N",), ())
    unsafe = [north, (("N", "n1"), ("f",)), (("S", "s1"), ("f",)), (("S",), ("f",))]
    shown = {cell: n if n in (0, 9, 12) else None for cell, n in shape.counts(values).items()}
    found = consistent(shape, shown, least=1, most=16)
    assert pinned(shape, found, unsafe) == []
    told = {cell for _, cell in pinned_for_people(shape, found, values, unsafe)}
    assert north not in told
    assert told == {(("S", "s1"), ("f",)), (("S",), ("f",))}


def drawn(shape: Shape, data) -> tuple[list[int], ZeroRule, tuple[Attacker, ...]]:
    size = len(shape.inner)
    values = data.draw(st.lists(st.integers(0, 4), min_size=size, max_size=size))
    for i in data.draw(st.permutations(range(size))):  # cases are taken away here and there until few are left
        values[i] = max(0, values[i] - max(0, sum(values) - MOST))
    return (
        values,
        ZeroRule(published=data.draw(st.booleans())),
        data.draw(st.sampled_from([OUTSIDER, BOTH])),
    )


def protect(frame: pl.DataFrame, shape: Shape, *, zeros: ZeroRule, attackers: tuple[Attacker, ...]):
    return protect_frame(frame, shape.dims, "n", ThresholdRule(THRESHOLD), seed=7, zeros=zeros, attackers=attackers)


def printed(shape: Shape, table: pl.DataFrame) -> dict[Cell, int | None]:
    """Read a published table; each cell stands there once, with a number or [c] and never both."""
    rows = table.to_dicts()
    assert all((row["n"] is None) == (row["symbol"] == "[c]") for row in rows)
    found = {shape.cell_of(row): row["n"] for row in rows}
    assert len(found) == len(rows)
    return found
