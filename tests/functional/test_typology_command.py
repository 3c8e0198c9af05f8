"""`clerestory analyse typology` as a user gives it, and its how-to page followed literally."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from pathlib import Path
from xml.etree import ElementTree

import jsonschema
import pytest

from clerestory.cli.reference import pages
from clerestory.model.typology_form import TypologyForm
from test_protect_commands import clerestory

DOCS = Path(__file__).parents[2] / "docs"


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("clone")
    command = clone / ".venv" / "bin" / "clerestory"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -c "from clerestory.cli import main; main()" "$@"\n')
    command.chmod(0o755)
    page = (DOCS / "how-to" / "find-types.md").read_text(encoding="utf-8")
    blocks = re.findall(r"^ *```sh\n(.*?)^ *```", page, re.MULTILINE | re.DOTALL)
    done = [subprocess.run(["sh", "-ec", b], cwd=clone, capture_output=True, text=True, check=False) for b in blocks]
    return clone / "build" / "types", done


def test_every_block_of_the_page_does_what_it_says(followed):
    folder, done = followed
    assert [run.stderr for run in done if run.returncode] == []
    assert done[1].stdout.startswith("2 classes fit best by BIC, of 1 to 2.")
    assert "600" not in done[1].stdout
    picture = ElementTree.fromstring((folder / "types.svg").read_text())  # noqa: S314 - our own file
    assert "Heat map" in "".join(picture.itertext())


def test_the_json_agrees_with_its_schema_and_its_page(followed):
    made = json.loads((followed[0] / "types.json").read_text())
    jsonschema.Draft202012Validator(json.loads(pages()["schemas/typology.schema.json"])).validate(made)
    assert made["persons"] == 600
    reference = (DOCS / "reference" / "typology.md").read_text(encoding="utf-8")
    assert [name for name in TypologyForm.model_fields if f"`{name}`" not in reference] == []


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere.csv"], 2, "does not exist"),
        (["items.csv", "--classes", "6-2"], 2, "--classes"),
        (["items.csv", "--classes", "many"], 2, "--classes"),
        (["items.csv", "--bootstrap", "5"], 2, "--bootstrap"),
        (["items.csv", "--chart", "items.csv"], 2, "would replace"),
        (["items.csv", "--covariates", "d"], 30, "has no column d"),
        (["items.csv", "--classes", "4"], 30, "too few items for 4 classes"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_printed(tmp_path, words, code, said):
    (tmp_path / "items.csv").write_text("a,b\n" + "1,1\n1,0\n0,1\n0,0\n" * 5)
    done = clerestory("typology", *words, cwd=tmp_path, stage="analyse")
    assert (done.returncode, done.stdout) == (code, "")
    assert said in " ".join(done.stderr.replace("│", " ").split())
