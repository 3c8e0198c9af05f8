"""Tables of which only the largest contributor and the number of them are known: by brute force, and public ones."""

from __future__ import annotations

from itertools import product
from pathlib import Path

import numpy as np
import polars as pl
import pytest
from scipy import optimize, sparse

from clerestory.errors import TableError
from clerestory.model.attackers import Attacker
from clerestory.model.rules import DominanceRule, OperationRule, PPercentRule, TableRules, ThresholdRule
from clerestory.protect import protect_frame, protect_linked_frame
from clerestory.protect.hierarchies.tabulated import CONTRIBUTOR, Tabulated, with_contributors

SDC = Path(__file__).parents[3] / ".." / "shared" / "data" / "sdc"
external = [
    pytest.mark.external,
    pytest.mark.skipif(not SDC.exists(), reason="the public data in ../shared is not here"),
]
OUTSIDER = [Attacker.OUTSIDER]
NAMED = {Attacker.OPERATION: CONTRIBUTOR}
FEWEST, SHARE = 3, 85
RULES = TableRules(ThresholdRule(1), operations=OperationRule(FEWEST, 1), dominance=DominanceRule(1, SHARE))
ACTIVITY, NUTS = ("A10", "A21", "A88"), ("NUTS2", "NUTS3")


def partitions(total: int, largest: int, number: int) -> list[list[int]]:
    """All ways in which a number of contributors can give a total, the largest first and nobody nothing."""
    if number == 0:
        return [[]] if total == 0 else []
    return [
        [first, *rest]
        for first in range(1, min(largest, total) + 1)
        for rest in partitions(total - first, first, number - 1)
    ]


@pytest.mark.parametrize("looked_at", [1, 2, 3])
def test_contributors_are_as_concentrated_as_the_true_ones_can_be_and_no_more(looked_at):
    tried = 0
    for total, largest, number in product(range(1, 13), range(1, 13), range(1, 6)):
        possible = [parts for parts in partitions(total, largest, number) if parts[0] == largest]
        if not possible:
            continue
        tried += 1
        rules = TableRules(ThresholdRule(1), dominance=DominanceRule(looked_at, 50))
        cell = pl.DataFrame({"code": ["a"], "value": [total], "most": [largest], "many": [number]})
        rows = with_contributors(cell, "value", Tabulated("most", "many", rules))
        named = rows.filter(pl.col(CONTRIBUTOR) != "")["value"].to_list()
        assert rows["value"].sum() == total
        assert len(named) == min(number, looked_at)
        for n in range(1, looked_at + 1):
            assert sum(named[:n]) == max(sum(parts[:n]) for parts in possible), (total, largest, number)
    assert tried > 100


@pytest.mark.parametrize(
    ("total", "largest", "number"),
    [
        (10, 11, 3),  # the largest has more than all
        (10, 2, 3),  # three of at most two cannot have ten
        (10, 9, 1),  # one who has less than all there is
        (10, 10, 0),  # nobody has ten
    ],
)
def test_what_cannot_be_true_is_refused_by_its_row_and_without_the_numbers(total, largest, number):
    cells = pl.DataFrame({"code": ["a", "b"], "value": [5, total], "most": [5, largest], "many": [1, number]})
    with pytest.raises(TableError, match="row 2: has a largest contributor") as told:
        with_contributors(cells, "value", Tabulated("most", "many", RULES))
    assert "10" not in str(told.value)


def test_the_second_largest_is_as_large_as_it_can_be_for_the_rule_of_p_percent():
    """50 of 90, and three others: the second may have 38, which leaves 2, less than a tenth of 50."""
    cells = pl.DataFrame({"code": list("abc"), "value": [90, 900, 800], "most": [50, 100, 90], "many": [4, 40, 40]})
    rules = TableRules(ThresholdRule(1), p_percent=PPercentRule(10))
    rows = with_contributors(cells, "value", Tabulated("most", "many", rules))
    table, proof = protect_frame(rows, [["code"]], "value", rules, seed=1, attackers=OUTSIDER, contributors=NAMED)
    assert [table["code"][row] for row in proof.unsafe] == ["a"]


def turnover(name: str) -> tuple[pl.DataFrame, pl.DataFrame]:
    """Inner cells of a public table with the levels of their codes, in whole units, and all its rows as they are."""
    every = pl.read_csv(SDC / f"rtauargus_MIT__turnover_{name}.csv", infer_schema_length=None)
    inner = every
    for column, levels, file in (("ACTIVITY", ACTIVITY, "activity_corr_table"), ("NUTS", NUTS, "nuts23_fr_corr_table")):
        if column in every.columns:
            codes = pl.read_csv(SDC / f"rtauargus_MIT__{file}.csv").with_columns(pl.col(levels[-1]).alias(column))
            inner = inner.join(codes, on=column).drop(column)
    flat = [column for column in ("SIZE", "CJ") if column in every.columns]
    inner = inner.filter(*(pl.col(column) != "Total" for column in flat))
    return inner.with_columns(pl.col("TOT", "MAX").round().cast(pl.Int64)), every


PUBLIC = {
    "act_size": (ACTIVITY, ("SIZE",)),
    "act_cj": (ACTIVITY, ("CJ",)),
    "nuts_size": (NUTS, ("SIZE",)),
    "nuts_cj": (NUTS, ("CJ",)),
}


def margins(inner: pl.DataFrame, dims: tuple[tuple[str, ...], ...]) -> pl.DataFrame:
    """Every cell of a table with its total, its number of contributors and the largest of them, added up anew."""
    levels = [level for levels in dims for level in levels]
    parts = []
    for kept in product(*(range(len(levels) + 1) for levels in dims)):
        by = [level for levels, depth in zip(dims, kept, strict=True) for level in levels[:depth]]
        figures = pl.col("TOT").sum(), pl.col("N_OBS").sum(), pl.col("MAX").max()
        part = inner.group_by(by).agg(figures) if by else inner.select(figures)
        parts.append(part.with_columns(pl.lit("Total").alias(level) for level in levels if level not in by))
    return pl.concat(part.select(*levels, "TOT", "N_OBS", "MAX") for part in parts)


def unsafe_rows(cells: pl.DataFrame) -> pl.DataFrame:
    return cells.filter(
        (pl.col("TOT") > 0) & ((pl.col("N_OBS") < FEWEST) | (100 * pl.col("MAX") > SHARE * pl.col("TOT")))
    )


def asked_width(total: int, largest: int) -> int:
    """The upper and the lower protection level together, where one contributor has more than 85 percent."""
    upper = max(0, -(-100 * largest // SHARE) - total)
    return max(1, upper + min(upper, total))


def linear_widths(tables: list[pl.DataFrame], inner: pl.DataFrame, wanted: list[dict]) -> list[float]:
    """How far apart the least and the largest value of some cells lie, by programmes over the inner cells alone."""
    codes = {column: inner[column].to_numpy() for column in inner.columns if inner[column].dtype == pl.String}

    def belongs(row: dict) -> np.ndarray:
        return np.logical_and.reduce(
            [(codes[level] == row[level]) | (row[level] == "Total") for level in codes if level in row]
        )

    rows = [row for table in tables for row in table.iter_rows(named=True)]
    held = sparse.csr_array(np.array([belongs(row) for row in rows], dtype=float))
    values = np.array([np.nan if row["TOT"] is None else row["TOT"] for row in rows])
    shown, scale = ~np.isnan(values), inner["TOT"].sum()
    low, high = held[np.flatnonzero(shown)], held[np.flatnonzero(~shown)]
    widths = []
    for row in wanted:
        ends = [
            optimize.linprog(
                sign * belongs(row).astype(float),
                A_eq=low,
                b_eq=values[shown] / scale,
                A_ub=-high,
                b_ub=-np.ones(high.shape[0]) / scale,
            )
            for sign in (1, -1)
        ]
        assert all(end.success for end in ends)
        widths.append(-(ends[0].fun + ends[1].fun) * scale)
    return widths


@pytest.mark.parametrize("name", [pytest.param(name, marks=external) for name in PUBLIC])
def test_each_contributor_of_a_public_table_is_in_one_inner_cell(name):
    """What is assumed of tabulated contributors: the printed margins have the sums, and the largest of the largest."""
    dims = PUBLIC[name]
    inner, every = turnover(name)
    printed = {tuple(row[:-3]): row[-3:] for row in every.select(*every.columns[:2], "TOT", "N_OBS", "MAX").rows()}
    cells = margins(inner, dims)
    assert cells.height == len(printed)
    for *codes, total, number, largest in cells.rows():
        code = [each for each in codes[: len(dims[0])] if each != "Total"]
        of = printed[(code[-1] if code else "Total"), codes[-1]]
        assert (number, largest) == (of[1], round(of[2]))
        assert total == pytest.approx(of[0], abs=inner.height / 2)


@pytest.mark.parametrize("name", [pytest.param(name, marks=external) for name in PUBLIC])
def test_a_public_table_hides_all_that_its_largest_contributors_make_unsafe(name):
    dims = PUBLIC[name]
    inner, _ = turnover(name)
    rows = with_contributors(inner, "TOT", Tabulated("MAX", "N_OBS", RULES))
    table, proof = protect_frame(rows, dims, "TOT", RULES, seed=1, attackers=OUTSIDER, contributors=NAMED)
    wanted = unsafe_rows(margins(inner, dims))
    levels = [level for dimension in dims for level in dimension]
    assert set(table.select(levels)[list(proof.unsafe)].rows()) == set(wanted.select(levels).rows())
    hidden_and_wide([table], inner, [wanted])


@pytest.mark.external
@pytest.mark.skipif(not SDC.exists(), reason="the public data in ../shared is not here")
def test_public_tables_that_share_margins_are_safe_for_a_reader_of_all():
    """Activity by size, place by size, and activity by place at their coarsest: made of one table of all three."""
    tables = [[ACTIVITY, ("SIZE",)], [NUTS, ("SIZE",)], [("A10",), ("NUTS2",)]]
    inner, _ = turnover("act_nuts_size")
    rows = with_contributors(inner, "TOT", Tabulated("MAX", "N_OBS", RULES))
    made, _ = protect_linked_frame(rows, tables, "TOT", RULES, seed=1, attackers=OUTSIDER, contributors=NAMED)
    hidden_and_wide(made, inner, [unsafe_rows(margins(inner, dims)) for dims in tables])


def hidden_and_wide(tables: list[pl.DataFrame], inner: pl.DataFrame, unsafe: list[pl.DataFrame]) -> None:
    """Every unsafe cell is hidden; of a sample of those that need a width a reader of all tables finds no less."""
    tried = 0
    for table, wanted in zip(tables, unsafe, strict=True):
        levels = [column for column in table.columns if column not in ("TOT", "symbol")]
        assert table.filter(pl.col("symbol") == "[c]").join(wanted, levels).height == wanted.height
        asked = {row[:-3]: asked_width(row[-3], row[-1]) for row in wanted.rows()}
        # Below this the tolerance of the programme, a part of the total, would be as wide as what is asked for.
        wide = [
            row for row in wanted.sort(levels).iter_rows(named=True) if asked[codes_of(row)] > inner["TOT"].sum() / 1e5
        ]
        sample = wide[:: len(wide) // 8 + 1]
        tried += len(sample)
        for row, width in zip(sample, linear_widths(tables, inner, sample), strict=True):
            assert width >= asked[codes_of(row)] * (1 - 1e-3), row
    assert tried > 3


def codes_of(row: dict) -> tuple[str, ...]:
    return tuple(value for column, value in row.items() if column not in ("TOT", "N_OBS", "MAX"))
