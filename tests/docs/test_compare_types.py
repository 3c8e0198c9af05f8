"""The page on types that experts give, followed literally, and what the reference page says of fields."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from clerestory.cli.reference import pages
from clerestory.model.findings.panel_form import PanelForm
from followed import follow

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("panel")
    done = follow("compare-types.md", clone)
    return clone / "build" / "panel", done


def test_every_block_of_the_page_does_what_it_says(followed):
    _, done = followed
    assert [run.stderr for run in done if run.returncode] == []
    printed = done[1].stdout
    assert printed.startswith("The two coders give the same types to ")
    assert "Cases of T6 or T3 against the others, 4 codes: " in printed
    lines = {line.split(":")[0]: line for line in printed.splitlines() if ": yes" in line}
    assert [lines[item].endswith(" differs") for item in ("several", "known", "moved")] == [True] * 3
    assert "differs" not in lines["online"]
    assert "s12" not in printed


def test_no_small_number_is_printed(followed):
    _, done = followed
    table = done[1].stdout.split("Expected cases")[1].split("\n\n")[0]
    numbers = [int(word.replace(",", "")) for word in re.findall(r"(?<=  )[\d,]+", table.split("\n", 1)[1])]
    assert numbers
    assert [number for number in numbers if 0 < number < 10 or number % 5] == []


def test_the_json_agrees_with_its_schema_and_its_page(followed):
    folder, _ = followed
    made = json.loads((folder / "panel.json").read_text())
    jsonschema.Draft202012Validator(json.loads(pages()["schemas/panel.schema.json"])).validate(made)
    assert made["compared"] == ["T1"]
    reference = (DOCS / "reference" / "panel.md").read_text(encoding="utf-8")
    assert [name for name in PanelForm.model_fields if f"`{name}`" not in reference] == []
