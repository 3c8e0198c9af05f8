"""Rounding and the cell key method from the command line: what is published, what is told, what is refused."""

from __future__ import annotations

import json

import polars as pl
import pytest
from typer.testing import CliRunner

from clerestory.cli.app import app
from clerestory.errors import RuleSetError
from clerestory.protect.perturb import record_keys
from commands import clerestory

CELLS = "region,force,sex,n\nN,A,F,3\nN,A,M,41\nN,B,F,1\nN,B,M,7\nS,C,F,12\nS,C,M,0\n"
DIMS = ("--dims", "region/force,sex", "--count", "n")
KEYED = ("--method", "cell-key", "--record-key", "key", "--deviation", "5", "--variance", "3", "--small", "2")


@pytest.fixture
def cells(tmp_path):
    path = tmp_path / "cells.csv"
    path.write_text(CELLS)
    return path


@pytest.fixture
def records(tmp_path):
    forces = ["A"] * 44 + ["B"] * 8 + ["C"] * 12
    pl.DataFrame(
        {
            "region": ["S" if force == "C" else "N" for force in forces],
            "force": forces,
            "sex": ["F"] * 3 + ["M"] * 41 + ["F"] + ["M"] * 7 + ["F"] * 12,
            "key": record_keys(map(str, range(64)), b"0123456789abcdef"),
        }
    ).write_csv(tmp_path / "records.csv")
    return tmp_path / "records.csv"


def run(*words):
    return clerestory("protect", *words)


def invoke(*words):
    return CliRunner().invoke(app, ["protect", *map(str, words)])


def test_rounding_publishes_multiples_and_tells_what_is_lost(cells, tmp_path):
    out = tmp_path / "out.csv"
    done = run("table", cells, *DIMS, "--method", "rounding", "--base", 5, "--out", out)
    assert done.returncode == 0, done.stderr
    assert done.stdout.strip() == str(out)
    # True: total 64; sex F 16, M 48; N 52 (4, 48), S 12 (12, 0); A 44 (3, 41), B 8 (1, 7), C 12 (12, 0). Two stay.
    assert "16 of 18 cells are changed, by 2 at most" in done.stderr
    published = pl.read_csv(out, infer_schema=False)
    assert published.columns == ["region", "force", "sex", "n", "symbol"]
    assert published["symbol"].fill_null("").unique().to_list() == [""]
    values = {tuple(row[:3]): row[3] for row in published.iter_rows()}
    assert values["Total", "Total", "Total"] == "65"
    assert values["N", "A", "F"] == "5"
    assert values["N", "B", "F"] == values["S", "C", "M"] == "0"


def test_controlled_rounding_publishes_a_table_that_adds_up(cells, tmp_path):
    out = tmp_path / "out.csv"
    done = invoke("table", cells, *DIMS, "--method", "controlled-rounding", "--base", 5, "--out", out, "--json")
    assert done.exit_code == 0
    assert json.loads(done.stdout)["additivity_gaps"] == 0
    inner = pl.read_csv(out).filter((pl.col("force") != "Total") & (pl.col("sex") != "Total"))
    total = pl.read_csv(out).filter((pl.col("region") == "Total") & (pl.col("sex") == "Total"))
    assert total["n"].to_list() == [inner["n"].sum()]
    assert (inner["n"] % 5 == 0).all()
    assert total["n"][0] in (60, 65)  # of 64


def test_cell_keys_publish_from_records_the_same_again(records, tmp_path):
    one, other = tmp_path / "one.csv", tmp_path / "other.csv"
    made = run("ptable", "--deviation", 5, "--variance", 3, "--small", 2)
    assert made.returncode == 0
    (tmp_path / "p.csv").write_text(made.stdout)
    done = run("table", records, *DIMS, *KEYED, "--unit", "suspects", "--out", one, "--json")
    again = invoke(
        "table", records, *DIMS, *KEYED[:4], "--ptable", tmp_path / "p.csv", "--unit", "suspects", "--out", other
    )
    assert (done.returncode, again.exit_code) == (0, 0), done.stderr + again.output
    assert one.read_bytes() == other.read_bytes()
    figures = json.loads(done.stdout)
    published = pl.read_csv(one)
    true = {("Total", "Total", "Total"): 64, ("N", "A", "M"): 41, ("S", "C", "M"): 0, ("N", "B", "F"): 1}
    off = [abs(n - true[tuple(k)]) for *k, n, _ in published.iter_rows() if tuple(k) in true]
    assert max(off) <= figures["max_deviation"] <= 5
    assert not published.filter(pl.col("n").is_between(1, 2)).height
    assert figures["cells"] == published.height == 18


@pytest.mark.parametrize("unit", ["victims", "persons"])
def test_tables_of_victims_are_refused_before_anything_is_read(records, tmp_path, unit):
    out = tmp_path / "out.csv"
    done = invoke("table", records, *DIMS, *KEYED, "--unit", unit, "--out", out)
    assert isinstance(done.exception, RuleSetError)
    assert "S12" in str(done.exception)
    assert not out.exists()


def test_a_ptable_that_cannot_be_names_the_count(tmp_path):
    done = run("ptable", "--deviation", 2, "--variance", 3)
    assert done.returncode == 31
    assert "for the count 1" in done.stderr


@pytest.mark.parametrize(
    ("words", "what"),
    [
        (("--threshold", 6), "--proof"),
        (("--proof", "proof.json"), "--threshold"),
        (("--method", "rounding"), "--base"),
        (("--method", "rounding", "--base", 5, "--proof", "proof.json"), "--proof"),
        (("--method", "rounding", "--base", 5, "--seed", 5), "--seed"),
        (("--method", "rounding", "--base", 5, "--gap", 0.1), "--gap"),
        (("--method", "controlled-rounding"), "--base"),
        (("--method", "cell-key", "--record-key", "key", "--deviation", 3, "--variance", 1), "--unit"),
        (("--method", "cell-key", "--unit", "offences", "--deviation", 3, "--variance", 1), "--record-key"),
        ((*KEYED[:4], "--unit", "offences", "--deviation", 3), "--variance"),
        ((*KEYED, "--unit", "offences", "--ptable", "cells.csv"), "--ptable"),
        ((*KEYED, "--unit", "offences", "--base", 5), "--base"),
        (("--method", "rounding", "--base", 5, "--out", "cells.csv"), "--out"),
    ],
)
def test_options_that_are_missing_or_would_do_nothing_are_refused(cells, tmp_path, monkeypatch, words, what):
    monkeypatch.chdir(tmp_path)
    done = invoke("table", cells, *DIMS, "--out", "out.csv", *words)
    assert done.exit_code == 2
    assert what in done.output
    assert cells.read_text() == CELLS
    assert not (tmp_path / "out.csv").exists()


def test_a_base_of_one_is_refused(cells, tmp_path):
    done = invoke("table", cells, *DIMS, "--method", "rounding", "--base", 1, "--out", tmp_path / "out.csv")
    assert isinstance(done.exception, RuleSetError)
    assert "the rounding base" in str(done.exception)


def test_suppression_is_still_what_a_table_gets_unless_another_method_is_named(cells, tmp_path):
    out, proof = tmp_path / "out.csv", tmp_path / "proof.json"
    assert invoke("table", cells, *DIMS, "--threshold", 6, "--out", out, "--proof", proof).exit_code == 0
    assert invoke("verify", out, proof).exit_code == 0
    published = pl.read_csv(out, infer_schema=False)
    assert "[c]" in published["symbol"].to_list()
