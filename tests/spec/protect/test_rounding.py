"""Deterministic rounding and what it loses, on values worked by hand."""

from __future__ import annotations

import numpy as np
import pytest

from clerestory.errors import ProtectionError, RuleSetError, TableError
from clerestory.model.tables import ProtectedTable
from clerestory.protect.hierarchies import Grid
from clerestory.protect.perturb import RoundingBase, Utility, round_to_base, rounded_table, utility_of
from papers import shape


@pytest.mark.parametrize(
    ("base", "true", "published"),
    [
        (5, [0, 1, 2, 3, 7, 8, 12], [0, 0, 0, 5, 5, 10, 10]),  # an odd base has no halves
        (10, [0, 4, 5, 14, 15, 25], [0, 0, 10, 10, 20, 30]),  # halves go up, to odd and even multiples alike
        (2, [0, 1, 2, 3], [0, 2, 2, 4]),  # the smallest base
    ],
)
def test_a_count_goes_to_the_nearest_multiple_and_halves_go_up(base, true, published):
    assert round_to_base(np.array(true), RoundingBase(base)).tolist() == published


@pytest.mark.parametrize("base", [2, 3, 5, 10])
def test_every_published_value_above_zero_stands_for_as_many_true_values_as_the_base(base):
    values, times = np.unique(round_to_base(np.arange(base * 20 + base // 2), RoundingBase(base)), return_counts=True)
    assert set(times[(values > 0) & (values < 20 * base)]) == {base}


@pytest.mark.parametrize("base", [1, 0, -5])
def test_a_base_below_two_is_refused(base):
    with pytest.raises(RuleSetError, match="the rounding base"):
        RoundingBase(base)


def test_a_negative_count_is_refused_and_not_quoted():
    with pytest.raises(TableError, match="out of range") as refused:
        round_to_base(np.array([-48613]), RoundingBase(5))
    assert "48613" not in str(refused.value)


def test_margins_rounded_on_their_own_leave_gaps_that_are_counted():
    # a 2 + b 2 + c 2 = 6, published 0 + 0 + 0 and 5
    grid = Grid.of({"area": ["a", "b", "c"]}, [["area"]], np.array([2, 2, 2]))
    assert utility_of(grid, round_to_base(grid.counts, RoundingBase(5))) == Utility(4, 4, 7, 2, 1)


# The nation to 10, a force to 5; a row that is hidden, and one that is empty.
EXACT = ((1004, 345, 282, 63, 659), (23, 17, 12, 6, None), (0, 0, None, 0, 0))
BASES = ((10,) * 5, (5,) * 5, (5,) * 5)
PUBLISHED = ((1000, 350, 280, 60, 660), (25, 15, 10, 5, None), (0, 0, None, 0, 0))


def test_a_protected_table_leaves_with_each_count_at_the_base_of_its_cell():
    exact = ProtectedTable(shape(), EXACT, rounding=BASES)
    published = rounded_table(exact)
    assert published.counts == PUBLISHED
    assert not exact.is_printable
    assert published.is_printable
    assert rounded_table(published) == published
    assert ProtectedTable.from_json(exact.as_json()) == exact


def test_a_table_without_bases_leaves_as_it_is_and_is_written_as_before():
    table = ProtectedTable(shape(), EXACT)
    assert rounded_table(table) is table
    assert table.is_printable
    assert set(table.as_json()) == {"shape", "counts", "whole", "percent_base"}


def test_a_count_that_would_be_published_as_0_is_refused_and_not_quoted():
    table = ProtectedTable(shape(), EXACT, rounding=((30,) * 5, *BASES[1:2], (50,) * 5))
    rounded_table(table)
    with pytest.raises(ProtectionError, match="as 0 that is none") as refused:
        rounded_table(ProtectedTable(shape(), EXACT, rounding=((50,) * 5, (50,) * 5, (5,) * 5)))
    assert "23" not in str(refused.value)
    assert "12" not in str(refused.value)
