"""`clerestory analyse agreement` as a user gives it, and its how-to page followed literally."""

from __future__ import annotations

import json
import re
from pathlib import Path

import jsonschema
import pytest

from clerestory.cli.reference import pages
from clerestory.model.findings.agreement_form import AgreementForm
from followed import follow
from test_protect_commands import clerestory

DOCS = Path(__file__).parents[2] / "docs"


def schema(name):
    return jsonschema.Draft202012Validator(json.loads(pages()[f"schemas/{name}.schema.json"]))


@pytest.fixture(scope="module")
def followed(tmp_path_factory):
    clone = tmp_path_factory.mktemp("clone")
    done = follow("measure-agreement.md", clone)
    return clone / "build" / "agree", done


def test_every_block_of_the_page_does_what_it_says(followed):
    _, done = followed
    assert [run.stderr for run in done if run.returncode] == []
    said = done[1].stdout
    assert said.startswith("2 coders gave lists of codes; about 200 units have two or more.")
    by_chance = re.search(r"^REPEAT +(-?[0-9.]+) \((-?[0-9.]+) to", said, re.MULTILINE)
    assert abs(float(by_chance[1])) < 0.2
    assert float(re.search(r"^ONLINE +([0-9.]+)", said, re.MULTILINE)[1]) > 0.5


def test_the_json_agrees_with_its_schema_and_its_page(followed):
    made = json.loads((followed[0] / "agreement.json").read_text())
    schema("agreement").validate(made)
    assert made["found"]["units"] == 200
    for of in made["printed"]["codes"]:
        assert round(of["coefficients"]["alpha"]["value"], 2) == of["coefficients"]["alpha"]["value"]
    reference = (DOCS / "reference" / "agreement.md").read_text(encoding="utf-8")
    assert [name for name in AgreementForm.model_fields if f"`{name}`" not in reference] == []


def test_rows_agree_with_their_schema():
    rows = schema("codings-row")
    rows.validate({"unit": "1", "coder": "a", "value": "X;Y"})
    rows.validate({"unit": "1", "coder": "a", "value": ""})
    for broken in ({"value": "x" * 41}, {"coder": ""}, {"beside": "1"}):
        with pytest.raises(jsonschema.ValidationError):
            rows.validate({"unit": "1", "coder": "a", "value": "X"} | broken)


def test_no_unit_coder_or_count_is_printed(tmp_path):
    lines = [f"unit{at},{1 + at % 3},{1 + at * 7 % 3 if at % 4 == 0 else 1 + at % 3}" for at in range(137)]
    (tmp_path / "codings.csv").write_text("unit,Quill,Nib\n" + "\n".join(lines) + "\n")
    said = clerestory("agreement", "codings.csv", "--level", "ordinal", cwd=tmp_path, stage="analyse").stdout
    assert "about 140 units" in said
    assert not [word for word in ("unit1", "Quill", "Nib", "137") if word in said]


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere.csv"], 2, "does not exist"),
        (["codings.csv", "--level", "ratio"], 2, "--level"),
        (["codings.csv", "--weights", "linear"], 2, "--weights"),
        (["codings.csv", "--bootstrap", "100"], 2, "--bootstrap"),
        (["codings.csv", "--level", "ordinal"], 30, "row 2: is no number"),
        (["empty.csv"], 30, "empty.csv: is empty"),
        (["binary.csv"], 30, "is not a CSV file in UTF-8"),
        (["lone.csv"], 30, "has no unit with two values"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_printed(tmp_path, words, code, said):
    (tmp_path / "codings.csv").write_text("unit,a,b\n1,X,Y\n2,X,X\n")
    (tmp_path / "empty.csv").write_text("")
    (tmp_path / "binary.csv").write_bytes(bytes(range(128, 256)) * 10)
    (tmp_path / "lone.csv").write_text("unit,coder,value\n1,a,X\n2,b,X\n")
    done = clerestory("agreement", *words, cwd=tmp_path, stage="analyse")
    assert (done.returncode, done.stdout) == (code, "")
    assert said in " ".join(done.stderr.replace("│", " ").split())


def test_too_few_units_are_said_and_nothing_of_them(tmp_path):
    (tmp_path / "codings.csv").write_text("unit,a,b\n" + "".join(f"{at},X,Y\n" for at in range(10)))
    done = clerestory("agreement", "codings.csv", cwd=tmp_path, stage="analyse")
    assert done.returncode == 0
    assert (
        done.stdout.strip()
        == "No agreement is given. Fewer than 11 units have two values: have more units coded twice."
    )
