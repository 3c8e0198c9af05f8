"""Several tables of the same cases by the command line: protected together, verified together, and what is refused."""

from __future__ import annotations

import csv
import stat

import pytest

from test_protect_commands import clerestory, refused

CELLS = """region,health,force,sex,age,operation,n
N,A,f1,f,0,o1,3
N,A,f1,m,1,o1,40
N,B,f2,f,1,o2,50
N,B,f2,m,0,o2,6
S,B,f3,f,0,o1,30
S,B,f3,m,1,o2,20
S,A,f4,f,1,o1,9
S,A,f4,m,0,o1,70
"""
CROSSING = ("--dims", "region/force,sex", "--out", "region.csv", "--dims", "health/force,sex", "--out", "health.csv")


def protect(folder, *more):
    words = ("--count", "n", "--threshold", "5", "--seed", "1", "--proof", "proof.json")
    return clerestory("table", "cells.csv", *words, *more, cwd=folder)


def cells(folder, name):
    with (folder / name).open(encoding="utf-8") as file:
        return list(csv.DictReader(file))


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "cells.csv").write_text(CELLS, encoding="utf-8")
    return tmp_path


def test_crossing_hierarchies_hide_the_same_forces(folder):
    done = protect(folder, *CROSSING)
    assert done.returncode == 0, done.stderr
    assert done.stdout.split() == ["region.csv", "health.csv"]
    by_force = [
        {(row["force"], row["sex"]): row["n"] + row["symbol"] for row in cells(folder, name) if row["force"] != "Total"}
        for name in ("region.csv", "health.csv")
    ]
    assert by_force[0] == by_force[1]
    assert by_force[0]["f1", "f"] == "[c]"
    assert stat.S_IMODE((folder / "proof.json").stat().st_mode) == 0o600
    done = clerestory("verify", "region.csv", "health.csv", "proof.json", cwd=folder)
    assert done.returncode == 0, done.stderr
    assert "region.csv, health.csv" in done.stdout


def test_operations_and_givers_are_named_by_columns(folder):
    done = protect(folder, *CROSSING, "--operation", "operation", "--giver", "force", "--criterion", "interval")
    assert done.returncode == 0, done.stderr
    done = clerestory("verify", "region.csv", "health.csv", "proof.json", cwd=folder)
    assert "giver and operation and outsider and singleton" in done.stdout


def test_rules_about_operations_and_magnitudes(folder):
    more = ("--dims", "region/force", "--out", "a.csv", "--operation", "operation", "--min-operations", "2")
    assert protect(folder, *more, "--max-share", "60").returncode == 0
    shown = {row["force"]: row["n"] for row in cells(folder, "a.csv")}
    assert {shown[force] for force in ("f1", "f2", "f3", "f4")} == {""}  # each is of one operation
    words = (
        "--count",
        "n",
        "--dims",
        "region/force",
        "--out",
        "b.csv",
        "--proof",
        "b.json",
        "--operation",
        "operation",
    )
    done = clerestory(
        "table", "cells.csv", *words, "--magnitude", "--dominance", "1,90", "--p-percent", "10", cwd=folder
    )
    assert done.returncode == 0, done.stderr
    done = clerestory("verify", "b.csv", "b.json", cwd=folder)
    assert "against operation and outsider" in done.stdout


@pytest.mark.parametrize(
    ("more", "word"),
    [
        ((), "--threshold"),
        (("--dominance", "1;60"), "two whole numbers"),
        (("--dominance", "0,60"), "dominance rule"),
        (("--p-percent", "10"), "none are named"),
        (("--magnitude", "--threshold", "5", "--attackers", "singleton"), "nobody is alone in a magnitude"),
    ],
)
def test_rules_that_cannot_be_are_refused(folder, more, word):
    words = ("--count", "n", "--dims", "sex", "--out", "b.csv", "--proof", "b.json")
    done = clerestory("table", "cells.csv", *words, *more, cwd=folder)
    assert done.returncode in (2, 31)
    assert word in done.stderr
    assert "Traceback" not in done.stderr
    assert [path.name for path in folder.iterdir()] == ["cells.csv"]


def test_what_is_public_already_takes_part(folder):
    assert protect(folder, "--dims", "sex,age", "--out", "first.csv").returncode == 0
    more = ("--dims", "region/force,sex", "--out", "second.csv", "--earlier", "first.csv", "--earlier-dims", "sex,age")
    done = protect(folder, *more)
    assert done.returncode == 0, done.stderr
    assert clerestory("verify", "second.csv", "first.csv", "proof.json", cwd=folder).returncode == 0
    shown = {(row["sex"], row["age"]): row["n"] for row in cells(folder, "first.csv")}
    women = next(row for row in cells(folder, "second.csv") if row["region"] == "Total" and row["sex"] == "f")
    assert women["n"] == shown["f", "Total"] == "92"  # it cannot be hidden any more


def test_an_earlier_table_of_other_cases_is_refused(folder):
    assert protect(folder, "--dims", "sex,age", "--out", "first.csv").returncode == 0
    (folder / "cells.csv").write_text(CELLS.replace("f1,m,1,o1,40", "f1,m,1,o1,41"), encoding="utf-8")
    more = ("--dims", "region/force,sex", "--out", "second.csv", "--earlier", "first.csv", "--earlier-dims", "sex,age")
    done = protect(folder, *more)
    refused(done, 30, "earlier table 1", "made of other cases", "the first in row", "in a study")
    assert "41" not in done.stderr
    assert not (folder / "second.csv").exists()


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (("--dims", "sex", "--dims", "age", "--out", "a.csv"), 2, ("2 tables and 1 places",)),
        (("--dims", "sex", "--out", "a.csv", "--earlier", "cells.csv"), 2, ("give the dimensions of each",)),
        (
            ("--dims", "region/force,health", "--out", "a.csv", "--dims", "health/force", "--out", "b.csv"),
            30,
            ("two dimensions that look at the same thing",),
        ),
        (
            ("--dims", "sex", "--out", "a.csv", "--attackers", "giver"),
            31,
            ("nothing says what each giver contributes",),
        ),
        (("--dims", "sex", "--out", "a.csv", "--giver", "county"), 30, ("there is no column 'county'",)),
        (("--dims", "sex", "--out", "a.csv", "--dims", "role", "--out", "b.csv"), 30, ("there is no column 'role'",)),
    ],
)
def test_what_cannot_be_is_refused(folder, more, code, words):
    refused(protect(folder, *more), code, *words)
    assert [path.name for path in folder.iterdir()] == ["cells.csv"]


def test_a_margin_among_the_rows_of_several_tables_is_refused(folder):
    (folder / "cells.csv").write_text(CELLS + "N,A,f1,Total,0,o1,3\n", encoding="utf-8")
    refused(protect(folder, *CROSSING), 30, "row 9", "is a margin")


def test_a_proof_of_other_tables_is_refused(folder):
    assert protect(folder, *CROSSING).returncode == 0
    refused(clerestory("verify", "region.csv", "proof.json", cwd=folder), 32, "not a proof of a table")
    done = clerestory("verify", "health.csv", "region.csv", "proof.json", cwd=folder)
    assert done.returncode != 0
    assert "Traceback" not in done.stderr
