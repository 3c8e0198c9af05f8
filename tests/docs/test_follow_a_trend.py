"""The page on following a trend, followed literally, and what the reference page says of options and fields."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clerestory.model.findings.trend_form import TrendForm, TrendPartForm
from followed import follow

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "trends.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("trend")
    done = follow("follow-a-trend.md", clone)
    return clone / "build" / "trend", done


def test_every_block_does_what_it_says(followed):
    folder, done = followed
    assert [run.stderr for run in done if run.returncode] == []
    mark, headline, *_ = done[1].stdout.split("\n\n")
    assert mark.startswith("SYNTHETIC: ")
    assert headline.startswith("Recorded offences (definition COCAD) rose")
    assert "per 100 recorded offences fell" in done[2].stdout
    assert "The trend turned at about" in done[1].stdout
    assert (folder / "trend.svg").exists()
    assert json.loads((folder / "trend.json").read_text())["form"] == "clerestory-trend/1"


def test_every_field_has_its_line():
    fields = [*TrendForm.model_fields, *TrendPartForm.model_fields]
    assert [name for name in fields if f"`{name}`" not in REFERENCE] == []
