"""Bounds of the true counts of a rounded table against every table of whole numbers that rounds to it."""

from __future__ import annotations

from itertools import product

import numpy as np
import polars as pl
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.errors import TableError
from clerestory.protect.audit.rounded import RoundedTo, audit_rounded
from clerestory.protect.hierarchies.files import published_of
from clerestory.protect.perturb import RoundingBase, round_to_base
from published_tables import shape_of

MOST = 9  # of an inner cell: counts to 3 are printed as 5 at most, which stands for 9 at most
SHAPES = pytest.mark.parametrize(
    "shape",
    [
        pytest.param(shape_of(area_place=["N/n1", "N/n2", "S/s1", "S/s2"]), id="places in areas"),
        pytest.param(shape_of(sex=["f", "m"], age=["0", "1"]), id="two by two"),
        pytest.param(shape_of(area_place=["N/n1", "N/n2", "S/s1"]), id="an area of one place"),
    ],
)


@SHAPES
@settings(max_examples=15, deadline=None, derandomize=True)
@given(data=st.data())
def test_bounds_are_those_of_all_tables_that_round_to_the_published_one(shape, data):
    base = data.draw(st.sampled_from([2, 3, 5]), label="base")
    to = data.draw(st.sampled_from(RoundedTo))
    values = data.draw(st.lists(st.integers(0, 3), min_size=len(shape.inner), max_size=len(shape.inner)))
    counts = shape.counts(values)
    printed = {cell: rounded(n, base, data if to is RoundedTo.NEIGHBOUR else None) for cell, n in counts.items()}
    done = audit_rounded(published(shape, printed), RoundingBase(base), to=to)
    inner = np.array(list(product(range(MOST + 1), repeat=len(shape.inner))))
    sums = np.column_stack([inner[:, inside].sum(axis=1) for inside in shape.members.values()])
    seen = np.array([printed[cell] for cell in shape.members])
    apart = sums - seen
    # The nearest multiple, an exact half up; or a multiple less than a base away.
    fits = (2 * apart < base) & (2 * apart >= -base) if to is RoundedTo.NEAREST else abs(apart) < base
    left = sums[fits.all(axis=1)]
    assert done.intervals.low.tolist() == left.min(axis=0).tolist()
    assert done.intervals.high.tolist() == left.max(axis=0).tolist()
    assert done.intervals.exact.all()
    assert done.revealed.tolist() == np.flatnonzero(left.min(axis=0) == left.max(axis=0)).tolist()


def rounded(n, base, data):
    if data is None:
        return int(round_to_base(np.array([n]), RoundingBase(base))[0])
    return n // base * base + (base if n % base and data.draw(st.booleans()) else 0)


def published(shape, printed):
    rows = []
    for cell, n in printed.items():
        row = {}
        for path, levels in zip(cell, shape.dims, strict=True):
            row |= dict(zip(levels, (*path, *["Total"] * (len(levels) - len(path))), strict=True))
        rows.append(row | {"n": str(n), "symbol": ""})
    return published_of(pl.DataFrame(rows), shape.dims, "the table")


def test_a_table_worked_by_hand():
    # To base 5, 1 and 1 and 1 are 0 each and their sum 3 is 5: three counts of at most 2 are 3 to 6 in all.
    shape = shape_of(sex=["f", "m", "x"])
    total, *parts = shape.counts([2, 2, 2])
    done = audit_rounded(published(shape, {total: 5, **dict.fromkeys(parts, 0)}), RoundingBase(5))
    assert done.intervals.low.tolist() == [3, 0, 0, 0]
    assert done.intervals.high.tolist() == [6, 2, 2, 2]
    assert not len(done.revealed)
    # Four counts of at most 2 whose sum is at least 8 are 2 each.
    four = shape_of(sex=["f", "m", "x", "y"])
    total, *parts = four.counts([2, 2, 2, 2])
    done = audit_rounded(published(four, {total: 10, **dict.fromkeys(parts, 0)}), RoundingBase(5))
    assert done.intervals.low.tolist() == done.intervals.high.tolist() == [8, 2, 2, 2, 2]
    assert done.revealed.tolist() == [0, 1, 2, 3, 4]


@pytest.mark.parametrize(("total", "why"), [(7, "base 5"), (50, "margins contradict each other")])
def test_a_table_that_cannot_be_rounded_like_this_is_refused(total, why):
    shape = shape_of(sex=["f", "m"])
    root, *parts = shape.counts([0, 0])
    with pytest.raises(TableError, match=why):
        audit_rounded(published(shape, {root: total, **dict.fromkeys(parts, 5)}), RoundingBase(5))
