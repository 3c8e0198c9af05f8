"""Intervals of hidden cells against brute force: every table in whole numbers that agrees with what is published."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from scipy.optimize import linprog

from clerestory.errors import TableError
from clerestory.model.rules import ThresholdRule
from clerestory.protect import audit_frame, protect_frame
from clerestory.protect.audit.equations import equations_of
from clerestory.protect.audit.intervals import feasibility_intervals
from clerestory.protect.audit.table_audit import Criterion
from clerestory.protect.hierarchies.engine import ZeroRule
from clerestory.protect.hierarchies.files import published_of
from published_tables import consistent, shape_of

SHARED = Path(__file__).parents[3] / ".." / "shared"
SHAPES = pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape_of(area_place=["N/n1", "N/n2", "S/s1", "S/s2"]), id="places in areas"),
        pytest.param(shape_of(sex=["f", "m", "x"], age=["0", "1", "2"]), id="three by three"),
        pytest.param(shape_of(area_place=["N/n1", "N/n2", "S/s1"], sex=["f", "m"]), id="places by sex"),
        pytest.param(shape_of(sex=["f", "m"], age=["0", "1"], role=["v", "s"]), id="three dimensions"),
    ],
)


@SHAPES
@settings(max_examples=25, deadline=None, derandomize=True)
@given(data=st.data())
def test_every_interval_is_the_one_that_enumeration_gives(shape, data):
    intervals_are_exact(shape, data)


@pytest.mark.slow
@SHAPES
@settings(max_examples=1000, deadline=None, derandomize=True)
@given(data=st.data())
def test_every_interval_of_thousands_of_tables_is_the_one_that_enumeration_gives(shape, data):
    intervals_are_exact(shape, data)


def intervals_are_exact(shape, data):
    least = data.draw(st.integers(0, 1))
    cases = data.draw(st.lists(st.integers(0, len(shape.inner) - 1), max_size=8))
    values = np.bincount(np.array(cases, dtype=int), minlength=len(shape.inner)).tolist()
    counts = shape.counts(values)
    total = tuple(() for _ in shape.dims)
    may = [cell for cell, n in counts.items() if n >= least and cell != total]
    hidden = set(data.draw(st.lists(st.sampled_from(may), unique=True))) if may else set()
    printed = {cell: None if cell in hidden else n for cell, n in counts.items()}
    table = published(shape, printed)
    found = feasibility_intervals(table, least=least, narrow=np.inf)
    quick = feasibility_intervals(table, least=least, enough=1.0)
    tables = consistent(shape, printed, least=least, most=sum(values))
    cells = [cell for cell in counts if cell in hidden]
    sums = [tables[:, shape.members[cell]].sum(axis=1) for cell in cells]
    assert found.exact.all()
    assert found.low.tolist() == [s.min() for s in sums]
    assert found.high.tolist() == [s.max() for s in sums]
    assert quick.pinned.tolist() == [len(set(s)) == 1 for s in sums]


def published(shape, printed):
    rows = []
    for cell, n in printed.items():
        row = {}
        for path, levels in zip(cell, shape.dims, strict=True):
            row |= dict(zip(levels, (*path, *["Total"] * (len(levels) - len(path))), strict=True))
        rows.append(row | {"n": "" if n is None else str(n), "symbol": "[c]" if n is None else ""})
    return published_of(pl.DataFrame(rows), shape.dims, "the table")


def linear_interval(table, cell, least=0):
    system = equations_of(table, least)
    ends = []
    for sign in (1, -1):
        cost = np.zeros(len(system.rows))
        cost[cell] = sign
        done = linprog(cost, A_eq=system.A.toarray(), b_eq=system.b, bounds=(least, None))
        ends.append(sign * done.fun)
    return ends


def test_a_table_worked_by_hand():
    # N 9 and S 8 by area, 7 women and 10 men: of the women in N at most 6, as one is in S and two men would be -1.
    codes = list(product(["N", "S", "Total"], ["F", "M", "Total"]))
    counts = [None, None, 9, None, None, 8, 7, 10, 17]
    frame = frame_of(codes, counts)
    found, audit = audit_frame(frame, [["area"], ["sex"]])
    assert found.select("low", "high").rows() == [(1, 6), (3, 8), (1, 6), (2, 7)]
    assert not len(audit.pinned)
    assert found["exact"].all()


def test_margins_that_contradict_each_other_are_named():
    codes = list(product(["N", "S", "Total"], ["F", "M", "Total"]))
    with pytest.raises(TableError, match="rows 2, 3, 4") as error:
        audit_frame(frame_of(codes, [4, 6, 9, None, None, 8, 7, 10, 17]), [["area"], ["sex"]])
    assert "contradict" in error.value.what


def test_no_whole_table_at_all_is_an_error_and_not_an_interval():
    codes = list(product(["N", "S", "Total"], ["F", "M", "Total"]))
    with pytest.raises(TableError, match="contradict"):
        audit_frame(frame_of(codes, [None, None, 9, None, None, 8, 7, 9, 17]), [["area"], ["sex"]])


def frame_of(codes, counts):
    return pl.DataFrame(
        {
            "area": [a for a, _ in codes],
            "sex": [s for _, s in codes],
            "n": counts,
            "symbol": ["[c]" if n is None else "" for n in counts],
        }
    )


def test_linear_programmes_of_another_interface_give_the_same_bounds():
    draws = np.random.default_rng(5)
    cells = pl.DataFrame(
        [(a, s, g, int(draws.poisson(6))) for a, s, g in product("abcd", "fmx", "0123")],
        schema=["area", "sex", "age", "n"],
        orient="row",
    )
    table, proof = protect_frame(cells, [["area"], ["sex"], ["age"]], "n", ThresholdRule(5), seed=1)
    text = table.with_columns(pl.col("n").cast(pl.String).fill_null(""))
    seen = published_of(text, [["area"], ["sex"], ["age"]], "the table")
    found = feasibility_intervals(seen, least=1)
    for cell in range(0, len(found.rows), 3):
        low, high = linear_interval(seen, cell, least=1)
        assert found.low[cell] >= np.ceil(low - 1e-6)
        assert found.high[cell] <= np.floor(high + 1e-6)
        assert (found.seen_low[cell], found.seen_high[cell]) >= (found.low[cell], found.low[cell])
    _, audit = audit_frame(table, [["area"], ["sex"], ["age"]], proof=proof, people=5, criterion=Criterion.PINNED)
    assert not len(audit.pinned)


@pytest.mark.external
@pytest.mark.skipif(not SHARED.exists(), reason="the public data in ../shared is not here")
@pytest.mark.parametrize(
    ("name", "dims", "count"),
    [
        ("ssbtools_MIT__z1.csv", [["region"], ["hovedint"]], "ant"),
        ("ssbtools_MIT__z2.csv", [["fylke", "region"], ["hovedint"]], "ant"),
        ("ssbtools_MIT__z3.csv", [["fylke", "region"], ["hovedint"], ["mnd"]], "ant"),
    ],
)
def test_no_unsafe_cell_of_a_known_table_is_pinned(name, dims, count):
    frame = pl.read_csv(SHARED / "data" / "sdc" / name)
    table, proof = protect_frame(frame, dims, count, ThresholdRule(4), seed=1, zeros=ZeroRule(published=True))
    _, audit = audit_frame(table, dims, proof=proof, criterion=Criterion.PINNED)
    assert len(audit.intervals.rows)
    assert not len(audit.pinned)
