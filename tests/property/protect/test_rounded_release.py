"""Rounding what was protected takes nothing back: brute force over every population that agrees with the print."""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from clerestory.model.commission import DataKind
from clerestory.model.rules import Preset, ThresholdRule
from clerestory.model.tables import ProtectedTable
from clerestory.protect import protect_tables
from clerestory.protect.perturb import rounded_table
from small_tables import cohort, grid, table

PRESET = Preset("TINY", ThresholdRule(3), frozenset({DataKind.SYNTHETIC}))
SIZES, MOST = (2, 3), 6
KINDS = np.array(list(product(range(MOST + 3), repeat=6)), dtype=np.int64)  # more of each kind than any is given


def summed(found: np.ndarray, row: int, column: int) -> np.ndarray:
    """A cell of the printed table, in which 0 is a total, of every population."""
    inner = found.reshape(-1, *SIZES)
    inner = inner if row == 0 else inner[:, [row - 1]]
    inner = inner if column == 0 else inner[:, :, [column - 1]]
    return inner.sum(axis=(1, 2))


def agreeing(printed: ProtectedTable, base: int) -> np.ndarray:
    """The populations that agree with each number, which stands for ``base`` true counts, and with each sign."""
    found = KINDS
    for (row, column), count in np.ndenumerate(np.array(printed.counts, dtype=object)):
        sums = summed(found, row, column)
        if count is None:
            found = found[sums >= 1]
        elif count == 0:
            found = found[sums == 0]  # a published 0 is a true zero
        else:
            found = found[(2 * (sums - count) < base) & (2 * (count - sums) <= base)]
    return found


@settings(max_examples=12, deadline=None, derandomize=True)
@given(values=st.lists(st.integers(0, MOST), min_size=6, max_size=6).filter(any), base=st.integers(2, 5))
def test_whatever_agrees_with_exact_counts_agrees_with_rounded_ones_and_no_unsafe_cell_is_pinned(values, base):
    of = cohort(*grid(SIZES, values))
    exact = protect_tables({"person": of}, [table(of, "t", "a", "b")], PRESET, secret=b"s").tables[0]
    rounded = rounded_table(replace(exact, rounding=((base,) * 4,) * 3))
    by_exact, by_rounded = agreeing(exact, 1), agreeing(rounded, base)
    kinds = {population.tobytes() for population in by_rounded}
    assert {population.tobytes() for population in by_exact} <= kinds
    for (row, column), count in np.ndenumerate(np.array(values).reshape(SIZES)):
        if 0 < count < 3:
            possible = set(summed(by_rounded, row + 1, column + 1).tolist())
            assert possible >= set(summed(by_exact, row + 1, column + 1).tolist())
            assert len(possible) > 1
