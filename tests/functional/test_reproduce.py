"""A release is rebuilt from the inputs of its study: the same byte for byte, or it is said what is not."""

from __future__ import annotations

import datetime as dt
import hashlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import pytest
from tests.studies import CLOCK, SHIPPED, published, released_bytes, revise, sign_as_a_forger, small_study

from clerestory import pipeline
from clerestory.clock import FixedClock
from clerestory.errors import LedgerError, ReproductionError
from clerestory.ledger import Duty, ledger_entries
from clerestory.model.retention import Dataset
from clerestory.pipeline import Outcome, Scope
from commands import clerestory

TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'
LATER = FixedClock(CLOCK.time + dt.timedelta(days=400))
PUBLISH = """
import sys, pathlib, datetime as dt
from clerestory import pipeline
from clerestory.clock import FixedClock
pipeline.run(pathlib.Path(sys.argv[1]), clock=FixedClock(dt.datetime(2026, 11, 3, 23, 59, tzinfo=dt.UTC)))
"""


@pytest.fixture(scope="module")
def kept(tmp_path_factory) -> Path:
    people = [("n",)] * 30 + [("s",)] * 40 + [("w",)] * 3
    root = tmp_path_factory.mktemp("kept") / "study"
    small_study(root, {"area": ["n", "s", "w"]}, people, tables=TABLES, givers=2)
    published(root)
    return root


@pytest.fixture
def study(kept, tmp_path) -> Path:
    return Path(shutil.copytree(kept, tmp_path / "study"))


def again(root: Path, name: str = "2026-11-26-SYNTHETIC", **options) -> pipeline.Reproduction:
    return pipeline.reproduce(root / "releases" / name, root, **{"clock": LATER} | options)


def bytes_of(root: Path, *but: str) -> dict[str, bytes]:
    files = (path for path in root.rglob("*") if path.is_file() and path.name not in but)
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in files}


def change(root: Path, old: str, new: str) -> None:
    path = root / "study.toml"
    assert old in path.read_text(encoding="utf-8")
    path.write_text(path.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def second_release(root: Path) -> Path:
    change(root, "date = 2026-11-26", "date = 2027-02-25")
    change(root, "= 2027-11-25", "= 2028-01-25")
    (root / "paper" / "paper.md").write_text("## Findings anew\n\n{{ table t1 }}\n", encoding="utf-8")
    shutil.rmtree(root / "decisions")
    return published(root)


def test_two_studies_in_two_folders_on_two_days_have_the_same_manifest(study, tmp_path):
    there = tmp_path / "another place" / "study"
    for name in SHIPPED:
        source = study / name
        there.mkdir(parents=True, exist_ok=True)
        (shutil.copytree if source.is_dir() else shutil.copy)(source, there / name)
    surroundings = {"TZ": "Pacific/Auckland", "PYTHONHASHSEED": "7", "LC_ALL": "C", "LANG": "tr_TR.UTF-8"}
    subprocess.run([sys.executable, "-c", PUBLISH, there], check=True, env=os.environ | surroundings)
    releases = [root / "releases" / "2026-11-26-SYNTHETIC" for root in (study, there)]
    hashes = {hashlib.sha256((release / "manifest.json").read_bytes()).hexdigest() for release in releases}
    assert len(hashes) == 1
    assert released_bytes(releases[0]) == released_bytes(releases[1])


def test_a_release_is_rebuilt_byte_for_byte_and_only_the_ledger_is_written(study, monkeypatch, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))
    before = bytes_of(study, "ledger.jsonl", "ledger.head", ".lock")
    done = again(study, actor="head")
    assert (done.outcome, done.details) == (Outcome.SAME, ())
    assert bytes_of(study, "ledger.jsonl", "ledger.head", ".lock") == before
    assert list(scratch.iterdir()) == []
    last = list(ledger_entries(study / "ledger.jsonl"))[-1]
    assert (last.event, last.actor, last.duty) == ("release reproduced", "head", Duty.CONSULTATION)
    assert last.detail["outcome"] == "the same, byte for byte"
    pipeline.verify_study_ledger(study)


def test_a_copy_of_the_release_elsewhere_will_do(study, tmp_path):
    copy = shutil.copytree(study / "releases" / "2026-11-26-SYNTHETIC", tmp_path / "2026-11-26-SYNTHETIC")
    assert pipeline.reproduce(copy, study, clock=LATER).is_same


def test_what_came_since_counts_not(study):
    revise(study, "person", lambda text: text.replace(",n", ",s", 3))
    second_release(study)
    assert again(study).outcome is Outcome.SAME
    assert again(study, "2027-02-25-SYNTHETIC").outcome is Outcome.SAME


def test_a_publication_of_others_counts_as_it_did(study):
    (study / "history").mkdir()
    (study / "history" / "foi.toml").write_text(
        'form = "clerestory-history/1"\nsource = "An answer"\ndate = 2026-12-15\n\n[table]\nid = "foi"\n'
        'title = "Persons by area"\ncount = "person"\nrows = "person.area"\n',
        encoding="utf-8",
    )
    (study / "history" / "foi.csv").write_text("row_key,column_key,count\nn,total,30\n", encoding="utf-8")
    second_release(study)
    assert again(study).is_same
    assert again(study, "2027-02-25-SYNTHETIC").is_same
    (study / "history" / "foi.csv").write_text("row_key,column_key,count\nn,total,31\n", encoding="utf-8")
    lost = again(study, "2027-02-25-SYNTHETIC")
    assert (lost.outcome, len(lost.details)) == (Outcome.CHANGED, 1)


def test_a_return_that_was_changed_in_its_place_is_named(study):
    path = study / "returns" / "g0" / "r1" / "person.csv"
    path.write_text(path.read_text(encoding="utf-8").replace(",n", ",s", 1), encoding="utf-8")
    done = again(study)
    assert (done.outcome, done.details) == (Outcome.CHANGED, ("returns/g0/r1: has changed",))


def test_returns_that_were_erased_since_are_named(study):
    change(study, "[release]", '[ledger]\nposts = ["Records manager"]\n\n[release]')
    pipeline.erase(
        study, Scope(Dataset.CASES, "g1", "r1"), why="The date.", on=dt.date(2027, 1, 4), actor="Records manager"
    )
    done = again(study)
    assert done.outcome is Outcome.ERASED
    assert [detail.partition(" (")[0] for detail in done.details] == ["returns/g1/r1: erased on 2027-01-04"]


def test_files_that_differ_are_named_with_sizes_and_the_first_byte(study, monkeypatch):
    from clerestory.publish import pages

    real = pages.style_sheet()
    monkeypatch.setattr("clerestory.publish.release.files.style_sheet", lambda: real[:100] + "!" + real[101:] + "x")
    done = again(study)
    size = len(real.encode())
    assert done.outcome is Outcome.DIFFERENT
    assert f"style.css: {size:,} bytes, now {size + 1:,}; the first that differs is byte 101" in done.details


def test_another_version_is_told_from_a_difference(study, monkeypatch):
    monkeypatch.setattr("clerestory.pipeline.releases.reproducing.__version__", "99.0")
    done = again(study)
    assert done.outcome is Outcome.OTHER_VERSION
    assert "clerestory 99.0" in done.details[0]


def test_a_release_of_another_study_is_refused(study, tmp_path):
    other = small_study(tmp_path / "other", {"area": ["n", "s"]}, [("n",)] * 30 + [("s",)] * 40, tables=TABLES)
    with pytest.raises(ReproductionError, match="no release that the ledger"):
        pipeline.reproduce(published(other), study)


def test_a_copy_with_another_seal_is_refused_whatever_its_files(study, tmp_path):
    """The same manifest under another time, signed with another key: what is rebuilt would be the same."""
    copy = Path(shutil.copytree(study / "releases" / "2026-11-26-SYNTHETIC", tmp_path / "2026-11-26-SYNTHETIC"))
    path = copy / "seal.json"
    told = json.loads(path.read_bytes())
    path.write_text(json.dumps(told | {"sealed": "2026-01-01T09:30:00Z"}), encoding="utf-8")
    sign_as_a_forger(copy)
    with pytest.raises(LedgerError, match="says otherwise than entry"):
        pipeline.reproduce(copy, study, clock=LATER)


def test_an_error_on_the_way_leaves_nothing_and_is_in_the_ledger(study, monkeypatch, tmp_path):
    scratch = tmp_path / "scratch"
    scratch.mkdir()
    monkeypatch.setattr(tempfile, "tempdir", str(scratch))

    def fails(*_, **__):
        raise OSError("the disk is full")

    monkeypatch.setattr("clerestory.pipeline.releases.reproducing.run", fails)
    with pytest.raises(OSError, match="full"):
        again(study)
    assert list(scratch.iterdir()) == []
    assert list(ledger_entries(study / "ledger.jsonl"))[-1].detail["outcome"] == "not finished"


def test_a_recalled_release_is_rebuilt_from_where_it_is_sealed(study):
    pipeline.recall(study, "2026-11-26-SYNTHETIC", reason="A reason.", person="head", clock=LATER)
    assert pipeline.reproduce(study / "vault" / "recalled" / "2026-11-26-SYNTHETIC", study, clock=LATER).is_same


def test_the_command_says_it_and_ends_with_its_code(study):
    release = study / "releases" / "2026-11-26-SYNTHETIC"
    done = clerestory("reproduce", release, "--study", study, check=True)
    assert "the same, byte for byte" in done.stdout
    path = study / "returns" / "g0" / "r1" / "person.csv"
    path.write_text(path.read_text(encoding="utf-8") + "\n", encoding="utf-8")
    done = clerestory("reproduce", release, "--study", study, "--json")
    assert done.returncode == 53
    assert json.loads(done.stdout)["outcome"] == "inputs are not what they were"
