"""The rule of small groups by the command line: what is hidden, what is verified, and what is refused."""

from __future__ import annotations

import csv
import json

import pytest

from test_protect_commands import clerestory, refused

CELLS = """region,force,end,n
N,n1,charged,12
N,n1,other,0
N,n2,charged,0
N,n2,other,20
S,s1,charged,40
S,s1,other,31
S,s2,charged,25
S,s2,other,33
"""
WORDS = ("--count", "n", "--threshold", "5", "--seed", "1", "--proof", "proof.json")
GROUPS = ("--small-group", "30", "--category", "end", "--zeros", "suppress")
ONE = ("--dims", "region/force,end", "--out", "out.csv")


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "cells.csv").write_text(CELLS, encoding="utf-8")
    return tmp_path


def protect(folder, *more):
    return clerestory("table", "cells.csv", *WORDS, *more, cwd=folder)


def shown(folder, name):
    with (folder / name).open(encoding="utf-8") as file:
        return {(row["force"], row["end"]): row["n"] for row in csv.DictReader(file) if row["force"] != "Total"}


def test_all_of_a_small_group_is_hidden_and_a_zero_beside_it(folder):
    done = protect(folder, *ONE, *GROUPS)
    assert done.returncode == 0, done.stderr
    cells = shown(folder, "out.csv")
    assert cells["n1", "charged"] == cells["n1", "other"] == cells["n2", "other"] == ""
    assert json.loads((folder / "proof.json").read_text())["rules"]["groups"] == {
        "small": 30,
        "columns": ["end"],
        "sensitive": [],
    }
    verified = clerestory("verify", "out.csv", "proof.json", cwd=folder)
    assert verified.returncode == 0, verified.stderr
    audited = clerestory("audit", "out.csv", "--proof", "proof.json", "--criterion", "pinned", cwd=folder)
    assert audited.returncode == 0, audited.stderr


def test_a_table_without_the_rule_shows_what_it_says(folder):
    assert protect(folder, *ONE).returncode == 0
    assert shown(folder, "out.csv")["n1", "charged"] == "12"


def test_nobody_in_a_sensitive_category_is_hidden(folder):
    before = (folder / "cells.csv").read_text(encoding="utf-8")
    (folder / "cells.csv").write_text(before.replace("N,n1,other,0", "N,n1,other,6"), encoding="utf-8")
    only_zero = before.replace("N,n1,other,0", "N,n1,other,6").replace(
        "N,n2,other,20\n", "N,n2,other,20\nN,n2,third,7\n"
    )
    (folder / "cells.csv").write_text(only_zero, encoding="utf-8")
    assert protect(folder, *ONE, *GROUPS, "--sensitive", "end=charged").returncode == 0
    assert shown(folder, "out.csv")["n2", "charged"] == ""
    assert protect(folder, *ONE, *GROUPS).returncode == 0
    assert shown(folder, "out.csv")["n2", "charged"] == "0"


def test_linked_tables_keep_the_rule_together(folder):
    done = protect(folder, *ONE, "--dims", "region,end", "--out", "two.csv", *GROUPS)
    assert done.returncode == 0, done.stderr
    assert shown(folder, "out.csv")["n1", "charged"] == ""
    verified = clerestory("verify", "out.csv", "two.csv", "proof.json", cwd=folder)
    assert verified.returncode == 0, verified.stderr


@pytest.mark.parametrize(
    ("more", "code", "words"),
    [
        (("--small-group", "30"), 31, ["zeros are published", "--zeros suppress"]),
        ((*GROUPS, "--category", "ends"), 31, ["names the column 'ends'", "Name one of end, force, region"]),
        ((*GROUPS, "--sensitive", "end=chargd"), 31, ["'end=chargd'", "no row has"]),
        ((*GROUPS, "--sensitive", "charged"), 2, ["COLUMN=CODE", "--sensitive"]),
        (("--category", "end"), 2, ["does nothing without --small-group", "--category"]),
        (("--sensitive", "end=charged"), 2, ["does nothing without --small-group", "--sensitive"]),
        (("--small-group", "1", "--zeros", "suppress"), 2, ["--small-group"]),
    ],
)
def test_what_cannot_be_kept_is_refused(folder, more, code, words):
    refused(protect(folder, *ONE, *more), code, *words)
    assert not (folder / "out.csv").exists()
