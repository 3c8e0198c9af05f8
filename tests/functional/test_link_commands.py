"""`clerestory link records`: from two files to persons, and every wrong input ends in a message."""

from __future__ import annotations

import json
import stat
import subprocess
from pathlib import Path

import jsonschema
import polars as pl
import pytest

from commands import clerestory
from link_records import two_files

SCHEMAS = Path(__file__).parents[2] / "docs" / "reference" / "schemas"


def command(*words: str | Path, cwd: Path) -> subprocess.CompletedProcess[str]:
    return clerestory("link", *words, cwd=cwd)


@pytest.fixture(scope="module")
def linked(tmp_path_factory):
    folder = tmp_path_factory.mktemp("link")
    a, b, truth = two_files(folder)
    return folder, truth, command("records", a, b, "--out", "first", "--json", cwd=folder)


def test_two_files_become_persons(linked):
    folder, truth, done = linked
    assert done.returncode == 0, done.stderr
    pairs = pl.read_csv(folder / "first" / "pairs.csv").filter("linked")
    found = set(zip(pairs["left_id"], pairs["right_id"], strict=True))
    assert len(found & truth) / len(truth) > 0.98
    assert len(found & truth) / len(found) > 0.98


def test_the_summary_counts_what_the_files_hold(linked):
    folder, _, done = linked
    said = json.loads(done.stdout)
    clusters = pl.read_csv(folder / "first" / "clusters.csv")
    assert said["records"] == clusters.height == 1_200 - 100
    assert said["persons"] == clusters["person"].n_unique()
    assert said["links"] == pl.read_csv(folder / "first" / "pairs.csv")["linked"].sum()
    assert said == json.loads((folder / "first" / "summary.json").read_text())


@pytest.mark.parametrize(("file", "schema"), [("summary.json", "link-summary"), ("model.json", "link-model")])
def test_what_is_found_agrees_with_its_schema(linked, file, schema):
    folder, _, _ = linked
    form = json.loads((SCHEMAS / f"{schema}.schema.json").read_text(encoding="utf-8"))
    jsonschema.Draft202012Validator(form).validate(json.loads((folder / "first" / file).read_text()))


def test_everything_is_its_owners_alone(linked):
    folder, _, _ = linked
    assert stat.S_IMODE((folder / "first").stat().st_mode) == 0o700
    assert {stat.S_IMODE(path.stat().st_mode) for path in (folder / "first").iterdir()} == {0o600}


def test_no_name_or_date_stands_in_what_is_found(linked):
    folder, _, _ = linked
    values = pl.read_csv(folder / "a.csv", infer_schema=False)
    text = "".join(p.read_text() for p in (folder / "first").glob("*.csv"))
    assert [v for column in ("surname", "dob") for v in values[column].unique() if v in text] == []


def test_the_next_delivery_keeps_ids_and_applies_verdicts(linked):
    folder, _, _ = linked
    first = pl.read_csv(folder / "first" / "pairs.csv", infer_schema=False)
    band = ("--review", "0", "1")
    done = command("records", "a.csv", "b.csv", "--out", "second", "--before", "first", *band, cwd=folder)
    assert done.returncode == 0, done.stderr
    kept = [
        pl.read_csv(folder / name / "clusters.csv").select("source", "id", "person") for name in ("first", "second")
    ]
    assert kept[0].equals(kept[1])
    assert pl.read_csv(folder / "second" / "pairs.csv", infer_schema=False).equals(first)
    queue = pl.read_csv(folder / "second" / "review.csv", infer_schema=False)
    queue.with_columns(pl.lit("different").alias("verdict")).write_csv(folder / "decided.csv")
    words = ("records", "a.csv", "b.csv", "--out", "third", "--before", "second", "--decided", "decided.csv", "--json")
    done = command(*words, cwd=folder)
    assert json.loads(done.stdout)["links"] == 0
    assert json.loads(done.stdout)["split"] == kept[0]["person"].value_counts()["count"].gt(1).sum()


def test_the_queue_shows_agreement_and_no_more(linked):
    folder, _, _ = linked
    done = command("records", "a.csv", "b.csv", "--out", "queue", "--review", "0.001", "0.99999", cwd=folder)
    assert done.returncode == 0, done.stderr
    queue = pl.read_csv(folder / "queue" / "review.csv", infer_schema=False)
    shown = queue.drop("pair", "verdict")
    assert {v for column in shown for v in column.unique()} <= {"agree", "close", "differ", "missing"}
    assert queue["pair"].is_sorted()


# What is wrong, the words of the command, what is said.
WRONG = [
    ("an empty file", ["empty.csv"], "is empty, or no text"),
    ("no column that is known", ["strange.csv"], "no column whose name says what it holds"),
    ("a row that is too short", ["short.csv"], "row 3"),
    ("an id twice", ["twice.csv"], "row 3"),
    ("bytes that are no text", ["latin.csv"], "not UTF-8"),
    ("a folder that is there", ["a.csv", "--out", "first"], "is there already"),
    ("verdicts without the folder", ["a.csv", "--decided", "a.csv", "--out", "x"], "has not the columns pair"),
    ("a delivery that is none", ["a.csv", "--before", ".", "--out", "x"], "is not the folder of an earlier linkage"),
    ("a description that is none", ["a.csv", "--columns", "a.csv", "--out", "x"], "is not TOML"),
    ("a file within a study", ["study/a.csv", "--out", "x"], "lies inside a study"),
]


@pytest.mark.parametrize(("words", "said"), [w[1:] for w in WRONG], ids=[w[0] for w in WRONG])
def test_wrong_input_ends_in_a_message_and_writes_nothing(linked, words, said):
    folder, _, _ = linked
    (folder / "empty.csv").write_text("")
    (folder / "strange.csv").write_text("x,y\n1,2\n")
    (folder / "short.csv").write_text("id,surname\n1,Aaa\n2\n")
    (folder / "twice.csv").write_text("id,surname\n1,Zelambry\n1,Zelambry\n")
    (folder / "latin.csv").write_bytes(b"id,surname\n1,\xe9\n")
    (folder / "study").mkdir(exist_ok=True)
    (folder / "study" / "study.toml").write_text("")
    (folder / "study" / "a.csv").write_text("id,surname\n1,A\n")
    done = command("records", *words, cwd=folder)
    assert (done.returncode, done.stdout) == (85, "")
    assert said in done.stderr
    assert "Zelambry" not in done.stderr
    assert not (folder / "x").exists()
    assert not (folder / "links").exists()


def test_a_handful_of_records_is_linked_too(tmp_path):
    (tmp_path / "few.csv").write_text("surname,dob\nMorley,1990-01-02\nMorley,1990-01-02\nAdams,1971-12-24\n")
    done = command("records", "few.csv", cwd=tmp_path)
    assert done.returncode == 0, done.stderr
    assert pl.read_csv(tmp_path / "links" / "clusters.csv").height == 3
