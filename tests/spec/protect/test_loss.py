"""What a suppressed table has lost, worked out by hand and from the rows of the published table."""

from __future__ import annotations

from math import log

import numpy as np
import polars as pl
import pytest

from clerestory.model.rules import ThresholdRule
from clerestory.protect.hierarchies import Grid, protect_grid
from clerestory.protect.hierarchies.frames import published_columns
from clerestory.protect.linked import LinkedTables, protect_linked

AREA, SEX = ["N", "N", "S", "S"], ["F", "M", "F", "M"]


def test_a_two_by_two_table_loses_the_three_cells_that_protect_the_small_one():
    """3 is unsafe; hidden with it are 40, 50 and 60, since that costs less than any margin."""
    grid = Grid.of({"area": AREA, "sex": SEX}, [["area"], ["sex"]], np.array([3, 40, 50, 60]))
    lost = protect_grid(grid, ThresholdRule(5), seed=1).loss
    assert (lost.cells, lost.primary, lost.secondary, lost.value) == (9, 1, 3, 150)
    assert lost.log == pytest.approx(log(41) + log(51) + log(61))
    assert lost.hidden_prop == 1


def test_a_safe_table_and_one_without_cases_lose_nothing():
    for counts in ([9, 40, 50, 60], [0, 0, 0, 0]):
        grid = Grid.of({"area": AREA, "sex": SEX}, [["area"], ["sex"]], np.array(counts))
        lost = protect_grid(grid, ThresholdRule(5), seed=1).loss
        assert (lost.primary, lost.secondary, lost.value, lost.log, lost.hidden_prop) == (0, 0, 0, 0, 0)


@pytest.mark.parametrize("seed", range(4))
def test_the_figures_are_those_of_the_published_rows(seed):
    rng = np.random.default_rng(seed)
    codes = {"area": np.repeat(list("abcd"), 3).tolist(), "sex": list("fmx") * 4}
    counts = rng.poisson(rng.gamma(1, 9, 12))
    made = protect_grid(Grid.of(codes, [["area"], ["sex"]], counts), ThresholdRule(5), seed=seed)
    frame = pl.DataFrame(codes | {"n": counts})
    true = margins(frame)
    hidden = (
        pl.DataFrame(published_columns(made, "shown")).filter(pl.col("symbol") == "[c]").join(true, ["area", "sex"])
    )
    for_others = hidden.filter(pl.col("n") >= 5)["n"].to_list()
    inner = hidden.filter((pl.col("area") != "Total") & (pl.col("sex") != "Total"))["n"].sum()
    lost = made.loss
    assert lost.primary + lost.secondary == hidden.height
    assert (lost.secondary, lost.value) == (len(for_others), sum(for_others))
    assert lost.log == pytest.approx(sum(log(1 + n) for n in for_others))
    assert lost.hidden_prop == pytest.approx(inner / counts.sum())


def margins(frame: pl.DataFrame) -> pl.DataFrame:
    """Every cell of area by sex, added up anew."""
    parts = []
    for keys in ([], ["area"], ["sex"], ["area", "sex"]):
        total = pl.col("n").sum()
        part = frame.group_by(keys).agg(total) if keys else frame.select(total)
        parts.append(part.with_columns(pl.lit("Total").alias(k) for k in {"area", "sex"} - set(keys)))
    return pl.concat(part.select("area", "sex", "n") for part in parts)


def test_a_cell_that_two_tables_print_is_lost_once():
    """Sex and the total stand in both tables."""
    columns = {"area": AREA, "sex": SEX, "age": ["0", "1", "1", "0"]}
    counts = np.array([3, 40, 50, 60])
    tables = LinkedTables.of(columns, [[["area"], ["sex"]], [["sex"], ["age"]]], counts, zeros_published=True)
    made = protect_linked(tables, ThresholdRule(5), seed=1)
    hidden = {}
    for table in made.published():
        for row in np.flatnonzero(table.suppressed):
            where = {k: str(v[row]) for k, v in table.columns.items() if v[row] != "Total"}
            kept = [all(columns[k][n] == code for k, code in where.items()) for n in range(4)]
            hidden[tuple(sorted(where.items()))] = int(counts[kept].sum())  # the same codes are one cell
    for_others = [n for n in hidden.values() if n >= 5]
    lost = made.loss
    assert (lost.primary + lost.secondary, lost.secondary, lost.value) == (
        len(hidden),
        len(for_others),
        sum(for_others),
    )


def test_a_loss_that_is_shown_by_accident_says_how_many_cells_and_not_what_stood_in_them():
    grid = Grid.of({"area": AREA, "sex": SEX}, [["area"], ["sex"]], np.array([3, 40, 50, 60]))
    assert repr(protect_grid(grid, ThresholdRule(5), seed=1).loss) == "Loss(1 primary and 3 secondary of 9 cells)"
