"""The stage link on a small synthetic nation whose givers encode their lists."""

from __future__ import annotations

import csv
import io
import json
import os
import stat
import subprocess
import sys
from pathlib import Path

import polars as pl
import pytest

from clerestory import pipeline
from clerestory.errors import EntryError, RecordsError
from clerestory.ledger import Duty, ledger_entries
from clerestory.model.links.people import PersonKind
from clerestory.pipeline import Dataset, Scope, Stage
from commands import PATIENCE
from engines import NO_SPARK
from studies import CLOCK

MAIN = "from clerestory.cli import main; main()"
WHY = "to see how uncertain links agree"


@pytest.fixture(scope="module")
def nation(tmp_path_factory) -> Path:
    root = tmp_path_factory.mktemp("linked") / "nation"
    pipeline.synthesise(root, persons=400, givers=6, seed=3)
    with (root / "study.toml").open("a", encoding="utf-8") as file:
        file.write("\n[link]\nreview_from = 0.0\nreview_to = 1.0\n")
    pipeline.run(root, [Stage.COLLECT, Stage.LINK], clock=CLOCK)
    return root


def linked(root: Path, kind: str) -> pl.DataFrame:
    return pl.read_parquet(root / "vault" / "links" / f"{kind}.parquet")


def ledger(root: Path):
    return list(ledger_entries(root / "ledger.jsonl"))


@pytest.mark.parametrize(("kind", "entity", "key"), [("suspect", "suspect", "sus"), ("victim", "victim", "vic")])
def test_everybody_who_was_encoded_is_a_person_among_their_own_kind(nation, kind, entity, key):
    rows = linked(nation, kind)
    cases = pl.read_parquet(nation / "vault" / "cases" / f"{entity}.parquet")[f"{key}_pseudo"]
    assert set(rows["pseudonym"]) == set(cases)
    assert rows["person"].str.starts_with("per").all()
    assert rows.group_by("pseudonym").agg(pl.col("person").n_unique())["person"].eq(1).all()


def test_nobody_of_one_kind_stands_in_a_file_of_the_other(nation):
    folder = nation / "vault" / "links"
    texts = {kind: b"".join(path.read_bytes() for path in folder.glob(f"{kind}*")) for kind in ("suspect", "victim")}
    victims, suspects = linked(nation, "victim")["pseudonym"], linked(nation, "suspect")["pseudonym"]
    assert not [name for name in victims if name.encode() in texts["suspect"]]
    assert not [name for name in suspects if name.encode() in texts["victim"]]
    assert not set(linked(nation, "victim")["person"]) & set(linked(nation, "suspect")["person"])


def test_two_rows_of_one_return_are_two_persons(nation):
    rows = linked(nation, "victim")
    assert rows.select("provider", "return_id", "person").is_unique().all()


def test_the_vault_keeps_links_for_their_owner_alone(nation):
    files = list((nation / "vault" / "links").iterdir())
    assert {stat.S_IMODE(path.stat().st_mode) for path in files} == {0o600}
    error = json.loads((nation / "vault" / "links" / "error.json").read_text())
    assert set(error) == {"suspect", "victim"}


def test_the_ledger_has_the_combination_without_a_count(nation):
    entry = next(entry for entry in ledger(nation) if entry.event == "records linked into persons")
    assert entry.duty is Duty.COMBINATION
    assert set(entry.detail) == {"files", "threshold"}


def test_a_second_run_gives_the_same_bytes(nation):
    before = {path.name: path.read_bytes() for path in (nation / "vault" / "links").iterdir()}
    pipeline.run(nation, [Stage.LINK], clock=CLOCK)
    assert {path.name: path.read_bytes() for path in (nation / "vault" / "links").iterdir()} == before


@NO_SPARK
def test_without_java_the_stage_stops_in_words_and_links_stand(nation):
    before = {path.name: path.read_bytes() for path in (nation / "vault" / "links").iterdir()}
    done = subprocess.run(
        [sys.executable, "-c", MAIN, "run", str(nation), "--only", "link", "--engine", "spark"],
        capture_output=True, text=True, timeout=PATIENCE, check=False, env=os.environ | {"JAVA_HOME": "/nowhere"},
    )  # fmt: skip
    assert done.returncode == 14
    assert "the engine spark: there is no Java where JAVA_HOME points (/nowhere)" in done.stderr
    assert {path.name: path.read_bytes() for path in (nation / "vault" / "links").iterdir()} == before
    assert not list(nation.rglob(".partial-*"))


def test_a_queue_is_shown_decided_and_applied(nation, tmp_path):
    text = pipeline.link_queue(nation, PersonKind.VICTIM, why=WHY, clock=CLOCK)
    assert ledger(nation)[-1].duty is Duty.CONSULTATION
    rows = list(csv.DictReader(io.StringIO(text)))
    assert rows
    pair = rows[0]["pair"]
    (tmp_path / "said.csv").write_text(f"pair,verdict\n{pair},same\n")
    assert pipeline.decide_links(nation, PersonKind.VICTIM, tmp_path / "said.csv", why=WHY, clock=CLOCK) == 1
    before = linked(nation, "victim")["person"].n_unique()
    pipeline.run(nation, [Stage.LINK], clock=CLOCK)
    assert linked(nation, "victim")["person"].n_unique() in {before - 1, before}
    again = pipeline.link_queue(nation, PersonKind.VICTIM, why=WHY, clock=CLOCK)
    assert pair not in again


def test_verdicts_on_other_pairs_and_people_who_are_nobody_are_refused(nation, tmp_path):
    (tmp_path / "said.csv").write_text("pair,verdict\n0123,same\n")
    with pytest.raises(RecordsError, match="1 pair\\(s\\) that are not in the queue"):
        pipeline.decide_links(nation, PersonKind.SUSPECT, tmp_path / "said.csv", why=WHY, clock=CLOCK)
    with pytest.raises(EntryError):
        pipeline.link_queue(nation, PersonKind.SUSPECT, why=WHY, actor="somebody else", clock=CLOCK)


def test_links_stand_when_encodings_are_erased_and_go_with_the_cases(nation):
    pipeline.erase(nation, Scope(Dataset.ENCODINGS), why="linked", on=CLOCK.time.date(), clock=CLOCK)
    before = linked(nation, "victim")
    assert "stand" in pipeline.run(nation, [Stage.LINK], clock=CLOCK).lines[-1]
    assert linked(nation, "victim").equals(before)
    provider = before["provider"][0]
    pipeline.erase(nation, Scope(Dataset.CASES, provider), why="ended", on=CLOCK.time.date(), clock=CLOCK)
    assert not (nation / "vault" / "links").exists()


def test_a_study_that_does_not_ask_links_nothing_and_says_nothing(tmp_path):
    root = tmp_path / "silent"
    pipeline.synthesise(root, persons=200, givers=4, seed=1)
    lines = pipeline.run(root, [Stage.COLLECT, Stage.LINK], clock=CLOCK).lines
    assert len(lines) == 1
    assert not (root / "vault" / "links").exists()
