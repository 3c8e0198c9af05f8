"""The page on inspecting a PDF, followed literally, and what the reference page says of faults and fields."""

from __future__ import annotations

import json
from pathlib import Path

import jsonschema
import pytest

from clerestory.cli.reference import pages
from clerestory.model.redaction.inspection import MEANING, REMEDY, Fault, Sureness, Way
from clerestory.model.redaction.inspection_form import InspectedForm, InspectionForm, TraceForm
from followed import follow

REFERENCE = (Path(__file__).parents[2] / "docs" / "reference" / "inspection.md").read_text(encoding="utf-8")


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("clone")
    done = follow("inspect-a-pdf.md", clone)
    return clone / "build" / "inspect", done


def test_every_block_of_the_page_does_what_it_says(followed):
    _, done = followed
    assert [run.stderr for run in done if run.returncode] == []
    assert "page 1, box" in done[1].stdout
    assert "text under a shape that was drawn over it" in done[1].stdout
    assert "Quennell" not in "".join(run.stdout + run.stderr for run in done)
    assert "letter-page-1.png" in done[2].stdout


def test_the_record_agrees_with_its_schema(followed):
    made = json.loads((followed[0] / "letter.json").read_text())
    jsonschema.Draft202012Validator(json.loads(pages()["schemas/inspection.schema.json"])).validate(made)
    assert [trace["fault"] for trace in made["files"][0]["traces"]] == ["text-under-shape"]


@pytest.mark.parametrize("names", [Fault, Sureness, Way])
def test_every_fault_and_sureness_is_on_the_page(names):
    assert [one.value for one in names if f"`{one.value}`" not in REFERENCE] == []


@pytest.mark.parametrize("form", [InspectionForm, InspectedForm, TraceForm])
def test_every_field_is_on_the_page(form):
    assert [name for name in form.model_fields if f"`{name}`" not in REFERENCE] == []


def test_every_fault_has_its_meaning_and_remedy():
    assert set(MEANING) == set(REMEDY) == set(Fault)
