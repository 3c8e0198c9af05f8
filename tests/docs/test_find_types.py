"""The page on finding types, followed literally, and what the reference page says of fields."""

from __future__ import annotations

import json
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from clerestory.cli.reference import pages
from clerestory.model.findings.typology_form import PrintedTypologyForm, TypologyForm
from followed import follow

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("clone")
    done = follow("find-types.md", clone)
    return clone / "build" / "types", done


def test_every_block_of_the_page_does_what_it_says(followed):
    folder, done = followed
    assert [run.stderr for run in done if run.returncode] == []
    mark, headline, *_ = done[1].stdout.split("\n\n")
    assert mark.startswith("SYNTHETIC: ")
    assert headline.startswith("2 classes fit the records best, of 1 to 2 that were tried (by BIC).")
    assert "600" not in done[1].stdout
    picture = ElementTree.fromstring((folder / "types.svg").read_text())  # noqa: S314 - our own file
    assert "Heat map" in "".join(picture.itertext())


def test_the_json_agrees_with_its_schema_and_its_page(followed):
    made = json.loads((followed[0] / "types.json").read_text())
    jsonschema.Draft202012Validator(json.loads(pages()["schemas/typology.schema.json"])).validate(made)
    assert made["persons"] == 600
    reference = (DOCS / "reference" / "typology.md").read_text(encoding="utf-8")
    assert [
        name for name in (*TypologyForm.model_fields, *PrintedTypologyForm.model_fields) if f"`{name}`" not in reference
    ] == []
