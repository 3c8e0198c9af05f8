"""The real example: published figures in, the same figures out, and every run the same."""

from __future__ import annotations

import csv
import importlib.util
import io
import json
from pathlib import Path

import pytest

from clerestory import pipeline
from engines import NO_SPARK
from studies import CLOCK, EXAMPLE, example, published, published_example, released_bytes

SHARED = Path(__file__).parents[2] / ".." / "shared" / "data" / "mse" / "uk_2013_6lists.csv"

# Printed by the Home Office in 2014; cases on each list and in all.
TOTALS = {"total": 2744, "LA": 94, "NG": 567, "PF": 1102, "GO": 807, "GP": 336, "NCA": 102}


@pytest.fixture(scope="module")
def release(tmp_path_factory):
    return published_example(tmp_path_factory) / "releases" / "2026-11-26-REBUILT"


def cells(release: Path) -> dict[tuple[str, str], str]:
    rows = csv.DictReader(io.StringIO((release / "tables" / "REBUILT-t1.csv").read_text(encoding="utf-8")))
    return {(row["row_key"], row["column_key"]): row["count"] or row["status"] for row in rows}


def printed_counts() -> list[dict[str, str]]:
    lines = (EXAMPLE / "source" / "printed_counts.csv").read_text(encoding="utf-8").splitlines()
    return list(csv.DictReader(line for line in lines if not line.startswith("#")))


def test_the_shipped_decisions_open_both_gates(release):
    assert release.name == "2026-11-26-REBUILT"


def test_list_totals_are_the_published_ones(release):
    found = cells(release)
    assert {key: int(found[key, key]) for key in TOTALS} == TOTALS
    assert {key: int(found[key, "total"]) for key in TOTALS} == TOTALS


def test_the_paper_prints_them(release):
    text = (release / "index.html").read_text(encoding="utf-8")
    for total in TOTALS.values():
        assert f"{total:,}" in text


def test_overlaps_agree_with_the_printed_combinations_and_small_ones_are_withheld(release):
    rows = printed_counts()
    found = cells(release)
    lists = [key for key in TOTALS if key != "total"]
    for one in lists:
        for other in lists:
            truth = sum(int(row["count"]) for row in rows if row[one] == row[other] == "1")
            assert found[one, other] in ([str(truth)] if truth == 0 or truth >= 6 else ["[c]"])


def test_the_shipped_returns_are_what_rebuild_makes(tmp_path):
    spec = importlib.util.spec_from_file_location("rebuild", EXAMPLE / "rebuild.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    module.rebuild(tmp_path)
    made = {path.relative_to(tmp_path): path.read_bytes() for path in tmp_path.rglob("*.csv")}
    shipped = {p.relative_to(EXAMPLE / "returns"): p.read_bytes() for p in (EXAMPLE / "returns").rglob("*.csv")}
    assert made == shipped


@pytest.mark.external
@pytest.mark.skipif(not SHARED.exists(), reason="the public data in ../shared is not here")
def test_the_carried_figures_are_those_of_the_public_file():
    with SHARED.open(encoding="utf-8", newline="") as file:
        assert list(csv.DictReader(file)) == printed_counts()


def test_a_second_run_changes_nothing(tmp_path):
    root = example(tmp_path / "study")
    first = released_bytes(pipeline.run(root, clock=CLOCK).release)
    seal = next((root / "releases").glob("*/seal.json")).read_bytes()
    outlook = pipeline.run(root, clock=CLOCK)
    assert released_bytes(outlook.release) == first
    assert (outlook.release / "seal.json").read_bytes() == seal
    assert "byte for byte" in outlook.lines[-1]


def test_another_folder_gives_the_same_manifest(tmp_path, release):
    other = pipeline.run(example(tmp_path / "elsewhere" / "deeper"), clock=CLOCK).release
    assert released_bytes(other) == released_bytes(release)


# The ordinary tests hold what DuckDB leaves in the vault against the same, byte for byte, in test_demo.py.
BY_SPARK = pytest.param("spark", marks=NO_SPARK)


@pytest.mark.parametrize("engine", [BY_SPARK, pytest.param("duckdb", marks=pytest.mark.slow)], indirect=True)
@pytest.mark.slow
def test_every_engine_gives_the_same_release(tmp_path, release, engine):
    root = example(tmp_path / "study")
    text = (root / "study.toml").read_text(encoding="utf-8")
    own = text.replace("[protect]", f'[analyse]\nengine = "{engine}"\n\n[protect]')
    (root / "study.toml").write_text(own, encoding="utf-8")
    assert released_bytes(pipeline.run(root, clock=CLOCK).release) == released_bytes(release)


def test_the_release_verifies_and_the_register_counts_cells(release):
    pipeline.verify_release(release)
    rows = list(csv.DictReader(io.StringIO((release / "REBUILT-register.csv").read_text(encoding="utf-8"))))
    hidden = sum(value == "[c]" for value in cells(release).values())
    assert [(row["cells_withheld"], row["reason"]) for row in rows] == [(str(hidden), "SDC")]
    assert json.loads((release / "manifest.json").read_bytes())["rules"]["threshold"] == 6


def test_without_its_decisions_the_run_stops_and_names_who_is_missing(tmp_path):
    root = example(tmp_path / "study")
    for path in (root / "decisions").glob("*.toml"):
        path.unlink()
    with pytest.raises(Exception, match=r"2 disclosure checkers is missing \(of Disclosure checker A, Disclosure"):
        pipeline.run(root, clock=CLOCK)
    assert not list((root / "releases").glob("*"))
    assert published(root).exists()
