"""The vault keeps each version of a return; what has not changed is not read again, and nothing comes out otherwise."""

from __future__ import annotations

import json
import os
import re
import shutil
import stat
from pathlib import Path

import polars as pl
import pytest

from clerestory import pipeline
from clerestory.errors import CodeReturnError, VersionError
from clerestory.ledger import Duty, ledger_entries
from clerestory.pipeline import Stage
from clerestory.pipeline.stages import shelf
from studies import CLOCK, pseudonym, revise, small_study

TABLES = '[[tables]]\nid = "t1"\ntitle = "Persons by area"\ncount = "person"\nrows = "person.area"\n'
PEOPLE = [("n",)] * 40 + [("s",)] * 50


@pytest.fixture
def root(tmp_path) -> Path:
    return small_study(tmp_path / "study", {"area": ["n", "s"]}, PEOPLE, tables=TABLES, givers=3)


def collect(root: Path) -> str:
    return pipeline.run(root, [Stage.COLLECT], clock=CLOCK).lines[-1]


def vault(root: Path) -> dict[str, bytes]:
    there = (path for name in ("vault", "reports") for path in (root / name).rglob("*") if path.is_file())
    return {path.relative_to(root).as_posix(): path.read_bytes() for path in there}


def more(text: str) -> str:
    return text + f"{pseudonym(9001)},n\n"


def entries(root: Path, event: str):
    return [entry for entry in ledger_entries(root / "ledger.jsonl") if entry.event == event]


@pytest.fixture
def open_umask():
    before = os.umask(0)
    yield
    os.umask(before)


@pytest.mark.usefixtures("open_umask")
def test_every_version_has_a_folder_of_its_own_that_only_its_owner_can_read(root):
    revise(root, "person", more)
    collect(root)
    kept = root / "vault" / "returns"
    assert sorted(p.relative_to(kept).as_posix() for p in kept.glob("*/*/*")) == [
        "g0/r1/v1", "g0/r1/v2", "g1/r1/v1", "g2/r1/v1",
    ]  # fmt: skip
    assert {path.name for path in (kept / "g0" / "r1" / "v2").iterdir()} == {
        "person.parquet", "return.parquet", "quarantine.parquet", "lines.parquet", "receipt.json", "version.json",
    }  # fmt: skip
    modes = {stat.S_IMODE(path.stat().st_mode) for path in kept.rglob("*") if path.is_file()}
    assert (modes, {stat.S_IMODE(p.stat().st_mode) for p in kept.rglob("*") if p.is_dir()}) == ({0o600}, {0o700})
    rows = [pl.read_parquet(kept / "g0" / "r1" / f"v{number}" / "person.parquet").height for number in (1, 2)]
    assert rows == [30, 31]
    assert pl.read_parquet(root / "vault" / "cases" / "person.parquet").height == 91


def test_a_second_run_reads_no_return_and_gives_the_same_bytes(root, monkeypatch):
    revise(root, "person", more)
    collect(root)
    before = vault(root)

    def never(*_):
        raise AssertionError("a return was read again")

    monkeypatch.setattr(shelf, "take_return", never)
    assert "3 read before and unchanged, 1 revised" in collect(root)
    assert vault(root) == before


def test_a_vault_that_was_lost_is_made_anew_with_the_same_bytes(root):
    revise(root, "person", more)
    collect(root)
    before = vault(root)
    shutil.rmtree(root / "vault")
    assert "unchanged" not in collect(root)
    assert vault(root) == before


def test_only_the_revised_return_is_read_again(root, monkeypatch):
    collect(root)
    seen = []
    read = shelf.take_return
    monkeypatch.setattr(shelf, "take_return", lambda folder, i: (seen.append(str(folder.version)), read(folder, i))[1])
    revise(root, "person", more, provider="g1")
    collect(root)
    assert seen == ["g1/r1, version 2"]


@pytest.mark.parametrize("changed", ["instrument", "program", "kept rows", "kept lines"])
def test_another_instrument_or_program_or_spoilt_rows_are_read_again(root, monkeypatch, changed):
    collect(root)
    before = vault(root)["vault/cases/person.parquet"]
    if changed == "instrument":
        path = root / "instrument" / "codelists" / "area.csv"
        path.write_text(path.read_text(encoding="utf-8") + "w,w,,\n", encoding="utf-8")
    if changed == "program":
        monkeypatch.setattr(shelf, "__version__", "9.9")
        shelf._program.cache_clear()
    if changed == "kept rows":
        (root / "vault" / "returns" / "g0" / "r1" / "v1" / "person.parquet").write_bytes(b"spoilt")
    if changed == "kept lines":  # of a version that a program kept which knew of none
        path = root / "vault" / "returns" / "g0" / "r1" / "v1" / "version.json"
        said = json.loads(path.read_bytes())
        del said["files"]["lines.parquet"]
        path.write_text(json.dumps(said))
    told = collect(root)
    shelf._program.cache_clear()
    assert ("2 read before and unchanged" in told) == changed.startswith("kept")
    assert ("3 read before" in told) is False
    assert vault(root)["vault/cases/person.parquet"] == before


def test_what_was_collected_may_not_change_in_place(root):
    collect(root)
    path = root / "returns" / "g1" / "r1" / "person.csv"
    before = path.read_text(encoding="utf-8")
    path.write_text(more(before), encoding="utf-8")
    with pytest.raises(VersionError, match=r"g1/r1: was collected, and has changed since\n.*into g1/r1\.v2"):
        collect(root)
    path.write_text(before, encoding="utf-8")
    assert "3 read before and unchanged" in collect(root)


@pytest.mark.parametrize("gone", ["g1/r1", "g0/r1.v2"])
def test_what_was_collected_may_not_go_away(root, gone):
    revise(root, "person", more)
    collect(root)
    shutil.rmtree(root / "returns" / gone)
    if not list((root / "returns" / gone).parent.iterdir()):
        (root / "returns" / gone).parent.rmdir()
    with pytest.raises(VersionError, match=f"{gone}: was collected, and is gone\n.*never by deletion"):
        collect(root)


def test_a_file_that_a_system_left_is_no_change(root):
    collect(root)
    (root / "returns" / "g1" / "r1" / ".DS_Store").write_bytes(b"left")
    assert "3 read before and unchanged" in collect(root)


def test_a_return_that_stops_the_run_is_not_collected_yet_and_may_be_mended_in_place(root):
    path = root / "returns" / "g1" / "r1" / "person.csv"
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace(",n", ",x", 1), encoding="utf-8")
    with pytest.raises(CodeReturnError):
        collect(root)
    path.write_text(right, encoding="utf-8")
    assert collect(root).startswith("collect: 3 returns, 93 rows, 0 of them quarantined")


def words_of(root: Path, giver: str) -> str:
    """What a giver reads in the report, without markup."""
    page = (root / "reports" / f"{giver}--r1.html").read_text(encoding="utf-8")
    return " ".join(re.sub(r"<[^>]+>", " ", page).split())


def test_a_faulty_version_is_replaced_by_one_without_the_fault(root):
    path = root / "returns" / "g1" / "r1" / "person.csv"
    right = path.read_text(encoding="utf-8")
    path.write_text(right.replace(",n", ",x", 1), encoding="utf-8")
    revise(root, "person", lambda text: text.replace(",x", ",n"), provider="g1")
    assert "1 revised" in collect(root)
    assert "person 1 0 none" in words_of(root, "g1")


def test_each_replacement_has_one_entry_that_names_it_and_holds_no_count(root):
    collect(root)
    revise(root, "person", more)
    revise(root, "person", lambda text: text.replace(",n", ",s", 1))
    collect(root)
    collect(root)
    found = entries(root, "return replaced")
    assert [(e.duty, e.detail["return"], e.detail["version"], e.detail["replaces"]) for e in found] == [
        (Duty.ALTERATION, "g0/r1", 2, 1),
        (Duty.ALTERATION, "g0/r1", 3, 2),
    ]
    assert {tuple(entry.detail["entities"]) for entry in found} == {("person",)}
    assert all(entry.detail["changes"].startswith("hmac-sha256:") for entry in found)
    assert {type(value) for e in found for n, value in e.detail.items() if n not in ("version", "replaces")} == {
        str,
        list,
    }
    taken = [one["version"] for entry in entries(root, "returns collected") for one in entry.detail["taken"]]
    assert taken == [1, 1, 1, 2, 3]


def test_the_report_of_a_revised_return_says_what_changed(root):
    revise(root, "person", lambda text: more(text).replace(",n", ",s", 2))
    collect(root)
    report = words_of(root, "g0")
    assert "What version 2 changed" in report
    assert "person 1 0 area 2" in report
    assert "What version" not in words_of(root, "g1")


def test_a_withdrawn_return_counts_no_rows_and_is_an_alteration(root):
    collect(root)
    place = root / "returns" / "g1" / "r1.v2"
    place.mkdir()
    (place / "withdrawn.toml").write_text(
        'form = "clerestory-withdrawal/1"\nreturn_id = "r1"\nwithdrawn = 2026-02-01\nby = "Head of data"\n'
        'reason = "Sent under the wrong agreement."\n', encoding="utf-8"
    )  # fmt: skip
    collect(root)
    assert pl.read_parquet(root / "vault" / "cases" / "person.parquet").height == 60
    assert [entry.duty for entry in entries(root, "return withdrawn")] == [Duty.ALTERATION]
    report = words_of(root, "g1")
    assert "This return is withdrawn" in report
    assert "accepted whole" not in report
    assert "The return was withdrawn on 2026-02-01 and counts no rows." in report
    assert "person 0 30 none" in report
