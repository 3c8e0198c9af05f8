"""What a table tells apart, and so which rules of a preset hold for it; and tables that are too fine."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from clerestory import pipeline
from clerestory.analyse import area_level, cell_scope, scope_of
from clerestory.errors import RuleSetError
from clerestory.model.commission import CrossTable, OverlapTable
from clerestory.model.rules import AreaLevel, TableScope
from clerestory.study import read_instrument, shipped_instrument

INSTRUMENT = read_instrument(shipped_instrument())
TEMPLATE = Path(pipeline.__file__).parents[1] / "synthetic" / "template"
REGION = {"investigation.lead_body": "region"}


def cross(*variables, groups=None, only=None):
    rows, columns = (*variables, None)[:2]
    return CrossTable(
        id="t", title="T", count="suspect", rows=rows, columns=columns, groups=groups or {}, only=only or {}
    )


def overlap(**groups):
    return OverlapTable(kind="overlap", id="t", title="T", count="victim", lists="return.provider", **groups)


@pytest.mark.parametrize(
    ("request_", "level", "scope"),
    [
        (cross("suspect.sex", "suspect.ethnicity_sde"), AreaLevel.NATIONAL, TableScope.NATIONAL),
        (cross("investigation.lead_body"), AreaLevel.FORCE, TableScope.BELOW_NATIONAL),
        (cross("investigation.lead_body", groups=REGION), AreaLevel.REGION, TableScope.BELOW_NATIONAL),
        # one force alone is no national table
        (
            cross("suspect.sex", only={"investigation.lead_body": ("E23000001",)}),
            AreaLevel.FORCE,
            TableScope.BELOW_NATIONAL,
        ),
        (
            cross("suspect.sex", "suspect.ethnicity_sde", only={"offence.outcome": ("1",)}),
            AreaLevel.NATIONAL,
            TableScope.CROSSED,
        ),
        (
            cross("suspect.sex", "investigation.lead_body", only={"offence.outcome": ("1",)}),
            AreaLevel.FORCE,
            TableScope.CROSSED,
        ),
        (overlap(), AreaLevel.FORCE, TableScope.BELOW_NATIONAL),  # the lists of forces
        (overlap(groups={"return.provider": "provider_kind"}), AreaLevel.NATIONAL, TableScope.NATIONAL),
    ],
)
def test_areas_and_the_number_of_variables_decide(request_, level, scope):
    assert area_level(request_, INSTRUMENT) is level
    assert scope_of(request_, INSTRUMENT) is scope


NOWHERE = frozenset({"not_recorded"})
KNOWN = {
    "investigation.lead_body": frozenset({"E12", "E13"}),
    "suspect.sex": frozenset({"M", "F"}),
    "suspect.ethnicity_sde": frozenset({"A", "B"}),
    "return.provider=n": frozenset({"on", "off"}),
    "return.provider=s": frozenset({"on", "off"}),
}
AREA, SEX, ETHNICITY = list(KNOWN)[:3]
BY_AREA = cross(SEX, AREA)


def cell(**conditions):
    return frozenset((name, frozenset(codes)) for name, codes in conditions.items())


@pytest.mark.parametrize(
    ("request_", "conditions", "scope"),
    [
        # margins of a table by area are the nation's, also that of all whose area is known
        (BY_AREA, {}, TableScope.NATIONAL),
        (BY_AREA, {SEX: ["M"]}, TableScope.NATIONAL),
        (BY_AREA, {AREA: ["E12", "E13"], SEX: ["M"]}, TableScope.NATIONAL),
        (BY_AREA, {AREA: ["E12"]}, TableScope.BELOW_NATIONAL),
        (BY_AREA, {AREA: NOWHERE, SEX: ["M"]}, TableScope.BELOW_NATIONAL),
        # three conditions, an area among them or not
        (BY_AREA, {AREA: ["E12"], SEX: ["M"], ETHNICITY: ["A"]}, TableScope.CROSSED),
        (BY_AREA, {AREA: ["E12"], SEX: ["M", "F"], ETHNICITY: ["A"]}, TableScope.BELOW_NATIONAL),
        # being on two lists is one variable, and the lists of forces are areas
        (overlap(), {"return.provider=n": ["on"], "return.provider=s": ["on"]}, TableScope.BELOW_NATIONAL),
        (
            overlap(groups={"return.provider": "provider_kind"}),
            {"return.provider=n": ["on"], "return.provider=s": ["on"]},
            TableScope.NATIONAL,
        ),
    ],
)
def test_a_cell_is_judged_by_what_it_tells_apart_itself(request_, conditions, scope):
    assert cell_scope(request_, cell(**conditions), KNOWN, INSTRUMENT) is scope


def test_a_table_of_three_variables_by_region_stops_the_run_before_it_begins(tmp_path):
    root = tmp_path / "study"
    shutil.copytree(TEMPLATE, root)
    settings = root / "study.toml"
    finer = """
[[tables]]
id = "t99"
title = "Suspects by sex, outcome and region"
count = "suspect"
rows = "suspect.sex"
columns = "offence.outcome"
only = { "investigation.lead_body" = ["E12000001"] }
groups = { "investigation.lead_body" = "region" }

[[charts]]"""
    settings.write_text(settings.read_text(encoding="utf-8").replace("\n[[charts]]", finer, 1), encoding="utf-8")
    with pytest.raises(RuleSetError, match=r"study\.toml, table t99: crosses 3 variables below national level"):
        pipeline.run(root)
    assert not (root / "vault" / "cases").exists()
