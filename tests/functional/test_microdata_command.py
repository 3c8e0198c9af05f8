"""`clerestory protect microdata`: what it writes, counted by other means, and each wrong input with its message."""

from __future__ import annotations

import csv
import json
import stat
from collections import defaultdict
from random import Random

import jsonschema
import pytest

from clerestory.cli.reference import pages
from test_protect_commands import clerestory, refused

AGES = "age,band,part\n" + "".join(
    f"{age},{age // 6 * 6}-{age // 6 * 6 + 5},{'<18' if age < 18 else '18+'}\n" for age in range(12, 60)
)
SECRET = "ZQX-SECRET-77"


def records(number=600):
    draw = Random(5)  # noqa: S311 - for a test
    rows = [
        (f"r{i}", draw.randint(12, 59), draw.choice("fm"), draw.choice(["N", "N", "N", "S", "S", "E", "W", ""]),
         draw.choice(["charged", "no action", "open"]), draw.choice("uv"))
        for i in range(number)
    ]  # fmt: skip
    return "id,age,sex,region,outcome,wave\n" + "".join(",".join(map(str, row)) + "\n" for row in rows)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "cases.csv").write_text(records())
    (tmp_path / "ages.csv").write_text(AGES)
    return tmp_path


def extract(folder, *more, file="cases.csv", keys="age,sex,region", k="10", least="2", out="out.csv"):
    words = ["--keys", keys, "--sensitive", "outcome", "--k", k, "--l", least, "--out", out, "--report", "report.json"]
    return clerestory("microdata", file, *words, *more, cwd=folder)


def read(path):
    with path.open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def test_every_group_of_the_file_that_is_written_holds_k_and_l(folder):
    done = extract(folder, "--hierarchy", "age=ages.csv", "--keep", "wave", "--max-suppressed", "12")
    assert (done.returncode, done.stdout) == (0, "out.csv\n"), done.stderr
    assert "Left out: id." in done.stderr
    rows, source = read(folder / "out.csv"), read(folder / "cases.csv")
    assert list(rows[0]) == ["age", "sex", "region", "outcome", "wave"]
    groups = defaultdict(list)
    for row in rows:
        groups[row["age"], row["sex"], row["region"]].append(row["outcome"])
    report = json.loads((folder / "report.json").read_text())
    assert min(map(len, groups.values())) == report["after"]["k"] >= 10
    assert min(len(set(group)) for group in groups.values()) == report["after"]["distinct_l"] >= 2
    assert sorted((r["outcome"], r["wave"]) for r in rows) == sorted((r["outcome"], r["wave"]) for r in source)
    assert report["before"]["k"] < 10
    assert 0 < report["failing"] <= 72
    assert report["keys"][0]["levels"][report["keys"][0]["level"]] == "part"
    blanks = sum(row["age"] == "" for row in rows)
    assert blanks == report["keys"][0]["blanked"]
    assert {row["age"] for row in rows} <= {*AGES.replace("\n", ",").split(","), "all"}


def test_extract_and_report_are_their_owners_alone_and_the_report_has_the_published_form(folder):
    assert extract(folder, "--hierarchy", "age=ages.csv").returncode == 0
    for name in ("out.csv", "report.json"):
        assert stat.S_IMODE((folder / name).stat().st_mode) == 0o600
    report = json.loads((folder / "report.json").read_text())
    jsonschema.validate(report, json.loads(pages()["schemas/microdata-report.schema.json"]))
    assert (folder / "cases.csv").read_text() == records()


def test_a_kept_column_that_names_every_record_is_said(folder):
    done = extract(folder, "--keep", "id", "--json")
    assert done.returncode == 0
    assert "Kept, with another value in each record: id." in done.stderr
    assert json.loads(done.stdout)["dropped"] == ["wave"]


@pytest.mark.parametrize(
    ("content", "code", "words"),
    [
        pytest.param(b"", 30, ["cases.csv", "is empty"], id="an empty file"),
        pytest.param(records(0).encode(), 30, ["cases.csv", "has no records"], id="no rows"),
        pytest.param(bytes(range(256)) * 9, 30, ["cases.csv", "not a CSV file in UTF-8"], id="a binary file"),
        pytest.param(records().replace("region", "area", 1).encode(), 30, ["no column 'region'"], id="a wrong column"),
        pytest.param(records(9).encode(), 32, ["too few records"], id="k above the number of records"),
        pytest.param(records().replace("open", "charged").replace("no action", "charged").encode(), 32,
                     ["too few records, or sensitive values"], id="one outcome"),
        pytest.param(records().replace("no action", f"{SECRET} born 3/4/2009").encode(), 30,
                     ["cases.csv, column outcome", "looks like a date, as of birth"], id="a date of birth"),
        pytest.param(records().replace("open", f"{SECRET} told a friend of the family").encode(), 30,
                     ["column outcome", "looks like free text"], id="free text"),
        pytest.param(records().replace(",E,", f",{SECRET},E,").encode(), 30, ["cases.csv"], id="a field too many"),
        pytest.param(records().replace(",E,", ",", 1).encode(), 30, ["cases.csv", "same fields in every line"],
                     id="a field too few"),
    ],
)  # fmt: skip
def test_a_wrong_file_is_refused_and_nothing_written(folder, content, code, words):
    (folder / "cases.csv").write_bytes(content)
    done = extract(folder, "--hierarchy", "age=ages.csv")
    refused(done, code, *words)
    assert SECRET not in done.stderr
    assert sorted(path.name for path in folder.iterdir()) == ["ages.csv", "cases.csv"]


@pytest.mark.parametrize(
    ("content", "words"),
    [
        pytest.param(AGES.replace("59,54-59,18+\n", ""), ["column age", "no code of its hierarchy"], id="a lost code"),
        pytest.param(AGES + "59,48-53,18+\n", ["ages.csv, row 49", "under two codes"], id="a code under two"),
        pytest.param(AGES + "60,12-17,18+\n", ["ages.csv, row 49", "under two codes"], id="a band under two"),
        pytest.param(AGES + "60,,18+\n", ["ages.csv, row 49", "lacks a code"], id="an empty code"),
        pytest.param("age,band\n", ["ages.csv", "has no row"], id="a header alone"),
        pytest.param("age\n10\n", ["ages.csv", "no column of coarser codes"], id="one column"),
        pytest.param("", ["ages.csv", "is empty"], id="an empty file"),
    ],
)
def test_a_wrong_hierarchy_is_refused(folder, content, words):
    (folder / "ages.csv").write_text(content)
    refused(extract(folder, "--hierarchy", "age=ages.csv"), 30, *words)
    assert not (folder / "out.csv").exists()


@pytest.mark.parametrize(("k", "least"), [("9", "2"), ("10", "1"), ("-1", "2")])
def test_the_floor_of_the_rule_holds_for_the_command(folder, k, least):
    refused(extract(folder, k=k, least=least), 31, "weaker than k = 10 and l = 2")
    assert not (folder / "out.csv").exists()


def test_no_file_that_is_read_is_ever_replaced(folder):
    (folder / "link.csv").symlink_to("cases.csv")
    refused(extract(folder, out="cases.csv"), 2, "--out")
    refused(extract(folder, out="link.csv"), 2, "--out")
    refused(extract(folder, out="report.json"), 2, "--out")
    refused(extract(folder, "--hierarchy", "age=ages.csv", out="ages.csv"), 13, "ages.csv", "would replace")
    assert (folder / "cases.csv").read_text() == records()
    assert (folder / "ages.csv").read_text() == AGES


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (["--hierarchy", "age"], 2, ["--hierarchy", "KEY=CSV"]),
        (["--hierarchy", "age=lost.csv"], 2, ["--hierarchy", "no file for age"]),
        (["--hierarchy", "wave=ages.csv"], 30, ["'wave' is no key"]),
        (["--keep", "age"], 30, ["a column twice"]),
        (["--max-suppressed", "101"], 2, ["--max-suppressed"]),
    ],
)
def test_wrong_arguments_are_named(folder, more, code, words):
    refused(extract(folder, *more), code, *words)
