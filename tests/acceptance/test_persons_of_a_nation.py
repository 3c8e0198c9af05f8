"""A synthetic nation counted by person, from the encodings of its givers to an estimate, against its truth."""

from __future__ import annotations

import json
from pathlib import Path

import polars as pl
import pytest

from clerestory import pipeline
from clerestory.model.tables import ProtectedTable
from clerestory.pipeline import Stage
from studies import CLOCK

SCALE = """
[link]

[[scale]]
id = "s1"
persons = "victim"
lists = "provider_kind"
title = "How many victims there may be"
methods = ["independence", "stepwise"]
replicates = 200
"""


@pytest.fixture(scope="module")
def nation(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("persons") / "nation"
    pipeline.synthesise(root, persons=400, givers=6, seed=3)
    toml = (root / "study.toml").read_text(encoding="utf-8")
    toml = toml.replace('count = "victim"\n', 'count = "victim"\ncount_by = "person"\n')
    (root / "study.toml").write_text(toml + SCALE, encoding="utf-8")
    pipeline.run(root, [Stage.COLLECT, Stage.LINK, Stage.ANALYSE, Stage.PROTECT], clock=CLOCK)
    return root


def truth(root: Path, name: str) -> int:
    return pl.read_parquet(root.with_name(f"{root.name}.truth") / f"{name}.parquet").height


@pytest.mark.slow
def test_every_victim_whom_some_body_knows_counts_once(nation):
    known = truth(nation, "victims")
    table = json.loads((nation / "vault" / "tables" / "table-t3.json").read_text())
    low, high = ProtectedTable.from_json(
        json.loads((nation / "vault" / "protected" / "table-t3.json").read_text())
    ).shape.persons.range_of(table["counts"][0][0], 5)
    assert low <= known <= high
    assert abs(table["counts"][0][0] - known) <= 2


@pytest.mark.slow
def test_the_spread_holds_the_victims_whom_nobody_knows_too(nation):
    printed = json.loads((nation / "vault" / "protected" / "scale-s1.json").read_text())
    everybody = truth(nation, "victims") + truth(nation, "hidden_victims")
    assert printed["lists"] == ["Police force", "National Crime Agency", "Children's social care", "Voluntary body"]
    assert printed["spread"]["low"] <= everybody <= printed["spread"]["high"]
    assert printed["links"]["missed"]["high"] >= 0.01
