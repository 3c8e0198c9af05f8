"""The page on estimating the scale, followed literally, and what the reference page says of options and fields."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from clerestory.model.findings.scale import Method
from clerestory.model.findings.scale_form import ScaleForm
from followed import follow

ROOT = Path(__file__).parents[2]
REFERENCE = (ROOT / "docs" / "reference" / "scale.md").read_text(encoding="utf-8")
METHODS = (ROOT / "docs" / "methods" / "scale.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("clone")
    done = follow("estimate-the-scale.md", clone)
    return clone / "build" / "scale", done


def test_every_block_does_what_it_says(followed):
    folder, done = followed
    assert [run.stderr for run in done if run.returncode] == []
    mark, headline, *_ = done[1].stdout.split("\n\n")
    assert mark.startswith("SYNTHETIC: ")
    assert headline.startswith("Between ")
    assert (folder / "scale.svg").exists()
    assert json.loads((folder / "scale.json").read_text())["number_given"] is True


def test_every_method_and_field_has_its_line():
    assert [m.value for m in Method if f"`{m.value}`" not in METHODS] == []
    assert [name for name in ScaleForm.model_fields if f"`{name}`" not in REFERENCE] == []
