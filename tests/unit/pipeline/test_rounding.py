"""To which base each cell of a study is rounded: by what it tells apart, the same wherever it is printed."""

from __future__ import annotations

from types import MappingProxyType

import pytest

from clerestory.analyse import engine_on, tabulate
from clerestory.model.commission import DataKind
from clerestory.model.rules import Preset, TableRules, TableScope, ThresholdRule
from clerestory.pipeline import Stage, run
from clerestory.pipeline.stages.rounding import with_bases
from clerestory.protect import protect_tables
from clerestory.study import open_study
from studies import CLOCK, small_study

RULES = [TableRules(ThresholdRule(6), rounding_base=base) for base in (10, 5, 20)]
ROUNDING = Preset(
    "P",
    ThresholdRule(6),
    frozenset({DataKind.SYNTHETIC}),
    scopes=MappingProxyType(dict(zip(TableScope, RULES, strict=True))),
)
PLAIN = Preset("Q", ThresholdRule(6), frozenset({DataKind.SYNTHETIC}))
TABLES = """
[[tables]]
id = "t1"
title = "By sex"
count = "person"
rows = "person.sex"

[[tables]]
id = "t2"
title = "By region and sex"
count = "person"
rows = "person.region"
columns = "person.sex"

[[tables]]
id = "t3"
title = "Men by region and age"
count = "person"
rows = "person.region"
columns = "person.age"
only = { "person.sex" = ["m"] }
"""
REGIONS, SEXES, AGES = ["n", "s"], ["m", "f"], ["u", "o"]


@pytest.fixture(scope="module")
def protected(tmp_path_factory):
    people = [(r, s, a) for r in REGIONS for s in SEXES for a in AGES for _ in range(37)]
    root = small_study(
        tmp_path_factory.mktemp("rounding") / "study",
        {"region": REGIONS, "sex": SEXES, "age": AGES},
        people,
        tables=TABLES,
    )
    run(root, [Stage.COLLECT], clock=CLOCK)
    study = open_study(root)
    made = tabulate(study.instrument, engine_on("polars", study.vault / "cases"), study.settings.tables)
    scopes = dict(zip(["t1", "t2", "t3"], TableScope, strict=True))
    done = protect_tables(made.cohorts, made.tables, ROUNDING, secret=b"s", scopes=scopes)
    return study, made.cohorts, done.tables


def bases(protected):
    """For each table its bases by the keys of row and column."""
    study, cohorts, tables = protected
    return [
        {
            (row.key, column.key): table.rounding[r][c]
            for r, row in enumerate(table.shape.rows)
            for c, column in enumerate(table.shape.columns)
        }
        for table in with_bases(study, ROUNDING, cohorts, tables)
    ]


def test_a_margin_has_the_base_of_the_nation_and_an_area_its_own(protected):
    t1, t2, t3 = bases(protected)
    assert set(t1.values()) == {10}
    assert {key: t2[key, "m"] for key in ("total", "n", "s")} == {"total": 10, "n": 5, "s": 5}
    # of three variables where all three choose cases, of fewer where one is a margin
    assert (t3["n", "u"], t3["n", "total"], t3["total", "u"], t3["total", "total"]) == (20, 5, 10, 10)


def test_the_same_cases_have_the_same_base_in_every_table(protected):
    t1, t2, t3 = bases(protected)
    assert t1["total", "total"] == t2["total", "total"]
    assert t1["m", "total"] == t2["total", "m"] == t3["total", "total"]
    assert t2["n", "m"] == t3["n", "total"]


def test_counts_stay_exact_and_a_preset_without_rounding_asks_for_none(protected):
    study, cohorts, tables = protected
    made = with_bases(study, ROUNDING, cohorts, tables)
    assert [table.counts for table in made] == [table.counts for table in tables]
    assert not all(table.is_printable for table in made)
    assert with_bases(study, PLAIN, cohorts, tables) == tables
