"""Rule V14: a giver of fewer than three investigations is accepted and never published alone."""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import polars as pl
import pytest

from case_returns import CASES, GIVER, GOOD, OTHER_GIVER, a_case_return
from clerestory.analyse import engine_on, tabulate
from clerestory.collect import collect_returns
from clerestory.model.commission import CrossTable, DataKind, OverlapTable
from clerestory.model.contributors import ContributorParts
from clerestory.model.rules import OperationRule, Preset, TableRules, TableScope, ThresholdRule
from clerestory.protect import protect_tables
from engines import NO_SPARK, ON_ONE_MACHINE
from small_populations import populations
from small_tables import cohort, table

SIX = ThresholdRule(6)
LARGE, SMALL = "g1", "g2"
CODES = {"giver": [LARGE, SMALL, "g3"], "sex": ["F", "M"]}


def of_givers(large, small, third):
    """Persons by giver and sex."""
    numbers = dict(zip(CODES["giver"], (large, small, third), strict=True))
    return cohort(CODES, {(g, s): n for g, both in numbers.items() for s, n in zip("FM", both, strict=True)})


def alone(made):
    marked = np.zeros(made.shape.size, dtype=bool)
    marked[[row.key for row in made.shape.rows].index(SMALL)] = True
    return replace(made, alone=marked)


def test_the_row_of_such_a_giver_is_withheld_zeros_among_them_and_cannot_be_computed():
    of = of_givers((3, 2), (4, 0), (2, 3))
    few = Preset("TINY", ThresholdRule(2), frozenset({DataKind.SYNTHETIC}))
    (result,) = protect_tables({"person": of}, [alone(table(of, "t", "giver", "sex"))], few, secret=b"s").tables
    rows = dict(zip([row.key for row in result.shape.rows], result.counts, strict=True))
    assert rows[SMALL] == (None, None, None)
    assert result.hides_zeros

    kinds = [(giver, sex) for giver in CODES["giver"] for sex in CODES["sex"]]
    every = populations(len(kinds), 16)
    for giver, counts in rows.items():
        for column, count in zip(["total", "F", "M"], counts, strict=True):
            inside = [n for n, (g, s) in enumerate(kinds) if giver in ("total", g) and column in ("total", s)]
            every = every if count is None else every[every[:, inside].sum(axis=1) == count]
    assert len(np.unique(every[:, 2:4].sum(axis=1))) > 1
    assert len(np.unique(every[:, 2])) > 1


def test_by_rule_s6_every_count_that_two_operations_alone_make_is_withheld():
    """Twenty persons are no small number; that two operations are all that is behind them makes the cell unsafe."""
    of = of_givers((40, 40), (20, 20), (40, 40))
    operations = [(row, f"o{row}-{part}", n) for row, n in enumerate(of.counts) for part, n in parts_of(row, int(n))]
    names = sorted({name for _, name, _ in operations})
    at = np.array([(row, names.index(name), n) for row, name, n in operations], dtype=np.int64).T
    of = replace(of, operations=ContributorParts(tuple(names), *at))
    rules = TableRules(SIX, OperationRule())
    preset = Preset("S6", SIX, frozenset({DataKind.SYNTHETIC}), scopes=dict.fromkeys(TableScope, rules))
    scopes = {"t": TableScope.NATIONAL}
    made = table(of, "t", "giver", "sex")
    (result,) = protect_tables({"person": of}, [made], preset, secret=b"s", scopes=scopes).tables
    rows = dict(zip([row.key for row in result.shape.rows], result.counts, strict=True))
    assert rows[SMALL][1:] == (None, None)
    assert rows["total"][0] == 200


def parts_of(row: int, persons: int):
    """Cells of the small giver (rows 2 and 3) have two operations, the others four."""
    number = 2 if row in (2, 3) else 4
    return [(part, persons // number) for part in range(number)]


@pytest.fixture
def cases(tmp_path):
    """The cases of a giver with two investigations, and of one whose three have a victim each."""
    a_case_return(tmp_path)
    found = collect_returns(tmp_path / "returns", CASES).cases
    other = {"return_provider": OTHER_GIVER, "return_ref": "r2"}
    rows = {
        "return": [{"return_id": "r2", "provider": OTHER_GIVER}],
        "investigation": [{"inv_pseudo": f"i{n}"} for n in range(3)],
        "offence": [{"off_pseudo": f"o{n}", "inv_pseudo": f"i{n}"} for n in range(3)],
        "victim": [{"vic_pseudo": f"v{n}"} for n in range(3)],
        "link_victim_offence": [{"vic_pseudo": f"v{n}", "off_pseudo": f"o{n}"} for n in range(3)],
    }
    for entity, frame in found.items():
        more = pl.DataFrame([other | row for row in rows.get(entity, [])], schema=frame.schema)
        pl.concat([frame, more]).write_parquet(tmp_path / f"{entity}.parquet")
    return tmp_path


@pytest.mark.parametrize("engine", ON_ONE_MACHINE)
@pytest.mark.parametrize(
    ("asked", "marked"),
    [
        # givers as rows: the row of the one with two investigations, and no other
        ({"rows": "return.provider"}, {(GIVER, "total")}),
        # as columns
        ({"rows": "victim.sex", "columns": "return.provider"}, {("total", GIVER), ("F", GIVER), ("known", GIVER)}),
        # their kind as rows: both are forces, who have five together
        ({"rows": "return.provider", "groups": {"return.provider": "provider_kind"}}, set()),
        # no givers at all
        ({"rows": "victim.sex"}, set()),
        # a table of that giver's cases alone
        ({"rows": "victim.sex", "only": {"return.provider": (GIVER,)}}, {("total", "total"), ("F", "total")}),
    ],
)
def test_the_cells_that_tell_such_a_giver_apart_are_marked(cases, engine, asked, marked):
    keys = marked_by(engine, cases, asked)
    assert marked <= keys
    assert bool(keys) == bool(marked)
    assert all(GIVER in pair or "only" in asked for pair in keys)


@NO_SPARK
def test_on_spark_too_the_cells_that_tell_such_a_giver_apart_are_marked(cases, lent_spark):
    asked = {"rows": "victim.sex", "columns": "return.provider"}
    assert marked_by("spark", cases, asked) == marked_by("polars", cases, asked) != set()


def marked_by(engine, cases, asked):
    request = CrossTable(id="t", title="T", count="victim", **asked)
    (made,) = tabulate(CASES, engine_on(engine, cases), [request]).tables
    shape = made.shape
    found = set() if made.alone is None else set(zip(*np.nonzero(made.alone), strict=True))
    return {(shape.rows[row].key, shape.columns[column].key) for row, column in found}


def test_lists_of_givers_are_told_apart_too(cases):
    request = OverlapTable(kind="overlap", id="t", title="T", count="victim", lists="return.provider")
    (made,) = tabulate(CASES, engine_on("polars", cases), [request]).tables
    rows = [row.key for row in made.shape.rows]
    assert made.alone is not None
    assert made.alone[rows.index(GIVER)].all()
    assert not made.alone[rows.index(OTHER_GIVER), rows.index(OTHER_GIVER)]
    assert not made.alone[0, 0]


def test_the_good_return_has_two_investigations():
    assert len(GOOD["investigation"]) == 2
