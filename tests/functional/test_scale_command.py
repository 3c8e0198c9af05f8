"""`clerestory analyse scale` as a user gives it: words, tables, JSON, chart, and wrong input."""

from __future__ import annotations

import json
import re
from xml.etree import ElementTree

import jsonschema
import pytest

from clerestory.cli.reference import pages
from test_protect_commands import clerestory

LISTS = "police,health,charity,council,count\n" + "".join(
    f"{row},{count}\n"
    for row, count in {
        "1,0,0,0": 4127, "0,1,0,0": 2653, "0,0,1,0": 1489, "0,0,0,1": 1907, "1,1,0,0": 583, "1,0,1,0": 217,
        "1,0,0,1": 301, "0,1,1,0": 173, "0,1,0,1": 191, "0,0,1,1": 113, "1,1,1,0": 53, "1,1,0,1": 61,
    }.items()
)  # fmt: skip
QUICK = ("--bootstrap", "200", "--methods", "independence,stepwise,bic-average")


def scale(folder, *words):
    return clerestory("scale", *words, cwd=folder, stage="analyse")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "lists.csv").write_text(LISTS)
    return tmp_path


def test_the_headline_comes_first_and_no_count_is_printed(folder):
    done = scale(folder, "lists.csv", *QUICK, "--chart", "scale.svg")
    assert done.returncode == 0, done.stderr
    assert done.stdout.startswith("Between ")
    assert "stepwise choice of two-list terms" in done.stdout
    assert "If the lists are wrong" in done.stdout
    counts = {row.rsplit(",", 1)[1] for row in LISTS.splitlines()[1:]}
    printed = {number.replace(",", "") for number in re.findall(r"[0-9][0-9,]*", done.stdout)}
    assert counts & printed == set()
    picture = ElementTree.fromstring((folder / "scale.svg").read_text())  # noqa: S314 - our own file
    assert picture.get("role") == "img"
    assert "Between " in "".join(picture.itertext())


def test_the_json_agrees_with_its_schema_and_prints_two_digits(folder):
    done = scale(folder, "lists.csv", *QUICK, "--json")
    made = json.loads(done.stdout)
    schema = json.loads(pages()["schemas/scale.schema.json"])
    jsonschema.Draft202012Validator(schema).validate(made)
    assert "as confidential as the counts" in done.stderr
    assert [m["method"] for m in made["methods"]] == ["independence", "stepwise", "bic-average"]
    assert made["printed"]["spread"]["low"] == float(f"{made['spread']['low']:.2g}")
    rows = json.loads(pages()["schemas/lists-row.schema.json"])
    header, first, *_ = LISTS.splitlines()
    jsonschema.Draft202012Validator(rows).validate(dict(zip(header.split(","), first.split(","), strict=True)))


def test_lists_that_allow_no_number_get_words_and_no_chart(folder):
    (folder / "few.csv").write_text("A,B,C,count\n1,0,0,40\n0,1,0,30\n0,0,1,20\n1,1,0,6\n")
    done = scale(folder, "few.csv", "--chart", "none.svg")
    assert (done.returncode, done.stderr) == (0, "")
    assert done.stdout.startswith("No number is given. Only 2 of the lists")
    assert not (folder / "none.svg").exists()
    made = json.loads(scale(folder, "few.csv", "--json").stdout)
    assert (made["number_given"], made["methods"], made["spread"]) == (False, [], None)


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (["nowhere.csv"], 2, "does not exist"),
        (["lists.csv", "--bootstrap", "10"], 2, "--bootstrap"),
        (["lists.csv", "--methods", "guess"], 2, "name each once, of independence"),
        (["lists.csv", "--methods", "independence"], 2, "a comparison only"),
        (["lists.csv", "--missed", "0.2-0.1"], 2, "--missed"),
        (["lists.csv", "--referral", "much"], 2, "--referral"),
        (["lists.csv", "--chart", "lists.csv"], 2, "would replace"),
        (["wrong.csv"], 30, "wrong.csv, row 2, column C: is neither 0 nor 1"),
    ],
)
def test_wrong_input_is_told_and_nothing_is_printed(folder, words, code, said):
    (folder / "wrong.csv").write_text("A,B,C,count\n1,0,Zebulon,4\n")
    done = scale(folder, *words)
    assert (done.returncode, done.stdout) == (code, "")
    assert said in " ".join(done.stderr.replace("│", " ").split())
    assert "Zebulon" not in done.stderr


def test_a_huge_file_is_refused_at_its_first_double_row(folder):
    (folder / "huge.csv").write_text("A,B,C,count\n" + "1,0,0,1\n" * 300_000)
    done = scale(folder, "huge.csv")
    assert done.returncode == 30
    assert "row 3: has the same lists as row 2" in done.stderr
